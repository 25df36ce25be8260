//! How lessons bear on each other, and what becomes of one whose place another took.

use super::{at_once, of, pointers, problem, refusal, shown, slug};
use domain::lessons::{LessonLinkKind, LessonName, LessonRef, LessonStatus, NewLessonLink};
use domain::policy::Role;
use serde_json::{Value, json};
use test_support::{Person, TestApp};

use LessonLinkKind::{Contradicts, Supersedes, Supports};

fn link(kind: LessonLinkKind, lesson: &LessonName) -> NewLessonLink {
    NewLessonLink { kind, lesson: lesson.slug.clone(), note: Some(" It says the same of roofs. ".to_owned()) }
}

/// Three lessons, and an editor.
async fn three(app: &TestApp) -> (Person, [LessonName; 3]) {
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let one = app.publish(&ana, &editor, "One shade").await;
    let two = app.publish(&ana, &editor, "Two shades").await;
    let three = app.publish(&ana, &editor, "Three shades").await;
    (editor, [one, two, three])
}

/// The links of a lesson: how, whether it is its own, and which other.
async fn links(app: &TestApp, lesson: &LessonName) -> Vec<Value> {
    let shown = shown(app, &lesson.slug).await;
    let links = shown["links"].as_array().unwrap().iter();
    links.map(|link| json!([link["kind"], link["outgoing"], link["lesson"]["slug"]])).collect()
}

#[tokio::test]
async fn both_lessons_show_it_until_it_is_taken_back() {
    let app = TestApp::start().await;
    let (editor, [one, two, three]) = three(&app).await;
    let before = shown(&app, &two.slug).await["version"].as_i64().unwrap();
    let linked = editor.client.create_lesson_link(&of(&one), &link(Supports, &two)).await.unwrap();
    assert_eq!((linked.id, linked.links.len(), linked.links[0].outgoing), (one.id, 1, true));
    assert_eq!(linked.links[0].note.as_deref(), Some("It says the same of roofs."));
    app.clock.advance(chrono::TimeDelta::milliseconds(1));
    editor.client.create_lesson_link(&slug("one-shade"), &link(Contradicts, &three)).await.unwrap();
    let own = [json!(["supports", true, "two-shades"]), json!(["contradicts", true, "three-shades"])];
    assert_eq!(links(&app, &one).await, own);
    assert_eq!(links(&app, &two).await, [json!(["supports", false, "one-shade"])]);
    let after = shown(&app, &two.slug).await;
    assert_eq!((after["version"].as_i64(), &after["status"]), (Some(before + 1), &json!("published")));

    editor.client.delete_lesson_link(&of(&one), &of(&two)).await.unwrap();
    assert_eq!(links(&app, &one).await, own[1..]);
    assert_eq!(links(&app, &two).await, Vec::<Value>::new());
    assert_eq!(refusal(editor.client.delete_lesson_link(&of(&one), &of(&two)).await).0, 404);
    assert_eq!(refusal(editor.client.delete_lesson_link(&of(&three), &of(&one)).await).0, 404, "it has a direction");
}

#[tokio::test]
async fn a_lesson_whose_place_was_taken_stays_readable_and_holds_again_when_that_is_taken_back() {
    let app = TestApp::start().await;
    let (editor, [one, two, three]) = three(&app).await;
    editor.client.create_lesson_link(&of(&two), &link(Supersedes, &one)).await.unwrap();
    let old = shown(&app, &one.slug).await;
    assert_eq!((&old["status"], &old["superseded_by"]["slug"]), (&json!("superseded"), &json!("two-shades")));
    let new = shown(&app, &two.slug).await;
    assert_eq!((&new["status"], &new["superseded_by"]), (&json!("published"), &Value::Null));
    let listed = async |status: &str| {
        let path = format!("/api/v1/lessons?city=accra&limit=100{status}");
        let items = app.get(&path).send().await.json()["items"].as_array().unwrap().clone();
        items.iter().any(|item| item["slug"] == "one-shade")
    };
    assert_eq!((listed("").await, listed("&status=superseded").await), (false, true));

    let twice = editor.client.create_lesson_link(&of(&three), &link(Supersedes, &one)).await;
    assert_eq!(refusal(twice), (409, "conflict".to_owned()), "its place is taken");
    editor.client.delete_lesson_link(&of(&two), &of(&one)).await.unwrap();
    let again = shown(&app, &one.slug).await;
    assert_eq!((&again["status"], &again["superseded_by"]), (&json!("published"), &Value::Null));
    assert_eq!((listed("").await, listed("&status=superseded").await), (true, false));
    editor.client.create_lesson_link(&of(&three), &link(Supersedes, &one)).await.unwrap();
}

#[tokio::test]
async fn lessons_do_not_replace_each_other_in_a_circle() {
    let app = TestApp::start().await;
    let (editor, [one, two, three]) = three(&app).await;
    let replace = async |by: &LessonName, lesson: &LessonName| {
        editor.client.create_lesson_link(&of(by), &link(Supersedes, lesson)).await
    };
    replace(&two, &one).await.unwrap();
    replace(&three, &two).await.unwrap();
    for (by, lesson) in [(&one, &two), (&one, &three), (&two, &three)] {
        let circle = replace(by, lesson).await;
        assert_eq!(refusal(circle), (409, "conflict".to_owned()), "{} by {}", lesson.slug, by.slug);
    }
    assert_eq!(shown(&app, &three.slug).await["status"], "published");
    let named = shown(&app, &two.slug).await["superseded_by"].clone();
    assert_eq!((&named["slug"], &named["status"]), (&json!("three-shades"), &json!(LessonStatus::Published)));
}

#[tokio::test]
async fn of_two_that_would_replace_each_other_at_once_one_does() {
    let app = TestApp::start().await;
    let (editor, [one, two, _]) = three(&app).await;
    let replace = |by: &LessonName, lesson: &LessonName| {
        let (client, at, new) = (editor.client.clone(), of(by), link(Supersedes, lesson));
        async move { client.create_lesson_link(&at, &new).await }
    };
    let asked = [replace(&one, &two), replace(&two, &one), replace(&one, &two), replace(&two, &one)];
    assert_eq!(at_once(asked).await, [200, 409, 409, 409]);
    assert_eq!(app.database.count("lessons WHERE status = 'superseded'").await, 1);
}

#[tokio::test]
async fn what_cannot_be_said_is_refused_and_editors_alone_say_it() {
    let app = TestApp::start().await;
    let (editor, [one, two, _]) = three(&app).await;
    let ana = app.sign_in("ana@example.org").await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    for person in [&ana, &lead, &administrator] {
        let refused = person.client.create_lesson_link(&of(&one), &link(Supports, &two)).await;
        assert_eq!(refusal(refused).0, 403);
        assert_eq!(refusal(person.client.delete_lesson_link(&of(&one), &of(&two)).await).0, 403);
    }
    assert_eq!(refusal(app.client().create_lesson_link(&of(&one), &link(Supports, &two)).await).0, 401);
    assert_eq!(pointers(editor.client.create_lesson_link(&of(&one), &link(Supports, &one)).await), ["/lesson"]);
    let nowhere = NewLessonLink { kind: Supports, lesson: "no-such-lesson".into(), note: None };
    assert_eq!(pointers(editor.client.create_lesson_link(&of(&one), &nowhere).await), ["/lesson"]);
    let unknown = LessonRef::Slug("no-such-lesson".into());
    assert_eq!(refusal(editor.client.create_lesson_link(&unknown, &link(Supports, &one)).await).0, 404);
    editor.client.create_lesson_link(&of(&one), &link(Supports, &two)).await.unwrap();
    let twice = problem(editor.client.create_lesson_link(&of(&one), &link(Contradicts, &two)).await.unwrap_err());
    assert_eq!((twice.status, twice.existing.as_deref()), (409, Some("two-shades")), "one way at a time");
}

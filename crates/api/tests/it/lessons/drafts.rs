//! Writing a draft: what it needs, what is refused, and in whose hands it is.

use super::{no, of, pointers, problem, refusal, shown, slug, yes};
use client::IdempotencyKey;
use domain::drafting::{DraftQuery, DraftStatus, NewDraftComment};
use domain::lessons::{
    LessonContent, LessonDraftUpdate, LessonGrade, LessonStatus, NewLessonDraft, OutcomeQuery, RevisionQuery,
};
use domain::policy::Role;
use domain::vocabularies::Language;
use serde_json::json;
use test_support::{TestApp, lesson};

fn titled(title: &str) -> NewLessonDraft {
    NewLessonDraft { lesson: None, content: Some(LessonContent::titled(title.to_owned(), Language::English)) }
}

fn says(content: LessonContent) -> LessonDraftUpdate {
    LessonDraftUpdate { content, base: None }
}

fn comment(text: &str) -> NewDraftComment {
    NewDraftComment { field: Some("/summary".to_owned()), text: text.to_owned() }
}

/// What of the tables would show that something happened.
async fn traces(app: &TestApp) -> (u64, u64) {
    (app.database.count("audit_log").await, app.database.count("change_log").await)
}

#[tokio::test]
async fn it_is_begun_with_a_title_and_says_what_it_needs() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let key = IdempotencyKey::generate();
    let draft = ana.client.create_lesson_draft(&key, &titled(" Shade first ")).await.unwrap();
    assert_eq!((draft.status, draft.version, draft.lesson.as_ref()), (DraftStatus::Writing, 1, None));
    assert_eq!((draft.content.title.as_str(), draft.authors[0].name.as_str()), ("Shade first", "Ana"));
    assert_eq!(draft.missing.len(), 8, "{:?}", draft.missing);
    let again = ana.client.create_lesson_draft(&key, &titled(" Shade first ")).await.unwrap();
    assert_eq!((again.id, app.database.count("lesson_drafts").await), (draft.id, 1));
    assert_eq!(ana.client.get_lesson_draft(draft.id).await.unwrap(), draft);
    let needs = pointers(ana.client.create_lesson_draft_submission(draft.id).await);
    let expected: Vec<String> = draft.missing.iter().map(|field| format!("/content{}", field.pointer)).collect();
    assert_eq!(needs, expected, "the refusal says the same");

    let whole = says(lesson("Shade first"));
    let changed = ana.client.update_lesson_draft(draft.id, 1, &whole).await.unwrap();
    assert_eq!((changed.version, changed.missing.len()), (2, 0));
    let before = traces(&app).await;
    let same = ana.client.update_lesson_draft(draft.id, 2, &whole).await.unwrap();
    assert_eq!((same, traces(&app).await), (changed, before), "what changes nothing leaves no trace");
    assert_eq!(refusal(ana.client.update_lesson_draft(draft.id, 1, &whole).await).0, 412);
    let path = format!("/api/v1/lesson-drafts/{}", draft.id);
    assert_eq!(ana.ask(&app, "PUT", &path).json(&whole).send().await.status, 428);
}

#[tokio::test]
async fn all_faults_come_at_once_and_point_into_the_content() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let begin = async |content: LessonContent| {
        let new = NewLessonDraft { lesson: None, content: Some(content) };
        ana.client.create_lesson_draft(&IdempotencyKey::generate(), &new).await
    };
    let bad = LessonContent { title: " ".into(), year: Some(1), place: Some("a\nb".into()), ..lesson("x") };
    assert_eq!(pointers(begin(bad).await), ["/content/title", "/content/place", "/content/year"]);
    let odd = LessonContent {
        topic: Some("mood".into()),
        shocks: vec!["boredom".into()],
        cities: vec!["atlantis".into()],
        countries: vec!["XX".into()],
        ..lesson("x")
    };
    let expected = ["/content/topic", "/content/shocks", "/content/countries", "/content/cities"];
    assert_eq!(pointers(begin(odd.clone()).await), expected, "what is known on the server alone");
    let nothing = NewLessonDraft { lesson: None, content: None };
    let key = IdempotencyKey::generate();
    assert_eq!(pointers(ana.client.create_lesson_draft(&key, &nothing).await), ["/content"]);
    let nowhere = NewLessonDraft { lesson: Some("no-such-lesson".into()), content: None };
    assert_eq!(pointers(ana.client.create_lesson_draft(&key, &nowhere).await), ["/lesson"]);
    let draft = begin(lesson("x")).await.unwrap();
    assert_eq!(pointers(ana.client.update_lesson_draft(draft.id, 1, &says(odd)).await), expected);
    let silent = pointers(ana.client.create_lesson_draft_comment(&key, draft.id, &comment(" ")).await);
    assert_eq!(silent, ["/text"]);
}

#[tokio::test]
async fn it_is_in_one_hand_at_a_time() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let conflict = (409, "conflict".to_owned());
    let draft = app.submit(&ana, "Shade first").await;
    let (id, version) = (draft.id, draft.version);
    let other = says(lesson("Shade last"));
    assert_eq!(refusal(ana.client.update_lesson_draft(id, version, &other).await), conflict, "it is in review");
    assert_eq!(refusal(ana.client.delete_lesson_draft(id, version).await), conflict);
    assert_eq!(refusal(ana.client.create_lesson_draft_submission(id).await), conflict);
    let mended = editor.client.update_lesson_draft(id, version, &other).await.unwrap();
    assert_eq!((mended.content.title.as_str(), mended.status), ("Shade last", DraftStatus::InReview));

    let back = editor.client.create_lesson_draft_decision(id, &no("Say where.")).await.unwrap();
    assert_eq!(refusal(editor.client.update_lesson_draft(id, back.version, &other).await), conflict);
    assert_eq!(refusal(editor.client.create_lesson_draft_decision(id, &yes()).await), conflict);
    let own = says(lesson("Shade at noon"));
    let changed = ana.client.update_lesson_draft(id, back.version, &own).await.unwrap();
    assert_eq!(changed.status, DraftStatus::Returned, "given back until it is sent again");

    ana.client.create_lesson_draft_submission(id).await.unwrap();
    let published = editor.client.create_lesson_draft_decision(id, &yes()).await.unwrap();
    let version = published.version;
    assert_eq!(refusal(ana.client.update_lesson_draft(id, version, &other).await), conflict);
    assert_eq!(refusal(ana.client.delete_lesson_draft(id, version).await), conflict);
    assert_eq!(refusal(ana.client.create_lesson_draft_submission(id).await), conflict);
    assert_eq!(refusal(editor.client.create_lesson_draft_decision(id, &no("Late.")).await), conflict);
    let key = IdempotencyKey::generate();
    assert_eq!(refusal(ana.client.create_lesson_draft_comment(&key, id, &comment("Late.")).await), conflict);
}

#[tokio::test]
async fn it_is_thrown_away_by_who_has_read_it() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let draft = app.draft(&ana, "Shade first").await;
    let key = IdempotencyKey::generate();
    ana.client.create_lesson_draft_comment(&key, draft.id, &comment("A note to myself.")).await.unwrap();
    assert_eq!(refusal(ana.client.delete_lesson_draft(draft.id, 7).await).0, 412);
    ana.client.delete_lesson_draft(draft.id, 1).await.unwrap();
    assert_eq!(refusal(ana.client.get_lesson_draft(draft.id).await).0, 404);
    for table in ["lesson_drafts", "lesson_draft_comments"] {
        assert_eq!(app.database.count(table).await, 0, "{table}");
    }
}

#[tokio::test]
async fn what_is_said_about_it_is_answered_as_html_and_said_once() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let draft = app.submit(&ana, "Shade first").await;
    let key = IdempotencyKey::generate();
    let said = editor.client.create_lesson_draft_comment(&key, draft.id, &comment("Say *how many*.")).await.unwrap();
    let again = editor.client.create_lesson_draft_comment(&key, draft.id, &comment("Say *how many*.")).await.unwrap();
    assert_eq!((said.comments.len(), &again.comments), (1, &said.comments));
    let answer = comment("<script>alert(1)</script>");
    app.clock.advance(chrono::TimeDelta::milliseconds(1));
    let both = ana.client.create_lesson_draft_comment(&IdempotencyKey::generate(), draft.id, &answer).await.unwrap();
    let people: Vec<&str> = both.comments.iter().map(|said| said.person.as_ref().unwrap().name.as_str()).collect();
    assert_eq!((people, both.version), (vec!["A editor", "Ana"], draft.version), "no change of what it says");
    assert_eq!(both.comments[0].html, "<p>Say <em>how many</em>.</p>\n");
    assert_eq!(both.comments[0].field.as_deref(), Some("/summary"));
    assert!(!both.comments[1].html.contains("<script"), "{}", both.comments[1].html);
}

#[tokio::test]
async fn a_published_lesson_is_changed_by_a_draft_of_it() {
    let app = TestApp::start().await;
    let (ana, ben) = (app.sign_up("ana@example.org", "Ana").await, app.sign_up("ben@example.org", "Ben").await);
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let first = app.publish(&ana, &editor, "Shade first").await;
    assert_eq!(
        (first.slug.as_str(), first.grade, first.status),
        ("shade-first", LessonGrade::Reported, LessonStatus::Published)
    );
    let before = shown(&app, "shade-first").await;
    assert_eq!((&before["revision"], before["authors"][0]["name"].as_str()), (&json!(1), Some("Ana")));

    let new = NewLessonDraft { lesson: Some("shade-first".into()), content: None };
    let draft = ben.client.create_lesson_draft(&IdempotencyKey::generate(), &new).await.unwrap();
    assert_eq!(draft.lesson.as_ref().map(|lesson| lesson.id), Some(first.id));
    assert_eq!(
        (draft.content.clone(), draft.missing.len()),
        (lesson("Shade first"), 0),
        "it begins with what that says"
    );
    let later = LessonContent { title: "Shade at noon".into(), year: Some(2025), ..draft.content };
    ben.client.update_lesson_draft(draft.id, 1, &says(later)).await.unwrap();
    assert_eq!(shown(&app, "shade-first").await, before, "nobody sees it before it is published");
    ben.client.create_lesson_draft_submission(draft.id).await.unwrap();
    let published = editor.client.create_lesson_draft_decision(draft.id, &yes()).await.unwrap();
    assert_eq!(published.lesson.as_ref().map(|lesson| lesson.slug.as_str()), Some("shade-first"), "its address stays");

    let after = shown(&app, "shade-first").await;
    assert_eq!((&after["content"]["title"], &after["revision"]), (&json!("Shade at noon"), &json!(2)));
    assert_eq!(after["published_at"], before["published_at"]);
    assert!(after["version"].as_i64() > before["version"].as_i64());
    let authors: Vec<_> = after["authors"].as_array().unwrap().iter().map(|one| one["name"].clone()).collect();
    assert_eq!(authors, ["Ana", "Ben"]);
    assert_eq!(
        app.client().list_lesson_revisions(&of(&first), &RevisionQuery::default()).await.unwrap().items.len(),
        2
    );
}

#[tokio::test]
async fn a_loaded_lesson_stays_known_to_the_loader_when_somebody_has_changed_it() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let new = NewLessonDraft { lesson: Some("ahmedabad-cool-roofs".into()), content: None };
    let draft = ana.client.create_lesson_draft(&IdempotencyKey::generate(), &new).await.unwrap();
    let changed = LessonContent { year: Some(2018), ..draft.content };
    ana.client.update_lesson_draft(draft.id, 1, &says(changed)).await.unwrap();
    ana.client.create_lesson_draft_submission(draft.id).await.unwrap();
    editor.client.create_lesson_draft_decision(draft.id, &yes()).await.unwrap();
    app.load(&test_support::Reference::default()).await;
    let after = shown(&app, "ahmedabad-cool-roofs").await;
    assert_eq!((&after["content"]["year"], &after["revision"]), (&json!(2018), &json!(2)), "the row has not changed");
}

#[tokio::test]
async fn lists_are_filtered_and_go_on_page_by_page() {
    let app = TestApp::start().await;
    let (ana, eva) = (app.sign_up("ana@example.org", "Ana").await, app.sign_up("eva@example.org", "Eva").await);
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let mut made = Vec::new();
    for (person, title) in [(&ana, "One"), (&eva, "Two"), (&ana, "Three")] {
        made.push(app.submit(person, title).await.id);
    }
    app.draft(&eva, "Unseen").await;
    made.push(app.draft(&editor, "Four").await.id);
    made.reverse();
    let page = |cursor| DraftQuery { limit: Some(3), cursor, ..DraftQuery::default() };
    let first = editor.client.list_lesson_drafts(&page(None)).await.unwrap();
    let rest = editor.client.list_lesson_drafts(&page(first.next)).await.unwrap();
    let ids: Vec<_> = first.items.iter().chain(&rest.items).map(|draft| draft.id).collect();
    assert_eq!((ids, rest.next), (made, None), "the last begun first, and nothing that was not sent to review");
    let count = async |person: &test_support::Person, query: DraftQuery| {
        person.client.list_lesson_drafts(&query).await.unwrap().items.len()
    };
    assert_eq!(count(&ana, DraftQuery::default()).await, 2);
    assert_eq!(count(&eva, DraftQuery::default()).await, 2);
    assert_eq!(count(&editor, DraftQuery { own: true, ..DraftQuery::default() }).await, 1);
    let waiting = DraftQuery { statuses: vec![DraftStatus::InReview], ..DraftQuery::default() };
    assert_eq!((count(&editor, waiting.clone()).await, count(&eva, waiting).await), (3, 1));
    let twice = ana.client.list_lesson_drafts(&page(Some("nonsense".into()))).await;
    assert_eq!(problem(twice.unwrap_err()).code, "malformed");
}

#[tokio::test]
async fn no_lesson_is_called_as_another_one_or_as_a_page() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    for (title, expected) in [
        ("Shade first", "shade-first"),
        ("Shade: first!", "shade-first-2"),
        ("Drafts", "lesson-drafts"),
        ("ظل أولا", "lesson"),
        ("0190163d-8694-739b-aea5-966c26f8ad91", "lesson-0190163d-8694-739b-aea5-966c26f8ad91"),
    ] {
        let made = app.publish(&ana, &editor, title).await;
        assert_eq!(made.slug, expected);
        assert_eq!(shown(&app, expected).await["content"]["title"], json!(title));
    }
    let nothing = app.client().list_lesson_outcomes(&slug("no-such-lesson"), &OutcomeQuery::default()).await;
    assert_eq!(refusal(nothing).0, 404);
}

//! Which notes cite a lesson, or an item of the library.

use super::{says, with_text};
use crate::lessons::refusal;
use domain::lessons::LessonRef;
use domain::library::LibraryItemRef;
use domain::notes::{CitingQuery, NoteName, NoteSummary};
use domain::policy::Role;
use test_support::{Person, TestApp};

const ROOFS: &str = "ahmedabad-cool-roofs";
const ITEM: &str = "heat-action-platform";

fn lesson(slug: &str) -> LessonRef {
    LessonRef::Slug(slug.to_owned())
}

fn item(slug: &str) -> LibraryItemRef {
    LibraryItemRef::Slug(slug.to_owned())
}

/// A note of one section with this text.
async fn published(app: &TestApp, (ana, editor): (&Person, &Person), title: &str, text: &str) -> NoteName {
    let draft = app.note_draft(ana, title).await;
    let content = with_text(draft.content, text);
    let draft = ana.client.update_note_draft(draft.id, draft.version, &says(content)).await.unwrap();
    app.clock.advance(chrono::TimeDelta::minutes(1));
    app.publish_note(ana, editor, &draft).await
}

fn titles(notes: &[NoteSummary]) -> Vec<&str> {
    notes.iter().map(|note| note.title.as_str()).collect()
}

#[tokio::test]
async fn the_last_published_comes_first_and_drafts_do_not() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let by = (&ana, &editor);
    let all = CitingQuery::default();
    assert_eq!(app.client().list_lesson_notes(&lesson(ROOFS), &all).await.unwrap().items, []);

    let both = format!("Roofs [@lesson:{ROOFS}], and once more [@lesson:{ROOFS}], maps [@item:{ITEM}].");
    let first = published(&app, by, "Cool roofs", &both).await;
    published(&app, by, "Cool rooms", &format!("Rooms [@item:{ITEM}].")).await;
    published(&app, by, "Cool streets", &format!("Streets [@lesson:{ROOFS}].")).await;
    app.note_draft(&ana, "Not published").await;
    let of_lesson = app.client().list_lesson_notes(&lesson(ROOFS), &all).await.unwrap().items;
    assert_eq!(titles(&of_lesson), ["Cool streets", "Cool roofs"], "each once");
    let of_item = app.client().list_library_item_notes(&item(ITEM), &all).await.unwrap().items;
    assert_eq!(titles(&of_item), ["Cool rooms", "Cool roofs"]);

    let page = CitingQuery { limit: Some(1), cursor: None };
    let begin = app.client().list_lesson_notes(&lesson(ROOFS), &page).await.unwrap();
    let rest = CitingQuery { limit: Some(1), cursor: begin.next };
    let end = app.client().list_lesson_notes(&lesson(ROOFS), &rest).await.unwrap();
    assert_eq!((titles(&begin.items), titles(&end.items), end.next), (vec!["Cool streets"], vec!["Cool roofs"], None));
    let elsewhere = app.client().list_library_item_notes(&item(ITEM), &rest).await;
    assert_eq!(refusal(elsewhere).0, 400, "a place in one list means nothing in another");

    // What a newer version does not cite any more is not told of it.
    let draft = app.note_change(&ana, &first.slug).await;
    let content = with_text(draft.content, &format!("Maps alone [@item:{ITEM}]."));
    let draft = ana.client.update_note_draft(draft.id, draft.version, &says(content)).await.unwrap();
    app.publish_note(&ana, &editor, &draft).await;
    let of_lesson = app.client().list_lesson_notes(&lesson(ROOFS), &all).await.unwrap().items;
    assert_eq!(titles(&of_lesson), ["Cool streets"]);
}

#[tokio::test]
async fn what_is_not_there_is_cited_by_nothing() {
    let app = TestApp::shared().await;
    let all = CitingQuery::default();
    assert_eq!(refusal(app.client().list_lesson_notes(&lesson("no-such-lesson"), &all).await).0, 404);
    assert_eq!(refusal(app.client().list_library_item_notes(&item("no-such-item"), &all).await).0, 404);
    let odd = app.get(&format!("/api/v1/lessons/{ROOFS}/notes?colour=red")).send().await;
    assert_eq!(odd.status, 400);
}

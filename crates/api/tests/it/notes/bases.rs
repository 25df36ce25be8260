//! Two drafts of one note: what was published meanwhile does not go without a word.

use super::shown;
use crate::lessons::{no, pointers, problem, refusal, yes};
use domain::notes::{NoteContent, NoteDraft, NoteDraftUpdate};
use domain::policy::Role;
use serde_json::json;
use test_support::TestApp;

fn asks(draft: &NoteDraft, question: &str, base: Option<i32>) -> NoteDraftUpdate {
    NoteDraftUpdate { content: NoteContent { question: question.to_owned(), ..draft.content.clone() }, base }
}

#[tokio::test]
async fn the_second_draft_is_not_published_before_the_first_was_taken_into_account() {
    let app = TestApp::start().await;
    let (ana, ben) = (app.sign_up("ana@example.org", "Ana").await, app.sign_up("ben@example.org", "Ben").await);
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let draft = app.note_draft(&ana, "Cool roofs").await;
    let note = app.publish_note(&ana, &editor, &draft).await;
    let (first, second) = (app.note_change(&ana, &note.slug).await, app.note_change(&ben, &note.slug).await);
    assert_eq!((first.base, first.is_overtaken()), (Some(1), false));
    let first = ana.client.update_note_draft(first.id, 1, &asks(&first, "Which roofs?", None)).await.unwrap();
    let second = ben.client.update_note_draft(second.id, 1, &asks(&second, "Whose roofs?", None)).await.unwrap();
    ben.client.create_note_draft_submission(second.id).await.unwrap();
    app.publish_note(&ana, &editor, &first).await;

    let late = problem(editor.client.create_note_draft_decision(second.id, &yes()).await.unwrap_err());
    assert_eq!((late.status, late.code.as_str()), (409, "conflict"));
    let detail = late.detail;
    assert!(detail.contains("version 2") && detail.contains("base 2"), "it says what to do: {detail}");
    assert_eq!(shown(&app, "cool-roofs").await["content"]["question"], json!("Which roofs?"), "nothing was published");
    let back = editor.client.create_note_draft_decision(second.id, &no("Take it over.")).await.unwrap();
    assert!(back.is_overtaken(), "{back:?}");
    assert_eq!(refusal(ben.client.create_note_draft_submission(second.id).await).0, 409, "nor is it sent again");
    let update = asks(&back, "Whose and which roofs?", Some(2));
    let taken = ben.client.update_note_draft(second.id, back.version, &update).await.unwrap();
    assert_eq!((taken.base, taken.is_overtaken()), (Some(2), false));
    app.publish_note(&ben, &editor, &taken).await;
    let after = shown(&app, "cool-roofs").await;
    assert_eq!((&after["content"]["question"], &after["number"]), (&json!("Whose and which roofs?"), &json!(3)));
}

#[tokio::test]
async fn a_base_is_a_version_that_there_is() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let new = app.note_draft(&ana, "Cool roofs").await;
    assert_eq!(new.base, None);
    assert_eq!(pointers(ana.client.update_note_draft(new.id, 1, &asks(&new, "How?", Some(1))).await), ["/base"]);
    let note = app.publish_note(&ana, &editor, &new).await;
    let draft = app.note_change(&ana, &note.slug).await;
    for base in [0, 2] {
        let odd = ana.client.update_note_draft(draft.id, 1, &asks(&draft, "How?", Some(base))).await;
        assert_eq!(pointers(odd), ["/base"], "{base}");
    }
}

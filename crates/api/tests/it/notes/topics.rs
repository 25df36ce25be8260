//! Topics of the reference data: drafts of the network's own, which its editors write on from there.

use super::{says, shown};
use crate::lessons::{refusal, yes};
use domain::drafting::{DraftQuery, DraftStatus};
use domain::notes::{NoteContent, NoteDraft};
use domain::policy::Role;
use test_support::{Person, Reference, TestApp};

/// How many topics the file holds.
const ALL: usize = 12;

async fn topics(editor: &Person) -> Vec<domain::notes::NoteDraftSummary> {
    let query = DraftQuery { limit: Some(100), ..DraftQuery::default() };
    editor.client.list_note_drafts(&query).await.unwrap().items
}

async fn topic(editor: &Person, title: &str) -> NoteDraft {
    let found = topics(editor).await.into_iter().find(|draft| draft.title == title).unwrap();
    editor.client.get_note_draft(found.id).await.unwrap()
}

#[tokio::test]
async fn they_are_drafts_for_editors_alone_with_all_that_bears_them_out() {
    let app = TestApp::start().await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let all = topics(&editor).await;
    assert_eq!((all.len(), topics(&ana).await.len()), (ALL, 0));
    assert!(
        all.iter().all(|draft| draft.of_network && draft.authors.is_empty() && draft.status == DraftStatus::Writing)
    );
    let heat = topic(&editor, "Keeping people cool when they should not gather").await;
    assert_eq!(refusal(ana.client.get_note_draft(heat.id).await).0, 404);
    assert_eq!(heat.content.sources.len(), 16);
    assert!(heat.preview.references.len() > 8, "{:?}", heat.preview.references);
    assert!(!heat.preview.sections[0].html.contains("[@"), "{}", heat.preview.sections[0].html);
    let missing: Vec<&str> = heat.missing.iter().map(|field| field.pointer.as_str()).collect();
    assert_eq!(missing, ["/summary"], "nothing was made up");
    assert_eq!(all.len(), ALL);
    for listed in &all {
        let draft = editor.client.get_note_draft(listed.id).await.unwrap();
        let cited = draft.content.cites().len();
        assert_eq!(draft.preview.references.len(), cited, "{}: all that it cites is here", draft.content.title);
    }
}

#[tokio::test]
async fn what_editors_have_worked_on_or_thrown_away_no_load_touches() {
    let app = TestApp::start().await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let reference = Reference::default();
    let again = app.load(&reference).await.notes;
    assert_eq!((again.created, again.updated, again.unchanged), (0, 0, ALL));
    let heat = topic(&editor, "Keeping people cool when they should not gather").await;
    let content = NoteContent { audience: "mayors".into(), ..heat.content };
    editor.client.update_note_draft(heat.id, heat.version, &says(content)).await.unwrap();
    let gone = topic(&editor, "Feeding the city: surplus, kitchens and gardens").await;
    editor.client.delete_note_draft(gone.id, gone.version).await.unwrap();
    let mut changed = Reference::default();
    for row in changed.notes.as_array_mut().unwrap() {
        row["audience"] = serde_json::json!("everyone");
    }
    let report = app.load(&changed).await.notes;
    assert_eq!((report.created, report.updated, report.unchanged), (0, ALL - 2, 2));
    assert_eq!(editor.client.get_note_draft(heat.id).await.unwrap().content.audience, "mayors");
    assert_eq!(topics(&editor).await.len(), ALL - 1, "what was thrown away stays away");
}

#[tokio::test]
async fn editors_write_send_and_publish_them_for_the_network() {
    let app = TestApp::start().await;
    let (editor, other) =
        (app.with_role("ed@example.org", Role::Editor).await, app.with_role("other@example.org", Role::Editor).await);
    let heat = topic(&editor, "Keeping people cool when they should not gather").await;
    let content = NoteContent { summary: "One operation for heat and infection.".into(), ..heat.content };
    editor.client.update_note_draft(heat.id, heat.version, &says(content)).await.unwrap();
    editor.client.create_note_draft_submission(heat.id).await.unwrap();
    assert_eq!(refusal(editor.client.create_note_draft_decision(heat.id, &yes()).await).0, 409, "who has sent it");
    let published = other.client.create_note_draft_decision(heat.id, &yes()).await.unwrap();
    assert_eq!(published.note.unwrap().slug, "heat-in-epidemic-season", "by the name that it has in the file");
    let note = shown(&app, "heat-in-epidemic-season").await;
    assert_eq!(note["authors"], serde_json::json!([]), "nobody is named who did not ask for it");
    assert_eq!(app.load(&Reference::default()).await.notes.unchanged, ALL);
}

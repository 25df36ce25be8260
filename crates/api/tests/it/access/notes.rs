//! Notes: everyone reads them; drafts are there for those who write them, and for the network's editors once they were sent
//! to review, or where they are the network's own.

use super::{EVERYONE, PERSONS, Row, row};
use domain::drafting::DraftQuery;
use serde_json::json;
use test_support::{Person, TestApp};

/// What is asked for of notes.
pub(super) struct Kept {
    pub(super) note: String,
    pub(super) draft: String,
    pub(super) writing: String,
    pub(super) network: String,
}

impl Kept {
    pub(super) async fn make(app: &TestApp, author: &Person, editor: &Person) -> Self {
        let draft = app.note_draft(author, "Cool rooms").await;
        let drafts = editor.client.list_note_drafts(&DraftQuery::default()).await.unwrap().items;
        let network = drafts.into_iter().find(|draft| draft.of_network).expect("a topic of the reference data");
        Self {
            note: app.publish_note(author, editor, &draft).await.slug,
            draft: app.submit_note(author, "Cool roofs").await.id.to_string(),
            writing: app.note_draft(author, "Cool streets").await.id.to_string(),
            network: network.id.to_string(),
        }
    }
}

pub(super) fn rows() -> Vec<Row> {
    let mut rows = vec![
        row("list_notes", "GET /notes", None, EVERYONE),
        row("export_notes_csv", "GET /notes.csv", None, EVERYONE),
        row("export_notes_ndjson", "GET /notes.ndjson", None, EVERYONE),
        row("export_notes_xlsx", "GET /notes.xlsx", None, EVERYONE),
        row("get_note", "GET /notes/{note}", None, EVERYONE),
        row("get_note_citation", "GET /notes/{note}/citation", None, EVERYONE),
        row("list_note_versions", "GET /notes/{note}/versions", None, EVERYONE),
        row("get_note_version", "GET /notes/{note}/versions/1", None, EVERYONE),
        row("get_note_version_diff", "GET /notes/{note}/versions/1/diff", None, EVERYONE),
        row("list_lesson_notes", "GET /lessons/{lesson}/notes", None, EVERYONE),
        row("list_library_item_notes", "GET /library-items/{item}/notes", None, EVERYONE),
        row("list_note_drafts", "GET /note-drafts", None, PERSONS),
    ];
    let title = || json!({ "kind": "practice", "title": "Shade first", "language": "en" });
    let says = || Some(json!({ "content": title() }));
    let said = || Some(json!({ "text": "x" }));
    let back = || Some(json!({ "decision": "returned", "reason": "x" }));
    let editors = |status| [404, 404, status, 404, 404];
    let at = |method: &str, rest: &str| -> &'static str { Box::leak(format!("{method} /note-drafts/{rest}").into()) };
    let author = |draft: &str| format!("{draft}/authors/{{other}}");
    rows.push(row("create_note_draft", "POST /note-drafts", says(), [401, 201, 201, 201, 201]));
    // Of each: what an editor gets who looks at it, changes it, throws it away, says something, adds its author, takes them
    // off, sends it and decides it.
    for (draft, gets) in [
        ("{note_draft}", [200, 412, 404, 201, 404, 409, 404, 200]),
        ("{note_network}", [200, 412, 412, 201, 200, 204, 422, 404]),
        ("{note_writing}", [404; 8]),
        ("{login}", [404; 8]),
    ] {
        rows.extend([
            row("get_note_draft", at("GET", draft), None, editors(gets[0])),
            row("update_note_draft", at("PUT", draft), says(), editors(gets[1])),
            row("delete_note_draft", at("DELETE", draft), None, editors(gets[2])),
            row("create_note_draft_comment", at("POST", &format!("{draft}/comments")), said(), editors(gets[3])),
            row("add_note_draft_author", at("PUT", &author(draft)), None, editors(gets[4])),
            row("remove_note_draft_author", at("DELETE", &author(draft)), None, editors(gets[5])),
            row("create_note_draft_submission", at("POST", &format!("{draft}/submissions")), None, editors(gets[6])),
            row("create_note_draft_decision", at("POST", &format!("{draft}/decisions")), back(), editors(gets[7])),
        ]);
    }
    rows
}

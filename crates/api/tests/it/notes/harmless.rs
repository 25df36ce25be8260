//! What somebody writes in a note runs in nobody's page, feed or spreadsheet.

use super::{says, shown};
use client::IdempotencyKey;
use domain::drafting::NewDraftComment;
use domain::notes::{NoteContent, NoteExportQuery, NoteSection, NoteSource};
use domain::policy::Role;
use test_support::{TestApp, note};

/// What would run, each in another place of a page.
const VECTORS: [&str; 6] = [
    "<script>alert(1)</script> [@lesson:ahmedabad-cool-roofs]",
    "\"><img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe srcdoc=\"<script>alert(1)</script>\">",
    "[x](javascript:alert(1)) ![y](https://example.org/pixel.png)",
    "[@lesson:ahmedabad-cool-roofs]\n\n[@lesson:ahmedabad-cool-roofs]: javascript:alert(1)",
];

/// What no HTML may hold.
const LIVE: [&str; 5] = ["<script", "<img", "<svg", "<iframe", "href=\"javascript:"];

fn is_harmless(html: &str) {
    assert!(LIVE.iter().all(|live| !html.contains(live)), "{html}");
}

#[tokio::test]
async fn markup_that_runs_comes_out_as_words() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    for (number, vector) in VECTORS.into_iter().enumerate() {
        let line = vector.replace('\n', " ");
        let source = NoteSource {
            title: line.chars().filter(|c| *c != '@').collect(),
            publisher: Some(line.clone()),
            url: None,
            year: None,
            quote: Some(vector.to_owned()),
        };
        let content = NoteContent {
            summary: vector.to_owned(),
            audience: line.clone(),
            question: line.clone(),
            sections: vec![NoteSection::new(line.clone(), vector.to_owned())],
            sources: vec![source],
            ..note(&format!("Roofs {number}"))
        };
        let draft = app.note_draft(&ana, "Roofs").await;
        let draft = ana.client.update_note_draft(draft.id, draft.version, &says(content)).await.unwrap();
        is_harmless(&draft.preview.summary_html);
        let remark = NewDraftComment { field: None, text: vector.to_owned() };
        let key = IdempotencyKey::generate();
        is_harmless(&ana.client.create_note_draft_comment(&key, draft.id, &remark).await.unwrap().comments[0].html);
        let name = app.publish_note(&ana, &editor, &draft).await;
        let text = shown(&app, &name.slug).await["text"].clone();
        is_harmless(text["summary_html"].as_str().unwrap());
        is_harmless(text["sections"][0]["html"].as_str().unwrap());
    }
    let feed = app.get("/feeds/notes.json").send().await.json();
    let items = feed["items"].as_array().unwrap();
    assert_eq!(items.len(), VECTORS.len());
    items.iter().for_each(|item| is_harmless(item["content_html"].as_str().unwrap()));
}

#[tokio::test]
async fn no_cell_of_a_file_is_a_formula() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let draft = app.note_draft(&ana, "=HYPERLINK(\"https://example.org\")").await;
    app.publish_note(&ana, &editor, &draft).await;
    let csv = app.client().export_notes_csv(&NoteExportQuery::default()).await.unwrap();
    assert!(csv.contains("'=HYPERLINK") && !csv.contains(",=HYPERLINK") && !csv.contains("\"=HYPERLINK"), "{csv}");
}

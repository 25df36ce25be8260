//! Notes as files and as they are followed.

use super::shown;
use domain::notes::NoteExportQuery;
use domain::policy::Role;
use test_support::TestApp;

#[tokio::test]
async fn files_and_feeds_hold_what_the_list_holds() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    for title in ["Cool roofs", "Cool rooms"] {
        let draft = app.note_draft(&ana, title).await;
        app.publish_note(&ana, &editor, &draft).await;
    }
    let all = NoteExportQuery::default();
    let lines = app.client().export_notes_ndjson(&all).await.unwrap();
    let slugs: Vec<&str> = lines.iter().map(|note| note.slug.as_str()).collect();
    assert_eq!(slugs, ["cool-rooms", "cool-roofs"], "the last published first");
    let csv = app.client().export_notes_csv(&all).await.unwrap();
    assert_eq!(csv.lines().count(), 3);
    assert!(csv.starts_with("id,slug,kind,title,") || csv.starts_with("\u{feff}id,slug,kind,title,"), "{csv}");
    assert!(app.client().export_notes_xlsx(&all).await.unwrap().starts_with(b"PK"));
    let accepted = app.get("/api/v1/notes").header("accept", "text/csv").send().await;
    assert_eq!(accepted.text(), csv, "the list itself as a file");

    let atom = app.get("/feeds/notes.atom").send().await;
    let feed = feed_rs::parser::parse(atom.body.as_slice()).unwrap();
    assert_eq!(feed.entries.len(), 2);
    assert!(feed.entries.iter().all(|entry| entry.authors.is_empty()), "feeds name nobody");
    let entry = &feed.entries[0];
    let html = entry.content.as_ref().and_then(|content| content.body.as_deref()).unwrap();
    let own = format!("{}/en/notes/cool-rooms#reference-1", app.url);
    assert!(html.contains(&own), "what is cited leads to the page: {html}");
    assert!(html.contains(&format!("{}/en/lessons/ahmedabad-cool-roofs", app.url)), "{html}");
    let narrowed = app.get("/feeds/notes.json?kind=technical").send().await.json();
    assert_eq!(narrowed["items"].as_array().unwrap().len(), 0);
    shown(&app, "cool-rooms").await;
}

//! Files of items: what is taken, how they are given, and that nothing of them is left when they have gone.

use super::{HEAT, named, slug};
use crate::lessons::{pointers, refusal};
use app::files::Files;
use chrono::TimeDelta;
use contract::Patch;
use domain::library::{FileQuery, FileType, LibraryItem, LibraryItemUpdate, NewLibraryItem};
use domain::policy::Role;
use std::path::Path;
use tempfile::TempDir;
use test_support::{Person, TestApp, library_item};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n\xff\xfe\x00";
const CSV: &[u8] = b"place,shade\r\nOne,12\r\n";

/// A server that keeps files in a folder.
async fn keeping() -> (TestApp, Person, TempDir) {
    let folder = TempDir::new().unwrap();
    let app = TestApp::builder().files(Files::in_folder(folder.path()).unwrap()).start().await;
    let editor = app.with_role("editor@example.org", Role::Editor).await;
    (app, editor, folder)
}

/// How many files there are.
fn kept(folder: &Path) -> usize {
    std::fs::read_dir(folder.join("library")).map_or(0, Iterator::count)
}

async fn give(editor: &Person, item: &LibraryItem, (kind, bytes): (FileType, &[u8])) -> LibraryItem {
    let (named, query) = (named(item), FileQuery::default());
    let given = editor.client.replace_library_item_file(&named, item.version, &query, (kind, bytes.to_vec()));
    given.await.unwrap()
}

#[tokio::test]
async fn a_file_comes_as_it_went() {
    let (app, editor, _folder) = keeping().await;
    let item = app.add_item(&editor, &NewLibraryItem { url: None, ..library_item("Shade plan") }).await;
    let query = FileQuery { name: Some("Plan año: 2024".into()) };
    let file = (FileType::Pdf, PDF.to_vec());
    let item = editor.client.replace_library_item_file(&named(&item), 1, &query, file).await.unwrap();
    let told = item.file.clone().unwrap();
    assert_eq!((told.name.as_str(), told.media_type, told.bytes), ("Plan año- 2024.pdf", FileType::Pdf, 20));
    assert_eq!((told.sha256.len(), item.version, &item.url), (64, 2, &None));
    assert_eq!(app.client().get_library_item_file(&named(&item)).await.unwrap(), PDF);

    let path = format!("/api/v1/library-items/{}/file", item.slug);
    let answer = app.get(&path).header("accept-encoding", "br, gzip").send().await;
    assert_eq!((answer.status, answer.body.as_slice()), (200, PDF));
    let mark = format!("\"{}\"", told.sha256);
    for (name, expected) in [
        ("content-type", "application/octet-stream"),
        (
            "content-disposition",
            "attachment; filename=\"shade-plan.pdf\"; filename*=UTF-8''Plan%20a%C3%B1o%2D%202024.pdf",
        ),
        ("content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "public, no-cache"),
        ("etag", mark.as_str()),
    ] {
        assert_eq!(answer.header(name), Some(expected), "{name}");
    }
    assert_eq!(answer.header("content-encoding"), None);
    let etag = answer.header("etag").unwrap();
    assert_eq!(app.get(&path).header("if-none-match", etag).send().await.status, 304);
    let listed = app.get("/api/v1/library-items?limit=1").send().await.json();
    assert_eq!(listed["items"][0]["file"]["sha256"], told.sha256.as_str());
    // The same again changes nothing.
    let file = (FileType::Pdf, PDF.to_vec());
    assert_eq!(editor.client.replace_library_item_file(&named(&item), 2, &query, file).await.unwrap(), item);
}

#[tokio::test]
async fn what_is_in_a_file_decides_what_it_is() {
    let (app, editor, folder) = keeping().await;
    let path = format!("/api/v1/library-items/{HEAT}/file");
    let put = |kind: &str, body: &str| {
        let ask = editor.ask(&app, "PUT", &path).header("if-match", "\"v1\"");
        ask.header("content-type", kind).body(body)
    };
    for (kind, body, status) in [
        ("application/pdf", "<script>alert(1)</script>", 422),
        ("application/pdf", "a,b\n1,2\n", 422),
        ("application/octet-stream", "<svg onload=\"a,b\"></svg>", 422),
        ("application/octet-stream", "", 422),
        ("application/octet-stream", "nothing of these", 422),
        ("text/html", "a,b\n", 415),
        ("application/zip", "PK\u{3}\u{4}", 415),
        ("application/json", "{}", 415),
        ("image/svg+xml", "<svg/>", 415),
    ] {
        let answer = put(kind, body).send().await;
        assert_eq!(answer.status, status, "{kind} {body}: {}", answer.text());
    }
    let untyped = editor.ask(&app, "PUT", &path).header("if-match", "\"v1\"").body("a,b\n");
    assert_eq!(untyped.send().await.status, 415);
    assert_eq!(put("text/csv", "a,b\n").header("content-encoding", "gzip").send().await.status, 415);
    let nobody = app.ask("PUT", &path).header("if-match", "\"v1\"").header("content-type", "text/csv").body("a,b\n");
    assert_eq!(nobody.send().await.status, 401);
    let blind = editor.ask(&app, "PUT", &path).header("content-type", "text/csv").body("a,b\n");
    assert_eq!(blind.send().await.status, 428);
    assert_eq!(kept(folder.path()), 0, "nothing of that is kept");
    let fine = put("text/csv; charset=utf-8", "a,b\n1,2\n").send().await;
    assert_eq!((fine.status, fine.json()["file"]["name"].as_str()), (200, Some("heat-action-platform.csv")));
    assert_eq!(put("text/csv", "a,b\n1,3\n").send().await.status, 412);
    let (nothing, query) = (slug("nothing"), FileQuery::default());
    let refused = editor.client.replace_library_item_file(&nothing, 1, &query, (FileType::Csv, CSV.to_vec()));
    assert_eq!(refusal(refused.await).0, 404);
}

#[tokio::test]
async fn nothing_is_left_of_a_file_that_goes() {
    let (app, editor, folder) = keeping().await;
    let item = app.add_item(&editor, &library_item("Shade")).await;
    let first = give(&editor, &item, (FileType::Csv, CSV)).await;
    assert_eq!(kept(folder.path()), 1);
    let second = give(&editor, &first, (FileType::Pdf, PDF)).await;
    app.work().await;
    assert_eq!((kept(folder.path()), second.version), (1, 3), "the one before went");
    assert_eq!(app.client().get_library_item_file(&named(&item)).await.unwrap(), PDF);
    // What was announced before it was written looks whether it is wanted.
    app.clock.advance(TimeDelta::days(2));
    app.work().await;
    assert_eq!(kept(folder.path()), 1);
    let editor = app.sign_in("editor@example.org").await;
    let without = editor.client.delete_library_item_file(&named(&item), 3).await.unwrap();
    assert_eq!((without.file, without.version), (None, 4));
    assert_eq!(refusal(app.client().get_library_item_file(&named(&item)).await).0, 404);
    assert_eq!(refusal(editor.client.delete_library_item_file(&named(&item), 4).await).0, 404);
    app.work().await;
    assert_eq!(kept(folder.path()), 0);
    // It goes with its item, too.
    let again = give(&editor, &app.client().get_library_item(&named(&item)).await.unwrap(), (FileType::Pdf, PDF)).await;
    editor.client.delete_library_item(&named(&item), again.version).await.unwrap();
    app.work().await;
    assert_eq!(kept(folder.path()), 0);
}

#[tokio::test]
async fn an_item_is_a_link_or_a_file() {
    let (app, editor, _folder) = keeping().await;
    let item = app.add_item(&editor, &NewLibraryItem { url: None, ..library_item("A file alone") }).await;
    let item = give(&editor, &item, (FileType::Csv, CSV)).await;
    let alone = editor.client.delete_library_item_file(&named(&item), item.version).await;
    assert_eq!(refusal(alone), (409, "conflict".to_owned()));
    let link = LibraryItemUpdate { url: Patch::Set("https://example.org/".into()), ..LibraryItemUpdate::default() };
    let linked = editor.client.update_library_item(&named(&item), item.version, &link).await.unwrap();
    assert_eq!(linked.file, item.file);
    // With a file it needs its link no more.
    let unlinked = LibraryItemUpdate { url: Patch::Empty, ..LibraryItemUpdate::default() };
    let unlinked = editor.client.update_library_item(&named(&item), linked.version, &unlinked).await.unwrap();
    assert_eq!((unlinked.url, unlinked.file), (None, item.file));
    let other = app.add_item(&editor, &NewLibraryItem { url: None, ..library_item("Waits for its file") }).await;
    let empty = LibraryItemUpdate { summary: Patch::Empty, ..LibraryItemUpdate::default() };
    assert_eq!(pointers(editor.client.update_library_item(&named(&other), 1, &empty).await), ["/summary"]);
    // One that is a file alone is cited at its page here.
    let cited = app.get(&format!("/api/v1/library-items/{}/citation", item.slug)).send().await.text();
    assert!(cited.contains(&format!("/library/{}", item.slug)), "{cited}");
}

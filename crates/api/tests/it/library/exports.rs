//! The library as files and as it is followed.

use crate::expected::all_items;
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use domain::library::{LibraryExportQuery, LibraryItemSummary};
use std::io::Cursor;
use test_support::TestApp;

fn query(raw: &str) -> LibraryExportQuery {
    LibraryExportQuery::parse(raw).unwrap()
}

/// The items of the list, the last come first.
async fn listed(app: &TestApp, filter: &str) -> Vec<LibraryItemSummary> {
    let items = all_items(app, "/api/v1/library-items", &format!("limit=100&sort=-published_at&{filter}")).await;
    items.into_iter().map(|item| serde_json::from_value(item).unwrap()).collect()
}

#[tokio::test]
async fn files_hold_what_the_list_holds() {
    let app = TestApp::shared().await;
    for filter in ["", "language=es", "q=heat&kind=toolkit", "q=xylophonezeppelin"] {
        let listed = listed(&app, filter).await;
        let lines = app.client().export_library_items_ndjson(&query(filter)).await.unwrap();
        assert_eq!(lines, listed, "{filter}");
        let sheet = app.client().export_library_items_xlsx(&query(filter)).await.unwrap();
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(sheet)).unwrap();
        let formulas = book.worksheet_formula("library-items").unwrap();
        assert!(formulas.rows().flatten().all(String::is_empty), "a formula");
        let range = book.worksheet_range("library-items").unwrap();
        let ids: Vec<String> = range.rows().skip(1).map(|row| row[0].to_string()).collect();
        assert_eq!(ids, listed.iter().map(|item| item.id.to_string()).collect::<Vec<_>>(), "{filter}");
        assert_eq!(range.rows().next().unwrap()[0], Data::String("id".to_owned()));
    }
    for ending in ["csv", "ndjson", "xlsx"] {
        for bad in ["limit=5", "sort=title", "theme=weather"] {
            let answer = app.get(&format!("/api/v1/library-items.{ending}?{bad}")).send().await;
            assert_eq!(answer.status, 400, "{ending} {bad}");
        }
    }
    let accepted = app.get("/api/v1/library-items").header("accept", "application/x-ndjson").send().await;
    assert_eq!(accepted.header("content-type"), Some("application/x-ndjson"));
    assert_eq!(app.get("/api/v1/library-items").header("accept", "image/png").status().await, 406);
}

#[tokio::test]
async fn it_is_followed_by_any_filter() {
    let app = TestApp::shared().await;
    for filter in ["language=es", "q=heat&kind=toolkit", "theme=climate_resilience"] {
        let ids: Vec<String> = listed(&app, filter).await.iter().map(|item| format!("urn:uuid:{}", item.id)).collect();
        let first: Vec<String> = ids.into_iter().take(50).collect();
        assert!(!first.is_empty(), "{filter}");
        let atom = app.get(&format!("/feeds/library.atom?{filter}")).send().await;
        let feed = feed_rs::parser::parse(atom.body.as_slice()).unwrap();
        assert_eq!(feed.entries.iter().map(|entry| entry.id.clone()).collect::<Vec<_>>(), first, "{filter}");
        assert!(feed.entries.iter().all(|entry| entry.authors.is_empty()), "feeds name nobody");
        let json = app.get(&format!("/feeds/library.json?{filter}")).send().await.json();
        let ids: Vec<&str> =
            json["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect();
        assert_eq!(ids, first, "{filter}");
    }
    assert_eq!(app.get("/feeds/library.atom?colour=red").send().await.status, 400);
}

#[tokio::test]
async fn an_entry_says_what_the_work_is_and_where() {
    let app = TestApp::shared().await;
    let json = app.get("/feeds/library.json?q=heat+action+platform&lang=fr").send().await.json();
    let own = format!("{}/fr/library/heat-action-platform", app.url);
    let entry = json["items"].as_array().unwrap().iter().find(|item| item["url"] == own).unwrap().clone();
    let html = entry["content_html"].as_str().unwrap();
    assert!(html.starts_with("<div lang=\"en\" dir=\"ltr\">"), "{html}");
    assert!(html.contains("href=\"https://onebillionresilient.org/"), "{html}");
    assert!(html.contains("Heat Action Platform</a>, Arsht-Rockefeller"), "{html}");
    assert_eq!(entry["language"], "en", "the work stays in its own language");
}

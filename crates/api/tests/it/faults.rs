//! What the API answers when something beneath it fails.

use crate::problems::assert_problem;
use serde_json::json;
use std::borrow::Cow;
use std::time::Duration;
use test_support::TestApp;

#[tokio::test]
async fn without_the_search_index_the_rest_goes_on() {
    let app = TestApp::builder().unindexed().start().await;
    assert_problem!("503_index", &app.get("/api/v1/search?q=heat").send().await);
    for path in ["/api/v1/cities?q=accra", "/api/v1/cities?facets=region"] {
        assert_eq!(app.get(path).send().await.status, 503, "{path}");
    }
    for path in [
        "/api/v1/cities",
        "/api/v1/cities/accra",
        "/api/v1/cities/accra/similar",
        "/api/v1/vocabularies/shocks",
        "/readyz",
    ] {
        assert_eq!(app.get(path).send().await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn without_the_database_every_answer_says_so() {
    let app = TestApp::start().await;
    app.lose_database().await;
    assert_problem!("503_database", &app.get("/api/v1/cities").send().await);
    let report = json!({ "city": "accra", "fact": "name", "value": "x", "source": "https://example.org/" });
    let posted = app.post("/api/v1/corrections").json(&report).send().await;
    assert_eq!((posted.status, posted.header("retry-after")), (503, Some("2")));
    for path in [
        "/api/v1/cities/accra",
        "/api/v1/cities/accra/similar",
        "/api/v1/cities.csv",
        "/api/v1/vocabularies/shocks",
        "/api/v1/changes",
        "/api/v1/stream",
        "/readyz",
    ] {
        let answer = app.get(path).send().await;
        assert_eq!(answer.status, 503, "{path}: {}", answer.text());
        assert!(!answer.text().to_lowercase().contains("sql"), "{path}: no internals in {}", answer.text());
    }
    assert_eq!(app.get("/healthz").send().await.status, 200, "the process itself lives");
}

#[tokio::test]
async fn a_database_that_comes_back_is_used_again() {
    let app = TestApp::start().await;
    if app.database.nearly_full().is_some() {
        // A file of SQLite cannot go away under who holds it open.
        return;
    }
    app.database.vanish().await;
    for path in ["/api/v1/cities", "/api/v1/cities/accra", "/readyz"] {
        let answer = app.get(path).send().await;
        assert_eq!(answer.status, 503, "{path}: {}", answer.text());
    }
    let report = json!({ "city": "accra", "fact": "name", "value": "x", "source": "https://example.org/" });
    let post = || app.post("/api/v1/corrections").header("idempotency-key", "one").json(&report);
    assert_eq!(post().send().await.status, 503);
    app.database.reappear().await;
    let mut tries = 0;
    while app.get("/api/v1/cities").send().await.status != 200 {
        tries += 1;
        assert!(tries < 20, "the database is back, and not used");
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    let done = post().send().await;
    assert_eq!((done.status, done.header("idempotent-replayed")), (201, None), "what was refused had not been done");
}

#[tokio::test]
async fn a_full_disk_stops_writing_and_nothing_else() {
    let app = TestApp::builder().nearly_full().start().await;
    if app.database.nearly_full().is_none() {
        // The disk of a server is not ours to fill; its code for that is told apart in the store's own tests.
        return;
    }
    let report =
        json!({ "city": "accra", "fact": "name", "value": "x".repeat(1_000), "source": "https://example.org/" });
    let mut received = 0;
    let refused = loop {
        let answer = app.post("/api/v1/corrections").json(&report).send().await;
        if answer.status != 201 {
            break answer;
        }
        received += 1;
        assert!(received < 500, "the disk never filled");
    };
    assert_problem!("507_disk", &refused);
    assert_eq!(app.post("/api/v1/corrections").json(&report).send().await.status, 507);
    for path in ["/api/v1/cities", "/api/v1/cities/accra", "/api/v1/search?q=accra", "/readyz"] {
        assert_eq!(app.get(path).send().await.status, 200, "{path}");
    }
    for table in ["corrections", "audit_log WHERE action = 'create_correction'", "change_log WHERE kind = 'correction'"]
    {
        assert_eq!(app.database.count(table).await, received, "{table}: what was acknowledged, and nothing else");
    }
}

/// An app whose files cannot be read without a panic.
struct Broken;

impl api::Site for Broken {
    fn file(&self, _path: &str) -> Option<Cow<'static, [u8]>> {
        panic!("a bug, on purpose")
    }
}

#[tokio::test]
async fn a_panic_is_an_answer_too() {
    let app = TestApp::builder().site(Broken).start().await;
    assert_problem!("500_panic", &app.get("/assets/app.js").send().await);
    assert_eq!(app.get("/api/v1/cities").send().await.status, 200, "and the server goes on");
}

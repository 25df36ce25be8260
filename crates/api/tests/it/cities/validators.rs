//! `ETag` and `If-None-Match`: an answer is sent once for as long as it holds.

use serde_json::json;
use test_support::{Reference, TestApp};

/// Paths with answers that a client may keep.
const KEPT: [&str; 8] = [
    "/api/v1/cities",
    "/api/v1/cities?region=africa&facets=region",
    "/api/v1/cities/melbourne",
    "/api/v1/cities/melbourne/similar",
    "/api/v1/vocabularies",
    "/api/v1/vocabularies/shocks",
    "/api/v1/search?q=heat",
    "/api/v1/changes",
];

#[tokio::test]
async fn what_still_holds_is_not_sent_again() {
    let app = TestApp::shared().await;
    for path in KEPT {
        let first = app.get(path).send().await;
        let etag = first.header("etag").unwrap_or_else(|| panic!("{path} has no ETag"));
        assert_eq!(first.header("cache-control"), Some("public, no-cache"), "{path}");
        for held in [etag.to_owned(), format!("W/{etag}"), format!("\"other\", {etag}"), "*".to_owned()] {
            let again = app.get(path).header("if-none-match", &held).send().await;
            assert_eq!((again.status, again.body.len()), (304, 0), "{path}, {held}");
            assert_eq!(again.header("etag"), Some(etag), "{path}");
        }
        let other = app.get(path).header("if-none-match", "\"other\"").send().await;
        assert_eq!((other.status, other.body), (200, first.body.clone()), "{path}");
    }
}

#[tokio::test]
async fn a_change_ends_what_was_held() {
    let app = TestApp::start().await;
    let mut held = Vec::new();
    for path in KEPT.iter().filter(|path| !path.contains("vocabularies")) {
        held.push((path, app.get(path).send().await.header("etag").unwrap().to_owned()));
    }
    let accra = app.get("/api/v1/cities/accra").send().await.header("etag").unwrap().to_owned();
    let mut reference = Reference::default();
    reference.city("melbourne")["population"] = json!(5_000_001);
    app.load(&reference).await;
    for (path, etag) in held {
        let answer = app.get(path).header("if-none-match", &etag).send().await;
        assert_eq!(answer.status, 200, "{path} changed");
        assert_ne!(answer.header("etag"), Some(etag.as_str()), "{path}");
    }
    let melbourne = app.client().get_city("melbourne").await.unwrap();
    assert_eq!((melbourne.population, melbourne.version), (Some(5_000_001), 2));
    let untouched = app.get("/api/v1/cities/accra").header("if-none-match", &accra).send().await;
    assert_eq!(untouched.status, 304, "another city's change is not its own");
}

#[tokio::test]
async fn a_report_touches_no_validator_of_public_things() {
    let app = TestApp::start().await;
    let etag = app.get("/api/v1/cities").send().await.header("etag").unwrap().to_owned();
    let report = json!({ "city": "accra", "fact": "name", "value": "x", "source": "https://example.org/" });
    assert_eq!(app.post("/api/v1/corrections").json(&report).send().await.status, 201);
    assert_eq!(app.get("/api/v1/cities").header("if-none-match", &etag).send().await.status, 304);
}

#[tokio::test]
async fn other_questions_have_other_validators() {
    let app = TestApp::shared().await;
    let mut seen = Vec::new();
    for path in [
        "/api/v1/cities",
        "/api/v1/cities?limit=5",
        "/api/v1/cities?sort=-name",
        "/api/v1/cities/accra/similar",
        "/api/v1/cities/melbourne/similar",
    ] {
        let etag = app.get(path).send().await.header("etag").unwrap().to_owned();
        assert!(!seen.contains(&etag), "{path}: {etag}");
        seen.push(etag);
    }
}

#[tokio::test]
async fn a_compressed_answer_is_known_by_the_same_validator() {
    let app = TestApp::shared().await;
    let plain = app.get("/api/v1/cities").header("accept-encoding", "identity").send().await;
    for encoding in ["br", "gzip"] {
        let packed = app.get("/api/v1/cities").header("accept-encoding", encoding).send().await;
        assert_eq!(packed.header("content-encoding"), Some(encoding));
        assert!(packed.body.len() < plain.body.len() / 2, "{encoding}: {} of {}", packed.body.len(), plain.body.len());
        let etag = packed.header("etag").unwrap();
        assert_eq!(Some(etag), plain.header("etag").map(|etag| format!("W/{etag}")).as_deref(), "other bytes: weak");
        let again =
            app.get("/api/v1/cities").header("accept-encoding", encoding).header("if-none-match", etag).send().await;
        assert_eq!((again.status, again.body.len()), (304, 0), "{encoding}");
        let unpacked =
            app.get("/api/v1/cities").header("accept-encoding", "identity").header("if-none-match", etag).send().await;
        assert_eq!(unpacked.status, 304, "what was held packed holds unpacked");
    }
}

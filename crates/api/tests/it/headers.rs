//! Headers that every answer carries.

use serde_json::json;
use std::collections::BTreeSet;
use test_support::TestApp;

/// Answers of every sort: data, nothing, a refusal, a page, a figure.
const PATHS: [&str; 8] = [
    "/api/v1/cities",
    "/api/v1/cities/atlantis",
    "/api/v1/cities.csv",
    "/api/v1/openapi.json",
    "/api/v1/docs/",
    "/docs/problems",
    "/healthz",
    "/nothing",
];

#[tokio::test]
async fn every_answer_is_safe_to_show() {
    let app = TestApp::shared().await;
    for path in PATHS {
        let answer = app.get(path).send().await;
        let policy = answer.header("content-security-policy").unwrap_or_else(|| panic!("{path} has no policy"));
        assert!(
            policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("x-frame-options"), Some("DENY"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("strict-origin-when-cross-origin"), "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), Some("same-origin"), "{path}");
        assert!(answer.header("permissions-policy").is_some(), "{path}");
        assert_eq!(answer.header("server"), None, "{path}: what serves is nobody's business");
        assert_eq!(answer.header("strict-transport-security"), None, "{path}: not over plain http");
    }
}

#[tokio::test]
async fn every_answer_has_a_request_id_of_its_own() {
    let app = TestApp::shared().await;
    let mut ids = BTreeSet::new();
    for path in PATHS {
        let id = app
            .get(path)
            .header("x-request-id", "mine")
            .send()
            .await
            .header("x-request-id")
            .unwrap_or_else(|| panic!("{path}"))
            .to_owned();
        assert_eq!(id.len(), 36, "{path}: {id}");
        assert!(ids.insert(id), "{path}: an id came twice");
    }
}

#[tokio::test]
async fn what_must_not_be_kept_says_so() {
    let app = TestApp::shared().await;
    for path in ["/healthz", "/readyz", "/api/v1/cities/atlantis", "/nothing"] {
        assert_eq!(app.get(path).send().await.header("cache-control"), Some("no-store"), "{path}");
    }
}

#[tokio::test]
async fn budgets_are_told_on_every_answer() {
    let app = TestApp::builder().settings(|settings| settings.limits.reads_per_minute = 100).start().await;
    for (spent, path) in
        (1..).zip(["/api/v1/cities", "/api/v1/cities/atlantis", "/api/v1/cities?limit=0", "/api/v1/changes"])
    {
        let answer = app.get(path).send().await;
        assert_eq!(answer.header("ratelimit-policy"), Some("\"reads\";q=100;w=60"), "{path}");
        let left = answer.header("ratelimit").unwrap();
        let left: u32 = left.trim_start_matches("\"reads\";r=").split(';').next().unwrap().parse().unwrap();
        assert!((100 - spent..100).contains(&left), "{path}: {left}");
    }
    let free = TestApp::start().await;
    assert_eq!(free.get("/api/v1/cities").send().await.header("ratelimit"), None, "no limit, nothing to tell");
}

#[tokio::test]
async fn forwarded_addresses_are_believed_of_trusted_proxies_only() {
    let app = TestApp::builder().settings(|settings| settings.limits.reads_per_minute = 1).start().await;
    assert_eq!(app.get("/api/v1/cities").header("x-forwarded-for", "203.0.113.1").send().await.status, 200);
    assert_eq!(
        app.get("/api/v1/cities").header("x-forwarded-for", "203.0.113.2").send().await.status,
        429,
        "an invented address buys no budget"
    );
    let behind = TestApp::builder().settings(|settings| {
        settings.limits.reads_per_minute = 1;
        settings.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
    });
    let behind = behind.start().await;
    assert_eq!(behind.get("/api/v1/cities").header("x-forwarded-for", "203.0.113.1").send().await.status, 200);
    assert_eq!(
        behind.get("/api/v1/cities").header("x-forwarded-for", "203.0.113.2").send().await.status,
        200,
        "another client"
    );
    assert_eq!(
        behind.get("/api/v1/cities").header("x-forwarded-for", "x, 203.0.113.1:4711").send().await.status,
        429,
        "the first client, whatever it wrote in front, with its port"
    );
    assert_eq!(
        behind.get("/api/v1/cities").header("x-forwarded-for", "1.2.3.4, 203.0.113.2").send().await.status,
        429,
        "the same behind an invented hop"
    );
}

#[tokio::test]
async fn other_origins_may_call_only_where_the_settings_say_so() {
    let closed = TestApp::start().await;
    let answer = closed.get("/api/v1/cities").header("origin", "https://other.example").send().await;
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (200, None));

    let open = TestApp::builder()
        .settings(|settings| settings.cors_origins = vec!["https://friend.example".to_owned()])
        .start()
        .await;
    let answer = open.get("/api/v1/cities").header("origin", "https://friend.example").send().await;
    assert_eq!(answer.header("access-control-allow-origin"), Some("https://friend.example"));
    assert!(answer.header("access-control-expose-headers").unwrap().contains("etag"));
    let other = open.get("/api/v1/cities").header("origin", "https://other.example").send().await;
    assert_eq!(other.header("access-control-allow-origin"), None);
    let asked = open
        .ask("OPTIONS", "/api/v1/corrections")
        .header("origin", "https://friend.example")
        .header("access-control-request-method", "POST");
    let asked = asked.header("access-control-request-headers", "content-type,idempotency-key").send().await;
    assert_eq!((asked.status, asked.header("access-control-allow-origin")), (200, Some("https://friend.example")));
    assert!(asked.header("access-control-allow-methods").unwrap().contains("POST"));

    assert_eq!(asked.header("ratelimit-policy"), None, "no limit, nothing to tell");

    let public = TestApp::builder().settings(|settings| settings.cors_origins = vec!["*".to_owned()]).start().await;
    let answer = public.get("/api/v1/cities").header("origin", "https://anyone.example").send().await;
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    assert_eq!(answer.header("access-control-allow-credentials"), None);
}

#[tokio::test]
async fn a_browsers_question_costs_budget_and_is_refused_by_a_problem() {
    let app = TestApp::builder().settings(|settings| {
        settings.cors_origins = vec!["https://friend.example".to_owned()];
        settings.limits.reads_per_minute = 3;
        settings.limits.writes_per_minute = 3;
    });
    let app = app.start().await;
    let ask = |origin: &str, method: &str| {
        let ask = app.ask("OPTIONS", "/api/v1/corrections").header("origin", origin);
        ask.header("access-control-request-method", method).send()
    };
    let allowed = ask("https://friend.example", "POST").await;
    assert_eq!((allowed.status, allowed.header("ratelimit-policy")), (200, Some("\"reads\";q=3;w=60")));
    for (origin, method) in [("https://other.example", "POST"), ("https://friend.example", "TRACE")] {
        let refused = ask(origin, method).await;
        assert_eq!((refused.status, refused.header("content-type")), (403, Some("application/problem+json")));
        assert!(refused.header("ratelimit").is_some() && refused.header("x-request-id").is_some(), "{origin}");
        assert_eq!(refused.header("access-control-allow-origin"), None);
        assert_eq!(refused.json()["code"], "forbidden");
    }
    assert_eq!(ask("https://friend.example", "POST").await.status, 429);
}

#[tokio::test]
async fn answers_are_packed_for_who_can_unpack() {
    let app = TestApp::shared().await;
    for (accept, encoding) in [
        ("br", Some("br")),
        ("gzip", Some("gzip")),
        ("gzip;q=0.5, br;q=1", Some("br")),
        ("identity", None),
        ("zstd", None),
    ] {
        let answer = app.get("/api/v1/cities?limit=100").header("accept-encoding", accept).send().await;
        assert_eq!((answer.status, answer.header("content-encoding")), (200, encoding), "{accept}");
    }
    let problem = app.get("/api/v1/nothing").header("accept-encoding", "gzip").send().await;
    assert_eq!((problem.status, problem.header("content-type")), (404, Some("application/problem+json")));
}

#[tokio::test]
async fn figures_are_for_who_has_the_token() {
    let app = TestApp::builder()
        .settings(|settings| settings.metrics_token = Some("a-token-of-some-length".to_owned()))
        .start()
        .await;
    let figures = app.get("/metrics").header("authorization", "Bearer a-token-of-some-length").send().await;
    assert_eq!((figures.status, figures.text().as_str()), (200, "figures 1\n"));
    for wrong in ["Bearer another-token-of-length", "Bearer ", "a-token-of-some-length"] {
        assert_eq!(app.get("/metrics").header("authorization", wrong).send().await.status, 404, "{wrong}");
    }
    let closed = TestApp::start().await;
    assert_eq!(closed.get("/metrics").header("authorization", "Bearer ").send().await.status, 404);
}

#[tokio::test]
async fn signs_of_life_take_anything_and_the_specification_nothing() {
    let app = TestApp::shared().await;
    for path in ["/healthz?x=1", "/readyz?probe=a"] {
        assert_eq!(app.get(path).send().await.status, 200, "{path}");
    }
    for path in ["/api/v1/openapi.json?x=1", "/api/v1/openapi-3.0.json?x=1"] {
        assert_eq!(app.get(path).send().await.status, 400, "{path}");
    }
}

/// Whoever holds what they would get gets it once: lists of visitors, and one's own account.
#[tokio::test]
async fn what_was_read_has_a_validator() {
    let app = TestApp::start().await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    for path in [
        "/me",
        "/me/permissions",
        "/me/memberships",
        "/me/logins",
        "/me/waiting",
        "/memberships",
        "/corrections",
        "/city-proposals",
        "/cities/melbourne/profile",
        "/organisations/melbourne",
        "/organisations/melbourne/members",
        "/organisations/melbourne/api-keys",
        "/auth/jwks",
        "/cities.csv",
    ] {
        let path = format!("/api/v1{path}");
        let first = lead.get(&app, &path).await;
        let etag = first.header("etag").unwrap_or_else(|| panic!("{path} has no validator"));
        let again = lead.ask(&app, "GET", &path).header("if-none-match", etag).send().await;
        assert_eq!((again.status, again.text()), (304, String::new()), "{path}");
        let other = lead.ask(&app, "GET", &path).header("if-none-match", "\"other\"").send().await;
        assert_eq!(other.status, 200, "{path}");
    }
}

#[tokio::test]
async fn who_takes_no_json_is_told_where_there_is_nothing_else() {
    let app = TestApp::start().await;
    for (accept, status) in [
        ("text/csv", 406),
        ("application/json;q=0", 406),
        ("application/json", 200),
        ("application/*", 200),
        ("text/html, */*;q=0.1", 200),
    ] {
        for path in ["/api/v1/vocabularies", "/api/v1/search?q=heat", "/api/v1/cities/melbourne"] {
            let answer = app.get(path).header("accept", accept).send().await;
            assert_eq!(answer.status, status, "{path} for {accept}");
        }
    }
}

/// What is refused before or after its handler is a problem like any other, with all that answers carry.
#[tokio::test]
async fn what_is_not_acceptable_is_a_problem_with_everything() {
    let app = TestApp::builder().settings(|settings| settings.limits.reads_per_minute = 1_000).start().await;
    for (path, name, value) in [
        ("/api/v1/vocabularies", "accept", "text/csv"),
        ("/api/v1/cities/melbourne", "accept", "application/json;q=0"),
        ("/api/v1/cities", "accept", "image/png"),
        ("/api/v1/stream", "accept", "application/json"),
        ("/api/v1/cities", "accept-encoding", "identity;q=0"),
        ("/api/v1/cities/melbourne", "accept-encoding", "zstd, *;q=0"),
        ("/api/v1/openapi.json", "accept-encoding", "identity;q=0.000"),
    ] {
        let answer = app.get(path).header(name, value).send().await;
        assert_eq!((answer.status, &answer.json()["code"]), (406, &json!("not_acceptable")), "{path}, {value}");
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{path}, {value}");
        assert_eq!(answer.header("x-request-id"), answer.json()["instance"].as_str(), "{path}, {value}");
        assert_eq!(answer.header("ratelimit-policy"), Some("\"reads\";q=1000;w=60"), "{path}, {value}");
        assert!(answer.header("ratelimit").is_some(), "{path}, {value}");
        assert!(answer.header("content-security-policy").is_some(), "{path}, {value}");
        assert_eq!((answer.header("etag"), answer.header("cache-control")), (None, Some("no-store")), "{path}");
    }
    let fits = app.get("/api/v1/cities").header("accept-encoding", "identity;q=0, gzip").send().await;
    assert_eq!((fits.status, fits.header("content-encoding")), (200, Some("gzip")));
}

//! Every answer that is not 2xx or 3xx is a problem of one shape, whoever made it. Each kind as a snapshot.

use serde_json::{Value, json};
use test_support::{Answer, TestApp};

const CORRECTIONS: &str = "/api/v1/corrections";

/// Checks what holds for all problems; answers what is worth a snapshot.
pub(crate) fn shown(answer: &Answer) -> Value {
    let problem = answer.json();
    assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{}", answer.text());
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(problem["status"], answer.status);
    assert_eq!(
        problem["instance"].as_str(),
        answer.header("x-request-id"),
        "the problem is quoted by the request's id"
    );
    assert_eq!(problem["instance"].as_str().map(str::len), Some(36));
    assert_eq!(problem["type"], format!("/docs/problems#{}", problem["code"].as_str().unwrap()));
    json!({ "problem": problem, "allow": answer.header("allow"), "retry_after": answer.header("retry-after") })
}

/// Compares a problem with its snapshot; what differs from run to run is left out.
macro_rules! assert_problem {
    ($name:literal, $answer:expr) => {
        insta::assert_json_snapshot!($name, crate::problems::shown($answer), { ".problem.instance" => "[request id]" })
    };
}
pub(crate) use assert_problem;

fn report() -> Value {
    json!({ "city": "melbourne", "fact": "shocks", "value": "Heat wave is missing.", "source": "https://example.org/heat" })
}

#[tokio::test]
async fn what_is_not_there() {
    let app = TestApp::shared().await;
    assert_problem!("404_unknown_route", &app.get("/api/v1/nothing").send().await);
    assert_problem!("404_outside_the_api", &app.get("/nothing").send().await);
    assert_problem!("404_unknown_city", &app.get("/api/v1/cities/atlantis").send().await);
    assert_problem!("404_unknown_vocabulary", &app.get("/api/v1/vocabularies/moods").send().await);
    for path in [
        "/api",
        "/api/v1",
        "/api/v1/",
        "/api/v2/cities",
        "/api/v1/cities/",
        "/api/v1/cities/accra/similar/",
        "/api/v1/%00",
        "/metrics",
        "/api/v1/docs/nothing.js",
    ] {
        assert_eq!(shown(&app.get(path).send().await)["problem"]["status"], 404, "{path}");
    }
}

#[tokio::test]
async fn what_an_address_does_not_do() {
    let app = TestApp::shared().await;
    assert_problem!("405_list", &app.ask("DELETE", "/api/v1/cities").send().await);
    assert_problem!("405_create", &app.get("/api/v1/auth/logins").send().await);
    for (method, path) in [
        ("POST", "/api/v1/cities/accra"),
        ("PUT", "/api/v1/search"),
        ("PATCH", "/api/v1/cities/accra/similar"),
        ("DELETE", "/api/v1/stream"),
    ] {
        let answer = app.ask(method, path).send().await;
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method} {path}");
        shown(&answer);
    }
}

#[tokio::test]
async fn what_cannot_be_answered_as_asked() {
    let app = TestApp::shared().await;
    assert_problem!("406_accept", &app.get("/api/v1/cities").header("accept", "image/png").send().await);
}

#[tokio::test]
async fn bodies_that_cannot_be_taken() {
    let app = TestApp::builder().settings(|settings| settings.body_bytes = 2_048).start().await;
    let post = |kind: &str, body: &str| app.post(CORRECTIONS).header("content-type", kind).body(body);
    let mut large = report();
    large["value"] = json!("x".repeat(3_000));
    assert_problem!("413_body", &post("application/json", &large.to_string()).send().await);
    assert_problem!("415_text", &post("text/plain", &report().to_string()).send().await);
    assert_problem!("415_encoding", &post("application/json", "x").header("content-encoding", "zstd").send().await);
    for kind in ["application/vnd.api+json", "application/json; charset=iso-8859-1", "text/json"] {
        let refused = post(kind, &report().to_string()).send().await;
        assert_eq!((refused.status, refused.header("accept-post")), (415, Some("application/json")), "{kind}");
    }
    assert_eq!(post("application/json; charset=\"UTF-8\"", &report().to_string()).send().await.status, 201);
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let patch = ana.ask(&app, "PATCH", "/api/v1/me").header("content-type", "text/plain").body("x").send().await;
    let taken = "application/merge-patch+json, application/json";
    assert_eq!((patch.status, patch.header("accept-patch")), (415, Some(taken)));
    for (method, kind, status) in [
        ("PATCH", "application/merge-patch+json", 200),
        ("PATCH", "application/merge-patch+json; charset=utf-8", 412),
        ("POST", "application/merge-patch+json", 415),
    ] {
        let path = if method == "PATCH" { "/api/v1/me" } else { "/api/v1/me/deletion" };
        let ask = ana.ask(&app, method, path).header("content-type", kind).header("if-match", "\"v1\"");
        assert_eq!(ask.body("{\"work_role\":\"Gardener\"}").send().await.status, status, "{method} {kind}");
    }
    assert_problem!("415_none", &app.post(CORRECTIONS).body(report().to_string()).send().await);
    assert_problem!("400_json", &post("application/json", "{\"city\": \"accra\",}").send().await);
    assert_problem!("400_empty", &post("application/json", "").send().await);
    assert_problem!("400_two_values", &post("application/json", &format!("{0}{0}", report())).send().await);
    for kind in ["application/json", "application/json; charset=utf-8", "Application/JSON"] {
        assert_eq!(post(kind, &report().to_string()).send().await.status, 201, "{kind}");
    }
}

#[tokio::test]
async fn values_that_are_not_right() {
    let app = TestApp::start().await;
    let mut unknown = report();
    unknown["admin"] = json!(true);
    assert_problem!("422_unknown_field", &app.post(CORRECTIONS).json(&unknown).send().await);
    let bad = json!({ "city": "atlantis", "fact": "name", "value": "", "source": "javascript:alert(1)", "email": "x" });
    assert_problem!("422_all_faults", &app.post(CORRECTIONS).json(&bad).send().await);
    let first = app.post(CORRECTIONS).header("idempotency-key", "one").json(&report()).send().await;
    assert_eq!(first.status, 201);
    let mut other = report();
    other["city"] = json!("accra");
    assert_problem!(
        "422_key_reused",
        &app.post(CORRECTIONS).header("idempotency-key", "one").json(&other).send().await
    );
    assert_problem!("400_key", &app.post(CORRECTIONS).header("idempotency-key", "a b").json(&report()).send().await);
}

#[tokio::test]
async fn queries_that_cannot_be_read() {
    let app = TestApp::shared().await;
    assert_problem!(
        "400_query",
        &app.get("/api/v1/cities?region=atlantis&limit=0&coastal=perhaps&sort=size&colour=red&sort=name").send().await
    );
    assert_problem!("400_unknown_keys", &app.get("/api/v1/cities?shock=boredom&stress=boredom").send().await);
    assert_problem!("400_cursor", &app.get("/api/v1/cities?cursor=abc").send().await);
    assert_problem!("400_no_parameters", &app.get("/api/v1/cities/accra?colour=red").send().await);
    let echo = app.get(&format!("/api/v1/cities?region={}", "%3Cscript%3E".repeat(100))).send().await;
    shown(&echo);
    assert!(echo.body.len() < 2_000, "what was sent is not echoed at length");
}

#[tokio::test]
async fn what_was_sent_never_breaks_the_shape_of_a_problem() {
    let app = TestApp::start().await;
    let countries: Vec<String> = (0..300).map(|number| format!("x{number}")).collect();
    let many = app.get(&format!("/api/v1/cities?country={}", countries.join(","))).send().await;
    shown(&many);
    assert_eq!((many.status, many.json()["errors"].as_array().unwrap().len()), (400, 100));
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let long = json!({ "priorities": ["ö".repeat(20_000)] });
    let ask = lead.ask(&app, "PATCH", "/api/v1/cities/melbourne/profile").header("if-match", "\"v0\"");
    let answer = ask.json(&long).send().await;
    assert_eq!(shown(&answer)["problem"]["status"], 422);
    for fault in answer.json()["errors"].as_array().unwrap() {
        let message = fault["message"].as_str().unwrap();
        assert!(message.chars().count() <= 500, "{} characters", message.chars().count());
    }
}

#[tokio::test]
async fn too_many_requests() {
    let app = TestApp::builder().settings(|settings| settings.limits.reads_per_minute = 1).start().await;
    assert_eq!(app.get("/api/v1/cities/accra").send().await.status, 200);
    let refused = app.get("/api/v1/cities/accra").send().await;
    let shown = shown(&refused);
    insta::assert_json_snapshot!("429_reads", shown, { ".problem.instance" => "[request id]", ".problem.detail" => "[detail]", ".retry_after" => "[seconds]" });
    let wait = refused.header("retry-after").unwrap();
    assert_eq!(shown["problem"]["detail"], format!("You may send 1 reads a minute. Try again in {wait} s."));
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let app = TestApp::shared().await;
    for path in [
        "/api/v1/cities",
        "/api/v1/cities/accra",
        "/api/v1/cities.csv",
        "/healthz",
        "/api/v1/openapi.json",
        "/api/v1/cities/atlantis",
    ] {
        let (get, head) = (app.get(path).send().await, app.ask("HEAD", path).send().await);
        assert_eq!((head.status, head.body.len()), (get.status, 0), "{path}");
        for name in ["content-type", "etag", "cache-control"] {
            assert_eq!(head.header(name), get.header(name), "{path}, {name}");
        }
    }
    assert_eq!(app.ask("HEAD", "/api/v1/auth/logins").send().await.status, 405);
}

#[tokio::test]
async fn the_page_of_problems_explains_each_kind() {
    let app = TestApp::shared().await;
    let page = app.get("/docs/problems").send().await;
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    for kind in contract::ProblemKind::ALL {
        assert!(page.text().contains(&format!("id=\"{}\"", kind.code())), "{}", kind.code());
    }
}

#[test]
fn every_code_stands_in_the_documentation() {
    let documented = include_str!("../../../../docs/api.md");
    for kind in contract::ProblemKind::ALL {
        let code = format!("{} `{}`", kind.status(), kind.code());
        assert!(documented.contains(&code), "docs/api.md says nothing of {code}");
    }
}

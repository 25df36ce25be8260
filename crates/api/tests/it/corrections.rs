//! Corrections: the first write. Validated, done once, audited, shown to nobody.

use chrono::TimeDelta;
use client::IdempotencyKey;
use domain::corrections::{CityFact, CorrectionStatus, NewCorrection};
use futures_util::future::join_all;
use serde_json::{Value, json};
use test_support::{Answer, TestApp};

const PATH: &str = "/api/v1/corrections";

fn report() -> Value {
    json!({ "city": "melbourne", "fact": "shocks", "value": "Heat wave is missing.", "source": "https://example.org/heat", "email": "someone@example.org" })
}

/// Posts under a key; asks again where the server is too busy to take it at once.
async fn post(app: &TestApp, key: &str, body: &str) -> Answer {
    loop {
        let ask = app.post(PATH).header("content-type", "application/json").header("idempotency-key", key);
        let answer = ask.body(body).send().await;
        if answer.status != 503 {
            return answer;
        }
    }
}

#[tokio::test]
async fn a_report_is_received() {
    let app = TestApp::start().await;
    let city = app.client().get_city("melbourne").await.unwrap();
    let new = NewCorrection {
        city: "melbourne".into(),
        fact: CityFact::Shocks,
        value: "  Heat wave is missing. ".into(),
        source: "https://example.org/heat".into(),
        email: None,
    };
    let received = app.client().create_correction(&IdempotencyKey::generate(), &new).await.unwrap();
    assert_eq!((received.city_id, received.city.as_str(), received.fact), (city.id, "melbourne", CityFact::Shocks));
    assert_eq!((received.value.as_str(), received.status), ("Heat wave is missing.", CorrectionStatus::Received));
    let kept = app::corrections::list_received(&app.ctx, &app::operator(), None, 10).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].correction, received);
}

#[tokio::test]
async fn the_answer_says_where_and_hides_who() {
    let app = TestApp::start().await;
    let answer = app.post(PATH).json(&report()).send().await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let id = answer.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(answer.header("location"), None, "its maker could not read it");
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.header("idempotent-replayed"), None);
    assert!(!answer.text().contains("email") && !answer.text().contains("someone@example.org"));
    let kept = app::corrections::list_received(&app.ctx, &app::operator(), None, 10).await.unwrap();
    assert_eq!(kept[0].email.as_deref(), Some("someone@example.org"), "kept for those who decide");
    assert_eq!(app.get(&format!("{PATH}/{id}")).send().await.status, 404, "shown to nobody");
}

#[tokio::test]
async fn a_city_is_named_by_id_or_by_slug() {
    let app = TestApp::start().await;
    let id = app.client().get_city("melbourne").await.unwrap().id.to_string();
    for name in ["melbourne", id.as_str(), " melbourne "] {
        let mut body = report();
        body["city"] = json!(name);
        let answer = app.post(PATH).json(&body).send().await;
        assert_eq!((answer.status, &answer.json()["city_id"]), (201, &json!(id)), "{name}");
    }
}

#[tokio::test]
async fn what_breaks_a_rule_is_pointed_at() {
    let app = TestApp::start().await;
    let table = [
        ("city", json!(""), "/city", "required"),
        ("city", json!("atlantis"), "/city", "unknown_city"),
        ("city", json!("x".repeat(101)), "/city", "too_long"),
        ("city", json!(7), "/city", "wrong_shape"),
        ("fact", json!("mood"), "/fact", "unknown_value"),
        ("fact", Value::Null, "/fact", "wrong_shape"),
        ("value", json!(" \n "), "/value", "required"),
        ("value", json!("x".repeat(1_001)), "/value", "too_long"),
        ("value", json!("a\u{0}b"), "/value", "control_character"),
        ("source", json!(""), "/source", "required"),
        ("source", json!("javascript:alert(1)"), "/source", "not_a_web_address"),
        ("source", json!(format!("https://example.org/{}", "x".repeat(500))), "/source", "too_long"),
        ("email", json!("nobody"), "/email", "not_an_address"),
        ("email", json!(["a@example.org"]), "/email", "wrong_shape"),
        ("status", json!("received"), "/status", "unknown_field"),
    ];
    for (field, value, pointer, code) in table {
        let mut body = report();
        body[field] = value;
        let answer = app.post(PATH).json(&body).send().await;
        let fault = &answer.json()["errors"][0];
        assert_eq!((answer.status, &fault["pointer"], &fault["code"]), (422, &json!(pointer), &json!(code)), "{body}");
    }
    for field in ["city", "fact", "value", "source"] {
        let mut body = report();
        body.as_object_mut().unwrap().remove(field);
        assert_eq!(app.post(PATH).json(&body).send().await.status, 422, "without {field}");
    }
    assert_eq!(app.database.count("corrections").await, 0, "nothing of it was kept");
}

#[tokio::test]
async fn all_faults_are_told_at_once() {
    let app = TestApp::start().await;
    let body = json!({ "city": "", "fact": "name", "value": "", "source": "x", "email": "x" });
    let answer = app.post(PATH).json(&body).send().await.json();
    let pointers: Vec<_> =
        answer["errors"].as_array().unwrap().iter().map(|fault| fault["pointer"].as_str().unwrap()).collect();
    assert_eq!(pointers, ["/city", "/value", "/source", "/email"]);
}

#[tokio::test]
async fn without_a_key_every_request_counts() {
    let app = TestApp::start().await;
    let (first, second) = (app.post(PATH).json(&report()).send().await, app.post(PATH).json(&report()).send().await);
    assert_eq!((first.status, second.status), (201, 201));
    assert_ne!(first.json()["id"], second.json()["id"]);
    assert_eq!(app.database.count("corrections").await, 2);
}

#[tokio::test]
async fn the_same_request_again_gets_the_same_answer() {
    let app = TestApp::start().await;
    let first = post(&app, "key-1", &report().to_string()).await;
    assert_eq!((first.status, first.header("idempotent-replayed")), (201, None));
    app.clock.advance(TimeDelta::hours(23));
    let spaced = serde_json::to_string_pretty(&report()).unwrap();
    let turned = r#"{"email":"someone@example.org","source":"https://example.org/heat","value":"Heat wave is missing.","fact":"shocks","city":"melbourne"}"#;
    for body in [report().to_string(), spaced, turned.to_owned()] {
        let again = post(&app, "key-1", &body).await;
        assert_eq!((again.status, again.header("idempotent-replayed")), (201, Some("true")), "{body}");
        assert_eq!(again.json(), first.json());
    }
    assert_eq!(app.database.count("corrections").await, 1);
    assert_eq!(
        post(&app, "key-2", &report().to_string()).await.header("idempotent-replayed"),
        None,
        "another key is another request"
    );
}

#[tokio::test]
async fn a_key_belongs_to_its_request() {
    let app = TestApp::start().await;
    assert_eq!(post(&app, "key-1", &report().to_string()).await.status, 201);
    for (field, value) in [("value", json!("Something else.")), ("email", Value::Null), ("city", json!("accra"))] {
        let mut changed = report();
        changed[field] = value;
        let answer = post(&app, "key-1", &changed.to_string()).await;
        assert_eq!((answer.status, &answer.json()["code"]), (422, &json!("key_reused")), "{changed}");
    }
    assert_eq!(app.database.count("corrections").await, 1);
}

#[tokio::test]
async fn a_refused_request_leaves_its_key_free() {
    let app = TestApp::start().await;
    let mut bad = report();
    bad["source"] = json!("nowhere");
    assert_eq!(post(&app, "key-1", &bad.to_string()).await.status, 422);
    let answer = post(&app, "key-1", &report().to_string()).await;
    assert_eq!((answer.status, answer.header("idempotent-replayed")), (201, None));
}

#[tokio::test]
async fn after_a_day_the_key_is_free() {
    let app = TestApp::start().await;
    let first = post(&app, "key-1", &report().to_string()).await;
    app.clock.advance(TimeDelta::hours(24) + TimeDelta::microseconds(1));
    let mut other = report();
    other["value"] = json!("Something else.");
    let second = post(&app, "key-1", &other.to_string()).await;
    assert_eq!((second.status, second.header("idempotent-replayed")), (201, None));
    assert_ne!(first.json()["id"], second.json()["id"]);
}

#[tokio::test]
async fn a_key_that_cannot_be_read_is_refused() {
    let app = TestApp::start().await;
    for key in ["", "a b", &"x".repeat(256), "ключ"] {
        let answer = post(&app, key, &report().to_string()).await;
        assert_eq!((answer.status, &answer.json()["errors"][0]["code"]), (400, &json!("bad_key")), "{key}");
    }
    assert_eq!(post(&app, &"x".repeat(255), &report().to_string()).await.status, 201);
}

#[tokio::test]
async fn fifty_at_once_with_one_key_have_one_effect() {
    let app = TestApp::start().await;
    let body = report().to_string();
    for round in 0..4 {
        let key = format!("key-{round}");
        let answers = join_all((0..50).map(|_| post(&app, &key, &body))).await;
        let ids: Vec<_> =
            answers.iter().filter(|answer| answer.status == 201).map(|answer| answer.json()["id"].clone()).collect();
        assert!(!ids.is_empty() && ids.iter().all(|id| *id == ids[0]), "{ids:?}");
        let fresh = answers
            .iter()
            .filter(|answer| answer.status == 201 && answer.header("idempotent-replayed").is_none())
            .count();
        assert_eq!(fresh, 1, "one did it, the others were told");
        for answer in answers.iter().filter(|answer| answer.status != 201) {
            assert_eq!((answer.status, &answer.json()["code"]), (409, &json!("still_running")));
            assert!(answer.header("retry-after").is_some());
        }
        assert_eq!(app.database.count("corrections").await, round + 1);
    }
}

#[tokio::test]
async fn many_at_once_with_their_own_keys_all_arrive() {
    let app = TestApp::start().await;
    let body = report().to_string();
    let keys: Vec<String> = (0..60).map(|number| format!("key-{number}")).collect();
    let answers = join_all(keys.iter().map(|key| post(&app, key, &body))).await;
    assert!(
        answers.iter().all(|answer| answer.status == 201),
        "{:?}",
        answers.iter().map(|answer| answer.status).collect::<Vec<_>>()
    );
    for table in [
        "corrections",
        "idempotency_keys",
        "audit_log WHERE action = 'create_correction'",
        "change_log WHERE kind = 'correction'",
    ] {
        assert_eq!(app.database.count(table).await, 60, "{table}");
    }
}

#[tokio::test]
async fn every_report_is_in_the_audit_and_the_change_log() {
    let app = TestApp::start().await;
    let answer = app.post(PATH).json(&report()).send().await;
    let mut anonymous = report();
    anonymous.as_object_mut().unwrap().remove("email");
    assert_eq!(app.post(PATH).json(&anonymous).send().await.status, 201);
    let request = answer.header("x-request-id").unwrap();
    let audited = app
        .database
        .texts(&format!("SELECT actor || ' ' || kind || ' ' || fields FROM audit_log WHERE request_id = '{request}'"))
        .await;
    assert_eq!(audited, [r#"visitor correction ["city","fact","value","source","email"]"#]);
    let joined = "SELECT change_log.action FROM change_log JOIN audit_log ON audit_log.thing_id = change_log.thing_id JOIN corrections ON corrections.id = change_log.thing_id";
    assert_eq!(app.database.texts(joined).await, ["created", "created"], "the three rows speak of the same thing");
    let everything =
        app.database.texts("SELECT fields FROM audit_log WHERE action = 'create_correction'").await.concat();
    assert!(
        !everything.contains("example.org") && !everything.contains("Heat"),
        "the audit log holds names of fields, no values: {everything}"
    );
}

#[tokio::test]
async fn who_reports_too_much_waits() {
    let app = TestApp::builder().settings(|settings| settings.limits.writes_per_minute = 2).start().await;
    for left in ["1", "0"] {
        let answer = app.post(PATH).json(&report()).send().await;
        assert_eq!((answer.status, answer.header("ratelimit-policy")), (201, Some("\"writes\";q=2;w=60")));
        assert!(answer.header("ratelimit").unwrap().starts_with(&format!("\"writes\";r={left};t=")), "{answer:?}");
    }
    let refused = app.post(PATH).json(&report()).send().await;
    assert_eq!((refused.status, &refused.json()["code"]), (429, &json!("too_many_requests")));
    let wait: u32 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    assert!(refused.header("ratelimit").unwrap().starts_with("\"writes\";r=0;t="));
    assert_eq!(app.database.count("corrections").await, 2);
    assert_eq!(app.get("/api/v1/cities?limit=1").send().await.status, 200, "reading has a budget of its own");
}

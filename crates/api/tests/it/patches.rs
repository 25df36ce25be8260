//! A change that changes nothing leaves no trace: the thing as it is, of the version that it had.

use serde_json::{Value, json};
use test_support::{Person, TestApp};

/// What of the tables would show that something happened.
async fn traces(app: &TestApp) -> (u64, u64) {
    (app.database.count("audit_log").await, app.database.count("change_log").await)
}

async fn patch(app: &TestApp, person: &Person, path: &str, version: i64, change: &Value) -> (Value, Option<String>) {
    let ask = person.ask(app, "PATCH", path).header("if-match", &format!("\"v{version}\""));
    let answer = ask.json(change).send().await;
    assert_eq!(answer.status, 200, "{path} {change}: {}", answer.text());
    (answer.json(), answer.header("etag").map(str::to_owned))
}

#[tokio::test]
async fn a_change_of_nothing_is_none() {
    let app = TestApp::start().await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let organisation = app.client().get_organisation("melbourne").await.unwrap();
    for (path, version, something) in [
        (
            "/api/v1/me",
            lead.account.version,
            json!({ "name": "Lea", "work_role": "Lead", "skills": ["heat"], "languages": ["en"], "public": ["skills"] }),
        ),
        (
            "/api/v1/organisations/melbourne",
            organisation.version,
            json!({ "website": "https://example.org/", "about": "Shade first." }),
        ),
        (
            "/api/v1/cities/melbourne/profile",
            0,
            json!({ "note": "Shade first.", "contacts": [{ "name": "Office", "email": "office@example.org" }] }),
        ),
    ] {
        let before = traces(&app).await;
        let (untouched, tag) = patch(&app, &lead, path, version, &json!({})).await;
        assert_eq!((untouched["version"].as_i64(), traces(&app).await), (Some(version), before), "{path}");
        let (changed, next) = patch(&app, &lead, path, version, &something).await;
        assert_eq!(changed["version"].as_i64(), Some(version + 1), "{path}");
        assert_ne!(tag, next, "{path}");
        let before = traces(&app).await;
        for same in [json!({}), something] {
            let answer = patch(&app, &lead, path, version + 1, &same).await;
            assert_eq!(answer, (changed.clone(), next.clone()), "{path} {same}");
        }
        assert_eq!(traces(&app).await, before, "{path}");
        let stale = lead.ask(&app, "PATCH", path).header("if-match", &format!("\"v{version}\"")).json(&json!({}));
        assert_eq!(stale.status().await, 412, "{path}: who has read something else hears of it all the same");
    }
}

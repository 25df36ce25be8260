//! The mail of an issue in a frame of the app: for its editors alone, and under a policy of its own.

use domain::policy::Role;
use test_support::{Answer, Person, TestApp};

const FORM: &str = "application/x-www-form-urlencoded";

async fn posted(app: &TestApp, token: &str, issue: &str, city: &str) -> Answer {
    let form = format!("token={token}&issue={issue}&city={city}");
    app.post("/briefing-previews").header("content-type", FORM).body(form).send().await
}

#[tokio::test]
async fn an_editor_sees_the_mail_in_a_frame_that_can_do_nothing() {
    let app = TestApp::builder().without_second_factor().start().await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let issue = app.issue(&editor).await;
    let (token, id) = (&editor.tokens.access_token, issue.id.to_string());
    let mail = posted(&app, token, &id, "").await;
    assert_eq!(mail.status, 200, "{}", mail.text());
    let kept = ["content-type", "cache-control", "x-frame-options"].map(|name| mail.header(name));
    assert_eq!(kept, [Some("text/html; charset=utf-8"), Some("no-store"), Some("SAMEORIGIN")]);
    let policy = mail.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; ") && policy.contains("frame-ancestors 'self'"), "{policy}");
    assert!(policy.ends_with("; sandbox allow-popups allow-popups-to-escape-sandbox"), "{policy}");
    assert!(mail.text().contains(" style=") && mail.text().contains("<a target=\"_blank\" "), "{}", mail.text());
    assert_eq!(posted(&app, token, &id, "accra").await.status, 200);
}

#[tokio::test]
async fn nobody_else_sees_it() {
    let app = TestApp::builder().without_second_factor().start().await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let id = app.issue(&editor).await.id.to_string();
    let ana: Person = app.sign_up("ana@example.org", "Ana").await;
    assert_eq!(posted(&app, "", &id, "").await.status, 401);
    assert_eq!(posted(&app, "nobody", &id, "").await.status, 401);
    let others = posted(&app, &ana.tokens.access_token, &id, "").await.status;
    assert!(matches!(others, 403 | 404), "{others}");
    for unknown in ["x", "0190163d-8694-739b-aea5-966c26f8ad91"] {
        assert_eq!(posted(&app, &editor.tokens.access_token, unknown, "").await.status, 404, "{unknown}");
    }
    let got = app.get("/briefing-previews").header("accept", "application/json").send().await.status;
    assert!(matches!(got, 404 | 405), "a token stands in no address: {got}");
}

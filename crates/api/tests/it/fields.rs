//! What may stand in a field: addresses that can be written to, and texts that can be seen.

use domain::Valid;
use domain::identity::PasswordResetRequest;
use serde_json::{Value, json};
use test_support::{Ask, PASSWORD, TestApp};

/// Addresses that no mail can be sent to.
const UNWRITABLE: [&str; 5] = [".a@c.org", "a.@c.org", "a..b@c.org", "a@c..org", "a b@c.org"];

/// Pointers and codes of what is wrong.
async fn faults(ask: Ask, body: &Value) -> Vec<String> {
    let answer = ask.json(body).send().await;
    assert_eq!(answer.status, 422, "{body}: {}", answer.text());
    let problem = answer.json();
    let word = |fault: &Value, field: &str| fault[field].as_str().unwrap().to_owned();
    let errors = problem["errors"].as_array().unwrap().iter();
    errors.map(|fault| format!("{} {}", word(fault, "pointer"), word(fault, "code"))).collect()
}

#[tokio::test]
async fn an_address_that_cannot_be_written_to_is_refused_wherever_it_is_given() {
    let app = TestApp::start().await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    app.work().await;
    let before = app.database.count("jobs").await;
    for address in UNWRITABLE {
        let wish = json!({ "email": address, "password": PASSWORD, "name": "Ana" });
        let found = faults(app.post("/api/v1/auth/registrations"), &wish).await;
        assert_eq!(found, ["/email not_an_address"], "{address}");
        let reset = json!({ "email": address });
        let found = faults(app.post("/api/v1/auth/password-resets"), &reset).await;
        assert_eq!(found, ["/email not_an_address"], "{address}");
        let change = json!({ "new_email": address, "password": PASSWORD });
        let found = faults(lead.ask(&app, "POST", "/api/v1/me/email-changes"), &change).await;
        assert_eq!(found, ["/new_email not_an_address"], "{address}");
        let invited = json!({ "email": address });
        let found = faults(lead.ask(&app, "POST", "/api/v1/organisations/melbourne/invitations"), &invited).await;
        assert_eq!(found, ["/email not_an_address"], "{address}");
        let report = json!({
            "city": "melbourne", "fact": "shocks", "value": "Heat", "source": "https://example.org/", "email": address
        });
        let found = faults(app.post("/api/v1/corrections"), &report).await;
        assert_eq!(found, ["/email not_an_address"], "{address}");
    }
    assert_eq!(app.database.count("jobs").await, before, "no mail dies of them");
}

/// What the rules let through is what the mailer can write to: looser rules are mails that die.
#[test]
fn whatever_is_taken_as_an_address_can_be_written_to() {
    let names = ["a", "a.b", ".a", "a.", "a..b", "a+b", "o'neil", "\"a\"", "a b", "ä", "a@b", "{}|", "..", "-", "a\\b"];
    let domains =
        ["c.org", "C.ORG", "zürich.ch", "c..org", ".org", "org.", "c", "-c.org", "c-.org", "1.2", "[1.2.3.4]"];
    let names = names.into_iter().map(str::to_owned).chain([60, 64, 65].map(|length| "n".repeat(length)));
    let long = [60, 63, 64].map(|length| ["d".repeat(length), "d".repeat(63), "d".repeat(60), "org".into()].join("."));
    let wide = [21, 31, 32].map(|length| format!("{}.org", "İ".repeat(length)));
    let domains: Vec<String> = domains.into_iter().map(str::to_owned).chain(long).chain(wide).collect();
    let mut taken = 0;
    for name in names {
        for domain in &domains {
            let email = format!("{name}@{domain}");
            if Valid::check(PasswordResetRequest { email: email.clone() }).is_ok() {
                assert!(mailer::Address::parse(&email).is_ok(), "{email}");
                taken += 1;
            }
        }
    }
    assert!(taken > 20, "{taken}");
}

#[tokio::test]
async fn a_report_is_of_what_can_be_seen_and_names_one_address() {
    let app = TestApp::start().await;
    let report = json!({ "city": "melbourne", "fact": "shocks", "value": "Heat", "source": "https://example.org/" });
    for (field, value, expected) in [
        ("source", "https://example.org/\nX", "/source control_character"),
        ("source", "http://a", "/source not_a_web_address"),
        ("value", "\u{200b}", "/value required"),
        ("value", "\u{200b}\u{200d}\n\u{2800}", "/value required"),
        ("city", "mel\nbourne", "/city control_character"),
    ] {
        let mut bad = report.clone();
        bad[field] = json!(value);
        assert_eq!(faults(app.post("/api/v1/corrections"), &bad).await, [expected], "{value:?}");
    }
    assert_eq!(app.post("/api/v1/corrections").json(&report).status().await, 201);
}

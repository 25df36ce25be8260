use super::{ANA, code, faults, is_signed_in, subjects, told, waiting};
use chrono::TimeDelta;
use client::{Client, IdempotencyKey};
use domain::identity::{
    NewLogin, NewPassword, NewPasswordCheck, NewRegistration, PasswordChange, PasswordResetRequest, PasswordWeakness,
};
use serde_json::json;
use test_support::{PASSWORD, TestApp, login};

const RESETS: &str = "/api/v1/auth/password-resets";
const CHECKS: &str = "/api/v1/auth/password-checks";
const OTHER: &str = "six loud trains under one hill";

async fn ask(app: &TestApp, email: &str) {
    let request = PasswordResetRequest { email: email.into() };
    app.client().create_password_reset(&IdempotencyKey::generate(), &request).await.unwrap();
    app.work().await;
}

fn with(token: String) -> NewPassword {
    NewPassword { token, password: OTHER.into() }
}

#[tokio::test]
async fn asking_for_a_link_tells_nothing() {
    let app = TestApp::start().await;
    app.sign_up(ANA, "Ana").await;
    let known = app.post(RESETS).json(&json!({ "email": ANA })).send().await;
    assert_eq!(waiting(&app).await, ["password_reset"]);
    app.work().await;
    let unknown = app.post(RESETS).json(&json!({ "email": "eva@example.org" })).send().await;
    assert_eq!(waiting(&app).await, ["password_reset"], "the same job");
    app.work().await;
    assert_eq!(told(&known), (202, json!({ "sent_to": ANA })));
    assert_eq!(told(&unknown), (202, json!({ "sent_to": "eva@example.org" })));
    assert_eq!((subjects(&app, ANA).len(), subjects(&app, "eva@example.org").len()), (2, 0));
}

#[tokio::test]
async fn another_password_by_the_link_ends_every_login() {
    let app = TestApp::start().await;
    let person = app.sign_up(ANA, "Ana").await;
    ask(&app, ANA).await;
    let token = app.token_mailed_to(ANA);
    app.client().complete_password_reset(&with(token.clone())).await.unwrap();
    assert!(!is_signed_in(&person.client).await);
    assert_eq!(code(&app.client().create_login(&login(ANA, None)).await.unwrap_err()), (401, "wrong_credentials"));
    app.client().create_login(&NewLogin { password: OTHER.into(), ..login(ANA, None) }).await.unwrap();
    let again = app.client().complete_password_reset(&with(token)).await.unwrap_err();
    assert_eq!(faults(&again), [("/token", "bad_link")], "good once");
    app.work().await;
    assert!(subjects(&app, ANA).iter().any(|subject| subject.contains("password")), "{:?}", subjects(&app, ANA));
}

#[tokio::test]
async fn a_link_is_good_for_an_hour_and_only_the_newest_change_counts() {
    let app = TestApp::start().await;
    app.sign_up(ANA, "Ana").await;
    ask(&app, ANA).await;
    let early = app.token_mailed_to(ANA);
    app.clock.advance(TimeDelta::minutes(60));
    assert_eq!(
        faults(&app.client().complete_password_reset(&with(early)).await.unwrap_err()),
        [("/token", "bad_link")]
    );
    ask(&app, ANA).await;
    let first = app.token_mailed_to(ANA);
    ask(&app, ANA).await;
    let second = app.token_mailed_to(ANA);
    app.client().complete_password_reset(&with(second)).await.unwrap();
    let error = app.client().complete_password_reset(&with(first)).await.unwrap_err();
    assert_eq!(faults(&error), [("/token", "bad_link")], "links from before the change are worthless");
}

#[tokio::test]
async fn who_is_signed_in_changes_the_password_by_the_one_so_far() {
    let app = TestApp::start().await;
    let person = app.sign_up(ANA, "Ana").await;
    let other = app.sign_in(ANA).await;
    let wrong =
        PasswordChange { current_password: OTHER.into(), new_password: "seven slow clouds over two seas".into() };
    let error = person.client.create_password_change(&wrong).await.unwrap_err();
    assert_eq!(faults(&error), [("/current_password", "wrong_password")]);
    let change = PasswordChange { current_password: PASSWORD.into(), new_password: OTHER.into() };
    person.client.create_password_change(&change).await.unwrap();
    assert!(!is_signed_in(&other.client).await, "other logins end");
    let refresh = domain::identity::NewRefresh { refresh_token: person.tokens.refresh_token.clone() };
    person.client.create_refresh(&refresh).await.unwrap();
    assert!(is_signed_in(&person.client).await, "this one goes on");
}

fn of_nobody(password: &str) -> NewPasswordCheck {
    NewPasswordCheck { password: password.into(), name: None, email: None }
}

async fn weaknesses(client: &Client, new: &NewPasswordCheck) -> Vec<PasswordWeakness> {
    client.create_password_check(new).await.unwrap().weaknesses
}

#[tokio::test]
async fn what_would_be_refused_is_told_before() {
    use PasswordWeakness::{Common, ContainsAddress, ContainsName, ContainsProduct, Repetitive, TooLong, TooShort};
    let app = TestApp::start().await;
    let (name, email) = ("Jürgen von Oberau", "j.oberau@stadt-musterhausen.example");
    // Sixty-five characters that are a hundred and thirty letters.
    let joined = "ﬁ".repeat(65);
    let table: [(&str, &[PasswordWeakness]); 9] = [
        (PASSWORD, &[]),
        ("Kj3#vPq9!xT", &[TooShort]),
        (&joined, &[TooLong]),
        ("password1234", &[Common]),
        ("JurgenOberau", &[ContainsName]),
        ("musterhausen99", &[ContainsAddress]),
        ("c2r-2026-c2r!", &[ContainsProduct]),
        ("river7river7", &[Repetitive]),
        ("oberau", &[TooShort, ContainsName]),
    ];
    for (password, expected) in table {
        let new = NewPasswordCheck { name: Some(name.into()), email: Some(email.into()), ..of_nobody(password) };
        assert_eq!(weaknesses(&app.client(), &new).await, expected, "{password}");
        let new = NewRegistration { email: email.into(), password: password.into(), name: name.into(), language: None };
        let registered = app.client().create_registration(&IdempotencyKey::generate(), &new).await;
        assert_eq!(registered.is_ok(), expected.is_empty(), "{password}");
    }
}

#[tokio::test]
async fn of_who_has_signed_in_name_and_address_are_known() {
    use PasswordWeakness::{ContainsAddress, ContainsName};
    let app = TestApp::start().await;
    let person = app.sign_up(ANA, "Jürgen Oberau").await;
    let (of_name, of_address) = (of_nobody("JurgenOberau"), of_nobody("example.org 2026"));
    assert_eq!(weaknesses(&person.client, &of_name).await, [ContainsName]);
    assert_eq!(weaknesses(&person.client, &of_address).await, [ContainsAddress]);
    for new in [&of_name, &of_address] {
        assert_eq!(weaknesses(&app.client(), new).await, [], "nobody's name");
    }
    let named = NewPasswordCheck { name: Some("Eva".into()), ..of_name };
    assert_eq!(weaknesses(&person.client, &named).await, [], "another name is given");
    let addressed = NewPasswordCheck { email: Some(String::new()), ..of_address };
    assert_eq!(weaknesses(&person.client, &addressed).await, [], "another address is given");
}

#[tokio::test]
async fn a_password_that_is_looked_at_is_kept_nowhere() {
    let app = TestApp::start().await;
    let person = app.sign_up(ANA, "Ana").await;
    let kept = async || {
        let mut rows = Vec::new();
        for table in ["audit_log", "idempotency_keys", "jobs"] {
            rows.push(app.database.count(table).await);
        }
        rows
    };
    let before = kept().await;
    for (password, expected) in [("password1234", json!(["common"])), (OTHER, json!([]))] {
        let ask = person.ask(&app, "POST", CHECKS).header("idempotency-key", "the-same");
        let answer = ask.json(&json!({ "password": password })).send().await;
        assert_eq!((answer.status, answer.header("cache-control")), (200, Some("no-store")));
        assert_eq!(answer.json(), json!({ "weaknesses": expected }));
    }
    assert_eq!(kept().await, before);
}

#[tokio::test]
async fn what_is_no_password_is_not_looked_at() {
    let app = TestApp::start().await;
    for (password, code) in [(String::new(), "required"), ("x".repeat(129), "too_long")] {
        let error = app.client().create_password_check(&of_nobody(&password)).await.unwrap_err();
        assert_eq!(faults(&error), [("/password", code)]);
    }
}

#[tokio::test]
async fn passwords_are_not_tried_out_without_end() {
    let app = TestApp::builder().settings(|settings| settings.limits.writes_per_minute = 2).start().await;
    for expected in [200, 200, 429] {
        assert_eq!(app.post(CHECKS).json(&json!({ "password": "password1234" })).status().await, expected);
    }
}

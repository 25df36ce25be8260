use super::{ANA, code, faults, is_signed_in, subjects, told, waiting};
use chrono::TimeDelta;
use client::IdempotencyKey;
use domain::identity::{NewLogin, NewPassword, PasswordChange, PasswordResetRequest};
use serde_json::json;
use test_support::{PASSWORD, TestApp, login};

const RESETS: &str = "/api/v1/auth/password-resets";
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

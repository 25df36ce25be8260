use super::{ANA, code, faults, subjects, told, waiting};
use chrono::TimeDelta;
use client::IdempotencyKey;
use domain::identity::{LinkToken, NewLogin, NewPassword, NewRegistration};
use serde_json::json;
use test_support::{PASSWORD, TestApp, login};

const PATH: &str = "/api/v1/auth/registrations";

fn wish(email: &str) -> serde_json::Value {
    json!({ "email": email, "password": PASSWORD, "name": "Ana" })
}

#[tokio::test]
async fn an_account_comes_about_by_a_mail_and_its_link() {
    let app = TestApp::start().await;
    let person = app.sign_up(ANA, "Ana").await;
    assert_eq!((person.account.email.as_str(), person.account.name.as_str()), (ANA, "Ana"));
    assert_eq!((person.account.version, person.account.roles.len(), person.account.demo), (1, 0, false));
    assert_eq!(person.client.get_me().await.unwrap(), person.account);
    let mail = app.mails.sent().remove(0);
    assert!(mail.text().contains(&format!("{}/en/confirm#token=", app.url)), "{}", mail.text());
    assert_eq!(waiting(&app).await, [""; 0]);
}

#[tokio::test]
async fn nothing_is_made_before_the_address_is_confirmed() {
    let app = TestApp::start().await;
    app.post(PATH).json(&wish(ANA)).send().await;
    app.work().await;
    assert_eq!(app.database.count("accounts").await, 0);
    let error = app.client().create_login(&login(ANA, None)).await.unwrap_err();
    assert_eq!(code(&error), (401, "wrong_credentials"));
}

#[tokio::test]
async fn known_and_unknown_addresses_are_answered_alike() {
    let app = TestApp::start().await;
    app.sign_up(ANA, "Ana").await;
    let known = app.post(PATH).json(&wish("Ana@Example.org")).send().await;
    assert_eq!(waiting(&app).await, ["registration"], "one job, whatever the address");
    app.work().await;
    let unknown = app.post(PATH).json(&wish("Eva@Example.org")).send().await;
    assert_eq!(waiting(&app).await, ["registration"]);
    app.work().await;
    assert_eq!(told(&known).0, 202);
    assert_eq!(told(&known).1, json!({ "sent_to": "Ana@Example.org" }));
    assert_eq!(told(&unknown), (202, json!({ "sent_to": "Eva@Example.org" })));
    let headers = |answer: &test_support::Answer| answer.header("cache-control").map(str::to_owned);
    assert_eq!(headers(&known), headers(&unknown));
    assert_ne!(subjects(&app, ANA).last(), subjects(&app, "Eva@example.org").last(), "the mail says what is the case");
    assert_eq!(app.database.count("accounts").await, 1);
}

#[tokio::test]
async fn a_link_is_good_once_and_for_a_day() {
    let app = TestApp::start().await;
    app.post(PATH).json(&wish(ANA)).send().await;
    app.work().await;
    let token = LinkToken { token: app.token_mailed_to(ANA) };
    app.clock.advance(TimeDelta::hours(24));
    let error = app.client().create_confirmation(&token).await.unwrap_err();
    assert_eq!(faults(&error), [("/token", "bad_link")], "its time is over");

    app.post(PATH).json(&wish(ANA)).send().await;
    app.work().await;
    let token = LinkToken { token: app.token_mailed_to(ANA) };
    assert_eq!(app.client().create_confirmation(&token).await.unwrap().sent_to, ANA);
    let error = app.client().create_confirmation(&token).await.unwrap_err();
    assert_eq!(faults(&error), [("/token", "bad_link")], "it was used");
}

/// Somebody asks with another's address and a password of their own, then the owner does, too: two mails alike.
async fn two_wishes(app: &TestApp, between: TimeDelta) -> [LinkToken; 2] {
    let mut foreign = wish(ANA);
    foreign["password"] = json!(FOREIGN);
    let mut tokens = Vec::new();
    for wish in [foreign, wish("Ana@Example.org")] {
        app.post(PATH).json(&wish).send().await;
        app.work().await;
        tokens.push(LinkToken { token: last_word(app) });
        app.clock.advance(between);
    }
    tokens.try_into().unwrap()
}

const FOREIGN: &str = "six loud trains under one hill";

/// The word of the link in the last mail, whichever spelling of the address it went to.
fn last_word(app: &TestApp) -> String {
    let to = app.mails.sent().last().unwrap().to().address().as_str().to_owned();
    app.token_mailed_to(&to)
}

#[tokio::test]
async fn of_several_wishes_no_password_counts_and_who_reads_the_mail_chooses_one() {
    for followed in 0..2 {
        let app = TestApp::start().await;
        let tokens = two_wishes(&app, TimeDelta::minutes(1)).await;
        app.client().create_confirmation(&tokens[followed]).await.unwrap();
        assert!(app.client().create_confirmation(&tokens[1 - followed]).await.is_err(), "one account, one link");
        for password in [FOREIGN, PASSWORD] {
            let login = NewLogin { password: password.to_owned(), ..login(ANA, None) };
            let error = app.client().create_login(&login).await.unwrap_err();
            assert_eq!(code(&error), (401, "wrong_credentials"), "{followed}: {password}");
        }
        assert_eq!(waiting(&app).await, ["password_reset"], "with the account, in one transaction");
        app.work().await;
        let word = last_word(&app);
        let chosen = "nine quiet boats on a lake";
        let new = NewPassword { token: word, password: chosen.to_owned() };
        app.client().complete_password_reset(&new).await.unwrap();
        let login = NewLogin { password: chosen.to_owned(), ..login(ANA, None) };
        assert!(app.client().create_login(&login).await.is_ok(), "{followed}: whoever reads the mailbox is in");
    }
}

#[tokio::test]
async fn a_wish_that_is_over_takes_no_password_away() {
    let app = TestApp::start().await;
    // After 46 hours the first is over, and the second is not.
    let [foreign, own] = two_wishes(&app, TimeDelta::hours(23)).await;
    let error = app.client().create_confirmation(&foreign).await.unwrap_err();
    assert_eq!(faults(&error), [("/token", "bad_link")]);
    app.client().create_confirmation(&own).await.unwrap();
    app.sign_in(ANA).await;
    assert_eq!(waiting(&app).await, [""; 0], "nobody has to choose another");
}

#[tokio::test]
async fn weak_passwords_are_refused_with_the_reason() {
    let app = TestApp::start().await;
    for (password, fault) in [
        ("", "required"),
        ("short", "too_short"),
        (&"x".repeat(129), "too_long"),
        ("password1234", "too_common"),
        ("aaaaaaaaaaaaaa", "too_simple"),
        ("anastasia2024", "too_close"),
    ] {
        let new = NewRegistration {
            email: "anastasia@example.org".into(),
            password: password.into(),
            name: "Anastasia".into(),
            language: None,
        };
        let error = app.client().create_registration(&IdempotencyKey::generate(), &new).await.unwrap_err();
        assert!(faults(&error).contains(&("/password", fault)), "{password}: {:?}", faults(&error));
    }
    assert_eq!(app.database.count("registrations").await, 0);
}

#[tokio::test]
async fn a_repeated_request_sends_one_mail() {
    let app = TestApp::start().await;
    let new = NewRegistration { email: ANA.into(), password: PASSWORD.into(), name: "Ana".into(), language: None };
    let key = IdempotencyKey::generate();
    for _ in 0..3 {
        app.client().create_registration(&key, &new).await.unwrap();
    }
    app.work().await;
    assert_eq!(app.mails.sent().len(), 1);
}

#[tokio::test]
async fn what_is_kept_of_a_wish_lets_nobody_in() {
    let app = TestApp::start().await;
    app.post(PATH).header("idempotency-key", "k").json(&wish(ANA)).send().await;
    app.work().await;
    let token = app.token_mailed_to(ANA);
    for table in ["registrations", "jobs", "idempotency_keys", "audit_log", "change_log"] {
        let dump = app.database.dump(table).await;
        assert!(!dump.contains(PASSWORD) && !dump.contains(&token), "{table}: {dump}");
    }
}

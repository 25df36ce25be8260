use super::{ANA, code, faults, is_signed_in, password, subjects};
use chrono::TimeDelta;
use domain::identity::{AuthenticationMethod, RecoveryCodes, SecondFactorCode, SecondFactorRemoval};
use domain::policy::Role;
use test_support::{Person, TestApp, login};

/// Sets a second factor up; answers what the authenticator got, and the recovery codes.
async fn set_up(app: &TestApp, person: &Person) -> (String, RecoveryCodes) {
    let new = person.client.create_second_factor().await.unwrap();
    assert!(new.uri.starts_with("otpauth://totp/") && new.uri.contains(&new.secret), "{}", new.uri);
    let first = SecondFactorCode { code: app.code_of(&new.uri) };
    let codes = person.client.confirm_second_factor(&first).await.unwrap();
    (new.uri, codes)
}

#[tokio::test]
async fn a_second_factor_is_asked_for_and_each_code_is_good_once() {
    let app = TestApp::start().await;
    let person = app.sign_up(ANA, "Ana").await;
    let other = app.sign_in(ANA).await;
    let (uri, codes) = set_up(&app, &person).await;
    assert_eq!(codes.codes.len(), 10);
    assert!(!is_signed_in(&other.client).await, "other logins end");

    let asked = app.client().create_login(&login(ANA, None)).await.unwrap_err();
    assert_eq!(code(&asked), (401, "second_factor_required"));
    let wrong = app.client().create_login(&login(ANA, Some("000000".into()))).await.unwrap_err();
    assert_eq!(code(&wrong), (401, "wrong_credentials"));
    app.clock.advance(TimeDelta::seconds(30));
    let good = app.code_of(&uri);
    let tokens = app.client().create_login(&login(ANA, Some(good.clone()))).await.unwrap();
    assert!(tokens.account.second_factor);
    let again = app.client().create_login(&login(ANA, Some(good))).await.unwrap_err();
    assert_eq!(code(&again), (401, "wrong_credentials"), "nobody gets in by looking over a shoulder");
    let methods = app.client();
    methods.set_access_token(Some(tokens.access_token));
    let logins = methods.list_my_logins().await.unwrap().items;
    let this = logins.iter().find(|login| login.current).unwrap();
    assert_eq!(this.methods, [AuthenticationMethod::Password, AuthenticationMethod::OneTimePassword]);
}

#[tokio::test]
async fn a_wrong_password_is_not_told_from_a_wrong_code() {
    let app = TestApp::start().await;
    let person = app.sign_up(ANA, "Ana").await;
    set_up(&app, &person).await;
    let mut guess = login(ANA, None);
    guess.password = "a wrong password".into();
    let error = app.client().create_login(&guess).await.unwrap_err();
    assert_eq!(code(&error), (401, "wrong_credentials"), "only who knows the password hears of the second factor");
}

#[tokio::test]
async fn a_recovery_code_stands_in_once() {
    let app = TestApp::start().await;
    let person = app.sign_up(ANA, "Ana").await;
    let (_, codes) = set_up(&app, &person).await;
    for code in &codes.codes[..7] {
        app.client().create_login(&login(ANA, Some(code.to_lowercase()))).await.unwrap();
    }
    let used = app.client().create_login(&login(ANA, Some(codes.codes[0].clone()))).await.unwrap_err();
    assert_eq!(code(&used), (401, "wrong_credentials"));
    app.work().await;
    let mut told: Vec<_> = subjects(&app, ANA).into_iter().filter(|subject| subject.contains("recovery")).collect();
    // Jobs of one moment are done in any order.
    told.sort();
    let mut expected = vec!["A recovery code was used"; 6];
    expected.push("Few recovery codes left");
    assert_eq!(told, expected, "a mail for each that was used, and none for one that was not good");
    let dump = app.database.dump("recovery_codes").await;
    assert!(codes.codes.iter().all(|code| !dump.contains(code)), "kept by their digests");
}

#[tokio::test]
async fn the_mail_about_a_recovery_code_says_when_where_and_how_many_are_left() {
    let app = TestApp::start().await;
    let person = app.sign_up(ANA, "Ana").await;
    let (_, codes) = set_up(&app, &person).await;
    app.work().await;
    let before = app.mails.sent().len();
    app.client().create_login(&login(ANA, Some(codes.codes[0].clone()))).await.unwrap();
    assert_eq!(super::waiting(&app).await, ["mail"], "it is written with the login, and sent by a worker");
    app.work().await;
    let mails = app.mails.sent();
    let [mail] = &mails[before..] else { panic!("one mail, not {}", mails.len() - before) };
    assert_eq!((mail.to().address().as_str(), mail.subject()), (ANA, "A recovery code was used"));
    for said in ["9 recovery codes", "Device: ", "When: ", "/en/account/logins"] {
        assert!(mail.text().contains(said), "{said}: {}", mail.text());
    }
    assert!(!mail.text().contains(&codes.codes[0]), "the code itself is nobody's business");
    assert!(app.client().create_login(&login(ANA, Some(codes.codes[0].clone()))).await.is_err());
    assert!(super::waiting(&app).await.is_empty(), "who does not get in causes no mail");
}

#[tokio::test]
async fn nothing_is_in_force_before_a_first_code_and_it_can_be_taken_off() {
    let app = TestApp::start().await;
    let person = app.sign_up(ANA, "Ana").await;
    person.client.create_second_factor().await.unwrap();
    app.sign_in(ANA).await;
    let wrong = person.client.confirm_second_factor(&SecondFactorCode { code: "000000".into() }).await.unwrap_err();
    assert_eq!(faults(&wrong), [("/code", "wrong_code")]);
    assert_eq!(code(&person.client.delete_second_factor(&password()).await.unwrap_err()), (409, "conflict"));

    let (_, old) = set_up(&app, &person).await;
    assert!(!is_signed_in(&person.client).await, "its access token is of before");
    let refresh = domain::identity::NewRefresh { refresh_token: person.tokens.refresh_token.clone() };
    person.client.create_refresh(&refresh).await.unwrap();
    assert_eq!(code(&person.client.create_second_factor().await.unwrap_err()), (409, "conflict"));
    let bad = SecondFactorRemoval { password: "a wrong password".into() };
    assert_eq!(faults(&person.client.delete_second_factor(&bad).await.unwrap_err()), [("/password", "wrong_password")]);
    let new = person.client.create_recovery_codes(&password()).await.unwrap();
    assert!(old.codes.iter().all(|code| !new.codes.contains(code)));
    assert!(app.client().create_login(&login(ANA, Some(old.codes[0].clone()))).await.is_err());
    person.client.delete_second_factor(&password()).await.unwrap();
    app.sign_in(ANA).await;
}

#[tokio::test]
async fn an_administrator_is_one_only_with_a_second_factor() {
    let app = TestApp::start().await;
    let person = app.with_role(ANA, Role::Administrator).await;
    let error = person.client.list_accounts(&domain::identity::AccountQuery::default()).await.unwrap_err();
    assert_eq!(code(&error), (403, "forbidden"));
    assert!(super::problem(&error).detail.contains("second factor"));
    let permissions = person.client.get_my_permissions().await.unwrap();
    assert_eq!((permissions.roles, permissions.roles_waiting_for_second_factor), (vec![], vec![Role::Administrator]));
    set_up(&app, &person).await;
    let refresh = domain::identity::NewRefresh { refresh_token: person.tokens.refresh_token.clone() };
    person.client.create_refresh(&refresh).await.unwrap();
    assert_eq!(person.client.list_accounts(&domain::identity::AccountQuery::default()).await.unwrap().items.len(), 1);
}

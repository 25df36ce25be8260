use super::{ANA, code, faults, is_signed_in, subjects, told, waiting};
use chrono::TimeDelta;
use client::IdempotencyKey;
use domain::identity::{LinkToken, NewEmailChange, NewLogin, NewPassword, NewRefresh, PasswordResetRequest};
use serde_json::json;
use test_support::{PASSWORD, Person, TestApp, login};

const PATH: &str = "/api/v1/me/email-changes";
const NEW: &str = "ana.new@example.org";
const EVA: &str = "eva@example.org";

async fn ask(app: &TestApp, person: &Person, new_email: &str) {
    let new = NewEmailChange { new_email: new_email.into(), password: PASSWORD.into() };
    assert_eq!(person.client.create_email_change(&IdempotencyKey::generate(), &new).await.unwrap().sent_to, new_email);
    app.work().await;
}

fn word(app: &TestApp, email: &str) -> LinkToken {
    LinkToken { token: app.token_mailed_to(email) }
}

async fn is_bad(app: &TestApp, token: &LinkToken) {
    let error = app.client().confirm_email_change(token).await.unwrap_err();
    assert_eq!(faults(&error), [("/token", "bad_link")]);
}

async fn refreshed(person: &Person) {
    person.client.create_refresh(&NewRefresh { refresh_token: person.tokens.refresh_token.clone() }).await.unwrap();
}

#[tokio::test]
async fn the_new_address_does_it_and_both_are_told() {
    let app = TestApp::start().await;
    let person = app.sign_up(ANA, "Ana").await;
    let other = app.sign_in(ANA).await;
    ask(&app, &person, NEW).await;
    assert_eq!(person.client.get_me().await.unwrap().email, ANA, "nothing changes before the new address says so");
    assert_eq!(subjects(&app, NEW), ["Confirm your new e-mail address"]);
    assert_eq!(subjects(&app, ANA).last().unwrap(), "Your e-mail address is about to change");
    let mails = app.mails.sent();
    assert!(mails.iter().any(|mail| mail.text().contains(&format!("{}/en/confirm-email#token=", app.url))));
    assert!(mails.iter().any(|mail| mail.text().contains(&format!("{}/en/keep-email#token=", app.url))));

    let token = word(&app, NEW);
    assert_eq!(person.client.confirm_email_change(&token).await.unwrap().sent_to, NEW);
    is_bad(&app, &token).await;
    assert!(!is_signed_in(&other.client).await, "other logins end");
    let other = NewRefresh { refresh_token: other.tokens.refresh_token.clone() };
    assert!(app.client().create_refresh(&other).await.is_err());
    refreshed(&person).await;
    assert_eq!(person.client.get_me().await.unwrap().email, NEW, "who confirmed while signed in goes on");
    app.work().await;
    assert_eq!(subjects(&app, ANA).last().unwrap(), "Your e-mail address was changed");
    assert_eq!(code(&app.client().create_login(&login(ANA, None)).await.unwrap_err()), (401, "wrong_credentials"));
    app.sign_in(NEW).await;
    let audited =
        app.database.texts("SELECT action || ' ' || fields FROM audit_log WHERE action LIKE '%email_change'").await;
    assert_eq!(audited, [r#"create_email_change ["email"]"#, r#"confirm_email_change ["email"]"#]);
    assert!(!app.database.dump("audit_log").await.contains("example.org"));
}

#[tokio::test]
async fn known_and_unknown_addresses_are_answered_alike_and_cost_the_same() {
    let app = TestApp::start().await;
    let (person, eva) = (app.sign_up(ANA, "Ana").await, app.sign_up(EVA, "Eva").await);
    let mut seen = Vec::new();
    for address in ["Eva@Example.org", "nobody@example.org"] {
        let body = json!({ "new_email": address, "password": PASSWORD });
        let answer = person.ask(&app, "POST", PATH).json(&body).send().await;
        assert_eq!(told(&answer), (202, json!({ "sent_to": address })));
        assert_eq!(waiting(&app).await, ["email_change"], "one job, whatever the address");
        app.work().await;
        let export = person.client.export_me().await.unwrap();
        let links: Vec<_> = export.address_links.iter().map(|link| link.email.to_lowercase()).collect();
        assert!(links.contains(&address.to_lowercase()), "what is kept tells nothing: {links:?}");
        seen.push((export.address_links.len(), subjects(&app, ANA).last().cloned()));
    }
    assert_eq!(seen[0].1, seen[1].1, "the old address hears the same");
    assert_eq!((seen[0].0, seen[1].0), (2, 3), "one wish, and a link each to keep the old address");
    assert_eq!(subjects(&app, EVA).last().unwrap(), "Your address was entered for another account");
    let mail = app.mails.sent().into_iter().rfind(|mail| mail.to().address().as_str() == EVA).unwrap();
    assert!(!mail.text().contains("#token=") && !mail.text().contains("Ana"), "{}", mail.text());
    assert!(is_signed_in(&eva.client).await);
}

#[tokio::test]
async fn a_wish_needs_the_password_and_another_address() {
    let app = TestApp::start().await;
    let person = app.sign_up(ANA, "Ana").await;
    let key = IdempotencyKey::generate();
    let wrong = NewEmailChange { new_email: NEW.into(), password: "a wrong password".into() };
    assert_eq!(
        faults(&person.client.create_email_change(&key, &wrong).await.unwrap_err()),
        [("/password", "wrong_password")]
    );
    let same = NewEmailChange { new_email: ANA.into(), password: PASSWORD.into() };
    assert_eq!(
        faults(&person.client.create_email_change(&key, &same).await.unwrap_err()),
        [("/new_email", "unchanged")]
    );
    assert_eq!(waiting(&app).await, [""; 0]);
    let new = NewEmailChange { new_email: NEW.into(), password: PASSWORD.into() };
    for _ in 0..3 {
        person.client.create_email_change(&key, &new).await.unwrap();
    }
    assert_eq!(waiting(&app).await.len(), 1, "a repeated request is one wish");
}

#[tokio::test]
async fn a_link_is_good_for_a_day_and_only_the_newest_wish_counts() {
    let app = TestApp::start().await;
    let person = app.sign_up(ANA, "Ana").await;
    ask(&app, &person, NEW).await;
    let late = word(&app, NEW);
    app.clock.advance(TimeDelta::hours(24));
    is_bad(&app, &late).await;
    refreshed(&person).await;
    ask(&app, &person, NEW).await;
    let first = word(&app, NEW);
    ask(&app, &person, "other@example.org").await;
    is_bad(&app, &first).await;
    app.client().confirm_email_change(&word(&app, "other@example.org")).await.unwrap();
    app.sign_in("other@example.org").await;
}

#[tokio::test]
async fn a_change_of_case_alone_signs_nobody_out() {
    let app = TestApp::start().await;
    let person = app.sign_up(ANA, "Ana").await;
    ask(&app, &person, "Ana@example.org").await;
    app.client().confirm_email_change(&word(&app, "Ana@example.org")).await.unwrap();
    assert_eq!(person.client.get_me().await.unwrap().email, "Ana@example.org");
    app.sign_in(ANA).await;
}

#[tokio::test]
async fn of_two_accounts_that_confirm_one_address_at_once_one_gets_it() {
    let app = TestApp::start().await;
    let (ana, eva) = (app.sign_up(ANA, "Ana").await, app.sign_up(EVA, "Eva").await);
    let mut words = Vec::new();
    for person in [&ana, &eva] {
        ask(&app, person, NEW).await;
        words.push(word(&app, NEW));
    }
    // And somebody registers with it, and one word comes ten times.
    let wish = json!({ "email": NEW, "password": PASSWORD, "name": "New" });
    app.post("/api/v1/auth/registrations").json(&wish).send().await;
    app.work().await;
    let registration = word(&app, NEW);
    let clients: Vec<_> = (0..20).map(|_| app.client()).collect();
    let confirmed = clients.iter().enumerate().map(|(place, client)| client.confirm_email_change(&words[place % 2]));
    let (confirmed, registered) = futures_util::future::join(
        futures_util::future::join_all(confirmed),
        app.client().create_confirmation(&registration),
    )
    .await;
    let (done, refused): (Vec<_>, Vec<_>) = confirmed.into_iter().partition(Result::is_ok);
    assert_eq!(done.len() + usize::from(registered.is_ok()), 1, "one and no more");
    for error in refused.into_iter().filter_map(Result::err).chain(registered.err()) {
        assert_eq!(faults(&error), [("/token", "bad_link")]);
    }
    let holders = app.database.texts(&format!("SELECT email FROM accounts WHERE email_key = '{NEW}'")).await;
    assert_eq!(holders.len(), 1);
}

#[tokio::test]
async fn an_address_that_was_taken_meanwhile_is_refused() {
    let app = TestApp::start().await;
    let person = app.sign_up(ANA, "Ana").await;
    ask(&app, &person, NEW).await;
    let token = word(&app, NEW);
    app.sign_up(NEW, "New").await;
    is_bad(&app, &token).await;
    assert_eq!(person.client.get_me().await.unwrap().email, ANA);
}

#[tokio::test]
async fn the_old_address_stops_a_change() {
    let app = TestApp::start().await;
    let person = app.sign_up(ANA, "Ana").await;
    ask(&app, &person, NEW).await;
    let (confirm, keep) = (word(&app, NEW), word(&app, ANA));
    is_bad(&app, &keep).await;
    let kept = app.client().cancel_email_change(&keep).await.unwrap();
    assert_eq!((kept.email.as_str(), kept.undone), (ANA, false));
    is_bad(&app, &confirm).await;
    assert!(is_signed_in(&person.client).await, "nothing else changes");
    let again = app.client().cancel_email_change(&keep).await.unwrap_err();
    assert_eq!(faults(&again), [("/token", "bad_link")], "good once");
}

#[tokio::test]
async fn the_old_address_undoes_a_change_for_a_week() {
    let app = TestApp::start().await;
    for (days, good) in [(6, true), (9, false)] {
        let (old, new) = (format!("old{days}@example.org"), format!("new{days}@example.org"));
        let person = app.sign_up(&old, "Ana").await;
        ask(&app, &person, &new).await;
        // A link to choose another password, which the new address may hold already.
        app.client().confirm_email_change(&word(&app, &new)).await.unwrap();
        let forgotten = PasswordResetRequest { email: new.clone() };
        app.client().create_password_reset(&IdempotencyKey::generate(), &forgotten).await.unwrap();
        app.work().await;
        let (keep, reset) = (word(&app, &old), app.token_mailed_to(&new));
        app.clock.advance(TimeDelta::days(days));
        let thief = app.sign_in(&new).await;
        let undone = app.client().cancel_email_change(&keep).await;
        assert_eq!(undone.is_ok(), good, "after {days} days");
        if !good {
            continue;
        }
        assert!(undone.unwrap().undone);
        assert!(!is_signed_in(&thief.client).await);
        let reset = NewPassword { token: reset, password: "six loud trains under one hill".into() };
        assert!(app.client().complete_password_reset(&reset).await.is_err(), "links to the new address are worthless");
        let error = app.client().create_login(&login(&old, None)).await.unwrap_err();
        assert_eq!(code(&error), (401, "wrong_credentials"), "so is the password that asked for the change");
        let forgotten = PasswordResetRequest { email: old.clone() };
        app.client().create_password_reset(&IdempotencyKey::generate(), &forgotten).await.unwrap();
        app.work().await;
        let chosen = NewPassword { token: app.token_mailed_to(&old), password: reset.password };
        app.client().complete_password_reset(&chosen).await.unwrap();
        app.client().create_login(&NewLogin { password: chosen.password, ..login(&old, None) }).await.unwrap();
    }
}

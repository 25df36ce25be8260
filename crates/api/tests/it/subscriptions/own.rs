//! One's own subscription, from asking to leaving.

use super::{asked, mails_to, subscribed, wish, word, word_mailed_to};
use chrono::TimeDelta;
use client::{Error, IdempotencyKey};
use contract::Patch;
use domain::identity::SecondFactorRemoval;
use domain::subscriptions::{ConsentKind, NewSubscription, SubscriberStatus, SubscriptionUpdate};
use domain::vocabularies::Language;
use test_support::{PASSWORD, TestApp};

fn code(error: Error) -> (u16, String) {
    match error {
        Error::Problem(problem) => {
            let first = problem.errors.first();
            (problem.status, first.map_or(String::new(), |fault| format!("{} {}", fault.pointer, fault.code)))
        }
        error => panic!("{error:?}"),
    }
}

#[tokio::test]
async fn an_address_gets_nothing_before_its_owner_confirms() {
    let app = TestApp::start().await;
    let new = NewSubscription {
        language: Some(Language::French),
        filter: Some("?topic=health".into()),
        city: Some("accra".into()),
        ..wish("ana@example.org")
    };
    let token = asked(&app, &new).await;
    let letter = mails_to(&app, "ana@example.org").pop().unwrap();
    assert!(letter.text().contains("/fr/subscription?word="), "{}", letter.text());
    let opened = app.client().open_subscription(&word(&token)).await.unwrap();
    assert_eq!((opened.status, opened.filter.as_deref()), (SubscriberStatus::Pending, Some("topic=health")));
    let confirmed = app.client().confirm_subscription(&word(&token)).await.unwrap();
    assert_eq!((confirmed.status, confirmed.confirmed_at), (SubscriberStatus::Active, Some(app.now())));
    assert_eq!(confirmed.city.map(|city| city.slug).as_deref(), Some("accra"));
    assert_eq!(code(app.client().confirm_subscription(&word("nobody")).await.unwrap_err()).1, "/token bad_link");
}

#[tokio::test]
async fn the_answer_is_the_same_for_everyone_and_only_the_letter_tells() {
    let app = TestApp::start().await;
    let (token, _) = subscribed(&app, &wish("ana@example.org")).await;
    let ask = |email: &str| app.post("/api/v1/subscriptions").json(&serde_json::json!({ "email": email })).send();
    let (known, unknown) = (ask("ana@example.org").await, ask("ben@example.org").await);
    assert_eq!((known.status, unknown.status), (202, 202));
    assert_eq!(known.text().replace("ana", "ben"), unknown.text());
    app.work().await;
    let letter = mails_to(&app, "ana@example.org").pop().unwrap();
    assert!(letter.subject().contains("already"), "{}", letter.subject());
    assert_eq!(word_mailed_to(&app, "ana@example.org"), token, "nothing has changed");
    // Another spelling is the same address.
    app.client().create_subscription(&IdempotencyKey::generate(), &wish("Ana@Example.org")).await.unwrap();
    app.work().await;
    assert_eq!(app.database.count("subscribers").await, 2);
}

#[tokio::test]
async fn what_nobody_confirms_is_forgotten() {
    let app = TestApp::start().await;
    let token = asked(&app, &wish("ana@example.org")).await;
    app.clock.advance(TimeDelta::days(8));
    app::identity::clear_away(&app.ctx).await.unwrap();
    assert_eq!(app.database.count("subscribers").await, 0);
    assert_eq!(code(app.client().confirm_subscription(&word(&token)).await.unwrap_err()).0, 422);
}

#[tokio::test]
async fn a_subscription_is_changed_and_rests_by_its_word() {
    let app = TestApp::start().await;
    let (token, _) = subscribed(&app, &wish("ana@example.org")).await;
    let change = |paused_until| SubscriptionUpdate {
        token: token.clone(),
        language: Patch::Set(Language::Arabic),
        filter: Patch::Set("country=gh".into()),
        paused_until,
        ..SubscriptionUpdate::default()
    };
    let until = app.now() + TimeDelta::days(30);
    let changed = app.client().update_subscription(&change(Patch::Set(until))).await.unwrap();
    assert_eq!((changed.status, changed.paused_until), (SubscriberStatus::Paused, Some(until)));
    assert_eq!((changed.language, changed.filter.as_deref()), (Language::Arabic, Some("country=GH")));
    for (moment, expected) in
        [(app.now(), "/paused_until in_the_past"), (app.now() + TimeDelta::days(400), "/paused_until too_far")]
    {
        let refused = app.client().update_subscription(&change(Patch::Set(moment))).await.unwrap_err();
        assert_eq!(code(refused), (422, expected.to_owned()));
    }
    let unknown = SubscriptionUpdate { filter: Patch::Set("topic=astrology".into()), ..change(Patch::Absent) };
    let refused = app.client().update_subscription(&unknown).await.unwrap_err();
    assert_eq!(code(refused), (422, "/filter unknown_value".to_owned()));
    app.clock.advance(TimeDelta::days(31));
    app::identity::clear_away(&app.ctx).await.unwrap();
    let opened = app.client().open_subscription(&word(&token)).await.unwrap();
    assert_eq!((opened.status, opened.paused_until), (SubscriberStatus::Active, None));
}

#[tokio::test]
async fn leaving_takes_one_click_without_a_session_and_a_get_changes_nothing() {
    let app = TestApp::start().await;
    let (token, _) = subscribed(&app, &wish("ana@example.org")).await;
    let path = format!("/unsubscribe/{token}");
    let shown = app.get(&path).send().await;
    let page = format!("/en/subscription?word={token}");
    assert_eq!((shown.status, shown.header("location")), (303, Some(page.as_str())));
    assert_eq!(app.client().open_subscription(&word(&token)).await.unwrap().status, SubscriberStatus::Active);
    let click = |path: String, body: &'static str| {
        let request = app.http().post(format!("{}{path}", app.url)).body(body);
        request.header("content-type", "application/x-www-form-urlencoded").send()
    };
    assert_eq!(click(path.clone(), "").await.unwrap().status(), 400, "not every POST is a click");
    for again in [false, true] {
        let clicked = click(path.clone(), "List-Unsubscribe=One-Click").await.unwrap();
        assert_eq!(clicked.status(), 200, "{again}");
        assert!(clicked.headers().get("set-cookie").is_none());
    }
    assert_eq!(click("/unsubscribe/nobody".into(), "List-Unsubscribe=One-Click").await.unwrap().status(), 404);
    assert_eq!(app.client().open_subscription(&word(&token)).await.unwrap().status, SubscriberStatus::Left);
    assert_eq!(app.database.count("suppressions").await, 1);
    // Whoever pressed it by mistake comes back by the same word.
    let back = app.client().confirm_subscription(&word(&token)).await.unwrap();
    assert_eq!((back.status, app.database.count("suppressions").await), (SubscriberStatus::Active, 0));
}

#[tokio::test]
async fn who_has_left_comes_back_by_a_letter_alone() {
    let app = TestApp::start().await;
    let (token, _) = subscribed(&app, &wish("ana@example.org")).await;
    app.client().delete_subscription(&word(&token)).await.unwrap();
    let again = asked(&app, &wish("ana@example.org")).await;
    assert_eq!(app.client().open_subscription(&word(&again)).await.unwrap().status, SubscriberStatus::Pending);
    app.clock.advance(TimeDelta::days(8));
    app::identity::clear_away(&app.ctx).await.unwrap();
    assert_eq!(app.client().open_subscription(&word(&again)).await.unwrap().status, SubscriberStatus::Left);
}

#[tokio::test]
async fn an_account_takes_its_subscription_away_and_leaves_nothing_but_a_hash() {
    let app = TestApp::start().await;
    let person = app.sign_up("anastasia@example.org", "Anastasia").await;
    subscribed(&app, &wish("anastasia@example.org")).await;
    let record = person.client.export_me().await.unwrap().subscription.unwrap();
    let kinds: Vec<_> = record.consents.iter().map(|consent| consent.kind).collect();
    assert_eq!(kinds, [ConsentKind::Asked, ConsentKind::Confirmed]);
    assert!(record.consents.iter().all(|consent| consent.wording.is_some()));
    person.client.delete_me(&SecondFactorRemoval { password: PASSWORD.into() }).await.unwrap();
    app.clock.advance(TimeDelta::days(14));
    assert_eq!(app::identity::clear_away(&app.ctx).await.unwrap(), 1);
    for table in ["subscribers", "subscriber_consents", "suppressions", "jobs"] {
        let dump = app.database.dump(table).await.to_lowercase();
        assert!(!dump.contains("anastasia"), "{table}: {dump}");
    }
    let counts = (app.database.count("subscribers").await, app.database.count("suppressions").await);
    assert_eq!(counts, (0, 1), "nobody writes there again");
}

//! Addresses are kept no longer than they are needed.

use super::{asked, begun, editor, editor_again, imported, mails_to, subscribed, wish, word};
use chrono::TimeDelta;
use domain::identity::SecondFactorRemoval;
use domain::subscriptions::{SubscriberQuery, SubscriberStatus, SuppressionQuery};
use test_support::{PASSWORD, TestApp};

async fn later(app: &TestApp, days: i64) {
    app.clock.advance(TimeDelta::days(days));
    app::identity::clear_away(&app.ctx).await.unwrap();
}

/// What every table holds that knows of subscribers.
async fn kept(app: &TestApp) -> String {
    let mut all = String::new();
    for table in ["subscribers", "subscriber_consents", "suppressions", "briefing_deliveries", "jobs"] {
        all.push_str(&app.database.dump(table).await.to_lowercase());
    }
    all
}

#[tokio::test]
async fn thirty_days_after_somebody_left_their_address_is_forgotten() {
    let app = TestApp::start().await;
    let ana = domain::subscriptions::NewSubscription { city: Some("accra".into()), ..wish("anastasia@example.org") };
    let (token, _) = subscribed(&app, &ana).await;
    subscribed(&app, &wish("stays@example.org")).await;
    app.client().delete_subscription(&word(&token)).await.unwrap();
    later(&app, 29).await;
    assert!(kept(&app).await.contains("anastasia"));
    assert_eq!(app.client().open_subscription(&word(&token)).await.unwrap().status, SubscriberStatus::Left);
    later(&app, 2).await;
    let all = kept(&app).await;
    assert!(!all.contains("anastasia") && all.contains("stays@example.org"), "{all}");
    let counts = (app.database.count("suppressions").await, app.database.count("subscriber_consents").await);
    assert_eq!(counts, (1, 5), "that they agreed and left is kept");

    // The link of an old mail opens nothing any more, and leaving once more is no fault.
    assert!(app.client().open_subscription(&word(&token)).await.is_err());
    assert!(app.client().confirm_subscription(&word(&token)).await.is_err());
    let click = app.http().post(format!("{}/unsubscribe/{token}", app.url)).body("List-Unsubscribe=One-Click");
    assert_eq!(click.send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn who_was_forgotten_is_in_no_list_and_comes_back_by_a_letter_alone() {
    let app = TestApp::start().await;
    let (token, _) = subscribed(&app, &wish("ana@example.org")).await;
    app.client().delete_subscription(&word(&token)).await.unwrap();
    later(&app, 31).await;
    let editor = editor(&app).await;
    assert!(editor.client.list_subscribers(&SubscriberQuery::default()).await.unwrap().items.is_empty());
    let figures = editor.client.get_subscription_figures().await.unwrap();
    let left = figures.statuses.iter().find(|one| one.status == SubscriberStatus::Left).unwrap();
    assert_eq!(left.count, 1, "it is counted");
    // An import does not bring them back, also where an editor has lifted the suppression.
    let list = "email,consent_at,consent_source\nana@example.org,2025-03-01,Form\n";
    assert_eq!(imported(&editor, list).await.refused, 1);
    let lifted = editor.client.list_suppressions(&SuppressionQuery::default()).await.unwrap().items[0].id;
    editor.client.delete_suppression(lifted).await.unwrap();
    assert_eq!(imported(&editor, list).await.refused, 1);

    let (_, back) = subscribed(&app, &wish("ana@example.org")).await;
    assert_eq!((back.status, back.email.as_str()), (SubscriberStatus::Active, "ana@example.org"));
    begun(&editor).await;
    app.work().await;
    assert_eq!(mails_to(&app, "ana@example.org").len(), 3, "two letters, and the issue");
}

#[tokio::test]
async fn who_asks_again_in_time_is_not_forgotten() {
    let app = TestApp::start().await;
    let (token, _) = subscribed(&app, &wish("ana@example.org")).await;
    app.client().delete_subscription(&word(&token)).await.unwrap();
    later(&app, 29).await;
    let again = asked(&app, &wish("ana@example.org")).await;
    later(&app, 2).await;
    let confirmed = app.client().confirm_subscription(&word(&again)).await.unwrap();
    assert_eq!(confirmed.status, SubscriberStatus::Active);
    later(&app, 400).await;
    assert!(kept(&app).await.contains("ana@example.org"), "who gets mails is kept");
}

#[tokio::test]
async fn an_erasure_finds_who_was_forgotten() {
    let app = TestApp::start().await;
    app.sign_up("anastasia@example.org", "Anastasia").await;
    let (token, _) = subscribed(&app, &wish("anastasia@example.org")).await;
    app.client().delete_subscription(&word(&token)).await.unwrap();
    later(&app, 31).await;
    assert_eq!(app.database.count("subscriber_consents").await, 3);
    let person = app.sign_in("anastasia@example.org").await;
    person.client.delete_me(&SecondFactorRemoval { password: PASSWORD.into() }).await.unwrap();
    later(&app, 15).await;
    let counts = (app.database.count("subscribers").await, app.database.count("subscriber_consents").await);
    assert_eq!((counts, app.database.count("suppressions").await), ((0, 0), 1));
}

#[tokio::test]
async fn a_mailbox_that_is_gone_is_forgotten_in_time() {
    let app = TestApp::start().await;
    let one = editor(&app).await;
    imported(&one, "email,consent_at,consent_source\ngone@example.org,2025-03-01,Form\n").await;
    let issue = begun(&one).await;
    let refused = mailer::SendError::refused(550, "5.1.1 no such user");
    app.mails.fail_next(1, &refused);
    app.work().await;
    assert_eq!(editor_again(&app).await.client.get_briefing_figures(issue.id).await.unwrap().refused, 1);
    assert!(kept(&app).await.contains("gone@example.org"));
    later(&app, 31).await;
    assert!(!kept(&app).await.contains("gone@example.org"));
    assert_eq!(app.database.count("suppressions").await, 1);
}

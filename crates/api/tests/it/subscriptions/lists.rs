//! What editors see and do.

use super::{editor, imported, list_of, mails_to, subscribed, wish, word};
use client::IdempotencyKey;
use domain::subscriptions::{
    ImportQuery, NewSuppression, SubscriberExportQuery, SubscriberFilter, SubscriberQuery, SubscriberStatus,
    SuppressionQuery, SuppressionReason,
};
use test_support::TestApp;

#[tokio::test]
async fn subscribers_are_listed_found_and_taken_away() {
    let app = TestApp::start().await;
    let editor = editor(&app).await;
    for email in ["ana@example.org", "ben@example.org", "=cmd@example.org"] {
        subscribed(&app, &wish(email)).await;
    }
    let query = SubscriberQuery { limit: Some(2), ..SubscriberQuery::default() };
    let page = editor.client.list_subscribers(&query).await.unwrap();
    assert_eq!((page.items.len(), page.items[1].email.as_str()), (2, "ben@example.org"));
    let next = SubscriberQuery { cursor: page.next, ..query };
    assert_eq!(editor.client.list_subscribers(&next).await.unwrap().items[0].email, "ana@example.org");
    let of = |q: &str| SubscriberFilter { q: Some(q.into()), ..SubscriberFilter::default() };
    let found = SubscriberQuery { filter: of("BEN@example.org"), ..SubscriberQuery::default() };
    assert_eq!(editor.client.list_subscribers(&found).await.unwrap().items.len(), 1);
    let part = SubscriberQuery { filter: of("ben"), ..SubscriberQuery::default() };
    assert!(editor.client.list_subscribers(&part).await.unwrap().items.is_empty(), "exactly this address");
    let csv = editor.client.export_subscribers_csv(&SubscriberExportQuery::default()).await.unwrap();
    assert!(csv.lines().count() == 4 && csv.contains("'=cmd@example.org"), "{csv}");
}

#[tokio::test]
async fn an_import_proves_consent_row_by_row() {
    let app = TestApp::start().await;
    let editor = editor(&app).await;
    let (token, _) = subscribed(&app, &wish("left@example.org")).await;
    app.client().delete_subscription(&word(&token)).await.unwrap();
    subscribed(&app, &wish("known@example.org")).await;
    let csv = "\u{feff}email,language,city,filter,consent_at,consent_source\n\
        good@example.org,fr,accra,topic=health,2025-03-01,Form\n\
        good@example.org,,,,2025-03-01,Form\n\
        known@example.org,,,,2025-03-01,Form\n\
        left@example.org,,,,2025-03-01,Form\n\
        noproof@example.org,,,,,\n\
        bad,de,atlantis,colour=red,2099-01-01,Form\n";
    let query = ImportQuery { dry_run: true };
    let dry = editor.client.import_subscribers(query, csv.into()).await.unwrap();
    assert_eq!((dry.rows, dry.added, dry.known, dry.refused), (6, 1, 1, 4));
    assert_eq!(app.database.count("subscribers").await, 2, "nothing was done");
    let done = imported(&editor, csv).await;
    assert_eq!((done.added, &done.faults), (1, &dry.faults));
    let of = |row| {
        dry.faults.iter().filter(move |fault| fault.row == row).map(|fault| format!("{} {}", fault.column, fault.code))
    };
    assert_eq!(of(2).collect::<Vec<_>>(), ["email repeated"]);
    assert_eq!(of(4).collect::<Vec<_>>(), ["email suppressed"]);
    assert_eq!(of(5).collect::<Vec<_>>(), ["consent_at required", "consent_source required"]);
    assert!(of(6).any(|fault| fault == "email not_an_address") && of(6).any(|fault| fault == "language unknown_value"));
    let again = imported(&editor, csv).await;
    assert_eq!((again.added, again.known), (0, 2), "importing twice changes nothing");
    assert!(mails_to(&app, "good@example.org").is_empty(), "nobody is asked who has consented");
}

#[tokio::test]
async fn a_long_list_comes_in_parts() {
    let app = TestApp::start().await;
    let editor = editor(&app).await;
    assert_eq!(imported(&editor, &list_of(2_500)).await.added, 2_500);
    let figures = editor.client.get_subscription_figures().await.unwrap();
    let active = figures.statuses.iter().find(|count| count.status == SubscriberStatus::Active).unwrap();
    assert_eq!((active.count, figures.joined_lately), (2_500, 2_500));
    for (bad, code) in [("email\na@example.org\n", "missing_column"), ("email,consent_at,consent_source\n\u{0}", "")] {
        let refused = editor.client.import_subscribers(ImportQuery::default(), bad.into()).await;
        assert_eq!(refused.is_err(), !code.is_empty(), "{bad:?}");
    }
}

#[tokio::test]
async fn whom_nobody_writes_to_is_kept_without_the_address() {
    let app = TestApp::start().await;
    let editor = editor(&app).await;
    let (token, _) = subscribed(&app, &wish("ana@example.org")).await;
    let new = NewSuppression { email: "Ana@example.org".into(), note: Some("Asked by telephone.".into()) };
    let made = editor.client.create_suppression(&IdempotencyKey::generate(), &new).await.unwrap();
    assert_eq!(made.reason, SuppressionReason::ByHand);
    assert_eq!(app.client().open_subscription(&word(&token)).await.unwrap().status, SubscriberStatus::Left);
    assert!(!app.database.dump("suppressions").await.to_lowercase().contains("ana@"));
    app.client().create_subscription(&IdempotencyKey::generate(), &wish("ana@example.org")).await.unwrap();
    let before = mails_to(&app, "ana@example.org").len();
    app.work().await;
    assert_eq!(mails_to(&app, "ana@example.org").len(), before, "nobody writes there");
    let of = |q: &str| SuppressionQuery { q: Some(q.into()), ..SuppressionQuery::default() };
    let found = editor.client.list_suppressions(&of("ana@example.org")).await.unwrap().items;
    assert_eq!(found, std::slice::from_ref(&made));
    assert!(editor.client.list_suppressions(&of("ben@example.org")).await.unwrap().items.is_empty());
    editor.client.delete_suppression(made.id).await.unwrap();
    app.client().create_subscription(&IdempotencyKey::generate(), &wish("ana@example.org")).await.unwrap();
    app.work().await;
    assert_eq!(mails_to(&app, "ana@example.org").len(), before + 1);
}

//! Mails that come back.

use super::{begun, editor, editor_again, imported, list_of, mails_to, status};
use chrono::TimeDelta;
use domain::briefings::IssueStatus;
use domain::policy::Role;
use domain::subscriptions::{BounceReport, SubscriberFilter, SubscriberQuery, SubscriberStatus};
use test_support::{Person, TestApp};

/// A report about one mail, as a mail server writes it (RFC 3464).
fn report(to: &str, recipient: &str, status: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example.net\r\nTo: <{to}>\r\nSubject: Undelivered Mail\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
        --b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n\
        --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\n\
        Final-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: {status}\r\n\r\n--b--\r\n"
    )
}

/// Where reports about the last mail to an address go.
fn reports_to(app: &TestApp, email: &str) -> String {
    mails_to(app, email).last().unwrap().envelope_sender().unwrap().to_owned()
}

async fn status_of(editor: &Person, email: &str) -> SubscriberStatus {
    let filter = SubscriberFilter { q: Some(email.into()), ..SubscriberFilter::default() };
    let query = SubscriberQuery { filter, ..SubscriberQuery::default() };
    editor.client.list_subscribers(&query).await.unwrap().items[0].status
}

async fn administrator(app: &TestApp) -> Person {
    app.with_role("administrator@example.org", Role::Administrator).await
}

#[tokio::test]
async fn a_mailbox_that_is_gone_is_not_written_to_again() {
    let app = TestApp::builder().without_second_factor().start().await;
    let (editor, administrator) = (editor(&app).await, administrator(&app).await);
    imported(&editor, &list_of(2)).await;
    let issue = begun(&editor).await;
    app.work().await;
    assert_eq!(status(&app, &issue).await, IssueStatus::Sent);
    let to = reports_to(&app, "reader0@example.org");
    assert!(to.starts_with("bounces+"), "{to}");
    // Anybody can write a report about anybody.
    for (stranger, told) in [(report("bounces@example.org", "reader1@example.org", "5.1.1"), 1), ("Hello".into(), 0)] {
        let passed = administrator.client.create_bounce(stranger.into_bytes()).await.unwrap();
        assert_eq!(passed, BounceReport { told, recognised: 0, suppressed: 0 });
    }
    let taken = administrator.client.create_bounce(report(&to, "reader0@example.org", "5.1.1").into_bytes()).await;
    assert_eq!(taken.unwrap(), BounceReport { told: 1, recognised: 1, suppressed: 1 });
    assert_eq!(status_of(&editor, "reader0@example.org").await, SubscriberStatus::Bounced);
    assert_eq!(status_of(&editor, "reader1@example.org").await, SubscriberStatus::Active);
    let figures = editor.client.get_briefing_figures(issue.id).await.unwrap();
    assert_eq!((figures.handed_over, figures.bounced), (2, 1));
    app.clock.advance(TimeDelta::days(7));
    begun(&editor_again(&app).await).await;
    app.work().await;
    let mails = (mails_to(&app, "reader0@example.org").len(), mails_to(&app, "reader1@example.org").len());
    assert_eq!(mails, (1, 2));
}

#[tokio::test]
async fn three_issues_in_a_row_that_come_back_are_enough() {
    let app = TestApp::builder().without_second_factor().start().await;
    administrator(&app).await;
    imported(&editor(&app).await, &list_of(1)).await;
    let email = "reader0@example.org";
    // The second one arrives, and the row begins anew.
    for (comes_back, expected) in [
        (true, SubscriberStatus::Active),
        (false, SubscriberStatus::Active),
        (true, SubscriberStatus::Active),
        (true, SubscriberStatus::Active),
        (true, SubscriberStatus::Bounced),
    ] {
        app.clock.advance(TimeDelta::days(7));
        let editor = editor_again(&app).await;
        let administrator = app.sign_in("administrator@example.org").await;
        begun(&editor).await;
        app.work().await;
        if comes_back {
            // The same mail reported twice is one.
            for _ in 0..2 {
                let full = report(&reports_to(&app, email), email, "4.2.2");
                administrator.client.create_bounce(full.into_bytes()).await.unwrap();
            }
        }
        assert_eq!(status_of(&editor, email).await, expected);
    }
}

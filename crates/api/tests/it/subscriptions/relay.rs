//! A relay that refuses everything: the issue rests, nobody is taken off the list, and going on misses nobody.

use super::{begun, editor, editor_again, imported, list_at, status};
use app::jobs::{Handler, work_once};
use chrono::TimeDelta;
use domain::briefings::{BriefingIssue, HoldReason, IssueStatus};
use domain::subscriptions::SubscriberStatus;
use mailer::{SendError, Step};
use std::sync::Arc;
use std::time::Duration;
use test_support::{Chances, Handed, Person, Sink, TestApp};

const READERS: usize = 300;

fn sink(chances: Chances) -> Arc<Sink> {
    Arc::new(Sink::new(4, Duration::from_millis(2), chances, 2_026))
}

/// Readers at twenty domains, and an issue that goes to them.
async fn begun_to(app: &TestApp, readers: usize, domains: usize) -> (Person, BriefingIssue) {
    let editor = editor(app).await;
    let list = list_at(readers, |number| format!("{}.example.org", number % domains));
    let report = imported(&editor, &list).await;
    assert_eq!(usize::try_from(report.added).unwrap(), readers);
    let issue = begun(&editor).await;
    (editor, issue)
}

/// How many get mails.
async fn active(editor: &Person) -> i64 {
    let figures = editor.client.get_subscription_figures().await.unwrap();
    figures.statuses.iter().find(|one| one.status == SubscriberStatus::Active).unwrap().count
}

fn handed(sink: &Sink) -> Vec<Handed> {
    sink.handed().into_iter().filter(|(email, _)| email.starts_with("reader")).map(|(_, one)| one).collect()
}

/// Lets the issue go on, until it has gone out.
async fn goes_on(app: &TestApp, editor: &Person, issue: &BriefingIssue, handlers: &[Arc<dyn Handler>]) {
    editor.client.delete_briefing_pause(issue.id).await.unwrap();
    work_once(&app.ctx, handlers).await.unwrap();
    assert_eq!(status(app, issue).await, IssueStatus::Sent);
    let figures = editor.client.get_briefing_figures(issue.id).await.unwrap();
    assert_eq!((figures.held, figures.waiting), (None, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_refuses_everything_lets_the_issue_rest_and_takes_nobody_off_the_list() {
    for (refusal, reason, most) in [
        (SendError::refused_at(Step::Connect, 535, "5.7.8 authentication failed"), HoldReason::SignInRefused, 4),
        (SendError::refused_at(Step::Sender, 550, "5.7.1 not from here"), HoldReason::SenderRefused, 4),
        // As it is said of a mailbox that is not there.
        (SendError::refused_at(Step::Recipient, 550, "relaying denied"), HoldReason::EveryoneRefused, 24),
        (SendError::refused_at(Step::End, 554, "5.7.1 not wanted"), HoldReason::EveryoneRefused, 24),
    ] {
        let app = TestApp::start().await;
        let (editor, issue) = begun_to(&app, READERS, 20).await;
        let sink = sink(Chances::default());
        let handlers: Arc<[Arc<dyn Handler>]> = app.handlers_with(sink.clone()).into();
        let (ctx, at_work) = (app.ctx.clone(), Arc::clone(&handlers));
        let working = tokio::spawn(async move { work_once(&ctx, &at_work).await });
        while sink.taken() < 50 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        sink.refuse(Some(refusal));
        working.await.unwrap().unwrap();

        assert_eq!(status(&app, &issue).await, IssueStatus::Paused, "{reason}");
        let tried: usize = handed(&sink).iter().map(|one| one.begun).sum();
        assert!(tried - sink.taken() <= most, "{reason}: {tried} tried, {} taken", sink.taken());
        let figures = editor.client.get_briefing_figures(issue.id).await.unwrap();
        let held = figures.held.expect("why it rests");
        assert_eq!((held.reason, held.at), (reason, app.now()));
        assert!(held.said.contains("authentic") || held.said.contains("not") || held.said.contains("denied"));
        assert_eq!((figures.refused, figures.bounced), (0, 0), "{reason}");
        assert_eq!(active(&editor).await, i64::try_from(READERS).unwrap());
        assert_eq!(app.database.count("suppressions").await, 0);
        // It does not begin again by itself.
        app.clock.advance(TimeDelta::minutes(5));
        work_once(&app.ctx, &handlers).await.unwrap();
        assert_eq!(handed(&sink).iter().map(|one| one.begun).sum::<usize>(), tried);

        // As long as nothing is mended, it rests again.
        let editor = editor_again(&app).await;
        editor.client.delete_briefing_pause(issue.id).await.unwrap();
        work_once(&app.ctx, &handlers).await.unwrap();
        assert_eq!(status(&app, &issue).await, IssueStatus::Paused);

        sink.refuse(None);
        goes_on(&app, &editor, &issue, &handlers).await;
        let handed = handed(&sink);
        assert!(handed.len() == READERS && handed.iter().all(|one| one.taken == 1), "{reason}: each got one");
        assert_eq!(active(&editor).await, i64::try_from(READERS).unwrap());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_short_list_of_which_nobody_is_reached_is_not_lost_either() {
    let app = TestApp::start().await;
    let (editor, issue) = begun_to(&app, 6, 3).await;
    let sink = sink(Chances::default());
    let handlers = app.handlers_with(sink.clone());
    sink.refuse(Some(SendError::refused(550, "relaying denied")));
    work_once(&app.ctx, &handlers).await.unwrap();
    assert_eq!((status(&app, &issue).await, active(&editor).await), (IssueStatus::Paused, 6));
    sink.refuse(None);
    goes_on(&app, &editor, &issue, &handlers).await;
    assert!(handed(&sink).iter().all(|one| one.taken == 1), "each got one");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_domain_whose_mailboxes_are_gone_is_no_relay_that_refuses() {
    let app = TestApp::start().await;
    let (editor, issue) = begun_to(&app, 60, 1).await;
    let sink = sink(Chances { soft: 0, hard: 1_000 });
    work_once(&app.ctx, &app.handlers_with(sink.clone())).await.unwrap();
    assert_eq!((status(&app, &issue).await, active(&editor).await), (IssueStatus::Sent, 0));
    let figures = editor.client.get_briefing_figures(issue.id).await.unwrap();
    assert_eq!((figures.refused, figures.handed_over, figures.held), (60, 0, None));
}

#[tokio::test]
async fn a_refusal_that_nothing_follows_is_asked_again_while_others_wait() {
    let app = TestApp::start().await;
    let (editor, issue) = begun_to(&app, 2, 2).await;
    app.mails.fail_next(1, &SendError::refused(450, "4.2.1 not now"));
    app.mails.fail_next(1, &SendError::refused(550, "relaying denied"));
    app.work().await;
    let figures = editor.client.get_briefing_figures(issue.id).await.unwrap();
    assert_eq!((figures.status, figures.refused, figures.waiting), (IssueStatus::Sending, 0, 2));
    app.clock.advance(TimeDelta::minutes(31));
    app.work().await;
    let figures = editor_again(&app).await.client.get_briefing_figures(issue.id).await.unwrap();
    assert_eq!((figures.status, figures.refused, figures.handed_over), (IssueStatus::Sent, 0, 2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_pauses_says_no_reason() {
    let app = TestApp::start().await;
    let (editor, issue) = begun_to(&app, 3, 1).await;
    editor.client.create_briefing_pause(issue.id).await.unwrap();
    assert_eq!(editor.client.get_briefing_figures(issue.id).await.unwrap().held, None);
}

//! Jobs: written with their cause, tried again with pauses, put aside when that does not help.

use chrono::TimeDelta;
use client::IdempotencyKey;
use domain::identity::{NewRegistration, PasswordResetRequest};
use domain::jobs::{JobQuery, JobState};
use domain::policy::Role;
use mailer::SendError;
use test_support::{PASSWORD, TestApp};

async fn wish(app: &TestApp, email: &str) {
    let new = NewRegistration { email: email.into(), password: PASSWORD.into(), name: "Ana".into(), language: None };
    app.client().create_registration(&IdempotencyKey::generate(), &new).await.unwrap();
}

async fn states(app: &TestApp) -> Vec<String> {
    app.database
        .texts("SELECT kind || ' ' || state || ' ' || CAST(attempts AS TEXT) FROM jobs ORDER BY kind DESC")
        .await
}

#[tokio::test]
async fn a_mail_that_cannot_be_handed_over_now_is_tried_again_later() {
    let app = TestApp::start().await;
    app.mails.fail_next(2, &SendError::Temporary("451 later".into()));
    wish(&app, "ana@example.org").await;
    app.work().await;
    assert_eq!(states(&app).await, ["registration done 1", "mail waiting 1"]);
    assert_eq!(app.work().await, 0, "not before its pause is over");
    app.clock.advance(TimeDelta::seconds(6));
    assert_eq!(app.work().await, 1);
    app.clock.advance(TimeDelta::seconds(34));
    app.work().await;
    assert_eq!(states(&app).await, ["registration done 1", "mail done 3"]);
    assert_eq!(app.mails.sent().len(), 1);
    assert_eq!(app.database.texts("SELECT DISTINCT payload FROM jobs").await, ["{}"], "what was personal is gone");
}

#[tokio::test]
async fn what_cannot_be_done_is_put_aside_and_can_be_tried_again() {
    let app = TestApp::builder().without_second_factor().start().await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    app.mails.fail_next(1, &SendError::Permanent("550 no such mailbox".into()));
    wish(&app, "ana@example.org").await;
    app.work().await;
    let dead = JobQuery { states: vec![JobState::Dead], ..JobQuery::default() };
    let jobs = administrator.client.list_jobs(&dead).await.unwrap().items;
    assert_eq!((jobs.len(), jobs[0].kind.as_str(), jobs[0].attempts), (1, "mail", 1));
    assert_eq!(jobs[0].last_error.as_deref(), Some("550 no such mailbox"));
    let again = administrator.client.create_job_retry(jobs[0].id).await.unwrap();
    assert_eq!((again.state, again.attempts), (JobState::Waiting, 0));
    let twice = administrator.client.create_job_retry(jobs[0].id).await.unwrap_err();
    assert_eq!(twice.status(), Some(409));
    let before = app.mails.sent().len();
    app.work().await;
    assert_eq!(app.mails.sent().len(), before + 1);
}

#[tokio::test]
async fn after_the_last_attempt_a_job_is_dead() {
    let app = TestApp::start().await;
    app.mails.fail_next(100, &SendError::Temporary("451 later".into()));
    wish(&app, "ana@example.org").await;
    for _ in 0..20 {
        app.work().await;
        app.clock.advance(TimeDelta::hours(7));
    }
    assert_eq!(states(&app).await, ["registration done 1", "mail dead 8"]);
}

#[tokio::test]
async fn a_worker_that_is_not_heard_of_loses_its_job() {
    let app = TestApp::start().await;
    wish(&app, "ana@example.org").await;
    let db = app.db().await;
    let now = app.now();
    let kinds = || vec!["registration", "mail"];
    let until = now + TimeDelta::seconds(60);
    let first = store::jobs::lease(&db, kinds(), now, until, 10).await.unwrap().remove(0);
    assert!(store::jobs::lease(&db, kinds(), now, until, 10).await.unwrap().is_empty(), "it is held");
    assert!(store::jobs::heartbeat(&db, first.held, until).await.unwrap());
    app.clock.advance(TimeDelta::seconds(60));
    let second =
        store::jobs::lease(&db, kinds(), app.now(), until + TimeDelta::seconds(60), 10).await.unwrap().remove(0);
    assert_eq!((second.held.id, second.attempt), (first.held.id, 2));
    assert!(!store::jobs::heartbeat(&db, first.held, until).await.unwrap());
    let failure = store::jobs::Failure { error: "late".into(), retry_at: None };
    assert!(!store::jobs::fail(&db, first.held, failure, app.now()).await.unwrap(), "who lost it changes nothing");
    assert!(store::jobs::give_back(&db, second.held).await.unwrap());
    assert_eq!(states(&app).await, ["registration waiting 1"]);
}

#[tokio::test]
async fn no_job_is_done_by_two_at_once() {
    let app = TestApp::start().await;
    for number in 0..40 {
        let request = PasswordResetRequest { email: format!("p{number}@example.org") };
        app.client().create_password_reset(&IdempotencyKey::generate(), &request).await.unwrap();
    }
    let (db, now) = (app.db().await, app.now());
    let leased = futures_util::future::join_all(
        (0..20).map(|_| store::jobs::lease(&db, vec!["password_reset"], now, now + TimeDelta::seconds(60), 3)),
    );
    let mut ids: Vec<_> = leased.await.into_iter().flat_map(Result::unwrap).map(|job| job.held.id).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(all, ids.len(), "a job was leased twice");
    assert_eq!(all, 40);
}

//! Jobs: there with their cause or not at all, held by one worker at a time, and gone from sight when they are done.

use crate::{moment, patiently, write_trace};
use chrono::{DateTime, TimeDelta, Utc};
use domain::jobs::{Job, JobQuery, JobState};
use futures_util::future::join_all;
use ids::JobId;
use std::collections::BTreeSet;
use store::jobs::{Failure, Leased, NewJob};
use store::{Db, Error, Scope};
use test_support::{Content, Database};

const KIND: &str = "mail";
const LEASE: TimeDelta = TimeDelta::seconds(60);

fn job() -> NewJob {
    let (id, at) = (JobId::generate(1), moment());
    let payload = r#"{"to":"ana@example.org"}"#.to_owned();
    NewJob { id, kind: KIND, unique_key: None, payload, max_attempts: 3, run_at: at, at }
}

fn keyed(key: &str) -> NewJob {
    NewJob { unique_key: Some(key.to_owned()), ..job() }
}

async fn enqueue(db: &Db, new: NewJob) -> bool {
    db.write(move |tx| Box::pin(async move { store::jobs::enqueue(tx, new).await })).await.unwrap()
}

async fn lease(db: &Db, now: DateTime<Utc>, limit: u64) -> Vec<Leased> {
    loop {
        match store::jobs::lease(db, vec![KIND], now, now + LEASE, limit).await {
            // No connection was free for too long: nothing has been done.
            Err(Error::Unavailable(_)) => {}
            leased => return leased.unwrap(),
        }
    }
}

async fn finish(db: &Db, job: &Leased) -> bool {
    let held = job.held;
    db.write(move |tx| Box::pin(async move { store::jobs::finish(tx, held, moment()).await })).await.unwrap()
}

async fn fail(db: &Db, job: &Leased, error: &str, retry_at: Option<DateTime<Utc>>) -> bool {
    let failure = Failure { error: error.to_owned(), retry_at };
    store::jobs::fail(db, job.held, failure, moment()).await.unwrap()
}

async fn retry(db: &Db, id: JobId) -> bool {
    db.write(move |tx| Box::pin(async move { store::jobs::retry(tx, id, moment()).await })).await.unwrap()
}

async fn get(db: &Db, id: JobId) -> Job {
    store::jobs::get(db, Scope::Everything, id).await.unwrap().unwrap()
}

async fn standing(db: &Db, id: JobId) -> (JobState, i64) {
    let job = get(db, id).await;
    (job.state, job.attempts)
}

/// Five jobs whose ids are in the order in which they were written.
async fn five(db: &Db) -> Vec<JobId> {
    let mut ids = Vec::new();
    for number in 1..=5 {
        let new = NewJob { id: JobId::generate(number * 1_000), ..job() };
        ids.push(new.id);
        enqueue(db, new).await;
    }
    ids
}

#[tokio::test]
async fn a_job_is_there_with_its_cause_or_not_at_all() {
    let database = Database::create(Content::Empty).await;
    let db = database.open().await;
    let undone = db.write(move |tx| {
        Box::pin(async move {
            assert!(store::jobs::enqueue(tx, job()).await?);
            Err::<(), _>(Error::Other("on purpose".to_owned()))
        })
    });
    assert!(undone.await.is_err());
    assert_eq!(database.count("jobs").await, 0);
    assert!(lease(&db, moment(), 10).await.is_empty());
    enqueue(&db, job()).await;
    assert_eq!(lease(&db, moment(), 10).await.len(), 1);
}

#[tokio::test]
async fn of_jobs_with_one_key_only_one_waits_or_runs() {
    let database = Database::create(Content::Empty).await;
    let db = database.open().await;
    assert!(enqueue(&db, keyed("digest:1")).await);
    let goes_on = db.write(move |tx| {
        Box::pin(async move {
            let again = store::jobs::enqueue(tx, keyed("digest:1")).await?;
            // The transaction of the cause is none the worse for it.
            let other = store::jobs::enqueue(tx, keyed("digest:2")).await?;
            Ok::<_, Error>((again, other))
        })
    });
    assert_eq!(goes_on.await.unwrap(), (false, true));
    assert_eq!(database.count("jobs").await, 2);
    let running = lease(&db, moment(), 10).await;
    assert!(!enqueue(&db, keyed("digest:1")).await, "one that runs has not ended");
    for held in &running {
        assert!(finish(&db, held).await);
    }
    assert!(enqueue(&db, keyed("digest:1")).await, "one that is done makes room");
    let held = lease(&db, moment(), 10).await.remove(0);
    assert!(fail(&db, &held, "no", None).await);
    assert!(enqueue(&db, keyed("digest:1")).await, "one that is dead makes room");
}

#[tokio::test]
async fn a_key_that_many_ask_for_at_once_is_given_once() {
    let database = Database::create(Content::Empty).await;
    let (one, other) = (database.open().await, database.open().await);
    let asking = (0..40).map(|number| {
        let db = if number % 2 == 0 { &one } else { &other };
        patiently(async || {
            let write = db.write(move |tx| Box::pin(async move { store::jobs::enqueue(tx, keyed("digest:1")).await }));
            write.await
        })
    });
    let written = join_all(asking).await.into_iter().filter(|outcome| *outcome.as_ref().unwrap()).count();
    assert_eq!((written, database.count("jobs").await), (1, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_two_workers_get_the_same_job() {
    let database = Database::create(Content::Empty).await;
    let (one, other) = (database.open().await, database.open().await);
    let all = one.write(move |tx| {
        Box::pin(async move {
            for _ in 0..500 {
                store::jobs::enqueue(tx, job()).await?;
            }
            Ok::<_, Error>(())
        })
    });
    all.await.unwrap();
    let workers: Vec<_> = (0..50)
        .map(|number| {
            let db = if number % 2 == 0 { one.clone() } else { other.clone() };
            tokio::spawn(async move {
                let mut held = Vec::new();
                loop {
                    let leased = lease(&db, moment(), 1 + number % 5).await;
                    if leased.is_empty() {
                        return held;
                    }
                    held.extend(leased.into_iter().map(|job| (job.held.id, job.attempt)));
                }
            })
        })
        .collect();
    let mut held = Vec::new();
    for worker in workers {
        held.extend(worker.await.unwrap());
    }
    // A worker may find nothing because others have all that is left in their hands; none is left over when all have looked.
    held.extend(lease(&one, moment(), 500).await.into_iter().map(|job| (job.held.id, job.attempt)));
    let jobs: BTreeSet<_> = held.iter().map(|(id, _)| *id).collect();
    assert_eq!((held.len(), jobs.len()), (500, 500), "each once");
    assert!(held.iter().all(|(_, attempt)| *attempt == 1));
}

#[tokio::test]
async fn who_is_not_heard_of_loses_the_job_and_changes_nothing_any_more() {
    let database = Database::create(Content::Empty).await;
    let db = database.open().await;
    enqueue(&db, job()).await;
    let first = lease(&db, moment(), 10).await.remove(0);
    assert!(store::jobs::heartbeat(&db, first.held, moment() + LEASE * 2).await.unwrap());
    assert!(lease(&db, moment() + LEASE, 10).await.is_empty(), "whoever is heard of keeps it");
    let second = lease(&db, moment() + LEASE * 2, 10).await.remove(0);
    assert_eq!((second.held.id, first.attempt, second.attempt), (first.held.id, 1, 2));
    assert!(!store::jobs::heartbeat(&db, first.held, moment() + LEASE * 9).await.unwrap());
    assert!(!finish(&db, &first).await);
    assert!(!fail(&db, &first, "late", None).await);
    assert!(!store::jobs::give_back(&db, first.held).await.unwrap());
    assert_eq!(standing(&db, second.held.id).await, (JobState::Running, 2));
    assert!(finish(&db, &second).await);
    assert!(!finish(&db, &second).await, "it ends once");
}

#[tokio::test]
async fn what_a_job_held_is_gone_when_it_is_done_and_stays_while_it_can_be_tried_again() {
    let database = Database::create(Content::Empty).await;
    let db = database.open().await;
    let payloads = async || database.texts("SELECT payload FROM jobs").await;
    enqueue(&db, job()).await;
    let held = lease(&db, moment(), 10).await.remove(0);
    assert_eq!(held.payload, job().payload);
    assert!(!format!("{held:?} {:?}", job()).contains("ana@"), "no log shows it");
    assert!(fail(&db, &held, "550 no", None).await);
    assert_eq!(payloads().await, [job().payload]);
    assert!(retry(&db, held.held.id).await);
    let held = lease(&db, moment(), 10).await.remove(0);
    assert_eq!(held.payload, job().payload);
    assert!(finish(&db, &held).await);
    assert_eq!(payloads().await, ["{}"]);
    assert_eq!(get(&db, held.held.id).await.finished_at, Some(moment()));
}

#[tokio::test]
async fn after_its_attempts_a_job_is_dead_whether_it_failed_or_was_lost() {
    let database = Database::create(Content::Empty).await;
    let db = database.open().await;
    let (failing, losing) = (job(), NewJob { run_at: moment() + TimeDelta::seconds(1), ..job() });
    let (failing_id, losing_id) = (failing.id, losing.id);
    enqueue(&db, failing).await;
    enqueue(&db, losing).await;
    let mut now = moment() + LEASE;
    for attempt in 1..=3 {
        let held = lease(&db, now, 10).await;
        assert_eq!(held.iter().map(|job| job.attempt).collect::<Vec<_>>(), [attempt; 2]);
        let failing = held.iter().find(|job| job.held.id == failing_id).unwrap();
        // Another attempt is asked for each time, also after the last.
        assert!(fail(&db, failing, &"é".repeat(700), Some(now + LEASE)).await);
        now += LEASE;
    }
    assert!(lease(&db, now, 10).await.is_empty());
    assert_eq!(standing(&db, failing_id).await, (JobState::Dead, 3));
    assert_eq!(get(&db, failing_id).await.last_error, Some("é".repeat(500)));
    assert_eq!(standing(&db, losing_id).await, (JobState::Dead, 3));
    assert_eq!(get(&db, losing_id).await.finished_at, Some(now));
    assert!(retry(&db, losing_id).await);
    assert_eq!(standing(&db, losing_id).await, (JobState::Waiting, 0));
    assert!(!retry(&db, losing_id).await, "only a dead job");
    assert_eq!(lease(&db, now, 10).await.remove(0).attempt, 1);
}

#[tokio::test]
async fn the_longest_due_comes_first_and_nothing_before_its_moment() {
    let database = Database::create(Content::Empty).await;
    let db = database.open().await;
    let at = |seconds| NewJob { run_at: moment() + TimeDelta::milliseconds(seconds), ..job() };
    let (later, late, early) = (at(5_000), at(2_000), at(1_500));
    let expected = [early.id, late.id];
    let other = NewJob { kind: "digest", ..at(0) };
    for new in [later, late, early, other] {
        enqueue(&db, new).await;
    }
    assert!(lease(&db, moment() + TimeDelta::seconds(1), 10).await.is_empty());
    assert!(store::jobs::lease(&db, vec![], moment() + LEASE, moment() + LEASE, 10).await.unwrap().is_empty());
    let mut leased = lease(&db, moment() + TimeDelta::seconds(2), 1).await;
    leased.extend(lease(&db, moment() + TimeDelta::seconds(2), 10).await);
    assert_eq!(leased.iter().map(|job| job.held.id).collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn one_that_is_given_back_has_lost_no_attempt() {
    let database = Database::create(Content::Empty).await;
    let db = database.open().await;
    enqueue(&db, job()).await;
    let held = lease(&db, moment(), 10).await.remove(0);
    assert!(store::jobs::give_back(&db, held.held).await.unwrap());
    assert_eq!(standing(&db, held.held.id).await, (JobState::Waiting, 0));
    assert!(!finish(&db, &held).await, "nobody holds it");
    assert_eq!(lease(&db, moment(), 10).await.remove(0).attempt, 1);
}

#[tokio::test]
async fn jobs_are_listed_newest_first_to_those_who_may() {
    let database = Database::create(Content::Empty).await;
    let db = database.open().await;
    let ids = five(&db).await;
    let held = lease(&db, moment(), 1).await.remove(0);
    fail(&db, &held, "no", None).await;
    let list = async |query: &JobQuery, before, limit| {
        let jobs = store::jobs::list(&db, Scope::Everything, query, before, limit).await.unwrap();
        jobs.into_iter().map(|job| job.id).collect::<Vec<_>>()
    };
    let all = JobQuery::default();
    assert_eq!(list(&all, None, 3).await, [ids[4], ids[3], ids[2]]);
    assert_eq!(list(&all, Some(ids[2]), 3).await, [ids[1], ids[0]]);
    let dead = JobQuery { states: vec![JobState::Dead], ..JobQuery::default() };
    assert_eq!(list(&dead, None, 10).await, [held.held.id]);
    let other = JobQuery { kinds: vec!["digest".to_owned()], ..JobQuery::default() };
    assert!(list(&other, None, 10).await.is_empty());
    assert!(store::jobs::list(&db, Scope::Public, &all, None, 10).await.unwrap().is_empty());
    assert!(store::jobs::get(&db, Scope::Public, ids[0]).await.unwrap().is_none());
}

#[tokio::test]
async fn what_ended_long_ago_is_forgotten_and_nothing_else() {
    let database = Database::create(Content::Empty).await;
    let db = database.open().await;
    five(&db).await;
    let held = lease(&db, moment(), 3).await;
    finish(&db, &held[0]).await;
    fail(&db, &held[1], "no", None).await;
    write_trace(&db, "request".to_owned()).await.unwrap();
    assert_eq!(store::jobs::purge(&db, moment()).await.unwrap(), 0);
    assert_eq!(store::jobs::purge(&db, moment() + LEASE).await.unwrap(), 2);
    assert_eq!(database.count("jobs WHERE state IN ('waiting', 'running')").await, 3);
}

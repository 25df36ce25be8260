//! The worker: what a job does is done, by one at a time, and what goes wrong takes nothing else with it.

use app::Context;
use app::jobs::{Handler, JobError, Running, WorkerSettings, keep_working, work_once};
use chrono::TimeDelta;
use futures_util::future::BoxFuture;
use ids::JobId;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use store::jobs::NewJob;
use store::{Db, Engine, Error};
use test_support::TestApp;
use tokio::task::JoinHandle;
use tokio_util::sync::{CancellationToken, DropGuard};

const KIND: &str = "play";

/// Does with a job what the test says.
struct Play<F>(F);

#[async_trait::async_trait]
impl<F> Handler for Play<F>
where
    F: Fn(Running) -> BoxFuture<'static, Result<(), JobError>> + Send + Sync,
{
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, _: &Context, job: &Running) -> Result<(), JobError> {
        (self.0)(job.clone()).await
    }
}

fn play<F>(what: F) -> Vec<Arc<dyn Handler>>
where
    F: Fn(Running) -> BoxFuture<'static, Result<(), JobError>> + Send + Sync + 'static,
{
    vec![Arc::new(Play(what))]
}

fn fails_with(error: JobError) -> Vec<Arc<dyn Handler>> {
    play(move |_| {
        let error = error.clone();
        Box::pin(async move { Err(error) })
    })
}

async fn start() -> TestApp {
    TestApp::builder().empty().unindexed().start().await
}

async fn enqueue(app: &TestApp, count: usize, max_attempts: i64) -> Db {
    let (db, now) = (app.db().await, app.now());
    let written = db.write(move |tx| {
        Box::pin(async move {
            for _ in 0..count {
                let id = JobId::generate(1);
                let payload = r#"{"to":"ana@example.org"}"#.to_owned();
                let new = NewJob { id, kind: KIND, unique_key: None, payload, max_attempts, run_at: now, at: now };
                store::jobs::enqueue(tx, new).await?;
            }
            Ok::<_, Error>(())
        })
    });
    written.await.unwrap();
    db
}

/// State and attempts of the only job.
async fn standing(app: &TestApp) -> String {
    app.database.texts("SELECT state || ' ' || CAST(attempts AS TEXT) FROM jobs").await.remove(0)
}

async fn until(what: &str, holds: impl AsyncFn() -> bool) {
    let waiting = async {
        while !holds().await {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), waiting).await.expect(what);
}

fn quick() -> WorkerSettings {
    let (lease, poll) = (Duration::from_secs(30), Duration::from_millis(20));
    WorkerSettings { at_once: 4, lease, poll, grace: Duration::from_secs(10) }
}

/// A worker beside the test; it stops with the guard.
fn begin(app: &TestApp, handlers: Vec<Arc<dyn Handler>>, settings: WorkerSettings) -> (JoinHandle<()>, DropGuard) {
    let stop = CancellationToken::new();
    (tokio::spawn(keep_working(app.ctx.clone(), handlers, settings, stop.clone())), stop.drop_guard())
}

/// Counts itself up, and down again when it is dropped.
struct Inside(Arc<AtomicUsize>);

impl Inside {
    fn enter(count: &Arc<AtomicUsize>) -> (Self, usize) {
        let now = count.fetch_add(1, Ordering::SeqCst) + 1;
        (Self(Arc::clone(count)), now)
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

#[tokio::test]
async fn pauses_grow_until_the_attempts_are_used_up() {
    let app = start().await;
    enqueue(&app, 1, 9).await;
    let handlers = fails_with(JobError::Retry("451 later".to_owned()));
    assert_eq!(work_once(&app.ctx, &handlers).await.unwrap(), 1);
    for pause in [5, 30, 120, 600, 3_600, 14_400, 21_600, 21_600] {
        app.clock.advance(TimeDelta::milliseconds(pause * 1_000 - 1));
        assert_eq!(work_once(&app.ctx, &handlers).await.unwrap(), 0, "before {pause} seconds");
        app.clock.advance(TimeDelta::milliseconds(pause * 100 + 1));
        assert_eq!(work_once(&app.ctx, &handlers).await.unwrap(), 1, "{pause} seconds and a tenth later");
    }
    assert_eq!(standing(&app).await, "dead 9");
}

#[tokio::test]
async fn a_job_decides_when_and_whether_it_is_tried_again() {
    let app = start().await;
    enqueue(&app, 1, 3).await;
    let later = fails_with(JobError::RetryAfter("slow down".to_owned(), Duration::from_secs(900)));
    work_once(&app.ctx, &later).await.unwrap();
    app.clock.advance(TimeDelta::seconds(899));
    assert_eq!(work_once(&app.ctx, &later).await.unwrap(), 0);
    app.clock.advance(TimeDelta::seconds(1));
    assert_eq!(work_once(&app.ctx, &fails_with(JobError::GiveUp("no".to_owned()))).await.unwrap(), 1);
    assert_eq!(standing(&app).await, "dead 2", "no third attempt");
}

#[tokio::test]
async fn what_cannot_be_read_is_given_up_without_being_told() {
    let app = start().await;
    enqueue(&app, 1, 3).await;
    let reading = play(|job| Box::pin(async move { job.read::<u64>().map(drop) }));
    work_once(&app.ctx, &reading).await.unwrap();
    assert_eq!(standing(&app).await, "dead 1");
    let told = app.database.texts("SELECT last_error FROM jobs").await;
    assert!(!told[0].contains("ana@"), "{told:?}");
}

#[tokio::test]
async fn a_panic_is_a_failure_of_its_job_alone() {
    let app = start().await;
    enqueue(&app, 20, 3).await;
    let handlers = play(|job| {
        Box::pin(async move {
            assert!(job.attempt > 1 || job.id.as_uuid().as_bytes()[15] % 2 == 0, "a bug, on purpose");
            Ok(())
        })
    });
    let (worker, guard) = begin(&app, handlers, quick());
    until("all are tried", async || app.database.count("jobs WHERE attempts = 0 OR state = 'running'").await == 0)
        .await;
    let failed = app.database.count("jobs WHERE state = 'waiting' AND last_error = 'the worker panicked'").await;
    assert_eq!(app.database.count("jobs WHERE state = 'done'").await, 20 - failed);
    assert!(failed > 0, "some of twenty random ids are odd");
    app.clock.advance(TimeDelta::seconds(6));
    until("all are done", async || app.database.count("jobs WHERE state = 'done'").await == 20).await;
    assert_eq!(app.database.count("jobs WHERE attempts = 2").await, failed);
    drop(guard);
    worker.await.unwrap();
}

#[tokio::test]
async fn several_are_done_at_once_and_none_twice() {
    let app = start().await;
    enqueue(&app, 60, 3).await;
    let (inside, most, runs) = <(Arc<AtomicUsize>, Arc<AtomicUsize>, Arc<AtomicUsize>)>::default();
    let handlers = {
        let (inside, most, runs) = (Arc::clone(&inside), Arc::clone(&most), Arc::clone(&runs));
        play(move |_| {
            let (inside, most, runs) = (Arc::clone(&inside), Arc::clone(&most), Arc::clone(&runs));
            Box::pin(async move {
                let (_inside, now) = Inside::enter(&inside);
                most.fetch_max(now, Ordering::SeqCst);
                runs.fetch_add(1, Ordering::SeqCst);
                tokio::time::sleep(Duration::from_millis(20)).await;
                Ok(())
            })
        })
    };
    let (worker, guard) = begin(&app, handlers, quick());
    until("all are done", async || app.database.count("jobs WHERE state = 'done'").await == 60).await;
    drop(guard);
    worker.await.unwrap();
    assert_eq!((runs.load(Ordering::SeqCst), most.load(Ordering::SeqCst)), (60, 4));
}

#[tokio::test]
async fn who_stops_lets_running_jobs_end_and_begins_no_more() {
    let app = start().await;
    enqueue(&app, 10, 3).await;
    let inside = Arc::new(AtomicUsize::new(0));
    let (begun, go_on) = (Arc::clone(&inside), CancellationToken::new());
    let handlers = {
        let go_on = go_on.clone();
        play(move |_| {
            let (inside, go_on) = (Inside::enter(&begun).0, go_on.clone());
            Box::pin(async move {
                go_on.cancelled().await;
                drop(inside);
                Ok(())
            })
        })
    };
    let (worker, guard) = begin(&app, handlers, quick());
    until("four run", async || inside.load(Ordering::SeqCst) == 4).await;
    drop(guard);
    tokio::time::sleep(Duration::from_millis(50)).await;
    go_on.cancel();
    worker.await.unwrap();
    let ended = app.database.texts("SELECT state || ' ' || CAST(COUNT(*) AS TEXT) FROM jobs GROUP BY state ORDER BY 1");
    assert_eq!(ended.await, ["done 4", "waiting 6"]);
}

#[tokio::test]
async fn who_stops_gives_back_what_does_not_end_in_time() {
    let app = start().await;
    enqueue(&app, 1, 3).await;
    let inside = Arc::new(AtomicUsize::new(0));
    let begun = Arc::clone(&inside);
    let endless = play(move |_| {
        let inside = Inside::enter(&begun).0;
        Box::pin(async move {
            std::future::pending::<()>().await;
            drop(inside);
            Ok(())
        })
    });
    let (worker, guard) = begin(&app, endless, WorkerSettings { grace: Duration::from_millis(100), ..quick() });
    until("it runs", async || inside.load(Ordering::SeqCst) == 1).await;
    drop(guard);
    worker.await.unwrap();
    assert_eq!(inside.load(Ordering::SeqCst), 0, "it is dropped");
    assert_eq!(standing(&app).await, "waiting 0", "whoever comes next begins it at once, with all its attempts");
}

#[tokio::test]
async fn whoever_lost_the_lease_drops_the_work() {
    let app = start().await;
    let db = enqueue(&app, 1, 3).await;
    let inside = Arc::new(AtomicUsize::new(0));
    let begun = Arc::clone(&inside);
    let endless = play(move |_| {
        let inside = Inside::enter(&begun).0;
        Box::pin(async move {
            std::future::pending::<()>().await;
            drop(inside);
            Ok(())
        })
    });
    let (_worker, _guard) = begin(&app, endless, WorkerSettings { lease: Duration::from_millis(600), ..quick() });
    until("it runs", async || inside.load(Ordering::SeqCst) == 1).await;
    tokio::time::sleep(Duration::from_millis(900)).await;
    assert_eq!((standing(&app).await, inside.load(Ordering::SeqCst)), ("running 1".to_owned(), 1), "it is heard of");
    let later = app.now() + TimeDelta::seconds(60);
    let taken = store::jobs::lease(&db, vec![KIND], later, later + TimeDelta::seconds(60), 10).await.unwrap();
    assert_eq!(taken[0].attempt, 2);
    until("it is dropped", async || inside.load(Ordering::SeqCst) == 0).await;
    assert_eq!(standing(&app).await, "running 2", "by its new worker");
}

/// Refuses to note that a job is done, or lets it be noted again.
async fn refuse(app: &TestApp, db: &Db, refusing: bool) {
    let statements: &[&str] = match (db.engine(), refusing) {
        (Engine::Sqlite, true) => &["CREATE TRIGGER not_now BEFORE UPDATE ON jobs WHEN NEW.state = 'done' \
            BEGIN SELECT RAISE(ABORT, 'not now'); END"],
        (Engine::Sqlite, false) => &["DROP TRIGGER not_now"],
        (Engine::Postgres, true) => &[
            "CREATE FUNCTION not_now() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not now'; END $$",
            "CREATE TRIGGER not_now BEFORE UPDATE ON jobs FOR EACH ROW WHEN (NEW.state = 'done') EXECUTE FUNCTION not_now()",
        ],
        (Engine::Postgres, false) => &["DROP TRIGGER not_now ON jobs"],
    };
    for statement in statements {
        app.database.texts(statement).await;
    }
}

#[tokio::test]
async fn what_is_done_is_not_done_again_because_the_database_could_not_note_it_at_once() {
    let app = start().await;
    let db = enqueue(&app, 1, 3).await;
    refuse(&app, &db, true).await;
    let runs = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&runs);
    let handlers = play(move |_| {
        counted.fetch_add(1, Ordering::SeqCst);
        Box::pin(async { Ok(()) })
    });
    let (worker, guard) = begin(&app, handlers, quick());
    until("it has run", async || runs.load(Ordering::SeqCst) == 1).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(standing(&app).await, "running 1");
    refuse(&app, &db, false).await;
    until("it is noted", async || standing(&app).await == "done 1").await;
    drop(guard);
    worker.await.unwrap();
    assert_eq!(runs.load(Ordering::SeqCst), 1);
}

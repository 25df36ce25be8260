//! The one way to write: whatever comes at once, each write stands or falls alone.

use crate::{leave_trace, moment, patiently, write_trace};
use futures_util::future::join_all;
use std::sync::Arc;
use std::time::Duration;
use store::idempotency::{Kept, KeyRef};
use store::{Db, Engine, Error};
use test_support::{Content, Database};
use tokio::sync::Notify;

async fn traces(database: &Database) -> (u64, u64) {
    (database.count("audit_log").await, database.count("change_log").await)
}

#[tokio::test]
async fn many_at_once_all_land() {
    let database = Database::create(Content::Empty).await;
    let db = database.open().await;
    let write = async |number: u32| patiently(async || write_trace(&db, format!("request-{number}")).await).await;
    let outcomes = join_all((0..300).map(write)).await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(traces(&database).await, (300, 300));
    let numbers = store::changes::newest(&db).await.unwrap();
    assert_eq!(db.positions().newest(), numbers, "who wrote knows how far the log has come");
}

#[tokio::test]
async fn one_that_fails_takes_nothing_else_with_it() {
    let database = Database::create(Content::Empty).await;
    let db = database.open().await;
    let write = async |number: u32| {
        db.write(move |tx| {
            Box::pin(async move {
                leave_trace(tx, &format!("request-{number}")).await?;
                if number % 7 == 3 { Err(Error::Other("on purpose".to_owned())) } else { Ok(number) }
            })
        })
        .await
    };
    let outcomes = join_all((0..140).map(async |number| patiently(async || write(number).await).await)).await;
    for (number, outcome) in (0..).zip(&outcomes) {
        match outcome {
            Ok(answered) => assert!(*answered == number && number % 7 != 3, "{number}"),
            Err(error) => assert!(
                number % 7 == 3 && matches!(error, Error::Other(text) if text == "on purpose"),
                "{number}: {error}"
            ),
        }
    }
    assert_eq!(traces(&database).await, (120, 120));
    let failed = database.count("audit_log WHERE request_id IN ('request-3', 'request-10', 'request-136')").await;
    assert_eq!(failed, 0, "nothing of the failed ones stayed");
}

#[tokio::test]
async fn a_broken_key_is_told_and_harms_no_neighbour() {
    let database = Database::create(Content::Empty).await;
    let db = database.open().await;
    let keep = async |number: u32| {
        db.write(move |tx| {
            Box::pin(async move {
                leave_trace(tx, &format!("request-{number}")).await?;
                let key = KeyRef { scope: "test".to_owned(), key: format!("key-{}", number / 2) };
                store::idempotency::keep(tx, key, Kept { fingerprint: String::new(), answer: String::new() }, moment())
                    .await
            })
        })
        .await
    };
    let outcomes = join_all((0..60).map(async |number| patiently(async || keep(number).await).await)).await;
    let refused: Vec<_> = outcomes.iter().filter_map(|outcome| outcome.as_ref().err()).collect();
    assert_eq!(refused.len(), 30, "of two with one key one is refused");
    assert!(refused.iter().all(|error| matches!(error, Error::Constraint(_))), "{refused:?}");
    assert_eq!(traces(&database).await, (30, 30));
}

#[tokio::test]
async fn a_panic_is_an_error_of_its_write_alone() {
    let database = Database::create(Content::Empty).await;
    let db = database.open().await;
    let write = async |number: u32| {
        db.write(move |tx| {
            Box::pin(async move {
                leave_trace(tx, &format!("request-{number}")).await?;
                assert!(number % 10 != 5, "a bug, on purpose");
                Ok::<_, Error>(())
            })
        })
        .await
    };
    let outcomes = join_all((0..50).map(async |number| patiently(async || write(number).await).await)).await;
    for (number, outcome) in outcomes.iter().enumerate() {
        assert_eq!(outcome.is_ok(), number % 10 != 5, "{number}: {outcome:?}");
    }
    assert_eq!(traces(&database).await, (45, 45));
    write_trace(&db, "afterwards".to_owned()).await.unwrap();
    assert_eq!(traces(&database).await, (46, 46), "the writer lives on");
}

#[tokio::test]
async fn nothing_is_seen_before_it_is_written_whole() {
    let database = Database::create(Content::Empty).await;
    let db = database.open().await;
    let (begun, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let writing = {
        let (db, begun, go_on) = (db.clone(), Arc::clone(&begun), Arc::clone(&go_on));
        tokio::spawn(async move {
            let write = db.write(move |tx| {
                Box::pin(async move {
                    leave_trace(tx, "slow").await?;
                    begun.notify_one();
                    go_on.notified().await;
                    Ok::<_, Error>(())
                })
            });
            write.await
        })
    };
    begun.notified().await;
    assert_eq!(traces(&database).await, (0, 0), "a reader sees nothing of it, and does not wait for it");
    go_on.notify_one();
    writing.await.unwrap().unwrap();
    assert_eq!(traces(&database).await, (1, 1));
}

#[tokio::test]
async fn who_finds_no_place_in_the_queue_is_told_at_once() {
    let database = Database::create(Content::Empty).await;
    let db = database.open().await;
    if db.engine() == Engine::Postgres {
        // There is no queue of ours there: each write has a connection, and waits for one.
        return;
    }
    let go_on = Arc::new(Notify::new());
    let slow = tokio::spawn(hold(db.clone(), Arc::clone(&go_on)));
    let crowd: Vec<_> = (0..1_200).map(|number| tokio::spawn(trace(db.clone(), number))).collect();
    let (refused, _) = tokio::join!(busy(crowd), async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        go_on.notify_one();
    });
    slow.await.unwrap().unwrap();
    assert!(refused > 0, "some found no place");
    assert_eq!(traces(&database).await, (1_200 - refused, 1_200 - refused), "all others were written");
}

/// A write that ends when it is told to.
async fn hold(db: Db, go_on: Arc<Notify>) -> Result<(), Error> {
    let write = db.write(move |_| {
        Box::pin(async move {
            go_on.notified().await;
            Ok(())
        })
    });
    write.await
}

async fn trace(db: Db, number: u32) -> Result<(), Error> {
    write_trace(&db, format!("request-{number}")).await
}

/// How many were refused; nobody failed for another reason.
async fn busy(crowd: Vec<tokio::task::JoinHandle<Result<(), Error>>>) -> u64 {
    let mut refused = 0;
    for outcome in join_all(crowd).await {
        match outcome.unwrap() {
            Ok(()) => {}
            Err(error) => {
                assert!(matches!(error, Error::Busy), "{error}");
                refused += 1;
            }
        }
    }
    refused
}

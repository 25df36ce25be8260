//! The change log: numbered so that a reader who goes on from the last number it has seen misses nothing.

use crate::{leave_trace, write_trace};
use domain::live::ThingKind;
use sea_orm::ConnectionTrait;
use std::time::Duration;
use store::changes::Numbered;
use store::{Db, Error, Scope};
use test_support::{Content, Database};

/// Writes some lines at once, and takes its time over some of them.
async fn write_lines(db: Db, writer: u64) -> Result<(), Error> {
    for round in 0..25_u64 {
        let request = format!("{writer}-{round}");
        let write = db.write(move |tx| {
            Box::pin(async move {
                for _ in 0..=(writer % 3) {
                    leave_trace(tx, &request).await?;
                }
                tokio::time::sleep(Duration::from_millis((writer * 7 + round) % 4)).await;
                if round % 9 == 8 { Err(Error::Other("on purpose".to_owned())) } else { Ok(()) }
            })
        });
        match write.await {
            Ok(()) => {}
            Err(Error::Other(text)) if text == "on purpose" => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Reads on from the last number it has seen until nobody writes any more.
async fn follow(db: &Db, mut writing: tokio::task::JoinSet<Result<(), Error>>) -> Vec<Numbered> {
    let mut seen: Vec<Numbered> = Vec::new();
    loop {
        // Looked at before reading: what was written before the last writer ended is then read for sure.
        let ended = writing.is_empty();
        let last = seen.last().map_or(0, |line| line.seq);
        let new = store::changes::after(db, Scope::Everything, last, ThingKind::ALL, 50).await.unwrap();
        if ended && new.is_empty() {
            return seen;
        }
        seen.extend(new);
        while let Some(ended) = writing.try_join_next() {
            ended.unwrap().unwrap();
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_who_follows_misses_no_line() {
    let database = Database::create(Content::Empty).await;
    let (one, other, reader) = (database.open().await, database.open().await, database.open().await);
    let mut writing = tokio::task::JoinSet::new();
    for writer in 0..6 {
        let db = if writer % 2 == 0 { &one } else { &other };
        writing.spawn(write_lines(db.clone(), writer));
    }
    let seen = follow(&reader, writing).await;
    assert!(seen.is_sorted_by(|before, after| before.seq < after.seq), "in order, none twice");
    let written = database.count("change_log").await;
    // Each of six writers 23 times what it writes at once: 1, 2 or 3 lines.
    assert_eq!(written, 2 * 23 * (1 + 2 + 3));
    assert_eq!(seen.len() as u64, written);
}

#[tokio::test]
async fn other_processes_learn_how_far_the_log_has_come() {
    let database = Database::create(Content::Empty).await;
    let (one, other) = (database.open().await, database.open().await);
    let mut grown = other.watch();
    write_trace(&one, "request".to_owned()).await.unwrap();
    let newest = one.positions().of(&[ThingKind::City]);
    assert!(newest > 0);
    // On PostgreSQL a notice wakes it by itself; a file has to be looked at.
    other.refresh_positions().await.unwrap();
    tokio::time::timeout(Duration::from_secs(10), grown.changed()).await.unwrap().unwrap();
    assert_eq!(other.positions().of(&[ThingKind::City]), newest);
    assert_eq!(other.positions().of(&[ThingKind::Term]), 0, "told apart by kind");
}

#[tokio::test]
async fn a_server_tells_without_being_asked() {
    let database = Database::create(Content::Empty).await;
    let (one, other) = (database.open().await, database.open().await);
    if one.engine() == store::Engine::Sqlite {
        return;
    }
    let mut grown = other.watch();
    let told = async {
        loop {
            // The line on which it is told may be laid a moment after the first write.
            write_trace(&one, "request".to_owned()).await.unwrap();
            if tokio::time::timeout(Duration::from_millis(100), grown.changed()).await.is_ok() {
                return;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(10), told).await.unwrap();
    assert!(other.positions().of(&[ThingKind::City]) > 0);
}

#[tokio::test]
async fn the_audit_log_is_only_added_to() {
    let database = Database::create(Content::Empty).await;
    let db = database.open().await;
    write_trace(&db, "request".to_owned()).await.unwrap();
    let (connection, before) = (database.connect().await, database.dump("audit_log").await);
    let mut forbidden = vec!["UPDATE audit_log SET actor = 'visitor'", "DELETE FROM audit_log"];
    if db.engine() == store::Engine::Postgres {
        forbidden.push("TRUNCATE audit_log");
    }
    for sql in forbidden {
        let refused = connection.execute_unprepared(sql).await.unwrap_err().to_string();
        assert!(refused.contains("the audit log is only added to"), "{sql}: {refused}");
    }
    assert_eq!(database.dump("audit_log").await, before);
    write_trace(&db, "another".to_owned()).await.unwrap();
    assert_eq!(database.count("audit_log").await, 2);
}

#[tokio::test]
async fn visitors_read_nothing_of_reports() {
    let database = Database::create(Content::Loaded).await;
    let db = database.open().await;
    let all = store::changes::after(&db, Scope::Everything, 0, ThingKind::ALL, 10_000).await.unwrap();
    let none = store::changes::after(&db, Scope::Public, 0, &[ThingKind::Correction], 10_000).await.unwrap();
    assert!(all.len() > 400);
    assert_eq!(none, []);
}

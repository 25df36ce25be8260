//! Copies of a running database (SQLite), and what they hold.

use crate::write_trace;
use store::{Db, Engine, Options, backup};
use tempfile::TempDir;
use test_support::{Content, Database};

async fn newest(file: &std::path::Path) -> i64 {
    let db = Db::open(&Options::sqlite(file)).await.unwrap();
    let newest = store::changes::newest(&db).await.unwrap();
    db.close().await.unwrap();
    newest
}

#[tokio::test]
async fn a_copy_holds_the_moment_it_was_made_in() {
    let database = Database::create(Content::Loaded).await;
    let db = database.open().await;
    if db.engine() == Engine::Postgres {
        return;
    }
    let folder = TempDir::new().unwrap();
    let copy = folder.path().join("copy of 50%?.db");
    write_trace(&db, "before".to_owned()).await.unwrap();
    let marked = store::changes::newest(&db).await.unwrap();
    backup::backup(&db, &copy).await.unwrap();
    write_trace(&db, "after".to_owned()).await.unwrap();
    backup::check_file(&copy).await.unwrap();
    assert_eq!(newest(&copy).await, marked);
    assert_eq!(store::changes::newest(&db).await.unwrap(), marked + 1, "the original goes on");
    let again = backup::backup(&db, &copy).await.unwrap_err().to_string();
    assert!(again.contains("exists already"), "{again}");
    assert_eq!(newest(&copy).await, marked, "a copy is never written over");
}

#[tokio::test]
async fn a_copy_is_made_while_others_write() {
    let database = Database::create(Content::Loaded).await;
    let db = database.open().await;
    if db.engine() == Engine::Postgres {
        return;
    }
    let folder = TempDir::new().unwrap();
    let writing = {
        let db = db.clone();
        tokio::spawn(async move {
            for number in 0..100 {
                write_trace(&db, format!("request-{number}")).await.unwrap();
            }
        })
    };
    let copies = [folder.path().join("1.db"), folder.path().join("2.db"), folder.path().join("3.db")];
    for copy in &copies {
        backup::backup(&db, copy).await.unwrap();
    }
    writing.await.unwrap();
    let mut before = 0;
    for copy in &copies {
        backup::check_file(copy).await.unwrap();
        let now = newest(copy).await;
        assert!(now >= before, "a later copy holds no less");
        before = now;
    }
}

#[tokio::test]
async fn a_server_has_tools_of_its_own() {
    let database = Database::create(Content::Empty).await;
    let db = database.open().await;
    if db.engine() == Engine::Sqlite {
        return;
    }
    let refused = backup::backup(&db, std::path::Path::new("copy.db")).await.unwrap_err().to_string();
    assert!(refused.contains("pg_dump"), "{refused}");
    backup::check(&db).await.unwrap();
}

#[tokio::test]
async fn what_is_no_database_is_not_taken_for_one() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("letter.db");
    std::fs::write(&file, "Dear city, ".repeat(1_000)).unwrap();
    assert!(backup::check_file(&file).await.is_err());
}

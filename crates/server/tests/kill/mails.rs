//! Wishes for an account, each under its idempotency key, and the mails that follow from them.

use crate::{Progress, c2r, killed, may_be_tried_again, start};
use client::{Client, IdempotencyKey};
use domain::identity::NewRegistration;
use domain::policy::Scope;
use std::collections::BTreeMap;
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use store::{Db, Options};
use tempfile::TempDir;

/// Longest wait for the jobs that are left when the killing is over: leases of a killed worker last a minute.
const PATIENCE: Duration = Duration::from_secs(150);

/// Registers one address after the other, each with its key until it is acknowledged.
async fn register(client: Client, name: usize, progress: Arc<Progress>) -> Vec<String> {
    let mut acknowledged = Vec::new();
    while !progress.enough.load(Ordering::Relaxed) {
        let key = IdempotencyKey::generate();
        let email = format!("client-{name}-{}@example.org", acknowledged.len());
        let new = NewRegistration {
            email: email.clone(),
            password: "five quiet bridges over one river".into(),
            name: "Somebody".into(),
            language: None,
        };
        loop {
            match client.create_registration(&key, &new).await {
                Ok(sent) => break assert_eq!(sent.sent_to, email),
                Err(error) if may_be_tried_again(&error) => tokio::time::sleep(Duration::from_millis(20)).await,
                Err(error) => panic!("{error}"),
            }
        }
        acknowledged.push(email);
        progress.acknowledged.fetch_add(1, Ordering::Relaxed);
    }
    acknowledged
}

/// Lets a server work until no job is left.
async fn work_off(data: &Path) {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut server = start(address, data);
    let db = Db::open(&Options::sqlite(data.join("c2r.db"))).await.unwrap();
    let begun = Instant::now();
    loop {
        let query = domain::jobs::JobQuery {
            states: vec![domain::jobs::JobState::Waiting, domain::jobs::JobState::Running],
            ..Default::default()
        };
        if store::jobs::list(&db, Scope::Everything, &query, None, 1).await.unwrap().is_empty() {
            break;
        }
        assert!(begun.elapsed() < PATIENCE, "jobs are left over");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    server.kill().unwrap();
    server.wait().unwrap();
}

/// How many mails each address got.
fn mails(data: &Path) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for file in std::fs::read_dir(data.join("mails")).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "eml") {
            continue;
        }
        let text = std::fs::read_to_string(path).unwrap();
        let to = text.lines().find_map(|line| line.strip_prefix("To: ")).unwrap().trim();
        *counts.entry(to.to_owned()).or_default() += 1;
    }
    counts
}

#[tokio::test]
async fn no_mail_is_missing_after_twenty_kills() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let acknowledged = killed(&data, register).await;
    work_off(&data).await;
    assert!(c2r(&["check"], &data).status().unwrap().success(), "the database is sound");
    let mails = mails(&data);
    let db = Db::open(&Options::sqlite(data.join("c2r.db"))).await.unwrap();
    let query = domain::jobs::JobQuery { states: vec![domain::jobs::JobState::Dead], ..Default::default() };
    let dead = store::jobs::list(&db, Scope::Everything, &query, None, 100).await.unwrap();
    assert!(dead.is_empty(), "given up: {dead:?}");
    let missing: Vec<_> = acknowledged.iter().filter(|email| !mails.contains_key(*email)).collect();
    assert!(missing.is_empty(), "acknowledged, and no mail: {missing:?}");
    let doubled: Vec<_> = mails.iter().filter(|(_, count)| **count > 1).collect();
    // A mail is named after its job: one that is handed over again after a kill takes the place of the first.
    assert!(doubled.is_empty(), "a wish was written twice: {doubled:?}");
    assert_eq!(mails.len(), acknowledged.len());
}

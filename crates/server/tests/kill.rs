//! The process is killed again and again while many write: nothing that was acknowledged is lost, nothing is
//! done twice, and the database stays sound.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that meets what it did not expect should stop there"
)]

use client::{Client, Error, IdempotencyKey};
use domain::corrections::{CityFact, Correction, NewCorrection};
use domain::live::ThingKind;
use domain::policy::Scope;
use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;
use store::{Db, Options};
use tempfile::TempDir;

/// Who write at once.
const CLIENTS: usize = 16;
/// How often the process is killed.
const KILLS: u64 = 20;
/// Reports that must come through between two kills, so that each kill meets work.
const BETWEEN: usize = 12;
/// Longest wait for them. Only a failing test waits that long.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the clients and the killer share.
#[derive(Debug, Default)]
struct Progress {
    acknowledged: AtomicUsize,
    enough: AtomicBool,
}

fn c2r(arguments: &[&str], data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_c2r"));
    command.env_clear().args(arguments).arg("--data").arg(data);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.env("C2R_LIMITS__WRITES_PER_MINUTE", "0").env("C2R_LIMITS__READS_PER_MINUTE", "0");
    command
}

fn start(address: SocketAddr, data: &Path) -> Child {
    c2r(&["serve", "--bind", &address.to_string()], data).spawn().unwrap()
}

/// Reports one thing after the other, each with its key until it is acknowledged.
async fn report(client: Client, name: usize, progress: Arc<Progress>) -> Vec<Correction> {
    let mut acknowledged = Vec::new();
    while !progress.enough.load(Ordering::Relaxed) {
        let key = IdempotencyKey::generate();
        let new = NewCorrection {
            city: "accra".to_owned(),
            fact: CityFact::Other,
            value: format!("client {name}, report {}", acknowledged.len()),
            source: "https://example.org/".to_owned(),
            email: None,
        };
        let received = loop {
            match client.create_correction(&key, &new).await {
                Ok(received) => break received,
                Err(error) if may_be_tried_again(&error) => tokio::time::sleep(Duration::from_millis(20)).await,
                Err(error) => panic!("{error}"),
            }
        };
        assert_eq!(received.value, new.value);
        acknowledged.push(received);
        progress.acknowledged.fetch_add(1, Ordering::Relaxed);
    }
    acknowledged
}

/// Whether the server was not there, or said that it could not just now.
fn may_be_tried_again(error: &Error) -> bool {
    matches!(error, Error::Transport(_)) || matches!(error.status(), Some(409 | 503))
}

/// Waits until the clients have come further.
async fn further(progress: &Progress) {
    let aim = progress.acknowledged.load(Ordering::Relaxed) + BETWEEN;
    let arrived = async {
        while progress.acknowledged.load(Ordering::Relaxed) < aim {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    tokio::time::timeout(PATIENCE, arrived).await.expect("reports come through again after a kill");
}

#[tokio::test]
async fn what_was_acknowledged_outlives_twenty_kills() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    for step in ["migrate", "load"] {
        assert!(c2r(&[step], &data).status().unwrap().success(), "{step}");
    }
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let progress = Arc::new(Progress::default());
    let mut server = start(address, &data);
    let client = Client::new(format!("http://{address}"));
    let clients: Vec<_> =
        (0..CLIENTS).map(|name| tokio::spawn(report(client.clone(), name, Arc::clone(&progress)))).collect();
    for kill in 0..KILLS {
        further(&progress).await;
        // At another moment of the work each time.
        tokio::time::sleep(Duration::from_micros(kill * 1_700 % 11_000)).await;
        server.kill().unwrap();
        server.wait().unwrap();
        server = start(address, &data);
    }
    further(&progress).await;
    progress.enough.store(true, Ordering::Relaxed);
    let mut acknowledged = BTreeMap::new();
    for client in clients {
        acknowledged.extend(client.await.unwrap().into_iter().map(|report| (report.id, report)));
    }
    server.kill().unwrap();
    server.wait().unwrap();

    assert!(c2r(&["check"], &data).status().unwrap().success(), "the database is sound");
    let db = Db::open(&Options::sqlite(data.join("c2r.db"))).await.unwrap();
    let kept = store::corrections::list(&db, Scope::Everything, None, 1_000_000).await.unwrap();
    let kept: BTreeMap<_, _> = kept.into_iter().map(|report| (report.correction.id, report.correction)).collect();
    let lost: Vec<_> = acknowledged.keys().filter(|id| !kept.contains_key(id)).collect();
    assert!(lost.is_empty(), "acknowledged, and lost: {lost:?}");
    let doubled: Vec<_> = kept.values().filter(|report| !acknowledged.contains_key(&report.id)).collect();
    assert!(doubled.is_empty(), "done under a key that was answered with another report: {doubled:?}");
    assert_eq!(kept, acknowledged);
    let told = store::changes::after(&db, Scope::Everything, 0, &[ThingKind::Correction], 1_000_000).await.unwrap();
    assert_eq!(told.len(), kept.len(), "each with its line in the change log");
}

//! The process is killed again and again while many write: nothing that was acknowledged is lost, nothing is
//! done twice, no mail is missing, and the database stays sound.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that meets what it did not expect should stop there"
)]

mod edits;
mod mails;
mod reports;

use client::{Client, Error};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

/// Who write at once.
const CLIENTS: usize = 16;
/// How often the process is killed.
const KILLS: u64 = 20;
/// Requests that must come through between two kills, so that each kill meets work.
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
    // Links in mails are made from it: it stays when the port does not.
    command.env("C2R_PUBLIC_URL", "http://c2r.test");
    for limit in ["WRITES_PER_MINUTE", "READS_PER_MINUTE", "MAILS_PER_HOUR"] {
        command.env(format!("C2R_LIMITS__{limit}"), "0");
    }
    command
}

fn start(address: SocketAddr, data: &Path) -> Child {
    c2r(&["serve", "--bind", &address.to_string()], data).spawn().unwrap()
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
    tokio::time::timeout(PATIENCE, arrived).await.expect("requests come through again after a kill");
}

/// A server that is killed again and again while sixteen clients do `work`, each under its number until it is told that
/// it is enough; answers what they brought and the folder, the server not running.
async fn killed<T, W>(data: &Path, work: impl Fn(Client, usize, Arc<Progress>) -> W) -> Vec<T>
where
    T: Send + 'static,
    W: Future<Output = Vec<T>> + Send + 'static,
{
    for step in ["migrate", "load"] {
        assert!(c2r(&[step], data).status().unwrap().success(), "{step}");
    }
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let progress = Arc::new(Progress::default());
    let mut server = start(address, data);
    let client = Client::new(format!("http://{address}"));
    let clients: Vec<_> =
        (0..CLIENTS).map(|name| tokio::spawn(work(client.clone(), name, Arc::clone(&progress)))).collect();
    for kill in 0..KILLS {
        further(&progress).await;
        // At another moment of the work each time.
        tokio::time::sleep(Duration::from_micros(kill * 1_700 % 11_000)).await;
        server.kill().unwrap();
        server.wait().unwrap();
        server = start(address, data);
    }
    further(&progress).await;
    progress.enough.store(true, Ordering::Relaxed);
    let mut brought = Vec::new();
    for client in clients {
        brought.extend(client.await.unwrap());
    }
    server.kill().unwrap();
    server.wait().unwrap();
    brought
}

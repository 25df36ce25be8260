//! A disk that fills up while people write. What was acknowledged is there afterwards, and nothing else was.
#![cfg(unix)]

use crate::place::{Place, about_accra};
use client::{Client, IdempotencyKey};
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Reports that are tried: more than the room that is left can take.
const TRIES: usize = 400;
/// Room that is left, in blocks of 512 bytes.
const ROOM: u64 = 600;

#[tokio::test]
async fn a_commit_that_failed_is_followed_by_none_that_only_seems_to_succeed() {
    let place = Place::loaded();
    // The journal of what was loaded is the larger of the two.
    let size_of = |name: &str| std::fs::metadata(place.data().join(name)).map_or(0, |file| file.len());
    let size = size_of("c2r.db").max(size_of("c2r.db-wal"));
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    // No file may grow beyond this: writing then fails within the commit, as on a full disk.
    let limit = size / 512 + ROOM;
    let script = format!("trap '' XFSZ; ulimit -f {limit}; exec \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    command.arg("-c").arg(script).arg(env!("CARGO_BIN_EXE_c2r")).args(["serve", "--bind", &address.to_string()]);
    command.arg("--data").arg(place.data()).env("C2R_LIMITS__WRITES_PER_MINUTE", "0");
    let mut server = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let client = Client::new(format!("http://{address}"));
    for _ in 0..200 {
        if client.list_vocabularies(false).await.is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let (mut acknowledged, mut refused) = (Vec::new(), 0);
    for number in 0..TRIES {
        let text = format!("report {number} {}", "x".repeat(900));
        match client.create_correction(&IdempotencyKey::generate(), &about_accra(&text, None)).await {
            Ok(report) => acknowledged.push(report.value),
            Err(error) => {
                assert!(matches!(error.status(), Some(503 | 507)), "{error}");
                refused += 1;
            }
        }
    }
    server.kill().unwrap();
    server.wait().unwrap();
    assert!(!acknowledged.is_empty() && refused > 0, "{} acknowledged, {refused} refused", acknowledged.len());
    assert_eq!(place.reported(), acknowledged, "{refused} refused");
    assert!(place.run(&["check"]).succeeded().starts_with("ok"));
}

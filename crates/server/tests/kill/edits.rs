//! People who join cities and leave them again, each wish under its idempotency key.

use crate::{Progress, c2r, killed, may_be_tried_again};
use client::{Client, Error, IdempotencyKey};
use domain::identity::{NewLogin, RefreshDelivery};
use domain::live::ThingKind;
use domain::memberships::{Membership, MembershipStatus, NewMembership};
use domain::policy::{MembershipRole, Scope};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use store::{Db, Options};
use tempfile::TempDir;

const PASSWORD: &str = "five quiet bridges over one river";

fn address(name: usize) -> String {
    format!("client-{name}@example.org")
}

/// Accounts that need no mail: the person at the machine makes them.
fn make_accounts(data: &Path) {
    assert!(c2r(&["migrate"], data).status().unwrap().success());
    for name in 0..crate::CLIENTS {
        let (email, called) = (address(name), format!("Client {name}"));
        let mut command = c2r(&["admin", "create", "--email", &email, "--name", &called], data);
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(format!("{PASSWORD}\n").as_bytes()).unwrap();
        assert!(child.wait().unwrap().success());
    }
}

/// Asks until there is an answer; `None` where an earlier try, whose answer was lost, has done it.
async fn until_answered<T, F: Future<Output = Result<T, Error>>>(ask: impl Fn() -> F) -> Option<T> {
    let mut lost = false;
    loop {
        match ask().await {
            Ok(answer) => return Some(answer),
            Err(error) if lost && error.status() == Some(409) => return None,
            Err(error) if may_be_tried_again(&error) => {
                lost |= matches!(error, Error::Transport(_));
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            Err(error) => panic!("{error}"),
        }
    }
}

/// Joins a city under a key until it is acknowledged, leaves it, joins the next.
async fn join_and_leave(client: Client, name: usize, progress: Arc<Progress>) -> Vec<Membership> {
    // A client of its own: each carries its own access token.
    let client = Client::new(client.url("").trim_end_matches("/api/v1").to_owned());
    let (email, password) = (address(name), PASSWORD.to_owned());
    let login = NewLogin { email, password, code: None, refresh: Some(RefreshDelivery::Body) };
    until_answered(|| client.create_login(&login)).await.unwrap();
    let mut acknowledged = Vec::new();
    while !progress.enough.load(Ordering::Relaxed) {
        let city = Some(["accra", "melbourne", "medellin"][acknowledged.len() % 3].to_owned());
        let role = MembershipRole::Practitioner;
        let new = NewMembership { city, organisation: None, role, message: None };
        let key = IdempotencyKey::generate();
        let joined = until_answered(|| client.create_membership(&key, &new)).await;
        let joined = joined.expect("a kept answer, whatever was lost");
        until_answered(|| client.delete_membership(joined.id, joined.version)).await;
        acknowledged.push(joined);
        progress.acknowledged.fetch_add(1, Ordering::Relaxed);
    }
    acknowledged
}

#[tokio::test]
async fn edits_under_keys_outlive_twenty_kills() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    make_accounts(&data);
    let joined = killed(&data, join_and_leave).await;
    let count = joined.len();
    let acknowledged: BTreeMap<_, _> = joined.into_iter().map(|one| (one.id, one)).collect();
    assert_eq!(acknowledged.len(), count, "no answer came for two wishes");

    assert!(c2r(&["check"], &data).status().unwrap().success(), "the database is sound");
    let db = Db::open(&Options::sqlite(data.join("c2r.db"))).await.unwrap();
    for id in acknowledged.keys() {
        let kept = store::memberships::find(&db, *id).await.unwrap();
        let status = kept.map(|kept| kept.status);
        assert_eq!(status, Some(MembershipStatus::Ended), "acknowledged, and lost: {id}");
    }
    let told = store::changes::after(&db, Scope::Everything, 0, &[ThingKind::Membership], 1_000_000).await.unwrap();
    let made: std::collections::BTreeSet<_> = told.iter().map(|line| line.change.id).collect();
    assert_eq!(made.len(), acknowledged.len(), "made once for each wish");
}

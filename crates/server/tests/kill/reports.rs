//! Reports of wrong facts, each under its idempotency key.

use crate::{Progress, c2r, killed, may_be_tried_again};
use client::{Client, IdempotencyKey};
use domain::corrections::{CityFact, Correction, NewCorrection};
use domain::live::ThingKind;
use domain::policy::{Reach, Scope};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use store::corrections::CorrectionFilter;
use store::{Db, Options};
use tempfile::TempDir;

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

#[tokio::test]
async fn what_was_acknowledged_outlives_twenty_kills() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let reports = killed(&data, report).await;
    let acknowledged: BTreeMap<_, _> = reports.into_iter().map(|report| (report.id, report)).collect();

    assert!(c2r(&["check"], &data).status().unwrap().success(), "the database is sound");
    let db = Db::open(&Options::sqlite(data.join("c2r.db"))).await.unwrap();
    let everything = Reach { everything: true, ..Reach::default() };
    let kept = store::corrections::list(&db, &everything, &CorrectionFilter::default(), None, 1_000_000).await.unwrap();
    let kept: BTreeMap<_, _> = kept.into_iter().map(|report| (report.correction.id, report.correction)).collect();
    let lost: Vec<_> = acknowledged.keys().filter(|id| !kept.contains_key(id)).collect();
    assert!(lost.is_empty(), "acknowledged, and lost: {lost:?}");
    let doubled: Vec<_> = kept.values().filter(|report| !acknowledged.contains_key(&report.id)).collect();
    assert!(doubled.is_empty(), "done under a key that was answered with another report: {doubled:?}");
    assert_eq!(kept, acknowledged);
    let told = store::changes::after(&db, Scope::Everything, 0, &[ThingKind::Correction], 1_000_000).await.unwrap();
    assert_eq!(told.len(), kept.len(), "each with its line in the change log");
}

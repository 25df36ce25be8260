//! W1 and W2 again, of lessons: against F2, which keeps no answer, and so at addresses that were not asked for before.

use super::sources::{Fresh, prepared};
use super::{Rounds, Side, latencies};
use crate::bed::{Bed, Data, lists};
use crate::floor;
use crate::lessons::slug;
use crate::load::open;
use crate::random::Random;
use crate::report::Row;
use crate::run::Options;
use crate::stats::median;
use anyhow::{Result, ensure};
use std::time::Duration;

/// Pages of each list whose bytes are compared with the floor's.
const PAGES: usize = 13;
/// Lessons whose bytes are compared with the floor's, one by one.
const LESSONS: usize = 1_000;
/// How a list begins and ends.
const LIST: (&[u8], &[u8]) = (b"{\"items\":[", b"\"facets\":null}");
/// How the answer with one lesson begins and ends: none of the generated ones was ever changed.
const LESSON: (&[u8], &[u8]) = (b"{\"id\":", b",\"version\":1}");

/// W1L: pairs of topic and country, with the latency at half of what was reached.
pub(super) async fn list(bed: &Bed, options: &Options) -> Result<Vec<Row>> {
    let (ours, floor) = (bed.serve(Data::Lessons)?, bed.floor_f2(Data::Lessons)?);
    let database = bed.database(Data::Lessons);
    let (places, filters) = (floor::lesson_places(&database)?, floor::lesson_filters(&database)?);
    ensure!(!places.is_empty() && !filters.is_empty(), "there are no lessons");
    let firsts: Vec<String> = filters.iter().map(|filter| first(filter)).collect();
    prepared(lists(&ours, &firsts, PAGES)?, &ours, &floor)?;
    let path = move |number: usize| {
        // Every pair with every place is an address of its own.
        let place = &places[number / filters.len() * 7_919 % places.len()];
        let filter = &filters[number % filters.len()];
        // A wrong cursor would be a wrong answer, which ends the bench.
        let cursor = floor::cursor(floor::LESSONS_BY, place, filter).unwrap_or_default();
        format!("{}&cursor={cursor}", first(filter))
    };
    let fresh = Fresh::new(path, LIST);
    let rounds =
        Rounds::of("W1L", Side { server: &ours, source: &fresh }, Side { server: &floor, source: &fresh }, options)
            .await?;
    let mut rows = Vec::from_iter(Row::rates("P1", "W1L lessons, every address new; F2", rounds.pair(), 0.55));
    let rate = median(rounds.ours.iter().map(|sample| sample.rate)).unwrap_or_default() / 2.0;
    let times = open(&ours, &fresh, options.connections, (rate, Duration::from_secs(options.seconds))).await?;
    rows.extend(latencies("W1L", rate, &times, 5.0));
    rows.extend(Row::limit("P10", "memory after W1L", (vec![ours.resident_mb()?], "MB"), 200.0));
    Ok(rows)
}

/// The first page of the list under a filter, newest first.
fn first(filter: &str) -> String {
    format!("/api/v1/lessons?{filter}&sort={}&limit=20", floor::LESSONS_BY)
}

/// W2L: one lesson after the other. They come round again only when all have been asked for, long out of memory.
pub(super) async fn one(bed: &Bed, options: &Options) -> Result<Vec<Row>> {
    let (ours, floor) = (bed.serve(Data::Lessons)?, bed.floor_f2(Data::Lessons)?);
    let lessons = bed.lessons;
    let path = move |number: usize| format!("/api/v1/lessons/{}", slug(1 + number * 7_919 % lessons));
    let mut random = Random::new(3);
    prepared((0..LESSONS).map(|_| path(random.below(lessons))).collect(), &ours, &floor)?;
    let (fresh, for_floor) = (Fresh::new(path, LESSON), Fresh::new(path, LESSON));
    let rounds =
        Rounds::of("W2L", Side { server: &ours, source: &fresh }, Side { server: &floor, source: &for_floor }, options)
            .await?;
    Ok(Vec::from_iter(Row::rates("P3", "W2L one lesson, every address new; F2", rounds.pair(), 0.65)))
}

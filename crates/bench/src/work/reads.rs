//! W1, W2 and W10: what is read of cities.
//!
//! The product keeps public answers in memory for as long as they hold. Against F2, which keeps none, it is
//! therefore asked what it has not been asked before; what it keeps is measured against F0.

use super::sources::{Cycle, Fresh, Prepared, prepared};
use super::{Rounds, Side, latencies};
use crate::bed::{Bed, Data, FIRST, filters, lists};
use crate::cities::slug;
use crate::floor;
use crate::http;
use crate::load::open;
use crate::process::Process;
use crate::random::Random;
use crate::report::Row;
use crate::run::Options;
use crate::stats::median;
use anyhow::{Context as _, Result};
use std::time::Duration;

/// Pages of each list.
const PAGES: usize = 13;
/// Cities whose bytes are compared with the floor's, one by one.
const CITIES: usize = 1_000;
/// Lists that are asked for again.
const HELD: usize = 20;
/// How the answer with one city begins and ends.
const CITY: (&[u8], &[u8]) = (b"{\"id\":", b"Z\"}");

/// W1: addresses never asked for before, with the latency at half of what was reached; then kept ones.
pub(super) async fn list(bed: &Bed, options: &Options) -> Result<Vec<Row>> {
    let (ours, floor) = (bed.serve(Data::Generated)?, bed.floor_f2(Data::Generated)?);
    let (places, filters) = (bed.places()?, filters());
    let cycle = prepared(lists(&ours, &filters, PAGES)?, &ours, &floor)?;
    let path = move |number: usize| {
        // Every filter with every place is an address of its own.
        let place = &places[number / filters.len() * 7_919 % places.len()];
        let list = &filters[number % filters.len()];
        let filter =
            list.split_once('?').and_then(|(_, query)| query.split_once("&sort")).map_or("", |(filter, _)| filter);
        // A wrong cursor would be a wrong answer, which ends the bench.
        let cursor = floor::cursor(floor::CITIES_BY, place, filter).unwrap_or_default();
        format!("{list}&cursor={cursor}")
    };
    let fresh = Fresh::new(path, (b"{\"items\":[", b"\"facets\":null}"));
    let rounds =
        Rounds::of("W1", Side { server: &ours, source: &fresh }, Side { server: &floor, source: &fresh }, options)
            .await?;
    let mut rows = Vec::from_iter(Row::rates("P1", "W1 list, every address new; F2", rounds.pair(), 0.55));
    let rate = median(rounds.ours.iter().map(|sample| sample.rate)).unwrap_or_default() / 2.0;
    let times = open(&ours, &fresh, options.connections, (rate, Duration::from_secs(options.seconds))).await?;
    rows.extend(latencies("W1", rate, &times, 5.0));
    rows.extend(kept(bed, (&ours, &cycle), options).await?);
    rows.extend(Row::limit("P10", "memory after W1", (vec![ours.resident_mb()?], "MB"), 200.0));
    Ok(rows)
}

/// The list again: answers that the product keeps, against bytes that are there already.
async fn kept(bed: &Bed, (ours, cycle): (&Process, &Cycle), options: &Options) -> Result<Option<Row>> {
    let bytes = cycle.0.first().map_or(0, |prepared| prepared.body.len());
    let floor = bed.floor("f0", &["--bytes", &bytes.to_string()], FIRST)?;
    let fixed = Prepared { request: http::get(FIRST, ""), status: 200, body: vec![b' '; bytes] };
    let fixed = Cycle(vec![fixed]);
    let rounds =
        Rounds::of("W1 again", Side { server: ours, source: cycle }, Side { server: &floor, source: &fixed }, options)
            .await?;
    let what = format!("W1 list, {} addresses again; F0", cycle.0.len());
    Ok(Row::rates("", what, rounds.pair(), 0.0).map(Row::without_target))
}

/// W2: one city after the other. They come round again only when all have been asked for, long out of memory.
pub(super) async fn one(bed: &Bed, options: &Options) -> Result<Vec<Row>> {
    let (ours, floor) = (bed.serve(Data::Generated)?, bed.floor_f2(Data::Generated)?);
    let cities = bed.cities;
    let path = move |number: usize| format!("/api/v1/cities/{}", slug(1 + number * 7_919 % cities));
    let mut random = Random::new(2);
    prepared((0..CITIES).map(|_| path(random.below(cities))).collect(), &ours, &floor)?;
    let (fresh, for_floor) = (Fresh::new(path, CITY), Fresh::new(path, CITY));
    let rounds =
        Rounds::of("W2", Side { server: &ours, source: &fresh }, Side { server: &floor, source: &for_floor }, options)
            .await?;
    Ok(Vec::from_iter(Row::rates("P3", "W2 one city, every address new; F2", rounds.pair(), 0.65)))
}

/// W10: the client holds the page already; the floor sends as many bytes as the page has.
pub(super) async fn unchanged(bed: &Bed, options: &Options) -> Result<Vec<Row>> {
    let ours = bed.serve(Data::Generated)?;
    let lists = lists(&ours, &filters(), 1)?;
    let bytes = http::fetch(ours.address(), &lists[0])?.len();
    let floor = bed.floor("f0", &["--bytes", &bytes.to_string()], FIRST)?;
    let held = Cycle(lists.iter().cycle().take(HELD).map(|path| held(&ours, path)).collect::<Result<_>>()?);
    let page = vec![b' '; bytes];
    let fixed = Cycle(
        lists
            .into_iter()
            .map(|path| Prepared { request: http::get(&path, ""), status: 200, body: page.clone() })
            .collect(),
    );
    let rounds =
        Rounds::of("W10", Side { server: &ours, source: &held }, Side { server: &floor, source: &fixed }, options)
            .await?;
    let what = format!("W10 304 on a list of {bytes} bytes; F0");
    Ok(Vec::from_iter(Row::rates("P4", what, rounds.pair(), 0.70)))
}

/// A request by one who holds the answer.
fn held(server: &Process, path: &str) -> Result<Prepared> {
    let etag =
        http::ask_once(server.address(), &http::get(path, ""), |answer| Ok(answer.header("etag").map(str::to_owned)))?;
    let etag = etag.with_context(|| format!("{path} has no ETag"))?;
    Ok(Prepared { request: http::get(path, &format!("If-None-Match: {etag}\r\n")), status: 304, body: Vec::new() })
}

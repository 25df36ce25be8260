//! W1, W2 and W10: what is read.
//!
//! The product keeps public answers in memory for as long as they hold. Against F2, which keeps none, it is
//! therefore asked what it has not been asked before; what it keeps is measured against F0.

use super::{Rounds, Side};
use crate::bed::{Bed, Data, FIRST, filters, lists};
use crate::cities::{Random, slug};
use crate::floor;
use crate::http::{self, Answer};
use crate::load::{Source, open};
use crate::process::Process;
use crate::report::Row;
use crate::run::Options;
use crate::stats::{median, milliseconds, percentile};
use anyhow::{Context as _, Result, ensure};
use std::borrow::Cow;
use std::cell::Cell;
use std::time::Duration;

/// Pages of each list.
const PAGES: usize = 13;
/// Cities whose bytes are compared with the floor's, one by one.
const CITIES: usize = 1_000;
/// Lists that are asked for again.
const HELD: usize = 20;
/// How the answer with one city begins and ends.
const CITY: (&[u8], &[u8]) = (b"{\"id\":", b"Z\"}");
/// Every so many answers the whole body is looked at; status and length are always.
const SAMPLED: u64 = 16;

/// Addresses of which none is asked for twice, as far as there are enough of them.
struct Fresh {
    path: Box<dyn Fn(usize) -> String>,
    sent: Cell<usize>,
    /// How every right body begins and ends.
    ends: (&'static [u8], &'static [u8]),
}

impl Fresh {
    fn new(path: impl Fn(usize) -> String + 'static, ends: (&'static [u8], &'static [u8])) -> Self {
        Self { path: Box::new(path), sent: Cell::new(0), ends }
    }
}

impl Source for Fresh {
    fn request(&self, _: u64) -> Cow<'_, [u8]> {
        let number = self.sent.replace(self.sent.get() + 1);
        Cow::Owned(http::get(&(self.path)(number), ""))
    }

    fn check(&self, _: u64, answer: &Answer<'_>) -> Result<()> {
        let (begin, end) = self.ends;
        let right = answer.status == 200 && answer.body.starts_with(begin) && answer.body.ends_with(end);
        ensure!(right, "a wrong answer with status {}: {}", answer.status, String::from_utf8_lossy(answer.body));
        Ok(())
    }
}

/// A request with its right answer.
struct Prepared {
    request: Vec<u8>,
    status: u16,
    body: Vec<u8>,
}

/// Requests in turn, over and over.
struct Cycle(Vec<Prepared>);

impl Cycle {
    fn at(&self, number: u64) -> &Prepared {
        let count = u64::try_from(self.0.len()).unwrap_or(1);
        // A step that shares no factor with the count visits all of them, neighbours far apart.
        let place = number.wrapping_mul(7_919) % count;
        &self.0[usize::try_from(place).unwrap_or_default()]
    }
}

impl Source for Cycle {
    fn request(&self, number: u64) -> Cow<'_, [u8]> {
        Cow::Borrowed(&self.at(number).request)
    }

    fn check(&self, number: u64, answer: &Answer<'_>) -> Result<()> {
        let right = self.at(number);
        ensure!(
            answer.status == right.status,
            "status {} where {} is right: {}",
            answer.status,
            right.status,
            String::from_utf8_lossy(answer.body)
        );
        ensure!(
            answer.body.len() == right.body.len(),
            "a body of {} bytes where {} are right",
            answer.body.len(),
            right.body.len()
        );
        ensure!(!number.is_multiple_of(SAMPLED) || answer.body == right.body, "the body of an answer is wrong");
        Ok(())
    }
}

/// Fetches every page from both servers; both must answer the same bytes.
fn prepared(paths: Vec<String>, ours: &Process, floor: &Process) -> Result<Cycle> {
    let prepare = |path: String| {
        let body = http::fetch(ours.address(), &path)?;
        let same = body == http::fetch(floor.address(), &path)?;
        ensure!(same, "product and floor answer {path} with different bytes");
        Ok(Prepared { request: http::get(&path, ""), status: 200, body })
    };
    Ok(Cycle(paths.into_iter().map(prepare).collect::<Result<_>>()?))
}

fn floor_f2(bed: &Bed) -> Result<Process> {
    let database = bed.path("floor.db");
    let database = database.to_str().context("the path of the floor's database is not UTF-8")?;
    bed.floor("f2", &["--db", database], &format!("/api/v1/cities/{}", slug(1)))
}

/// W1: addresses never asked for before, with the latency at half of what was reached; then kept ones.
pub(super) async fn list(bed: &Bed, options: &Options) -> Result<Vec<Row>> {
    let (ours, floor) = (bed.serve(Data::Generated)?, floor_f2(bed)?);
    let cycle = prepared(lists(&ours, PAGES)?, &ours, &floor)?;
    let (places, filters) = (bed.places()?, filters());
    let path = move |number: usize| {
        // Every filter with every place is an address of its own.
        let place = &places[number / filters.len() * 7_919 % places.len()];
        let list = &filters[number % filters.len()];
        let filter =
            list.split_once('?').and_then(|(_, query)| query.split_once("&sort")).map_or("", |(filter, _)| filter);
        // A wrong cursor would be a wrong answer, which ends the bench.
        let cursor = floor::cursor(place, filter).unwrap_or_default();
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

/// Half and 99 % of the callers wait no longer than this.
pub(super) fn latencies(work: &str, rate: f64, times: &[Duration], most: f64) -> Vec<Row> {
    let at = |per_mille| percentile(times, per_mille).map(milliseconds).into_iter().collect::<Vec<_>>();
    let median = Row::new("P6", format!("{work} p50 at {rate:.0}/s, half capacity"), "ms", at(500));
    let slow = Row::limit("P6", format!("{work} p99 at {rate:.0}/s, half capacity"), (at(990), "ms"), most);
    median.into_iter().chain(slow).collect()
}

/// W2: one city after the other. They come round again only when all have been asked for, long out of memory.
pub(super) async fn one(bed: &Bed, options: &Options) -> Result<Vec<Row>> {
    let (ours, floor) = (bed.serve(Data::Generated)?, floor_f2(bed)?);
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
    let lists = lists(&ours, 1)?;
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

#[cfg(test)]
mod tests {
    use super::{Cycle, Prepared};

    #[test]
    fn a_cycle_visits_all() {
        for count in [1_u16, 2, 20, 260, 1_000] {
            let cycle =
                Cycle((0..count).map(|status| Prepared { request: Vec::new(), status, body: Vec::new() }).collect());
            let mut seen: Vec<u16> = (0..u64::from(count)).map(|number| cycle.at(number).status).collect();
            seen.sort_unstable();
            assert_eq!(seen, (0..count).collect::<Vec<_>>());
        }
    }
}

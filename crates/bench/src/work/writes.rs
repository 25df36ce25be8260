//! W5: reports, each under its own idempotency key, each on the disk before it is answered.

use super::{Rounds, WARM_UP, latencies};
use crate::bed::{Bed, Data};
use crate::cities::slug;
use crate::floor::FloorCommits;
use crate::http::{self, Answer};
use crate::load::{Sample, Source, closed, open};
use crate::process::{self, Process};
use crate::report::Row;
use crate::run::Options;
use crate::stats::median;
use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use std::borrow::Cow;
use std::cell::Cell;
use std::time::Duration;

/// Clients who report at the same time.
const TOGETHER: usize = 32;

/// Reports, no two alike however often a loop begins anew.
struct Reports {
    cities: usize,
    sent: Cell<usize>,
}

impl Source for Reports {
    fn request(&self, _: u64) -> Cow<'_, [u8]> {
        let number = self.sent.replace(self.sent.get() + 1);
        let report = json!({
            "city": slug(1 + number * 7_919 % self.cities), "fact": "population",
            "value": format!("Generated report {number} of the benchmark."), "source": "https://bench.example/report",
        });
        Cow::Owned(http::post(
            "/api/v1/corrections",
            &format!("Idempotency-Key: bench-{number}\r\n"),
            &report.to_string(),
        ))
    }

    fn check(&self, _: u64, answer: &Answer<'_>) -> Result<()> {
        ensure!(
            answer.status == 201,
            "status {} where 201 is right: {}",
            answer.status,
            String::from_utf8_lossy(answer.body)
        );
        ensure!(answer.header("idempotent-replayed").is_none(), "a new report was taken for an old one");
        Ok(())
    }
}

/// One client and many against F7, and the latency of many at half of what was reached.
pub(super) async fn corrections(bed: &Bed, options: &Options) -> Result<Vec<Row>> {
    let server = bed.serve(Data::Generated)?;
    let reports = Reports { cities: bed.cities, sent: Cell::new(0) };
    let alone = rounds(bed, (&server, &reports), 1, options).await?;
    let together = rounds(bed, (&server, &reports), TOGETHER, options).await?;
    let row = |clients: usize, rounds: &Rounds, least| {
        let what = format!("W5 report a fact, {clients} client{}", if clients == 1 { "" } else { "s" });
        Row::rates("P5", what, rounds.pair(), least).map(Row::by_clock_only)
    };
    let mut rows = Vec::from_iter(row(1, &alone, 0.5).into_iter().chain(row(TOGETHER, &together, 1.0)));
    let rate = median(together.ours.iter().map(|sample| sample.rate)).unwrap_or_default() / 2.0;
    let times = open(&server, &reports, TOGETHER, (rate, Duration::from_secs(options.seconds))).await?;
    rows.extend(latencies("W5", rate, &times, 15.0));
    Ok(rows)
}

async fn rounds(
    bed: &Bed,
    (server, reports): (&Process, &Reports),
    clients: usize,
    options: &Options,
) -> Result<Rounds> {
    closed(server, reports, clients, WARM_UP).await?;
    let mut rounds = Rounds::default();
    for round in 1..=options.rounds {
        rounds.ours.push(closed(server, reports, clients, Duration::from_secs(options.seconds)).await?);
        rounds.floor.push(floor(bed, &format!("commits-{clients}-{round}.db"), options.seconds)?);
        rounds.tell(&format!("W5 with {clients}"), round);
    }
    Ok(rounds)
}

fn floor(bed: &Bed, name: &str, seconds: u64) -> Result<Sample> {
    let (database, seconds) = (bed.path(name), seconds.to_string());
    let mut command = bed.floor_command("f7")?;
    let (said, _) = process::finish(command.arg("--db").arg(&database).args(["--seconds", &seconds]))?;
    let commits: FloorCommits = serde_json::from_str(&said).context("F7 said something else than its result")?;
    Ok(Sample { rate: commits.rate(), per_cpu_second: commits.rate() })
}

//! One run from options to the report.

use crate::bed::Bed;
use crate::machine::Machine;
use crate::process;
use crate::report::{Report, Setup};
use crate::say;
use crate::work::Work;
use anyhow::{Context as _, Result};
use chrono::Utc;
use clap::{Args, ValueEnum as _};
use std::path::{Path, PathBuf};

/// What to measure, and how.
#[derive(Args)]
pub(crate) struct Options {
    /// Seconds of one round.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub(crate) seconds: u64,
    /// Rounds of ours and of the floor in turn; the table shows medians.
    #[arg(long, default_value_t = 3)]
    pub(crate) rounds: usize,
    /// Generated cities.
    #[arg(long, default_value_t = 100_000)]
    pub(crate) cities: usize,
    /// Generated lessons.
    #[arg(long, default_value_t = 100_000)]
    pub(crate) lessons: usize,
    /// Generated subscribers.
    #[arg(long, default_value_t = 100_000)]
    pub(crate) subscribers: usize,
    /// Connections that the product may have to the server of its mails.
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u8).range(2..=100))]
    pub(crate) mail_connections: u8,
    /// How often the product is killed while it sends.
    #[arg(long, default_value_t = 20)]
    pub(crate) kills: usize,
    /// Connections of the load generator for what is read.
    #[arg(long, default_value_t = 32)]
    pub(crate) connections: usize,
    /// Only this work, by commas; all of it when absent.
    #[arg(long, value_delimiter = ',', value_name = "WORK")]
    only: Vec<Work>,
    /// Where to write the JSON [default: target/bench/TIME.json].
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// The product [default: what `cargo xtask bench` has built].
    #[arg(long, env = "C2R_BIN", value_name = "FILE")]
    c2r: PathBuf,
}

impl Options {
    /// What is to be measured, in the order of the table.
    pub(crate) fn works(&self) -> impl Iterator<Item = Work> {
        let all = Work::value_variants().iter().copied();
        all.filter(move |work| self.only.is_empty() || self.only.contains(work))
    }
}

/// Measures, prints, writes.
pub(crate) fn run(options: &Options) -> Result<()> {
    let c2r = options.c2r.canonicalize().with_context(|| format!("there is no program {}", options.c2r.display()))?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/bench");
    let at = Utc::now();
    let bed = Bed::make(&folder, c2r.clone(), options)?;
    let machine = Machine::look(&c2r, bed.pinned);
    if bed.pinned {
        process::pin_self()?;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut rows = Vec::new();
    for work in options.works() {
        rows.extend(runtime.block_on(work.measure(&bed, options))?);
    }
    let Options { cities, lessons, subscribers, mail_connections, kills, .. } = *options;
    let Options { seconds, rounds, connections, .. } = *options;
    let setup = Setup { cities, lessons, subscribers, mail_connections, kills, seconds, rounds, connections };
    let report = Report { at: at.to_rfc3339(), machine, setup, rows };
    say::progress("");
    report.print()?;
    let file = options.json.clone().unwrap_or_else(|| folder.join(format!("{}.json", at.format("%Y-%m-%dT%H%M%SZ"))));
    report.write(&file)
}

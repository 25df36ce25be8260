//! The result: a table for people, JSON for programs.

use crate::load::Sample;
use crate::machine::Machine;
use crate::say;
use crate::stats::median;
use anyhow::{Context as _, Result};
use serde::Serialize;
use std::fs;
use std::path::Path;

/// Head of the table and the width of its columns; numbers stand to the right.
const COLUMNS: [(&str, usize); 8] =
    [("id", 4), ("what", 44), ("ours", 12), ("floor", 12), ("ratio", 7), ("by cpu", 7), ("target", 9), ("verdict", 7)];

/// What a row should reach.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Target {
    /// At least this part of the floor.
    Ratio(f64),
    /// Ours at most this.
    AtMost(f64),
    /// Ours at least this.
    AtLeast(f64),
    /// Nothing: told because it is good to know.
    None,
}

/// One measured thing.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Row {
    id: &'static str,
    what: String,
    unit: &'static str,
    ours: f64,
    floor: Option<f64>,
    ratio: Option<f64>,
    /// Answers in a second of processor time, ours.
    by_cpu: Option<f64>,
    /// The same of the floor.
    floor_by_cpu: Option<f64>,
    target: Target,
    met: Option<bool>,
    /// Every single measurement, ours.
    rounds: Vec<f64>,
    /// Every single measurement of the floor.
    floor_rounds: Vec<f64>,
}

impl Row {
    /// A comparison of rates with a floor, from interleaved rounds.
    pub(crate) fn rates(
        id: &'static str,
        what: impl Into<String>,
        (ours, floor): (&[Sample], &[Sample]),
        least: f64,
    ) -> Option<Self> {
        let rates = |samples: &[Sample]| samples.iter().map(|sample| sample.rate).collect::<Vec<_>>();
        let by_cpu = |samples: &[Sample]| median(samples.iter().map(|sample| sample.per_cpu_second));
        let mut row = Self::new(id, what, "/s", rates(ours))?;
        row.floor_rounds = rates(floor);
        row.floor = median(row.floor_rounds.iter().copied());
        row.ratio = row.floor.map(|floor| row.ours / floor);
        (row.by_cpu, row.floor_by_cpu) = (by_cpu(ours), by_cpu(floor));
        row.target = Target::Ratio(least);
        row.met = row.ratio.map(|ratio| ratio >= least);
        Some(row)
    }

    /// A time of ours beside the floor's, both in milliseconds and from interleaved rounds; `most` makes the limit of
    /// ours out of the floor's.
    pub(crate) fn beside(
        id: &'static str,
        what: impl Into<String>,
        (ours, floor): (Vec<f64>, Vec<f64>),
        most: impl FnOnce(f64) -> f64,
    ) -> Option<Self> {
        let least = median(floor.iter().copied())?;
        let mut row = Self::limit(id, what, (ours, "ms"), most(least))?;
        (row.floor, row.floor_rounds, row.ratio) = (Some(least), floor, Some(row.ours / least));
        Some(row)
    }

    /// A number of ours that should stay below a limit.
    pub(crate) fn limit(
        id: &'static str,
        what: impl Into<String>,
        (rounds, unit): (Vec<f64>, &'static str),
        most: f64,
    ) -> Option<Self> {
        let mut row = Self::new(id, what, unit, rounds)?;
        row.target = Target::AtMost(most);
        row.met = Some(row.ours <= most);
        Some(row)
    }

    /// A number of ours that should not stay below a limit.
    pub(crate) fn least(
        id: &'static str,
        what: impl Into<String>,
        (rounds, unit): (Vec<f64>, &'static str),
        least: f64,
    ) -> Option<Self> {
        let mut row = Self::new(id, what, unit, rounds)?;
        row.target = Target::AtLeast(least);
        row.met = Some(row.ours >= least);
        Some(row)
    }

    /// A number of ours without a target; `None` where nothing was measured.
    pub(crate) fn new(id: &'static str, what: impl Into<String>, unit: &'static str, rounds: Vec<f64>) -> Option<Self> {
        let ours = median(rounds.iter().copied())?;
        let (what, floor_rounds) = (what.into(), Vec::new());
        Some(Self {
            id,
            what,
            unit,
            ours,
            floor: None,
            ratio: None,
            by_cpu: None,
            floor_by_cpu: None,
            target: Target::None,
            met: None,
            rounds,
            floor_rounds,
        })
    }

    /// The row as a piece of information.
    pub(crate) fn without_target(mut self) -> Self {
        (self.target, self.met) = (Target::None, None);
        self
    }

    /// The row without the processor's view: where the disk decides, its time says nothing.
    pub(crate) fn by_clock_only(mut self) -> Self {
        (self.by_cpu, self.floor_by_cpu) = (None, None);
        self
    }

    fn cells(&self) -> [String; 8] {
        let value = |value: f64| format!("{} {}", number(value), self.unit).replace(" /s", "/s");
        let percent = |ratio: Option<f64>| ratio.map_or_else(String::new, |ratio| format!("{:.0} %", ratio * 100.0));
        let target = match self.target {
            Target::Ratio(least) => format!("≥ {:.0} %", least * 100.0),
            Target::AtMost(most) => format!("≤ {}", value(most)),
            Target::AtLeast(least) => format!("≥ {}", value(least)),
            Target::None => String::new(),
        };
        let verdict = self.met.map_or("", |met| if met { "met" } else { "missed" });
        let floor = self.floor.map_or_else(String::new, value);
        let by_cpu = self.by_cpu.zip(self.floor_by_cpu).map(|(ours, floor)| ours / floor);
        [
            self.id.into(),
            self.what.clone(),
            value(self.ours),
            floor,
            percent(self.ratio),
            percent(by_cpu),
            target,
            verdict.into(),
        ]
    }
}

/// Three digits are what such a measurement is good for.
fn number(value: f64) -> String {
    match value {
        100.0.. => format!("{value:.0}"),
        10.0..100.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

/// What was set.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Setup {
    /// Generated cities.
    pub(crate) cities: usize,
    /// Generated lessons.
    pub(crate) lessons: usize,
    /// Generated subscribers.
    pub(crate) subscribers: usize,
    /// Connections to the server of mails.
    pub(crate) mail_connections: u8,
    /// How often the product was killed while it sent.
    pub(crate) kills: usize,
    /// Seconds of a round.
    pub(crate) seconds: u64,
    /// Rounds of each comparison.
    pub(crate) rounds: usize,
    /// Connections of the load generator.
    pub(crate) connections: usize,
}

/// Everything that is told of one run.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Report {
    /// When, UTC.
    pub(crate) at: String,
    /// On what.
    pub(crate) machine: Machine,
    /// How.
    pub(crate) setup: Setup,
    /// The result.
    pub(crate) rows: Vec<Row>,
}

impl Report {
    /// Prints the table.
    pub(crate) fn print(&self) -> Result<()> {
        say::line(self.machine.line())?;
        let Setup { cities, lessons, subscribers, seconds, rounds, connections, .. } = self.setup;
        let data = format!("{cities} generated cities, {lessons} lessons, {subscribers} subscribers");
        say::line(format_args!("{data}; {rounds} rounds of {seconds} s; {connections} connections; medians\n"))?;
        say::line(aligned(&COLUMNS.map(|(head, _)| head.to_owned())))?;
        for row in &self.rows {
            say::line(aligned(&row.cells()))?;
        }
        Ok(())
    }

    /// Writes the JSON.
    pub(crate) fn write(&self, file: &Path) -> Result<()> {
        let text = serde_json::to_string_pretty(self)?;
        fs::write(file, text + "\n").with_context(|| format!("writing {}", file.display()))?;
        say::progress(format_args!("\nwritten to {}", file.display()));
        Ok(())
    }
}

fn aligned(cells: &[String; 8]) -> String {
    let columns = COLUMNS.iter().zip(cells).enumerate();
    let cells =
        columns.map(
            |(place, ((_, width), cell))| {
                if (2..7).contains(&place) { format!("{cell:>width$}") } else { format!("{cell:<width$}") }
            },
        );
    cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Row, aligned, number};
    use crate::load::Sample;
    use serde_json::json;

    fn samples(rates: &[f64]) -> Vec<Sample> {
        rates.iter().map(|rate| Sample { rate: *rate, per_cpu_second: rate * 2.0 }).collect()
    }

    #[test]
    fn a_comparison_tells_its_ratio_and_verdict() {
        let (ours, floor) = (samples(&[500.0, 600.0, 100.0]), samples(&[1_000.0, 900.0, 1_100.0]));
        let row = Row::rates("P1", "list", (&ours, &floor), 0.55).unwrap();
        assert_eq!(row.cells(), ["P1", "list", "500/s", "1000/s", "50 %", "50 %", "≥ 55 %", "missed"]);
        assert!(Row::rates("P1", "list", (&ours, &floor), 0.5).unwrap().met.unwrap());
        assert!(Row::rates("P1", "list", (&[], &floor), 0.5).is_none());
    }

    #[test]
    fn a_limit_is_kept_or_not() {
        let row = Row::limit("P11", "start", (vec![250.0, 310.0, 290.0], "ms"), 300.0).unwrap();
        assert_eq!(row.cells(), ["P11", "start", "290 ms", "", "", "", "≤ 300 ms", "met"]);
        assert_eq!(Row::limit("P11", "start", (vec![300.5], "ms"), 300.0).unwrap().met, Some(false));
        let row = Row::least("P14", "mails", (vec![1_200.0, 900.0, 1_500.0], "/s"), 1_000.0).unwrap();
        assert_eq!(row.cells(), ["P14", "mails", "1200/s", "", "", "", "≥ 1000/s", "met"]);
    }

    #[test]
    fn a_time_is_held_against_the_floors() {
        let most = |floor: f64| 1.5 * floor + 1.0;
        let row = Row::beside("P7", "search", (vec![3.0, 9.0, 4.0], vec![2.0, 2.0, 2.5]), most).unwrap();
        assert_eq!(row.cells(), ["P7", "search", "4.00 ms", "2.00 ms", "200 %", "", "≤ 4.00 ms", "met"]);
        assert_eq!(Row::beside("P7", "search", (vec![4.1], vec![2.0]), most).unwrap().met, Some(false));
        assert!(Row::beside("P7", "search", (vec![4.1], Vec::new()), most).is_none());
    }

    #[test]
    fn programs_can_read_it() {
        let row = Row::limit("P10", "idle", (vec![42.0], "MB"), 60.0).unwrap();
        let json = serde_json::to_value(row).unwrap();
        assert_eq!(json["target"], json!({ "at_most": 60.0 }));
        assert_eq!((&json["ours"], &json["met"], &json["floor"]), (&json!(42.0), &json!(true), &json!(null)));
        assert_eq!(
            serde_json::to_value(Row::new("P0", "x", "s", vec![1.0]).unwrap()).unwrap()["target"],
            json!("none")
        );
    }

    #[test]
    fn columns_stand_below_each_other() {
        assert_eq!([number(1_234.5), number(12.34), number(1.234)], ["1234", "12.3", "1.23"]);
        let line = aligned(&["P1", "list", "5/s", "", "", "", "", "met"].map(str::to_owned));
        assert_eq!(line.find("5/s"), Some(61));
    }
}

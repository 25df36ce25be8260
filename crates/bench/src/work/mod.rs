//! The work that is measured, and how rounds of ours and of the floor alternate.

mod briefing;
mod editor;
mod kills;
mod known;
mod lessons;
mod reads;
mod search;
mod sources;
mod starts;
mod writes;

use crate::bed::Bed;
use crate::load::{Sample, Source, closed};
use crate::process::Process;
use crate::report::Row;
use crate::run::Options;
use crate::say;
use crate::stats::{milliseconds, percentile};
use anyhow::Result;
use clap::ValueEnum;
use std::time::Duration;

/// How long a server is used before it is measured.
const WARM_UP: Duration = Duration::from_millis(500);

/// Kinds of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Work {
    /// The list of cities: 20 of all, two filters, newest first.
    #[value(name = "W1", alias = "w1")]
    List,
    /// The list of lessons: 20 of all, two filters, newest first.
    #[value(name = "W1L", alias = "w1l")]
    Lessons,
    /// One city by its slug.
    #[value(name = "W2", alias = "w2")]
    One,
    /// One lesson by its slug.
    #[value(name = "W2L", alias = "w2l")]
    Lesson,
    /// Search: 500 words in the lessons and in everything, and facets alone.
    #[value(name = "W4", alias = "w4")]
    Search,
    /// Reports of wrong facts: validated, audited, durable.
    #[value(name = "W5", alias = "w5")]
    Corrections,
    /// A briefing to all subscribers, and the same while the product is killed.
    #[value(name = "W8", alias = "w8")]
    Briefing,
    /// Cold start and memory.
    #[value(name = "W9", alias = "w9")]
    Start,
    /// The list of cities, unchanged.
    #[value(name = "W10", alias = "w10")]
    Unchanged,
    /// Known and unknown addresses: whether the time of an answer tells them apart.
    #[value(name = "W11", alias = "w11")]
    Known,
}

impl Work {
    /// Whether it is done on cities.
    pub(crate) const fn is_of_cities(self) -> bool {
        !self.is_of_lessons() && !self.is_of_subscribers()
    }

    /// Whether it is done on the generated subscribers.
    pub(crate) const fn is_of_subscribers(self) -> bool {
        matches!(self, Self::Briefing)
    }

    /// Whether it is done on the generated lessons.
    pub(crate) const fn is_of_lessons(self) -> bool {
        matches!(self, Self::Lessons | Self::Lesson | Self::Search)
    }

    /// Does it; answers rows of the table.
    pub(crate) async fn measure(self, bed: &Bed, options: &Options) -> Result<Vec<Row>> {
        match self {
            Self::List => reads::list(bed, options).await,
            Self::Lessons => lessons::list(bed, options).await,
            Self::One => reads::one(bed, options).await,
            Self::Lesson => lessons::one(bed, options).await,
            Self::Search => search::search(bed, options).await,
            Self::Corrections => writes::corrections(bed, options).await,
            Self::Briefing => briefing::briefing(bed, options).await,
            Self::Start => starts::starts(bed, options),
            Self::Unchanged => reads::unchanged(bed, options).await,
            Self::Known => known::known(bed, options).await,
        }
    }
}

/// Half and 99 % of the callers wait no longer than this.
fn latencies(work: &str, rate: f64, times: &[Duration], most: f64) -> Vec<Row> {
    let at = |per_mille| percentile(times, per_mille).map(milliseconds).into_iter().collect::<Vec<_>>();
    let median = Row::new("P6", format!("{work} p50 at {rate:.0}/s, half capacity"), "ms", at(500));
    let slow = Row::limit("P6", format!("{work} p99 at {rate:.0}/s, half capacity"), (at(990), "ms"), most);
    median.into_iter().chain(slow).collect()
}

/// Ours and the floor, measured in turn.
#[derive(Debug, Default)]
struct Rounds {
    ours: Vec<Sample>,
    floor: Vec<Sample>,
}

/// Something that takes requests: which server, which requests.
#[derive(Clone, Copy)]
struct Side<'a> {
    server: &'a Process,
    source: &'a dyn Source,
}

impl Rounds {
    /// What to put the results together from.
    fn pair(&self) -> (&[Sample], &[Sample]) {
        (&self.ours, &self.floor)
    }

    /// Closed loops against both sides in turn.
    async fn of(name: &str, ours: Side<'_>, floor: Side<'_>, options: &Options) -> Result<Self> {
        let (connections, time) = (options.connections, Duration::from_secs(options.seconds));
        for side in [ours, floor] {
            closed(side.server, side.source, connections, WARM_UP).await?;
        }
        let mut rounds = Self::default();
        for round in 1..=options.rounds {
            rounds.ours.push(closed(ours.server, ours.source, connections, time).await?);
            rounds.floor.push(closed(floor.server, floor.source, connections, time).await?);
            rounds.tell(name, round);
        }
        Ok(rounds)
    }

    fn tell(&self, name: &str, round: usize) {
        if let (Some(ours), Some(floor)) = (self.ours.last(), self.floor.last()) {
            say::progress(format_args!("{name} round {round}: ours {:.0}/s, floor {:.0}/s", ours.rate, floor.rate));
        }
    }
}

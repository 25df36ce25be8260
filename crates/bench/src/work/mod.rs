//! The work that is measured, and how rounds of ours and of the floor alternate.

mod known;
mod reads;
mod starts;
mod writes;

use crate::bed::Bed;
use crate::load::{Sample, Source, closed};
use crate::process::Process;
use crate::report::Row;
use crate::run::Options;
use crate::say;
use anyhow::Result;
use clap::ValueEnum;
use std::time::Duration;

/// How long a server is used before it is measured.
const WARM_UP: Duration = Duration::from_millis(500);

/// Kinds of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Work {
    /// The list: 20 of all, two filters, newest first.
    #[value(name = "W1", alias = "w1")]
    List,
    /// One city by its slug.
    #[value(name = "W2", alias = "w2")]
    One,
    /// Reports of wrong facts: validated, audited, durable.
    #[value(name = "W5", alias = "w5")]
    Corrections,
    /// Cold start and memory.
    #[value(name = "W9", alias = "w9")]
    Start,
    /// The list, unchanged.
    #[value(name = "W10", alias = "w10")]
    Unchanged,
    /// Known and unknown addresses: whether the time of an answer tells them apart.
    #[value(name = "W11", alias = "w11")]
    Known,
}

impl Work {
    /// Does it; answers rows of the table.
    pub(crate) async fn measure(self, bed: &Bed, options: &Options) -> Result<Vec<Row>> {
        match self {
            Self::List => reads::list(bed, options).await,
            Self::One => reads::one(bed, options).await,
            Self::Corrections => writes::corrections(bed, options).await,
            Self::Start => starts::starts(bed, options),
            Self::Unchanged => reads::unchanged(bed, options).await,
            Self::Known => known::known(bed, options).await,
        }
    }
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

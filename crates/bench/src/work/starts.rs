//! W9: from nothing to the first answer, and what a server that has nothing to do takes.

use crate::bed::{Bed, Data};
use crate::report::Row;
use crate::run::Options;
use crate::say;
use crate::stats::milliseconds;
use anyhow::Result;
use std::time::Duration;

/// Starts of each kind, at least.
const STARTS: usize = 5;
/// How long a server is left alone before its memory is read.
const REST: Duration = Duration::from_secs(2);

/// Cold starts on both databases, and the memory of the one that people get.
pub(super) fn starts(bed: &Bed, options: &Options) -> Result<Vec<Row>> {
    let count = options.rounds.max(STARTS);
    let mut rows = Vec::new();
    for (data, cities) in [(Data::Real, "real".to_owned()), (Data::Generated, bed.cities.to_string())] {
        let mut times = Vec::new();
        for _ in 0..count {
            let (server, time) = bed.start(data)?;
            server.stop()?;
            times.push(milliseconds(time));
        }
        say::progress(format_args!("W9 {cities} cities: {times:.0?} ms"));
        rows.extend(Row::limit("P11", format!("W9 first 200 after exec, {cities} cities"), (times, "ms"), 300.0));
    }
    let server = bed.serve(Data::Real)?;
    std::thread::sleep(REST);
    rows.extend(Row::limit("P10", "W9 memory idle, real cities", (vec![server.resident_mb()?], "MB"), 60.0));
    rows.extend(Row::new(
        "",
        format!("loading {} cities, c2r load --from", bed.cities),
        "s",
        vec![bed.loading.as_secs_f64()],
    ));
    Ok(rows)
}

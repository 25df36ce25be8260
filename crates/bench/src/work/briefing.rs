//! W8: an issue of a briefing to all subscribers, by SMTP to the sink, against F9: one mail that was written beforehand,
//! over as many connections to the same sink. At first somebody reads beside it, who should not notice.

use super::editor::{Editor, until_gone_out};
use super::kills;
use super::search::written;
use super::sources::Fresh;
use crate::bed::{Bed, filters};
use crate::floor::FloorMails;
use crate::load::{Sample, open};
use crate::process::{self, Process};
use crate::report::Row;
use crate::run::Options;
use crate::say;
use crate::sink::Sink;
use crate::stats::{milliseconds, percentile};
use anyhow::{Context as _, Result, ensure};
use std::time::{Duration, Instant};

/// Lists a second that are read: few enough to leave the processor to what is measured.
const READS: f64 = 100.0;
/// Connections of who reads.
const READERS: usize = 4;
/// How a list begins and ends.
const LIST: (&[u8], &[u8]) = (b"{\"items\":[", b"}");
/// How long an issue may take to everyone.
pub(super) const PATIENCE: Duration = Duration::from_secs(3_600);
/// Between two looks at memory and sink.
const LOOK: Duration = Duration::from_millis(20);

/// What each round found.
#[derive(Default)]
struct Found {
    /// Milliseconds to the answer of the start.
    answers: Vec<f64>,
    /// Milliseconds that 99 % of the lists take at most while nothing goes on, and while mails go.
    idle: Vec<f64>,
    meanwhile: Vec<f64>,
    ours: Vec<Sample>,
    floor: Vec<Sample>,
    /// By how many MB the memory grew at most.
    grown: Vec<f64>,
}

/// Rounds of the product and of the floor in turn, then one issue under kills.
pub(super) async fn briefing(bed: &Bed, options: &Options) -> Result<Vec<Row>> {
    let sink = Sink::open()?;
    let server = bed.serve_mails(sink.address(), options.mail_connections)?;
    let (lists, mut found) = (lists(), Found::default());
    for round in 1..=options.rounds {
        found.round((&server, &sink, &lists), options).await?;
        found.floor.push(floor(bed, &sink, options)?);
        if let (Some(ours), Some(floor)) = (found.ours.last(), found.floor.last()) {
            say::progress(format_args!("W8 round {round}: ours {:.0}/s, floor {:.0}/s", ours.rate, floor.rate));
        }
    }
    server.stop()?;
    let mut rows = found.rows();
    rows.extend(kills::kills(bed, &sink, options).await?);
    Ok(rows)
}

/// Lists of cities under two filters, no address twice: what is kept would be no reading.
fn lists() -> Fresh {
    let filters = filters();
    let path = move |number: usize| {
        let (path, query) = filters[number % filters.len()].split_once('?').unwrap_or_default();
        format!("{path}?{}", written(query, (number / filters.len() + 1) as u64))
    };
    Fresh::new(path, LIST)
}

impl Found {
    async fn round(&mut self, (server, sink, lists): (&Process, &Sink, &Fresh), options: &Options) -> Result<()> {
        let (editor, reading) = (Editor::sign_in(server)?, (READS, Duration::from_secs(options.seconds)));
        let issue = editor.issue()?;
        let idle = open(server, lists, READERS, reading).await?;
        sink.forget();
        let (resident, begun) = (server.resident_mb()?, Instant::now());
        let (answer, meanwhile) = tokio::try_join!(editor.send(&issue), open(server, lists, READERS, reading))?;
        let slow = |times: &[Duration]| percentile(times, 990).map(milliseconds);
        self.answers.push(milliseconds(answer));
        self.idle.extend(slow(&idle));
        self.meanwhile.extend(slow(&meanwhile));
        let (rate, most) = delivered((server, sink), options.subscribers, begun).await?;
        // The disk has its part in it: the processor's time says nothing.
        self.ours.push(Sample { rate, per_cpu_second: rate });
        self.grown.push((most - resident).max(0.0));
        until_gone_out(server, &issue, PATIENCE).await?;
        let (mails, doubles) = (sink.mails(), sink.doubles());
        let right = doubles == 0 && mails == options.subscribers;
        ensure!(right, "{mails} mails, {doubles} of them doubles, to {} subscribers", options.subscribers);
        Ok(())
    }

    fn rows(self) -> Vec<Row> {
        let rates = self.ours.iter().map(|sample| sample.rate).collect();
        let answer = Row::limit("P13", "W8 answer of the start", (self.answers, "ms"), 200.0);
        let reading = (self.meanwhile, self.idle);
        let reads = Row::beside("P13", "W8 p99 of a list meanwhile; idle", reading, |idle| 2.0 * idle);
        let least = Row::least("P14", "W8 mails to the sink", (rates, "/s"), 1_000.0);
        let beside = Row::rates("P14", "W8 mails to the sink; F9", (&self.ours, &self.floor), 0.4);
        let memory = Row::limit("P14", "W8 growth of memory", (self.grown, "MB"), 100.0);
        [answer, reads, least, beside.map(Row::by_clock_only), memory].into_iter().flatten().collect()
    }
}

/// Waits until every mail has come. Answers mails a second, of those that come when nobody reads any more as far as there
/// are enough of them; and the most memory that was in use.
async fn delivered((server, sink): (&Process, &Sink), mails: usize, begun: Instant) -> Result<(f64, f64)> {
    let (now, came) = (Instant::now(), sink.mails());
    let (since, before) = if mails.saturating_sub(came) * 4 >= mails { (now, came) } else { (begun, 0) };
    let mut most = server.resident_mb()?;
    while sink.mails() < mails {
        ensure!(begun.elapsed() < PATIENCE, "{} of {mails} mails have come within {PATIENCE:?}", sink.mails());
        most = most.max(server.resident_mb()?);
        tokio::time::sleep(LOOK).await;
    }
    let last = sink.last().context("no mail has come")?;
    let seconds = last.saturating_duration_since(since).as_secs_f64().max(0.001);
    Ok((mails.saturating_sub(before) as f64 / seconds, most))
}

/// As many mails as long as those of the product were, over as many connections as it uses for them: it leaves one to
/// letters that somebody waits for.
fn floor(bed: &Bed, sink: &Sink, options: &Options) -> Result<Sample> {
    let (bytes, connections) = (sink.mean_bytes().to_string(), (options.mail_connections - 1).to_string());
    let (to, mails) = (sink.address().to_string(), options.subscribers.to_string());
    let mut command = bed.floor_command("f9")?;
    command.args(["--to", &to, "--mails", &mails, "--connections", &connections, "--bytes", &bytes]);
    sink.forget();
    let (said, _) = process::finish(&mut command)?;
    ensure!(sink.mails() == options.subscribers, "F9 has sent {} mails", sink.mails());
    let mails: FloorMails = serde_json::from_str(&said).context("F9 said something else than its result")?;
    Ok(Sample { rate: mails.rate(), per_cpu_second: mails.rate() })
}

#[cfg(test)]
mod tests {
    use super::lists;
    use crate::load::Source as _;
    use std::collections::HashSet;

    #[test]
    fn no_list_is_asked_for_twice() {
        let lists = lists();
        let asked: HashSet<Vec<u8>> = (0..1_000).map(|number| lists.request(number).into_owned()).collect();
        assert_eq!(asked.len(), 1_000);
    }
}

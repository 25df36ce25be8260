//! R3: one issue, and the product killed again and again while it sends. Nobody is missed, nobody gets it twice but for
//! what was on its way, and who heard that they have left hears nothing more.

use super::briefing::PATIENCE;
use super::editor::{Editor, until_gone_out};
use crate::bed::{Bed, Data};
use crate::http::{self, form};
use crate::process::Process;
use crate::random::Random;
use crate::report::Row;
use crate::run::Options;
use crate::say;
use crate::sink::Sink;
use crate::subscribers::{email, word};
use anyhow::{Result, ensure};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

const SEED: u64 = 8_058;
/// Kills come before so much of the mails, in percent, have come: some subscribers leave, and get none.
const BEFORE: usize = 90;
/// A kill comes up to so many tenths of a millisecond after the mail that it waits for.
const LATER: usize = 200;
/// Subscribers who leave after each kill: of those whose mail may have been on its way, and of all.
const LEAVE: (usize, usize) = (2, 4);
/// Leases that nobody holds any more run out in a minute; between kill and start this much goes by for them.
const RUN_OUT: &str = "UPDATE jobs SET lease_until = '2000-01-01T00:00:00+00:00' WHERE state = 'running'";
/// Mails that were claimed by the one that was killed.
const ON_THE_WAY: &str = "SELECT subscribers.email, subscribers.word FROM briefing_deliveries \
    JOIN subscribers ON subscribers.id = briefing_deliveries.subscriber_id \
    WHERE briefing_deliveries.outcome IS NULL AND subscribers.status = 'active' \
    ORDER BY briefing_deliveries.subscriber_id LIMIT ?1";

/// Who left: how many mails they had got when they heard that it is over, by address.
type Left = BTreeMap<String, usize>;

/// An issue to everyone, and so many kills while it goes out.
pub(super) async fn kills(bed: &Bed, sink: &Sink, options: &Options) -> Result<Vec<Row>> {
    if options.kills == 0 {
        return Ok(Vec::new());
    }
    let start = || bed.serve_mails(sink.address(), options.mail_connections);
    let (mut server, mut random, mut left) = (start()?, Random::new(SEED), Left::new());
    sink.forget();
    let editor = Editor::sign_in(&server)?;
    let issue = editor.issue()?;
    editor.send(&issue).await?;
    let mut moments: Vec<usize> =
        (0..options.kills).map(|_| random.below(options.subscribers * BEFORE / 100)).collect();
    moments.sort_unstable();
    for (kill, moment) in (1..).zip(moments) {
        wait_for(sink, moment).await?;
        tokio::time::sleep(Duration::from_micros(100 * random.below(LATER) as u64)).await;
        // SIGKILL: nothing of it is asked, or waited for.
        drop(server);
        let leaving = leaving(&bed.database(Data::Subscribers), options.subscribers, &mut random)?;
        server = start()?;
        leave((&server, sink), leaving, &mut left)?;
        say::progress(format_args!("R3 kill {kill}: {} mails have come, {} have left", sink.mails(), left.len()));
    }
    until_gone_out(&server, &issue, PATIENCE).await?;
    server.stop()?;
    Ok(rows(sink, &left, options))
}

async fn wait_for(sink: &Sink, mails: usize) -> Result<()> {
    let begun = Instant::now();
    while sink.mails() < mails {
        ensure!(begun.elapsed() < PATIENCE, "{} of {mails} mails have come within {PATIENCE:?}", sink.mails());
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    Ok(())
}

/// Who will leave: addresses with the words of their links. The leases of the one that was killed run out meanwhile.
fn leaving(database: &Path, subscribers: usize, random: &mut Random) -> Result<Vec<(String, String)>> {
    let connection = Connection::open(database)?;
    connection.execute(RUN_OUT, [])?;
    let mut statement = connection.prepare(ON_THE_WAY)?;
    let rows = statement
        .query_map([i64::try_from(LEAVE.0)?], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let mut leaving = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    for _ in 0..LEAVE.1 {
        let number = 1 + random.below(subscribers);
        leaving.push((email(number), word(number)));
    }
    Ok(leaving)
}

/// They leave by the button of their mail program, one after the other.
fn leave((server, sink): (&Process, &Sink), leaving: Vec<(String, String)>, left: &mut Left) -> Result<()> {
    for (email, word) in leaving {
        let request = form(&format!("/unsubscribe/{word}"), "List-Unsubscribe=One-Click");
        http::ask_once(server.address(), &request, |answer| {
            let text = String::from_utf8_lossy(answer.body);
            ensure!(answer.status == 200, "leaving answers {}: {text}", answer.status);
            Ok(())
        })?;
        // Who leaves a second time has heard it before.
        let count = sink.count(&email);
        left.entry(email).or_insert(count);
    }
    Ok(())
}

fn rows(sink: &Sink, left: &Left, options: &Options) -> Vec<Row> {
    let stay = (1..=options.subscribers).map(email).filter(|email| !left.contains_key(email));
    let missed = stay.filter(|email| sink.count(email) == 0).count();
    let after: usize = left.iter().map(|(email, count)| sink.count(email).saturating_sub(*count)).sum();
    let bound = options.kills * usize::from(options.mail_connections);
    let kills = options.kills;
    let row =
        |what: String, count: usize, most: usize| Row::limit("R3", what, (vec![count as f64], "mails"), most as f64);
    let rows = [
        row(format!("W8 missed, {kills} kills"), missed, 0),
        row(format!("W8 twice, {kills} kills"), sink.doubles(), bound),
        row(format!("W8 after {} had left", left.len()), after, 0),
    ];
    rows.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::leaving;
    use crate::random::Random;
    use crate::subscribers;
    use rusqlite::Connection;

    #[test]
    fn those_leave_first_whose_mail_was_on_its_way() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("c2r.db");
        let connection = Connection::open(&database).unwrap();
        let tables = "CREATE TABLE jobs (state, lease_until); CREATE TABLE subscribers (id, email, word, status);
            CREATE TABLE briefing_deliveries (subscriber_id, outcome);
            INSERT INTO jobs VALUES ('running', '2026-01-01T00:00:00+00:00'), ('waiting', NULL);
            INSERT INTO subscribers VALUES (1, 'a', 'x', 'active'), (2, 'b', 'y', 'left'), (3, 'c', 'z', 'active');
            INSERT INTO briefing_deliveries VALUES (1, 'sent'), (2, NULL), (3, NULL);";
        connection.execute_batch(tables).unwrap();
        let leaving = leaving(&database, 9, &mut Random::new(1)).unwrap();
        assert_eq!((leaving.len(), leaving[0].clone()), (5, ("c".to_owned(), "z".to_owned())));
        assert!(leaving[1..].iter().all(|(email, _)| (1..=9).any(|number| *email == subscribers::email(number))));
        let lease: String =
            connection.query_row("SELECT lease_until FROM jobs WHERE state = 'running'", [], |row| row.get(0)).unwrap();
        assert_eq!(lease, "2000-01-01T00:00:00+00:00");
    }
}

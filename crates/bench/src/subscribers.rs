//! Subscribers that do not exist, for measuring only: as many as wanted, written straight into the tables with what
//! proves that they agreed. Their addresses are at a name that reaches nobody (RFC 2606), and go to the sink alone.

use crate::random::Random;
use anyhow::Result;
use rusqlite::{Connection, params};
use std::path::Path;
use uuid::{Builder, Uuid};

const SEED: u64 = 5_321;
/// When they subscribed, and the same in milliseconds since 1970.
const AT: (&str, u64) = ("2026-01-01T00:00:00+00:00", 1_767_225_600_000);
/// Rows that are written with one commit.
const AT_ONCE: usize = 5_000;

const SUBSCRIBER: &str = "INSERT INTO subscribers (id, email, email_key, email_digest, language, status, filter, \
    city_id, paused_until, account_id, word, created_at, confirmed_at, asked_at, updated_at, version) \
    VALUES (?1, ?2, ?2, ?3, 'en', 'active', NULL, NULL, NULL, NULL, ?4, ?5, ?5, NULL, ?5, 1)";
const CONSENT: &str = "INSERT INTO subscriber_consents (id, subscriber_id, at, kind, source, wording, proof) \
    VALUES (?1, ?2, ?3, 'imported', 'import', NULL, 'Generated, for measuring only.')";

/// The address of a generated subscriber; the first is number 1.
pub(crate) fn email(number: usize) -> String {
    format!("bench-{number:07}@bench.example")
}

/// The word of its links, as long as those of the product.
pub(crate) fn word(number: usize) -> String {
    format!("bench-{number:0>37}")
}

/// Writes `count` subscribers.
pub(crate) fn write(database: &Path, count: usize) -> Result<()> {
    let mut connection = Connection::open(database)?;
    // Whoever loses power begins anew.
    connection.pragma_update(None, "synchronous", "OFF")?;
    let (mut random, mut written) = (Random::new(SEED), 0);
    while written < count {
        let part = AT_ONCE.min(count - written);
        let transaction = connection.transaction()?;
        write_part(&transaction, (written + 1, part), &mut random)?;
        transaction.commit()?;
        written += part;
    }
    // As the product does after a load: without, the plans are guesses.
    connection.execute_batch("ANALYZE")?;
    Ok(())
}

fn write_part(connection: &Connection, (first, count): (usize, usize), random: &mut Random) -> Result<()> {
    let (mut subscriber, mut consent) = (connection.prepare(SUBSCRIBER)?, connection.prepare(CONSENT)?);
    for number in first..first + count {
        let (own, of_consent) = (id(number, random)?, id(number, random)?);
        // Whoever leaves is known by it; whether it is the right hash of the address nobody asks here.
        let digest = format!("bench-digest-{number:07}");
        subscriber.execute(params![own, email(number), digest, word(number), AT.0])?;
        consent.execute(params![of_consent, own, AT.0])?;
    }
    Ok(())
}

/// The later ones have the later ids.
fn id(number: usize, random: &mut Random) -> Result<Uuid> {
    Ok(Builder::from_unix_timestamp_millis(AT.1 + u64::try_from(number)?, &random.bytes()).into_uuid())
}

#[cfg(test)]
mod tests {
    use super::{email, word, write};
    use rusqlite::Connection;

    #[test]
    fn each_has_an_address_and_a_word_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("c2r.db");
        let connection = Connection::open(&database).unwrap();
        let tables = "CREATE TABLE subscribers (id, email, email_key UNIQUE, email_digest UNIQUE, language, status, filter, city_id, paused_until, account_id, word UNIQUE, created_at, confirmed_at, asked_at, updated_at, version);
            CREATE TABLE subscriber_consents (id, subscriber_id, at, kind, source, wording, proof);";
        connection.execute_batch(tables).unwrap();
        write(&database, 12).unwrap();
        let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(count("SELECT count(*) FROM subscribers"), 12);
        assert_eq!(count("SELECT count(DISTINCT subscriber_id) FROM subscriber_consents"), 12);
        let last: (String, String) = connection
            .query_row("SELECT email, word FROM subscribers ORDER BY id DESC LIMIT 1", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .unwrap();
        assert_eq!(last, (email(12), word(12)));
        assert_eq!(word(12).len(), 43);
    }
}

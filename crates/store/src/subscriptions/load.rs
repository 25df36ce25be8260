//! Subscribers that come from elsewhere, a part of a file at a time.

use super::write::{ROWS, to_consent, to_row};
use super::{Known, NewConsent, NewSubscriber};
use crate::entities::{subscriber, subscriber_consent};
use crate::{Result, Source, Tx};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::HashMap;

/// Parameters that one statement may have on every engine, in rows of a subscriber.
const ROWS_AN_INSERT: usize = 100;

/// Somebody who is imported, with what proves their consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewImported {
    /// Who.
    pub subscriber: NewSubscriber,
    /// What proves it.
    pub consent: NewConsent,
}

/// Who of these addresses is known, by what they are compared by.
///
/// # Errors
/// When the database fails.
pub async fn known_of(source: &impl Source, email_keys: &[String]) -> Result<HashMap<String, Known>> {
    let mut known = HashMap::with_capacity(email_keys.len());
    for part in email_keys.chunks(ROWS) {
        let query =
            subscriber::Entity::find().filter(subscriber::Column::EmailKey.is_in(part.iter().map(String::as_str)));
        for row in query.all(source.reading()).await? {
            known.insert(row.email_key.clone(), Known::read(row)?);
        }
    }
    Ok(known)
}

/// Adds a part of a file.
///
/// # Errors
/// [`crate::Error::Constraint`] where one of the addresses has come meanwhile; when the database fails.
pub async fn import_part(tx: &Tx<'_>, part: Vec<NewImported>) -> Result<()> {
    let (subscribers, consents): (Vec<_>, Vec<_>) =
        part.into_iter().map(|new| (to_row(new.subscriber), to_consent(new.consent))).unzip();
    for rows in subscribers.chunks(ROWS_AN_INSERT) {
        subscriber::Entity::insert_many(rows.iter().cloned()).exec_without_returning(tx.connection()).await?;
    }
    for rows in consents.chunks(ROWS_AN_INSERT) {
        subscriber_consent::Entity::insert_many(rows.iter().cloned()).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

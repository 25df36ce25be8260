//! What changes in a subscription.

use super::Known;
use super::retention::forgotten;
use crate::entities::{subscriber, subscriber_bounce, subscriber_consent};
use crate::{Result, Tx};
use chrono::{DateTime, Utc};
use domain::subscriptions::{ConsentKind, ConsentSource, SubscriberStatus};
use domain::vocabularies::Language;
use ids::{CityId, SubscriberId};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveValue, ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

/// Rows that one statement names, below the bounds on parameters of both engines.
pub(super) const ROWS: usize = 500;

/// Somebody who asked for mails.
#[derive(Clone, PartialEq, Eq)]
pub struct NewSubscriber {
    /// Its id.
    pub id: SubscriberId,
    /// Where mails go.
    pub email: String,
    /// What the address is compared by.
    pub email_key: String,
    /// What it is suppressed by.
    pub email_digest: String,
    /// In which language.
    pub language: Language,
    /// Filter of lessons in its one written form.
    pub filter: Option<String>,
    /// The city that they work for.
    pub city: Option<CityId>,
    /// The word of its links.
    pub word: String,
    /// Where it stands.
    pub status: SubscriberStatus,
    /// When it was confirmed.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// The moment.
    pub at: DateTime<Utc>,
}

impl std::fmt::Debug for NewSubscriber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewSubscriber").field("id", &self.id).finish_non_exhaustive()
    }
}

pub(super) fn to_row(new: NewSubscriber) -> subscriber::ActiveModel {
    subscriber::ActiveModel {
        id: ActiveValue::Set(new.id),
        email: ActiveValue::Set(new.email),
        email_key: ActiveValue::Set(new.email_key),
        email_digest: ActiveValue::Set(new.email_digest),
        language: ActiveValue::Set(new.language.as_str().to_owned()),
        status: ActiveValue::Set(new.status.as_str().to_owned()),
        filter: ActiveValue::Set(new.filter),
        city_id: ActiveValue::Set(new.city),
        paused_until: ActiveValue::Set(None),
        word: ActiveValue::Set(new.word),
        created_at: ActiveValue::Set(new.at),
        confirmed_at: ActiveValue::Set(new.confirmed_at),
        asked_at: ActiveValue::Set((new.status == SubscriberStatus::Pending).then_some(new.at)),
        updated_at: ActiveValue::Set(new.at),
        version: ActiveValue::Set(1),
    }
}

/// Adds a subscriber.
///
/// # Errors
/// [`crate::Error::Constraint`] where the address is there already; when the database fails.
pub async fn insert(tx: &Tx<'_>, new: NewSubscriber) -> Result<()> {
    subscriber::Entity::insert(to_row(new)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// What of a subscription is to be so from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// In which language.
    pub language: Language,
    /// Filter of lessons in its one written form.
    pub filter: Option<String>,
    /// The city that they work for.
    pub city: Option<CityId>,
    /// Where it stands.
    pub status: SubscriberStatus,
    /// Until when nothing is sent.
    pub paused_until: Option<DateTime<Utc>>,
    /// When it was confirmed.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// When the last letter that asks to confirm was written.
    pub asked_at: Option<DateTime<Utc>>,
}

impl Change {
    /// Nothing changes.
    #[must_use]
    pub fn none(known: &Known) -> Self {
        Self {
            language: known.language,
            filter: known.filter.clone(),
            city: known.city,
            status: known.status,
            paused_until: known.paused_until,
            confirmed_at: known.confirmed_at,
            asked_at: known.asked_at,
        }
    }
}

/// Changes a subscription; answers its version.
///
/// # Errors
/// When the database fails.
pub async fn change(tx: &Tx<'_>, known: &Known, to: Change, at: DateTime<Utc>) -> Result<i64> {
    let version = known.version + 1;
    let row = subscriber::ActiveModel {
        id: ActiveValue::Unchanged(known.id),
        language: ActiveValue::Set(to.language.as_str().to_owned()),
        filter: ActiveValue::Set(to.filter),
        city_id: ActiveValue::Set(to.city),
        status: ActiveValue::Set(to.status.as_str().to_owned()),
        paused_until: ActiveValue::Set(to.paused_until),
        confirmed_at: ActiveValue::Set(to.confirmed_at),
        asked_at: ActiveValue::Set(to.asked_at),
        updated_at: ActiveValue::Set(at),
        version: ActiveValue::Set(version),
        ..Default::default()
    };
    subscriber::Entity::update(row).exec(tx.connection()).await?;
    Ok(version)
}

/// Notes where a subscription stands; answers its version.
///
/// # Errors
/// When the database fails.
pub async fn set_status(tx: &Tx<'_>, known: &Known, status: SubscriberStatus, at: DateTime<Utc>) -> Result<i64> {
    let to = Change { status, paused_until: None, ..Change::none(known) };
    change(tx, known, to, at).await
}

/// What is noted about a consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewConsent {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub subscriber: SubscriberId,
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub kind: ConsentKind,
    /// Where.
    pub source: ConsentSource,
    /// Key and version of the words that were agreed to.
    pub wording: Option<String>,
    /// What an import says of where the consent comes from.
    pub proof: Option<String>,
}

pub(super) fn to_consent(new: NewConsent) -> subscriber_consent::ActiveModel {
    subscriber_consent::ActiveModel {
        id: ActiveValue::Set(new.id),
        subscriber_id: ActiveValue::Set(new.subscriber),
        at: ActiveValue::Set(new.at),
        kind: ActiveValue::Set(new.kind.as_str().to_owned()),
        source: ActiveValue::Set(new.source.as_str().to_owned()),
        wording: ActiveValue::Set(new.wording),
        proof: ActiveValue::Set(new.proof),
    }
}

/// Notes a consent.
///
/// # Errors
/// When the database fails.
pub async fn note_consent(tx: &Tx<'_>, new: NewConsent) -> Result<()> {
    subscriber_consent::Entity::insert(to_consent(new)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Ends pauses whose day has come; answers how many.
///
/// # Errors
/// When the database fails.
pub async fn end_pauses(tx: &Tx<'_>, now: DateTime<Utc>) -> Result<u64> {
    let ended = subscriber::Entity::update_many()
        .col_expr(subscriber::Column::Status, Expr::value(SubscriberStatus::Active.as_str()))
        .col_expr(subscriber::Column::PausedUntil, Expr::value(None::<DateTime<Utc>>))
        .col_expr(subscriber::Column::UpdatedAt, Expr::value(now))
        .col_expr(subscriber::Column::Version, Expr::col(subscriber::Column::Version).add(1))
        .filter(subscriber::Column::Status.eq(SubscriberStatus::Paused.as_str()))
        .filter(subscriber::Column::PausedUntil.lte(now));
    Ok(ended.exec(tx.connection()).await?.rows_affected)
}

/// Forgets wishes that nobody confirmed since `asked_before`: an address that never was confirmed goes, one that had
/// left stays so. Answers how many.
///
/// # Errors
/// When the database fails.
pub async fn forget_unconfirmed(tx: &Tx<'_>, asked_before: DateTime<Utc>) -> Result<u64> {
    let pending = || subscriber::Column::Status.eq(SubscriberStatus::Pending.as_str());
    let left = subscriber::Entity::update_many()
        .col_expr(subscriber::Column::Status, Expr::value(SubscriberStatus::Left.as_str()))
        .filter(pending())
        .filter(subscriber::Column::AskedAt.lt(asked_before))
        .filter(subscriber::Column::ConfirmedAt.is_not_null());
    let left = left.exec(tx.connection()).await?.rows_affected;
    let gone = subscriber::Entity::delete_many()
        .filter(pending())
        .filter(subscriber::Column::AskedAt.lt(asked_before))
        .filter(subscriber::Column::ConfirmedAt.is_null());
    Ok(left + gone.exec(tx.connection()).await?.rows_affected)
}

/// Erases the subscriptions of these addresses, and those that are known by their hashes alone, with everything that hangs
/// on them; answers the hashes.
///
/// # Errors
/// When the database fails.
pub async fn delete_of_addresses(
    tx: &Tx<'_>,
    email_keys: &[String],
    digests: &[String],
) -> Result<Vec<(SubscriberId, String)>> {
    let wanted = Condition::any()
        .add(subscriber::Column::EmailKey.is_in(email_keys.iter().map(String::as_str)))
        .add(forgotten().add(subscriber::Column::EmailDigest.is_in(digests.iter().map(String::as_str))));
    let query = subscriber::Entity::find()
        .select_only()
        .columns([subscriber::Column::Id, subscriber::Column::EmailDigest])
        .filter(wanted);
    let found: Vec<(SubscriberId, String)> = query.into_tuple().all(tx.connection()).await?;
    for part in found.chunks(ROWS) {
        let ids = || part.iter().map(|(id, _)| *id);
        let bounces = subscriber_bounce::Column::SubscriberId.is_in(ids());
        subscriber_bounce::Entity::delete_many().filter(bounces).exec(tx.connection()).await?;
        let own = subscriber::Column::Id.is_in(ids());
        subscriber::Entity::delete_many().filter(own).exec(tx.connection()).await?;
    }
    Ok(found)
}

//! Subscriptions: who gets mails and has shown that they want them, and whom nobody writes to any more.

mod list;
mod load;
mod retention;
mod rows;
mod suppressions;
mod write;

pub use list::{Walk, figures, page};
pub use load::{NewImported, import_part, known_of};
pub use retention::{are_forgotten, forget_addresses_of_ended};
pub use suppressions::{
    NewSuppressionRow, are_suppressed, count_suppressions, delete_suppression, is_suppressed, lift, reason_of,
    suppress, suppression, suppressions,
};
pub use write::{
    Change, NewConsent, NewSubscriber, change, delete_of_addresses, end_pauses, forget_unconfirmed, insert,
    note_consent, set_status,
};

use crate::entities::{briefing_delivery, city, key, subscriber, subscriber_consent};
use crate::{Db, Result, Source};
use chrono::{DateTime, Utc};
use domain::subscriptions::{Subscriber, SubscriberStatus, Subscription, SubscriptionConsent, SubscriptionRecord};
use domain::vocabularies::Language;
use ids::{CityId, SubscriberId};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

/// A subscriber with what only the server knows.
#[derive(Clone, PartialEq, Eq)]
pub struct Known {
    /// Its id.
    pub id: SubscriberId,
    /// Where mails go; empty where the address of somebody who left is forgotten.
    pub email: String,
    /// What the address is compared by.
    pub email_key: String,
    /// What it is suppressed by.
    pub email_digest: String,
    /// In which language.
    pub language: Language,
    /// Where it stands.
    pub status: SubscriberStatus,
    /// Filter of lessons in its one written form.
    pub filter: Option<String>,
    /// The city that they work for.
    pub city: Option<CityId>,
    /// Until when nothing is sent.
    pub paused_until: Option<DateTime<Utc>>,
    /// The word of its links.
    pub word: String,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it was confirmed.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// When the last letter that asks to confirm was written.
    pub asked_at: Option<DateTime<Utc>>,
    /// Its version.
    pub version: i64,
}

impl std::fmt::Debug for Known {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Known").field("id", &self.id).field("status", &self.status).finish_non_exhaustive()
    }
}

impl Known {
    /// Whether the address of somebody who left is forgotten: nothing can come of this subscription any more.
    #[must_use]
    pub fn is_forgotten(&self) -> bool {
        self.email.is_empty()
    }

    pub(super) fn read(row: subscriber::Model) -> Result<Self> {
        Ok(Self {
            id: row.id,
            email: row.email,
            email_key: row.email_key,
            email_digest: row.email_digest,
            language: key("subscribers.language", &row.language)?,
            status: key("subscribers.status", &row.status)?,
            filter: row.filter,
            city: row.city_id,
            paused_until: row.paused_until,
            word: row.word,
            created_at: row.created_at,
            confirmed_at: row.confirmed_at,
            asked_at: row.asked_at,
            version: row.version,
        })
    }
}

/// A subscriber by the word of its links.
///
/// # Errors
/// When the database fails.
pub async fn by_word(source: &impl Source, word: &str) -> Result<Option<Known>> {
    let query = subscriber::Entity::find().filter(subscriber::Column::Word.eq(word));
    query.one(source.reading()).await?.map(Known::read).transpose()
}

/// A subscriber by what its address is compared by.
///
/// # Errors
/// When the database fails.
pub async fn by_address(source: &impl Source, email_key: &str) -> Result<Option<Known>> {
    let query = subscriber::Entity::find().filter(subscriber::Column::EmailKey.eq(email_key));
    query.one(source.reading()).await?.map(Known::read).transpose()
}

/// A subscriber by id.
///
/// # Errors
/// When the database fails.
pub async fn by_id(source: &impl Source, id: SubscriberId) -> Result<Option<Known>> {
    subscriber::Entity::find_by_id(id).one(source.reading()).await?.map(Known::read).transpose()
}

/// What its owner sees of a subscription.
///
/// # Errors
/// When the database fails.
pub async fn shown(source: &impl Source, known: &Known) -> Result<Subscription> {
    let city = match known.city {
        Some(id) => rows::cities(source, &[id]).await?.remove(&id),
        None => None,
    };
    Ok(Subscription {
        email: known.email.clone(),
        language: known.language,
        filter: known.filter.clone(),
        city,
        status: known.status,
        paused_until: known.paused_until,
        created_at: known.created_at,
        confirmed_at: known.confirmed_at,
    })
}

/// Everything that is kept about the subscription of an address.
///
/// # Errors
/// When the database fails.
pub async fn record(db: &Db, email_key: &str, limit: u64) -> Result<Option<SubscriptionRecord>> {
    let Some(known) = by_address(db, email_key).await? else { return Ok(None) };
    let consents = subscriber_consent::Entity::find()
        .filter(subscriber_consent::Column::SubscriberId.eq(known.id))
        .order_by_asc(subscriber_consent::Column::At)
        .order_by_asc(subscriber_consent::Column::Id)
        .limit(limit);
    let consents = consents.all(db.read()).await?.into_iter().map(to_consent).collect::<Result<_>>()?;
    let sent = briefing_delivery::Entity::find()
        .filter(briefing_delivery::Column::SubscriberId.eq(known.id.as_uuid()))
        .filter(briefing_delivery::Column::Outcome.eq("sent"));
    let mails_sent = i64::try_from(sent.count(db.read()).await?).unwrap_or(i64::MAX);
    Ok(Some(SubscriptionRecord { subscription: shown(db, &known).await?, consents, mails_sent }))
}

fn to_consent(row: subscriber_consent::Model) -> Result<SubscriptionConsent> {
    Ok(SubscriptionConsent {
        at: row.at,
        kind: key("subscriber_consents.kind", &row.kind)?,
        source: key("subscriber_consents.source", &row.source)?,
        wording: row.wording,
        proof: row.proof,
    })
}

/// The id of a city by its slug or id, where there is one.
///
/// # Errors
/// When the database fails.
pub async fn city_of(source: &impl Source, name: &str) -> Result<Option<CityId>> {
    let by = match name.parse::<CityId>() {
        Ok(id) => city::Column::Id.eq(id),
        Err(_) => city::Column::Slug.eq(name.to_lowercase()),
    };
    let query = city::Entity::find().select_only().column(city::Column::Id).filter(by);
    Ok(query.into_tuple().one(source.reading()).await?)
}

/// What editors see of subscribers.
pub(crate) async fn listed(source: &impl Source, rows: Vec<subscriber::Model>) -> Result<Vec<Subscriber>> {
    let wanted: Vec<CityId> = rows.iter().filter_map(|row| row.city_id).collect();
    let cities = rows::cities(source, &wanted).await?;
    rows.into_iter().map(|row| rows::to_subscriber(row, &cities)).collect()
}

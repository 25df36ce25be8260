//! Lists of subscribers and their figures.

use super::listed;
use super::retention::with_address;
use crate::entities::{any_of, key, subscriber, subscriber_consent};
use crate::{Db, Result};
use chrono::{DateTime, Utc};
use domain::subscriptions::{
    ConsentKind, LanguageCount, StatusCount, Subscriber, SubscriberFilter, SubscriberStatus, SubscriptionFigures,
};
use ids::{CityId, SubscriberId};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

/// Rows that one step of a [`Walk`] brings.
const PART: u64 = 500;

/// Which rows: `city` is what the filter's city was found to be. Those whose address is forgotten are counted in figures,
/// and listed nowhere.
fn wanted(filter: &SubscriberFilter, city: Option<CityId>) -> Condition {
    let address = filter.q.as_deref().map(domain::identity::email_key);
    with_address()
        .add_option(any_of(subscriber::Column::Status, filter.statuses.iter().map(|status| status.as_str())))
        .add_option(any_of(subscriber::Column::Language, filter.languages.iter().map(|language| language.as_str())))
        .add_option(city.map(|city| subscriber::Column::CityId.eq(city)))
        .add_option(address.map(|address| subscriber::Column::EmailKey.eq(address)))
}

/// A page of subscribers, the last come first, before the subscriber `before`, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn page(
    db: &Db,
    filter: &SubscriberFilter,
    city: Option<CityId>,
    before: Option<SubscriberId>,
    limit: u64,
) -> Result<Vec<Subscriber>> {
    let before = before.map(|before| subscriber::Column::Id.lt(before));
    let query = subscriber::Entity::find().filter(wanted(filter, city).add_option(before));
    listed(db, query.order_by_desc(subscriber::Column::Id).limit(limit).all(db.read()).await?).await
}

/// Goes through every subscriber that a filter lets through, the last come first, part by part.
#[derive(Debug)]
pub struct Walk {
    filter: SubscriberFilter,
    city: Option<CityId>,
    before: Option<SubscriberId>,
    done: bool,
}

impl Walk {
    /// Stands before the first.
    #[must_use]
    pub const fn new(filter: SubscriberFilter, city: Option<CityId>) -> Self {
        Self { filter, city, before: None, done: false }
    }

    /// The next part; `None` behind the last.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next(&mut self, db: &Db) -> Result<Option<Vec<Subscriber>>> {
        if self.done {
            return Ok(None);
        }
        let part = page(db, &self.filter, self.city, self.before, PART).await?;
        self.before = part.last().map(|subscriber| subscriber.id);
        self.done = part.len() as u64 != PART;
        Ok(Some(part))
    }
}

/// Subscriptions in figures; who joined or left since `lately` is counted besides.
///
/// # Errors
/// When the database fails.
pub async fn figures(db: &Db, lately: DateTime<Utc>) -> Result<SubscriptionFigures> {
    Ok(SubscriptionFigures {
        statuses: statuses(db).await?,
        languages: languages(db).await?,
        suppressions: super::count_suppressions(db).await?,
        joined_lately: consents(db, &[ConsentKind::Confirmed, ConsentKind::Imported], lately).await?,
        left_lately: consents(db, &[ConsentKind::Withdrawn], lately).await?,
    })
}

async fn statuses(db: &Db) -> Result<Vec<StatusCount>> {
    let query = subscriber::Entity::find()
        .select_only()
        .column(subscriber::Column::Status)
        .column_as(subscriber::Column::Id.count(), "count")
        .group_by(subscriber::Column::Status);
    let rows: Vec<(String, i64)> = query.into_tuple().all(db.read()).await?;
    let count = |status: SubscriberStatus| rows.iter().find(|row| row.0 == status.as_str()).map_or(0, |row| row.1);
    Ok(SubscriberStatus::ALL.iter().map(|status| StatusCount { status: *status, count: count(*status) }).collect())
}

async fn languages(db: &Db) -> Result<Vec<LanguageCount>> {
    let subscribed = [SubscriberStatus::Active, SubscriberStatus::Paused].map(SubscriberStatus::as_str);
    let query = subscriber::Entity::find()
        .select_only()
        .column(subscriber::Column::Language)
        .column_as(subscriber::Column::Id.count(), "count")
        .filter(subscriber::Column::Status.is_in(subscribed))
        .group_by(subscriber::Column::Language)
        .order_by_asc(subscriber::Column::Language);
    let rows: Vec<(String, i64)> = query.into_tuple().all(db.read()).await?;
    let to_count = |(language, count): (String, i64)| {
        Ok(LanguageCount { language: key("subscribers.language", &language)?, count })
    };
    rows.into_iter().map(to_count).collect()
}

async fn consents(db: &Db, kinds: &[ConsentKind], since: DateTime<Utc>) -> Result<i64> {
    let kinds = kinds.iter().map(|kind| kind.as_str());
    let query = subscriber_consent::Entity::find()
        .filter(subscriber_consent::Column::Kind.is_in(kinds))
        .filter(subscriber_consent::Column::At.gte(since));
    Ok(i64::try_from(query.count(db.read()).await?).unwrap_or(i64::MAX))
}

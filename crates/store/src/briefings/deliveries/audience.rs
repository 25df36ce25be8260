//! To whom an issue goes.

use crate::entities::{any_of, city, subscriber};
use crate::{Db, Result, Source};
use chrono::{DateTime, Utc};
use domain::briefings::BriefingSegment;
use domain::subscriptions::SubscriberStatus;
use ids::SubscriberId;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

/// Somebody whose turn comes, unless they leave before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub id: SubscriberId,
    /// Filter of lessons in its one written form.
    pub filter: Option<String>,
    /// What stands behind the at-sign of their address.
    pub domain: String,
}

/// Subscribers who get mails now: those whose pause is over among them.
pub(super) fn awake(now: DateTime<Utc>) -> Condition {
    let rested = Condition::all()
        .add(subscriber::Column::Status.eq(SubscriberStatus::Paused.as_str()))
        .add(subscriber::Column::PausedUntil.lte(now));
    Condition::any().add(subscriber::Column::Status.eq(SubscriberStatus::Active.as_str())).add(rested)
}

/// Subscribers of a segment who get mails now.
pub(super) fn audience(segment: &BriefingSegment, now: DateTime<Utc>) -> Condition {
    let languages = any_of(subscriber::Column::Language, segment.languages.iter().map(|language| language.as_str()));
    Condition::all().add(awake(now)).add_option(languages).add_option(of_cities(segment))
}

/// Who work for a city that the segment names, where it names any.
fn of_cities(segment: &BriefingSegment) -> Option<Condition> {
    let BriefingSegment { regions, countries, cities, .. } = segment;
    if regions.is_empty() && countries.is_empty() && cities.is_empty() {
        return None;
    }
    let texts = |list: &[String]| list.to_vec();
    let wanted = Condition::all()
        .add_option(any_of(city::Column::Region, regions.iter().map(|region| region.as_str())))
        .add_option((!countries.is_empty()).then(|| city::Column::Country.is_in(texts(countries))))
        .add_option((!cities.is_empty()).then(|| city::Column::Slug.is_in(texts(cities))));
    let ids = city::Entity::find().select_only().column(city::Column::Id).filter(wanted);
    let mut select = Query::select();
    select.clone_from(&ids.into_query());
    Some(Condition::all().add(subscriber::Column::CityId.in_subquery(select)))
}

/// How many an issue would go to now.
///
/// # Errors
/// When the database fails.
pub async fn count_recipients(source: &impl Source, segment: &BriefingSegment, now: DateTime<Utc>) -> Result<u64> {
    Ok(subscriber::Entity::find().filter(audience(segment, now)).count(source.reading()).await?)
}

/// Whose turn comes next, in the order of their ids, after `after`, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn candidates(
    db: &Db,
    segment: &BriefingSegment,
    after: Option<SubscriberId>,
    now: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<Candidate>> {
    let after = after.map(|after| subscriber::Column::Id.gt(after));
    let query = subscriber::Entity::find()
        .select_only()
        .columns([subscriber::Column::Id, subscriber::Column::Filter, subscriber::Column::EmailKey])
        .filter(audience(segment, now).add_option(after))
        .order_by_asc(subscriber::Column::Id)
        .limit(limit);
    let rows: Vec<(SubscriberId, Option<String>, String)> = query.into_tuple().all(db.read()).await?;
    let domain = |address: &str| address.rsplit_once('@').map_or(String::new(), |(_, domain)| domain.to_owned());
    Ok(rows.into_iter().map(|(id, filter, key)| Candidate { id, filter, domain: domain(&key) }).collect())
}

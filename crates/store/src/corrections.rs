//! Reports of wrong or missing facts.

use crate::entities::{any_of, city, correction, key, organisation};
use crate::{Db, Result, Source, Tx};
use chrono::{DateTime, Utc};
use domain::corrections::{Correction, CorrectionStatus, NewCorrection};
use domain::policy::Reach;
use ids::{AccountId, CityId, CorrectionId};
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, SelectStatement, SimpleExpr};
use sea_orm::{ActiveValue, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// A report with the address of who reported, for those who decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The report.
    pub correction: Correction,
    /// Where to write to, if it was given.
    pub email: Option<String>,
}

/// Adds a report.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx<'_>, correction: &Correction, new: &NewCorrection) -> Result<()> {
    let row = correction::ActiveModel {
        id: ActiveValue::Set(correction.id),
        city_id: ActiveValue::Set(correction.city_id),
        fact: ActiveValue::Set(correction.fact.as_str().to_owned()),
        value: ActiveValue::Set(correction.value.clone()),
        source: ActiveValue::Set(correction.source.clone()),
        email: ActiveValue::Set(new.email.clone()),
        status: ActiveValue::Set(correction.status.as_str().to_owned()),
        received_at: ActiveValue::Set(correction.received_at),
        decided_at: ActiveValue::Set(None),
        decided_by: ActiveValue::Set(None),
        reason: ActiveValue::Set(None),
    };
    correction::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Which reports a list shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CorrectionFilter {
    /// Where they stand: any of these; all when empty.
    pub statuses: Vec<CorrectionStatus>,
    /// About which city.
    pub city: Option<CityId>,
}

/// Cities that somebody leads, as a subquery.
fn led() -> SelectStatement {
    Query::select()
        .column(organisation::Column::CityId)
        .from(organisation::Entity)
        .and_where(organisation::Column::CityId.is_not_null())
        .and_where(organisation::Column::Id.in_subquery(crate::organisations::led()))
        .to_owned()
}

fn within(reach: &Reach) -> Condition {
    if reach.everything {
        return Condition::all();
    }
    let mut wanted = Condition::any().add(correction::Column::CityId.is_in(reach.cities.iter().copied()));
    if reach.leaderless {
        wanted = wanted.add(correction::Column::CityId.not_in_subquery(led()));
    }
    wanted
}

/// Reports within `reach` that the filter lets through, oldest first, after the report `after`, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &Db,
    reach: &Reach,
    filter: &CorrectionFilter,
    after: Option<CorrectionId>,
    limit: u64,
) -> Result<Vec<Received>> {
    let wanted = Condition::all()
        .add(within(reach))
        .add_option(any_of(correction::Column::Status, filter.statuses.iter().map(|status| status.as_str())))
        .add_option(filter.city.map(|city| correction::Column::CityId.eq(city)))
        .add_option(after.map(|after| correction::Column::Id.gt(after)));
    let query = correction::Entity::find().filter(wanted).order_by_asc(correction::Column::Id).limit(limit);
    with_slugs(db, query.all(db.read()).await?).await
}

/// When those that wait within `reach` were received, oldest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn oldest_received(db: &Db, reach: &Reach, limit: u64) -> Result<Vec<DateTime<Utc>>> {
    let query = correction::Entity::find()
        .select_only()
        .column(correction::Column::ReceivedAt)
        .filter(within(reach))
        .filter(correction::Column::Status.eq(CorrectionStatus::Received.as_str()));
    Ok(query.order_by_asc(correction::Column::Id).limit(limit).into_tuple().all(db.read()).await?)
}

/// One report, whoever may see it.
///
/// # Errors
/// When the database fails.
pub async fn get(source: &impl Source, id: CorrectionId) -> Result<Option<Received>> {
    let row = correction::Entity::find_by_id(id).one(source.reading()).await?;
    Ok(with_slugs(source, row.into_iter().collect()).await?.pop())
}

/// Notes what was decided about a report. The address of who reported is forgotten: it was kept to write to them once.
///
/// # Errors
/// When the database fails.
pub async fn decide(
    tx: &Tx<'_>,
    id: CorrectionId,
    (status, reason): (CorrectionStatus, Option<String>),
    by: Option<AccountId>,
    at: DateTime<Utc>,
) -> Result<()> {
    let row = correction::ActiveModel {
        id: ActiveValue::Unchanged(id),
        status: ActiveValue::Set(status.as_str().to_owned()),
        reason: ActiveValue::Set(reason),
        decided_by: ActiveValue::Set(by),
        decided_at: ActiveValue::Set(Some(at)),
        email: ActiveValue::Set(None),
        ..Default::default()
    };
    correction::Entity::update(row).exec(tx.connection()).await?;
    Ok(())
}

/// Takes back what was decided about a report: it waits again.
///
/// # Errors
/// When the database fails.
pub async fn reopen(tx: &Tx<'_>, id: CorrectionId) -> Result<()> {
    let row = correction::ActiveModel {
        id: ActiveValue::Unchanged(id),
        status: ActiveValue::Set(CorrectionStatus::Received.as_str().to_owned()),
        reason: ActiveValue::Set(None),
        decided_by: ActiveValue::Set(None),
        decided_at: ActiveValue::Set(None),
        ..Default::default()
    };
    correction::Entity::update(row).exec(tx.connection()).await?;
    Ok(())
}

/// Removes a report.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &Tx<'_>, id: CorrectionId) -> Result<()> {
    correction::Entity::delete_by_id(id).exec(tx.connection()).await?;
    Ok(())
}

async fn with_slugs(source: &impl Source, rows: Vec<correction::Model>) -> Result<Vec<Received>> {
    let cities = city::Entity::find().select_only().column(city::Column::Id).column(city::Column::Slug);
    let cities = cities.filter(city::Column::Id.is_in(rows.iter().map(|row| row.city_id)));
    let slugs: Vec<(CityId, String)> = cities.into_tuple().all(source.reading()).await?;
    let slug = |id| slugs.iter().find(|(city, _)| *city == id).map(|(_, slug)| slug.clone()).unwrap_or_default();
    rows.into_iter().map(|row| to_received(slug(row.city_id), row)).collect()
}

/// Reports that name this address to write to, oldest first, at most `limit`: for whoever proved that it is theirs.
///
/// # Errors
/// When the database fails.
pub async fn of_address(db: &Db, email_key: &str, limit: u64) -> Result<Vec<Received>> {
    let query = correction::Entity::find().filter(names(email_key)).order_by_asc(correction::Column::Id).limit(limit);
    with_slugs(db, query.all(db.read()).await?).await
}

/// Takes an address out of the reports that name it; the facts in them stay. Answers how many.
///
/// # Errors
/// When the database fails.
pub async fn forget_address(tx: &Tx<'_>, email_key: &str) -> Result<u64> {
    let forget = correction::Entity::update_many()
        .col_expr(correction::Column::Email, Expr::value(None::<String>))
        .filter(names(email_key));
    Ok(forget.exec(tx.connection()).await?.rows_affected)
}

fn names(email_key: &str) -> SimpleExpr {
    Expr::expr(Func::lower(Expr::col(correction::Column::Email))).eq(email_key)
}

fn to_received(city: String, row: correction::Model) -> Result<Received> {
    let correction = Correction {
        id: row.id,
        city_id: row.city_id,
        city,
        fact: key("corrections.fact", &row.fact)?,
        value: row.value,
        source: row.source,
        status: key("corrections.status", &row.status)?,
        received_at: row.received_at,
        decided_at: row.decided_at,
        reason: row.reason,
    };
    Ok(Received { correction, email: row.email })
}

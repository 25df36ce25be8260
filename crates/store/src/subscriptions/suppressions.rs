//! Whom nobody writes to.

use crate::entities::{any_of, key, suppression as row};
use crate::{Db, Result, Source, Tx};
use chrono::{DateTime, Utc};
use domain::subscriptions::{Suppression, SuppressionReason};
use ids::SuppressionId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashSet;

/// An address that nobody is to write to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSuppressionRow {
    /// Its id.
    pub id: SuppressionId,
    /// The keyed hash of the address.
    pub email_digest: String,
    /// Why.
    pub reason: SuppressionReason,
    /// What somebody noted.
    pub note: Option<String>,
    /// Since when.
    pub at: DateTime<Utc>,
}

/// Has nobody write to an address; `false` where nobody did already, for whatever reason: the first stays.
///
/// # Errors
/// When the database fails.
pub async fn suppress(tx: &Tx<'_>, new: NewSuppressionRow) -> Result<bool> {
    let model = row::ActiveModel {
        id: ActiveValue::Set(new.id),
        email_digest: ActiveValue::Set(new.email_digest),
        reason: ActiveValue::Set(new.reason.as_str().to_owned()),
        note: ActiveValue::Set(new.note),
        at: ActiveValue::Set(new.at),
    };
    let again = OnConflict::column(row::Column::EmailDigest).do_nothing().to_owned();
    let written = row::Entity::insert(model).on_conflict(again).exec_without_returning(tx.connection()).await?;
    Ok(written == 1)
}

/// Whether nobody writes to an address.
///
/// # Errors
/// When the database fails.
pub async fn is_suppressed(source: &impl Source, email_digest: &str) -> Result<bool> {
    Ok(reason_of(source, email_digest).await?.is_some())
}

/// Why nobody writes to an address, where nobody does.
///
/// # Errors
/// When the database fails.
pub async fn reason_of(source: &impl Source, email_digest: &str) -> Result<Option<SuppressionReason>> {
    let found = row::Entity::find().filter(row::Column::EmailDigest.eq(email_digest)).one(source.reading()).await?;
    found.map(|found| key("suppressions.reason", &found.reason)).transpose()
}

/// Which of these addresses nobody writes to.
///
/// # Errors
/// When the database fails.
pub async fn are_suppressed(source: &impl Source, digests: &[String]) -> Result<HashSet<String>> {
    if digests.is_empty() {
        return Ok(HashSet::new());
    }
    let query = row::Entity::find()
        .select_only()
        .column(row::Column::EmailDigest)
        .filter(row::Column::EmailDigest.is_in(digests.iter().map(String::as_str)));
    let found: Vec<String> = query.into_tuple().all(source.reading()).await?;
    Ok(found.into_iter().collect())
}

/// How many addresses nobody writes to.
///
/// # Errors
/// When the database fails.
pub async fn count_suppressions(db: &Db) -> Result<i64> {
    Ok(i64::try_from(row::Entity::find().count(db.read()).await?).unwrap_or(i64::MAX))
}

/// One suppression.
///
/// # Errors
/// When the database fails.
pub async fn suppression(source: &impl Source, id: SuppressionId) -> Result<Option<Suppression>> {
    row::Entity::find_by_id(id).one(source.reading()).await?.map(to_suppression).transpose()
}

/// A page of suppressions, the last first, before `before`, at most `limit`; of one address where its hash is given.
///
/// # Errors
/// When the database fails.
pub async fn suppressions(
    db: &Db,
    reasons: &[SuppressionReason],
    email_digest: Option<&str>,
    before: Option<(DateTime<Utc>, SuppressionId)>,
    limit: u64,
) -> Result<Vec<Suppression>> {
    let older = before.map(|(at, id)| {
        let same = Condition::all().add(row::Column::At.eq(at)).add(row::Column::Id.lt(id));
        Condition::any().add(row::Column::At.lt(at)).add(same)
    });
    let wanted = Condition::all()
        .add_option(any_of(row::Column::Reason, reasons.iter().map(|reason| reason.as_str())))
        .add_option(email_digest.map(|digest| row::Column::EmailDigest.eq(digest)))
        .add_option(older);
    let query = row::Entity::find().filter(wanted).order_by_desc(row::Column::At).order_by_desc(row::Column::Id);
    query.limit(limit).all(db.read()).await?.into_iter().map(to_suppression).collect()
}

/// Lets an address be written to again: by its hash. `false` where it was not suppressed.
///
/// # Errors
/// When the database fails.
pub async fn delete_suppression(tx: &Tx<'_>, id: SuppressionId) -> Result<bool> {
    Ok(row::Entity::delete_by_id(id).exec(tx.connection()).await?.rows_affected == 1)
}

/// Lets an address be written to again because its owner asks for it, where the reason was that they left.
///
/// # Errors
/// When the database fails.
pub async fn lift(tx: &Tx<'_>, email_digest: &str) -> Result<()> {
    row::Entity::delete_many()
        .filter(row::Column::EmailDigest.eq(email_digest))
        .filter(row::Column::Reason.eq(SuppressionReason::Left.as_str()))
        .exec(tx.connection())
        .await?;
    Ok(())
}

fn to_suppression(found: row::Model) -> Result<Suppression> {
    let reason = key("suppressions.reason", &found.reason)?;
    Ok(Suppression { id: found.id, reason, note: found.note, at: found.at })
}

//! Reports of wrong or missing facts.

use crate::entities::{city, correction, key};
use crate::{Db, Result, Scope, Tx};
use domain::corrections::{Correction, NewCorrection};
use ids::CorrectionId;
use sea_orm::sea_query::{Expr, ExprTrait as _, Func, SimpleExpr};
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

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
    };
    correction::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Reports that `scope` may see, oldest first, after the report `after`, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &Db, scope: Scope, after: Option<CorrectionId>, limit: u64) -> Result<Vec<Received>> {
    if scope != Scope::Everything {
        return Ok(Vec::new());
    }
    let mut query = correction::Entity::find().order_by_asc(correction::Column::Id).limit(limit);
    if let Some(after) = after {
        query = query.filter(correction::Column::Id.gt(after));
    }
    received(db, query.all(db.read()).await?).await
}

/// The rows with the slugs of their cities.
async fn received(db: &Db, rows: Vec<correction::Model>) -> Result<Vec<Received>> {
    let cities = city::Entity::find().select_only().column(city::Column::Id).column(city::Column::Slug);
    let cities = cities.filter(city::Column::Id.is_in(rows.iter().map(|row| row.city_id)));
    let slugs: Vec<(ids::CityId, String)> = cities.into_tuple().all(db.read()).await?;
    let slug = |id| slugs.iter().find(|(city, _)| *city == id).map(|(_, slug)| slug.clone()).unwrap_or_default();
    rows.into_iter().map(|row| to_received(slug(row.city_id), row)).collect()
}

/// Reports that name this address to write to, oldest first, at most `limit`: for whoever proved that it is theirs.
///
/// # Errors
/// When the database fails.
pub async fn of_address(db: &Db, email_key: &str, limit: u64) -> Result<Vec<Received>> {
    let query = correction::Entity::find().filter(names(email_key)).order_by_asc(correction::Column::Id).limit(limit);
    received(db, query.all(db.read()).await?).await
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
    };
    Ok(Received { correction, email: row.email })
}

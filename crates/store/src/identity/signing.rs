//! Keys that are shared by all replicas: access tokens are signed with some, refresh tokens made with another.

use crate::entities::signing_key;
use crate::{Result, Source, Tx};
use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// A key.
#[derive(Clone, PartialEq, Eq)]
pub struct SigningSecret {
    /// What it is known by.
    pub id: String,
    /// What it is for: a word of the caller's choosing.
    pub purpose: String,
    /// The key itself, base64.
    pub secret: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was retired; what was made with it holds to its own end.
    pub retired_at: Option<DateTime<Utc>>,
}

impl std::fmt::Debug for SigningSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SigningSecret").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The keys for a purpose, newest first.
///
/// # Errors
/// When the database fails.
pub async fn secrets(source: &impl Source, purpose: &str) -> Result<Vec<SigningSecret>> {
    let query = signing_key::Entity::find().filter(signing_key::Column::Purpose.eq(purpose));
    let rows = query.order_by_desc(signing_key::Column::CreatedAt).all(source.reading()).await?;
    let to_secret = |row: signing_key::Model| SigningSecret {
        id: row.id,
        purpose: row.purpose,
        secret: row.secret,
        created_at: row.created_at,
        retired_at: row.retired_at,
    };
    Ok(rows.into_iter().map(to_secret).collect())
}

/// Keeps a key; one that is there under the same id stays, so that two replicas that start together agree.
///
/// # Errors
/// When the database fails.
pub async fn insert_secret(tx: &Tx<'_>, new: SigningSecret) -> Result<()> {
    let row = signing_key::ActiveModel {
        id: ActiveValue::Set(new.id),
        purpose: ActiveValue::Set(new.purpose),
        secret: ActiveValue::Set(new.secret),
        created_at: ActiveValue::Set(new.created_at),
        retired_at: ActiveValue::Set(new.retired_at),
    };
    let again = OnConflict::column(signing_key::Column::Id).do_nothing().to_owned();
    signing_key::Entity::insert(row).on_conflict(again).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Retires the keys for a purpose that are in force.
///
/// # Errors
/// When the database fails.
pub async fn retire_secrets(tx: &Tx<'_>, purpose: &str, now: DateTime<Utc>) -> Result<u64> {
    let retired = signing_key::Entity::update_many()
        .col_expr(signing_key::Column::RetiredAt, Expr::value(Some(now)))
        .filter(signing_key::Column::Purpose.eq(purpose))
        .filter(signing_key::Column::RetiredAt.is_null())
        .exec(tx.connection())
        .await?;
    Ok(retired.rows_affected)
}

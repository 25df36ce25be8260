//! Answers that were given to idempotency keys, kept in the transaction of what they tell of.

use crate::entities::idempotency_key;
use crate::{Db, Engine, Error, Result, Tx};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, Statement};

/// A kept answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Fingerprint of the request that it answered.
    pub fingerprint: String,
    /// The answer, as JSON.
    pub answer: String,
}

/// Which key, within which operation and caller.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct KeyRef {
    /// Operation and caller.
    pub scope: String,
    /// The key as the caller gave it.
    pub key: String,
}

/// What was kept under `key` since `oldest`. An older answer is forgotten, as if it had never been.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &Tx<'_>, key: &KeyRef, oldest: DateTime<Utc>) -> Result<Option<Kept>> {
    let found = idempotency_key::Entity::find_by_id((key.scope.clone(), key.key.clone())).one(tx.connection()).await?;
    let Some(row) = found else { return Ok(None) };
    if row.created_at < oldest {
        idempotency_key::Entity::delete_by_id((key.scope.clone(), key.key.clone())).exec(tx.connection()).await?;
        return Ok(None);
    }
    Ok(Some(Kept { fingerprint: row.fingerprint, answer: row.answer }))
}

/// As [`find`], for who only wants to know: nothing is forgotten.
///
/// # Errors
/// When the database fails.
pub async fn kept(db: &Db, key: &KeyRef, oldest: DateTime<Utc>) -> Result<Option<Kept>> {
    let found = idempotency_key::Entity::find_by_id((key.scope.clone(), key.key.clone())).one(db.read()).await?;
    let found = found.filter(|row| row.created_at >= oldest);
    Ok(found.map(|row| Kept { fingerprint: row.fingerprint, answer: row.answer }))
}

/// Keeps an answer.
///
/// # Errors
/// [`Error::Constraint`] when another transaction kept one first.
pub async fn keep(tx: &Tx<'_>, key: KeyRef, kept: Kept, now: DateTime<Utc>) -> Result<()> {
    let row = idempotency_key::ActiveModel {
        scope: ActiveValue::Set(key.scope),
        key: ActiveValue::Set(key.key),
        fingerprint: ActiveValue::Set(kept.fingerprint),
        answer: ActiveValue::Set(kept.answer),
        created_at: ActiveValue::Set(now),
    };
    idempotency_key::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Takes the key for this transaction; `false` when another one, perhaps of another process, holds it.
/// SQLite has one writer, so there nobody else can.
///
/// # Errors
/// When the database fails.
pub async fn try_lock(tx: &Tx<'_>, key: &KeyRef) -> Result<bool> {
    if tx.engine() == Engine::Sqlite {
        return Ok(true);
    }
    let name = format!("{}\u{1f}{}", key.scope, key.key);
    let sql = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0))",
        [name.into()],
    );
    let row = tx.connection().query_one_raw(sql).await?;
    let row = row.ok_or_else(|| Error::Other("the lock gave no answer".to_owned()))?;
    Ok(row.try_get_by_index(0)?)
}

/// Forgets the answers that were given to a caller, whose name ends the scope of their keys.
///
/// # Errors
/// When the database fails.
pub async fn forget_of(tx: &Tx<'_>, caller: &str) -> Result<u64> {
    let ending = format!("%:{caller}");
    let own = idempotency_key::Entity::delete_many().filter(idempotency_key::Column::Scope.like(ending));
    Ok(own.exec(tx.connection()).await?.rows_affected)
}

/// Forgets answers from before `oldest`; answers how many.
///
/// # Errors
/// When the database fails.
pub async fn forget(db: &Db, oldest: DateTime<Utc>) -> Result<u64> {
    db.write(move |tx| {
        Box::pin(async move {
            let old = idempotency_key::Entity::delete_many().filter(idempotency_key::Column::CreatedAt.lt(oldest));
            Ok(old.exec(tx.connection()).await?.rows_affected)
        })
    })
    .await
}

//! Wishes for an account that no address has confirmed yet.

use crate::entities::{key, registration};
use crate::{Db, Result, Tx};
use chrono::{DateTime, Utc};
use domain::vocabularies::Language;
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

/// A wish for an account.
#[derive(Clone, PartialEq, Eq)]
pub struct Registration {
    /// Digest of the word in the link.
    pub token_digest: String,
    /// The address, as it was typed.
    pub email: String,
    /// What the address is compared by.
    pub email_key: String,
    /// Hash of the password.
    pub password_hash: String,
    /// The name.
    pub name: String,
    /// Language of mails.
    pub language: Language,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When the link ends.
    pub expires_at: DateTime<Utc>,
}

impl std::fmt::Debug for Registration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Registration").finish_non_exhaustive()
    }
}

/// Keeps a wish.
///
/// # Errors
/// When the database fails.
pub async fn insert_registration(tx: &Tx<'_>, new: Registration) -> Result<()> {
    let row = registration::ActiveModel {
        token_digest: ActiveValue::Set(new.token_digest),
        email: ActiveValue::Set(new.email),
        email_key: ActiveValue::Set(new.email_key),
        password_hash: ActiveValue::Set(new.password_hash),
        name: ActiveValue::Set(new.name),
        language: ActiveValue::Set(new.language.as_str().to_owned()),
        created_at: ActiveValue::Set(new.created_at),
        expires_at: ActiveValue::Set(new.expires_at),
    };
    registration::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// A wish that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The wish.
    pub wish: Registration,
    /// Whether another wish of the address held, which somebody else may have made.
    pub had_rivals: bool,
}

/// Takes the wish that the word belongs to, and every other of the same address with it; `None` where there is none
/// that still holds.
///
/// # Errors
/// When the database fails.
pub async fn take_registration(tx: &Tx<'_>, token_digest: &str, now: DateTime<Utc>) -> Result<Option<Taken>> {
    let found = registration::Entity::find_by_id(token_digest.to_owned()).one(tx.connection()).await?;
    let Some(row) = found.filter(|row| row.expires_at > now) else { return Ok(None) };
    let holding = registration::Entity::find()
        .filter(registration::Column::EmailKey.eq(row.email_key.as_str()))
        .filter(registration::Column::ExpiresAt.gt(now))
        .count(tx.connection())
        .await?;
    registration::Entity::delete_many()
        .filter(registration::Column::EmailKey.eq(row.email_key.as_str()))
        .exec(tx.connection())
        .await?;
    let wish = Registration {
        language: key("registrations.language", &row.language)?,
        token_digest: row.token_digest,
        email: row.email,
        email_key: row.email_key,
        password_hash: row.password_hash,
        name: row.name,
        created_at: row.created_at,
        expires_at: row.expires_at,
    };
    Ok(Some(Taken { wish, had_rivals: holding > 1 }))
}

/// Forgets wishes and links whose time is over; answers how many.
///
/// # Errors
/// When the database fails.
pub async fn drop_expired(db: &Db, now: DateTime<Utc>) -> Result<u64> {
    db.write(move |tx| {
        Box::pin(async move {
            let wishes = registration::Entity::delete_many().filter(registration::Column::ExpiresAt.lte(now));
            let wishes = wishes.exec(tx.connection()).await?.rows_affected;
            Ok(wishes + super::links::drop_expired_links(tx, now).await?)
        })
    })
    .await
}

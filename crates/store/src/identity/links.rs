//! Words that links in mails carry. Kept by their digest: who reads the database can use none of them.

use crate::entities::mail_link;
use crate::{Result, Source, Tx};
use chrono::{DateTime, Utc};
use domain::identity::AddressLink;
use ids::AccountId;
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Most links in a list.
const MOST: u64 = 200;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkPurpose {
    /// To choose another password.
    ResetPassword,
    /// To confirm the new address of an account.
    ChangeEmail,
    /// To keep the old address, before and for some days after a change.
    KeepEmail,
}

impl LinkPurpose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::ResetPassword => "reset_password",
            Self::ChangeEmail => "change_email",
            Self::KeepEmail => "keep_email",
        }
    }
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailLink {
    /// Digest of its word.
    pub token_digest: String,
    /// Whose it is.
    pub account: AccountId,
    /// What it is for.
    pub purpose: LinkPurpose,
    /// The address that it confirms, or keeps.
    pub email: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// Keeps a link.
///
/// # Errors
/// When the database fails.
pub async fn insert_link(tx: &Tx<'_>, link: MailLink) -> Result<()> {
    let row = mail_link::ActiveModel {
        token_digest: ActiveValue::Set(link.token_digest),
        account_id: ActiveValue::Set(link.account),
        purpose: ActiveValue::Set(link.purpose.as_str().to_owned()),
        email: ActiveValue::Set(link.email),
        created_at: ActiveValue::Set(link.created_at),
        expires_at: ActiveValue::Set(link.expires_at),
    };
    mail_link::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Whose link the word belongs to, if it is for `purpose` and still holds. Nothing is taken.
///
/// # Errors
/// When the database fails.
pub async fn link_of(
    source: &impl Source,
    token_digest: &str,
    purpose: LinkPurpose,
    now: DateTime<Utc>,
) -> Result<Option<AccountId>> {
    let found = mail_link::Entity::find_by_id(token_digest.to_owned())
        .filter(mail_link::Column::Purpose.eq(purpose.as_str()))
        .one(source.reading())
        .await?;
    Ok(found.filter(|row| row.expires_at > now).map(|row| row.account_id))
}

/// Takes the link that the word belongs to, if it is for `purpose` and still holds: it is good once.
///
/// # Errors
/// When the database fails.
pub async fn take_link(
    tx: &Tx<'_>,
    token_digest: &str,
    purpose: LinkPurpose,
    now: DateTime<Utc>,
) -> Result<Option<(AccountId, Option<String>)>> {
    let found = mail_link::Entity::find_by_id(token_digest.to_owned())
        .filter(mail_link::Column::Purpose.eq(purpose.as_str()))
        .one(tx.connection())
        .await?;
    let Some(row) = found.filter(|row| row.expires_at > now) else { return Ok(None) };
    let taken = mail_link::Entity::delete_by_id(token_digest.to_owned()).exec(tx.connection()).await?;
    // Of two who come with the same word at once, one has taken it.
    Ok((taken.rows_affected == 1).then_some((row.account_id, row.email)))
}

/// The links of an account that name an address and still hold, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn address_links(source: &impl Source, account: AccountId, now: DateTime<Utc>) -> Result<Vec<AddressLink>> {
    let links = mail_link::Entity::find()
        .filter(mail_link::Column::AccountId.eq(account))
        .filter(mail_link::Column::Email.is_not_null())
        .filter(mail_link::Column::ExpiresAt.gt(now))
        .order_by_asc(mail_link::Column::CreatedAt)
        .limit(MOST);
    let to_link = |row: mail_link::Model| AddressLink {
        email: row.email.unwrap_or_default(),
        created_at: row.created_at,
        expires_at: row.expires_at,
    };
    Ok(links.all(source.reading()).await?.into_iter().map(to_link).collect())
}

/// Makes an account's links for a purpose worthless, all of them where none is named.
///
/// # Errors
/// When the database fails.
pub async fn drop_links(tx: &Tx<'_>, account: AccountId, purpose: Option<LinkPurpose>) -> Result<()> {
    let mut links = mail_link::Entity::delete_many().filter(mail_link::Column::AccountId.eq(account));
    if let Some(purpose) = purpose {
        links = links.filter(mail_link::Column::Purpose.eq(purpose.as_str()));
    }
    links.exec(tx.connection()).await?;
    Ok(())
}

pub(super) async fn drop_expired_links(tx: &Tx<'_>, now: DateTime<Utc>) -> Result<u64> {
    let links = mail_link::Entity::delete_many().filter(mail_link::Column::ExpiresAt.lte(now));
    Ok(links.exec(tx.connection()).await?.rows_affected)
}

//! Devices that are signed in, and the generation of the refresh token that each holds.

use crate::entities::{account, from_json, login as entity, to_json};
use crate::{Result, Source, Tx};
use chrono::{DateTime, Utc};
use domain::identity::AuthenticationMethod;
use ids::{AccountId, LoginId};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Most logins of one account in a list.
const MOST: u64 = 200;

/// Why a login ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndReason {
    /// Its owner signed out.
    SignedOut,
    /// Its refresh token was used a second time: somebody else may hold it.
    Reused,
    /// The password, the address or the second factor changed.
    CredentialsChanged,
    /// The account was suspended.
    Suspended,
    /// The account is being deleted.
    Leaving,
}

impl EndReason {
    const fn as_str(self) -> &'static str {
        match self {
            Self::SignedOut => "signed_out",
            Self::Reused => "reused",
            Self::CredentialsChanged => "credentials_changed",
            Self::Suspended => "suspended",
            Self::Leaving => "leaving",
        }
    }
}

/// A login that begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLoginRecord {
    /// Its id.
    pub id: LoginId,
    /// Whose it is.
    pub account: AccountId,
    /// Browser and system.
    pub device: String,
    /// What was proved.
    pub methods: Vec<AuthenticationMethod>,
    /// What its refresh tokens are made with besides the key.
    pub salt: String,
    /// When it begins.
    pub at: DateTime<Utc>,
    /// When it ends if it is not used.
    pub expires_at: DateTime<Utc>,
}

/// A login as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginRecord {
    /// Its id.
    pub id: LoginId,
    /// Whose it is.
    pub account: AccountId,
    /// Browser and system.
    pub device: String,
    /// What was proved.
    pub methods: Vec<AuthenticationMethod>,
    /// What its refresh tokens are made with besides the key.
    pub salt: String,
    /// How often its refresh token was exchanged.
    pub rotation: i64,
    /// When that was done last.
    pub rotated_at: DateTime<Utc>,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was used last, within some minutes.
    pub last_used_at: DateTime<Utc>,
    /// When it ends if it is not used.
    pub expires_at: DateTime<Utc>,
    /// Whether it has ended.
    pub ended: bool,
}

/// Begins a login.
///
/// # Errors
/// When the database fails.
pub async fn insert_login(tx: &Tx<'_>, new: NewLoginRecord) -> Result<()> {
    let row = entity::ActiveModel {
        id: ActiveValue::Set(new.id),
        account_id: ActiveValue::Set(new.account),
        device: ActiveValue::Set(new.device),
        methods: ActiveValue::Set(to_json("logins.methods", &new.methods)?),
        salt: ActiveValue::Set(new.salt),
        rotation: ActiveValue::Set(0),
        rotated_at: ActiveValue::Set(new.at),
        created_at: ActiveValue::Set(new.at),
        last_used_at: ActiveValue::Set(new.at),
        expires_at: ActiveValue::Set(new.expires_at),
        ended_at: ActiveValue::Set(None),
        end_reason: ActiveValue::Set(None),
    };
    entity::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// One login, ended or not.
///
/// # Errors
/// When the database fails.
pub async fn login(source: &impl Source, id: LoginId) -> Result<Option<LoginRecord>> {
    entity::Entity::find_by_id(id).one(source.reading()).await?.map(to_record).transpose()
}

/// The logins of an account that have not ended, the last used first.
///
/// # Errors
/// When the database fails.
pub async fn logins(source: &impl Source, account: AccountId, now: DateTime<Utc>) -> Result<Vec<LoginRecord>> {
    let query = entity::Entity::find()
        .filter(entity::Column::AccountId.eq(account))
        .filter(entity::Column::EndedAt.is_null())
        .filter(entity::Column::ExpiresAt.gt(now))
        .order_by_desc(entity::Column::LastUsedAt)
        .limit(MOST);
    query.all(source.reading()).await?.into_iter().map(to_record).collect()
}

fn to_record(row: entity::Model) -> Result<LoginRecord> {
    Ok(LoginRecord {
        id: row.id,
        account: row.account_id,
        methods: from_json("logins.methods", &row.methods)?,
        device: row.device,
        salt: row.salt,
        rotation: row.rotation,
        rotated_at: row.rotated_at,
        created_at: row.created_at,
        last_used_at: row.last_used_at,
        expires_at: row.expires_at,
        ended: row.ended_at.is_some(),
    })
}

/// Whether the account was signed in on a device of this name before.
///
/// # Errors
/// When the database fails.
pub async fn knows_device(source: &impl Source, account: AccountId, device: &str) -> Result<bool> {
    let known = entity::Entity::find()
        .filter(entity::Column::AccountId.eq(account))
        .filter(entity::Column::Device.eq(device))
        .limit(1);
    let any = entity::Entity::find().filter(entity::Column::AccountId.eq(account)).limit(1);
    // Of the very first login nobody needs to be told.
    Ok(known.one(source.reading()).await?.is_some() || any.one(source.reading()).await?.is_none())
}

/// Counts an exchange of the refresh token from generation `from`; `false` where another one was quicker.
///
/// # Errors
/// When the database fails.
pub async fn rotate(
    tx: &Tx<'_>,
    id: LoginId,
    from: i64,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<bool> {
    let rotated = entity::Entity::update_many()
        .col_expr(entity::Column::Rotation, Expr::value(from + 1))
        .col_expr(entity::Column::RotatedAt, Expr::value(now))
        .col_expr(entity::Column::LastUsedAt, Expr::value(now))
        .col_expr(entity::Column::ExpiresAt, Expr::value(expires_at))
        .filter(entity::Column::Id.eq(id))
        .filter(entity::Column::Rotation.eq(from))
        .filter(entity::Column::EndedAt.is_null())
        .exec(tx.connection())
        .await?;
    Ok(rotated.rows_affected == 1)
}

/// Notes that a login was used.
///
/// # Errors
/// When the database fails.
pub async fn touch(tx: &Tx<'_>, id: LoginId, now: DateTime<Utc>) -> Result<()> {
    entity::Entity::update_many()
        .col_expr(entity::Column::LastUsedAt, Expr::value(now))
        .filter(entity::Column::Id.eq(id))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Ends one login of an account; `false` where it has none of this id that goes on.
///
/// # Errors
/// When the database fails.
pub async fn end_login(
    tx: &Tx<'_>,
    account: AccountId,
    id: LoginId,
    reason: EndReason,
    now: DateTime<Utc>,
) -> Result<bool> {
    let ended = ending(reason, now)
        .filter(entity::Column::Id.eq(id))
        .filter(entity::Column::AccountId.eq(account))
        .exec(tx.connection())
        .await?;
    Ok(ended.rows_affected == 1)
}

/// Ends all logins of an account but `except`; answers how many, and counts the account's generation up, so that
/// access tokens that were given before are refused at once.
///
/// # Errors
/// When the database fails.
pub async fn end_all_logins(
    tx: &Tx<'_>,
    account: AccountId,
    except: Option<LoginId>,
    reason: EndReason,
    now: DateTime<Utc>,
) -> Result<u64> {
    let mut ending = ending(reason, now).filter(entity::Column::AccountId.eq(account));
    if let Some(except) = except {
        ending = ending.filter(entity::Column::Id.ne(except));
    }
    let ended = ending.exec(tx.connection()).await?.rows_affected;
    account::Entity::update_many()
        .col_expr(account::Column::Generation, Expr::col(account::Column::Generation).add(1))
        .filter(account::Column::Id.eq(account))
        .exec(tx.connection())
        .await?;
    Ok(ended)
}

fn ending(reason: EndReason, now: DateTime<Utc>) -> sea_orm::UpdateMany<entity::Entity> {
    entity::Entity::update_many()
        .col_expr(entity::Column::EndedAt, Expr::value(Some(now)))
        .col_expr(entity::Column::EndReason, Expr::value(Some(reason.as_str().to_owned())))
        .filter(entity::Column::EndedAt.is_null())
}

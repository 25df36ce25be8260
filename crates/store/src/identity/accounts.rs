//! Accounts.

use crate::entities::{account, from_json, invitation, key, to_json};
use crate::{Error, Result, Scope, Source, Tx};
use chrono::{DateTime, Utc};
use domain::identity::{Account, AccountStatus, AccountUpdate, PublicProfile};
use domain::policy::Role;
use domain::vocabularies::Language;
use ids::AccountId;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter};

/// An account that is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// Its id.
    pub id: AccountId,
    /// Its address, as it was typed.
    pub email: String,
    /// What its address is compared by.
    pub email_key: String,
    /// Hash of its password (PHC string).
    pub password_hash: String,
    /// Its owner's name.
    pub name: String,
    /// The name to look for.
    pub name_key: String,
    /// Language of its mails.
    pub language: Language,
    /// Whether it is for demonstration.
    pub demo: bool,
    /// The moment.
    pub at: DateTime<Utc>,
}

/// A second factor as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totp {
    /// The secret, base32.
    pub secret: String,
    /// Whether a first code brought it into force.
    pub confirmed: bool,
    /// The last step of time whose code was accepted: no code is good twice.
    pub last_step: Option<i64>,
}

/// What signing in looks at.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The account.
    pub id: AccountId,
    /// Its address.
    pub email: String,
    /// Its owner's name.
    pub name: String,
    /// Language of its mails.
    pub language: Language,
    /// Hash of its password.
    pub password_hash: String,
    /// Where it stands.
    pub status: AccountStatus,
    /// How often all of its logins have ended.
    pub generation: i64,
    /// Its second factor, where one is set up.
    pub totp: Option<Totp>,
    /// Whether it is for demonstration.
    pub demo: bool,
    /// Its version.
    pub version: i64,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Makes an account.
///
/// # Errors
/// [`Error::Constraint`] when the address has one; when the database fails.
pub async fn insert(tx: &Tx<'_>, new: NewAccount) -> Result<()> {
    let row = account::ActiveModel {
        id: ActiveValue::Set(new.id),
        email: ActiveValue::Set(new.email),
        email_key: ActiveValue::Set(new.email_key),
        password_hash: ActiveValue::Set(new.password_hash),
        name: ActiveValue::Set(new.name),
        name_key: ActiveValue::Set(new.name_key),
        work_role: ActiveValue::Set(None),
        languages: ActiveValue::Set("[]".to_owned()),
        language: ActiveValue::Set(new.language.as_str().to_owned()),
        time_zone: ActiveValue::Set(None),
        skills: ActiveValue::Set("[]".to_owned()),
        public_fields: ActiveValue::Set("[]".to_owned()),
        status: ActiveValue::Set(AccountStatus::Active.as_str().to_owned()),
        suspension_reason: ActiveValue::Set(None),
        delete_after: ActiveValue::Set(None),
        generation: ActiveValue::Set(1),
        totp_secret: ActiveValue::Set(None),
        totp_confirmed_at: ActiveValue::Set(None),
        totp_last_step: ActiveValue::Set(None),
        demo: ActiveValue::Set(new.demo),
        version: ActiveValue::Set(1),
        created_at: ActiveValue::Set(new.at),
        updated_at: ActiveValue::Set(new.at),
    };
    account::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Whether the address has an account.
///
/// # Errors
/// When the database fails.
pub async fn is_taken(source: &impl Source, email_key: &str) -> Result<bool> {
    let found = account::Entity::find().filter(account::Column::EmailKey.eq(email_key)).count(source.reading()).await?;
    Ok(found > 0)
}

/// What signing in by an address looks at; `None` when it has no account.
///
/// # Errors
/// When the database fails.
pub async fn credentials_of(source: &impl Source, email_key: &str) -> Result<Option<Credentials>> {
    let row = account::Entity::find().filter(account::Column::EmailKey.eq(email_key)).one(source.reading()).await?;
    row.map(to_credentials).transpose()
}

/// What signing in to an account looks at.
///
/// # Errors
/// When the database fails.
pub async fn credentials(source: &impl Source, id: AccountId) -> Result<Option<Credentials>> {
    account::Entity::find_by_id(id).one(source.reading()).await?.map(to_credentials).transpose()
}

fn to_credentials(row: account::Model) -> Result<Credentials> {
    let (confirmed, last_step) = (row.totp_confirmed_at.is_some(), row.totp_last_step);
    Ok(Credentials {
        id: row.id,
        language: key("accounts.language", &row.language)?,
        status: key("accounts.status", &row.status)?,
        email: row.email,
        name: row.name,
        password_hash: row.password_hash,
        generation: row.generation,
        demo: row.demo,
        totp: row.totp_secret.map(|secret| Totp { secret, confirmed, last_step }),
        version: row.version,
    })
}

/// An account, for those whose eyes may see it: its owner's and everything's.
///
/// # Errors
/// When the database fails.
pub async fn get(source: &impl Source, scope: Scope, id: AccountId) -> Result<Option<Account>> {
    let visible = match scope {
        Scope::Everything => true,
        Scope::Account(own) => own == id,
        Scope::Public | Scope::Organisation(_) => false,
    };
    if !visible {
        return Ok(None);
    }
    let Some(row) = account::Entity::find_by_id(id).one(source.reading()).await? else { return Ok(None) };
    let roles = super::roles(source, id).await?;
    to_account(row, roles).map(Some)
}

/// What a person shows to everyone, with the version of their account; `None` where that is nothing.
///
/// # Errors
/// When the database fails.
pub async fn public_profile(source: &impl Source, id: AccountId) -> Result<Option<(i64, PublicProfile)>> {
    let Some(row) = account::Entity::find_by_id(id).one(source.reading()).await? else { return Ok(None) };
    let version = row.version;
    Ok(shown(row)?.map(|profile| (version, profile)))
}

pub(crate) fn shown(row: account::Model) -> Result<Option<PublicProfile>> {
    Ok(to_account(row, Vec::new())?.shown())
}

pub(super) fn to_account(row: account::Model, roles: Vec<Role>) -> Result<Account> {
    Ok(Account {
        id: row.id,
        language: key("accounts.language", &row.language)?,
        languages: from_json("accounts.languages", &row.languages)?,
        skills: from_json("accounts.skills", &row.skills)?,
        public: from_json("accounts.public_fields", &row.public_fields)?,
        status: key("accounts.status", &row.status)?,
        second_factor: row.totp_confirmed_at.is_some(),
        email: row.email,
        name: row.name,
        work_role: row.work_role,
        time_zone: row.time_zone,
        delete_after: row.delete_after,
        roles,
        demo: row.demo,
        version: row.version,
        created_at: row.created_at,
    })
}

/// Writes what an owner changes of the profile, with the name to look for where the name changes; answers its version,
/// which is the one before where nothing changes, or `None` where the account is gone.
///
/// # Errors
/// When the database fails.
pub async fn update(
    tx: &Tx<'_>,
    id: AccountId,
    change: AccountUpdate,
    name_key: Option<String>,
    at: DateTime<Utc>,
) -> Result<Option<i64>> {
    let Some(row) = account::Entity::find_by_id(id).one(tx.connection()).await? else { return Ok(None) };
    let wanted = changed(row.clone(), change, name_key)?;
    if wanted == row {
        return Ok(Some(row.version));
    }
    let version = row.version + 1;
    let changed = account::ActiveModel {
        id: ActiveValue::Unchanged(id),
        name: ActiveValue::Set(wanted.name),
        name_key: ActiveValue::Set(wanted.name_key),
        work_role: ActiveValue::Set(wanted.work_role),
        languages: ActiveValue::Set(wanted.languages),
        language: ActiveValue::Set(wanted.language),
        time_zone: ActiveValue::Set(wanted.time_zone),
        skills: ActiveValue::Set(wanted.skills),
        public_fields: ActiveValue::Set(wanted.public_fields),
        version: ActiveValue::Set(version),
        updated_at: ActiveValue::Set(at),
        ..Default::default()
    };
    account::Entity::update(changed).exec(tx.connection()).await?;
    Ok(Some(version))
}

/// The row as a change wants it.
fn changed(row: account::Model, change: AccountUpdate, name_key: Option<String>) -> Result<account::Model> {
    Ok(account::Model {
        name: change.name.or(row.name),
        name_key: name_key.unwrap_or(row.name_key),
        work_role: change.work_role.over(row.work_role),
        languages: match change.languages.value() {
            Some(languages) => to_json("accounts.languages", languages)?,
            None => row.languages,
        },
        language: change.language.map(|language| language.as_str().to_owned()).or(row.language),
        time_zone: change.time_zone.over(row.time_zone),
        skills: match change.skills.value() {
            Some(skills) => to_json("accounts.skills", skills)?,
            None => row.skills,
        },
        public_fields: match change.public.value() {
            Some(fields) => to_json("accounts.public_fields", fields)?,
            None => row.public_fields,
        },
        ..row
    })
}

/// One change of an account's row that counts as a version.
async fn change(tx: &Tx<'_>, id: AccountId, at: DateTime<Utc>, changed: account::ActiveModel) -> Result<i64> {
    let row = account::Entity::find_by_id(id).one(tx.connection()).await?;
    let row = row.ok_or_else(|| Error::Other("an account went away while it was changed".to_owned()))?;
    let version = row.version + 1;
    let changed = account::ActiveModel {
        id: ActiveValue::Unchanged(id),
        version: ActiveValue::Set(version),
        updated_at: ActiveValue::Set(at),
        ..changed
    };
    account::Entity::update(changed).exec(tx.connection()).await?;
    Ok(version)
}

/// Sets another password. The caller ends the logins.
///
/// # Errors
/// When the account is gone or the database fails.
pub async fn set_password(tx: &Tx<'_>, id: AccountId, hash: String, at: DateTime<Utc>) -> Result<i64> {
    let changed = account::ActiveModel { password_hash: ActiveValue::Set(hash), ..Default::default() };
    change(tx, id, at, changed).await
}

/// Sets another address. The caller ends the logins and drops the links.
///
/// # Errors
/// [`Error::Constraint`] when another account has it; when the account is gone or the database fails.
pub async fn set_email(tx: &Tx<'_>, id: AccountId, email: &str, at: DateTime<Utc>) -> Result<i64> {
    let changed = account::ActiveModel {
        email: ActiveValue::Set(email.to_owned()),
        email_key: ActiveValue::Set(domain::identity::email_key(email)),
        ..Default::default()
    };
    change(tx, id, at, changed).await
}

/// Suspends an account for a reason, or brings it back (`None`).
///
/// # Errors
/// When the account is gone or the database fails.
pub async fn set_suspended(tx: &Tx<'_>, id: AccountId, reason: Option<String>, at: DateTime<Utc>) -> Result<i64> {
    let status = if reason.is_some() { AccountStatus::Suspended } else { AccountStatus::Active };
    let changed = account::ActiveModel {
        status: ActiveValue::Set(status.as_str().to_owned()),
        suspension_reason: ActiveValue::Set(reason),
        ..Default::default()
    };
    change(tx, id, at, changed).await
}

/// Notes that an account is deleted after a moment, or no longer (`None`).
///
/// # Errors
/// When the account is gone or the database fails.
pub async fn set_leaving(
    tx: &Tx<'_>,
    id: AccountId,
    delete_after: Option<DateTime<Utc>>,
    at: DateTime<Utc>,
) -> Result<i64> {
    let status = if delete_after.is_some() { AccountStatus::Leaving } else { AccountStatus::Active };
    let changed = account::ActiveModel {
        status: ActiveValue::Set(status.as_str().to_owned()),
        delete_after: ActiveValue::Set(delete_after),
        ..Default::default()
    };
    change(tx, id, at, changed).await
}

/// Sets, confirms or takes off (`None`) the second factor.
///
/// # Errors
/// When the account is gone or the database fails.
pub async fn set_totp(tx: &Tx<'_>, id: AccountId, totp: Option<Totp>, at: DateTime<Utc>) -> Result<i64> {
    let confirmed_at = totp.as_ref().and_then(|totp| totp.confirmed.then_some(at));
    let last_step = totp.as_ref().and_then(|totp| totp.last_step);
    let changed = account::ActiveModel {
        totp_secret: ActiveValue::Set(totp.map(|totp| totp.secret)),
        totp_confirmed_at: ActiveValue::Set(confirmed_at),
        totp_last_step: ActiveValue::Set(last_step),
        ..Default::default()
    };
    change(tx, id, at, changed).await
}

/// Notes the step of time whose code was accepted; `false` where a later or the same one was noted before, so that
/// of two who give the same code at once only one gets in.
///
/// # Errors
/// When the database fails.
pub async fn set_totp_step(tx: &Tx<'_>, id: AccountId, step: i64) -> Result<bool> {
    let older =
        Condition::any().add(account::Column::TotpLastStep.is_null()).add(account::Column::TotpLastStep.lt(step));
    let noted = account::Entity::update_many()
        .col_expr(account::Column::TotpLastStep, Expr::value(step))
        .filter(account::Column::Id.eq(id))
        .filter(older)
        .exec(tx.connection())
        .await?;
    Ok(noted.rows_affected == 1)
}

/// Removes an account with everything that hangs on it.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &Tx<'_>, id: AccountId) -> Result<bool> {
    let Some(row) = account::Entity::find_by_id(id).one(tx.connection()).await? else { return Ok(false) };
    // Invitations name the address and hang on no account.
    invitation::Entity::delete_many()
        .filter(invitation::Column::EmailKey.eq(row.email_key))
        .exec(tx.connection())
        .await?;
    let gone = account::Entity::delete_by_id(id).exec(tx.connection()).await?;
    Ok(gone.rows_affected == 1)
}

//! Keys by which machines of organisations use the API.

use crate::entities::{account, api_key, from_json, organisation, to_json};
use crate::{Db, Result, Source, Tx};
use chrono::{DateTime, Utc};
use domain::api_keys::{ApiKey, status_at};
use domain::identity::Person;
use domain::organisations::OrganisationStatus;
use domain::policy::KeyScope;
use ids::{AccountId, ApiKeyId, CityId, OrganisationId};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;

/// A key to keep.
#[derive(Clone, PartialEq, Eq)]
pub struct NewApiKeyRow {
    /// Its id.
    pub id: ApiKeyId,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// What it is called.
    pub name: String,
    /// What it is found by.
    pub prefix: String,
    /// Digest of what is secret of it.
    pub secret_digest: String,
    /// What it may be used for.
    pub scopes: Vec<KeyScope>,
    /// Who makes it.
    pub created_by: AccountId,
    /// The moment.
    pub at: DateTime<Utc>,
    /// When it ends by itself.
    pub expires_at: DateTime<Utc>,
}

impl std::fmt::Debug for NewApiKeyRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewApiKeyRow").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A key as it is checked when a machine shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptKey {
    /// Its id.
    pub id: ApiKeyId,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// The city, where the organisation is one.
    pub city: Option<CityId>,
    /// Whether the organisation is verified.
    pub verified: bool,
    /// Digest of what is secret of it.
    pub secret_digest: String,
    /// What it may be used for.
    pub scopes: Vec<KeyScope>,
    /// When it ends by itself.
    pub expires_at: DateTime<Utc>,
    /// When it was last used.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When somebody ended it.
    pub revoked_at: Option<DateTime<Utc>>,
}

impl std::fmt::Debug for KeptKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeptKey").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Keeps a key.
///
/// # Errors
/// [`Error::Constraint`](crate::Error::Constraint) when another has its prefix; when the database fails.
pub async fn insert(tx: &Tx<'_>, new: NewApiKeyRow) -> Result<()> {
    let row = api_key::ActiveModel {
        id: ActiveValue::Set(new.id),
        organisation_id: ActiveValue::Set(new.organisation),
        name: ActiveValue::Set(new.name),
        prefix: ActiveValue::Set(new.prefix),
        secret_digest: ActiveValue::Set(new.secret_digest),
        scopes: ActiveValue::Set(to_json("api_keys.scopes", &new.scopes)?),
        created_by: ActiveValue::Set(Some(new.created_by)),
        created_at: ActiveValue::Set(new.at),
        expires_at: ActiveValue::Set(new.expires_at),
        last_used_at: ActiveValue::Set(None),
        revoked_by: ActiveValue::Set(None),
        revoked_at: ActiveValue::Set(None),
    };
    api_key::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Removes the keys that somebody has made.
///
/// # Errors
/// When the database fails.
pub async fn delete_made_by(tx: &Tx<'_>, account: AccountId) -> Result<()> {
    let made = api_key::Entity::delete_many().filter(api_key::Column::CreatedBy.eq(account));
    made.exec(tx.connection()).await?;
    Ok(())
}

/// How many keys of an organisation hold at `now`.
///
/// # Errors
/// When the database fails.
pub async fn count_living(source: &impl Source, organisation: OrganisationId, now: DateTime<Utc>) -> Result<u64> {
    let living = api_key::Entity::find()
        .filter(api_key::Column::OrganisationId.eq(organisation))
        .filter(api_key::Column::RevokedAt.is_null())
        .filter(api_key::Column::ExpiresAt.gt(now));
    Ok(living.count(source.reading()).await?)
}

/// The key that is found by `prefix`.
///
/// # Errors
/// When the database fails.
pub async fn by_prefix(db: &Db, prefix: &str) -> Result<Option<KeptKey>> {
    kept(db, Condition::all().add(api_key::Column::Prefix.eq(prefix))).await
}

/// A key by its id.
///
/// # Errors
/// When the database fails.
pub async fn by_id(db: &Db, id: ApiKeyId) -> Result<Option<KeptKey>> {
    kept(db, Condition::all().add(api_key::Column::Id.eq(id))).await
}

async fn kept(db: &Db, which: Condition) -> Result<Option<KeptKey>> {
    let Some(row) = api_key::Entity::find().filter(which).one(db.read()).await? else { return Ok(None) };
    let whose = organisation::Entity::find_by_id(row.organisation_id)
        .select_only()
        .column(organisation::Column::CityId)
        .column(organisation::Column::Status);
    let whose: Option<(Option<CityId>, String)> = whose.into_tuple().one(db.read()).await?;
    // They go together: a key without its organisation is being deleted right now.
    let Some((city, status)) = whose else { return Ok(None) };
    Ok(Some(KeptKey {
        id: row.id,
        organisation: row.organisation_id,
        city,
        verified: status == OrganisationStatus::Verified.as_str(),
        secret_digest: row.secret_digest,
        scopes: from_json("api_keys.scopes", &row.scopes)?,
        expires_at: row.expires_at,
        last_used_at: row.last_used_at,
        revoked_at: row.revoked_at,
    }))
}

/// The keys of an organisation, newest first, before the key `before`, at most `limit`. Those that ended are among them.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &Db,
    organisation: OrganisationId,
    before: Option<ApiKeyId>,
    now: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<ApiKey>> {
    let wanted = Condition::all()
        .add(api_key::Column::OrganisationId.eq(organisation))
        .add_option(before.map(|before| api_key::Column::Id.lt(before)));
    let query = api_key::Entity::find().filter(wanted).order_by_desc(api_key::Column::Id).limit(limit);
    to_keys(db, query.all(db.read()).await?, now).await
}

/// A key of an organisation as lists show it.
///
/// # Errors
/// When the database fails.
pub async fn get(
    source: &impl Source,
    organisation: OrganisationId,
    id: ApiKeyId,
    now: DateTime<Utc>,
) -> Result<Option<ApiKey>> {
    let query = api_key::Entity::find_by_id(id).filter(api_key::Column::OrganisationId.eq(organisation));
    let row = query.one(source.reading()).await?;
    Ok(to_keys(source, row.into_iter().collect(), now).await?.pop())
}

/// Keys that an account made or ended, newest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn of_account(db: &Db, account: AccountId, now: DateTime<Utc>, limit: u64) -> Result<Vec<ApiKey>> {
    let theirs =
        Condition::any().add(api_key::Column::CreatedBy.eq(account)).add(api_key::Column::RevokedBy.eq(account));
    let query = api_key::Entity::find().filter(theirs).order_by_desc(api_key::Column::Id).limit(limit);
    to_keys(db, query.all(db.read()).await?, now).await
}

/// Ends a key that nobody has ended yet.
///
/// # Errors
/// When the database fails.
pub async fn revoke(tx: &Tx<'_>, id: ApiKeyId, by: Option<AccountId>, at: DateTime<Utc>) -> Result<()> {
    api_key::Entity::update_many()
        .col_expr(api_key::Column::RevokedAt, Expr::value(at))
        .col_expr(api_key::Column::RevokedBy, Expr::value(by))
        .filter(api_key::Column::Id.eq(id))
        .filter(api_key::Column::RevokedAt.is_null())
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Notes that a key was used, unless another process has noted a use after `before`.
///
/// # Errors
/// When the database fails.
pub async fn touch(tx: &Tx<'_>, id: ApiKeyId, at: DateTime<Utc>, before: DateTime<Utc>) -> Result<()> {
    let stale =
        Condition::any().add(api_key::Column::LastUsedAt.is_null()).add(api_key::Column::LastUsedAt.lte(before));
    api_key::Entity::update_many()
        .col_expr(api_key::Column::LastUsedAt, Expr::value(at))
        .filter(api_key::Column::Id.eq(id))
        .filter(stale)
        .exec(tx.connection())
        .await?;
    Ok(())
}

async fn to_keys(source: &impl Source, rows: Vec<api_key::Model>, now: DateTime<Utc>) -> Result<Vec<ApiKey>> {
    let named: Vec<AccountId> = rows.iter().flat_map(|row| [row.created_by, row.revoked_by]).flatten().collect();
    let people = people(source, named).await?;
    let person = |id: Option<AccountId>| id.and_then(|id| people.get(&id).cloned());
    rows.into_iter()
        .map(|row| {
            Ok(ApiKey {
                id: row.id,
                scopes: from_json("api_keys.scopes", &row.scopes)?,
                status: status_at(row.expires_at, row.revoked_at, now),
                created_by: person(row.created_by),
                revoked_by: person(row.revoked_by),
                name: row.name,
                prefix: row.prefix,
                created_at: row.created_at,
                expires_at: row.expires_at,
                last_used_at: row.last_used_at,
                revoked_at: row.revoked_at,
            })
        })
        .collect()
}

async fn people(source: &impl Source, ids: Vec<AccountId>) -> Result<HashMap<AccountId, Person>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = account::Entity::find().filter(account::Column::Id.is_in(ids)).all(source.reading()).await?;
    Ok(rows.into_iter().map(|row| (row.id, Person { id: row.id, name: row.name, demo: row.demo })).collect())
}

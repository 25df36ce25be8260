//! Organisations, their e-mail domains, and whom they have invited.

mod domains;
mod invitations;
mod leads;
mod list;
mod rows;
mod walk;

pub use domains::{
    DomainsAfter, delete_domain, domains, insert_domain, oldest_waiting_domains, verified_for, verify_domain,
    waiting_domains,
};
pub use invitations::{
    NewInvitationRow, OpenInvitation, decline_invitation, delete_invitation, drop_expired_invitations,
    insert_invitation, invitation, invitation_by_id, invitations, invitations_of_account, take_invitation,
};
pub(crate) use leads::led;
pub use leads::{city_is_leaderless, idle_lead, lead, seat, seats_of};
pub use list::{OrganisationFilter, OrganisationsAfter, list, oldest_pending};
pub use rows::references;
pub use walk::{Walk, by_ids};

use crate::entities::{membership, organisation};
use crate::{Result, Scope, Source, Tx};
use chrono::{DateTime, Utc};
use domain::memberships::{MembershipOrigin, MembershipStatus};
use domain::organisations::{Organisation, OrganisationKind, OrganisationStatus, OrganisationUpdate, PartnerKind};
use ids::{AccountId, CityId, OrganisationId};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ActiveValue, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter};

/// An organisation that is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrganisationRow {
    /// Its id.
    pub id: OrganisationId,
    /// What it is.
    pub kind: OrganisationKind,
    /// What kind of partner it is.
    pub partner_kind: Option<PartnerKind>,
    /// Its name.
    pub name: String,
    /// Its name to sort by.
    pub name_key: String,
    /// Its name in addresses.
    pub slug: String,
    /// Its web address.
    pub website: Option<String>,
    /// What it does.
    pub about: Option<String>,
    /// Its country.
    pub country: Option<String>,
    /// The city that it is of.
    pub city: Option<CityId>,
    /// Where it stands.
    pub status: OrganisationStatus,
    /// Whether it is for demonstration.
    pub demo: bool,
    /// The moment.
    pub at: DateTime<Utc>,
}

/// How an organisation is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrganisationName {
    /// By its id.
    Id(OrganisationId),
    /// By its slug.
    Slug(String),
    /// By the city that it is of.
    City(CityId),
}

impl std::str::FromStr for OrganisationName {
    type Err = std::convert::Infallible;
    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        if let Ok(id) = text.parse() {
            return Ok(Self::Id(id));
        }
        // What holds other signs names nothing, as does the empty slug: PostgreSQL cannot even be asked for a NUL.
        let fine = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        Ok(Self::Slug(if fine { text.to_ascii_lowercase() } else { String::new() }))
    }
}

/// What rules ask about an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationKey {
    /// Its id.
    pub id: OrganisationId,
    /// What it is.
    pub kind: OrganisationKind,
    /// Its name.
    pub name: String,
    /// Its name in addresses.
    pub slug: String,
    /// The city that it is of.
    pub city: Option<CityId>,
    /// Where it stands.
    pub status: OrganisationStatus,
    /// Its version.
    pub version: i64,
    /// Whether nobody leads it.
    pub leaderless: bool,
}

/// Makes an organisation.
///
/// # Errors
/// [`Error::Constraint`](crate::Error::Constraint) when the slug or the city is taken; when the database fails.
pub async fn insert(tx: &Tx<'_>, new: NewOrganisationRow) -> Result<()> {
    let row = organisation::ActiveModel {
        id: ActiveValue::Set(new.id),
        kind: ActiveValue::Set(new.kind.as_str().to_owned()),
        partner_kind: ActiveValue::Set(new.partner_kind.map(|kind| kind.as_str().to_owned())),
        name: ActiveValue::Set(new.name),
        name_key: ActiveValue::Set(new.name_key),
        slug: ActiveValue::Set(new.slug),
        website: ActiveValue::Set(new.website),
        about: ActiveValue::Set(new.about),
        country: ActiveValue::Set(new.country),
        city_id: ActiveValue::Set(new.city),
        status: ActiveValue::Set(new.status.as_str().to_owned()),
        reason: ActiveValue::Set(None),
        demo: ActiveValue::Set(new.demo),
        version: ActiveValue::Set(1),
        created_at: ActiveValue::Set(new.at),
        updated_at: ActiveValue::Set(new.at),
    };
    organisation::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

fn named(name: &OrganisationName) -> Condition {
    Condition::all().add(match name {
        OrganisationName::Id(id) => organisation::Column::Id.eq(*id),
        OrganisationName::Slug(slug) => organisation::Column::Slug.eq(slug.as_str()),
        OrganisationName::City(city) => organisation::Column::CityId.eq(*city),
    })
}

/// What `scope` may see of organisations: verified ones; one's own in any state.
fn seen(scope: Scope) -> Condition {
    let verified = organisation::Column::Status.eq(OrganisationStatus::Verified.as_str());
    match scope {
        Scope::Everything => Condition::all(),
        Scope::Public => Condition::all().add(verified),
        Scope::Organisation(own) => Condition::any().add(verified).add(organisation::Column::Id.eq(own)),
        Scope::Account(account) => {
            let own = Query::select()
                .column(membership::Column::OrganisationId)
                .from(membership::Entity)
                .and_where(membership::Column::AccountId.eq(account))
                .to_owned();
            Condition::any().add(verified).add(organisation::Column::Id.in_subquery(own))
        }
    }
}

/// One organisation that `scope` may see.
///
/// # Errors
/// When the database fails.
pub async fn get(source: &impl Source, scope: Scope, name: &OrganisationName) -> Result<Option<Organisation>> {
    let query = organisation::Entity::find().filter(named(name)).filter(seen(scope));
    let row = query.one(source.reading()).await?;
    Ok(rows::to_organisations(source, row.into_iter().collect()).await?.pop())
}

/// What rules ask about an organisation, whoever may see it.
///
/// # Errors
/// When the database fails.
pub async fn key(source: &impl Source, name: &OrganisationName) -> Result<Option<OrganisationKey>> {
    let Some(row) = organisation::Entity::find().filter(named(name)).one(source.reading()).await? else {
        return Ok(None);
    };
    Ok(Some(OrganisationKey {
        id: row.id,
        kind: crate::entities::key("organisations.kind", &row.kind)?,
        status: crate::entities::key("organisations.status", &row.status)?,
        leaderless: lead(source, row.id).await?.is_none(),
        name: row.name,
        slug: row.slug,
        city: row.city_id,
        version: row.version,
    }))
}

/// Whether a slug is taken.
///
/// # Errors
/// When the database fails.
pub async fn slug_is_taken(source: &impl Source, slug: &str) -> Result<bool> {
    let found =
        organisation::Entity::find().filter(organisation::Column::Slug.eq(slug)).count(source.reading()).await?;
    Ok(found > 0)
}

/// Changes what an organisation says of itself; answers its version, which is the one before where nothing changes.
///
/// # Errors
/// When the database fails.
pub async fn update(
    tx: &Tx<'_>,
    key: &OrganisationKey,
    change: OrganisationUpdate,
    name_key: Option<String>,
    at: DateTime<Utc>,
) -> Result<i64> {
    let found = organisation::Entity::find_by_id(key.id).one(tx.connection()).await?;
    let Some(row) = found else { return Ok(key.version) };
    let wanted = organisation::Model {
        name: change.name.or(row.name.clone()),
        name_key: name_key.unwrap_or_else(|| row.name_key.clone()),
        website: change.website.over(row.website.clone()),
        about: change.about.over(row.about.clone()),
        ..row.clone()
    };
    if wanted == row {
        return Ok(key.version);
    }
    let version = key.version + 1;
    let row = organisation::ActiveModel {
        id: ActiveValue::Unchanged(key.id),
        name: ActiveValue::Set(wanted.name),
        name_key: ActiveValue::Set(wanted.name_key),
        website: ActiveValue::Set(wanted.website),
        about: ActiveValue::Set(wanted.about),
        version: ActiveValue::Set(version),
        updated_at: ActiveValue::Set(at),
        ..Default::default()
    };
    organisation::Entity::update(row).exec(tx.connection()).await?;
    Ok(version)
}

/// Sets where an organisation stands; answers its new version.
///
/// # Errors
/// When the database fails.
pub async fn set_status(
    tx: &Tx<'_>,
    key: &OrganisationKey,
    status: OrganisationStatus,
    reason: Option<String>,
    at: DateTime<Utc>,
) -> Result<i64> {
    let version = key.version + 1;
    let row = organisation::ActiveModel {
        id: ActiveValue::Unchanged(key.id),
        status: ActiveValue::Set(status.as_str().to_owned()),
        reason: ActiveValue::Set(reason),
        version: ActiveValue::Set(version),
        updated_at: ActiveValue::Set(at),
        ..Default::default()
    };
    organisation::Entity::update(row).exec(tx.connection()).await?;
    Ok(version)
}

/// Removes the organisations that somebody has made and that wait for a decision; answers which.
///
/// # Errors
/// When the database fails.
pub async fn delete_founded_by(tx: &Tx<'_>, account: AccountId) -> Result<Vec<OrganisationId>> {
    let founded = Query::select()
        .column(membership::Column::OrganisationId)
        .from(membership::Entity)
        .and_where(membership::Column::AccountId.eq(account))
        .and_where(membership::Column::Origin.eq(MembershipOrigin::Founding.as_str()))
        .and_where(membership::Column::Status.eq(MembershipStatus::Requested.as_str()))
        .to_owned();
    let waiting = Condition::all()
        .add(organisation::Column::Status.eq(OrganisationStatus::Pending.as_str()))
        .add(organisation::Column::Id.in_subquery(founded));
    delete(tx, waiting).await
}

async fn delete(tx: &Tx<'_>, which: Condition) -> Result<Vec<OrganisationId>> {
    let rows = organisation::Entity::find().filter(which).all(tx.connection()).await?;
    let found: Vec<OrganisationId> = rows.into_iter().map(|row| row.id).collect();
    organisation::Entity::delete_many()
        .filter(organisation::Column::Id.is_in(found.iter().copied()))
        .exec(tx.connection())
        .await?;
    Ok(found)
}

/// Removes organisations for demonstration, with what hangs on them: partners, which nobody has made but the
/// demonstration, and cities to which nobody else belongs. Answers which.
///
/// # Errors
/// When the database fails.
pub async fn delete_demo(tx: &Tx<'_>) -> Result<Vec<OrganisationId>> {
    let theirs = Query::select()
        .column(membership::Column::OrganisationId)
        .from(membership::Entity)
        .and_where(membership::Column::EndedAt.is_null())
        .to_owned();
    let city = organisation::Column::Kind.eq(OrganisationKind::City.as_str());
    let kept = Condition::all().add(city).add(organisation::Column::Id.in_subquery(theirs));
    delete(tx, Condition::all().add(organisation::Column::Demo.eq(true)).add(kept.not())).await
}

/// Takes the mark of the demonstration off the organisations that are left of it: what somebody real belongs to by now is
/// none any more. Answers which.
///
/// # Errors
/// When the database fails.
pub async fn end_demo(tx: &Tx<'_>) -> Result<Vec<OrganisationId>> {
    let marked = organisation::Entity::find().filter(organisation::Column::Demo.eq(true));
    let found = marked.all(tx.connection()).await?.into_iter().map(|row| row.id).collect();
    organisation::Entity::update_many()
        .col_expr(organisation::Column::Demo, Expr::value(false))
        .filter(organisation::Column::Demo.eq(true))
        .exec(tx.connection())
        .await?;
    Ok(found)
}

//! E-mail domains of organisations.

use crate::entities::{organisation, organisation_domain};
use crate::{Result, Source, Tx};
use chrono::{DateTime, Utc};
use domain::organisations::{EmailDomain, OrganisationStatus};
use ids::OrganisationId;
use sea_orm::sea_query::{OnConflict, Query};
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

fn to_domain(row: organisation_domain::Model) -> EmailDomain {
    EmailDomain { domain: row.domain, created_at: row.created_at, verified_at: row.verified_at }
}

/// The domains of an organisation, in alphabetical order.
///
/// # Errors
/// When the database fails.
pub async fn domains(source: &impl Source, id: OrganisationId) -> Result<Vec<EmailDomain>> {
    let query = organisation_domain::Entity::find().filter(organisation_domain::Column::OrganisationId.eq(id));
    let rows = query.order_by_asc(organisation_domain::Column::Domain).all(source.reading()).await?;
    Ok(rows.into_iter().map(to_domain).collect())
}

/// Names a domain of an organisation; naming it again changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn insert_domain(tx: &Tx<'_>, id: OrganisationId, domain: String, at: DateTime<Utc>) -> Result<()> {
    let row = organisation_domain::ActiveModel {
        organisation_id: ActiveValue::Set(id),
        domain: ActiveValue::Set(domain),
        created_at: ActiveValue::Set(at),
        verified_at: ActiveValue::Set(None),
    };
    let key = [organisation_domain::Column::OrganisationId, organisation_domain::Column::Domain];
    let again = OnConflict::columns(key).do_nothing().to_owned();
    organisation_domain::Entity::insert(row).on_conflict(again).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Verifies a domain; `None` where the organisation has not named it.
///
/// # Errors
/// [`Error::Constraint`](crate::Error::Constraint) when it is another organisation's; when the database fails.
pub async fn verify_domain(
    tx: &Tx<'_>,
    id: OrganisationId,
    domain: &str,
    at: DateTime<Utc>,
) -> Result<Option<EmailDomain>> {
    let found = organisation_domain::Entity::find_by_id((id, domain.to_owned())).one(tx.connection()).await?;
    let Some(row) = found else { return Ok(None) };
    if row.verified_at.is_some() {
        return Ok(Some(to_domain(row)));
    }
    let row = organisation_domain::ActiveModel {
        organisation_id: ActiveValue::Unchanged(id),
        domain: ActiveValue::Unchanged(row.domain),
        verified_at: ActiveValue::Set(Some(at)),
        ..Default::default()
    };
    Ok(Some(to_domain(organisation_domain::Entity::update(row).exec(tx.connection()).await?)))
}

/// Takes a domain off an organisation; `false` where it has not named it.
///
/// # Errors
/// When the database fails.
pub async fn delete_domain(tx: &Tx<'_>, id: OrganisationId, domain: &str) -> Result<bool> {
    let gone = organisation_domain::Entity::delete_by_id((id, domain.to_owned())).exec(tx.connection()).await?;
    Ok(gone.rows_affected == 1)
}

/// Verified organisations that one of these domains was verified for.
///
/// # Errors
/// When the database fails.
pub async fn verified_for(source: &impl Source, domains: &[String]) -> Result<Vec<OrganisationId>> {
    let standing = Query::select()
        .column(organisation::Column::Id)
        .from(organisation::Entity)
        .and_where(organisation::Column::Status.eq(OrganisationStatus::Verified.as_str()))
        .to_owned();
    let query = organisation_domain::Entity::find()
        .filter(organisation_domain::Column::Domain.is_in(domains.iter().map(String::as_str)))
        .filter(organisation_domain::Column::VerifiedAt.is_not_null())
        .filter(organisation_domain::Column::OrganisationId.in_subquery(standing));
    let rows = query.order_by_asc(organisation_domain::Column::Domain).all(source.reading()).await?;
    Ok(rows.into_iter().map(|row| row.organisation_id).collect())
}

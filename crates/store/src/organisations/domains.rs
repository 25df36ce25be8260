//! E-mail domains of organisations.

use super::references;
use crate::entities::{organisation, organisation_domain};
use crate::{Db, Result, Source, Tx};
use chrono::{DateTime, Utc};
use domain::organisations::{EmailDomain, OrganisationStatus, WaitingDomain};
use ids::OrganisationId;
use sea_orm::sea_query::{OnConflict, Query};
use sea_orm::{ActiveValue, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};

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

/// Behind which domain a page of those that wait begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DomainsAfter {
    /// When it was named.
    pub created_at: DateTime<Utc>,
    /// The domain.
    pub domain: String,
    /// Whose it is.
    pub organisation: OrganisationId,
}

impl DomainsAfter {
    /// The place of a domain that waits.
    #[must_use]
    pub fn of(waiting: &WaitingDomain) -> Self {
        let (created_at, domain) = (waiting.created_at, waiting.domain.clone());
        Self { created_at, domain, organisation: waiting.organisation.id }
    }

    fn condition(self) -> Condition {
        use organisation_domain::Column;
        let last = Condition::all()
            .add(Column::Domain.eq(self.domain.as_str()))
            .add(Column::OrganisationId.gt(self.organisation));
        let rest = Condition::any().add(Column::Domain.gt(self.domain)).add(last);
        let same = Condition::all().add(Column::CreatedAt.eq(self.created_at)).add(rest);
        Condition::any().add(Column::CreatedAt.gt(self.created_at)).add(same)
    }
}

/// Domains of all organisations that wait to be verified, the oldest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn waiting_domains(db: &Db, after: Option<DomainsAfter>, limit: u64) -> Result<Vec<WaitingDomain>> {
    let wanted = Condition::all()
        .add(organisation_domain::Column::VerifiedAt.is_null())
        .add_option(after.map(DomainsAfter::condition));
    let query = organisation_domain::Entity::find()
        .filter(wanted)
        .order_by_asc(organisation_domain::Column::CreatedAt)
        .order_by_asc(organisation_domain::Column::Domain)
        .order_by_asc(organisation_domain::Column::OrganisationId);
    let rows = query.limit(limit).all(db.read()).await?;
    let organisations = references(db, rows.iter().map(|row| row.organisation_id).collect()).await?;
    let shown = rows.into_iter().filter_map(|row| {
        // It goes with its organisation: a row without it is being deleted right now.
        let organisation = organisations.get(&row.organisation_id)?.clone();
        Some(WaitingDomain { domain: row.domain, organisation, created_at: row.created_at })
    });
    Ok(shown.collect())
}

/// When the domains that wait to be verified were named, the oldest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn oldest_waiting_domains(source: &impl Source, limit: u64) -> Result<Vec<DateTime<Utc>>> {
    let query = organisation_domain::Entity::find()
        .select_only()
        .column(organisation_domain::Column::CreatedAt)
        .filter(organisation_domain::Column::VerifiedAt.is_null())
        .order_by_asc(organisation_domain::Column::CreatedAt);
    Ok(query.limit(limit).into_tuple().all(source.reading()).await?)
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

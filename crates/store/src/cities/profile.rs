//! What a city says of itself. Loading reference data never touches it.

use crate::entities::{city_profile, correction, from_json, key, to_json};
use crate::organisations::{OrganisationName, references};
use crate::{Result, Source, Tx};
use chrono::{DateTime, Utc};
use domain::cities::{AcceptedCorrection, CityProfile, CityProfileUpdate};
use domain::corrections::CorrectionStatus;
use ids::CityId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Most accepted corrections that a profile shows.
const CORRECTIONS: u64 = 50;

/// The profile of the city of this id and slug. Everyone may see it; before the city has said anything it is empty.
///
/// # Errors
/// When the database fails.
pub async fn profile(source: &impl Source, city_id: CityId, city: String) -> Result<CityProfile> {
    let found = crate::organisations::key(source, &OrganisationName::City(city_id)).await?;
    let has_lead = found.as_ref().is_some_and(|found| !found.leaderless);
    // An organisation that waits for its first decision is nobody's business yet.
    let verified = |found: &crate::organisations::OrganisationKey| {
        found.status == domain::organisations::OrganisationStatus::Verified
    };
    let shown = found.filter(verified).map(|found| found.id);
    let organisation = match shown {
        Some(id) => references(source, vec![id]).await?.remove(&id),
        None => None,
    };
    let row = city_profile::Entity::find_by_id(city_id).one(source.reading()).await?;
    let empty = || "[]".to_owned();
    let of = |text: Option<&String>| text.cloned().unwrap_or_else(empty);
    Ok(CityProfile {
        city_id,
        city,
        organisation,
        has_lead,
        stage: row.as_ref().and_then(|row| row.stage.clone()),
        priorities: from_json("city_profiles.priorities", &of(row.as_ref().map(|row| &row.priorities)))?,
        note: row.as_ref().and_then(|row| row.note.clone()),
        contacts: from_json("city_profiles.contacts", &of(row.as_ref().map(|row| &row.contacts)))?,
        strategies: from_json("city_profiles.strategies", &of(row.as_ref().map(|row| &row.strategies)))?,
        corrections: accepted(source, city_id).await?,
        origin: super::origin(source, city_id).await?,
        version: row.as_ref().map_or(0, |row| row.version),
        updated_at: row.map(|row| row.updated_at),
    })
}

async fn accepted(source: &impl Source, city: CityId) -> Result<Vec<AcceptedCorrection>> {
    let query = correction::Entity::find()
        .filter(correction::Column::CityId.eq(city))
        .filter(correction::Column::Status.eq(CorrectionStatus::Accepted.as_str()));
    let rows = query.order_by_desc(correction::Column::Id).limit(CORRECTIONS).all(source.reading()).await?;
    rows.into_iter()
        .map(|row| {
            Ok(AcceptedCorrection {
                id: row.id,
                fact: key("corrections.fact", &row.fact)?,
                decided_at: row.decided_at.unwrap_or(row.received_at),
                value: row.value,
                source: row.source,
            })
        })
        .collect()
}

/// Writes what changed of a profile over what was there; answers its version, which is the one before where nothing
/// changes.
///
/// # Errors
/// When the database fails.
pub async fn put_profile(
    tx: &Tx<'_>,
    before: CityProfile,
    change: CityProfileUpdate,
    at: DateTime<Utc>,
) -> Result<i64> {
    let wanted = CityProfile {
        priorities: change.priorities.or(before.priorities.clone()),
        contacts: change.contacts.or(before.contacts.clone()),
        strategies: change.strategies.or(before.strategies.clone()),
        stage: change.stage.over(before.stage.clone()),
        note: change.note.over(before.note.clone()),
        ..before.clone()
    };
    if wanted == before {
        return Ok(before.version);
    }
    let version = before.version + 1;
    let row = city_profile::ActiveModel {
        city_id: ActiveValue::Set(before.city_id),
        priorities: ActiveValue::Set(to_json("city_profiles.priorities", &wanted.priorities)?),
        contacts: ActiveValue::Set(to_json("city_profiles.contacts", &wanted.contacts)?),
        strategies: ActiveValue::Set(to_json("city_profiles.strategies", &wanted.strategies)?),
        stage: ActiveValue::Set(wanted.stage),
        note: ActiveValue::Set(wanted.note),
        version: ActiveValue::Set(version),
        updated_at: ActiveValue::Set(at),
    };
    let again = OnConflict::column(city_profile::Column::CityId)
        .update_columns([
            city_profile::Column::Priorities,
            city_profile::Column::Contacts,
            city_profile::Column::Strategies,
            city_profile::Column::Stage,
            city_profile::Column::Note,
            city_profile::Column::Version,
            city_profile::Column::UpdatedAt,
        ])
        .to_owned();
    city_profile::Entity::insert(row).on_conflict(again).exec_without_returning(tx.connection()).await?;
    Ok(version)
}

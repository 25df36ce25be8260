//! What a city says of itself, changed by its lead, or by the network's editors where nobody leads it.

use crate::access::{authorise, authorise_on};
use crate::{Caller, Context, Error, Expected, Result};
use contract::Fault;
use domain::Valid;
use domain::cities::{CityProfile, CityProfileUpdate, CityRef};
use domain::live::{ChangeAction, ThingKind};
use domain::policy::{Action, Actor, Thing};
use domain::vocabularies::VocabularyName;
use store::NewChange;

/// What a city says of itself; empty before it has said anything.
///
/// # Errors
/// [`Error::Missing`]; when the database fails.
pub async fn get_profile(ctx: &Context, actor: &Actor, reference: &CityRef) -> Result<CityProfile> {
    let scope = authorise(actor, Action::GetCityProfile)?;
    let city = super::find(ctx, scope, reference).await?;
    Ok(store::cities::profile(ctx.db(), city.id, city.slug).await?)
}

/// Changes what a city says of itself.
///
/// # Errors
/// [`Error::Stale`]; [`Error::Broken`] with every fault; when the actor may not or the database fails.
pub async fn update_profile(
    ctx: &Context,
    caller: Caller,
    reference: &CityRef,
    expected: Expected,
    change: CityProfileUpdate,
) -> Result<CityProfile> {
    let scope = authorise(&caller.actor, Action::GetCityProfile)?;
    let city = super::find(ctx, scope, reference).await?;
    let leaderless = store::organisations::city_is_leaderless(ctx.db(), city.id).await?;
    authorise_on(&caller.actor, Action::UpdateCityProfile, Thing::city(city.id, leaderless))?;
    let change = Valid::check(change).map_err(Error::Broken)?.into_inner();
    check_keys(ctx, &change).await?;
    let audit = caller.audit(ctx, Action::UpdateCityProfile, (ThingKind::City, city.id.as_uuid()), change.touched());
    let now = ctx.now();
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                tx.alone_with(city.id.as_uuid()).await?;
                let before = store::cities::profile(tx, city.id, city.slug.clone()).await?;
                expected.check(before.version)?;
                let read = before.version;
                // What changes nothing leaves no trace.
                if store::cities::put_profile(tx, before, change, now).await? != read {
                    store::audit::append(tx, audit).await?;
                    tx.tell(NewChange {
                        at: now,
                        kind: ThingKind::City,
                        id: city.id.as_uuid(),
                        slug: Some(city.slug.clone()),
                        action: ChangeAction::Updated,
                        version: city.version,
                        audience: None,
                    });
                }
                Ok::<_, Error>(store::cities::profile(tx, city.id, city.slug).await?)
            })
        })
        .await
}

/// Keys are those of the vocabularies.
async fn check_keys(ctx: &Context, change: &CityProfileUpdate) -> Result<()> {
    let known = crate::vocabularies::known_keys(ctx).await?;
    let mut faults = Vec::new();
    let mut check = |pointer: String, name: VocabularyName, key: &String| {
        if known.unknown(name, std::slice::from_ref(key)).is_some() {
            let message = format!("'{key}' is not known here. See /api/v1/vocabularies/{name}.");
            faults.push(Fault::new(&pointer, "unknown_value", message));
        }
    };
    if let Some(stage) = change.stage.value() {
        check("/stage".to_owned(), VocabularyName::RecoveryStages, stage);
    }
    for (place, key) in change.priorities.value().into_iter().flatten().enumerate() {
        check(format!("/priorities/{place}"), VocabularyName::PriorityThemes, key);
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Broken(faults)) }
}

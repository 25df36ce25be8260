//! Cities like one, by the method of the crate `matching`.

use super::{MADE_FROM, find};
use crate::access::authorise;
use crate::{Context, Error, Result};
use domain::cities::{CityRef, CitySummary, SimilarCities, SimilarCity, SimilarQuery, SimilarityReason, profile};
use domain::policy::{Action, Actor, Scope};
use domain::search::{NearCity, NearbyCity};
use ids::CityId;
use matching::{Aspect, Profile, Similar, Weights};
use std::collections::HashMap;
use std::sync::Arc;
use store::cities::{CitySelection, Walk};

/// Name and version of the method: the version grows when the same facts would give another answer.
pub const METHOD: &str = "gower-1971/1";

/// What is compared of every city, kept in memory until a city changes.
#[derive(Debug, Default)]
pub(crate) struct Comparable {
    ids: Vec<CityId>,
    /// Slug and name.
    names: Vec<(String, String)>,
    profiles: Vec<Profile>,
}

/// Cities like `reference`, most similar first, each with what they have in common.
///
/// # Errors
/// [`Error::Missing`] when there is no such city; when the actor may not or the database fails.
pub async fn similar(ctx: &Context, actor: &Actor, reference: &CityRef, query: SimilarQuery) -> Result<SimilarCities> {
    let scope = authorise(actor, Action::ListSimilarCities)?;
    let city = find(ctx, scope, reference).await?;
    let weights =
        Weights::new(query.weights.by_aspect()).map_err(|error| Error::Internal(format!("weights: {error:?}")))?;
    let all = comparable(ctx).await?;
    // Comparing many thousand cities takes milliseconds of computing: not on the threads that serve.
    let ranked = tokio::task::spawn_blocking(move || rank(&all, city.id, &weights, query.limit)).await?;
    let ids: Vec<CityId> = ranked.iter().map(|(id, _)| *id).collect();
    let cities = store::cities::by_ids(ctx.db(), scope, &ids).await?;
    let mut cities: HashMap<CityId, CitySummary> = cities.into_iter().map(|city| (city.id, city)).collect();
    let items = ranked.into_iter().filter_map(|(id, similar)| Some(to_item(cities.remove(&id)?, similar))).collect();
    Ok(SimilarCities { method: METHOD.to_owned(), weights: query.weights, items })
}

async fn comparable(ctx: &Context) -> Result<Arc<Comparable>> {
    let position = ctx.db().positions().of(MADE_FROM);
    let load = async || {
        let mut all = Comparable::default();
        let mut walk = Walk::new(Scope::Public, CitySelection::default());
        while let Some(part) = walk.next(ctx.db()).await? {
            all.ids.extend(part.iter().map(|city| city.id));
            all.profiles.extend(part.iter().map(profile));
            all.names.extend(part.into_iter().map(|city| (city.slug, city.name)));
        }
        Ok(all)
    };
    ctx.comparable().get(position, load).await
}

/// What is near to the city of this slug, for a search that is for it; `None` where there is no such city.
pub(crate) async fn near(ctx: &Context, scope: Scope, slug: &str) -> Result<Option<NearCity>> {
    let Some(city) = store::cities::get(ctx.db(), scope, &CityRef::Slug(slug.to_owned())).await? else {
        return Ok(None);
    };
    let own = store::cities::profile(ctx.db(), city.id, city.slug).await?;
    let all = comparable(ctx).await?;
    // Comparing many thousand cities takes milliseconds of computing: not on the threads that serve.
    let others = tokio::task::spawn_blocking(move || others(&all, city.id)).await?;
    let summary = store::cities::by_ids(ctx.db(), scope, &[city.id]).await?.pop();
    Ok(summary.map(|city| NearCity { city, stage: own.stage, themes: own.priorities, others }))
}

/// How alike every other city is to one, by slug.
fn others(all: &Comparable, city: CityId) -> HashMap<String, NearbyCity> {
    let places: HashMap<CityId, usize> = all.ids.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    let ranked = rank(all, city, &Weights::default(), u32::MAX);
    let other = |(id, similar): (CityId, Similar)| {
        let (slug, name) = all.names.get(*places.get(&id)?)?.clone();
        Some((slug, NearbyCity { name, similarity: similar.similarity }))
    };
    ranked.into_iter().filter_map(other).collect()
}

fn rank(all: &Comparable, city: CityId, weights: &Weights, limit: u32) -> Vec<(CityId, Similar)> {
    let Some(place) = all.ids.iter().position(|id| *id == city) else { return Vec::new() };
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let others: Vec<&Profile> =
        all.profiles.iter().enumerate().filter(|(index, _)| *index != place).map(|(_, profile)| profile).collect();
    let ranked = matching::similar(&all.profiles[place], &others, weights, limit);
    // Behind the city itself the others moved up by one.
    let id = |index: usize| all.ids[if index < place { index } else { index + 1 }];
    ranked.into_iter().map(|similar| (id(similar.index), similar)).collect()
}

fn to_item(city: CitySummary, similar: Similar) -> SimilarCity {
    let income = city.income_group;
    let reason = |reason: matching::Reason| {
        // The method knows income groups as steps; where two cities stand on the same one, here is its name.
        let same_income = reason.aspect == Aspect::Income && reason.similarity >= 1.0;
        let shared = if same_income { vec![income.as_str().to_owned()] } else { reason.shared };
        let (similarity, share) = (reason.similarity, reason.share);
        SimilarityReason { aspect: reason.aspect.into(), similarity, share, shared }
    };
    SimilarCity {
        city,
        similarity: similar.similarity,
        coverage: similar.coverage,
        reasons: similar.reasons.into_iter().map(reason).collect(),
    }
}

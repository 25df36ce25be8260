//! Deciding a proposal; one that is accepted becomes a city in the same transaction.

use super::{alike, authorised, checked, letters, odd, open, turn};
use crate::idempotency::{Outcome, kept, once};
use crate::{Caller, Context, Error, Result, names};
use contract::Fault;
use domain::cities::{City, CityOrigin, PopulationBand, StrategyStatus};
use domain::city_proposals::{COASTAL_WITHIN_KM, CityProposal, CityProposalDecision, CityProposalStatus};
use domain::countries::Country;
use domain::live::{ChangeAction, ThingKind};
use domain::organisations::Verdict;
use domain::policy::{Action, Scope};
use ids::{AccountId, CityId, CityProposalId};
use store::city_proposals::ProposalTurn;
use store::reference::Stamp;
use store::{NewChange, Shared, Tx};

/// Decides a proposal. One that is accepted becomes a city at once, outside the network until the network says
/// otherwise; what nobody has said of it stays unknown.
///
/// # Errors
/// [`Error::Hidden`] for who may not; [`Error::Conflict`] when it does not wait and for one's own; [`Error::Exists`]
/// where the city has come meanwhile; [`Error::Broken`]; when the database fails.
pub async fn create_city_proposal_decision(
    ctx: &Context,
    caller: Caller,
    id: CityProposalId,
    decision: CityProposalDecision,
) -> Result<Outcome<CityProposal>> {
    let scope = caller.key_scope(Action::CreateCityProposalDecision);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return Ok(kept);
    }
    let found = authorised(ctx, &caller, Action::CreateCityProposalDecision, id).await?;
    let odd = odd(ctx, decision.country.as_ref(), decision.time_zone.as_deref()).await?;
    let decision = checked(decision, odd)?.into_inner();
    if caller.actor.account() == Some(found.person.id) {
        return Err(Error::Conflict("Somebody else decides about your own proposal.".to_owned()));
    }
    let facts = Facts::of(ctx, &found, &decision).await?;
    let by = caller.actor.account();
    let (ctx_in, key) = (ctx.clone(), caller.idempotency.clone());
    let done = once(ctx, &scope, key, move |tx| {
        Box::pin(async move {
            // Of two proposals of one city that are accepted at once the second one finds the city of the first.
            tx.alone_among(Shared::CityNames).await?;
            open(tx, id).await?;
            let thing = (ThingKind::CityProposal, id.as_uuid());
            let fields = vec!["status", "reason"];
            store::audit::append(tx, caller.audit(&ctx_in, Action::CreateCityProposalDecision, thing, fields)).await?;
            match facts {
                Some(facts) => accept(&ctx_in, tx, &caller, (id, facts), decision.reason).await,
                None => refuse(&ctx_in, tx, id, (decision.reason, by)).await,
            }
        })
    });
    done.await
}

async fn refuse(
    ctx: &Context,
    tx: &Tx<'_>,
    id: CityProposalId,
    (reason, by): (Option<String>, Option<AccountId>),
) -> Result<CityProposal> {
    let status = CityProposalStatus::Refused;
    let refused = turn(tx, id, ProposalTurn { status, reason, city: None, by, at: ctx.now() }).await?;
    letters::decided(ctx, tx, &refused, refused.name.clone()).await?;
    Ok(refused)
}

async fn accept(
    ctx: &Context,
    tx: &Tx<'_>,
    caller: &Caller,
    (id, facts): (CityProposalId, Facts),
    reason: Option<String>,
) -> Result<CityProposal> {
    let (name, by) = (facts.name.clone(), caller.actor.account());
    alike::refuse(tx, (&facts.country.code, &name), (facts.latitude, facts.longitude)).await?;
    let city = insert(ctx, tx, facts).await?;
    let thing = (ThingKind::City, city.as_uuid());
    store::audit::append(tx, caller.audit(ctx, Action::CreateCityProposalDecision, thing, vec!["*"])).await?;
    let status = CityProposalStatus::Accepted;
    let accepted = turn(tx, id, ProposalTurn { status, reason, city: Some(city), by, at: ctx.now() }).await?;
    letters::decided(ctx, tx, &accepted, name).await?;
    Ok(accepted)
}

/// What the city will be: the proposal, put right by the decision.
struct Facts {
    name: String,
    country: Country,
    latitude: f64,
    longitude: f64,
    population: Option<i64>,
    time_zone: String,
    coast_distance_km: f64,
    origin: CityOrigin,
}

impl Facts {
    /// `None` where the answer is no.
    async fn of(ctx: &Context, found: &CityProposal, decision: &CityProposalDecision) -> Result<Option<Self>> {
        if decision.decision == Verdict::Refused {
            return Ok(None);
        }
        let code = decision.country.as_ref().unwrap_or(&found.country);
        let countries = store::countries::list(ctx.db(), Scope::Public).await?;
        let country = countries.into_iter().map(|(_, country)| country).find(|country| country.code == *code);
        let zone = decision.time_zone.clone().or_else(|| found.time_zone.clone());
        let (Some(country), Some(time_zone)) = (country, zone) else {
            let message = "The proposal names no time zone: say which it is, such as America/Bogota.";
            return Err(Error::Broken(vec![Fault::new("/time_zone", "required", message)]));
        };
        // The year is of the number that was proposed.
        let kept = decision.population.is_absent() || decision.population.value() == found.population.as_ref();
        Ok(Some(Self {
            name: decision.name.clone().unwrap_or_else(|| found.name.clone()),
            country,
            latitude: decision.latitude.unwrap_or(found.latitude),
            longitude: decision.longitude.unwrap_or(found.longitude),
            population: decision.population.over(found.population),
            time_zone,
            coast_distance_km: decision.coast_distance_km.unwrap_or_default(),
            origin: CityOrigin {
                source: found.source.clone(),
                population_year: found.population_year.filter(|_| kept),
                accepted_at: ctx.now(),
            },
        }))
    }

    /// What the country says the country decides; what nobody has said is not known.
    fn city(&self, slug: String, stamp: &Stamp) -> City {
        City {
            id: stamp.id.into(),
            slug,
            name: self.name.clone(),
            country: self.country.code.clone(),
            country_name: self.country.labels.en.clone(),
            region: self.country.region,
            latitude: self.latitude,
            longitude: self.longitude,
            position_note: None,
            geonames_id: None,
            time_zone: self.time_zone.clone(),
            population: self.population,
            population_band: self.population.map(PopulationBand::of),
            climate: None,
            coastal: self.coast_distance_km <= COASTAL_WITHIN_KM,
            coast_distance_km: self.coast_distance_km,
            coastal_note: None,
            income_group: self.country.income_group,
            member: false,
            membership: None,
            strategy: None,
            strategy_status: StrategyStatus::NotApplicable,
            strategy_note: None,
            shocks: Vec::new(),
            stresses: Vec::new(),
            challenge_sources: Vec::new(),
            version: stamp.version,
            updated_at: stamp.at,
        }
    }
}

/// Makes the city, and tells of it like of any other.
async fn insert(ctx: &Context, tx: &Tx<'_>, facts: Facts) -> Result<CityId> {
    let (id, at) = (CityId::generate(ctx.unix_ms()), ctx.now());
    let slug = free_slug(tx, &facts.name, &facts.country.code, id).await?;
    // No digest of a loaded row is empty: whatever a file says of the city differs from it.
    let stamp = Stamp { id: id.as_uuid(), version: 1, new: true, digest: String::new(), at };
    let city = facts.city(slug.clone(), &stamp);
    store::cities::insert_proposed(tx, &city, names::name_key(&city.name), &stamp, &facts.origin).await?;
    tx.tell(NewChange {
        at,
        kind: ThingKind::City,
        id: id.as_uuid(),
        slug: Some(slug),
        action: ChangeAction::Created,
        version: 1,
        audience: None,
    });
    Ok(id)
}

/// What may be called a page of the app or a part of the API beside those of cities, below the same address.
const PAGES: [&str; 7] = ["new", "mine", "compare", "map", "search", "similar", "all"];

/// A slug that no city has: that of the name; with its country, then with a number behind it, where it is taken.
async fn free_slug(tx: &Tx<'_>, name: &str, country: &str, id: CityId) -> Result<String> {
    let wanted = names::slug(name).unwrap_or_else(|| "city".to_owned());
    let wanted = names::beside_pages(&wanted, &PAGES, "city");
    let placed = format!("{wanted}-{}", country.to_lowercase());
    let numbered = (2..=20).map(|number| format!("{placed}-{number}"));
    for slug in [wanted.clone(), placed.clone()].into_iter().chain(numbered) {
        if !store::cities::slug_is_taken(tx, &slug).await? {
            return Ok(slug);
        }
    }
    Ok(format!("{wanted}-{}", id.as_uuid().simple()))
}

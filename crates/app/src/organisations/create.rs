//! Making an organisation.

use super::{Told, free_slug, tell};
use crate::access::authorise;
use crate::idempotency::{Outcome, kept, once};
use crate::memberships::{FEW, founding};
use crate::{Caller, Context, Error, Result, names};
use contract::Fault;
use domain::Valid;
use domain::cities::City;
use domain::live::{ChangeAction, ThingKind};
use domain::organisations::{NewOrganisation, Organisation, OrganisationKind, OrganisationStatus, PartnerKind};
use domain::policy::{Action, Scope};
use ids::{CityId, OrganisationId};
use store::Tx;
use store::organisations::{NewOrganisationRow, OrganisationKey, OrganisationName};

/// Makes an organisation. A partner waits for an administrator, and its maker with it; networks and organisations of
/// cities are made by administrators and stand at once.
///
/// # Errors
/// [`Error::Broken`] with every fault; [`Error::Conflict`] when the city has one already, or too many wait; when the
/// actor may not or the database fails.
pub async fn create_organisation(ctx: &Context, caller: Caller, new: NewOrganisation) -> Result<Outcome<Organisation>> {
    let scope = caller.key_scope(Action::CreateOrganisation);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return Ok(kept);
    }
    authorise(&caller.actor, Action::CreateOrganisation)?;
    let new = Valid::check(new).map_err(Error::Broken)?.into_inner();
    let waits = new.kind == OrganisationKind::Partner;
    if !waits {
        authorise(&caller.actor, Action::CreateOrganisationDecision)?;
    }
    let account = caller.person()?.account;
    let one = NewOne::wanted(ctx, new).await?;
    let (ctx_in, key) = (ctx.clone(), caller.idempotency.clone());
    once(ctx, &scope, key, move |tx| {
        Box::pin(async move {
            if waits {
                refuse_more(tx, account).await?;
            }
            let key = insert(&ctx_in, tx, one).await?;
            if waits {
                founding(&ctx_in, tx, &key, account).await?;
            }
            let thing = (ThingKind::Organisation, key.id.as_uuid());
            let audit = caller.audit(&ctx_in, Action::CreateOrganisation, thing, vec!["kind", "name", "city"]);
            store::audit::append(tx, audit).await?;
            let made = store::organisations::get(tx, Scope::Everything, &OrganisationName::Id(key.id)).await?;
            made.ok_or_else(super::missing)
        })
    })
    .await
}

/// The city of this id or slug; a fault at `pointer` where there is none.
pub(crate) async fn city_of(ctx: &Context, name: &str, pointer: &str) -> Result<City> {
    let found = match name.parse() {
        Ok(reference) => store::cities::get(ctx.db(), Scope::Public, &reference).await?,
        Err(_) => None,
    };
    found.ok_or_else(|| {
        let message = "There is no such city. Give its id or its slug.";
        Error::Broken(vec![Fault::new(pointer, "unknown_city", message)])
    })
}

async fn check_country(ctx: &Context, country: Option<&String>) -> Result<()> {
    let Some(code) = country else { return Ok(()) };
    let known = crate::vocabularies::known_keys(ctx).await?;
    let unknown = known.unknown(domain::vocabularies::VocabularyName::Countries, std::slice::from_ref(code));
    if unknown.is_some() {
        let message = "Use a country of /api/v1/vocabularies/countries, in two letters.";
        return Err(Error::Broken(vec![Fault::new("/country", "unknown_value", message)]));
    }
    Ok(())
}

/// An organisation to insert.
pub(crate) struct NewOne {
    pub(crate) kind: OrganisationKind,
    pub(crate) partner_kind: Option<PartnerKind>,
    pub(crate) name: String,
    pub(crate) website: Option<String>,
    pub(crate) about: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) city: Option<(CityId, String)>,
    pub(crate) status: OrganisationStatus,
    pub(crate) demo: bool,
}

impl NewOne {
    /// What somebody wants, where its country and city are known.
    async fn wanted(ctx: &Context, new: NewOrganisation) -> Result<Self> {
        check_country(ctx, new.country.as_ref()).await?;
        let city = match &new.city {
            Some(name) => Some(city_of(ctx, name, "/city").await?),
            None => None,
        };
        let waits = new.kind == OrganisationKind::Partner;
        Ok(Self {
            kind: new.kind,
            partner_kind: new.partner_kind,
            name: city.as_ref().map_or_else(|| new.name.unwrap_or_default(), |city| city.name.clone()),
            website: new.website,
            about: new.about,
            country: city.as_ref().map(|city| city.country.clone()).or(new.country),
            city: city.map(|city| (city.id, city.slug)),
            status: if waits { OrganisationStatus::Pending } else { OrganisationStatus::Verified },
            demo: false,
        })
    }

    /// The organisation of a city.
    pub(crate) fn of_city(city: &City, status: OrganisationStatus, demo: bool) -> Self {
        Self {
            kind: OrganisationKind::City,
            partner_kind: None,
            name: city.name.clone(),
            website: None,
            about: None,
            country: Some(city.country.clone()),
            city: Some((city.id, city.slug.clone())),
            status,
            demo,
        }
    }
}

/// Inserts an organisation under a free slug. Of those who come at once for one city the first one makes it.
pub(crate) async fn insert(ctx: &Context, tx: &Tx<'_>, new: NewOne) -> Result<OrganisationKey> {
    let (id, now) = (OrganisationId::generate(ctx.unix_ms()), ctx.now());
    let city = new.city.as_ref().map(|(id, _)| *id);
    if let Some(city) = city {
        tx.alone_with(city.as_uuid()).await?;
        if store::organisations::key(tx, &OrganisationName::City(city)).await?.is_some() {
            return Err(Error::Conflict("This city has an organisation already.".to_owned()));
        }
    }
    let wanted = new.city.map(|(_, slug)| slug).or_else(|| names::slug(&new.name));
    let slug = free_slug(tx, wanted.as_deref().unwrap_or("organisation"), id).await?;
    let row = NewOrganisationRow {
        id,
        kind: new.kind,
        partner_kind: new.partner_kind,
        name_key: names::name_key(&new.name),
        name: new.name,
        slug,
        website: new.website,
        about: new.about,
        country: new.country,
        city,
        status: new.status,
        demo: new.demo,
        at: now,
    };
    store::organisations::insert(tx, row).await?;
    let key = store::organisations::key(tx, &OrganisationName::Id(id)).await?.ok_or_else(super::missing)?;
    tell(tx, &Told { key: &key, status: key.status, action: ChangeAction::Created, version: key.version }, now);
    Ok(key)
}

/// Nobody has more than a few requests waiting, and nobody makes two at once.
pub(crate) async fn refuse_more(tx: &Tx<'_>, account: ids::AccountId) -> Result<()> {
    tx.alone_with(account.as_uuid()).await?;
    let waiting = store::memberships::count_requested(tx, account).await?;
    if waiting >= FEW {
        let text = format!("You have {waiting} requests waiting: withdraw one before you make another.");
        return Err(Error::Conflict(text));
    }
    Ok(())
}

//! Joining an organisation: at once by the domain of one's address, else by asking.

use super::{Letters, administrators, insert, missing, reminder, tell_membership};
use crate::access::authorise;
use crate::idempotency::{Outcome, kept, once};
use crate::organisations::{self, NewOne};
use crate::{Caller, Context, Error, Result};
use contract::Fault;
use domain::Valid;
use domain::cities::City;
use domain::live::{ChangeAction, ThingKind};
use domain::memberships::{Membership, MembershipOrigin, MembershipStatus, NewMembership};
use domain::organisations::{OrganisationKind, OrganisationStatus, Verdict};
use domain::policy::{Action, MembershipRole};
use ids::{AccountId, MembershipId, OrganisationId};
use store::Tx;
use store::memberships::NewMembershipRow;
use store::organisations::{OrganisationKey, OrganisationName};

/// Where somebody wants to belong.
enum Place {
    /// A city, which may have no organisation yet.
    City(Box<City>),
    /// An organisation.
    Organisation(OrganisationId),
}

/// What people of an organisation are who do not lead it.
pub(crate) const fn member_role(kind: OrganisationKind) -> MembershipRole {
    match kind {
        OrganisationKind::City => MembershipRole::Practitioner,
        OrganisationKind::Partner | OrganisationKind::Network => MembershipRole::Representative,
    }
}

/// Joins an organisation at once where one's confirmed address is of its domain; else asks to, which its lead decides,
/// or the network where nobody leads it. To ask to lead is to claim it.
///
/// # Errors
/// [`Error::Broken`] with every fault; [`Error::Conflict`] for who belongs to it or has asked already, and for who
/// claims what has a lead; when the database fails.
pub async fn create_membership(ctx: &Context, caller: Caller, new: NewMembership) -> Result<Outcome<Membership>> {
    let scope = caller.key_scope(Action::CreateMembership);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return Ok(kept);
    }
    authorise(&caller.actor, Action::CreateMembership)?;
    let new = Valid::check(new).map_err(Error::Broken)?.into_inner();
    let account = caller.person()?.account;
    let place = place_of(ctx, &caller, &new).await?;
    let (ctx_in, key) = (ctx.clone(), caller.idempotency.clone());
    once(ctx, &scope, key, move |tx| {
        Box::pin(async move {
            organisations::refuse_more(tx, account).await?;
            let organisation = organisation_of(&ctx_in, tx, place).await?;
            check(tx, &organisation, new.role, account).await?;
            let asked = Asked { ctx: &ctx_in, tx, key: &organisation };
            let id = asked.join(account, new.role, new.message).await?;
            let thing = (ThingKind::Membership, id.as_uuid());
            let audit = caller.audit(&ctx_in, Action::CreateMembership, thing, vec!["organisation", "role"]);
            store::audit::append(tx, audit).await?;
            store::memberships::deciding(tx, id, false).await?.ok_or_else(missing)
        })
    })
    .await
}

async fn place_of(ctx: &Context, caller: &Caller, new: &NewMembership) -> Result<Place> {
    if let Some(city) = &new.city {
        return Ok(Place::City(Box::new(organisations::city_of(ctx, city, "/city").await?)));
    }
    let name = new.organisation.as_deref().unwrap_or_default();
    match organisations::seen(ctx, &caller.actor, name).await {
        Ok(key) => Ok(Place::Organisation(key.id)),
        Err(Error::Missing(_)) => {
            let message = "There is no such organisation. Give its id or its slug.";
            Err(Error::Broken(vec![Fault::new("/organisation", "unknown_organisation", message)]))
        }
        Err(error) => Err(error),
    }
}

/// The organisation of the place; that of a city is made where it is the first to be asked for. Nobody else changes its
/// people until the transaction ends.
async fn organisation_of(ctx: &Context, tx: &Tx<'_>, place: Place) -> Result<OrganisationKey> {
    let name = match &place {
        Place::City(city) => OrganisationName::City(city.id),
        Place::Organisation(id) => OrganisationName::Id(*id),
    };
    if let Place::City(city) = &place {
        // Of those who come at once the first one makes it.
        tx.alone_with(city.id.as_uuid()).await?;
    }
    match (store::organisations::key(tx, &name).await?, place) {
        (Some(found), _) => {
            tx.alone_with(found.id.as_uuid()).await?;
            let key = store::organisations::key(tx, &OrganisationName::Id(found.id)).await?;
            key.ok_or_else(|| Error::Conflict("This organisation is gone.".to_owned()))
        }
        (None, Place::City(city)) => {
            organisations::insert(ctx, tx, NewOne::of_city(&city, OrganisationStatus::Pending, false)).await
        }
        (None, Place::Organisation(_)) => Err(Error::Conflict("This organisation is gone.".to_owned())),
    }
}

async fn check(tx: &Tx<'_>, key: &OrganisationKey, role: MembershipRole, account: AccountId) -> Result<()> {
    if role != MembershipRole::Lead && role != member_role(key.kind) {
        let message = format!("People of this organisation are {} or lead it.", member_role(key.kind));
        return Err(Error::Broken(vec![Fault::new("/role", "not_allowed", message)]));
    }
    if key.status == OrganisationStatus::Refused {
        return Err(Error::Conflict("This organisation was not verified.".to_owned()));
    }
    let claims = role == MembershipRole::Lead;
    if let Some(open) = store::memberships::open_of(tx, key.id, account).await? {
        let sentence = match (open.status, open.role) {
            // Who belongs to what nobody leads may ask to lead it.
            (MembershipStatus::Active, held) if claims && held != MembershipRole::Lead => None,
            (MembershipStatus::Active, _) => Some("You belong to it already."),
            _ => Some("You have asked already. You will hear when it is decided."),
        };
        if let Some(sentence) = sentence {
            return Err(Error::Conflict(sentence.to_owned()));
        }
    }
    // A lead for demonstration is in nobody's way.
    if claims && !key.leaderless && store::organisations::idle_lead(tx, key.id).await?.is_none() {
        let sentence = "Somebody leads it already: ask to join, and the lead can hand over to you.";
        return Err(Error::Conflict(sentence.to_owned()));
    }
    Ok(())
}

struct Asked<'a> {
    ctx: &'a Context,
    tx: &'a Tx<'a>,
    key: &'a OrganisationKey,
}

impl Asked<'_> {
    async fn join(&self, account: AccountId, role: MembershipRole, message: Option<String>) -> Result<MembershipId> {
        // The lead decides for others: no domain makes one. Nor does it undo that somebody was taken out.
        let at_once = role != MembershipRole::Lead
            && is_of_domain(self.tx, account, self.key.id).await?
            && !store::memberships::was_sent_away(self.tx, self.key.id, account).await?;
        let (status, origin) = if at_once {
            (MembershipStatus::Active, MembershipOrigin::Domain)
        } else {
            (MembershipStatus::Requested, MembershipOrigin::Request)
        };
        self.add(account, role, (status, origin), message).await
    }

    async fn add(
        &self,
        account: AccountId,
        role: MembershipRole,
        (status, origin): (MembershipStatus, MembershipOrigin),
        message: Option<String>,
    ) -> Result<MembershipId> {
        let (id, now) = (MembershipId::generate(self.ctx.unix_ms()), self.ctx.now());
        let organisation = self.key.id;
        let text = message.clone();
        let row = NewMembershipRow { id, organisation, account, role, status, origin, message, at: now };
        insert(self.tx, row).await?;
        let made = store::memberships::find(self.tx, id).await?.ok_or_else(missing)?;
        let letters = Letters { ctx: self.ctx, tx: self.tx, key: self.key };
        let deciders = match origin {
            MembershipOrigin::Founding => administrators(self.tx).await?,
            _ => letters.deciders().await?,
        };
        let others: Vec<AccountId> = deciders.into_iter().filter(|other| *other != account).collect();
        tell_membership(self.tx, &made, (ChangeAction::Created, 1), &others, now);
        if status == MembershipStatus::Active {
            letters.decided(&made, Verdict::Accepted, None).await?;
        } else {
            match origin {
                MembershipOrigin::Founding => letters.founded(&made, &others).await?,
                _ => letters.asked(&made, text.as_deref()).await?,
            }
            reminder::schedule(self.ctx, self.tx, id).await?;
        }
        Ok(id)
    }
}

/// The maker of an organisation leads it once it is verified.
pub(crate) async fn founding(ctx: &Context, tx: &Tx<'_>, key: &OrganisationKey, account: AccountId) -> Result<()> {
    let asked = Asked { ctx, tx, key };
    let how = (MembershipStatus::Requested, MembershipOrigin::Founding);
    asked.add(account, MembershipRole::Lead, how, None).await?;
    Ok(())
}

/// Whether somebody's confirmed address is of a domain that was verified for the organisation.
async fn is_of_domain(tx: &Tx<'_>, account: AccountId, organisation: OrganisationId) -> Result<bool> {
    let Some(found) = store::identity::credentials(tx, account).await? else { return Ok(false) };
    let domains = organisations::domain_names::of_address(&found.email);
    Ok(store::organisations::verified_for(tx, &domains).await?.contains(&organisation))
}

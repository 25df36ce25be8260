//! Accounts for demonstration: one a role, named by it, marked wherever it is shown. They sign in where the demo mode
//! is on, and nowhere else; one command removes them.

use crate::access::authorise;
use crate::organisations::{self, NewOne};
use crate::{Caller, Context, Error, Result};
use domain::cities::{City, CityRef};
use domain::live::{ChangeAction, ThingKind};
use domain::memberships::{MembershipOrigin, MembershipStatus};
use domain::organisations::{OrganisationKind, OrganisationStatus, PartnerKind};
use domain::policy::{Action, MembershipRole, Role, Scope};
use domain::vocabularies::Language;
use ids::{AccountId, MembershipId};
use store::Tx;
use store::identity::NewAccount;
use store::memberships::NewMembershipRow;
use store::organisations::OrganisationName;

/// The password of all of them. It is no secret, and good on no other server.
pub const DEMO_PASSWORD: &str = "a demonstration only";

/// An account for demonstration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoAccount {
    /// Its address, which no mail reaches.
    pub email: String,
    /// Its name.
    pub name: String,
    /// Its role; `None` for one without.
    pub role: Option<Role>,
    /// Its place in an organisation; `None` for one without.
    pub place: Option<DemoPlace>,
}

/// Where accounts for demonstration belong: a city of the network, and a partner that says what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DemoPlace {
    /// In Melbourne's organisation.
    City(MembershipRole),
    /// In a partner's.
    Partner(MembershipRole),
}

/// The city that is led in a demonstration.
const CITY: &str = "melbourne";

fn all() -> Vec<DemoAccount> {
    let of = |word: &str, role: Option<Role>, place: Option<DemoPlace>| {
        let email = format!("demo-{}@demo.invalid", word.replace('_', "-"));
        DemoAccount { email, name: format!("Demo {}", word.replace('_', " ")), role, place }
    };
    let placed = [
        of("practitioner", None, Some(DemoPlace::City(MembershipRole::Practitioner))),
        of("city_lead", None, Some(DemoPlace::City(MembershipRole::Lead))),
        of("partner_representative", None, Some(DemoPlace::Partner(MembershipRole::Lead))),
    ];
    placed.into_iter().chain(Role::ALL.iter().map(|role| of(role.as_str(), Some(*role), None))).collect()
}

/// Makes those that are missing; answers all of them.
///
/// # Errors
/// When the actor may not or the database fails.
pub async fn load_demo(ctx: &Context, caller: &Caller) -> Result<Vec<DemoAccount>> {
    authorise(&caller.actor, Action::ManageDemo)?;
    let accounts = all();
    let mut missing = Vec::new();
    for account in &accounts {
        if !store::identity::is_taken(ctx.db(), &domain::identity::email_key(&account.email)).await? {
            missing.push(account);
        }
    }
    if !missing.is_empty() {
        // One hash for all: the password is known anyway.
        let hash = ctx.identity().hashing.hash(DEMO_PASSWORD.to_owned()).await?;
        for account in missing {
            make(ctx, caller, account, hash.clone()).await?;
        }
    }
    Ok(accounts)
}

async fn make(ctx: &Context, caller: &Caller, demo: &DemoAccount, password_hash: String) -> Result<()> {
    let (id, now, role, place) = (AccountId::generate(ctx.unix_ms()), ctx.now(), demo.role, demo.place);
    let city = store::cities::get(ctx.db(), Scope::Public, &CityRef::Slug(CITY.to_owned())).await?;
    let ctx_in = ctx.clone();
    let new = NewAccount {
        id,
        email: demo.email.clone(),
        email_key: domain::identity::email_key(&demo.email),
        password_hash,
        name: demo.name.clone(),
        language: Language::English,
        demo: true,
        at: now,
    };
    let audit = caller.audit(ctx, Action::ManageDemo, (ThingKind::Account, id.as_uuid()), vec!["*"]);
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                store::identity::insert(tx, new).await?;
                if let Some(role) = role {
                    store::identity::grant(tx, id, role, None, now).await?;
                }
                if let Some(place) = place {
                    settle(&ctx_in, tx, id, (place, city.as_ref())).await?;
                }
                store::audit::append(tx, audit).await?;
                super::tell_account(tx, id, ChangeAction::Created, 1, now);
                Ok::<_, Error>(())
            })
        })
        .await
}

/// Gives an account its place. Where somebody real leads already, nobody takes it from them.
async fn settle(
    ctx: &Context,
    tx: &Tx<'_>,
    account: AccountId,
    (place, city): (DemoPlace, Option<&City>),
) -> Result<()> {
    let (role, one) = match (place, city) {
        (DemoPlace::City(role), Some(city)) => (role, NewOne::of_city(city, OrganisationStatus::Verified, true)),
        (DemoPlace::City(_), None) => return Ok(()),
        (DemoPlace::Partner(role), _) => (role, partner()),
    };
    let name = match &one.city {
        Some((city, _)) => OrganisationName::City(*city),
        None => OrganisationName::Slug("demo-partner".to_owned()),
    };
    let key = match store::organisations::key(tx, &name).await? {
        Some(key) => key,
        None => organisations::insert(ctx, tx, one).await?,
    };
    if role == MembershipRole::Lead && !key.leaderless {
        return Ok(());
    }
    let row = NewMembershipRow {
        id: MembershipId::generate(ctx.unix_ms()),
        organisation: key.id,
        account,
        role,
        status: MembershipStatus::Active,
        origin: MembershipOrigin::Founding,
        message: None,
        at: ctx.now(),
    };
    Ok(store::memberships::insert(tx, row).await?)
}

fn partner() -> NewOne {
    NewOne {
        kind: OrganisationKind::Partner,
        partner_kind: Some(PartnerKind::NonProfit),
        name: "Demo partner".to_owned(),
        website: None,
        about: Some("An organisation for demonstration.".to_owned()),
        country: None,
        city: None,
        status: OrganisationStatus::Verified,
        demo: true,
    }
}

/// Removes all of them with what hangs on them; answers how many.
///
/// # Errors
/// When the actor may not or the database fails.
pub async fn remove_demo(ctx: &Context, caller: &Caller) -> Result<usize> {
    authorise(&caller.actor, Action::ManageDemo)?;
    let found = store::identity::demo_accounts(ctx.db()).await?;
    for id in &found {
        let (id, now) = (*id, ctx.now());
        let audit = caller.audit(ctx, Action::ManageDemo, (ThingKind::Account, id.as_uuid()), vec!["*"]);
        ctx.db()
            .write(move |tx| {
                Box::pin(async move {
                    // Whoever knew the password of the demonstration may have made one.
                    store::api_keys::delete_made_by(tx, id).await?;
                    store::identity::delete(tx, id).await?;
                    store::audit::append(tx, audit).await?;
                    super::tell_account(tx, id, ChangeAction::Deleted, 1, now);
                    Ok::<_, Error>(())
                })
            })
            .await?;
    }
    let now = ctx.now();
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                for gone in store::organisations::delete_demo(tx).await? {
                    organisations::tell_gone(tx, gone, true, now);
                }
                Ok::<_, Error>(())
            })
        })
        .await?;
    Ok(found.len())
}

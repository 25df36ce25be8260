//! Accounts for demonstration: one a role, named by it, marked wherever it is shown. They sign in where the demo mode
//! is on, and nowhere else; one command removes them.

use super::demo_traces::{DemoTrace, note_deeds, take_back};
use crate::access::authorise;
use crate::organisations::{self, NewOne};
use crate::{Caller, Context, Error, Result, memberships};
use domain::cities::{City, CityRef};
use domain::lessons::LessonDraft;
use domain::live::{ChangeAction, ThingKind};
use domain::memberships::{MembershipOrigin, MembershipStatus};
use domain::notes::NoteDraft;
use domain::organisations::{OrganisationKind, OrganisationStatus, PartnerKind};
use domain::policy::{Action, MembershipRole, Role, Scope};
use domain::vocabularies::Language;
use ids::{AccountId, MembershipId};
use store::Tx;
use store::drafting::Drafts as _;
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
        // Whoever has registered: of no city, and with no role.
        of("member", None, None),
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
        name_key: crate::names::name_key(&demo.name),
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
    if role == MembershipRole::Lead && store::organisations::seat(tx, key.id).await?.is_some() {
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

/// What removing a demonstration did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DemoRemoved {
    /// Accounts that are gone.
    pub accounts: usize,
    /// What they wrote and decided beside their own, and was taken back.
    pub taken_back: Vec<DemoTrace>,
    /// What stays: others have worked on it since, or build on it.
    pub kept: Vec<DemoTrace>,
}

/// Removes all of them with what hangs on them, and takes back what they wrote and decided where nobody else has worked
/// on it since.
///
/// # Errors
/// When the actor may not or the database fails.
pub async fn remove_demo(ctx: &Context, caller: &Caller) -> Result<DemoRemoved> {
    authorise(&caller.actor, Action::ManageDemo)?;
    let (ctx_in, caller_in) = (ctx.clone(), caller.clone());
    // While the keys that they made are known.
    let traces = ctx.db().write(move |tx| {
        Box::pin(async move {
            let mut removed = DemoRemoved::default();
            let demo = take_back(&ctx_in, tx, &caller_in, &mut removed).await?;
            Ok::<_, Error>((removed, demo))
        })
    });
    let (mut removed, demo) = traces.await?;
    for id in store::identity::demo_accounts(ctx.db()).await? {
        remove(ctx, caller, id).await?;
        removed.accounts += 1;
    }
    let now = ctx.now();
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                for gone in store::organisations::delete_demo(tx).await? {
                    organisations::tell_gone(tx, gone, true, now);
                }
                for real in store::organisations::end_demo(tx).await? {
                    organisations::tell_updated(tx, real, now).await?;
                }
                note_deeds(tx, &demo, &mut removed).await?;
                Ok::<_, Error>(removed)
            })
        })
        .await
}

async fn remove(ctx: &Context, caller: &Caller, id: AccountId) -> Result<()> {
    let now = ctx.now();
    let audit = caller.audit(ctx, Action::ManageDemo, (ThingKind::Account, id.as_uuid()), vec!["*"]);
    let ctx_in = ctx.clone();
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                // Whoever knew the password of the demonstration may have made one.
                store::api_keys::delete_made_by(tx, id).await?;
                // Their own drafts go with them; what they said about others' would stay, by nobody.
                LessonDraft::delete_comments_of(tx, id).await?;
                NoteDraft::delete_comments_of(tx, id).await?;
                crate::drafting::hand_over(tx, id, now).await?;
                crate::library::forget_lists(tx, id, now).await?;
                crate::saved_searches::forget(tx, id, now).await?;
                memberships::tell_deleted(&ctx_in, tx, id).await?;
                let known = store::identity::credentials(tx, id).await?;
                let addresses: Vec<String> = known.into_iter().map(|known| known.email).collect();
                crate::subscriptions::forget_addresses(&ctx_in, tx, &addresses).await?;
                store::identity::delete(tx, id).await?;
                store::audit::append(tx, audit).await?;
                super::tell_account(tx, id, ChangeAction::Deleted, 1, now);
                Ok::<_, Error>(())
            })
        })
        .await
}

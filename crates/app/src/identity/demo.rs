//! Accounts for demonstration: one a role, named by it, marked wherever it is shown. They sign in where the demo mode
//! is on, and nowhere else; one command removes them.

use crate::access::authorise;
use crate::{Caller, Context, Error, Result};
use domain::live::{ChangeAction, ThingKind};
use domain::policy::{Action, Role};
use domain::vocabularies::Language;
use ids::AccountId;
use store::identity::NewAccount;

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
}

fn all() -> Vec<DemoAccount> {
    let of = |role: Option<Role>| {
        let word = role.map_or("practitioner", Role::as_str);
        let email = format!("demo-{}@demo.invalid", word.replace('_', "-"));
        DemoAccount { email, name: format!("Demo {}", word.replace('_', " ")), role }
    };
    std::iter::once(None).chain(Role::ALL.iter().copied().map(Some)).map(of).collect()
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
    let (id, now, role) = (AccountId::generate(ctx.unix_ms()), ctx.now(), demo.role);
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
                store::audit::append(tx, audit).await?;
                super::tell_account(tx, id, ChangeAction::Created, 1, now);
                Ok::<_, Error>(())
            })
        })
        .await
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
                    store::identity::delete(tx, id).await?;
                    store::audit::append(tx, audit).await?;
                    super::tell_account(tx, id, ChangeAction::Deleted, 1, now);
                    Ok::<_, Error>(())
                })
            })
            .await?;
    }
    Ok(found.len())
}

//! Accounts as administrators see them: who has one, suspending, roles.

use super::letters::{Recipient, queue};
use crate::access::{authorise, authorise_on};
use crate::idempotency::once;
use crate::{Caller, Context, Error, Result, cursor};
use contract::Page;
use contract::query::DEFAULT_LIMIT;
use domain::Valid;
use domain::identity::{Account, AccountQuery, AccountStatus, NewRoleGrant, NewSuspension, email_key};
use domain::live::{ChangeAction, ThingKind};
use domain::policy::{Action, Role, Scope, Thing};
use ids::AccountId;
use mailer::Letter;
use store::Tx;
use store::identity::{AccountFilter, EndReason, NewAccount};

/// A page of accounts, newest first.
///
/// # Errors
/// When the actor may not, the cursor is none, or the database fails.
pub async fn list_accounts(ctx: &Context, caller: &Caller, query: &AccountQuery) -> Result<Page<Account>> {
    let scope = authorise(&caller.actor, Action::ListAccounts)?;
    let before: Option<AccountId> = query.cursor.as_deref().map(|text| cursor::decode("cursor", text)).transpose()?;
    let filter = AccountFilter { text: query.q.clone(), status: query.status, role: query.role };
    let limit = u64::from(query.limit.unwrap_or(DEFAULT_LIMIT));
    let mut items = store::identity::list(ctx.db(), scope, &filter, before, limit + 1).await?;
    let more = items.len() as u64 > limit;
    items.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = items.last().filter(|_| more).map(|account| cursor::encode(&account.id)).transpose()?;
    Ok(Page::new(items, next))
}

/// One account: one's own, or for administrators any.
///
/// # Errors
/// [`Error::Hidden`] for others; [`Error::Missing`]; when the database fails.
pub async fn get_account(ctx: &Context, caller: &Caller, id: AccountId) -> Result<Account> {
    let scope = authorise_on(&caller.actor, Action::GetAccount, Thing::account(id))?;
    store::identity::get(ctx.db(), scope, id).await?.ok_or_else(missing)
}

fn missing() -> Error {
    Error::Missing("There is no account of this id.".to_owned())
}

/// Suspends an account: nobody can sign in to it, and whoever is signed in is out at once.
///
/// # Errors
/// [`Error::Conflict`] for oneself, the last administrator, or an account that is suspended already.
pub async fn create_suspension(ctx: &Context, caller: Caller, id: AccountId, new: NewSuspension) -> Result<Account> {
    authorise(&caller.actor, Action::CreateSuspension)?;
    let new = Valid::check(new).map_err(Error::Broken)?.into_inner();
    if caller.actor.account() == Some(id) {
        return Err(Error::Conflict("You cannot suspend yourself.".to_owned()));
    }
    let reason = new.reason.clone();
    let letter = move |name: String| Letter::AccountSuspended { name, reason };
    suspend(ctx, &caller, Action::CreateSuspension, id, Suspending { reason: Some(new.reason), letter }).await
}

/// Ends a suspension.
///
/// # Errors
/// [`Error::Conflict`] when the account is not suspended.
pub async fn delete_suspension(ctx: &Context, caller: Caller, id: AccountId) -> Result<Account> {
    authorise(&caller.actor, Action::DeleteSuspension)?;
    let letter = |name: String| Letter::AccountRestored { name };
    suspend(ctx, &caller, Action::DeleteSuspension, id, Suspending { reason: None, letter }).await
}

struct Suspending<L> {
    reason: Option<String>,
    letter: L,
}

async fn suspend<L>(
    ctx: &Context,
    caller: &Caller,
    action: Action,
    id: AccountId,
    what: Suspending<L>,
) -> Result<Account>
where
    L: FnOnce(String) -> Letter + Send + 'static,
{
    let now = ctx.now();
    let audit = caller.audit(ctx, action, (ThingKind::Account, id.as_uuid()), vec!["status", "suspension_reason"]);
    let (ctx_in, scope) = (ctx.clone(), caller.key_scope(action));
    let done = once(ctx, &scope, caller.idempotency.clone(), move |tx| {
        Box::pin(async move {
            let found = store::identity::credentials(tx, id).await?.ok_or_else(missing)?;
            let (suspended, wanted) = (found.status == AccountStatus::Suspended, what.reason.is_some());
            if suspended == wanted {
                let state = if wanted { "suspended already" } else { "not suspended" };
                return Err(Error::Conflict(format!("This account is {state}.")));
            }
            if wanted {
                refuse_last_administrator(tx, id).await?;
                store::identity::end_all_logins(tx, id, None, EndReason::Suspended, now).await?;
            }
            let version = store::identity::set_suspended(tx, id, what.reason, now).await?;
            let to = Recipient::of(&found);
            queue(&ctx_in, tx, &to, (what.letter)(to.name.clone())).await?;
            store::audit::append(tx, audit).await?;
            super::tell_account(tx, id, ChangeAction::Updated, version, now);
            store::identity::get(tx, Scope::Everything, id).await?.ok_or_else(missing)
        })
    });
    Ok(done.await?.value)
}

/// Somebody must be left who can let others in.
pub(super) async fn refuse_last_administrator(tx: &Tx<'_>, id: AccountId) -> Result<()> {
    let is_one = store::identity::has_role(tx, id, Role::Administrator).await?;
    if is_one && store::identity::count_administrators(tx).await? <= 1 {
        return Err(Error::Conflict("This is the last administrator: make another one first.".to_owned()));
    }
    Ok(())
}

/// Grants a role.
///
/// # Errors
/// [`Error::Missing`] when there is no such account; when the actor may not or the database fails.
pub async fn create_role_grant(ctx: &Context, caller: Caller, id: AccountId, new: NewRoleGrant) -> Result<Account> {
    authorise(&caller.actor, Action::CreateRoleGrant)?;
    let (now, by) = (ctx.now(), caller.actor.account());
    let audit = caller.audit(ctx, Action::CreateRoleGrant, (ThingKind::Account, id.as_uuid()), vec![new.role.as_str()]);
    let scope = caller.key_scope(Action::CreateRoleGrant);
    let done = once(ctx, &scope, caller.idempotency, move |tx| {
        Box::pin(async move {
            let found = store::identity::credentials(tx, id).await?.ok_or_else(missing)?;
            store::identity::grant(tx, id, new.role, by, now).await?;
            store::audit::append(tx, audit).await?;
            super::tell_account(tx, id, ChangeAction::Updated, found.version, now);
            store::identity::get(tx, Scope::Everything, id).await?.ok_or_else(missing)
        })
    });
    Ok(done.await?.value)
}

/// Takes a role back.
///
/// # Errors
/// [`Error::Missing`] when the account does not have it; [`Error::Conflict`] for the last administrator.
pub async fn delete_role_grant(ctx: &Context, caller: Caller, id: AccountId, role: Role) -> Result<()> {
    authorise(&caller.actor, Action::DeleteRoleGrant)?;
    let now = ctx.now();
    let audit = caller.audit(ctx, Action::DeleteRoleGrant, (ThingKind::Account, id.as_uuid()), vec![role.as_str()]);
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                if role == Role::Administrator {
                    refuse_last_administrator(tx, id).await?;
                }
                if !store::identity::revoke(tx, id, role).await? {
                    return Err(Error::Missing("This account does not have this role.".to_owned()));
                }
                store::audit::append(tx, audit).await?;
                super::tell_account(tx, id, ChangeAction::Updated, 1, now);
                Ok::<_, Error>(())
            })
        })
        .await
}

/// Makes an account an administrator's; where the address has none yet, the account is made with the password. For
/// the person at the machine, who needs no mail to prove the address.
///
/// # Errors
/// [`Error::Broken`] for a bad address or a weak password; when the actor may not or the database fails.
pub async fn create_administrator(
    ctx: &Context,
    caller: Caller,
    new: domain::identity::NewRegistration,
) -> Result<(AccountId, bool)> {
    authorise(&caller.actor, Action::CreateAdministrator)?;
    let new = Valid::check(new).map_err(Error::Broken)?.into_inner();
    super::passwords::check_strength(&new.password, &new.name, &new.email, "/password")?;
    let password_hash = ctx.identity().hashing.hash(new.password).await?;
    let (fresh, now, key) = (AccountId::generate(ctx.unix_ms()), ctx.now(), email_key(&new.email));
    let account = NewAccount {
        id: fresh,
        email: new.email,
        email_key: key.clone(),
        password_hash,
        name: new.name,
        language: new.language.unwrap_or(domain::vocabularies::Language::English),
        demo: false,
        at: now,
    };
    let ctx_in = ctx.clone();
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                let known = store::identity::credentials_of(tx, &key).await?;
                let id = known.as_ref().map_or(fresh, |known| known.id);
                if known.is_none() {
                    store::identity::insert(tx, account).await?;
                }
                store::identity::grant(tx, id, Role::Administrator, None, now).await?;
                let thing = (ThingKind::Account, id.as_uuid());
                let audit = caller.audit(&ctx_in, Action::CreateAdministrator, thing, vec!["administrator"]);
                store::audit::append(tx, audit).await?;
                super::tell_account(tx, id, ChangeAction::Updated, 1, now);
                Ok::<_, Error>((id, known.is_none()))
            })
        })
        .await
}

//! Accounts as administrators see them: who has one, suspending, roles.

use super::letters::{Recipient, queue};
use crate::access::{authorise, authorise_on};
use crate::cursor::List;
use crate::idempotency::{Outcome, kept, once};
use crate::{Caller, Context, Error, Result, names};
use contract::Page;
use contract::query::DEFAULT_LIMIT;
use domain::Valid;
use domain::identity::{Account, AccountQuery, AccountStatus, NewRoleGrant, NewSuspension, email_key};
use domain::live::{ChangeAction, ThingKind};
use domain::policy::{Action, Role, Scope, Thing};
use ids::AccountId;
use mailer::Letter;
use store::identity::{AccountFilter, EndReason, NewAccount};
use store::{Shared, Tx};

/// A page of accounts, newest first.
///
/// # Errors
/// When the actor may not, the cursor is none, or the database fails.
pub async fn list_accounts(ctx: &Context, caller: &Caller, query: &AccountQuery) -> Result<Page<Account>> {
    let scope = authorise(&caller.actor, Action::ListAccounts)?;
    let list = List::of(Action::ListAccounts, &query.filter());
    let before: Option<AccountId> = list.read(query.cursor.as_deref())?;
    let text = query.q.as_deref();
    let filter = AccountFilter {
        name_key: text.map(names::name_key),
        email_key: text.map(email_key),
        statuses: query.statuses.clone(),
        roles: query.roles.clone(),
    };
    let limit = u64::from(query.limit.unwrap_or(DEFAULT_LIMIT));
    let items = store::identity::list(ctx.db(), scope, &filter, before, limit + 1).await?;
    list.page(items, limit, |account| account.id)
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
pub async fn create_suspension(
    ctx: &Context,
    caller: Caller,
    id: AccountId,
    new: NewSuspension,
) -> Result<Outcome<Account>> {
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
    Ok(suspend(ctx, &caller, Action::DeleteSuspension, id, Suspending { reason: None, letter }).await?.value)
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
) -> Result<Outcome<Account>>
where
    L: FnOnce(String) -> Letter + Send + 'static,
{
    let now = ctx.now();
    let audit = caller.audit(ctx, action, (ThingKind::Account, id.as_uuid()), vec!["status", "suspension_reason"]);
    let (ctx_in, scope) = (ctx.clone(), caller.key_scope(action));
    let done = once(ctx, &scope, caller.idempotency.clone(), move |tx| {
        Box::pin(async move {
            alone_with_standing(tx, id).await?;
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
            super::tell_standing(tx, id, version, now).await?;
            store::identity::get(tx, Scope::Everything, id).await?.ok_or_else(missing)
        })
    });
    done.await
}

/// Nobody else changes whether an account can sign in, or who administers, until the transaction ends.
pub(super) async fn alone_with_standing(tx: &Tx<'_>, id: AccountId) -> Result<()> {
    tx.alone_among(Shared::Administrators).await?;
    Ok(tx.alone_with(id.as_uuid()).await?)
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
pub async fn create_role_grant(
    ctx: &Context,
    caller: Caller,
    id: AccountId,
    new: NewRoleGrant,
) -> Result<Outcome<Account>> {
    let scope = caller.key_scope(Action::CreateRoleGrant);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return Ok(kept);
    }
    authorise(&caller.actor, Action::CreateRoleGrant)?;
    let (now, by) = (ctx.now(), caller.actor.account());
    let audit = caller.audit(ctx, Action::CreateRoleGrant, (ThingKind::Account, id.as_uuid()), vec![new.role.as_str()]);
    let done = once(ctx, &scope, caller.idempotency, move |tx| {
        Box::pin(async move {
            alone_with_standing(tx, id).await?;
            let found = store::identity::credentials(tx, id).await?.ok_or_else(missing)?;
            store::identity::grant(tx, id, new.role, by, now).await?;
            store::audit::append(tx, audit).await?;
            super::tell_account(tx, id, ChangeAction::Updated, found.version, now);
            store::identity::get(tx, Scope::Everything, id).await?.ok_or_else(missing)
        })
    });
    done.await
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
                alone_with_standing(tx, id).await?;
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
        name_key: names::name_key(&new.name),
        name: new.name,
        language: new.language.unwrap_or(domain::vocabularies::Language::English),
        demo: false,
        at: now,
    };
    let ctx_in = ctx.clone();
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                tx.alone_among(Shared::Administrators).await?;
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

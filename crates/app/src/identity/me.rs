//! One's own account: seeing and changing it, what one may do, taking everything away, and leaving.

use super::letters::{Recipient, page, queue};
use super::settings::GRACE_OF_DELETION;
use crate::access::{authorise, authorise_on};
use crate::{Caller, Context, Error, Expected, Result, memberships, names, organisations};
use chrono::{DateTime, Utc};
use contract::Fault;
use domain::Valid;
use domain::audit::AuditLine;
use domain::identity::{
    Account, AccountStatus, AccountUpdate, Export, Permission, Permissions, SecondFactorRemoval, email_key,
};
use domain::lessons::LessonDraft;
use domain::live::{ChangeAction, ThingKind};
use domain::notes::NoteDraft;
use domain::organisations::Invitation;
use domain::policy::{Action, Actor, Decision, Machine, Scope, Thing, may};
use ids::AccountId;
use mailer::Letter;
use store::identity::EndReason;
use store::{Source, Tx};

/// Most reports of wrong facts in what somebody takes away.
const MOST_CORRECTIONS: u64 = 1_000;
/// Accounts that are deleted at once.
const PART: u64 = 50;

/// The caller's account.
///
/// # Errors
/// When nobody has signed in or the database fails.
pub async fn get_me(ctx: &Context, caller: &Caller) -> Result<Account> {
    authorise(&caller.actor, Action::GetMe)?;
    let id = caller.person()?.account;
    store::identity::get(ctx.db(), Scope::Account(id), id).await?.ok_or(Error::SignIn)
}

/// Changes the caller's profile, if it still is of the version that they read.
///
/// # Errors
/// [`Error::Stale`]; [`Error::Broken`] with every fault; when the database fails.
pub async fn update_me(ctx: &Context, caller: Caller, expected: Expected, change: AccountUpdate) -> Result<Account> {
    authorise(&caller.actor, Action::UpdateMe)?;
    let unchecked = change.clone();
    let change = Valid::check(change).map_err(|faults| Error::Broken(with_zone(&unchecked, faults)))?.into_inner();
    let zone = with_zone(&change, Vec::new());
    if !zone.is_empty() {
        return Err(Error::Broken(zone));
    }
    let (id, now) = (caller.person()?.account, ctx.now());
    let audit = caller.audit(ctx, Action::UpdateMe, (ThingKind::Account, id.as_uuid()), change.touched());
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                tx.alone_with(id.as_uuid()).await?;
                let found = store::identity::credentials(tx, id).await?.ok_or(Error::SignIn)?;
                expected.check(found.version)?;
                let name_key = change.name.value().map(|name| names::name_key(name));
                let version = store::identity::update(tx, id, change, name_key, now).await?.ok_or(Error::SignIn)?;
                // What changes nothing leaves no trace.
                if version != found.version {
                    store::audit::append(tx, audit).await?;
                    super::tell_account(tx, id, ChangeAction::Updated, version, now);
                }
                store::identity::get(tx, Scope::Account(id), id).await?.ok_or(Error::SignIn)
            })
        })
        .await
}

/// The faults with that of a time zone that does not exist: which there are is known on the server alone.
fn with_zone(change: &AccountUpdate, mut faults: Vec<Fault>) -> Vec<Fault> {
    if let Some(zone) = change.time_zone.value().filter(|zone| !zone.trim().is_empty())
        && zone.trim().parse::<chrono_tz::Tz>().is_err()
    {
        faults.push(Fault::new("/time_zone", "unknown_value", "Use an IANA name such as Australia/Melbourne."));
    }
    faults
}

/// What the caller may do, and why.
///
/// # Errors
/// When nobody has signed in.
pub fn get_my_permissions(caller: &Caller) -> Result<Permissions> {
    let machine = caller.actor.machine();
    authorise_on(&caller.actor, Action::GetMyPermissions, machine.map_or(Thing::NONE, Machine::own))?;
    if let Some(machine) = machine {
        let items = allowed(&caller.actor, &[Thing::NONE, machine.own()]);
        let scopes = machine.scopes.clone();
        return Ok(Permissions { roles: Vec::new(), roles_waiting_for_second_factor: Vec::new(), scopes, items });
    }
    let person = caller.person()?;
    let own = [Thing::NONE, Thing::account(person.account)];
    let places = person.standings.iter().map(|standing| Thing::organisation(standing.organisation, false));
    // What nobody leads, what waits for review, and what is its own, is decided by the network.
    let networks = Thing { leaderless: true, in_review: true, of_network: true, ..Thing::NONE };
    let things: Vec<Thing> = own.into_iter().chain(places).chain([networks]).collect();
    Ok(Permissions {
        roles: person.roles.clone(),
        roles_waiting_for_second_factor: person.roles_waiting.clone(),
        scopes: Vec::new(),
        items: allowed(&caller.actor, &things),
    })
}

/// What an actor may do to any of these things.
fn allowed(actor: &Actor, things: &[Thing]) -> Vec<Permission> {
    let by = |action| {
        things.iter().find_map(|thing| match may(actor, action, *thing) {
            Decision::Allowed(rule) => Some(rule),
            _ => None,
        })
    };
    Action::ALL.iter().filter_map(|action| by(*action).map(|rule| Permission { operation: *action, rule })).collect()
}

/// Everything that is kept about the caller.
///
/// # Errors
/// When nobody has signed in or the database fails.
pub async fn export_me(ctx: &Context, caller: &Caller) -> Result<Export> {
    authorise(&caller.actor, Action::ExportMe)?;
    let account = get_me(ctx, caller).await?;
    let (id, key, now, db) = (account.id, email_key(&account.email), ctx.now(), ctx.db());
    let corrections = store::corrections::of_address(db, &key, MOST_CORRECTIONS).await?;
    let lesson_drafts = crate::drafting::of_account::<LessonDraft>(ctx, id).await?;
    let note_drafts = crate::drafting::of_account::<NoteDraft>(ctx, id).await?;
    let (done, done_by_others) = deeds(ctx, id).await?;
    Ok(Export {
        exported_at: now,
        recovery_codes_left: codes_left(ctx, id).await?,
        account,
        logins: super::list_my_logins(ctx, caller).await?,
        memberships: store::memberships::of_account(db, id, 200).await?,
        city_proposals: store::city_proposals::of_account(db, id, 200).await?,
        invitations: invitations(ctx, id, &key).await?,
        api_keys: store::api_keys::of_account(db, id, now, 200).await?,
        address_links: store::identity::address_links(db, id, now).await?,
        corrections: corrections.into_iter().map(|received| received.correction).collect(),
        lessons: store::lessons::revisions::written_by(db, id, 200).await?,
        lesson_drafts: lesson_drafts.drafts,
        lesson_draft_comments: lesson_drafts.comments,
        lesson_outcomes: crate::lessons::reports_of_account(ctx, id).await?,
        notes: store::notes::written_by(db, id, 200).await?,
        note_drafts: note_drafts.drafts,
        note_draft_comments: note_drafts.comments,
        reading_lists: store::library::collections::of_account(db, id, 200).await?,
        subscription: store::subscriptions::record(db, &key, 200).await?,
        saved_searches: crate::saved_searches::of_account(ctx, id).await?,
        done,
        done_by_others,
    })
}

async fn codes_left(ctx: &Context, account: AccountId) -> Result<i64> {
    let codes = store::identity::count_recovery_codes(ctx.db(), account).await?;
    Ok(i64::try_from(codes).unwrap_or(i64::MAX))
}

/// What somebody did, and what others did to them.
async fn deeds(ctx: &Context, account: AccountId) -> Result<(Vec<AuditLine>, Vec<AuditLine>)> {
    let done = store::audit::by_actor(ctx.db(), account).await?;
    let by_others = store::audit::by_others(ctx.db(), account).await?;
    Ok((done, by_others.into_iter().map(nameless).collect()))
}

/// Who decided about somebody has a right to their own name; that it was a person, a machine or nobody is told.
fn nameless(line: AuditLine) -> AuditLine {
    AuditLine { actor_id: None, key_id: None, request_id: None, ..line }
}

/// The open invitations that somebody sent, or that went to their address.
async fn invitations(ctx: &Context, account: AccountId, email_key: &str) -> Result<Vec<Invitation>> {
    let mut invitations = Vec::new();
    for open in store::organisations::invitations_of_account(ctx.db(), account, email_key).await? {
        invitations.push(crate::organisations::shown(ctx.db(), open).await?);
    }
    Ok(invitations)
}

/// Notes that the caller wants to leave: the account is deleted for good after a grace, in which they may still sign
/// in and take it back.
///
/// # Errors
/// [`Error::Broken`] when the password is not right; [`Error::Conflict`] for the last administrator.
pub async fn delete_me(ctx: &Context, caller: Caller, proof: SecondFactorRemoval) -> Result<Account> {
    authorise(&caller.actor, Action::DeleteMe)?;
    let proof = Valid::check(proof).map_err(Error::Broken)?.into_inner();
    let person = caller.person()?;
    let (id, login, now) = (person.account, person.login, ctx.now());
    let found = store::identity::credentials(ctx.db(), id).await?.ok_or(Error::SignIn)?;
    super::passwords::prove(ctx, &found, proof.password, "/password").await?;
    let audit = caller.audit(ctx, Action::DeleteMe, (ThingKind::Account, id.as_uuid()), vec!["status"]);
    let (to, ctx_in, after) = (Recipient::of(&found), ctx.clone(), now + GRACE_OF_DELETION);
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                super::accounts::alone_with_standing(tx, id).await?;
                super::accounts::refuse_last_administrator(tx, id).await?;
                let version = store::identity::set_leaving(tx, id, Some(after), now).await?;
                store::identity::end_all_logins(tx, id, Some(login), EndReason::Leaving, now).await?;
                let link = page(&ctx_in, "account/leave");
                let letter = Letter::DeletionScheduled { name: to.name.clone(), date: after.date_naive(), link };
                queue(&ctx_in, tx, &to, letter).await?;
                store::audit::append(tx, audit).await?;
                super::tell_standing(tx, id, version, now).await?;
                store::identity::get(tx, Scope::Account(id), id).await?.ok_or(Error::SignIn)
            })
        })
        .await
}

/// Takes the wish to leave back.
///
/// # Errors
/// [`Error::Conflict`] when there is none; when the database fails.
pub async fn restore_me(ctx: &Context, caller: Caller) -> Result<Account> {
    authorise(&caller.actor, Action::RestoreMe)?;
    let (id, now) = (caller.person()?.account, ctx.now());
    let audit = caller.audit(ctx, Action::RestoreMe, (ThingKind::Account, id.as_uuid()), vec!["status"]);
    let ctx_in = ctx.clone();
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                super::accounts::alone_with_standing(tx, id).await?;
                let found = store::identity::credentials(tx, id).await?.ok_or(Error::SignIn)?;
                if found.status != AccountStatus::Leaving {
                    return Err(Error::Conflict("Your account is not being deleted.".to_owned()));
                }
                let version = store::identity::set_leaving(tx, id, None, now).await?;
                let to = Recipient::of(&found);
                queue(&ctx_in, tx, &to, Letter::DeletionCancelled { name: to.name.clone() }).await?;
                store::audit::append(tx, audit).await?;
                super::tell_standing(tx, id, version, now).await?;
                store::identity::get(tx, Scope::Account(id), id).await?.ok_or(Error::SignIn)
            })
        })
        .await
}

/// Deletes accounts whose grace is over, forgets links that nobody followed and answers that were kept for a day; for a
/// worker to call now and then.
///
/// # Errors
/// When the database fails.
pub async fn clear_away(ctx: &Context) -> Result<u64> {
    let now = ctx.now();
    let due = store::identity::due_for_deletion(ctx.db(), now, PART).await?;
    let mut gone = 0;
    for id in due {
        forget_mails(ctx, id).await?;
        let ctx_in = ctx.clone();
        let leaves = ctx.db().write(move |tx| {
            Box::pin(async move {
                tx.alone_with(id.as_uuid()).await?;
                // Whoever has taken it back at the last moment stays.
                let due = store::identity::is_due_for_deletion(tx, id, now).await?;
                if due {
                    forget_traces(&ctx_in, tx, id).await?;
                    forget_foundings(tx, id, now).await?;
                    crate::library::forget_lists(tx, id, now).await?;
                    crate::drafting::hand_over(tx, id, now).await?;
                    crate::saved_searches::forget(tx, id, now).await?;
                    memberships::tell_deleted(&ctx_in, tx, id).await?;
                    if store::identity::delete(tx, id).await? {
                        super::tell_account(tx, id, ChangeAction::Deleted, 1, now);
                    }
                }
                Ok::<_, Error>(due)
            })
        });
        gone += u64::from(leaves.await?);
    }
    if gone > 0 {
        store::backup::forget_journal(ctx.db()).await?;
    }
    store::identity::drop_expired(ctx.db(), now).await?;
    store::organisations::drop_expired_invitations(ctx.db(), now).await?;
    crate::subscriptions::clear_away(ctx).await?;
    crate::idempotency::forget_old(ctx).await?;
    Ok(gone)
}

/// Mails that are kept as files and are to somebody, or about them.
async fn forget_mails(ctx: &Context, id: AccountId) -> Result<()> {
    let Some(folder) = &ctx.identity().settings.mails else { return Ok(()) };
    let forgotten = folder.forget(&addresses(ctx.db(), id).await?).await;
    forgotten.map(|_| ()).map_err(|error| Error::Internal(format!("mails of somebody who has gone: {error}")))
}

/// Organisations that wait for a decision and were made by somebody: nobody is left who would lead them.
async fn forget_foundings(tx: &Tx<'_>, id: AccountId, now: DateTime<Utc>) -> Result<()> {
    for gone in store::organisations::delete_founded_by(tx, id).await? {
        // It waited: nobody else has seen it.
        organisations::tell_gone(tx, gone, false, now);
    }
    Ok(())
}

/// The addresses of somebody: of today, that were asked for, and those from before a change.
async fn addresses(source: &impl Source, id: AccountId) -> Result<Vec<String>> {
    let Some(found) = store::identity::credentials(source, id).await? else { return Ok(Vec::new()) };
    let links = store::identity::address_links(source, id, DateTime::UNIX_EPOCH).await?;
    Ok(std::iter::once(found.email).chain(links.into_iter().map(|link| link.email)).collect())
}

/// What names somebody and does not hang on the row of their account: kept answers, mails and other work that waits or
/// was given up, and their address in reports.
async fn forget_traces(ctx: &Context, tx: &Tx<'_>, id: AccountId) -> Result<()> {
    let whose = id.to_string();
    store::idempotency::forget_of(tx, &whose).await?;
    let mut texts = addresses(tx, id).await?;
    crate::subscriptions::forget_addresses(ctx, tx, &texts).await?;
    texts.push(whose);
    for text in &texts {
        store::corrections::forget_address(tx, &email_key(text)).await?;
    }
    store::jobs::forget_holding(tx, &texts.iter().map(String::as_str).collect::<Vec<_>>()).await?;
    Ok(())
}

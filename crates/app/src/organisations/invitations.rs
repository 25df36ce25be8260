//! Invitations: to an address, good once, for two weeks.

use super::{seen, thing};
use crate::access::{authorise, authorise_on};
use crate::cursor::List;
use crate::idempotency::{Outcome, kept, once};
use crate::identity::letters::{Recipient, page_with, queue};
use crate::identity::{bad_link, internal};
use crate::memberships::{Letters, member_role, tell_membership};
use crate::{Caller, Context, Error, Result};
use chrono::TimeDelta;
use contract::Page;
use contract::query::DEFAULT_LIMIT;
use credentials::secret::{Secret, digest};
use domain::Valid;
use domain::identity::{LinkToken, Person, email_key};
use domain::live::{ChangeAction, ThingKind};
use domain::memberships::{Membership, MembershipOrigin, MembershipStatus};
use domain::organisations::{Invitation, InvitationOffer, NewInvitation};
use domain::policy::{Action, Actor, Scope};
use domain::vocabularies::Language;
use ids::{AccountId, InvitationId, MembershipId};
use mailer::Letter;
use store::Source;
use store::memberships::NewMembershipRow;
use store::organisations::{NewInvitationRow, OpenInvitation, OrganisationName};

/// How long an invitation holds.
const HOLDS_FOR: TimeDelta = TimeDelta::days(14);

/// A page of the invitations of an organisation that are not over, newest first: open, or declined.
///
/// # Errors
/// When the actor may not, the cursor is none, or the database fails.
pub async fn list_invitations(
    ctx: &Context,
    actor: &Actor,
    name: &str,
    (limit, before): (Option<u32>, Option<&str>),
) -> Result<Page<Invitation>> {
    let key = seen(ctx, actor, name).await?;
    authorise_on(actor, Action::ListInvitations, thing(&key))?;
    let list = List::of(Action::ListInvitations, &key.id.to_string());
    let before: Option<InvitationId> = list.read(before)?;
    let limit = u64::from(limit.unwrap_or(DEFAULT_LIMIT));
    let open = store::organisations::invitations(ctx.db(), key.id, before, ctx.now(), limit + 1).await?;
    let mut items = Vec::with_capacity(open.len());
    for one in open {
        items.push(shown(ctx.db(), one).await?);
    }
    list.page(items, limit, |invitation| invitation.id)
}

async fn person(source: &impl Source, id: AccountId) -> Result<Option<Person>> {
    let found = store::identity::get(source, Scope::Everything, id).await?;
    Ok(found.map(|account| Person { id: account.id, name: account.name, demo: account.demo }))
}

pub(crate) async fn shown(source: &impl Source, open: OpenInvitation) -> Result<Invitation> {
    Ok(Invitation {
        id: open.id,
        invited_by: person(source, open.invited_by).await?,
        email: open.email,
        role: open.role,
        created_at: open.created_at,
        expires_at: open.expires_at,
        declined_at: open.declined_at,
    })
}

/// Invites an address: a mail with a link goes there. An earlier invitation to it is replaced.
///
/// # Errors
/// [`Error::Broken`]; when the actor may not or the database fails.
pub async fn create_invitation(
    ctx: &Context,
    caller: Caller,
    name: &str,
    new: NewInvitation,
) -> Result<Outcome<Invitation>> {
    let scope = caller.key_scope(Action::CreateInvitation);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return Ok(kept);
    }
    let key = seen(ctx, &caller.actor, name).await?;
    authorise_on(&caller.actor, Action::CreateInvitation, thing(&key))?;
    let email = Valid::check(new).map_err(Error::Broken)?.into_inner().email;
    let (secret, now) = (Secret::generate().map_err(internal)?, ctx.now());
    let open = OpenInvitation {
        id: InvitationId::generate(ctx.unix_ms()),
        organisation: key.id,
        email: email.clone(),
        role: member_role(key.kind),
        invited_by: caller.person()?.account,
        created_at: now,
        expires_at: now + HOLDS_FOR,
        declined_at: None,
    };
    let row = NewInvitationRow { open: open.clone(), email_key: email_key(&email), token_digest: secret.digest() };
    let audit = caller.audit(ctx, Action::CreateInvitation, (ThingKind::Organisation, key.id.as_uuid()), vec!["email"]);
    let ctx_in = ctx.clone();
    once(ctx, &scope, caller.idempotency, move |tx| {
        Box::pin(async move {
            tx.alone_with(key.id.as_uuid()).await?;
            let inviter = person(tx, open.invited_by).await?.map(|person| person.name).unwrap_or_default();
            let letter = Letter::Invitation {
                inviter,
                organisation: key.name,
                role: open.role.as_str().to_owned(),
                link: page_with(&ctx_in, "invitation", secret.text()),
                days: u32::try_from(HOLDS_FOR.num_days()).unwrap_or(14),
            };
            let to = Recipient { email, name: String::new(), language: Language::English };
            store::organisations::insert_invitation(tx, row).await?;
            queue(&ctx_in, tx, &to, letter).await?;
            store::audit::append(tx, audit).await?;
            shown(tx, open).await
        })
    })
    .await
}

/// Withdraws an invitation: its link is worthless from now on, and the address is forgotten.
///
/// # Errors
/// [`Error::Missing`]; when the actor may not or the database fails.
pub async fn delete_invitation(ctx: &Context, caller: Caller, name: &str, id: InvitationId) -> Result<()> {
    let key = seen(ctx, &caller.actor, name).await?;
    authorise_on(&caller.actor, Action::DeleteInvitation, thing(&key))?;
    let thing = (ThingKind::Organisation, key.id.as_uuid());
    let audit = caller.audit(ctx, Action::DeleteInvitation, thing, vec!["email"]);
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                tx.alone_with(key.id.as_uuid()).await?;
                if !store::organisations::delete_invitation(tx, key.id, id).await? {
                    return Err(Error::Missing("There is no open invitation of this id.".to_owned()));
                }
                store::audit::append(tx, audit).await?;
                Ok::<_, Error>(())
            })
        })
        .await
}

/// What an invitation offers.
///
/// # Errors
/// [`Error::Broken`] when the word is not (or no longer) good; when the database fails.
pub async fn open_invitation(ctx: &Context, actor: &Actor, token: LinkToken) -> Result<InvitationOffer> {
    authorise(actor, Action::OpenInvitation)?;
    let token = Valid::check(token).map_err(Error::Broken)?.into_inner();
    let found = store::organisations::invitation(ctx.db(), &digest(token.token.trim()), ctx.now()).await?;
    let open = found.ok_or_else(bad_link)?;
    let organisation = store::organisations::references(ctx.db(), vec![open.organisation]).await?;
    Ok(InvitationOffer {
        organisation: organisation.into_values().next().ok_or_else(bad_link)?,
        role: open.role,
        invited_by: person(ctx.db(), open.invited_by).await?,
        expires_at: open.expires_at,
    })
}

/// Declines an invitation: its link is worthless from now on, and who invites sees that it was declined. Whoever holds
/// the link may, with an account or without: nothing is told of either.
///
/// # Errors
/// [`Error::Broken`] when the word is not (or no longer) good; when the database fails.
pub async fn decline_invitation(ctx: &Context, caller: Caller, token: LinkToken) -> Result<()> {
    authorise(&caller.actor, Action::DeclineInvitation)?;
    let token = Valid::check(token).map_err(Error::Broken)?.into_inner();
    let (now, digest, ctx_in) = (ctx.now(), digest(token.token.trim()), ctx.clone());
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                let declined = store::organisations::decline_invitation(tx, &digest, now).await?;
                let thing = (ThingKind::Organisation, declined.ok_or_else(bad_link)?.organisation.as_uuid());
                let audit = caller.audit(&ctx_in, Action::DeclineInvitation, thing, vec!["declined_at"]);
                Ok::<_, Error>(store::audit::append(tx, audit).await?)
            })
        })
        .await
}

/// Takes an invitation. Whoever holds the link may: it went to the address alone, and many have more than one.
///
/// # Errors
/// [`Error::Broken`] when the word is not good; [`Error::Conflict`] for who belongs to it already.
pub async fn accept_invitation(ctx: &Context, caller: Caller, token: LinkToken) -> Result<Membership> {
    authorise(&caller.actor, Action::AcceptInvitation)?;
    let token = Valid::check(token).map_err(Error::Broken)?.into_inner();
    let (account, now, digest) = (caller.person()?.account, ctx.now(), digest(token.token.trim()));
    let id = MembershipId::generate(ctx.unix_ms());
    let audit = caller.audit(ctx, Action::AcceptInvitation, (ThingKind::Membership, id.as_uuid()), vec!["status"]);
    let ctx_in = ctx.clone();
    let written = ctx.db().write(move |tx| {
        Box::pin(async move {
            // The organisation first: who invites anew waits for it and then takes the invitation's place.
            let open = store::organisations::invitation(tx, &digest, now).await?.ok_or_else(bad_link)?;
            tx.alone_with(open.organisation.as_uuid()).await?;
            let open = store::organisations::take_invitation(tx, &digest, now).await?.ok_or_else(bad_link)?;
            let name = OrganisationName::Id(open.organisation);
            let key = store::organisations::key(tx, &name).await?.ok_or_else(bad_link)?;
            // A request that waits is overtaken by the invitation.
            if let Some(before) = store::memberships::open_of(tx, key.id, account).await? {
                if before.status == MembershipStatus::Active {
                    return Err(Error::Conflict("You belong to this organisation already.".to_owned()));
                }
                crate::memberships::end(tx, &before, now).await?;
            }
            let (origin, status) = (MembershipOrigin::Invitation, MembershipStatus::Active);
            let row = NewMembershipRow {
                id,
                organisation: key.id,
                account,
                role: open.role,
                status,
                origin,
                message: None,
                at: now,
            };
            crate::memberships::insert(tx, row).await?;
            store::audit::append(tx, audit).await?;
            let made = store::memberships::find(tx, id).await?.ok_or_else(bad_link)?;
            let lead = Letters { ctx: &ctx_in, tx, key: &key }.lead_account().await?;
            tell_membership(tx, &made, (ChangeAction::Created, 1), lead.as_slice(), now);
            store::memberships::deciding(tx, id, false).await?.ok_or_else(bad_link)
        })
    });
    written.await
}

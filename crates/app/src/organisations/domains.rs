//! E-mail domains of organisations: named by their people, verified by administrators.

use super::{missing, seen, thing};
use crate::access::{authorise, authorise_on};
use crate::error::unless_taken;
use crate::{Caller, Context, Error, Result};
use domain::Valid;
use domain::live::ThingKind;
use domain::organisations::{EmailDomain, MAX_DOMAINS, NewEmailDomain};
use domain::policy::{Action, Actor};

/// The domains of an organisation.
///
/// # Errors
/// When the actor may not or the database fails.
pub async fn list_domains(ctx: &Context, actor: &Actor, name: &str) -> Result<Vec<EmailDomain>> {
    let key = seen(ctx, actor, name).await?;
    authorise_on(actor, Action::ListOrganisationDomains, thing(&key))?;
    Ok(store::organisations::domains(ctx.db(), key.id).await?)
}

/// Names a domain. It lets nobody in before an administrator has verified it.
///
/// # Errors
/// [`Error::Broken`]; [`Error::Conflict`] when there are too many; when the actor may not or the database fails.
pub async fn create_domain(ctx: &Context, caller: Caller, name: &str, new: NewEmailDomain) -> Result<EmailDomain> {
    let key = seen(ctx, &caller.actor, name).await?;
    authorise_on(&caller.actor, Action::CreateOrganisationDomain, thing(&key))?;
    let domain = Valid::check(new).map_err(Error::Broken)?.into_inner().domain;
    let thing = (ThingKind::Organisation, key.id.as_uuid());
    let audit = caller.audit(ctx, Action::CreateOrganisationDomain, thing, vec!["domains"]);
    let now = ctx.now();
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                tx.alone_with(key.id.as_uuid()).await?;
                let own = store::organisations::domains(tx, key.id).await?;
                let known = own.iter().any(|one| one.domain == domain);
                if !known && own.len() >= MAX_DOMAINS {
                    return Err(Error::Conflict(format!("An organisation has at most {MAX_DOMAINS} domains.")));
                }
                store::organisations::insert_domain(tx, key.id, domain.clone(), now).await?;
                store::audit::append(tx, audit).await?;
                let own = store::organisations::domains(tx, key.id).await?;
                own.into_iter().find(|one| one.domain == domain).ok_or_else(missing)
            })
        })
        .await
}

/// Verifies a domain: from now on who has a confirmed address of it may join at once.
///
/// # Errors
/// [`Error::Missing`] when the organisation has not named it; [`Error::Conflict`] when it is another's.
pub async fn create_domain_verification(
    ctx: &Context,
    caller: Caller,
    name: &str,
    domain: String,
) -> Result<EmailDomain> {
    authorise(&caller.actor, Action::CreateDomainVerification)?;
    let key = seen(ctx, &caller.actor, name).await?;
    let thing = (ThingKind::Organisation, key.id.as_uuid());
    let audit = caller.audit(ctx, Action::CreateDomainVerification, thing, vec!["domains"]);
    let now = ctx.now();
    let written = ctx.db().write(move |tx| {
        Box::pin(async move {
            let verified = store::organisations::verify_domain(tx, key.id, &domain.to_lowercase(), now).await;
            let verified = unless_taken(verified, "This domain was verified for another organisation.")?;
            store::audit::append(tx, audit).await?;
            verified.ok_or_else(no_domain)
        })
    });
    written.await
}

fn no_domain() -> Error {
    Error::Missing("This organisation has not named this domain.".to_owned())
}

/// Takes a domain off. Who joined by it stays.
///
/// # Errors
/// [`Error::Missing`] when the organisation has not named it; when the actor may not or the database fails.
pub async fn delete_domain(ctx: &Context, caller: Caller, name: &str, domain: String) -> Result<()> {
    let key = seen(ctx, &caller.actor, name).await?;
    authorise_on(&caller.actor, Action::DeleteOrganisationDomain, thing(&key))?;
    let thing = (ThingKind::Organisation, key.id.as_uuid());
    let audit = caller.audit(ctx, Action::DeleteOrganisationDomain, thing, vec!["domains"]);
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                if !store::organisations::delete_domain(tx, key.id, &domain.to_lowercase()).await? {
                    return Err(no_domain());
                }
                store::audit::append(tx, audit).await?;
                Ok::<_, Error>(())
            })
        })
        .await
}

//! E-mail domains of organisations: named by their people, verified by administrators.

use super::domain_names::{in_ascii, is_public_suffix, one_form};
use super::{missing, seen, thing, verifications};
use crate::access::{authorise, authorise_on};
use crate::error::unless_taken;
use crate::idempotency::{Outcome, kept, once};
use crate::{Caller, Context, Error, Result};
use contract::Fault;
use domain::Valid;
use domain::live::ThingKind;
use domain::organisations::{EmailDomain, MAX_DOMAINS, NewEmailDomain};
use domain::policy::{Action, Actor};
use ids::OrganisationId;
use store::Tx;

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
pub async fn create_domain(
    ctx: &Context,
    caller: Caller,
    name: &str,
    new: NewEmailDomain,
) -> Result<Outcome<EmailDomain>> {
    let scope = caller.key_scope(Action::CreateOrganisationDomain);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return Ok(kept);
    }
    let key = seen(ctx, &caller.actor, name).await?;
    authorise_on(&caller.actor, Action::CreateOrganisationDomain, thing(&key))?;
    let domain = checked(new)?;
    let thing = (ThingKind::Organisation, key.id.as_uuid());
    let audit = caller.audit(ctx, Action::CreateOrganisationDomain, thing, vec!["domains"]);
    let (now, by, ctx_in) = (ctx.now(), caller.actor.account(), ctx.clone());
    once(ctx, &scope, caller.idempotency, move |tx| {
        Box::pin(async move {
            tx.alone_with(key.id.as_uuid()).await?;
            let own = store::organisations::domains(tx, key.id).await?;
            let known = own.iter().any(|one| one_form(&one.domain) == domain);
            if !known && own.len() >= MAX_DOMAINS {
                return Err(Error::Conflict(format!("An organisation has at most {MAX_DOMAINS} domains.")));
            }
            if !known {
                store::organisations::insert_domain(tx, key.id, domain.clone(), now).await?;
                verifications::named(&ctx_in, tx, &key, (&domain, by)).await?;
            }
            store::audit::append(tx, audit).await?;
            named(tx, key.id, &domain).await?.ok_or_else(missing)
        })
    })
    .await
}

/// The domain in its one form, where it can be an organisation's own.
fn checked(new: NewEmailDomain) -> Result<String> {
    let ascii = in_ascii(&new.domain);
    let is_one = ascii.is_some();
    // The rules look at the one form: a provider is one in any spelling.
    let new = NewEmailDomain { domain: ascii.unwrap_or(new.domain) };
    let domain = Valid::check(new).map_err(Error::Broken)?.into_inner().domain;
    let fault = |code, message: &str| Err(Error::Broken(vec![Fault::new("/domain", code, message)]));
    if !is_one {
        return fault("not_a_domain", "Use a domain such as example.org, without @.");
    }
    if is_public_suffix(&domain) {
        let message = format!("Addresses below {domain} belong to many. Use your own domain, such as city.{domain}.");
        return fault("public_suffix", &message);
    }
    Ok(domain)
}

/// The domain as the organisation has named it, however it is spelled here.
async fn named(tx: &Tx<'_>, organisation: OrganisationId, domain: &str) -> Result<Option<EmailDomain>> {
    let (own, wanted) = (store::organisations::domains(tx, organisation).await?, one_form(domain));
    Ok(own.into_iter().find(|one| one_form(&one.domain) == wanted))
}

/// Verifies a domain: from now on who has a confirmed address of it may join at once.
///
/// # Errors
/// [`Error::Missing`] when the organisation has not named it; [`Error::Conflict`] when it is another's, or nobody's own.
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
            tx.alone_with(key.id.as_uuid()).await?;
            let domain = named(tx, key.id, &domain).await?.ok_or_else(no_domain)?.domain;
            // Named before that was refused.
            if is_public_suffix(&one_form(&domain)) {
                return Err(Error::Conflict(format!("Addresses below {domain} belong to many: it lets nobody in.")));
            }
            let verified = store::organisations::verify_domain(tx, key.id, &domain, now).await;
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
                tx.alone_with(key.id.as_uuid()).await?;
                let domain = named(tx, key.id, &domain).await?.ok_or_else(no_domain)?.domain;
                store::organisations::delete_domain(tx, key.id, &domain).await?;
                store::audit::append(tx, audit).await?;
                Ok::<_, Error>(())
            })
        })
        .await
}

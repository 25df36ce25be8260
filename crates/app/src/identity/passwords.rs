//! Passwords: their strength, proving one, choosing another by a link or by the one so far.

use super::letters::{PasswordResetJob, Recipient, queue};
use crate::access::authorise;
use crate::idempotency::{Outcome, once};
use crate::jobs::enqueue_in;
use crate::{Caller, Context, Error, Result};
use contract::Fault;
use credentials::password::weaknesses;
use credentials::secret::digest;
use credentials::strength::{About, Weakness, What};
use domain::Valid;
use domain::identity::{
    NewPassword, NewPasswordCheck, PasswordChange, PasswordCheck, PasswordResetRequest, PasswordWeakness, SentMail,
};
use domain::live::ThingKind;
use domain::policy::{Action, Actor};
use store::identity::{Credentials, EndReason, LinkPurpose};

/// What a guesser knows of the product.
const PRODUCT: [&str; 2] = ["C2R", "Cities for a Resilient Recovery"];

/// Refuses a password that is among the first to be guessed.
pub(super) fn check_strength(password: &str, name: &str, email: &str, pointer: &str) -> Result<()> {
    let found = weaknesses_of(password, name, email);
    let faults: Vec<Fault> = found.into_iter().map(|weakness| to_fault(weakness, pointer)).collect();
    if faults.is_empty() { Ok(()) } else { Err(Error::Broken(faults)) }
}

/// All that makes a password weak, for who has this name and this address.
fn weaknesses_of(password: &str, name: &str, email: &str) -> Vec<Weakness> {
    let mut about = vec![About { what: What::Name, text: name }, About { what: What::Address, text: email }];
    about.extend(PRODUCT.map(|text| About { what: What::Product, text }));
    weaknesses(password, &about)
}

fn to_fault(weakness: Weakness, pointer: &str) -> Fault {
    let (code, message) = match weakness {
        Weakness::TooShort => ("too_short", "Use at least 12 characters; several words do well."),
        Weakness::TooLong => ("too_long", "Use at most 128 characters."),
        Weakness::Common => ("too_common", "This is one of the passwords that are tried first. Choose another."),
        Weakness::Contains(_) => {
            ("too_close", "This is little more than your name, your address or the name of this site.")
        }
        Weakness::Repetitive => ("too_simple", "This repeats itself. Choose something with more in it."),
    };
    Fault::new(pointer, code, message)
}

const fn to_key(weakness: Weakness) -> PasswordWeakness {
    match weakness {
        Weakness::TooShort => PasswordWeakness::TooShort,
        Weakness::TooLong => PasswordWeakness::TooLong,
        Weakness::Common => PasswordWeakness::Common,
        Weakness::Contains(What::Name) => PasswordWeakness::ContainsName,
        Weakness::Contains(What::Address) => PasswordWeakness::ContainsAddress,
        Weakness::Contains(What::Product) => PasswordWeakness::ContainsProduct,
        Weakness::Repetitive => PasswordWeakness::Repetitive,
    }
}

/// What makes a password weak, before anybody chooses it: what would be refused later. Of who has signed in, name and
/// address are known where none are given.
///
/// # Errors
/// [`Error::Broken`] when there is no password or something is too long; when the database fails.
pub async fn create_password_check(ctx: &Context, actor: &Actor, new: NewPasswordCheck) -> Result<PasswordCheck> {
    authorise(actor, Action::CreatePasswordCheck)?;
    let new = Valid::check(new).map_err(Error::Broken)?.into_inner();
    let owner = match actor.person() {
        Some(person) if new.name.is_none() || new.email.is_none() => {
            store::identity::credentials(ctx.db(), person.account).await?
        }
        _ => None,
    };
    let (name, email) = owner.map(|owner| (owner.name, owner.email)).unwrap_or_default();
    let found = weaknesses_of(&new.password, &new.name.unwrap_or(name), &new.email.unwrap_or(email));
    Ok(PasswordCheck { weaknesses: found.into_iter().map(to_key).collect() })
}

/// Whether the password is the account's; a fault at `pointer` when not.
pub(super) async fn prove(ctx: &Context, found: &Credentials, password: String, pointer: &str) -> Result<()> {
    if ctx.identity().hashing.verify(password, Some(found.password_hash.clone())).await? {
        return Ok(());
    }
    Err(wrong_password(pointer))
}

fn wrong_password(pointer: &str) -> Error {
    Error::Broken(vec![Fault::new(pointer, "wrong_password", "This is not your password.")])
}

/// Lets a mail be written with a link to choose another password, if the address has an account. Whether it has, the
/// answer does not tell, and neither does the time that it takes: that is looked up later, by a worker.
///
/// # Errors
/// [`Error::Broken`] for what is no address; when the database fails.
pub async fn create_password_reset(
    ctx: &Context,
    caller: Caller,
    request: PasswordResetRequest,
) -> Result<Outcome<SentMail>> {
    authorise(&caller.actor, Action::CreatePasswordReset)?;
    let request = Valid::check(request).map_err(Error::Broken)?.into_inner();
    let job = PasswordResetJob { email: request.email.clone() };
    let scope = caller.key_scope(Action::CreatePasswordReset);
    let (sent, ctx_in) = (SentMail { sent_to: request.email }, ctx.clone());
    once(ctx, &scope, caller.idempotency, move |tx| {
        Box::pin(async move {
            enqueue_in(&ctx_in, tx, &job, None).await?;
            Ok(sent)
        })
    })
    .await
}

/// Sets another password by the word of the link. Every login ends; the word is good once.
///
/// # Errors
/// [`Error::Broken`] when the word is not (or no longer) good or the password is weak.
pub async fn complete_password_reset(ctx: &Context, caller: Caller, new: NewPassword, device: &str) -> Result<()> {
    authorise(&caller.actor, Action::CompletePasswordReset)?;
    let new = Valid::check(new).map_err(Error::Broken)?.into_inner();
    // Before anything is looked up: whether the word is good is not told by what is said of the password.
    check_strength(&new.password, "", "", "/password")?;
    let hash = ctx.identity().hashing.hash(new.password).await?;
    let (now, digest) = (ctx.now(), digest(new.token.trim()));
    let (ctx_in, device) = (ctx.clone(), device.to_owned());
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                let purpose = LinkPurpose::ResetPassword;
                let whose = store::identity::link_of(tx, &digest, purpose, now).await?;
                tx.alone_with(whose.ok_or_else(super::bad_link)?.as_uuid()).await?;
                let taken = store::identity::take_link(tx, &digest, purpose, now).await?;
                let (account, _) = taken.ok_or_else(super::bad_link)?;
                let found = store::identity::credentials(tx, account).await?.ok_or_else(super::bad_link)?;
                replace(&ctx_in, tx, &found, Replacing { hash, device, keep: None }).await?;
                let thing = (ThingKind::Account, account.as_uuid());
                let audit = caller.audit(&ctx_in, Action::CompletePasswordReset, thing, vec!["password"]);
                Ok::<_, Error>(store::audit::append(tx, audit).await?)
            })
        })
        .await
}

/// Sets another password by the one so far. Every other login ends.
///
/// # Errors
/// [`Error::Broken`] when the password so far is not right or the new one is weak.
pub async fn create_password_change(ctx: &Context, caller: Caller, change: PasswordChange, device: &str) -> Result<()> {
    authorise(&caller.actor, Action::CreatePasswordChange)?;
    let change = Valid::check(change).map_err(Error::Broken)?.into_inner();
    let person = caller.person()?;
    let found = store::identity::credentials(ctx.db(), person.account).await?.ok_or(Error::SignIn)?;
    prove(ctx, &found, change.current_password, "/current_password").await?;
    check_strength(&change.new_password, &found.name, &found.email, "/new_password")?;
    let hash = ctx.identity().hashing.hash(change.new_password).await?;
    let replacing = Replacing { hash, device: device.to_owned(), keep: Some(person.login) };
    let thing = (ThingKind::Account, found.id.as_uuid());
    let audit = caller.audit(ctx, Action::CreatePasswordChange, thing, vec!["password"]);
    let ctx_in = ctx.clone();
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                tx.alone_with(found.id.as_uuid()).await?;
                let now = store::identity::credentials(tx, found.id).await?.ok_or(Error::SignIn)?;
                // Another one was set meanwhile: what was proved is not the password any more.
                if now.generation != found.generation {
                    return Err(wrong_password("/current_password"));
                }
                replace(&ctx_in, tx, &found, replacing).await?;
                Ok::<_, Error>(store::audit::append(tx, audit).await?)
            })
        })
        .await
}

struct Replacing {
    hash: String,
    device: String,
    keep: Option<ids::LoginId>,
}

async fn replace(ctx: &Context, tx: &store::Tx<'_>, found: &Credentials, new: Replacing) -> Result<()> {
    let now = ctx.now();
    store::identity::set_password(tx, found.id, new.hash, now).await?;
    store::identity::drop_links(tx, found.id, Some(LinkPurpose::ResetPassword)).await?;
    super::logins::end_all(tx, found.id, new.keep, EndReason::CredentialsChanged, now).await?;
    let person = Recipient::of(found);
    let letter = super::letters::password_changed(ctx, &person, &new.device, now);
    queue(ctx, tx, &person, letter).await
}

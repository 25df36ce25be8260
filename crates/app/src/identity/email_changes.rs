//! Another address for an account. The password asks for it, the new address does it, the old one can stop it, and undo
//! it for some days afterwards. Whether the new address has an account already is told by mail alone, to that address.

use super::letters::{EmailChangeJob, Recipient, page, page_with, queue};
use super::settings::{CONFIRM_FOR, UNDO_FOR, internal};
use crate::access::authorise;
use crate::idempotency::{Outcome, kept, once};
use crate::jobs::{Handler, Job, JobError, Running, again, enqueue_in, write_with_end};
use crate::{Caller, Context, Error, Result};
use chrono::{DateTime, Utc};
use contract::Fault;
use credentials::secret::{Secret, digest};
use domain::Valid;
use domain::identity::{AccountStatus, KeptEmail, LinkToken, NewEmailChange, SentMail, email_key};
use domain::live::{ChangeAction, ThingKind};
use domain::policy::Action;
use ids::{AccountId, LoginId};
use mailer::Letter;
use store::Tx;
use store::identity::{Credentials, EndReason, LinkPurpose, MailLink};

/// Receives the wish for another address: a worker writes to the new address and to the old one. Neither the answer nor
/// the work of the request tells whether the new address has an account.
///
/// # Errors
/// [`Error::Broken`] for what is no address, the address so far, or a wrong password; when the database fails.
pub async fn create_email_change(ctx: &Context, caller: Caller, new: NewEmailChange) -> Result<Outcome<SentMail>> {
    let scope = caller.key_scope(Action::CreateEmailChange);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return Ok(kept);
    }
    authorise(&caller.actor, Action::CreateEmailChange)?;
    let new = Valid::check(new).map_err(Error::Broken)?.into_inner();
    let account = caller.person()?.account;
    let found = store::identity::credentials(ctx.db(), account).await?.ok_or(Error::SignIn)?;
    super::passwords::prove(ctx, &found, new.password, "/password").await?;
    if new.new_email == found.email {
        let fault = Fault::new("/new_email", "unchanged", "This is your address already.");
        return Err(Error::Broken(vec![fault]));
    }
    let job = EmailChangeJob { account, new_email: new.new_email.clone() };
    let audit = caller.audit(ctx, Action::CreateEmailChange, (ThingKind::Account, account.as_uuid()), vec!["email"]);
    let (sent, ctx_in) = (SentMail { sent_to: new.new_email }, ctx.clone());
    once(ctx, &scope, caller.idempotency, move |tx| {
        Box::pin(async move {
            enqueue_in(&ctx_in, tx, &job, None).await?;
            store::audit::append(tx, audit).await?;
            Ok(sent)
        })
    })
    .await
}

/// Writes to both addresses. Where the new one belongs to somebody else, they get a letter that says so, and no link;
/// the old one hears the same in either case, and so does whoever looks at what is kept about them.
pub(super) struct AnswerEmailChange;

#[async_trait::async_trait]
impl Handler for AnswerEmailChange {
    fn kind(&self) -> &'static str {
        EmailChangeJob::KIND
    }

    async fn run(&self, ctx: &Context, job: &Running) -> Result<(), JobError> {
        let EmailChangeJob { account, new_email } = job.read()?;
        let found = store::identity::credentials(ctx.db(), account).await.map_err(|error| again(&error))?;
        let taken = store::identity::credentials_of(ctx.db(), &email_key(&new_email)).await;
        let taken = taken.map_err(|error| again(&error))?.filter(|taken| taken.id != account);
        // Who has left meanwhile, or sits out a suspension, is not written to.
        let Some(found) = found.filter(|found| found.status != AccountStatus::Suspended) else { return Ok(()) };
        let generate = || Secret::generate().map_err(|error| again(&error));
        let (confirm, keep) = (generate()?, generate()?);
        write_with_end(ctx, job, move |ctx, tx| {
            Box::pin(async move {
                store::identity::drop_links(tx, account, Some(LinkPurpose::ChangeEmail)).await?;
                let change = Kept { purpose: LinkPurpose::ChangeEmail, email: &new_email, secret: &confirm };
                keep_link(&ctx, tx, account, change).await?;
                tell_new(&ctx, tx, (&found, taken.as_ref()), (&new_email, &confirm)).await?;
                let kept = Kept { purpose: LinkPurpose::KeepEmail, email: &found.email, secret: &keep };
                keep_link(&ctx, tx, account, kept).await?;
                let letter = Letter::EmailChangeNotice {
                    name: found.name.clone(),
                    new_address_masked: mailer::address::mask(&new_email),
                    link: page_with(&ctx, "keep-email", keep.text()),
                };
                queue(&ctx, tx, &Recipient::of(&found), letter).await
            })
        })
        .await
    }
}

async fn tell_new(
    ctx: &Context,
    tx: &Tx<'_>,
    (asking, taken): (&Credentials, Option<&Credentials>),
    (new_email, confirm): (&str, &Secret),
) -> Result<()> {
    if let Some(taken) = taken {
        let letter = Letter::EmailChangeTaken { name: taken.name.clone(), sign_in_link: page(ctx, "sign-in") };
        return queue(ctx, tx, &Recipient::of(taken), letter).await;
    }
    let to = Recipient { email: new_email.to_owned(), ..Recipient::of(asking) };
    let hours = u32::try_from(CONFIRM_FOR.num_hours()).unwrap_or(24);
    let link = page_with(ctx, "confirm-email", confirm.text());
    let letter = Letter::EmailChangeConfirm { name: asking.name.clone(), link, hours };
    queue(ctx, tx, &to, letter).await
}

struct Kept<'a> {
    purpose: LinkPurpose,
    email: &'a str,
    secret: &'a Secret,
}

async fn keep_link(ctx: &Context, tx: &Tx<'_>, account: AccountId, kept: Kept<'_>) -> Result<()> {
    let now = ctx.now();
    let holds = match kept.purpose {
        // Whoever finds the notice after the change must still be able to act.
        LinkPurpose::KeepEmail => CONFIRM_FOR + UNDO_FOR,
        LinkPurpose::ChangeEmail | LinkPurpose::ResetPassword => CONFIRM_FOR,
    };
    let link = MailLink {
        token_digest: kept.secret.digest(),
        account,
        purpose: kept.purpose,
        email: Some(kept.email.to_owned()),
        created_at: now,
        expires_at: now + holds,
    };
    Ok(store::identity::insert_link(tx, link).await?)
}

/// Makes the new address the account's, by the word of the link that went to it. Every other login ends, as with a
/// password: by the address another password is chosen, so that whoever still is in by way of the old mailbox must go.
/// (GitHub lets logins be at a change of address; there an account keeps several.) Who confirms while signed in goes on
/// where they are, and where only the case of letters changes nobody is signed out: it is the same mailbox.
///
/// # Errors
/// [`Error::Broken`] when the word is not (or no longer) good, or the address has got an account meanwhile.
pub async fn confirm_email_change(ctx: &Context, caller: Caller, token: LinkToken) -> Result<SentMail> {
    authorise(&caller.actor, Action::ConfirmEmailChange)?;
    let token = Valid::check(token).map_err(Error::Broken)?.into_inner();
    let (now, digest, ctx_in) = (ctx.now(), digest(token.token.trim()), ctx.clone());
    let undo = Secret::generate().map_err(internal)?;
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                let (account, email) = take_link(tx, &digest, LinkPurpose::ChangeEmail, now).await?;
                let email = email.ok_or_else(super::bad_link)?;
                let found = store::identity::credentials(tx, account).await?;
                let found = found.filter(|found| found.status != AccountStatus::Suspended);
                let found = found.ok_or_else(super::bad_link)?;
                let keep = caller.actor.person().filter(|person| person.account == account).map(|person| person.login);
                replace(&ctx_in, tx, &found, Replacing { email: &email, keep }).await?;
                tell_old(&ctx_in, tx, (&found, &email), &undo).await?;
                let thing = (ThingKind::Account, account.as_uuid());
                let audit = caller.audit(&ctx_in, Action::ConfirmEmailChange, thing, vec!["email"]);
                store::audit::append(tx, audit).await?;
                Ok::<_, Error>(SentMail { sent_to: email })
            })
        })
        .await
}

/// Takes a link, alone with its account: of the two who follow the links to the old and to the new address at once the
/// second one finds what the first one did.
async fn take_link(
    tx: &Tx<'_>,
    digest: &str,
    purpose: LinkPurpose,
    now: DateTime<Utc>,
) -> Result<(AccountId, Option<String>)> {
    let account = store::identity::link_of(tx, digest, purpose, now).await?.ok_or_else(super::bad_link)?;
    tx.alone_with(account.as_uuid()).await?;
    store::identity::take_link(tx, digest, purpose, now).await?.ok_or_else(super::bad_link)
}

struct Replacing<'a> {
    email: &'a str,
    keep: Option<LoginId>,
}

/// Sets the address, and makes worthless what the one so far let its reader do.
async fn replace(ctx: &Context, tx: &Tx<'_>, found: &Credentials, new: Replacing<'_>) -> Result<()> {
    let (now, key) = (ctx.now(), email_key(new.email));
    let same_mailbox = key == email_key(&found.email);
    if !same_mailbox && store::identity::is_taken(tx, &key).await? {
        return Err(super::bad_link());
    }
    let version = store::identity::set_email(tx, found.id, new.email, now).await.map_err(super::taken)?;
    for purpose in [LinkPurpose::ChangeEmail, LinkPurpose::ResetPassword] {
        store::identity::drop_links(tx, found.id, Some(purpose)).await?;
    }
    if !same_mailbox {
        store::identity::end_all_logins(tx, found.id, new.keep, EndReason::CredentialsChanged, now).await?;
    }
    super::tell_account(tx, found.id, ChangeAction::Updated, version, now);
    Ok(())
}

async fn tell_old(ctx: &Context, tx: &Tx<'_>, (found, email): (&Credentials, &str), undo: &Secret) -> Result<()> {
    let kept = Kept { purpose: LinkPurpose::KeepEmail, email: &found.email, secret: undo };
    keep_link(ctx, tx, found.id, kept).await?;
    let letter = Letter::EmailChanged {
        name: found.name.clone(),
        new_address_masked: mailer::address::mask(email),
        when: ctx.now(),
        secure_link: page_with(ctx, "keep-email", undo.text()),
    };
    queue(ctx, tx, &Recipient::of(found), letter).await
}

/// Keeps the old address, by the word of a link that went to it. Before the change this stops it. For some days after
/// it this undoes it: every login ends and the password is worth nothing, because whoever asked for the change knew it;
/// another one is chosen by a link to the address that came back.
///
/// # Errors
/// [`Error::Broken`] when the word is not (or no longer) good, or the old address has got another account meanwhile.
pub async fn cancel_email_change(ctx: &Context, caller: Caller, token: LinkToken) -> Result<KeptEmail> {
    authorise(&caller.actor, Action::CancelEmailChange)?;
    let token = Valid::check(token).map_err(Error::Broken)?.into_inner();
    let (now, digest, ctx_in) = (ctx.now(), digest(token.token.trim()), ctx.clone());
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                let (account, email) = take_link(tx, &digest, LinkPurpose::KeepEmail, now).await?;
                let email = email.ok_or_else(super::bad_link)?;
                let found = store::identity::credentials(tx, account).await?.ok_or_else(super::bad_link)?;
                let undone = email_key(&email) != email_key(&found.email);
                let fields = if undone { vec!["email", "password"] } else { vec!["email"] };
                if undone {
                    undo(&ctx_in, tx, &found, &email).await?;
                } else {
                    store::identity::drop_links(tx, account, Some(LinkPurpose::ChangeEmail)).await?;
                }
                let thing = (ThingKind::Account, account.as_uuid());
                let audit = caller.audit(&ctx_in, Action::CancelEmailChange, thing, fields);
                store::audit::append(tx, audit).await?;
                Ok::<_, Error>(KeptEmail { email, undone })
            })
        })
        .await
}

async fn undo(ctx: &Context, tx: &Tx<'_>, found: &Credentials, email: &str) -> Result<()> {
    let now = ctx.now();
    // No password has this hash; comparing with it takes as long as with any other.
    store::identity::set_password(tx, found.id, String::new(), now).await?;
    replace(ctx, tx, found, Replacing { email, keep: None }).await?;
    store::identity::drop_links(tx, found.id, Some(LinkPurpose::KeepEmail)).await?;
    let letter = Letter::EmailChanged {
        name: found.name.clone(),
        new_address_masked: mailer::address::mask(email),
        when: now,
        secure_link: page(ctx, "forgotten"),
    };
    queue(ctx, tx, &Recipient::of(found), letter).await
}

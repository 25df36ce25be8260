//! Getting an account. The answer to a request is the same for every address; the mail says what is the case.

use super::letters::{PasswordResetJob, RegistrationJob};
use super::settings::{CONFIRM_FOR, internal};
use crate::access::authorise;
use crate::idempotency::{Outcome, once};
use crate::jobs::enqueue_in;
use crate::{Caller, Context, Error, Result, names};
use credentials::secret::{Secret, digest};
use domain::Valid;
use domain::identity::{LinkToken, NewRegistration, SentMail, email_key};
use domain::live::{ChangeAction, ThingKind};
use domain::policy::Action;
use domain::vocabularies::Language;
use ids::AccountId;
use store::identity::{NewAccount, Registration, Taken};

/// What stands for the hash where no password opens an account: no text has this hash.
const NO_PASSWORD: &str = "";

/// Receives a wish for an account and lets a mail be written to the address.
///
/// # Errors
/// [`Error::Broken`] with every fault, a password that is too common among them; [`Error::Busy`]; when the database fails.
pub async fn create_registration(ctx: &Context, caller: Caller, new: NewRegistration) -> Result<Outcome<SentMail>> {
    authorise(&caller.actor, Action::CreateRegistration)?;
    let new = Valid::check(new).map_err(Error::Broken)?.into_inner();
    super::passwords::check_strength(&new.password, &new.name, &new.email, "/password")?;
    let password_hash = ctx.identity().hashing.hash(new.password).await?;
    let (secret, now) = (Secret::generate().map_err(internal)?, ctx.now());
    let language = new.language.unwrap_or(Language::English);
    let registration = Registration {
        token_digest: secret.digest(),
        email: new.email.clone(),
        email_key: email_key(&new.email),
        password_hash,
        name: new.name.clone(),
        language,
        created_at: now,
        expires_at: now + CONFIRM_FOR,
    };
    let job = RegistrationJob {
        email: new.email.clone(),
        name: new.name,
        language: language.as_str().to_owned(),
        token: secret.text().to_owned(),
    };
    let scope = caller.key_scope(Action::CreateRegistration);
    let (sent, ctx_in) = (SentMail { sent_to: new.email }, ctx.clone());
    once(ctx, &scope, caller.idempotency, move |tx| {
        Box::pin(async move {
            store::identity::insert_registration(tx, registration).await?;
            enqueue_in(&ctx_in, tx, &job, None).await?;
            Ok(sent)
        })
    })
    .await
}

/// Confirms an address by the word of the link; the account is made. The word is good once.
///
/// Of several wishes with one address nobody can tell which is the owner's, and all their mails look alike: somebody may
/// have asked first, with a password of their own, and wait for the owner to follow a link. Then no password opens the
/// account, and a link to choose one goes to the address. The answer is the same.
///
/// # Errors
/// [`Error::Broken`] when the word is not (or no longer) good, or the address has got an account meanwhile.
pub async fn create_confirmation(ctx: &Context, caller: Caller, token: LinkToken) -> Result<SentMail> {
    authorise(&caller.actor, Action::CreateConfirmation)?;
    let token = Valid::check(token).map_err(Error::Broken)?.into_inner();
    let (now, id, digest) = (ctx.now(), AccountId::generate(ctx.unix_ms()), digest(token.token.trim()));
    let fields = vec!["email", "name", "password", "language"];
    let audit = caller.audit(ctx, Action::CreateConfirmation, (ThingKind::Account, id.as_uuid()), fields);
    let ctx_in = ctx.clone();
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                let taken = store::identity::take_registration(tx, &digest, now).await?;
                let Taken { wish, had_rivals } = taken.ok_or_else(super::bad_link)?;
                if store::identity::is_taken(tx, &wish.email_key).await? {
                    return Err(super::bad_link());
                }
                let account = NewAccount {
                    id,
                    email: wish.email.clone(),
                    email_key: wish.email_key,
                    password_hash: if had_rivals { NO_PASSWORD.to_owned() } else { wish.password_hash },
                    name_key: names::name_key(&wish.name),
                    name: wish.name,
                    language: wish.language,
                    demo: false,
                    at: now,
                };
                store::identity::insert(tx, account).await.map_err(super::taken)?;
                store::audit::append(tx, audit).await?;
                super::tell_account(tx, id, ChangeAction::Created, 1, now);
                if had_rivals {
                    enqueue_in(&ctx_in, tx, &PasswordResetJob { email: wish.email.clone() }, None).await?;
                }
                Ok::<_, Error>(SentMail { sent_to: wish.email })
            })
        })
        .await
}

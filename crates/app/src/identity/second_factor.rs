//! The second factor: set up, brought into force by a first code, asked for, taken off; and recovery codes.

use super::letters::{Recipient, queue};
use super::settings::internal;
use crate::access::authorise;
use crate::{Caller, Context, Error, Result};
use contract::Fault;
use credentials::recovery::{self, Code};
use credentials::totp::Secret;
use domain::Valid;
use domain::identity::{AuthenticationMethod, NewSecondFactor, RecoveryCodes, SecondFactorCode, SecondFactorRemoval};
use domain::live::ThingKind;
use domain::policy::Action;
use ids::AccountId;
use store::Tx;
use store::identity::{Credentials, EndReason, Totp};

/// Recovery codes that are given at once.
const CODES: usize = 10;
/// Who is named in an authenticator.
const ISSUER: &str = "C2R";

/// A code that is right, until it is spent.
pub(super) enum Proof {
    /// Of the authenticator, of this step of time.
    Step(i64),
    /// A recovery code, by its digest; whether it is one of the account's is seen when it is spent.
    Recovery(String),
}

impl Proof {
    pub(super) const fn method(&self) -> AuthenticationMethod {
        match self {
            Self::Step(_) => AuthenticationMethod::OneTimePassword,
            Self::Recovery(_) => AuthenticationMethod::RecoveryCode,
        }
    }
}

/// Looks at a code: six digits are the authenticator's, what has the form of a recovery code is one.
pub(super) fn check(ctx: &Context, totp: &Totp, code: &str) -> Result<Proof> {
    if let Some(code) = Code::parse(code) {
        return Ok(Proof::Recovery(code.digest()));
    }
    let secret = Secret::from_base32(&totp.secret).map_err(internal)?;
    let now = u64::try_from(ctx.now().timestamp()).unwrap_or(0);
    let last = totp.last_step.and_then(|step| u64::try_from(step).ok());
    let step = secret.check(code, now, last).and_then(|step| i64::try_from(step).ok());
    step.map(Proof::Step).ok_or(Error::WrongCredentials)
}

/// Spends a proof, where one was needed: each is good once, also when two come at the same moment. Answers how many
/// recovery codes are left where it was one.
pub(super) async fn spend(tx: &Tx<'_>, account: AccountId, proof: Option<Proof>) -> Result<Option<u64>> {
    let Some(proof) = proof else { return Ok(None) };
    match proof {
        Proof::Step(step) if store::identity::set_totp_step(tx, account, step).await? => Ok(None),
        Proof::Recovery(digest) if store::identity::take_recovery_code(tx, account, &digest).await? => {
            Ok(Some(store::identity::count_recovery_codes(tx, account).await?))
        }
        Proof::Step(_) | Proof::Recovery(_) => Err(Error::WrongCredentials),
    }
}

async fn own(ctx: &Context, caller: &Caller) -> Result<Credentials> {
    let account = caller.person()?.account;
    store::identity::credentials(ctx.db(), account).await?.ok_or(Error::SignIn)
}

/// Sets up a second factor; it is in force once [`confirm_second_factor`] got a first code. Setting up again replaces
/// what was not confirmed.
///
/// # Errors
/// [`Error::Conflict`] when one is in force; when nobody has signed in or the database fails.
pub async fn create_second_factor(ctx: &Context, caller: Caller) -> Result<NewSecondFactor> {
    authorise(&caller.actor, Action::CreateSecondFactor)?;
    let found = own(ctx, &caller).await?;
    refuse_another(&found)?;
    let secret = Secret::generate().map_err(internal)?;
    let uri = secret.otpauth_uri(ISSUER, &found.email).map_err(internal)?;
    let (totp, now) = (Totp { secret: secret.base32(), confirmed: false, last_step: None }, ctx.now());
    let thing = (ThingKind::Account, found.id.as_uuid());
    let audit = caller.audit(ctx, Action::CreateSecondFactor, thing, vec!["second_factor"]);
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                refuse_another(&alone_with(tx, found.id).await?)?;
                store::identity::set_totp(tx, found.id, Some(totp), now).await?;
                store::audit::append(tx, audit).await?;
                Ok::<_, Error>(())
            })
        })
        .await?;
    Ok(NewSecondFactor { secret: secret.base32(), uri })
}

/// Brings the second factor into force by a first code, and gives recovery codes. Other logins end.
///
/// # Errors
/// [`Error::Broken`] for a code that is not right; [`Error::Conflict`] when nothing is set up, or it is in force.
pub async fn confirm_second_factor(ctx: &Context, caller: Caller, code: SecondFactorCode) -> Result<RecoveryCodes> {
    authorise(&caller.actor, Action::ConfirmSecondFactor)?;
    let code = Valid::check(code).map_err(Error::Broken)?.into_inner();
    let found = own(ctx, &caller).await?;
    let totp = waiting(&found)?;
    let secret = totp.secret.clone();
    let Ok(Proof::Step(step)) = check(ctx, &totp, &code.code) else { return Err(wrong_code()) };
    let confirmed = Totp { confirmed: true, last_step: Some(step), ..totp };
    let codes = recovery::generate(CODES).map_err(internal)?;
    let digests = codes.iter().map(Code::digest).collect();
    let (now, login) = (ctx.now(), caller.person()?.login);
    let thing = (ThingKind::Account, found.id.as_uuid());
    let audit = caller.audit(ctx, Action::ConfirmSecondFactor, thing, vec!["second_factor", "recovery_codes"]);
    let (person, ctx_in) = (Recipient::of(&found), ctx.clone());
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                // Another one may have been set up, or this one confirmed, while the code was looked at.
                if waiting(&alone_with(tx, found.id).await?)?.secret != secret {
                    return Err(wrong_code());
                }
                store::identity::set_totp(tx, found.id, Some(confirmed), now).await?;
                store::identity::replace_recovery_codes(tx, found.id, digests, now).await?;
                super::logins::end_all(tx, found.id, Some(login), EndReason::CredentialsChanged, now).await?;
                let letter = super::letters::second_factor(&ctx_in, &person, true, now);
                queue(&ctx_in, tx, &person, letter).await?;
                store::audit::append(tx, audit).await?;
                Ok::<_, Error>(())
            })
        })
        .await?;
    Ok(RecoveryCodes { codes: codes.iter().map(Code::text).collect() })
}

/// The account as it is now; nobody else changes it until the transaction ends.
async fn alone_with(tx: &Tx<'_>, id: AccountId) -> Result<Credentials> {
    tx.alone_with(id.as_uuid()).await?;
    store::identity::credentials(tx, id).await?.ok_or(Error::SignIn)
}

fn refuse_another(found: &Credentials) -> Result<()> {
    if found.totp.as_ref().is_some_and(|totp| totp.confirmed) {
        return Err(Error::Conflict("A second factor is in force already. Take it off first.".to_owned()));
    }
    Ok(())
}

/// The second factor that waits for a first code.
fn waiting(found: &Credentials) -> Result<Totp> {
    let totp = found.totp.clone().filter(|totp| !totp.confirmed);
    totp.ok_or_else(|| Error::Conflict("There is no second factor that waits for a first code.".to_owned()))
}

fn in_force(found: Credentials) -> Result<Credentials> {
    if found.totp.as_ref().is_some_and(|totp| totp.confirmed) {
        return Ok(found);
    }
    Err(Error::Conflict("There is no second factor in force.".to_owned()))
}

fn wrong_code() -> Error {
    Error::Broken(vec![Fault::new("/code", "wrong_code", "This code is not right. Wait for the next one.")])
}

/// Takes the second factor off.
///
/// # Errors
/// [`Error::Broken`] when the password is not right; [`Error::Conflict`] when none is in force.
pub async fn delete_second_factor(ctx: &Context, caller: Caller, removal: SecondFactorRemoval) -> Result<()> {
    authorise(&caller.actor, Action::DeleteSecondFactor)?;
    let found = proven(ctx, &caller, removal).await?;
    let now = ctx.now();
    let thing = (ThingKind::Account, found.id.as_uuid());
    let audit = caller.audit(ctx, Action::DeleteSecondFactor, thing, vec!["second_factor", "recovery_codes"]);
    let (person, ctx_in) = (Recipient::of(&found), ctx.clone());
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                in_force(alone_with(tx, found.id).await?)?;
                store::identity::set_totp(tx, found.id, None, now).await?;
                store::identity::replace_recovery_codes(tx, found.id, Vec::new(), now).await?;
                let letter = super::letters::second_factor(&ctx_in, &person, false, now);
                queue(&ctx_in, tx, &person, letter).await?;
                store::audit::append(tx, audit).await?;
                super::tell_account(tx, found.id, domain::live::ChangeAction::Updated, found.version + 1, now);
                Ok::<_, Error>(())
            })
        })
        .await
}

/// Gives new recovery codes; the old ones are worthless then.
///
/// # Errors
/// As [`delete_second_factor`].
pub async fn create_recovery_codes(
    ctx: &Context,
    caller: Caller,
    removal: SecondFactorRemoval,
) -> Result<RecoveryCodes> {
    authorise(&caller.actor, Action::CreateRecoveryCodes)?;
    let found = proven(ctx, &caller, removal).await?;
    let codes = recovery::generate(CODES).map_err(internal)?;
    let digests = codes.iter().map(Code::digest).collect();
    let thing = (ThingKind::Account, found.id.as_uuid());
    let audit = caller.audit(ctx, Action::CreateRecoveryCodes, thing, vec!["recovery_codes"]);
    let now = ctx.now();
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                in_force(alone_with(tx, found.id).await?)?;
                store::identity::replace_recovery_codes(tx, found.id, digests, now).await?;
                store::audit::append(tx, audit).await?;
                Ok::<_, Error>(())
            })
        })
        .await?;
    Ok(RecoveryCodes { codes: codes.iter().map(Code::text).collect() })
}

/// The caller's credentials, the password proven and a second factor in force.
async fn proven(ctx: &Context, caller: &Caller, removal: SecondFactorRemoval) -> Result<Credentials> {
    let removal = Valid::check(removal).map_err(Error::Broken)?.into_inner();
    let found = own(ctx, caller).await?;
    super::passwords::prove(ctx, &found, removal.password, "/password").await?;
    in_force(found)
}

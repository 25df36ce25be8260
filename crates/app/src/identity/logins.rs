//! Signing in, staying signed in, signing out.

use super::authenticate::AUDIENCE;
use super::keys::ring;
use super::letters::{Recipient, queue};
use super::settings::{ACCESS_FOR, GRACE, LOGIN_FOR, internal};
use crate::access::authorise;
use crate::{Caller, Context, Error, Result};
use chrono::{DateTime, Utc};
use credentials::access::{Claims, Method};
use credentials::refresh::{Decision, Login as Holder, Newest, Presented, issue, judge};
use credentials::secret::Secret;
use domain::Valid;
use domain::identity::{AccountStatus, AuthenticationMethod, Login, NewLogin, Tokens};
use domain::live::ThingKind;
use domain::policy::{Action, Scope};
use ids::{AccountId, LoginId};
use store::Tx;
use store::identity::{Credentials, EndReason, LoginRecord, NewLoginRecord};

/// Longest name of a device, in characters.
const MAX_DEVICE: usize = 100;

/// Tokens, with the refresh token whichever way it is handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// What is answered, without the refresh token.
    pub tokens: Tokens,
    /// The refresh token.
    pub refresh_token: String,
    /// When it ends.
    pub refresh_until: DateTime<Utc>,
}

/// Signs in. A wrong address and a wrong password are one answer, after the same work.
///
/// # Errors
/// [`Error::Broken`] for a request without address or password; [`Error::SignIn`] when they are not right, or the
/// account is suspended; [`Error::SecondFactorAsked`]; [`Error::Busy`]; when the database fails.
pub async fn create_login(ctx: &Context, caller: Caller, new: NewLogin, device: &str) -> Result<Issued> {
    authorise(&caller.actor, Action::CreateLogin)?;
    let new = Valid::check(new).map_err(Error::Broken)?.into_inner();
    let found = store::identity::credentials_of(ctx.db(), &domain::identity::email_key(&new.email)).await?;
    let hash = found.as_ref().map(|found| found.password_hash.clone());
    let right = ctx.identity().hashing.verify(new.password.clone(), hash).await?;
    // An account for demonstration lets nobody in where no demonstration is: its password is known to everyone.
    let shown = |found: &Credentials| !found.demo || ctx.identity().settings.demo;
    let found = found.filter(|found| right && found.status != AccountStatus::Suspended && shown(found));
    let found = found.ok_or(Error::WrongCredentials)?;
    let mut methods = vec![AuthenticationMethod::Password];
    let proof = match (found.totp.as_ref().filter(|totp| totp.confirmed), new.code) {
        (Some(totp), Some(code)) => Some(super::second_factor::check(ctx, totp, &code)?),
        (Some(_), None) => return Err(Error::SecondFactorAsked),
        (None, _) => None,
    };
    methods.extend(proof.as_ref().map(super::second_factor::Proof::method));
    let outdated = ctx.identity().hashing.is_outdated(&found.password_hash);
    let rehashed = if outdated { Some(ctx.identity().hashing.hash(new.password).await?) } else { None };
    begin(ctx, caller, found, Begun { methods, proof, rehashed, device: shortened(device) }).await
}

struct Begun {
    methods: Vec<AuthenticationMethod>,
    proof: Option<super::second_factor::Proof>,
    rehashed: Option<String>,
    device: String,
}

async fn begin(ctx: &Context, caller: Caller, found: Credentials, begun: Begun) -> Result<Issued> {
    let (now, id) = (ctx.now(), LoginId::generate(ctx.unix_ms()));
    let salt = Secret::generate().map_err(internal)?.text().to_owned();
    let record = NewLoginRecord {
        id,
        account: found.id,
        device: begun.device.clone(),
        methods: begun.methods.clone(),
        salt: salt.clone(),
        at: now,
        expires_at: now + LOGIN_FOR,
    };
    let audit = caller.audit(ctx, Action::CreateLogin, (ThingKind::Login, id.as_uuid()), vec!["device", "methods"]);
    let (account, ctx_in, person, found_in) = (found.id, ctx.clone(), Recipient::of(&found), found.clone());
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                still_lets_in(tx, &found_in).await?;
                let codes_left = super::second_factor::spend(tx, account, begun.proof).await?;
                if let Some(hash) = begun.rehashed {
                    store::identity::set_password(tx, account, hash, now).await?;
                }
                let known = store::identity::knows_device(tx, account, &begun.device).await?;
                store::identity::insert_login(tx, record).await?;
                if !known {
                    let letter = super::letters::new_sign_in(&ctx_in, &person, &begun.device, now);
                    queue(&ctx_in, tx, &person, letter).await?;
                }
                if let Some(left) = codes_left {
                    let letter = super::letters::recovery_code_used(&ctx_in, &person, left, (&begun.device, now));
                    queue(&ctx_in, tx, &person, letter).await?;
                }
                store::audit::append(tx, audit).await?;
                Ok::<_, Error>(())
            })
        })
        .await?;
    let place = Place { account, login: id, generation: found.generation, salt, rotation: 0, methods: begun.methods };
    issued(ctx, &place).await
}

/// What was proved still holds, and nobody changes it until the transaction ends: whoever changes the password or is
/// suspended meanwhile ends all logins, and this one with them.
async fn still_lets_in(tx: &Tx<'_>, found: &Credentials) -> Result<()> {
    tx.alone_with(found.id.as_uuid()).await?;
    let now = store::identity::credentials(tx, found.id).await?;
    let stands = now.is_some_and(|now| now.generation == found.generation && now.status != AccountStatus::Suspended);
    if stands { Ok(()) } else { Err(Error::WrongCredentials) }
}

/// A login of which tokens are made.
struct Place {
    account: AccountId,
    login: LoginId,
    generation: i64,
    salt: String,
    rotation: u32,
    methods: Vec<AuthenticationMethod>,
}

async fn issued(ctx: &Context, place: &Place) -> Result<Issued> {
    let keys = ring(ctx).await?;
    let now = ctx.now();
    let seconds = |moment: DateTime<Utc>| u64::try_from(moment.timestamp()).unwrap_or(0);
    let claims = Claims {
        iss: ctx.identity().settings.public_url.clone(),
        aud: AUDIENCE.to_owned(),
        sub: place.account.to_string(),
        sid: place.login.to_string(),
        generation: u32::try_from(place.generation).unwrap_or(u32::MAX),
        iat: seconds(now),
        exp: seconds(now + ACCESS_FOR),
        jti: uuid::Uuid::now_v7().to_string(),
        amr: place.methods.iter().map(|method| to_method(*method)).collect(),
    };
    let account = store::identity::get(ctx.db(), Scope::Account(place.account), place.account).await?;
    let login = place.login.to_string();
    let refresh_token = issue(&keys.refresh, Holder { id: &login, salt: &place.salt }, place.rotation);
    let tokens = Tokens {
        access_token: keys.signing.sign(&claims).map_err(internal)?,
        expires_at: now + ACCESS_FOR,
        refresh_token: None,
        login_id: place.login,
        account: account.ok_or(Error::SignIn)?,
    };
    Ok(Issued { tokens, refresh_token, refresh_until: now + LOGIN_FOR })
}

const fn to_method(method: AuthenticationMethod) -> Method {
    match method {
        AuthenticationMethod::Password => Method::Password,
        AuthenticationMethod::OneTimePassword | AuthenticationMethod::RecoveryCode => Method::OneTimeCode,
    }
}

/// Exchanges a refresh token for the next one and a new access token. Within a grace, the token before the newest one
/// gets the newest again; a token that was exchanged longer ago ends its login: somebody else may hold it.
///
/// # Errors
/// [`Error::SignIn`] when the token is not (or no longer) good; when the database fails.
pub async fn create_refresh(ctx: &Context, caller: Caller, token: &str) -> Result<Issued> {
    authorise(&caller.actor, Action::CreateRefresh)?;
    let presented = Presented::read(token).ok_or(Error::SignIn)?;
    let id: LoginId = presented.login().parse().map_err(|_| Error::SignIn)?;
    let record = store::identity::login(ctx.db(), id).await?.ok_or(Error::SignIn)?;
    let proven = presented.prove(&ring(ctx).await?.refresh, &record.salt).ok_or(Error::SignIn)?;
    let (now, audit) = (ctx.now(), caller.audit(ctx, Action::CreateRefresh, (ThingKind::Login, id.as_uuid()), vec![]));
    let rotation = ctx.db().write(move |tx| {
        Box::pin(async move {
            let outcome = exchange(tx, id, proven, now).await?;
            if outcome.is_none() {
                store::audit::append(tx, audit).await?;
                super::tell_login(tx, id, now);
            }
            Ok::<_, Error>(outcome)
        })
    });
    let rotation = rotation.await?.ok_or(Error::SignIn)?;
    let found = store::identity::credentials(ctx.db(), record.account).await?;
    let found = found.filter(|found| found.status != AccountStatus::Suspended).ok_or(Error::SignIn)?;
    let LoginRecord { account, salt, methods, .. } = record;
    issued(ctx, &Place { account, login: id, generation: found.generation, salt, rotation, methods }).await
}

/// Moves the login on, and answers the generation to issue; `None` where the token was used before and the login ends.
async fn exchange(tx: &Tx<'_>, id: LoginId, proven: u32, now: DateTime<Utc>) -> Result<Option<u32>> {
    // Of two who exchange the same token at once, one moves the login on; the other looks again and gets the same.
    for _ in 0..2 {
        let record = store::identity::login(tx, id).await?.ok_or(Error::SignIn)?;
        if record.ended || record.expires_at <= now {
            return Err(Error::SignIn);
        }
        match judged(&record, proven, now) {
            Decision::Rotate(next) => {
                if store::identity::rotate(tx, id, i64::from(proven), now, now + LOGIN_FOR).await? {
                    return Ok(Some(next));
                }
            }
            Decision::Repeat(newest) => return Ok(Some(newest)),
            Decision::Reused => {
                store::identity::end_login(tx, record.account, id, EndReason::Reused, now).await?;
                return Ok(None);
            }
        }
    }
    Err(Error::Busy)
}

fn judged(record: &LoginRecord, proven: u32, now: DateTime<Utc>) -> Decision {
    let seconds = |moment: DateTime<Utc>| u64::try_from(moment.timestamp()).unwrap_or(0);
    let newest =
        Newest { generation: u32::try_from(record.rotation).unwrap_or(u32::MAX), since: seconds(record.rotated_at) };
    judge(proven, newest, seconds(now), u64::try_from(GRACE.num_seconds()).unwrap_or(0))
}

/// Signs out by the refresh token: also where the access token is over. A token that is not good is fine: nobody is
/// signed in by it.
///
/// # Errors
/// When the database fails.
pub async fn delete_current_login(ctx: &Context, caller: Caller, token: Option<&str>) -> Result<()> {
    authorise(&caller.actor, Action::DeleteCurrentLogin)?;
    let login = match caller.actor.person() {
        Some(person) => Some((person.account, person.login)),
        None => holder(ctx, token).await?,
    };
    let Some((account, login)) = login else { return Ok(()) };
    end(ctx, &caller, Action::DeleteCurrentLogin, account, login).await.map(|_| ())
}

/// Whose refresh token this is, if it is the newest of a login that goes on.
async fn holder(ctx: &Context, token: Option<&str>) -> Result<Option<(AccountId, LoginId)>> {
    let Some(presented) = token.and_then(Presented::read) else { return Ok(None) };
    let Ok(id) = presented.login().parse::<LoginId>() else { return Ok(None) };
    let Some(record) = store::identity::login(ctx.db(), id).await? else { return Ok(None) };
    let proven = presented.prove(&ring(ctx).await?.refresh, &record.salt);
    Ok(proven.map(|_| (record.account, id)))
}

async fn end(ctx: &Context, caller: &Caller, action: Action, account: AccountId, login: LoginId) -> Result<bool> {
    let (now, audit) = (ctx.now(), caller.audit(ctx, action, (ThingKind::Login, login.as_uuid()), vec!["ended"]));
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                let ended = store::identity::end_login(tx, account, login, EndReason::SignedOut, now).await?;
                if ended {
                    store::audit::append(tx, audit).await?;
                    super::tell_login(tx, login, now);
                }
                Ok::<_, Error>(ended)
            })
        })
        .await
}

/// Where the caller is signed in, the last used first.
///
/// # Errors
/// When nobody has signed in or the database fails.
pub async fn list_my_logins(ctx: &Context, caller: &Caller) -> Result<Vec<Login>> {
    authorise(&caller.actor, Action::ListMyLogins)?;
    let person = caller.person()?;
    let records = store::identity::logins(ctx.db(), person.account, ctx.now()).await?;
    let to_login = |record: LoginRecord| Login {
        id: record.id,
        device: record.device,
        current: record.id == person.login,
        methods: record.methods,
        created_at: record.created_at,
        last_used_at: record.last_used_at,
    };
    Ok(records.into_iter().map(to_login).collect())
}

/// Ends one of the caller's logins.
///
/// # Errors
/// [`Error::Missing`] when the caller has none of this id; when the database fails.
pub async fn delete_my_login(ctx: &Context, caller: Caller, login: LoginId) -> Result<()> {
    authorise(&caller.actor, Action::DeleteMyLogin)?;
    let account = caller.person()?.account;
    if end(ctx, &caller, Action::DeleteMyLogin, account, login).await? {
        return Ok(());
    }
    Err(Error::Missing("You have no login of this id.".to_owned()))
}

/// Ends all of the caller's logins, this one as well.
///
/// # Errors
/// When nobody has signed in or the database fails.
pub async fn delete_my_logins(ctx: &Context, caller: Caller) -> Result<()> {
    authorise(&caller.actor, Action::DeleteMyLogins)?;
    let (account, now) = (caller.person()?.account, ctx.now());
    let audit = caller.audit(ctx, Action::DeleteMyLogins, (ThingKind::Account, account.as_uuid()), vec!["logins"]);
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                end_all(tx, account, None, EndReason::SignedOut, now).await?;
                store::audit::append(tx, audit).await?;
                Ok::<_, Error>(())
            })
        })
        .await
}

/// Ends an account's logins and tells those who follow as one of them.
pub(super) async fn end_all(
    tx: &Tx<'_>,
    account: AccountId,
    except: Option<LoginId>,
    reason: EndReason,
    now: DateTime<Utc>,
) -> Result<()> {
    store::identity::end_all_logins(tx, account, except, reason, now).await?;
    super::tell_account(tx, account, domain::live::ChangeAction::Updated, 1, now);
    Ok(())
}

fn shortened(device: &str) -> String {
    device.chars().filter(|c| !c.is_control()).take(MAX_DEVICE).collect()
}

//! One's own subscription, by the word of its links. Whoever has the word has the mails that it came with.

use super::{audit, check_filter, city, consent, tell};
use crate::access::authorise;
use crate::identity::bad_link;
use crate::{Caller, Context, Error, Result};
use chrono::{DateTime, TimeDelta, Utc};
use contract::{Fault, Patch};
use domain::Valid;
use domain::identity::LinkToken;
use domain::live::ChangeAction;
use domain::policy::{Action, Actor};
use domain::subscriptions::{
    ConsentKind, ConsentSource, MAX_PAUSE_DAYS, SubscriberStatus, Subscription, SubscriptionUpdate, SuppressionReason,
};
use domain::vocabularies::Language;
use ids::{CityId, SuppressionId};
use store::subscriptions::{Change, Known, NewSuppressionRow};
use store::{Source, Tx};

/// The subscription of a word, where anything can come of it.
async fn by_word(source: &impl Source, word: &str) -> Result<Known> {
    let known = any_by_word(source, word).await?;
    if known.is_forgotten() { Err(bad_link()) } else { Ok(known) }
}

/// The same, also where its address is forgotten: who leaves once more by an old mail hears that they have left.
async fn any_by_word(source: &impl Source, word: &str) -> Result<Known> {
    store::subscriptions::by_word(source, word).await?.ok_or_else(bad_link)
}

fn checked(word: LinkToken) -> Result<String> {
    Ok(Valid::check(word).map_err(Error::Broken)?.into_inner().token.trim().to_owned())
}

/// The language of whom a word is of, for the page that it leads to; `None` where there is nobody.
///
/// # Errors
/// When the database fails.
pub async fn language_of(ctx: &Context, word: &str) -> Result<Option<Language>> {
    Ok(store::subscriptions::by_word(ctx.db(), word).await?.map(|known| known.language))
}

/// What a word stands for. Nothing changes by it.
///
/// # Errors
/// [`Error::Broken`] when the word is not good; when the database fails.
pub async fn open(ctx: &Context, actor: &Actor, word: LinkToken) -> Result<Subscription> {
    authorise(actor, Action::OpenSubscription)?;
    let known = by_word(ctx.db(), &checked(word)?).await?;
    Ok(store::subscriptions::shown(ctx.db(), &known).await?)
}

/// Confirms a subscription. One that was left holds again: the word shows that the address is theirs.
///
/// # Errors
/// [`Error::Broken`] when the word is not good; [`Error::Conflict`] where nobody writes to the address any more.
pub async fn confirm(ctx: &Context, caller: Caller, word: LinkToken) -> Result<Subscription> {
    authorise(&caller.actor, Action::ConfirmSubscription)?;
    let (word, ctx_in) = (checked(word)?, ctx.clone());
    let confirmed = ctx.db().write(move |tx| {
        Box::pin(async move {
            let known = by_word(tx, &word).await?;
            tx.alone_with(known.id.as_uuid()).await?;
            let known = by_word(tx, &word).await?;
            if !known.status.is_subscribed() {
                confirm_in(&ctx_in, tx, &caller, &known).await?;
            }
            Ok::<_, Error>(store::subscriptions::shown(tx, &by_word(tx, &word).await?).await?)
        })
    });
    confirmed.await
}

async fn confirm_in(ctx: &Context, tx: &Tx<'_>, caller: &Caller, known: &Known) -> Result<()> {
    let reason = store::subscriptions::reason_of(tx, &known.email_digest).await?;
    let is_over = matches!(known.status, SubscriberStatus::Bounced | SubscriberStatus::Complained);
    if is_over || reason.is_some_and(|reason| reason != SuppressionReason::Left) {
        return Err(Error::Conflict("Mails to this address came back or were unwanted. Write to us.".to_owned()));
    }
    let now = ctx.now();
    store::subscriptions::lift(tx, &known.email_digest).await?;
    let to =
        Change { status: SubscriberStatus::Active, paused_until: None, confirmed_at: Some(now), ..Change::none(known) };
    let version = store::subscriptions::change(tx, known, to, now).await?;
    let consent = consent(ctx, known.id, ConsentKind::Confirmed, ConsentSource::Form);
    store::subscriptions::note_consent(tx, consent).await?;
    let fields = vec!["status", "confirmed_at"];
    store::audit::append(tx, audit(ctx, caller, Action::ConfirmSubscription, known.id, fields)).await?;
    tell(tx, known.id, ChangeAction::Updated, version, now);
    Ok(())
}

/// Changes a subscription.
///
/// # Errors
/// [`Error::Broken`] with every fault; [`Error::Conflict`] where nobody is subscribed; when the database fails.
pub async fn update(ctx: &Context, caller: Caller, update: SubscriptionUpdate) -> Result<Subscription> {
    authorise(&caller.actor, Action::UpdateSubscription)?;
    let update = Valid::check(update).map_err(Error::Broken)?.into_inner();
    check_filter(ctx, update.filter.value().map(String::as_str)).await?;
    check_pause(&update, ctx.now())?;
    let city = match &update.city {
        Patch::Set(name) => city(ctx, Some(name)).await?.map_or(Patch::Empty, Patch::Set),
        Patch::Empty => Patch::Empty,
        Patch::Absent => Patch::Absent,
    };
    let ctx_in = ctx.clone();
    let changed = ctx.db().write(move |tx| {
        Box::pin(async move {
            let known = by_word(tx, &update.token).await?;
            tx.alone_with(known.id.as_uuid()).await?;
            let known = by_word(tx, &update.token).await?;
            if !known.status.is_subscribed() {
                return Err(Error::Conflict(format!("This subscription is {}, so it cannot change.", known.status)));
            }
            let word = update.token.clone();
            change(&ctx_in, tx, &caller, (&known, update, city)).await?;
            Ok(store::subscriptions::shown(tx, &by_word(tx, &word).await?).await?)
        })
    });
    changed.await
}

fn check_pause(update: &SubscriptionUpdate, now: DateTime<Utc>) -> Result<()> {
    let Some(until) = update.paused_until.value() else { return Ok(()) };
    let fault = |code, message: String| Err(Error::Broken(vec![Fault::new("/paused_until", code, message)]));
    if *until <= now {
        return fault("in_the_past", "Choose a moment that is still to come.".to_owned());
    }
    if *until - now > TimeDelta::days(MAX_PAUSE_DAYS) {
        return fault("too_far", format!("Pause for {MAX_PAUSE_DAYS} days at most."));
    }
    Ok(())
}

async fn change(
    ctx: &Context,
    tx: &Tx<'_>,
    caller: &Caller,
    (known, update, city): (&Known, SubscriptionUpdate, Patch<CityId>),
) -> Result<()> {
    let before = Change::none(known);
    let paused_until = update.paused_until.over(known.paused_until);
    let status = if paused_until.is_some() { SubscriberStatus::Paused } else { SubscriberStatus::Active };
    let to = Change {
        language: update.language.or(known.language),
        filter: update.filter.over(known.filter.clone()),
        city: city.over(known.city),
        status,
        paused_until,
        ..before.clone()
    };
    if to == before {
        return Ok(());
    }
    let fields = changed_fields(&before, &to);
    let version = store::subscriptions::change(tx, known, to, ctx.now()).await?;
    store::audit::append(tx, audit(ctx, caller, Action::UpdateSubscription, known.id, fields)).await?;
    tell(tx, known.id, ChangeAction::Updated, version, ctx.now());
    Ok(())
}

fn changed_fields(before: &Change, to: &Change) -> Vec<&'static str> {
    let all = [
        ("language", before.language != to.language),
        ("filter", before.filter != to.filter),
        ("city", before.city != to.city),
        ("status", before.status != to.status),
        ("paused_until", before.paused_until != to.paused_until),
    ];
    all.into_iter().filter_map(|(name, changed)| changed.then_some(name)).collect()
}

/// Ends a subscription: when this answers, no mail is begun any more. Whoever has left stays so.
///
/// # Errors
/// [`Error::Broken`] when the word is not good; when the database fails.
pub async fn delete(ctx: &Context, caller: Caller, word: LinkToken) -> Result<Subscription> {
    authorise(&caller.actor, Action::DeleteSubscription)?;
    let (word, ctx_in) = (checked(word)?, ctx.clone());
    let left = ctx.db().write(move |tx| {
        Box::pin(async move {
            let known = any_by_word(tx, &word).await?;
            tx.alone_with(known.id.as_uuid()).await?;
            let known = any_by_word(tx, &word).await?;
            if known.status.is_subscribed() || known.status == SubscriberStatus::Pending {
                leave(&ctx_in, tx, &caller, &known).await?;
            }
            let shown = store::subscriptions::shown(tx, &any_by_word(tx, &word).await?).await?;
            Ok::<_, Error>((known.id, shown))
        })
    });
    let (id, shown) = left.await?;
    // A mail whose turn had come before may be on its way: it has gone, or is given up, when we say that it is over.
    crate::briefings::delivery::until_settled(ctx, id).await?;
    Ok(shown)
}

async fn leave(ctx: &Context, tx: &Tx<'_>, caller: &Caller, known: &Known) -> Result<()> {
    let now = ctx.now();
    let version = store::subscriptions::set_status(tx, known, SubscriberStatus::Left, now).await?;
    let suppression = NewSuppressionRow {
        id: SuppressionId::generate(ctx.unix_ms()),
        email_digest: known.email_digest.clone(),
        reason: SuppressionReason::Left,
        note: None,
        at: now,
    };
    store::subscriptions::suppress(tx, suppression).await?;
    let consent = consent(ctx, known.id, ConsentKind::Withdrawn, ConsentSource::Form);
    store::subscriptions::note_consent(tx, consent).await?;
    store::briefings::deliveries::note_left(tx, known.id, now).await?;
    store::audit::append(tx, audit(ctx, caller, Action::DeleteSubscription, known.id, vec!["status"])).await?;
    tell(tx, known.id, ChangeAction::Updated, version, now);
    Ok(())
}

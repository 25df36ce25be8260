//! Asking for mails. The answer to a request is the same for every address; a worker looks who it is, and the letter says
//! what is the case.

use super::address::digest_of;
use super::{CONFIRM_WITHIN, check_filter, city, consent, tell};
use crate::access::authorise;
use crate::idempotency::{Outcome, once};
use crate::identity::internal;
use crate::identity::letters::{Recipient, page, queue};
use crate::jobs::{Handler, Job, JobError, Running, again, enqueue_in, write_with_end};
use crate::{Caller, Context, Error, Result};
use credentials::secret::Secret;
use domain::Valid;
use domain::identity::{SentMail, email_key};
use domain::live::{ChangeAction, ThingKind};
use domain::policy::{Action, Actor};
use domain::subscriptions::{ConsentKind, ConsentSource, NewSubscription, SubscriberStatus};
use domain::vocabularies::Language;
use ids::{AuditId, CityId, SubscriberId};
use mailer::Letter;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::Tx;
use store::audit::NewAudit;
use store::subscriptions::{Change, Known, NewSubscriber};

/// Somebody wants mails.
#[derive(Clone, Serialize, Deserialize)]
struct AskedJob {
    email: String,
    language: String,
    filter: Option<String>,
    city: Option<CityId>,
    /// Whether they had signed in with this address.
    of_account: bool,
}

impl Job for AskedJob {
    const KIND: &'static str = "subscription";
}

/// The handlers of subscriptions' jobs.
#[must_use]
pub fn handlers() -> Vec<Arc<dyn Handler>> {
    vec![Arc::new(AnswerAsked)]
}

/// Receives a wish for mails and lets a letter be written to the address.
///
/// # Errors
/// [`Error::Broken`] with every fault; those of idempotency; when the database fails.
pub async fn create(ctx: &Context, caller: Caller, new: NewSubscription) -> Result<Outcome<SentMail>> {
    authorise(&caller.actor, Action::CreateSubscription)?;
    let new = Valid::check(new).map_err(Error::Broken)?.into_inner();
    check_filter(ctx, new.filter.as_deref()).await?;
    let job = AskedJob {
        city: city(ctx, new.city.as_deref()).await?,
        of_account: is_own(ctx, &caller, &new.email).await?,
        language: new.language.unwrap_or(Language::English).as_str().to_owned(),
        filter: new.filter,
        email: new.email.clone(),
    };
    let (scope, ctx_in) = (caller.key_scope(Action::CreateSubscription), ctx.clone());
    let sent = SentMail { sent_to: new.email };
    once(ctx, &scope, caller.idempotency, move |tx| {
        Box::pin(async move {
            enqueue_in(&ctx_in, tx, &job, None).await?;
            Ok(sent)
        })
    })
    .await
}

/// Whether the caller has signed in with this address.
async fn is_own(ctx: &Context, caller: &Caller, email: &str) -> Result<bool> {
    let Some(account) = caller.actor.account() else { return Ok(false) };
    let found = store::identity::credentials(ctx.db(), account).await?;
    Ok(found.is_some_and(|found| email_key(&found.email) == email_key(email)))
}

/// Writes to an address that wants mails: a link to confirm by, or that it has them already. Nobody is written to whose
/// mailbox is gone, or who has marked a mail as unwanted.
struct AnswerAsked;

#[async_trait::async_trait]
impl Handler for AnswerAsked {
    fn kind(&self) -> &'static str {
        AskedJob::KIND
    }

    async fn run(&self, ctx: &Context, job: &Running) -> Result<(), JobError> {
        let asked: AskedJob = job.read()?;
        let digest = digest_of(ctx, &asked.email).await.map_err(|error| again(&error))?;
        let word = Secret::generate().map_err(|error| again(&internal(error)))?.text().to_owned();
        write_with_end(ctx, job, move |ctx, tx| Box::pin(async move { answer(&ctx, tx, &asked, (digest, word)).await }))
            .await
    }
}

async fn answer(ctx: &Context, tx: &Tx<'_>, asked: &AskedJob, (digest, word): (String, String)) -> Result<()> {
    let reason = store::subscriptions::reason_of(tx, &digest).await?;
    if reason.is_some_and(|reason| reason != domain::subscriptions::SuppressionReason::Left) {
        return Ok(());
    }
    match store::subscriptions::by_address(tx, &email_key(&asked.email)).await? {
        None => begin(ctx, tx, asked, (digest, word)).await,
        Some(known) if known.status.is_subscribed() => {
            let link = page(ctx, &format!("subscription?word={}", known.word));
            let letter = Letter::AlreadySubscribed { name: String::new(), link };
            queue(ctx, tx, &to(&known.email, known.language), letter).await
        }
        Some(known) => ask_again(ctx, tx, &known, asked).await,
    }
}

async fn begin(ctx: &Context, tx: &Tx<'_>, asked: &AskedJob, (digest, word): (String, String)) -> Result<()> {
    let (id, language) = (SubscriberId::generate(ctx.unix_ms()), asked.language());
    let new = NewSubscriber {
        id,
        email_key: email_key(&asked.email),
        email_digest: digest,
        language,
        filter: asked.filter.clone(),
        city: asked.city,
        word: word.clone(),
        status: SubscriberStatus::Pending,
        confirmed_at: None,
        at: ctx.now(),
        email: asked.email.clone(),
    };
    store::subscriptions::insert(tx, new).await?;
    store::audit::append(tx, audited(ctx, id, vec!["email", "language", "filter", "city"])).await?;
    tell(tx, id, ChangeAction::Created, 1, ctx.now());
    ask(ctx, tx, id, (asked, &word)).await
}

/// Somebody who has not confirmed yet, or had left. What they wish for now counts, once they confirm it.
async fn ask_again(ctx: &Context, tx: &Tx<'_>, known: &Known, asked: &AskedJob) -> Result<()> {
    let to = Change {
        language: asked.language(),
        filter: asked.filter.clone(),
        city: asked.city,
        status: SubscriberStatus::Pending,
        asked_at: Some(ctx.now()),
        ..Change::none(known)
    };
    let version = store::subscriptions::change(tx, known, to, ctx.now()).await?;
    store::audit::append(tx, audited(ctx, known.id, vec!["status", "language", "filter", "city"])).await?;
    tell(tx, known.id, ChangeAction::Updated, version, ctx.now());
    ask(ctx, tx, known.id, (asked, &known.word)).await
}

async fn ask(ctx: &Context, tx: &Tx<'_>, id: SubscriberId, (asked, word): (&AskedJob, &str)) -> Result<()> {
    let source = if asked.of_account { ConsentSource::Account } else { ConsentSource::Form };
    store::subscriptions::note_consent(tx, consent(ctx, id, ConsentKind::Asked, source)).await?;
    let days = u32::try_from(CONFIRM_WITHIN.num_days()).unwrap_or(7);
    let link = page(ctx, &format!("subscription?word={word}"));
    let letter = Letter::ConfirmSubscription { name: String::new(), link, days };
    queue(ctx, tx, &to(&asked.email, asked.language()), letter).await
}

fn to(email: &str, language: Language) -> Recipient {
    Recipient { email: email.to_owned(), name: String::new(), language }
}

/// Nobody is known to have asked: whoever did has not shown that the address is theirs.
fn audited(ctx: &Context, id: SubscriberId, fields: Vec<&'static str>) -> NewAudit {
    NewAudit {
        id: AuditId::generate(ctx.unix_ms()),
        at: ctx.now(),
        actor: Actor::Visitor,
        action: Action::CreateSubscription,
        kind: ThingKind::Subscriber,
        thing_id: id.as_uuid(),
        fields,
        request_id: None,
    }
}

impl AskedJob {
    fn language(&self) -> Language {
        self.language.parse().unwrap_or(Language::English)
    }
}

//! What waits for administrators: organisations and e-mail domains to verify. They hear of each, and are reminded once.

use crate::access::authorise;
use crate::cursor::List;
use crate::identity::letters::{page, queue};
use crate::jobs::{COUNTED, Handler, Job, Reminder, counted, remind_later, reminding};
use crate::memberships::{administrators, recipient};
use crate::{Caller, Context, Result};
use chrono::{DateTime, Utc};
use contract::Page;
use contract::query::DEFAULT_LIMIT;
use domain::organisations::WaitingDomain;
use domain::policy::Action;
use ids::{AccountId, OrganisationId};
use mailer::Letter;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::Tx;
use store::organisations::{DomainsAfter, OrganisationKey};

/// A domain that may still wait.
#[derive(Debug, Serialize, Deserialize)]
struct ReminderJob {
    organisation: OrganisationId,
    domain: String,
}

impl Job for ReminderJob {
    const KIND: &'static str = "email_domain_reminder";
}

/// The handlers of the jobs of organisations.
#[must_use]
pub fn handlers() -> Vec<Arc<dyn Handler>> {
    vec![reminding::<ReminderJob>()]
}

#[async_trait::async_trait]
impl Reminder for ReminderJob {
    fn thing(&self) -> String {
        format!("{}:{}", self.organisation, self.domain)
    }

    async fn remind(&self, ctx: &Context, tx: &Tx<'_>) -> Result<()> {
        let own = store::organisations::domains(tx, self.organisation).await?;
        let waits = own.into_iter().find(|one| one.domain == self.domain && one.verified_at.is_none());
        match waits {
            Some(domain) => remind(ctx, tx, domain.created_at).await,
            None => Ok(()),
        }
    }
}

/// Administrators hear of a domain that was named, but for `by` who named it; it is brought to mind if it still waits
/// later.
pub(super) async fn named(
    ctx: &Context,
    tx: &Tx<'_>,
    key: &OrganisationKey,
    (domain, by): (&str, Option<AccountId>),
) -> Result<()> {
    for administrator in administrators(tx).await?.into_iter().filter(|administrator| Some(*administrator) != by) {
        let Some(to) = recipient(tx, administrator).await? else { continue };
        let letter = Letter::DomainNamed {
            name: to.name.clone(),
            organisation: key.name.clone(),
            domain: domain.to_owned(),
            link: page(ctx, "waiting"),
        };
        queue(ctx, tx, &to, letter).await?;
    }
    remind_later(ctx, tx, ReminderJob { organisation: key.id, domain: domain.to_owned() }).await
}

/// Something waits since `this`: administrators are reminded of it, and of all that waits for them beside it.
pub(crate) async fn remind(ctx: &Context, tx: &Tx<'_>, this: DateTime<Utc>) -> Result<()> {
    let mut waiting = store::organisations::oldest_pending(tx, COUNTED).await?;
    waiting.extend(store::organisations::oldest_waiting_domains(tx, COUNTED).await?);
    waiting.sort_unstable();
    let (count, oldest_days) = counted(&waiting, this, ctx.now());
    for administrator in administrators(tx).await? {
        let Some(to) = recipient(tx, administrator).await? else { continue };
        let letter =
            Letter::VerificationReminder { name: to.name.clone(), count, oldest_days, link: page(ctx, "waiting") };
        queue(ctx, tx, &to, letter).await?;
    }
    Ok(())
}

/// A page of the e-mail domains that wait to be verified, the oldest first.
///
/// # Errors
/// When the actor may not, the cursor is none, or the database fails.
pub async fn list_waiting_domains(
    ctx: &Context,
    caller: &Caller,
    (limit, after): (Option<u32>, Option<&str>),
) -> Result<Page<WaitingDomain>> {
    authorise(&caller.actor, Action::ListWaitingDomains)?;
    let list = List::of(Action::ListWaitingDomains, "");
    let after: Option<DomainsAfter> = list.read(after)?;
    let limit = u64::from(limit.unwrap_or(DEFAULT_LIMIT));
    let items = store::organisations::waiting_domains(ctx.db(), after, limit + 1).await?;
    list.page(items, limit, DomainsAfter::of)
}

//! An issue that an editor sends to themselves, to see how it looks.

use super::{audited, authorised, mail};
use crate::idempotency::{Outcome, kept, once};
use crate::identity::MailSettings;
use crate::jobs::{Handler, Job, JobError, Running, again, enqueue_in};
use crate::{Caller, Context, Error, Result};
use contract::Fault;
use domain::briefings::{BriefingTestSend, NewBriefingTestSend};
use domain::cities::CityRef;
use domain::policy::Action;
use ids::{AccountId, BriefingIssueId};
use mailer::{Address, Message, SendError};
use serde::{Deserialize, Serialize};

/// A test that waits to be sent.
#[derive(Debug, Serialize, Deserialize)]
struct TestJob {
    issue: BriefingIssueId,
    city: Option<String>,
    /// Who asked for it: it goes to their own address and nowhere else.
    account: AccountId,
}

impl Job for TestJob {
    const KIND: &'static str = "briefing_test";
}

/// Sends an issue to the caller's own address.
///
/// # Errors
/// [`Error::Hidden`] for who may not; [`Error::Broken`] where there is no such city; when the database fails.
pub async fn create_briefing_test_send(
    ctx: &Context,
    caller: Caller,
    id: BriefingIssueId,
    new: NewBriefingTestSend,
) -> Result<Outcome<BriefingTestSend>> {
    let scope = caller.key_scope(Action::CreateBriefingTestSend);
    authorised(ctx, &caller.actor, Action::CreateBriefingTestSend, id).await?;
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return Ok(kept);
    }
    let account = caller.person()?.account;
    let city = new.city.map(|city| city.trim().to_owned()).filter(|city| !city.is_empty());
    refuse_unknown(ctx, city.as_deref()).await?;
    let to = store::identity::credentials(ctx.db(), account).await?.ok_or(Error::SignIn)?.email;
    let audit = caller.audit(ctx, Action::CreateBriefingTestSend, audited(id), Vec::new());
    let (ctx_in, key) = (ctx.clone(), caller.idempotency.clone());
    once(ctx, &scope, key, move |tx| {
        Box::pin(async move {
            enqueue_in(&ctx_in, tx, &TestJob { issue: id, city, account }, None).await?;
            store::audit::append(tx, audit).await?;
            Ok(BriefingTestSend { to })
        })
    })
    .await
}

async fn refuse_unknown(ctx: &Context, city: Option<&str>) -> Result<()> {
    let Some(city) = city else { return Ok(()) };
    let found = match city.parse::<CityRef>() {
        Ok(named) => store::cities::get(ctx.db(), domain::policy::Scope::Public, &named).await?,
        Err(_) => None,
    };
    let fault = || Fault::new("/city", "unknown_city", "There is no such city. Give its id or its slug.");
    if found.is_some() { Ok(()) } else { Err(Error::Broken(vec![fault()])) }
}

/// Sends a test.
pub(super) struct SendTest(pub(super) MailSettings);

#[async_trait::async_trait]
impl Handler for SendTest {
    fn kind(&self) -> &'static str {
        TestJob::KIND
    }

    async fn run(&self, ctx: &Context, job: &Running) -> Result<(), JobError> {
        let TestJob { issue, city, account } = job.read()?;
        let known = store::identity::credentials(ctx.db(), account).await.map_err(|error| again(&error))?;
        // Whoever is gone by now is written to no more.
        let Some(known) = known else { return Ok(()) };
        let rendered = match mail::preview(ctx, issue, city.as_deref()).await {
            Err(Error::Hidden | Error::Missing(_) | Error::Malformed(_)) => return Ok(()),
            rendered => rendered.map_err(|error| again(&error))?,
        };
        let to = Address::parse(&known.email);
        let to = to.map_err(|_| JobError::GiveUp("the address cannot be written to".to_owned()))?;
        let message = Message::new(&job.id.to_string(), to.into(), &self.0.sender, rendered);
        let message = message.map_err(|error| JobError::GiveUp(error.to_string()))?;
        self.0.mailer.send(&message).await.map_err(|error| match error {
            SendError::Temporary(reason) | SendError::Unknown(reason) => JobError::Retry(reason.into()),
            SendError::Permanent(reason) => JobError::GiveUp(reason.into()),
        })
    }
}

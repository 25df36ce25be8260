//! The mails of a demonstration, which reach nobody: shown where the demo mode is on and mails are kept as files.

use crate::access::authorise;
use crate::{Caller, Context, Error, Result};
use contract::Page;
use domain::demo::{DemoMail, DemoMailSummary};
use domain::policy::Action;
use mailer::{Folder, Listed};

/// How the name of a kept mail ends.
const SUFFIX: &str = ".eml";

/// The address of the page that shows the mails; `None` where they are not shown.
#[must_use]
pub fn demo_mails_page(ctx: &Context) -> Option<String> {
    folder(ctx).is_ok().then(|| super::letters::page(ctx, "demo/mails"))
}

/// The newest mails, newest first.
///
/// # Errors
/// [`Error::Missing`] where there is no demonstration or mails go elsewhere; when the folder cannot be read.
pub async fn list_demo_mails(ctx: &Context, caller: &Caller, limit: u32) -> Result<Page<DemoMailSummary>> {
    authorise(&caller.actor, Action::ListDemoMails)?;
    let listed = folder(ctx)?.list(usize::try_from(limit).unwrap_or(usize::MAX)).await;
    let listed = listed.map_err(|error| Error::Internal(format!("folder of mails: {error}")))?;
    Ok(Page::new(listed.into_iter().map(to_summary).collect(), None))
}

/// One mail by its id.
///
/// # Errors
/// [`Error::Missing`] where there is none of this id, no demonstration, or mails go elsewhere.
pub async fn get_demo_mail(ctx: &Context, caller: &Caller, id: &str) -> Result<DemoMail> {
    authorise(&caller.actor, Action::GetDemoMail)?;
    let missing = |_| Error::Missing("There is no mail of this id.".to_owned());
    let stored = folder(ctx)?.read(&format!("{id}{SUFFIX}")).await.map_err(missing)?;
    Ok(DemoMail { summary: to_summary(stored.listed), text: stored.text, html: stored.html })
}

fn folder(ctx: &Context) -> Result<&Folder> {
    let settings = &ctx.identity().settings;
    let missing = || Error::Missing("Mails are shown in a demonstration alone.".to_owned());
    settings.mails.as_ref().filter(|_| settings.demo).ok_or_else(missing)
}

fn to_summary(listed: Listed) -> DemoMailSummary {
    let id = listed.name.strip_suffix(SUFFIX).unwrap_or(&listed.name).to_owned();
    DemoMailSummary { id, from: listed.from, to: listed.to, subject: listed.subject, sent_at: listed.date }
}

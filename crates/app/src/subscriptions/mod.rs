//! Subscriptions: asked for by anyone, confirmed and changed by the word of a link, kept in order by editors, and ended
//! by what mail servers say.

mod address;
mod asked;
mod bounces;
mod forget;
mod import;
mod lists;
mod own;
mod suppressions;
mod verdict;

pub use asked::{create, handlers};
pub use bounces::{create_bounce, may_report};
pub(crate) use forget::{clear_away, forget_addresses};
pub use import::{import, may_import};
pub use lists::{export_csv, figures, list};
pub use own::{confirm, delete, language_of, open, update};
pub use suppressions::{create_suppression, delete_suppression, list_suppressions};
pub(crate) use verdict::{Returned, apply};

use crate::{Caller, Context, Error, Result};
use chrono::{DateTime, Utc};
use contract::Fault;
use domain::lessons::LessonFilter;
use domain::lists::ListFilter as _;
use domain::live::{ChangeAction, ThingKind};
use domain::policy::Action;
use domain::subscriptions::{ConsentKind, ConsentSource, WORDING};
use ids::{AuditId, CityId, SubscriberId};
use store::audit::NewAudit;
use store::subscriptions::NewConsent;
use store::{NewChange, Tx};

/// How long a wish waits to be confirmed.
pub(crate) const CONFIRM_WITHIN: chrono::TimeDelta = chrono::TimeDelta::days(7);

/// How long the address is kept of somebody who left, or whom no mail reaches: so long they come back by the link of any
/// mail, and then what is kept is that they agreed and left, beside a hash.
const KEPT_AFTER_LEAVING: chrono::TimeDelta = chrono::TimeDelta::days(30);

/// Tells the change log of a subscriber; the line is not public.
fn tell(tx: &Tx<'_>, id: SubscriberId, action: ChangeAction, version: i64, at: DateTime<Utc>) {
    let kind = ThingKind::Subscriber;
    tx.tell(NewChange { at, kind, id: id.as_uuid(), slug: None, action, version, audience: None });
}

/// A line for the audit log about a subscriber.
fn audit(ctx: &Context, caller: &Caller, action: Action, id: SubscriberId, fields: Vec<&'static str>) -> NewAudit {
    caller.audit(ctx, action, (ThingKind::Subscriber, id.as_uuid()), fields)
}

/// A line for the audit log about a subscriber whose mail no server took: nobody did that.
pub(crate) fn audit_of_refusal(ctx: &Context, id: SubscriberId) -> NewAudit {
    let nobody = Caller { actor: domain::policy::Actor::Operator, request_id: None, idempotency: None };
    audit(ctx, &nobody, Action::CreateBounce, id, vec!["status"])
}

/// What is noted about a consent that was given or taken back on a page.
fn consent(ctx: &Context, subscriber: SubscriberId, kind: ConsentKind, source: ConsentSource) -> NewConsent {
    let wording = (kind != ConsentKind::Withdrawn).then(|| WORDING.to_owned());
    let id = AuditId::generate(ctx.unix_ms()).as_uuid();
    NewConsent { id, subscriber, at: ctx.now(), kind, source, wording, proof: None }
}

/// Refuses a filter that names what no vocabulary holds.
async fn check_filter(ctx: &Context, filter: Option<&str>) -> Result<()> {
    let Some(filter) = filter else { return Ok(()) };
    let filter = LessonFilter::parse(filter).map_err(Error::Broken)?;
    crate::lessons::check_filter_keys(ctx, &filter).await.map_err(|error| match error {
        Error::Malformed(faults) => Error::Broken(faults.into_iter().map(of_filter).collect()),
        error => error,
    })
}

fn of_filter(fault: Fault) -> Fault {
    Fault { message: format!("{}: {}", fault.pointer, fault.message), pointer: "/filter".to_owned(), ..fault }
}

/// The city of this name.
async fn city(ctx: &Context, name: Option<&str>) -> Result<Option<CityId>> {
    let Some(name) = name else { return Ok(None) };
    let found = store::subscriptions::city_of(ctx.db(), name).await?;
    let unknown = || Fault::new("/city", "unknown_city", "There is no such city. Give its id or its slug.");
    found.map(Some).ok_or_else(|| Error::Broken(vec![unknown()]))
}

//! Publications: what their issues have in common, and when they come.

use super::{audited_briefing, missing_briefing, zones};
use crate::access::authorise;
use crate::cursor::List;
use crate::idempotency::{Outcome, kept, once};
use crate::{Caller, Context, Error, Expected, Result, names};
use chrono::{DateTime, Utc};
use contract::query::DEFAULT_LIMIT;
use contract::{Fault, Page};
use domain::Valid;
use domain::briefings::{Briefing, BriefingQuery, BriefingRef, BriefingUpdate, NewBriefing};
use domain::live::ChangeAction;
use domain::policy::{Action, Actor, Scope};
use ids::BriefingId;
use store::briefings::{BriefingRow, WrittenBriefing};
use store::{NewChange, Shared, Source, Tx};

/// What a new publication may not be called: pages of the app stand at these addresses.
const KIND: &str = "briefing";

/// A page of the publications, the first made first.
///
/// # Errors
/// When the cursor is none, the actor may not, or the database fails.
pub async fn list_briefings(ctx: &Context, actor: &Actor, query: &BriefingQuery) -> Result<Page<Briefing>> {
    let scope = authorise(actor, Action::ListBriefings)?;
    let list = List::of(Action::ListBriefings, "");
    let after: Option<BriefingId> = list.read(query.cursor.as_deref())?;
    let limit = u64::from(query.limit.unwrap_or(DEFAULT_LIMIT));
    let rows = store::briefings::briefings(ctx.db(), scope, after, limit + 1).await?;
    let now = ctx.now();
    list.page(rows.into_iter().map(|row| due(row, now)).collect(), limit, |briefing| briefing.id)
}

/// One publication.
///
/// # Errors
/// [`Error::Missing`]; when the actor may not or the database fails.
pub async fn get_briefing(ctx: &Context, actor: &Actor, named: &BriefingRef) -> Result<Briefing> {
    let scope = authorise(actor, Action::GetBriefing)?;
    found(ctx.db(), scope, named, ctx.now()).await
}

async fn found(source: &impl Source, scope: Scope, named: &BriefingRef, now: DateTime<Utc>) -> Result<Briefing> {
    let row = store::briefings::briefing(source, scope, named).await?;
    Ok(due(row.ok_or_else(|| missing_briefing(&named.to_string()))?, now))
}

/// The publication with when it is due next.
pub(super) fn due(row: BriefingRow, now: DateTime<Utc>) -> Briefing {
    let mut briefing = row.briefing;
    let zone = zones::zone(&briefing.time_zone);
    briefing.next_at = zones::next((briefing.weekday, briefing.time), zone, now).1;
    briefing
}

/// Makes a publication.
///
/// # Errors
/// [`Error::Broken`] with every fault; when the caller may not or the database fails.
pub async fn create_briefing(ctx: &Context, caller: Caller, new: NewBriefing) -> Result<Outcome<Briefing>> {
    let scope = caller.key_scope(Action::CreateBriefing);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return Ok(kept);
    }
    authorise(&caller.actor, Action::CreateBriefing)?;
    let said = checked(new)?;
    let (id, at) = (BriefingId::generate(ctx.unix_ms()), ctx.now());
    let written = written(id, String::new(), said).await?;
    let key = caller.idempotency.clone();
    let ctx_in = ctx.clone();
    once(ctx, &scope, key, move |tx| {
        Box::pin(async move {
            insert(&ctx_in, tx, &caller, written).await?;
            found(tx, Scope::Everything, &BriefingRef::Id(id), at).await
        })
    })
    .await
}

/// Adds a publication under a name that is free, and tells of it; answers that name.
pub(super) async fn insert(ctx: &Context, tx: &Tx<'_>, caller: &Caller, written: WrittenBriefing) -> Result<String> {
    tx.alone_among(Shared::Briefings).await?;
    let (id, at) = (written.id, ctx.now());
    let slug = free_slug(tx, &written).await?;
    store::briefings::insert_briefing(tx, WrittenBriefing { slug: slug.clone(), ..written }, at).await?;
    tell(tx, (id, &slug), (ChangeAction::Created, 1), at);
    let audit = caller.audit(ctx, Action::CreateBriefing, audited_briefing(id), vec!["*"]);
    store::audit::append(tx, audit).await?;
    Ok(slug)
}

/// What is kept of a publication of which this is said.
pub(super) async fn written(id: BriefingId, slug: String, said: NewBriefing) -> Result<WrittenBriefing> {
    let text = said.about.clone();
    // A long text takes milliseconds: others are answered meanwhile.
    let about_html = tokio::task::spawn_blocking(move || markdown::to_html(&text)).await?;
    Ok(WrittenBriefing { id, slug, said, about_html })
}

/// All faults of a publication, that of a time zone that is none among them.
fn checked(new: NewBriefing) -> Result<NewBriefing> {
    let known = new.time_zone.trim().parse::<chrono_tz::Tz>().is_ok();
    match (Valid::check(new), known) {
        (Ok(valid), true) => Ok(valid.into_inner()),
        (Ok(_), false) => Err(Error::Broken(vec![unknown_zone()])),
        (Err(mut faults), known) => {
            if !known && faults.iter().all(|fault| fault.pointer != "/time_zone") {
                faults.push(unknown_zone());
            }
            Err(Error::Broken(faults))
        }
    }
}

/// What is said of a time zone that is none.
pub(super) fn unknown_zone() -> Fault {
    Fault::new("/time_zone", "unknown_value", "Use an IANA name such as Europe/London.")
}

async fn free_slug(tx: &Tx<'_>, new: &WrittenBriefing) -> Result<String> {
    for slug in names::slugs(&new.said.title, KIND, &super::PAGES, new.id.as_uuid()) {
        if !store::briefings::briefing_slug_is_taken(tx, &slug).await? {
            return Ok(slug);
        }
    }
    Err(Error::Internal("no name in addresses is free".to_owned()))
}

/// Changes a publication.
///
/// # Errors
/// [`Error::Missing`]; [`Error::Stale`]; [`Error::Broken`] with every fault; when the caller may not or the database
/// fails.
pub async fn update_briefing(
    ctx: &Context,
    caller: Caller,
    named: &BriefingRef,
    expected: Expected,
    change: BriefingUpdate,
) -> Result<Briefing> {
    authorise(&caller.actor, Action::UpdateBriefing)?;
    let at = ctx.now();
    let read = found(ctx.db(), Scope::Everything, named, at).await?;
    let change = Valid::check(change).map_err(Error::Broken)?.into_inner();
    expected.check(read.version)?;
    let wanted = checked(change.over(&read))?;
    let fields = touched(&read, &wanted);
    // What changes nothing leaves no trace.
    if fields.is_empty() {
        return Ok(read);
    }
    let (id, slug) = (read.id, read.slug.clone());
    let audit = caller.audit(ctx, Action::UpdateBriefing, audited_briefing(id), fields);
    let written = written(id, slug.clone(), wanted).await?;
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                tx.alone_with(id.as_uuid()).await?;
                let before = found(tx, Scope::Everything, &BriefingRef::Id(id), at).await?;
                Expected::from(read.version).check(before.version)?;
                let version = store::briefings::put_briefing(tx, written, before.version, at).await?;
                tell(tx, (id, &slug), (ChangeAction::Updated, version), at);
                store::audit::append(tx, audit).await?;
                found(tx, Scope::Everything, &BriefingRef::Id(id), at).await
            })
        })
        .await
}

/// The fields that a change changes.
fn touched(before: &Briefing, after: &NewBriefing) -> Vec<&'static str> {
    let fields = [
        ("title", before.title != after.title),
        ("about", before.about != after.about),
        ("language", before.language != after.language),
        ("layout", before.layout != after.layout),
        ("weekday", before.weekday != after.weekday),
        ("time", before.time != after.time),
        ("time_zone", before.time_zone != after.time_zone),
        ("lessons_per_issue", before.lessons_per_issue != after.lessons_per_issue),
        ("drafts_itself", before.drafts_itself != after.drafts_itself),
    ];
    fields.into_iter().filter(|(_, touched)| *touched).map(|(name, _)| name).collect()
}

fn tell(tx: &Tx<'_>, (id, slug): (BriefingId, &str), (action, version): (ChangeAction, i64), at: DateTime<Utc>) {
    let (kind, id) = audited_briefing(id);
    tx.tell(NewChange { at, kind, id, slug: Some(slug.to_owned()), action, version, audience: None });
}

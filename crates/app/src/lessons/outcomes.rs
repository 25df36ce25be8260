//! "We tried it": what cities report of lessons, by those who work for them. Each report changes how well its lesson is
//! supported, in the same transaction.

use super::drafts::tell_lesson;
use super::own::{outcome, outcomes};
use super::revisions::named;
use crate::access::{authorise, authorise_on};
use crate::cursor::List;
use crate::idempotency::{Outcome, kept, once};
use crate::{Caller, Context, Error, Expected, Result, organisations};
use chrono::{DateTime, Utc};
use contract::Page;
use contract::query::DEFAULT_LIMIT;
use domain::Valid;
use domain::lessons::{LessonName, LessonOutcome, LessonOutcomeUpdate, LessonRef, NewLessonOutcome, OutcomeQuery};
use domain::live::{ChangeAction, ThingKind};
use domain::policy::{Action, Actor, Thing};
use ids::{LessonId, LessonOutcomeId};
use store::lessons::outcomes::NewOutcomeRow;
use store::{NewChange, Source, Tx};

/// Kinds of things that the list is made from.
pub const OUTCOMES_MADE_FROM: &[ThingKind] =
    &[ThingKind::Lesson, ThingKind::LessonOutcome, ThingKind::City, ThingKind::Account];

fn missing() -> Error {
    Error::Missing("There is no report of this id.".to_owned())
}

/// What audit and change log call a report.
const fn audited(id: LessonOutcomeId) -> (ThingKind, uuid::Uuid) {
    (ThingKind::LessonOutcome, id.as_uuid())
}

/// What it asks of people hangs on the city. Who is none hears at once what they lack.
fn refuse_others(actor: &Actor, action: Action) -> Result<()> {
    if actor.person().is_none() {
        authorise(actor, action)?;
    }
    Ok(())
}

/// A page of what cities report of a lesson, the newest first.
///
/// # Errors
/// [`Error::Missing`] when there is no such lesson; when the cursor is none or the database fails.
pub async fn list_lesson_outcomes(
    ctx: &Context,
    actor: &Actor,
    lesson: &LessonRef,
    query: &OutcomeQuery,
) -> Result<Page<LessonOutcome>> {
    let scope = authorise(actor, Action::ListLessonOutcomes)?;
    let lesson = named(ctx.db(), lesson).await?.id;
    let list = List::of(Action::ListLessonOutcomes, &format!("{lesson}{}", query.filter()));
    let before: Option<LessonOutcomeId> = list.read(query.cursor.as_deref())?;
    let limit = u64::from(query.limit.unwrap_or(DEFAULT_LIMIT));
    let wanted = (lesson, query.results.as_slice());
    let items = store::lessons::outcomes::list(ctx.db(), scope, wanted, before, limit + 1).await?;
    let page = list.page(items, limit, |report| report.id)?;
    Ok(Page { items: outcomes(page.items).await?, ..page })
}

/// Reports for a city what became of a lesson. A city has one report a lesson.
///
/// # Errors
/// [`Error::Missing`] when there is no such lesson; [`Error::Broken`] with every fault; [`Error::Exists`] where the
/// city has a report; when the caller does not work for the city or the database fails.
pub async fn create_lesson_outcome(
    ctx: &Context,
    caller: Caller,
    lesson: &LessonRef,
    new: NewLessonOutcome,
) -> Result<Outcome<LessonOutcome>> {
    let scope = caller.key_scope(Action::CreateLessonOutcome);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return shown_once(kept).await;
    }
    refuse_others(&caller.actor, Action::CreateLessonOutcome)?;
    let report = Valid::check(new).map_err(Error::Broken)?.into_inner();
    let lesson = named(ctx.db(), lesson).await?;
    let city = organisations::city_of(ctx, &report.city, "/city").await?.id;
    authorise_on(&caller.actor, Action::CreateLessonOutcome, Thing::city(city, false))?;
    let (account, at) = (caller.person()?.account, ctx.now());
    let id = LessonOutcomeId::generate(ctx.unix_ms());
    let fields = vec!["city", "result", "year", "context", "basis", "evidence", "url"];
    let audit = caller.audit(ctx, Action::CreateLessonOutcome, audited(id), fields);
    let made = once(ctx, &scope, caller.idempotency, move |tx| {
        Box::pin(async move {
            tx.alone_with(lesson.id.as_uuid()).await?;
            if let Some(known) = store::lessons::outcomes::id_of(tx, lesson.id, city).await? {
                let sentence = "This city has a report about this lesson already: change that one.";
                return Err(Error::Exists(sentence.to_owned(), known.to_string()));
            }
            let row = NewOutcomeRow { id, lesson: lesson.id, city, account, report, at };
            store::lessons::outcomes::insert(tx, row).await?;
            tell(tx, id, (ChangeAction::Created, 1), at);
            regrade(tx, &lesson, at).await?;
            store::audit::append(tx, audit).await?;
            found(tx, id).await
        })
    });
    shown_once(made.await?).await
}

async fn shown_once(made: Outcome<LessonOutcome>) -> Result<Outcome<LessonOutcome>> {
    Ok(Outcome { value: outcome(made.value).await?, replayed: made.replayed })
}

/// The report as it is now; without its HTML.
async fn found(source: &impl Source, id: LessonOutcomeId) -> Result<LessonOutcome> {
    store::lessons::outcomes::get(source, id).await?.ok_or_else(missing)
}

/// The report, where the caller may do `action` to it, and its lesson.
async fn authorised(
    ctx: &Context,
    caller: &Caller,
    action: Action,
    id: LessonOutcomeId,
) -> Result<(LessonOutcome, LessonName)> {
    refuse_others(&caller.actor, action)?;
    let report = found(ctx.db(), id).await?;
    authorise_on(&caller.actor, action, Thing::city(report.city.id, false))?;
    let lesson = named(ctx.db(), &LessonRef::Id(report.lesson_id)).await?;
    Ok((report, lesson))
}

/// Changes what a city reports of a lesson; anyone who works for the city does.
///
/// # Errors
/// [`Error::Missing`]; [`Error::Stale`]; [`Error::Broken`] with every fault; when the caller does not work for the city
/// or the database fails.
pub async fn update_lesson_outcome(
    ctx: &Context,
    caller: Caller,
    id: LessonOutcomeId,
    expected: Expected,
    change: LessonOutcomeUpdate,
) -> Result<LessonOutcome> {
    let (report, lesson) = authorised(ctx, &caller, Action::UpdateLessonOutcome, id).await?;
    let change = Valid::check(change).map_err(Error::Broken)?.into_inner();
    checked(change.clone(), &report)?;
    let (ctx_in, at) = (ctx.clone(), ctx.now());
    let changed = ctx.db().write(move |tx| {
        Box::pin(async move {
            tx.alone_with(lesson.id.as_uuid()).await?;
            let before = found(tx, id).await?;
            expected.check(before.version)?;
            let wanted = checked(change, &before)?;
            let fields = touched(&before, &wanted);
            // What changes nothing leaves no trace.
            if fields.is_empty() {
                return Ok::<_, Error>(before);
            }
            let version = store::lessons::outcomes::put(tx, &before, wanted, at).await?;
            tell(tx, id, (ChangeAction::Updated, version), at);
            regrade(tx, &lesson, at).await?;
            let audit = caller.audit(&ctx_in, Action::UpdateLessonOutcome, audited(id), fields);
            store::audit::append(tx, audit).await?;
            found(tx, id).await
        })
    });
    outcome(changed.await?).await
}

/// The report as a change wants it, checked as a new one is.
fn checked(change: LessonOutcomeUpdate, before: &LessonOutcome) -> Result<NewLessonOutcome> {
    Ok(Valid::check(change.over(before)).map_err(Error::Broken)?.into_inner())
}

/// The fields that a change changes.
fn touched(before: &LessonOutcome, after: &NewLessonOutcome) -> Vec<&'static str> {
    let fields = [
        ("result", before.result != after.result),
        ("year", before.year != after.year),
        ("context", before.context != after.context),
        ("basis", before.basis != after.basis),
        ("evidence", before.evidence != after.evidence),
        ("url", before.url != after.url),
    ];
    fields.into_iter().filter(|(_, touched)| *touched).map(|(name, _)| name).collect()
}

/// Takes a city's report about a lesson back: by anyone who works for the city, and by the network's editors.
///
/// # Errors
/// [`Error::Missing`]; [`Error::Stale`]; when the caller may not or the database fails.
pub async fn delete_lesson_outcome(
    ctx: &Context,
    caller: Caller,
    id: LessonOutcomeId,
    expected: Expected,
) -> Result<()> {
    let (_, lesson) = authorised(ctx, &caller, Action::DeleteLessonOutcome, id).await?;
    let audit = caller.audit(ctx, Action::DeleteLessonOutcome, audited(id), vec!["*"]);
    let at = ctx.now();
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                tx.alone_with(lesson.id.as_uuid()).await?;
                let before = found(tx, id).await?;
                expected.check(before.version)?;
                take_back(tx, &before, &lesson, at).await?;
                store::audit::append(tx, audit).await?;
                Ok::<_, Error>(())
            })
        })
        .await
}

/// Removes a report, and grades its lesson anew.
pub(crate) async fn take_back(
    tx: &Tx<'_>,
    report: &LessonOutcome,
    lesson: &LessonName,
    at: DateTime<Utc>,
) -> Result<()> {
    store::lessons::outcomes::delete(tx, report.id).await?;
    tell(tx, report.id, (ChangeAction::Deleted, report.version), at);
    regrade(tx, lesson, at).await
}

/// Grades a lesson anew by what cities report of it now, and tells of it.
async fn regrade(tx: &Tx<'_>, lesson: &LessonName, at: DateTime<Utc>) -> Result<()> {
    let id: LessonId = lesson.id;
    let version = store::lessons::regrade(tx, id, at).await?;
    tell_lesson(tx, (id, &lesson.slug), (ChangeAction::Updated, version), at);
    Ok(())
}

fn tell(tx: &Tx<'_>, id: LessonOutcomeId, (action, version): (ChangeAction, i64), at: DateTime<Utc>) {
    let (kind, id) = audited(id);
    tx.tell(NewChange { at, kind, id, slug: None, action, version, audience: None });
}

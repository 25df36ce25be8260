//! How lessons bear on each other, as the network's editors say.

use super::drafts::tell_lesson;
use super::revisions::named;
use crate::access::authorise;
use crate::drafting::broken;
use crate::idempotency::{Outcome, kept, once};
use crate::{Caller, Context, Error, Result};
use chrono::{DateTime, Utc};
use domain::Valid;
use domain::lessons::{Lesson, LessonLinkKind, LessonName, LessonRef, NewLessonLink};
use domain::live::{ChangeAction, ThingKind};
use domain::policy::Action;
use ids::LessonId;
use store::audit::NewAudit;
use store::lessons::links::Link;
use store::{Shared, Tx};

/// Most links that a lesson stands in.
const MOST: u64 = 200;
/// Longest row of lessons of which each took the place of the one before.
const LONGEST: usize = 1_000;

/// Two lessons, of which the one bears on the other.
struct Pair {
    from: LessonName,
    to: LessonName,
}

impl Pair {
    /// Nobody else links lessons, or changes one of these, until the transaction ends.
    async fn alone(&self, tx: &Tx<'_>) -> Result<()> {
        tx.alone_among(Shared::Lessons).await?;
        let mut both = [self.from.id, self.to.id];
        both.sort_unstable();
        for id in both {
            tx.alone_with(id.as_uuid()).await?;
        }
        Ok(())
    }

    /// Counts their links anew, and tells of both.
    async fn touch(&self, tx: &Tx<'_>, at: DateTime<Utc>) -> Result<()> {
        for lesson in [&self.from, &self.to] {
            let version = store::lessons::links::touch(tx, lesson, at).await?;
            tell_lesson(tx, (lesson.id, &lesson.slug), (ChangeAction::Updated, version), at);
        }
        Ok(())
    }

    /// A lesson has one link to another, and no more than its page can show.
    async fn refuse_more(&self, tx: &Tx<'_>) -> Result<()> {
        let Self { from, to } = self;
        if store::lessons::links::find(tx, from.id, to.id).await?.is_some() {
            let sentence = format!("'{}' bears on '{}' already: take that back first.", from.slug, to.slug);
            return Err(Error::Exists(sentence, to.slug.clone()));
        }
        for lesson in [from, to] {
            if store::lessons::links::count(tx, lesson.id).await? >= MOST {
                return Err(Error::Conflict(format!("'{}' has {MOST} links, which is enough.", lesson.slug)));
            }
        }
        Ok(())
    }

    /// A lesson is replaced by one other, and by none that it has replaced itself.
    async fn supersede(&self, tx: &Tx<'_>) -> Result<()> {
        let (from, to) = (self.from.id, self.to.id);
        if store::lessons::links::superseded_by(tx, to).await?.is_some() {
            return Err(Error::Conflict(format!("Another lesson has taken the place of '{}'.", self.to.slug)));
        }
        let mut replaced = from;
        for _ in 0..LONGEST {
            let Some(by) = store::lessons::links::superseded_by(tx, replaced).await? else { break };
            if by == to {
                let (from, to) = (&self.from.slug, &self.to.slug);
                return Err(Error::Conflict(format!(
                    "'{to}' has taken the place of '{from}', not the other way round."
                )));
            }
            replaced = by;
        }
        Ok(store::lessons::links::set_superseded(tx, to, Some(from)).await?)
    }
}

/// Says how a lesson bears on another. One that takes the other's place leaves that readable, as superseded.
///
/// # Errors
/// [`Error::Missing`] when there is no such lesson; [`Error::Broken`]; [`Error::Exists`] where the one bears on the
/// other already; [`Error::Conflict`] where lessons would replace each other in a circle; when the caller may not or
/// the database fails.
pub async fn create_lesson_link(
    ctx: &Context,
    caller: Caller,
    lesson: &LessonRef,
    new: NewLessonLink,
) -> Result<Outcome<Lesson>> {
    let scope = caller.key_scope(Action::CreateLessonLink);
    if let Some(kept) = kept(ctx, &scope, caller.idempotency.as_ref()).await? {
        return Ok(kept);
    }
    authorise(&caller.actor, Action::CreateLessonLink)?;
    let new = Valid::check(new).map_err(Error::Broken)?.into_inner();
    let from = named(ctx.db(), lesson).await?;
    let pair = Pair { to: other(ctx, &new.lesson, from.id).await?, from };
    let (audit, at) = audit(ctx, &caller, Action::CreateLessonLink, pair.from.id);
    once(ctx, &scope, caller.idempotency, move |tx| {
        Box::pin(async move {
            pair.alone(tx).await?;
            pair.refuse_more(tx).await?;
            if new.kind == LessonLinkKind::Supersedes {
                pair.supersede(tx).await?;
            }
            let Pair { from, to } = &pair;
            let link = Link { from: from.id, to: to.id, kind: new.kind, note: new.note, at };
            store::lessons::links::insert(tx, link).await?;
            pair.touch(tx, at).await?;
            store::audit::append(tx, audit).await?;
            let linked = store::lessons::get_in(tx, &LessonRef::Id(from.id)).await?;
            linked.ok_or_else(|| super::missing(&from.slug))
        })
    })
    .await
}

/// The other lesson, by id or slug.
async fn other(ctx: &Context, name: &str, from: LessonId) -> Result<LessonName> {
    let found = match name.parse() {
        Ok(reference) => store::lessons::name(ctx.db(), &reference).await?,
        Err(_) => None,
    };
    match found {
        Some(other) if other.id == from => {
            Err(broken("/lesson", "not_allowed", "Name another lesson: this one says itself what it says."))
        }
        Some(other) => Ok(other),
        None => Err(broken("/lesson", "unknown_lesson", "There is no such lesson. Give its id or its slug.")),
    }
}

/// A line for the audit log with its moment. A link is of the same moment as the line of who made it: so it is known
/// whose it is.
fn audit(ctx: &Context, caller: &Caller, action: Action, from: LessonId) -> (NewAudit, DateTime<Utc>) {
    let at = ctx.now();
    let line = caller.audit(ctx, action, (ThingKind::Lesson, from.as_uuid()), vec!["links"]);
    (NewAudit { at, ..line }, at)
}

/// Takes back how a lesson bears on another. One whose place it took holds again.
///
/// # Errors
/// [`Error::Missing`] when there is no such lesson or link; when the caller may not or the database fails.
pub async fn delete_lesson_link(ctx: &Context, caller: Caller, lesson: &LessonRef, other: &LessonRef) -> Result<()> {
    authorise(&caller.actor, Action::DeleteLessonLink)?;
    let pair = Pair { from: named(ctx.db(), lesson).await?, to: named(ctx.db(), other).await? };
    let (audit, at) = audit(ctx, &caller, Action::DeleteLessonLink, pair.from.id);
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                pair.alone(tx).await?;
                let Some(link) = store::lessons::links::find(tx, pair.from.id, pair.to.id).await? else {
                    let (from, to) = (&pair.from.slug, &pair.to.slug);
                    return Err(Error::Missing(format!("Nobody has said that '{from}' bears on '{to}'.")));
                };
                remove(tx, &link, &pair, at).await?;
                store::audit::append(tx, audit).await?;
                Ok::<_, Error>(())
            })
        })
        .await
}

async fn remove(tx: &Tx<'_>, link: &Link, pair: &Pair, at: DateTime<Utc>) -> Result<()> {
    store::lessons::links::delete(tx, link.from, link.to).await?;
    let replaced = store::lessons::links::superseded_by(tx, link.to).await?;
    if link.kind == LessonLinkKind::Supersedes && replaced == Some(link.from) {
        store::lessons::links::set_superseded(tx, link.to, None).await?;
    }
    pair.touch(tx, at).await
}

/// Takes a link back, whoever has made it, and tells of both lessons.
pub(crate) async fn take_back_link(tx: &Tx<'_>, link: &Link, at: DateTime<Utc>) -> Result<()> {
    let (from, to) = (named(tx, &LessonRef::Id(link.from)).await?, named(tx, &LessonRef::Id(link.to)).await?);
    let pair = Pair { from, to };
    pair.alone(tx).await?;
    remove(tx, link, &pair, at).await
}

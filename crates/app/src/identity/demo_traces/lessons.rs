//! Lessons: what accounts for demonstration reported of them, linked and published. Their drafts go with them.

use super::{DemoTrace, TakingBack};
use crate::Result;
use crate::lessons::{take_back_link, take_back_outcome, tell_lesson};
use domain::lessons::{LessonDraft, LessonName, LessonRef};
use domain::live::{ChangeAction, ThingKind};
use domain::policy::Action;
use ids::{LessonId, LessonOutcomeId};
use store::drafting::Drafts as _;

impl TakingBack<'_, '_> {
    /// Takes a city's report back that they made, unless somebody else has worked on it.
    pub(super) async fn outcome(&mut self, id: LessonOutcomeId) -> Result<()> {
        let Some(report) = store::lessons::outcomes::get(self.tx, id).await? else { return Ok(()) };
        let Some(lesson) = self.lesson_named(report.lesson_id).await? else { return Ok(()) };
        let changed = store::audit::history(self.tx, id.as_uuid(), Action::UpdateLessonOutcome).await?;
        if changed.iter().any(|line| !self.demo.did(line)) {
            return Ok(());
        }
        self.tx.alone_with(lesson.id.as_uuid()).await?;
        take_back_outcome(self.tx, &report, &lesson, self.ctx.now()).await?;
        self.audit((ThingKind::LessonOutcome, id.as_uuid()), vec!["*"]).await?;
        self.removed.taken_back.push(DemoTrace::Outcome(id));
        Ok(())
    }

    /// Takes back how a lesson bears on others, where they said it.
    pub(super) async fn links(&mut self, from: LessonId) -> Result<()> {
        let said = store::audit::history(self.tx, from.as_uuid(), Action::CreateLessonLink).await?;
        for link in store::lessons::links::of(self.tx, from).await? {
            // A link is of the same moment as the line of who made it.
            let theirs = said.iter().any(|line| line.at == link.at && self.demo.did(line));
            if link.from != from || !theirs {
                continue;
            }
            take_back_link(self.tx, &link, self.ctx.now()).await?;
            self.audit((ThingKind::Lesson, from.as_uuid()), vec!["links"]).await?;
            self.removed.taken_back.push(DemoTrace::Link(link.from, link.to));
        }
        Ok(())
    }

    /// Removes a lesson that they wrote and published, unless anything of somebody else hangs on it.
    pub(super) async fn lesson(&mut self, id: LessonId) -> Result<()> {
        let Some(lesson) = self.lesson_named(id).await? else { return Ok(()) };
        self.tx.alone_with(id.as_uuid()).await?;
        let published = store::audit::history(self.tx, id.as_uuid(), Action::CreateLessonDraftDecision).await?;
        let is_new = published.first().is_some_and(|line| line.fields.iter().any(|field| field == "*"));
        let authors = store::lessons::authors(self.tx, id).await?;
        let theirs = published.iter().all(|line| self.demo.did(line))
            && authors.iter().all(|author| self.demo.accounts.contains(author));
        if !is_new || !theirs || self.is_used(id).await? {
            return Ok(());
        }
        store::lessons::revisions::delete_lesson(self.tx, id).await?;
        tell_lesson(self.tx, (id, &lesson.slug), (ChangeAction::Deleted, 1), self.ctx.now());
        self.audit((ThingKind::Lesson, id.as_uuid()), vec!["*"]).await?;
        self.removed.taken_back.push(DemoTrace::Lesson(lesson.slug));
        Ok(())
    }

    /// Whether others have tried a lesson, linked it, or write about changing it.
    async fn is_used(&self, id: LessonId) -> Result<bool> {
        Ok(store::lessons::outcomes::count(self.tx, id).await? > 0
            || store::lessons::links::count(self.tx, id).await? > 0
            || LessonDraft::are_of(self.tx, id, &self.demo.accounts).await?)
    }

    async fn lesson_named(&self, id: LessonId) -> Result<Option<LessonName>> {
        Ok(store::lessons::name(self.tx, &LessonRef::Id(id)).await?)
    }
}

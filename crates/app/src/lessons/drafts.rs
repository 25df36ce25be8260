//! Drafts of lessons: by which rules they are written, and how one becomes a lesson, or the next revision of one.

use super::{PAGES, check_keys, written};
use crate::drafting::{Actions, Drafted, Happened, Names, News, Published};
use crate::{Caller, Context, Error, Result, names};
use chrono::{DateTime, Utc};
use contract::Fault;
use domain::drafting::DraftComment;
use domain::lessons::{DraftSummary, LessonContent, LessonDraft, LessonDraftUpdate, NewLessonDraft};
use domain::live::{ChangeAction, ThingKind};
use domain::policy::{Action, Scope};
use ids::{LessonDraftId, LessonId};
use mailer::Letter;
use store::drafting::DraftKey;
use store::{NewChange, Shared, Tx};

impl Drafted for LessonDraft {
    type New = NewLessonDraft;
    type Update = LessonDraftUpdate;

    const KIND: ThingKind = ThingKind::LessonDraft;
    const ACTIONS: Actions = Actions {
        create: Action::CreateLessonDraft,
        list: Action::ListLessonDrafts,
        get: Action::GetLessonDraft,
        update: Action::UpdateLessonDraft,
        delete: Action::DeleteLessonDraft,
        add_author: Action::AddLessonDraftAuthor,
        remove_author: Action::RemoveLessonDraftAuthor,
        comment: Action::CreateLessonDraftComment,
        submit: Action::CreateLessonDraftSubmission,
        decide: Action::CreateLessonDraftDecision,
    };
    const NAMES: Names = Names { of: "lesson", number: "revision", pages: "lessons" };
    const SHARED: Shared = Shared::Lessons;

    fn new_id(unix_ms: u64) -> LessonDraftId {
        LessonDraftId::generate(unix_ms)
    }

    fn id(&self) -> LessonDraftId {
        self.id
    }

    fn listed(summary: &DraftSummary) -> LessonDraftId {
        summary.id
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn content(&self) -> &LessonContent {
        &self.content
    }

    fn title(&self) -> &str {
        &self.content.title
    }

    fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }

    fn comments(&mut self) -> &mut Vec<DraftComment> {
        &mut self.comments
    }

    fn of(&self) -> Option<(&str, &str)> {
        self.lesson.as_ref().map(|lesson| (lesson.slug.as_str(), lesson.title.as_str()))
    }

    fn wanted(new: NewLessonDraft) -> (Option<String>, Option<LessonContent>) {
        (new.lesson, new.content)
    }

    fn said(update: LessonDraftUpdate) -> (LessonContent, Option<i32>) {
        (update.content, update.base)
    }

    fn missing(content: &LessonContent) -> Vec<(String, &'static str)> {
        content.missing().into_iter().map(|(pointer, message)| (pointer.to_owned(), message)).collect()
    }

    fn letter(News { name, title: lesson, link, what }: News) -> Letter {
        match what {
            Happened::Submitted(person) => Letter::LessonSubmitted { name, person, lesson, link },
            Happened::Published => Letter::LessonPublished { name, lesson, link },
            Happened::Returned(reason) => Letter::LessonReturned { name, lesson, reason, link },
            Happened::AuthorAdded(person) => Letter::LessonAuthorAdded { name, person, lesson, link },
        }
    }

    async fn check(ctx: &Context, content: &LessonContent) -> Result<Vec<Fault>> {
        check_keys(ctx, content, "/content").await
    }

    async fn published(ctx: &Context, name: &str) -> Result<Option<Published<Self>>> {
        let Ok(reference) = name.parse() else { return Ok(None) };
        let found = store::lessons::get(ctx.db(), Scope::Public, &reference).await?;
        Ok(found.map(|lesson| (lesson.id, lesson.revision, lesson.content)))
    }

    async fn newest(tx: &Tx<'_>, of: LessonId) -> Result<i32> {
        Ok(store::lessons::revisions::newest(tx, of).await?)
    }

    async fn publish(
        (ctx, tx, caller): (&Context, &Tx<'_>, &Caller),
        before: &DraftKey<Self>,
        draft: Self,
        change: Option<String>,
    ) -> Result<LessonId> {
        let at = ctx.now();
        let Place { id, slug, digest, action } = Place::of(ctx, tx, &draft).await?;
        let written = written(tx, (id, slug.clone()), draft.content, digest).await?;
        let version = store::lessons::put(tx, &written, change, &before.authors(), at).await?;
        tell_lesson(tx, (id, &slug), (action, version), at);
        let fields = vec![if action == ChangeAction::Created { "*" } else { "content" }];
        let thing = (ThingKind::Lesson, id.as_uuid());
        store::audit::append(tx, caller.audit(ctx, Action::CreateLessonDraftDecision, thing, fields)).await?;
        Ok(id)
    }
}

/// Where a draft goes when it is published.
struct Place {
    id: LessonId,
    slug: String,
    /// A lesson that was loaded stays known as such, and as revised: no load puts its row in the place of what people say.
    digest: String,
    action: ChangeAction,
}

impl Place {
    async fn of(ctx: &Context, tx: &Tx<'_>, draft: &LessonDraft) -> Result<Self> {
        if let Some(lesson) = &draft.lesson {
            let loaded = !store::lessons::revisions::digest(tx, lesson.id).await?.is_empty();
            let digest = if loaded { store::lessons::REVISED.to_owned() } else { String::new() };
            let (id, slug) = (lesson.id, lesson.slug.clone());
            return Ok(Self { id, slug, digest, action: ChangeAction::Updated });
        }
        let id = LessonId::generate(ctx.unix_ms());
        let slug = free_slug(tx, &draft.content.title, id).await?;
        Ok(Self { id, slug, digest: String::new(), action: ChangeAction::Created })
    }
}

/// A slug that no lesson has: that of the title, or with a number behind it.
async fn free_slug(tx: &Tx<'_>, title: &str, id: LessonId) -> Result<String> {
    for slug in names::slugs(title, "lesson", &PAGES, id.as_uuid()) {
        if !store::lessons::slug_is_taken(tx, &slug).await? {
            return Ok(slug);
        }
    }
    Err(Error::Internal("no name in addresses is free".to_owned()))
}

/// Tells everyone that a lesson, or what is shown with it, changed.
pub(crate) fn tell_lesson(
    tx: &Tx<'_>,
    (id, slug): (LessonId, &str),
    (action, version): (ChangeAction, i64),
    at: DateTime<Utc>,
) {
    tx.tell(NewChange {
        at,
        kind: ThingKind::Lesson,
        id: id.as_uuid(),
        slug: Some(slug.to_owned()),
        action,
        version,
        audience: None,
    });
}

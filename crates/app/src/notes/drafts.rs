//! Drafts of notes: by which rules they are written, and how one becomes a note, or the next version of one.

use super::PAGES;
use super::written::{check_names, preview, written};
use crate::drafting::{Actions, Drafted, Happened, Names, News, Published};
use crate::{Caller, Context, Error, Result, names};
use chrono::{DateTime, Utc};
use contract::Fault;
use domain::drafting::DraftComment;
use domain::live::{ChangeAction, ThingKind};
use domain::notes::{NewNoteDraft, NoteContent, NoteDraft, NoteDraftSummary, NoteDraftUpdate};
use domain::policy::{Action, Scope};
use ids::{NoteDraftId, NoteId};
use mailer::Letter;
use store::drafting::DraftKey;
use store::{NewChange, Shared, Source, Tx};

impl Drafted for NoteDraft {
    type New = NewNoteDraft;
    type Update = NoteDraftUpdate;

    const KIND: ThingKind = ThingKind::NoteDraft;
    const ACTIONS: Actions = Actions {
        create: Action::CreateNoteDraft,
        list: Action::ListNoteDrafts,
        get: Action::GetNoteDraft,
        update: Action::UpdateNoteDraft,
        delete: Action::DeleteNoteDraft,
        add_author: Action::AddNoteDraftAuthor,
        remove_author: Action::RemoveNoteDraftAuthor,
        comment: Action::CreateNoteDraftComment,
        submit: Action::CreateNoteDraftSubmission,
        decide: Action::CreateNoteDraftDecision,
    };
    const NAMES: Names = Names { of: "note", number: "version", pages: "notes" };
    const SHARED: Shared = Shared::Notes;

    fn new_id(unix_ms: u64) -> NoteDraftId {
        NoteDraftId::generate(unix_ms)
    }

    fn id(&self) -> NoteDraftId {
        self.id
    }

    fn listed(summary: &NoteDraftSummary) -> NoteDraftId {
        summary.id
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn content(&self) -> &NoteContent {
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
        self.note.as_ref().map(|note| (note.slug.as_str(), note.title.as_str()))
    }

    fn wanted(new: NewNoteDraft) -> (Option<String>, Option<NoteContent>) {
        (new.note, new.content)
    }

    fn said(update: NoteDraftUpdate) -> (NoteContent, Option<i32>) {
        (update.content, update.base)
    }

    fn missing(content: &NoteContent) -> Vec<(String, &'static str)> {
        content.missing()
    }

    fn letter(News { name, title: note, link, what }: News) -> Letter {
        match what {
            Happened::Submitted(person) => Letter::NoteSubmitted { name, person, note, link },
            Happened::Published => Letter::NotePublished { name, note, link },
            Happened::Returned(reason) => Letter::NoteReturned { name, note, reason, link },
            Happened::AuthorAdded(person) => Letter::NoteAuthorAdded { name, person, note, link },
        }
    }

    async fn check(ctx: &Context, content: &NoteContent) -> Result<Vec<Fault>> {
        check_names(ctx, content, "/content").await
    }

    async fn published(ctx: &Context, name: &str) -> Result<Option<Published<Self>>> {
        let Ok(reference) = name.parse() else { return Ok(None) };
        let found = store::notes::get(ctx.db(), Scope::Public, &reference).await?;
        Ok(found.map(|note| (note.id, note.number, note.content)))
    }

    async fn newest(tx: &Tx<'_>, of: NoteId) -> Result<i32> {
        Ok(store::notes::number(tx, of).await?)
    }

    async fn publish(
        (ctx, tx, caller): (&Context, &Tx<'_>, &Caller),
        before: &DraftKey<Self>,
        draft: Self,
        change: Option<String>,
    ) -> Result<NoteId> {
        let at = ctx.now();
        let (id, slug, action) = place(ctx, tx, &draft).await?;
        let written = written(tx, (id, slug.clone()), draft.content).await?;
        let version = store::notes::put(tx, &written, change, &before.authors(), at).await?;
        tell_note(tx, (id, &slug), (action, version), at);
        let fields = vec![if action == ChangeAction::Created { "*" } else { "content" }];
        let thing = (ThingKind::Note, id.as_uuid());
        store::audit::append(tx, caller.audit(ctx, Action::CreateNoteDraftDecision, thing, fields)).await?;
        Ok(id)
    }

    async fn rendered(mut self, source: &impl Source) -> Result<Self> {
        self.preview = preview(source, &self.content).await?;
        Ok(self)
    }
}

/// Where a draft goes when it is published.
async fn place(ctx: &Context, tx: &Tx<'_>, draft: &NoteDraft) -> Result<(NoteId, String, ChangeAction)> {
    if let Some(note) = &draft.note {
        return Ok((note.id, note.slug.clone(), ChangeAction::Updated));
    }
    let id = NoteId::generate(ctx.unix_ms());
    // One that began as a topic of the reference data keeps the name that this has there.
    let topic = store::notes::topics::slug_of(tx, draft.id).await?;
    let title = topic.as_deref().unwrap_or(&draft.content.title);
    for slug in names::slugs(title, "note", &PAGES, id.as_uuid()) {
        if !store::notes::slug_is_taken(tx, &slug).await? {
            return Ok((id, slug, ChangeAction::Created));
        }
    }
    Err(Error::Internal("no name in addresses is free".to_owned()))
}

/// Tells everyone that a note changed.
pub(crate) fn tell_note(
    tx: &Tx<'_>,
    (id, slug): (NoteId, &str),
    (action, version): (ChangeAction, i64),
    at: DateTime<Utc>,
) {
    tx.tell(NewChange {
        at,
        kind: ThingKind::Note,
        id: id.as_uuid(),
        slug: Some(slug.to_owned()),
        action,
        version,
        audience: None,
    });
}

//! What is written to who writes a lesson, and to those who review it.

use crate::identity::letters::{page, queue};
use crate::memberships::recipient;
use crate::{Context, Result};
use domain::lessons::{LessonDraft, LessonName};
use domain::policy::Role;
use ids::AccountId;
use mailer::Letter;
use store::{Source, Tx};

/// Most people who are written to about one draft.
const REVIEWERS: u64 = 20;

/// Who reviews: the network's editors, and never who writes it.
pub(super) async fn reviewers(source: &impl Source, author: AccountId) -> Result<Vec<AccountId>> {
    let editors = store::identity::holders(source, Role::Editor, REVIEWERS).await?;
    Ok(editors.into_iter().filter(|editor| *editor != author).collect())
}

fn draft_page(ctx: &Context, draft: &LessonDraft) -> String {
    page(ctx, &format!("lessons/drafts/{}", draft.id))
}

/// A draft was sent to review: those who review hear of it.
pub(super) async fn submitted(ctx: &Context, tx: &Tx<'_>, draft: &LessonDraft) -> Result<()> {
    let Some(author) = draft.authors.first() else { return Ok(()) };
    for reviewer in reviewers(tx, author.id).await? {
        let Some(to) = recipient(tx, reviewer).await? else { continue };
        let letter = Letter::LessonSubmitted {
            name: to.name.clone(),
            person: author.name.clone(),
            lesson: draft.content.title.clone(),
            link: draft_page(ctx, draft),
        };
        queue(ctx, tx, &to, letter).await?;
    }
    Ok(())
}

/// A draft was published: who writes it hears where it stands.
pub(super) async fn published(
    ctx: &Context,
    tx: &Tx<'_>,
    draft: &LessonDraft,
    lesson: Option<&LessonName>,
) -> Result<()> {
    let (Some(author), Some(lesson)) = (draft.authors.first(), lesson) else { return Ok(()) };
    let Some(to) = recipient(tx, author.id).await? else { return Ok(()) };
    let link = page(ctx, &format!("lessons/{}", lesson.slug));
    let letter = Letter::LessonPublished { name: to.name.clone(), lesson: lesson.title.clone(), link };
    queue(ctx, tx, &to, letter).await
}

/// A draft was given back: who writes it hears why.
pub(super) async fn returned(ctx: &Context, tx: &Tx<'_>, draft: &LessonDraft) -> Result<()> {
    let Some(author) = draft.authors.first() else { return Ok(()) };
    let Some(to) = recipient(tx, author.id).await? else { return Ok(()) };
    let letter = Letter::LessonReturned {
        name: to.name.clone(),
        lesson: draft.content.title.clone(),
        reason: draft.reason.clone().unwrap_or_default(),
        link: draft_page(ctx, draft),
    };
    queue(ctx, tx, &to, letter).await
}

//! Beginning a change of a lesson that everyone can read, or going on with the one that was begun.

use super::addresses::draft;
use crate::address::{own_address, parts};
use crate::drafting::Beginning;
use crate::lessons::addresses::{lesson, lesson_edit, lesson_slug, lessons};
use crate::messages::{Key, t};
use crate::missing::Missing;
use crate::parts::{Answer, Broken, Skeleton};
use crate::state::{Remote, Stage, api};
use client::{Client, Error, IdempotencyKey};
use domain::drafting::{DraftQuery, DraftStatus};
use domain::lessons::{DraftSummary, Lesson, LessonRef, NewLessonDraft};
use leptos::prelude::*;

/// So many of one's own drafts are looked through for one of the lesson.
const LOOKED_THROUGH: u32 = 100;

fn is_edit_page(path: &str) -> bool {
    lesson_slug(path).is_some_and(|slug| path == lesson_edit(slug))
}

/// The lesson, and one's own draft of it where there is one; `None` where there is no such lesson.
async fn find(client: &Client, slug: &str) -> Result<Option<(Lesson, Option<DraftSummary>)>, Error> {
    let Ok(name) = slug.parse::<LessonRef>() else { return Ok(None) };
    let found = match client.get_lesson(&name).await {
        Err(error) if error.status() == Some(404) => return Ok(None),
        answer => answer?,
    };
    let statuses = vec![DraftStatus::Writing, DraftStatus::Returned, DraftStatus::InReview];
    let query = DraftQuery { statuses, own: true, limit: Some(LOOKED_THROUGH), ..DraftQuery::default() };
    let is_of_it = |draft: &DraftSummary| draft.lesson.as_ref().is_some_and(|lesson| lesson.id == found.id);
    let begun = client.list_lesson_drafts(&query).await?.items.into_iter().find(is_of_it);
    Ok(Some((found, begun)))
}

/// The page.
#[component]
pub(super) fn EditPage() -> impl IntoView {
    let own = own_address(is_edit_page);
    let slug = Memo::new(move |_| own.with(|own| lesson_slug(parts(own).0).unwrap_or_default().to_owned()));
    let client = api();
    let found = Remote::new(
        move || Some(slug.get()),
        move |slug| {
            let client = client.clone();
            async move { find(&client, &slug).await }
        },
    );
    move || match (found.stage(), found.get()) {
        (Stage::Ready, Some(Some((lesson, begun)))) => beginning(lesson, begun),
        (Stage::Ready, _) => view! { <Missing/> }.into_any(),
        (Stage::Failed, _) => {
            let error = Signal::derive(move || found.error());
            view! { <Broken title=Key::DraftEdit error retry=move || found.retry()/> }.into_any()
        }
        (Stage::Pending, _) => view! { <div class="page narrow"><Skeleton lines=5 heading=true/></div> }.into_any(),
    }
}

fn begin(client: Client, key: IdempotencyKey, slug: String) -> Answer<String> {
    let new = NewLessonDraft { lesson: Some(slug), content: None };
    Box::pin(async move { client.create_lesson_draft(&key, &new).await.map(|begun| draft(&begun.id.to_string())) })
}

fn beginning(lesson: Lesson, begun: Option<DraftSummary>) -> AnyView {
    let (title, slug) = (lesson.content.title, lesson.slug);
    let above = vec![(lessons(), t(Key::LessonsTitle).to_owned()), (self::lesson(&slug), title.clone())];
    let begun = begun.map(|begun| draft(&begun.id.to_string()));
    view! { <Beginning title above begun word=Key::DraftEditBegun slug begin/> }.into_any()
}

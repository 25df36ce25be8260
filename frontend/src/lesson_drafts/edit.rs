//! Beginning a change of a lesson that everyone can read, or going on with the one that was begun.

use super::addresses::draft;
use super::new::use_go_on;
use crate::address::{own_address, parts};
use crate::lessons::addresses::{lesson, lesson_edit, lesson_slug, lessons};
use crate::messages::{Key, fill, t};
use crate::missing::Missing;
use crate::parts::{Answer, Broken, Crumbs, Deed, Failure, Skeleton, use_page};
use crate::state::{Remote, Stage, api};
use client::{Client, Error, IdempotencyKey};
use domain::lessons::{DraftQuery, DraftStatus, DraftSummary, Lesson, LessonDraft, LessonRef, NewLessonDraft};
use leptos::prelude::*;
use ui::{Banner, Button, Link, Rank, Tone};

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
        (Stage::Ready, Some(Some((lesson, begun)))) => view! { <Beginning lesson begun/> }.into_any(),
        (Stage::Ready, _) => view! { <Missing/> }.into_any(),
        (Stage::Failed, _) => {
            let error = Signal::derive(move || found.error());
            view! { <Broken title=Key::DraftEdit error retry=move || found.retry()/> }.into_any()
        }
        (Stage::Pending, _) => view! { <div class="page narrow"><Skeleton lines=5 heading=true/></div> }.into_any(),
    }
}

#[component]
fn Beginning(lesson: Lesson, begun: Option<DraftSummary>) -> impl IntoView {
    use_page(|| Some(t(Key::DraftEdit).to_owned()));
    let (title, slug) = (lesson.content.title, lesson.slug);
    let above = vec![(lessons(), t(Key::LessonsTitle).to_owned()), (self::lesson(&slug), title.clone())];
    let content = match begun {
        Some(begun) => view! {
            <Banner tone=Tone::Info word=t(Key::DraftEditBegun)>
                <p class="acts">
                    <Link rank=Rank::Primary href=draft(&begun.id.to_string())>{t(Key::DraftEditGoOn)}</Link>
                </p>
            </Banner>
        }
        .into_any(),
        None => view! { <Begin slug/> }.into_any(),
    };
    view! {
        <div class="page narrow">
            <Crumbs above here=t(Key::DraftEdit)/>
            <h1 tabindex="-1">{t(Key::DraftEdit)}</h1>
            <p class="lede">{fill(Key::DraftEditLede, &[("title", &title)])}</p>
            {content}
        </div>
    }
}

/// The button that begins a change.
#[component]
fn Begin(slug: String) -> impl IntoView {
    let (deed, go_on) = (Deed::new(), use_go_on());
    let (slug, key) = (StoredValue::new(slug), StoredValue::new(IdempotencyKey::generate()));
    let begin = move || {
        let new = NewLessonDraft { lesson: Some(slug.get_value()), content: None };
        let (key, go_on) = (key.get_value(), go_on.clone());
        let call = move |client: Client| -> Answer<LessonDraft> {
            let (key, new) = (key.clone(), new.clone());
            Box::pin(async move { client.create_lesson_draft(&key, &new).await })
        };
        deed.run(call, move |begun| go_on(&begun));
    };
    let again = begin.clone();
    view! {
        <p class="acts"><Button rank=Rank::Primary on_press=move |()| begin()>{t(Key::DraftEditBegin)}</Button></p>
        <Failure error=deed.failure retry=again/>
    }
}

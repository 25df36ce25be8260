//! What a draft changes in a lesson that everyone can read, field by field.

use crate::lessons::Change;
use crate::lessons::addresses::lesson;
use crate::messages::{Key, t};
use crate::parts::{Load, Skeleton};
use crate::state::{Remote, api};
use domain::lessons::{Lesson, LessonContent, LessonName, LessonRef, diff};
use leptos::prelude::*;

/// The changes.
#[component]
pub(super) fn Changes(
    /// The published lesson.
    of: LessonName,
    /// What the draft says.
    content: LessonContent,
) -> impl IntoView {
    let client = api();
    let (id, href) = (of.id, lesson(&of.slug));
    let published = Remote::new(
        || Some(()),
        move |()| {
            let client = client.clone();
            async move { client.get_lesson(&LessonRef::Id(id)).await }
        },
    );
    let show = move |published: Lesson| {
        let changes = diff(&published.content, &content);
        if changes.is_empty() {
            return view! { <p class="muted">{t(Key::DraftDiffNone)}</p> }.into_any();
        }
        changes.into_iter().map(|change| view! { <Change change/> }).collect_view().into_any()
    };
    view! {
        <section class="part">
            <h2>{t(Key::DraftDiff)}</h2>
            <p>{t(Key::DraftDiffText)} " " <a href=href>{of.title}</a></p>
            <Load remote=published skeleton=|| view! { <Skeleton lines=6/> }.into_any() show/>
        </section>
    }
}

//! Writing a draft: everything on one page, saved while one writes, with what is missing beside it.

use super::addresses::drafts;
use super::duplicates::Duplicates;
use super::one::Above;
use super::sections::Sections;
use super::work::{Lessons, Work};
use crate::drafting::{Acts, Authors, Comments, Missing, Overtaken, Returned, Sent, Stale, Summary};
use crate::lessons::addresses::new_lesson;
use crate::messages::{Key, fill, t};
use crate::parts::{Failure, QuestionDialog, Questions, use_page};
use domain::lessons::LessonDraft;
use leptos::prelude::*;

/// What a draft is called above its form.
fn title(draft: &LessonDraft) -> String {
    match &draft.lesson {
        Some(lesson) => fill(Key::DraftChangeTitle, &[("title", &lesson.title)]),
        None => t(Key::DraftTitle).to_owned(),
    }
}

/// The form, and what happens next once the draft is on its way.
#[component]
pub(super) fn Capture(
    /// A draft that one writes, which is open.
    draft: LessonDraft,
) -> impl IntoView {
    let sent = RwSignal::new(false);
    let title = title(&draft);
    let work = Work::of(draft);
    use_page({
        let title = title.clone();
        move || Some(if sent.get() { t(Key::DraftSent).to_owned() } else { title.clone() })
    });
    move || {
        if sent.get() {
            return view! { <Sent drafts=drafts() another=(new_lesson(), Key::DraftsNew)/> }.into_any();
        }
        view! { <Writing work sent title=title.clone()/> }.into_any()
    }
}

#[component]
fn Writing(work: Work, sent: RwSignal<bool>, title: String) -> impl IntoView {
    let questions = Questions::new();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if work.is_right() {
            work.save();
        }
    };
    let failure = work.deed.failure;
    let words = Signal::derive(move || work.written.with(|written| written.content.title.clone()));
    let except = work.draft.with_untracked(|draft| draft.lesson.as_ref().map(|lesson| lesson.slug.clone()));
    view! {
        <div class="page">
            <Above here=title.clone()/>
            <h1 tabindex="-1">{title}</h1>
            <p class="lede">{t(Key::DraftLede)}</p>
            <Returned work/>
            <Stale work/>
            <Overtaken kind=Lessons draft=work.draft work/>
            <div class="capture">
                <form class="form" novalidate on:submit=submit>
                    <Summary work/>
                    <Sections work><Duplicates text=words except/></Sections>
                    <Failure error=failure retry=move || work.save()/>
                    <Acts work questions sent later=drafts()/>
                </form>
                <div class="capture-side">
                    <Missing work/>
                    <Authors work drafts=drafts()/>
                    <Comments kind=Lessons draft=work.draft linked=true/>
                </div>
            </div>
            <QuestionDialog questions/>
        </div>
    }
}

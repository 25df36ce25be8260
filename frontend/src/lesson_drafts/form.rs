//! Writing a draft: everything on one page, saved while one writes, with what is missing beside it.

use super::addresses::drafts;
use super::comments::Comments;
use super::duplicates::Duplicates;
use super::field::{at, entrance};
use super::missing::{Missing, is_whole};
use super::one::Above;
use super::sections::Sections;
use super::work::{SUMMARY, Saving, Work, said};
use crate::browser::focus_id;
use crate::lessons::addresses::new_lesson;
use crate::messages::{Key, fill, t};
use crate::parts::{Answer, Failure, Question, QuestionDialog, Questions, use_new_heading, use_page};
use domain::lessons::{DraftStatus, LessonDraft};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use std::rc::Rc;
use ui::{Banner, Button, Link, Rank, Tone};

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
    /// One's own draft, which is open.
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
            return view! { <Sent/> }.into_any();
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
            <div class="capture">
                <form class="form" novalidate on:submit=submit>
                    <Summary work/>
                    <Sections work><Duplicates text=words except/></Sections>
                    <Failure error=failure retry=move || work.save()/>
                    <Acts work questions sent/>
                </form>
                <div class="capture-side">
                    <Missing work/>
                    <Comments draft=work.draft linked=true/>
                </div>
            </div>
            <QuestionDialog questions/>
        </div>
    }
}

/// Why it was given back.
#[component]
fn Returned(work: Work) -> impl IntoView {
    let reason = Memo::new(move |_| {
        work.draft.with(|draft| draft.reason.clone().filter(|_| draft.status == DraftStatus::Returned))
    });
    move || {
        reason.get().map(|reason| {
            view! {
                <Banner tone=Tone::Warn word=t(Key::DraftReturned)>
                    <p class="said">{reason}</p>
                    <p>{t(Key::DraftReturnedText)}</p>
                </Banner>
            }
        })
    }
}

/// Somebody else was faster, perhaps oneself elsewhere: what is written stays until one asks for the newer version.
#[component]
fn Stale(work: Work) -> impl IntoView {
    let stale = Memo::new(move |_| work.saving.get() == Saving::Stale);
    move || {
        stale.get().then(|| {
            view! {
                <Banner tone=Tone::Warn fresh=true word=t(Key::DraftStale)>
                    <p>{t(Key::DraftStaleText)}</p>
                    <p class="acts">
                        <Button on_press=move |()| work.look_again(true)>{t(Key::DraftNewer)}</Button>
                        <Button on_press=move |()| work.look_again(false)>{t(Key::DraftMine)}</Button>
                    </p>
                </Banner>
            }
        })
    }
}

/// All faults at once, each a link to where one writes it.
#[component]
fn Summary(work: Work) -> impl IntoView {
    let lines = move || {
        let line = |fault: contract::Fault| {
            let label = at(&fault.pointer).map_or("", |field| t(field.label));
            let id = entrance(&fault.pointer);
            let href = ["#", &id].concat();
            let follow = move |event: web_sys::MouseEvent| {
                event.prevent_default();
                focus_id(&id);
            };
            view! { <li><a href=href on:click=follow>{label} " — " {said(&fault)}</a></li> }
        };
        work.faults.get().into_iter().map(line).collect_view()
    };
    let any = Memo::new(move |_| work.tried.get() && work.faults.with(|faults| !faults.is_empty()));
    move || {
        any.get().then(|| {
            view! {
                <Banner tone=Tone::Bad fresh=true heading=true id=SUMMARY word=t(Key::ReportFaults)>
                    <ul class="bullets">{lines}</ul>
                </Banner>
            }
        })
    }
}

/// Sends the draft to review, where nothing is wrong or missing.
fn submit(work: Work, questions: Questions, sent: RwSignal<bool>) {
    if !work.is_right() || !is_whole(work) {
        return;
    }
    let id = work.draft.with_untracked(|draft| draft.id);
    work.save_then(Box::new(move || {
        questions.ask(Question {
            title: t(Key::DraftSendQuestion).to_owned(),
            text: t(Key::DraftSendText).to_owned(),
            button: Key::DraftSend,
            reason: false,
            act: Rc::new(move |client, _| -> Answer<()> {
                Box::pin(async move { client.create_lesson_draft_submission(id).await.map(|_| ()) })
            }),
            done: Rc::new(move || sent.set(true)),
        });
    }));
}

#[component]
fn Acts(work: Work, questions: Questions, sent: RwSignal<bool>) -> impl IntoView {
    let navigate = use_navigate();
    let later = move |()| {
        let navigate = navigate.clone();
        if work.is_right() {
            work.save_then(Box::new(move || navigate(&drafts(), Default::default())));
        }
    };
    let state = move || {
        t(match work.saving.get() {
            Saving::Saved => Key::DraftSaved,
            Saving::Waiting => Key::DraftWaiting,
            Saving::Running => Key::DraftSaving,
            Saving::Wrong => Key::DraftWrong,
            Saving::Stale => Key::DraftStale,
            Saving::Failed => Key::DraftFailed,
        })
    };
    view! {
        <div class="capture-acts">
            <p class="small muted">{state}</p>
            <p class="acts">
                <Button rank=Rank::Primary on_press=move |()| submit(work, questions, sent)>{t(Key::DraftSend)}</Button>
                <Button on_press=later>{t(Key::DraftLater)}</Button>
            </p>
        </div>
    }
}

/// What happens next.
#[component]
fn Sent() -> impl IntoView {
    use_new_heading();
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{t(Key::DraftSent)}</h1>
            <p class="lede">{t(Key::DraftSentText)}</p>
            <p class="acts">
                <Link rank=Rank::Primary href=drafts()>{t(Key::DraftSentSee)}</Link>
                <Link rank=Rank::Plain href=new_lesson()>{t(Key::DraftsNew)}</Link>
            </p>
        </div>
    }
}

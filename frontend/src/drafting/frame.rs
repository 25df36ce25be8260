//! What stands around the fields of a draft: why it came back, who was faster, what is wrong, and what to do next.

use super::authors::use_leads;
use super::work::{SUMMARY, Saving};
use super::{Drafted, Work, at, is_whole};
use crate::browser::focus_id;
use crate::messages::{Key, fill, t};
use crate::parts::{Question, Questions, use_new_heading};
use domain::drafting::DraftStatus;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use std::rc::Rc;
use ui::{Banner, Button, Link, Rank, Tone};

/// A section of the form with its heading.
#[component]
pub(crate) fn Section(
    /// Its heading.
    title: Key,
    /// Its fields.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="part">
            <h2>{t(title)}</h2>
            {children()}
        </section>
    }
}

/// Why it was given back.
#[component]
pub(crate) fn Returned<K: Drafted>(
    /// The draft.
    work: Work<K>,
) -> impl IntoView {
    let reason = Memo::new(move |_| {
        work.draft.with(|draft| K::reason(draft).filter(|_| K::status(draft) == DraftStatus::Returned))
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
pub(crate) fn Stale<K: Drafted>(
    /// The draft.
    work: Work<K>,
) -> impl IntoView {
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

/// What is published has moved on since the draft was begun: what to do before it can be published.
#[component]
pub(crate) fn Overtaken<K: Drafted>(
    /// The kind of draft.
    kind: K,
    /// The draft.
    draft: RwSignal<K::Draft>,
    /// The draft to write in; without, it is only told.
    #[prop(optional)]
    work: Option<Work<K>>,
) -> impl IntoView {
    let _: K = kind;
    let number = Memo::new(move |_| draft.with(K::overtaken));
    move || {
        number.get().map(|number| {
            let text = if work.is_some() { Key::DraftOvertakenText } else { Key::DraftOvertakenReview };
            let see = draft.with_untracked(K::published).map(|href| {
                view! { <Link rank=Rank::Plain href>{t(Key::DraftOvertakenSee)}</Link> }
            });
            let done = work.map(|work| view! { <Button on_press=move |()| work.take_over(number)>{t(Key::DraftOvertakenDone)}</Button> });
            view! {
                <Banner tone=Tone::Warn word=t(Key::DraftOvertaken)>
                    <p>{fill(text, &[("n", &number.to_string())])}</p>
                    <p class="acts">{see} {done}</p>
                </Banner>
            }
        })
    }
}

/// All faults at once, each a link to where one writes it.
#[component]
pub(crate) fn Summary<K: Drafted>(
    /// The draft.
    work: Work<K>,
) -> impl IntoView {
    let lines = move || {
        let line = |fault: contract::Fault| {
            let label = at::<K>(&fault.pointer).map_or("", |field| t(field.label));
            let id = K::entrance(&fault.pointer);
            let href = ["#", &id].concat();
            let follow = move |event: web_sys::MouseEvent| {
                event.prevent_default();
                focus_id(&id);
            };
            view! { <li><a href=href on:click=follow>{label} " — " {K::say(&fault)}</a></li> }
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
fn submit<K: Drafted>(work: Work<K>, questions: Questions, sent: RwSignal<bool>) {
    if !work.is_right() || !is_whole(work) {
        return;
    }
    work.save_then(Box::new(move || {
        let draft = work.draft.get_untracked();
        questions.ask(Question {
            title: t(Key::DraftSendQuestion).to_owned(),
            text: t(Key::DraftSendText).to_owned(),
            button: Key::DraftSend,
            reason: false,
            act: Rc::new(move |client, _| K::submit(client, &draft)),
            done: Rc::new(move || sent.set(true)),
        });
    }));
}

/// Whether it is saved, and the ways on.
#[component]
pub(crate) fn Acts<K: Drafted>(
    /// The draft.
    work: Work<K>,
    /// The dialog of the page.
    questions: Questions,
    /// Whether it is on its way to review.
    sent: RwSignal<bool>,
    /// Where one goes who finishes later.
    later: String,
) -> impl IntoView {
    let navigate = use_navigate();
    let finish_later = move |()| {
        let (navigate, later) = (navigate.clone(), later.clone());
        if work.is_right() {
            work.save_then(Box::new(move || navigate(&later, Default::default())));
        }
    };
    // Others who write it leave that to who leads.
    let leading = use_leads(work);
    let send = move || {
        let press = move |()| submit(work, questions, sent);
        leading.get().then(|| view! { <Button rank=Rank::Primary on_press=press>{t(Key::DraftSend)}</Button> })
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
                {send}
                <Button on_press=finish_later>{t(Key::DraftLater)}</Button>
            </p>
        </div>
    }
}

/// The draft is on its way: what happens next.
#[component]
pub(crate) fn Sent(
    /// One's own drafts.
    drafts: String,
    /// Where one begins another, and what that is called.
    another: (String, Key),
) -> impl IntoView {
    use_new_heading();
    let (href, word) = another;
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{t(Key::DraftSent)}</h1>
            <p class="lede">{t(Key::DraftSentText)}</p>
            <p class="acts">
                <Link rank=Rank::Primary href=drafts>{t(Key::DraftSentSee)}</Link>
                <Link rank=Rank::Plain href=href>{t(word)}</Link>
            </p>
        </div>
    }
}

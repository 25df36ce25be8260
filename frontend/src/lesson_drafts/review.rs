//! A draft in review: how it will look, what it changes, what others said already, and the decision.

use super::addresses::{drafts, to_review};
use super::changes::Changes;
use super::duplicates::Duplicates;
use super::one::Above;
use super::shown::Shown;
use super::words::missing;
use super::work::Lessons;
use crate::drafting::{Comments, Deciding, Overtaken, status, tone, verdict_of};
use crate::lessons::addresses::lesson;
use crate::messages::{Key, day, enumeration, fill, t};
use crate::parts::{use_new_heading, use_page};
use domain::drafting::DraftStatus;
use domain::lessons::LessonDraft;
use leptos::prelude::*;
use ui::{Badge, Banner, Link, Rank, Tone};

/// Who writes it, since when it waits, and where it stands.
#[component]
fn Head(draft: LessonDraft) -> impl IntoView {
    let authors: Vec<String> = draft.authors.iter().map(|author| author.name.clone()).collect();
    let sent = draft.submitted_at.map(|at| fill(Key::DraftsSent, &[("day", &day(at.timestamp_millis()))]));
    let facts = std::iter::once(fill(Key::DraftsBy, &[("names", &enumeration(&authors))])).chain(sent);
    let facts = facts.collect::<Vec<_>>().join(" · ");
    view! {
        <Above here=draft.content.title.clone()/>
        <h1 tabindex="-1">{draft.content.title.clone()}</h1>
        <p class="lede">{facts}</p>
        <p><Badge tone=tone(draft.status) label=status(draft.status)/></p>
    }
}

/// How it will look, and what it changes of what everyone can read.
#[component]
fn Looks(draft: LessonDraft) -> impl IntoView {
    let changes = draft.lesson.clone().filter(|_| draft.status != DraftStatus::Published);
    let changes = changes.map(|of| view! { <Changes of content=draft.content.clone()/> });
    view! {
        {changes}
        <section class="part">
            <h2>{t(Key::ReviewLooks)}</h2>
            <Shown content=draft.content/>
        </section>
    }
}

/// The desk of who reviews it.
#[component]
pub(super) fn Review(
    /// The draft, which is in review.
    draft: LessonDraft,
) -> impl IntoView {
    let decided = RwSignal::new(None::<LessonDraft>);
    let now = RwSignal::new(draft.clone());
    let title = fill(Key::ReviewTitle, &[("title", &draft.content.title)]);
    use_page(move || {
        Some(match decided.with(|decided| decided.as_ref().map(|draft| draft.status)) {
            Some(status) => t(verdict_of(status).0).to_owned(),
            None => title.clone(),
        })
    });
    move || match decided.get() {
        Some(draft) => view! { <Decided draft/> }.into_any(),
        None => view! { <Desk draft=draft.clone() now decided/> }.into_any(),
    }
}

#[component]
fn Desk(draft: LessonDraft, now: RwSignal<LessonDraft>, decided: RwSignal<Option<LessonDraft>>) -> impl IntoView {
    let lacks = draft.missing.iter().map(|field| view! { <li>{missing(&field.pointer)}</li> }).collect_view();
    let lacks = (!draft.missing.is_empty()).then(|| {
        view! { <Banner tone=Tone::Warn word=t(Key::ReviewMissing)><ul class="bullets">{lacks}</ul></Banner> }
    });
    let except = draft.lesson.as_ref().map(|lesson| lesson.slug.clone());
    let text = Signal::stored(draft.content.title.clone());
    view! {
        <div class="page">
            <Head draft=draft.clone()/>
            {lacks}
            <Overtaken kind=Lessons draft=now/>
            <div class="capture">
                <div>
                    <Looks draft/>
                    <Duplicates text except/>
                    <Deciding kind=Lessons now decided/>
                </div>
                <div class="capture-side"><Comments kind=Lessons draft=now/></div>
            </div>
        </div>
    }
}

/// How it was decided.
#[component]
fn Decided(draft: LessonDraft) -> impl IntoView {
    use_new_heading();
    let (title, text) = verdict_of(draft.status);
    let see = draft.lesson.filter(|_| draft.status == DraftStatus::Published).map(|of| {
        view! { <Link rank=Rank::Primary href=lesson(&of.slug)>{t(Key::ReviewSee)}</Link> }
    });
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{t(title)}</h1>
            <p class="lede">{fill(text, &[("title", &draft.content.title)])}</p>
            <p class="acts">
                {see}
                <Link rank=Rank::Plain href=to_review()>{t(Key::ReviewNext)}</Link>
            </p>
        </div>
    }
}

/// A draft that is with somebody else, or has become a lesson: to read, and to say something about.
#[component]
pub(super) fn Waiting(
    /// The draft.
    draft: LessonDraft,
) -> impl IntoView {
    let title = draft.content.title.clone();
    use_page(move || Some(title.clone()));
    let is_published = draft.status == DraftStatus::Published;
    let (word, text) = match draft.status {
        DraftStatus::Published => (Key::DraftIsPublished, Key::DraftIsPublishedText),
        DraftStatus::InReview => (Key::DraftIsInReview, Key::DraftIsInReviewText),
        DraftStatus::Writing | DraftStatus::Returned => (Key::DraftIsReturned, Key::DraftIsReturnedText),
    };
    let see = draft.lesson.clone().filter(|_| is_published).map(|of| {
        view! { <Link rank=Rank::Primary href=lesson(&of.slug)>{t(Key::ReviewSee)}</Link> }
    });
    let now = RwSignal::new(draft.clone());
    let comments = (!is_published).then(|| view! { <Comments kind=Lessons draft=now/> });
    view! {
        <div class="page">
            <Head draft=draft.clone()/>
            <Banner tone=Tone::Info word=t(word)>
                <p>{t(text)}</p>
                <p class="acts">{see} <Link rank=Rank::Plain href=drafts()>{t(Key::DraftsTitle)}</Link></p>
            </Banner>
            <div class="capture">
                <div><Looks draft/></div>
                <div class="capture-side">{comments}</div>
            </div>
        </div>
    }
}

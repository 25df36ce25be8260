//! A draft in review: how it will look, what others said already, and the decision.

use super::addresses::{drafts, to_review};
use super::kind::Notes;
use super::looks::Looks;
use super::one::Above;
use super::words::missing;
use crate::drafting::{Comments, Deciding, Overtaken, status, tone, verdict_of};
use crate::messages::{Key, day, enumeration, fill, t};
use crate::notes::addresses::note;
use crate::notes::words::kind;
use crate::parts::{use_new_heading, use_page};
use domain::drafting::DraftStatus;
use domain::notes::NoteDraft;
use leptos::prelude::*;
use ui::{Badge, Banner, Link, Rank, Tone};

/// Who writes it, since when it waits, and where it stands.
#[component]
fn Head(draft: NoteDraft) -> impl IntoView {
    let authors: Vec<String> = draft.authors.iter().map(|author| author.name.clone()).collect();
    let by = match authors.is_empty() {
        true => t(Key::AuthorsNetwork).to_owned(),
        false => fill(Key::DraftsBy, &[("names", &enumeration(&authors))]),
    };
    let sent = draft.submitted_at.map(|at| fill(Key::DraftsSent, &[("day", &day(at.timestamp_millis()))]));
    let facts = [kind(draft.content.kind).to_owned(), by].into_iter().chain(sent).collect::<Vec<_>>().join(" · ");
    view! {
        <Above here=draft.content.title.clone()/>
        <h1 tabindex="-1" dir="auto">{draft.content.title.clone()}</h1>
        <p class="lede">{facts}</p>
        <p><Badge tone=tone(draft.status) label=status(draft.status)/></p>
    }
}

/// The desk of who reviews it.
#[component]
pub(super) fn Review(
    /// The draft, which is in review.
    draft: NoteDraft,
) -> impl IntoView {
    let decided = RwSignal::new(None::<NoteDraft>);
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
fn Desk(draft: NoteDraft, now: RwSignal<NoteDraft>, decided: RwSignal<Option<NoteDraft>>) -> impl IntoView {
    let lacks = draft.missing.iter().map(|field| view! { <li>{missing(&field.pointer)}</li> }).collect_view();
    let lacks = (!draft.missing.is_empty()).then(|| {
        view! { <Banner tone=Tone::Warn word=t(Key::ReviewMissing)><ul class="bullets">{lacks}</ul></Banner> }
    });
    view! {
        <div class="page">
            <Head draft=draft.clone()/>
            {lacks}
            <Overtaken kind=Notes draft=now/>
            <div class="capture">
                <div>
                    <Looks draft/>
                    <Deciding kind=Notes now decided/>
                </div>
                <div class="capture-side"><Comments kind=Notes draft=now/></div>
            </div>
        </div>
    }
}

/// The way to what a draft became.
fn see(draft: &NoteDraft) -> Option<AnyView> {
    let of = draft.note.as_ref().filter(|_| draft.status == DraftStatus::Published)?;
    Some(view! { <Link rank=Rank::Primary href=note(&of.slug)>{t(Key::AuthorSee)}</Link> }.into_any())
}

/// How it was decided.
#[component]
fn Decided(draft: NoteDraft) -> impl IntoView {
    use_new_heading();
    let (title, text) = verdict_of(draft.status);
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{t(title)}</h1>
            <p class="lede">{fill(text, &[("title", &draft.content.title)])}</p>
            <p class="acts">
                {see(&draft)}
                <Link rank=Rank::Plain href=to_review()>{t(Key::ReviewNext)}</Link>
            </p>
        </div>
    }
}

/// A draft that is with somebody else, or has become a note: to read, and to say something about.
#[component]
pub(super) fn Waiting(
    /// The draft.
    draft: NoteDraft,
) -> impl IntoView {
    let title = draft.content.title.clone();
    use_page(move || Some(title.clone()));
    let is_published = draft.status == DraftStatus::Published;
    let (word, text) = match draft.status {
        DraftStatus::Published => (Key::DraftIsPublished, Key::AuthorIsPublished),
        DraftStatus::InReview => (Key::DraftIsInReview, Key::DraftIsInReviewText),
        DraftStatus::Writing | DraftStatus::Returned => (Key::DraftIsReturned, Key::DraftIsReturnedText),
    };
    let see = see(&draft);
    let now = RwSignal::new(draft.clone());
    let comments = (!is_published).then(|| view! { <Comments kind=Notes draft=now/> });
    view! {
        <div class="page">
            <Head draft=draft.clone()/>
            <Banner tone=Tone::Info word=t(word)>
                <p>{t(text)}</p>
                <p class="acts">{see} <Link rank=Rank::Plain href=drafts()>{t(Key::AuthorDrafts)}</Link></p>
            </Banner>
            <div class="capture">
                <div><Looks draft/></div>
                <div class="capture-side">{comments}</div>
            </div>
        </div>
    }
}

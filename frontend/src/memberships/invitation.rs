//! An invitation: what it offers, and taking it. The word stays behind `#`, or on this device while somebody signs in:
//! no server sees it in an address.

use super::decline::{Decline, Declined};
use super::words;
use crate::address;
use crate::browser::{forget, keep, kept};
use crate::identity::use_token;
use crate::messages::{Key, day, fill, t};
use crate::parts::{Failure, Form, FormView, Skeleton, use_new_heading, use_page};
use crate::state::{Remote, Stage, Who, api, identity};
use client::Error;
use domain::identity::LinkToken;
use domain::memberships::Membership;
use domain::organisations::InvitationOffer;
use leptos::prelude::*;
use ui::{Banner, Link, Rank};

/// Where the word is kept while somebody signs in.
const KEPT: &str = "c2r.invitation";

/// The page.
#[component]
pub(super) fn InvitationPage() -> impl IntoView {
    let token = use_token();
    if token.with_untracked(String::is_empty) {
        token.set(kept(KEPT).unwrap_or_default());
    }
    let (done, declined) = (RwSignal::new(None::<Membership>), RwSignal::new(false));
    let client = api();
    let offer = Remote::new(
        move || Some(token.get()).filter(|token| !token.is_empty()),
        move |token| {
            let client = client.clone();
            async move { client.open_invitation(&LinkToken { token }).await }
        },
    );
    let is_bad = Memo::new(move |_| offer.error().is_some_and(|error| is_bad_link(&error)));
    Effect::new(move |_| (is_bad.get() || declined.get()).then(|| forget(KEPT)));
    let title = move || match (declined.get(), is_bad.get()) {
        (true, _) => t(Key::InvitedDeclined),
        (_, true) => t(Key::InvitedBad),
        _ => t(Key::InvitedTitle),
    };
    use_page(move || done.with(|done| done.as_ref().map(taken)).or_else(|| Some(title().to_owned())));
    move || {
        if let Some(membership) = done.get() {
            return view! { <Taken membership/> }.into_any();
        }
        if declined.get() {
            return view! { <Declined/> }.into_any();
        }
        // The heading stays the same element whatever comes below it, so that the focus stays on it.
        let content = move || content(token, is_bad.get(), offer, (done, declined));
        view! { <div class="page narrow"><h1 tabindex="-1">{title}</h1>{content}</div> }.into_any()
    }
}

/// What the page says of an invitation that nobody has answered yet.
fn content(
    token: RwSignal<String>,
    is_bad: bool,
    offer: Remote<InvitationOffer>,
    (done, declined): (RwSignal<Option<Membership>>, RwSignal<bool>),
) -> AnyView {
    match (token.with(String::is_empty), is_bad, offer.stage(), offer.get()) {
        (true, ..) => view! { <Banner word=t(Key::NoteWord)><p>{t(Key::InvitedNone)}</p></Banner> }.into_any(),
        (_, true, ..) => view! { <p class="lede">{t(Key::InvitedBadText)}</p> }.into_any(),
        (_, _, Stage::Ready, Some(offer)) => view! { <Offer offer token done/> <Decline token declined/> }.into_any(),
        (_, _, Stage::Failed, _) => {
            let error = Signal::derive(move || offer.error());
            view! { <Failure error retry=move || offer.retry()/> }.into_any()
        }
        _ => view! { <Skeleton lines=3/> }.into_any(),
    }
}

/// That somebody belongs to it now.
fn taken(membership: &Membership) -> String {
    fill(Key::InvitedDone, &[("name", &membership.organisation.name)])
}

/// Whether the word is not, or no longer, good.
fn is_bad_link(error: &Error) -> bool {
    error.problem().is_some_and(|problem| problem.errors.iter().any(|fault| fault.code == "bad_link"))
}

#[component]
fn Offer(offer: InvitationOffer, token: RwSignal<String>, done: RwSignal<Option<Membership>>) -> impl IntoView {
    let (name, role) = (offer.organisation.name.as_str(), words::role(offer.role));
    let lede = match &offer.invited_by {
        Some(person) => fill(Key::InvitedLede, &[("person", &person.name), ("name", name), ("role", role)]),
        None => fill(Key::InvitedLedeNobody, &[("name", name), ("role", role)]),
    };
    let until = fill(Key::InvitedUntil, &[("day", &day(offer.expires_at.timestamp_millis()))]);
    let identity = identity();
    let who = Memo::new(move |_| match identity.who() {
        Who::Visitor => Some(false),
        Who::Somebody(_) => Some(true),
        Who::Unknown => None,
    });
    let content = move || match who.get() {
        Some(true) => view! { <Accepting token done/> }.into_any(),
        Some(false) => view! { <Door token/> }.into_any(),
        None => view! { <Skeleton lines=1/> }.into_any(),
    };
    view! {
        <p class="lede">{lede}</p>
        <p class="muted">{until}</p>
        {content}
    }
}

/// The act is the button's: programs that look into mails open links, too.
#[component]
fn Accepting(token: RwSignal<String>, done: RwSignal<Option<Membership>>) -> impl IntoView {
    let (identity, form) = (identity(), Form::new(&[], |_| Vec::new()));
    let send = move || {
        let word = LinkToken { token: token.get_untracked() };
        let sending = || async move {
            let call = |client: client::Client| {
                let word = word.clone();
                async move { client.accept_invitation(&word).await }
            };
            identity.ask(call).await
        };
        form.send(sending, move |membership| {
            forget(KEPT);
            done.set(Some(membership));
        });
    };
    view! { <FormView form send button=Key::InvitedAccept/> }
}

/// Who has not signed in does so first; the word waits on this device.
#[component]
fn Door(token: RwSignal<String>) -> impl IntoView {
    let keep_word = move |_| keep(KEPT, &token.get_untracked());
    let here = address::invitation();
    view! {
        <Banner word=t(Key::NoteWord)><p>{t(Key::InvitedSignIn)}</p></Banner>
        <p class="acts">
            <Link rank=Rank::Primary href=address::sign_in_to(&here) on_follow=keep_word>{t(Key::NavSignIn)}</Link>
            <Link rank=Rank::Plain href=address::register_to(&here) on_follow=keep_word>{t(Key::JoinRegister)}</Link>
        </p>
    }
}

#[component]
fn Taken(membership: Membership) -> impl IntoView {
    use_new_heading();
    let name = membership.organisation.name.clone();
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{taken(&membership)}</h1>
            <p class="lede">{t(Key::InvitedDoneText)}</p>
            <p class="acts">
                <Link rank=Rank::Primary href=address::memberships()>{t(Key::NavMemberships)}</Link>
                <Link rank=Rank::Plain href=address::organisation(&membership.organisation.slug)>{name}</Link>
            </p>
        </div>
    }
}

//! Searching for one city: a switch for who has one, and why a hit is near to it.

use super::{Asked, href};
use crate::messages::{Key, fill, t};
use crate::state::{Vocabularies, use_standing, words_of};
use domain::search::{SearchQuery, SearchReason, SearchReasonCode};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{Switch, Tag};

/// The city of an address in words; its name comes with what is found.
fn words(slug: &str) -> String {
    slug.split('-').map(words_of).collect::<Vec<_>>().join(" ")
}

/// The switch: for the city of the address, or for one's own. Who has none, and follows no such address, sees nothing.
#[component]
pub(super) fn ForCity(asked: Memo<Asked>) -> impl IntoView {
    let standing = use_standing();
    let own = Memo::new(move |_| standing.with(|standing| standing.city()).flatten());
    // Whoever takes another city off the address may put it on again.
    let kept = RwSignal::new(None::<String>);
    let in_address = Memo::new(move |_| asked.with(Asked::query).city);
    Effect::new(move |_| {
        if let Some(slug) = in_address.get() {
            kept.set(Some(slug));
        }
    });
    let shown = Memo::new(move |_| {
        let own = own.get();
        let slug = in_address.get().or_else(|| own.as_ref().map(|(slug, _)| slug.clone())).or_else(|| kept.get())?;
        let name = own.filter(|(known, _)| *known == slug).map_or_else(|| words(&slug), |(_, name)| name);
        Some((slug, name))
    });
    move || shown.get().map(|(slug, name)| view! { <OfCity asked slug name/> })
}

#[component]
fn OfCity(asked: Memo<Asked>, slug: String, name: String) -> impl IntoView {
    let navigate = use_navigate();
    let on = Signal::derive(move || asked.with(Asked::query).city.is_some());
    let change = move |on: bool| {
        let query = SearchQuery { city: on.then(|| slug.clone()), ..asked.with_untracked(Asked::query) };
        navigate(&href(&query), NavigateOptions { scroll: false, ..NavigateOptions::default() });
    };
    let label = fill(Key::SearchForCity, &[("city", &name)]);
    let hint = fill(Key::SearchForCityText, &[("city", &name)]);
    let words = [t(Key::SearchOn), t(Key::SearchOff)].map(Signal::from);
    view! { <div class="take"><Switch label=label on on_change=change words hint=Signal::stored(hint)/></div> }
}

/// A reason in words.
fn said(vocabularies: Vocabularies, reason: &SearchReason) -> String {
    let value = match reason.code.vocabulary() {
        Some(vocabulary) => vocabularies.label(vocabulary, &reason.value),
        None => reason.name.clone().unwrap_or_else(|| words(&reason.value)),
    };
    let key = match reason.code {
        SearchReasonCode::ThisCity => Key::NearThisCity,
        SearchReasonCode::SimilarCity => Key::NearSimilarCity,
        SearchReasonCode::SameCountry => Key::NearCountry,
        SearchReasonCode::SameRegion => Key::NearRegion,
        SearchReasonCode::SameShock | SearchReasonCode::SameStress => Key::NearFaced,
        SearchReasonCode::SameStage => Key::NearStage,
        SearchReasonCode::SameTheme => Key::NearTheme,
        SearchReasonCode::SameIncome => Key::NearIncome,
    };
    fill(key, &[("value", &value)])
}

/// Why a hit is near; nothing where no reason is told.
#[component]
pub(super) fn Reasons(reasons: Vec<SearchReason>) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    (!reasons.is_empty()).then(|| {
        let tags = reasons.into_iter().map(|reason| {
            // The names come when they come.
            let text = Signal::derive(move || said(vocabularies, &reason));
            view! { <li><Tag pillar="moss" label=text/></li> }
        });
        view! { <ul class="ui-tags" aria-label=t(Key::SearchNear)>{tags.collect_view()}</ul> }
    })
}

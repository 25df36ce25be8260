//! Searching for one city: a switch for who has one, a field to choose one for everybody else, and why a hit is near to it.

use super::{Asked, href};
use crate::browser::focus_id;
use crate::messages::{Key, fill, t};
use crate::parts::{city_source, words_of_choosing};
use crate::state::{Stage, Vocabularies, Who, api, identity, use_standing, words_of};
use domain::search::{SearchQuery, SearchReason, SearchReasonCode};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{Button, Choice, Combobox, Field, Rank, Switch, Tag};

/// Id of the field that a city is chosen in.
const FIELD: &str = "search-city";

/// The city of an address in words; its name comes with what is found.
fn words(slug: &str) -> String {
    slug.split('-').map(words_of).collect::<Vec<_>>().join(" ")
}

/// What the search is for: a switch for who has a city, a field to choose one from for everybody else.
#[component]
pub(super) fn ForCity(asked: Memo<Asked>) -> impl IntoView {
    let (identity, standing) = (identity(), use_standing());
    // Whether somebody has one is known when their memberships have come: until then nothing takes the place of anything.
    let own = Memo::new(move |_| match identity.who() {
        Who::Unknown => None,
        Who::Visitor => Some(None),
        Who::Somebody(_) => match standing.stage() {
            Stage::Pending => None,
            Stage::Failed => Some(None),
            Stage::Ready => Some(standing.with(|standing| standing.city()).flatten()),
        },
    });
    move || {
        own.get().map(|own| match own {
            Some(own) => view! { <Switched asked own/> }.into_any(),
            None => view! { <Picked asked/> }.into_any(),
        })
    }
}

/// Where a city of the search leads; none takes it off. Choosing moves nothing.
fn to_city(query: SearchQuery, city: Option<String>) -> (String, NavigateOptions) {
    (href(&SearchQuery { city, ..query }), NavigateOptions { scroll: false, ..NavigateOptions::default() })
}

/// The switch: for the city of the address, or for one's own.
#[component]
fn Switched(
    asked: Memo<Asked>,
    /// Slug and name of one's own city.
    own: (String, String),
) -> impl IntoView {
    let shown = Memo::new(move |_| match asked.with(Asked::query).city {
        Some(slug) if slug != own.0 => (slug.clone(), words(&slug)),
        _ => own.clone(),
    });
    move || {
        let (slug, name) = shown.get();
        view! { <OfCity asked slug name/> }
    }
}

#[component]
fn OfCity(asked: Memo<Asked>, slug: String, name: String) -> impl IntoView {
    let navigate = use_navigate();
    let on = Signal::derive(move || asked.with(Asked::query).city.is_some());
    let change = move |on: bool| {
        let (href, options) = to_city(asked.with_untracked(Asked::query), on.then(|| slug.clone()));
        navigate(&href, options);
    };
    let label = fill(Key::SearchForCity, &[("city", &name)]);
    let hint = fill(Key::SearchForCityText, &[("city", &name)]);
    let words = [t(Key::SearchOn), t(Key::SearchOff)].map(Signal::from);
    view! { <div class="take"><Switch label=label on on_change=change words hint=Signal::stored(hint)/></div> }
}

/// The field: what is chosen stands in the address, and what stands in the address is chosen.
#[component]
fn Picked(asked: Memo<Asked>) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let navigate = use_navigate();
    let in_address = Memo::new(move |_| asked.with(Asked::query).city);
    let chosen = RwSignal::new(Vec::<Choice>::new());
    let slug = move |chosen: &Vec<Choice>| chosen.first().map(|city| city.value.clone());
    Effect::new(move |_| {
        let wanted = in_address.get();
        if chosen.with_untracked(slug) != wanted {
            chosen.set(wanted.map(|slug| Choice::new(&slug, words(&slug))).into_iter().collect());
        }
    });
    Effect::new(move |before: Option<()>| {
        let wanted = chosen.with(slug);
        // At first the address says what is chosen, not the field.
        if before.is_some() && wanted != in_address.get_untracked() {
            let (href, options) = to_city(asked.with_untracked(Asked::query), wanted);
            navigate(&href, options);
        }
    });
    let take_off = move || {
        let name = chosen.with(|chosen| chosen.first().map(|city| city.label.clone()))?;
        let word = fill(Key::ChooseRemove, &[("what", &name)]);
        let press = move |()| {
            chosen.set(Vec::new());
            // The button goes with what it takes off.
            focus_id(FIELD);
        };
        Some(view! { <Button rank=Rank::Quiet small=true on_press=press>{word}</Button> })
    };
    let field = Field::new(FIELD, t(Key::SearchPickCity)).hint(t(Key::SearchPickCityText));
    let source = city_source(api(), vocabularies);
    view! {
        <div class="for-city">
            <Combobox field source chosen words=words_of_choosing()/>
            {take_off}
        </div>
    }
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

//! Choosing the cities that stand side by side.

use super::{Found, MOST, href};
use crate::address;
use crate::browser::focus_id;
use crate::cities::phrase;
use crate::messages::{Key, count, fill, t};
use crate::parts::{Load, Skeleton};
use crate::shell::Announcer;
use crate::state::{Debounce, Remote, Vocabularies, api};
use domain::cities::{City, CityFilter, CityQuery, CitySummary, SimilarCities, SimilarQuery};
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use std::sync::Arc;
use ui::{Field, Tag, TextInput, Value};

/// So many cities are offered while one types.
const OFFERED: u32 = 6;
/// So many similar cities are suggested, each with so many reasons.
const SUGGESTED: u32 = 6;
const REASONS: usize = 2;
/// Id of the field.
const WORDS: &str = "compare-words";

/// The chosen cities, and the field for another one.
#[component]
pub(super) fn Add(slugs: Memo<Vec<String>>, found: Remote<Found>) -> impl IntoView {
    let chosen = move || {
        let cities = found.with(|found| found.cities.clone()).unwrap_or_default();
        (!cities.is_empty()).then(|| {
            let chips = cities.into_iter().map(|city| view! { <Chosen city slugs/> });
            view! { <ul class="ui-tags">{chips.collect_view()}</ul> }
        })
    };
    let is_full = Memo::new(move |_| slugs.with(Vec::len) >= MOST);
    view! {
        {chosen}
        {move || if is_full.get() {
            view! { <p class="muted">{t(Key::CompareFull)}</p> }.into_any()
        } else {
            view! { <Finder slugs/> }.into_any()
        }}
    }
}

#[component]
fn Chosen(city: Arc<City>, slugs: Memo<Vec<String>>) -> impl IntoView {
    let announcer: Announcer = expect_context();
    let label = fill(Key::CompareRemove, &[("city", &city.name)]);
    let said = fill(Key::CompareRemoved, &[("city", &city.name)]);
    let slug = city.slug.clone();
    let rest =
        move || slugs.with(|slugs| href(&slugs.iter().filter(|other| **other != slug).cloned().collect::<Vec<_>>()));
    let left_by = (Signal::stored(label), Callback::new(move |()| announcer.say(said.clone())));
    view! { <li><Tag pillar="harbour" label=city.name.clone() href=rest left_by/></li> }
}

/// The cities of the words that were asked for.
fn use_found(asked: RwSignal<String>) -> Remote<Vec<CitySummary>> {
    let (client, announcer) = (api(), expect_context::<Announcer>());
    Remote::new(
        move || Some(asked.get()).filter(|words| !words.is_empty()),
        move |words| {
            let client = client.clone();
            let filter = CityFilter { q: Some(words), ..CityFilter::default() };
            let query = CityQuery { filter, limit: Some(OFFERED), ..CityQuery::default() };
            async move {
                let cities = client.list_cities(&query).await?.items;
                announcer.say(count(Key::CompareFound, cities.len()));
                Ok(cities)
            }
        },
    )
}

/// A field whose list follows what is typed; each line is a link to the comparison with it.
#[component]
fn Finder(slugs: Memo<Vec<String>>) -> impl IntoView {
    let (typed, asked, debounce) = (RwSignal::new(String::new()), RwSignal::new(String::new()), Debounce::new());
    let found = use_found(asked);
    let value = Value::new(typed, move |text: String| {
        typed.set(text);
        debounce.run(move || asked.set(typed.get_untracked().trim().to_owned()));
    });
    let clear = move || {
        typed.set(String::new());
        asked.set(String::new());
        focus_id(WORDS);
    };
    let offers = move || {
        let words = asked.get();
        (!words.is_empty()).then(|| found.get().map(|cities| view! { <Offers cities slugs chosen=clear/> }))
    };
    let navigate = use_navigate();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let chosen = slugs.get_untracked();
        let offered = untrack(|| found.get()).unwrap_or_default();
        if let Some(city) = offered.into_iter().find(|city| !chosen.contains(&city.slug)) {
            navigate(&with(&chosen, &city.slug), staying());
            clear();
        }
    };
    let field = Field::new(WORDS, t(Key::CompareAdd)).hint(t(Key::CompareAddHint));
    view! {
        <form class="form words" on:submit=submit>
            <TextInput field value kind="search" most=100_usize/>
            {offers}
        </form>
    }
}

fn staying() -> NavigateOptions {
    NavigateOptions { scroll: false, ..NavigateOptions::default() }
}

fn with(slugs: &[String], other: &str) -> String {
    let mut all = slugs.to_vec();
    all.push(other.to_owned());
    href(&all)
}

#[component]
fn Offers(cities: Vec<CitySummary>, slugs: Memo<Vec<String>>, chosen: impl Fn() + Copy + 'static) -> impl IntoView {
    let (announcer, vocabularies) = (expect_context::<Announcer>(), expect_context::<Vocabularies>());
    if cities.is_empty() {
        return view! { <p class="muted">{t(Key::CompareNothing)}</p> }.into_any();
    }
    let offered = cities.into_iter().filter(|city| slugs.with_untracked(|slugs| !slugs.contains(&city.slug)));
    let rows = offered.map(|city| {
        let href = with(&slugs.get_untracked(), &city.slug);
        let said = fill(Key::CompareAdded, &[("city", &city.name)]);
        let country = move || vocabularies.label(VocabularyName::Countries, &city.country);
        let click = move |_| {
            announcer.say(said.clone());
            chosen();
        };
        view! {
            <li class="row">
                <a class="row-name" href=href data-row="" data-noscroll="" on:click=click>{city.name}</a>
                <span class="row-facts">{country}</span>
            </li>
        }
    });
    view! { <ul class="rows">{rows.collect_view()}</ul> }.into_any()
}

/// Cities like the only one that is chosen.
#[component]
pub(super) fn Suggestions(city: Arc<City>) -> impl IntoView {
    let (client, vocabularies) = (api(), expect_context::<Vocabularies>());
    let slug = city.slug.clone();
    let found = Remote::new(
        || Some(()),
        move |()| {
            let (client, slug) = (client.clone(), slug.clone());
            let query = SimilarQuery { limit: SUGGESTED, ..SimilarQuery::default() };
            async move { client.list_similar_cities(&slug, &query).await.map(Arc::new) }
        },
    );
    let text = fill(Key::CompareOneText, &[("city", &city.name)]);
    let show = move |found: Arc<SimilarCities>| {
        let row = |other: &domain::cities::SimilarCity| {
            let reasons = other.reasons.iter().take(REASONS).map(|reason| phrase(vocabularies, &city, other, reason));
            let reasons: Vec<String> = reasons.collect();
            view! {
                <li class="row">
                    <a class="row-name" href=address::compare_with(&[&city.slug, &other.city.slug]) data-row="">{other.city.name.clone()}</a>
                    <span class="row-facts">{reasons.join(" · ")}</span>
                </li>
            }
        };
        view! { <ul class="rows">{found.items.iter().map(row).collect_view()}</ul> }.into_any()
    };
    view! {
        <section>
            <h2>{t(Key::CompareOne)}</h2>
            <p class="muted">{text}</p>
            <Load remote=found skeleton=|| view! { <Skeleton lines=6 rows=true/> }.into_any() show/>
        </section>
    }
}

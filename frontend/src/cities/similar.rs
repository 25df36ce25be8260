//! Cities like this one, each with its reasons, and what counts how much.

use super::detail::Shared;
use super::help::{ALIKE, Help};
use super::reasons::{aspect, phrase};
use crate::address;
use crate::browser::find;
use crate::messages::{Key, count, fill, number, percent, t};
use crate::parts::{Load, Skeleton};
use crate::state::{Debounce, Remote, Vocabularies, api};
use domain::cities::{City, SimilarCities, SimilarCity, SimilarQuery, SimilarityAspect};
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use std::sync::Arc;
use ui::{Banner, Button, Field, Slider, Tone, Value};

/// Reasons that are told at once: the strongest. All of them would fill a phone's screen for each city.
const REASONS: usize = 3;
/// Cities that are shown at once, the most alike.
const FIRST: usize = 5;

/// The section of a city's page. The weights stand in the address, so that a comparison can be shared.
#[component]
pub(super) fn Similar(city: Shared, search: Memo<String>) -> impl IntoView {
    let city = city.get_value();
    let query = Memo::new(move |_| SimilarQuery::parse(&search.get()));
    let client = api();
    let slug = city.slug.clone();
    let found = Remote::new(
        move || query.get().ok(),
        move |query| {
            let (client, slug) = (client.clone(), slug.clone());
            async move { client.list_similar_cities(&slug, &query).await.map(Arc::new) }
        },
    );
    let odd = move || {
        query
            .get()
            .is_err()
            .then(|| view! { <Banner tone=Tone::Warn word=t(Key::SimilarOdd)><p>{t(Key::SimilarOddText)}</p></Banner> })
    };
    let slug = StoredValue::new(city.slug.clone());
    let name = fill(Key::SimilarText, &[("city", &city.name)]);
    let all = RwSignal::new(false);
    let rows = move |found: Arc<SimilarCities>| view! { <Rows city=Arc::clone(&city) found all/> }.into_any();
    view! {
        <section aria-labelledby="similar-title">
            <h2 id="similar-title">{t(Key::SimilarTitle)}</h2>
            <p class="muted">{name}</p>
            <Help words=&ALIKE/>
            <Weights query slug/>
            {odd}
            <div aria-busy=move || found.is_busy().to_string()>
                <Load remote=found skeleton=|| view! { <Skeleton lines=10 rows=true/> }.into_any() show=rows/>
            </div>
        </section>
    }
}

#[component]
fn Rows(city: Arc<City>, found: Arc<SimilarCities>, all: RwSignal<bool>) -> impl IntoView {
    if found.items.is_empty() {
        return view! { <p class="muted">{t(Key::SimilarNone)}</p> }.into_any();
    }
    let many = found.items.len();
    let some = move |city: &Arc<City>, from: usize, most: usize| {
        let rows = found.items.iter().skip(from).take(most);
        rows.map(|other| view! { <Row city=Arc::clone(city) other=other.clone()/> }).collect_view()
    };
    let first = some(&city, 0, FIRST);
    let rest = move || all.get().then(|| some(&city, FIRST, many));
    let button = move || {
        (many > FIRST && !all.get()).then(|| {
            let text = fill(Key::SimilarAll, &[("n", &number(many as f64))]);
            view! { <p class="acts"><Button small=true on_press=move |()| show_all(all)>{text}</Button></p> }
        })
    };
    view! {
        <ol class="rows similar">{first} {rest}</ol>
        {button}
    }
    .into_any()
}

/// Shows all cities. The button is gone then, and the focus is on the first of those that came.
fn show_all(all: RwSignal<bool>) {
    all.set(true);
    request_animation_frame(|| {
        let next = find(&[".similar > :nth-child(", &(FIRST + 1).to_string(), ") .row-name"].concat());
        if let Some(next) = next {
            let _ = next.focus();
        }
    });
}

#[component]
fn Row(city: Arc<City>, other: SimilarCity) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let href = address::city(&other.city.slug);
    let (name, country) = (other.city.name.clone(), other.city.country.clone());
    let country = move || vocabularies.label(VocabularyName::Countries, &country);
    let share = percent(other.similarity);
    let rests = (other.coverage < 0.995).then(|| fill(Key::SimilarCoverage, &[("share", &percent(other.coverage))]));
    let reasons = move || {
        let phrases = other.reasons.iter().map(|reason| phrase(vocabularies, &city, &other, reason));
        let mut first: Vec<String> = phrases.collect();
        let rest = first.split_off(first.len().min(REASONS));
        view! { <Reasons phrases=first/> {(!rest.is_empty()).then(|| view! { <MoreReasons phrases=rest/> })} }
    };
    view! {
        <li class="row">
            <a class="row-name" href=href data-row="">{name}</a>
            <span class="row-share num">{fill(Key::SimilarShare, &[("share", &share)])}</span>
            <span class="row-facts">{country} {rests.map(|rests| view! { " · " {rests} })}</span>
            {reasons}
        </li>
    }
}

#[component]
fn Reasons(phrases: Vec<String>) -> impl IntoView {
    let phrases = phrases.into_iter().map(|phrase| view! { <li>{phrase}</li> });
    view! { <ul class="reasons">{phrases.collect_view()}</ul> }
}

/// What counts for less, for who asks.
#[component]
fn MoreReasons(phrases: Vec<String>) -> impl IntoView {
    let summary = count(Key::ReasonRest, phrases.len());
    view! {
        <details class="more-reasons">
            <summary>{summary}</summary>
            <Reasons phrases/>
        </details>
    }
}

#[component]
fn Weights(query: Memo<Result<SimilarQuery, Vec<contract::Fault>>>, slug: StoredValue<String>) -> impl IntoView {
    let navigate = use_navigate();
    let debounce = Debounce::new();
    let draft = RwSignal::new(SimilarQuery::default());
    Effect::new(move |_| draft.set(query.get().unwrap_or_default()));
    let go = move || {
        let navigate = navigate.clone();
        debounce.run(move || {
            let (Some(slug), Some(query)) = (slug.try_get_value(), draft.try_get_untracked()) else { return };
            let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
            navigate(&(address::city(&slug) + &query.to_query()), options);
        });
    };
    let reset = {
        let go = go.clone();
        move |()| {
            draft.set(SimilarQuery::default());
            go();
        }
    };
    let sliders = SimilarityAspect::ALL.iter().map(|one| {
        let go = go.clone();
        view! { <Weight one=*one draft moved=move || go()/> }
    });
    let changed = query.get_untracked().map_or(true, |query| query != SimilarQuery::default());
    view! {
        <details class="panel weights" open=changed>
            <summary>{t(Key::WeightsTitle)}</summary>
            <p class="small muted">{t(Key::WeightsText)}</p>
            <div class="sliders">{sliders.collect_view()}</div>
            <Button small=true on_press=reset>{t(Key::WeightsReset)}</Button>
        </details>
    }
}

/// One slider.
#[component]
fn Weight(
    one: SimilarityAspect,
    draft: RwSignal<SimilarQuery>,
    moved: impl Fn() + Send + Sync + 'static,
) -> impl IntoView {
    let shown = Signal::derive(move || *draft.get().weights.get_mut(one));
    let value = Value::new(shown, move |weight: f64| {
        draft.update(|query| *query.weights.get_mut(one) = weight);
        moved();
    });
    let field = Field::new(["weight-", one.as_str()].concat(), aspect(one));
    view! { <Slider field value max=10.0 step=0.5 spoken=number/> }
}

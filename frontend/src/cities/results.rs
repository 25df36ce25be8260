//! The list of cities, and what one can do with it.

use super::list::{ListState, is_refused, use_go};
use crate::address::{self, ListAddress};
use crate::messages::{Key, count, enumeration, fill, number, t};
use crate::parts::{Failure, More, Skeleton};
use crate::state::{Debounce, Stage, Vocabularies};
use domain::cities::{CityQuery, CitySort, CitySummary};
use domain::lists::MAX_Q;
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use ui::{Choice, Empty, Field, Link, Rank, Select, Tag, TextInput, Value};

/// The orders that are offered.
const SORTS: [(CitySort, Key); 4] = [
    (CitySort::Name, Key::SortName),
    (CitySort::NameDescending, Key::SortNameDescending),
    (CitySort::PopulationDescending, Key::SortPopulationDescending),
    (CitySort::Population, Key::SortPopulation),
];

/// How many there are, in which order, as list or map, and to take away.
#[component]
pub(super) fn Toolbar(state: ListState) -> impl IntoView {
    let counted = move || state.count().map_or_else(|| t(Key::LoadPending).to_owned(), |n| count(Key::CitiesCount, n));
    let export =
        move |kind: &'static str| move || ["/api/v1/cities.", kind, &state.address().query.filter.to_query()].concat();
    view! {
        <div class="toolbar" hidden=move || state.is_down()>
            <NameBox state/>
            <div class="toolbar-row">
                <p class="count" aria-busy=move || state.places.is_busy().to_string()>{counted}</p>
                <SortBox state/>
            </div>
            <div class="toolbar-row">
                <ViewSwitch state/>
                <p class="small take">
                    {t(Key::CitiesTake)} " "
                    <a href=export("csv") download="cities.csv" rel="external">"CSV"</a> " "
                    <a href=export("geojson") download="cities.geojson" rel="external">"GeoJSON"</a>
                </p>
            </div>
        </div>
    }
}

/// Words in the name, the country or what a city faces.
#[component]
fn NameBox(state: ListState) -> impl IntoView {
    let (go, debounce) = (use_go(), Debounce::new());
    let typed = RwSignal::new(state.address_now().query.filter.q.unwrap_or_default());
    // The address may change by other ways: a removed filter, the way back.
    let in_address = Memo::new(move |_| state.address().query.filter.q.unwrap_or_default());
    Effect::new(move |_| {
        let words = in_address.get();
        if typed.with_untracked(|typed| typed.trim() != words) {
            typed.set(words);
        }
    });
    let value = Value::new(typed, move |words: String| {
        typed.set(words);
        let go = go.clone();
        debounce.run(move || {
            let words = typed.get_untracked().trim().to_owned();
            let mut address = state.address_now();
            let replace = address.query.filter.q.is_some();
            address.query.filter.q = Some(words).filter(|words| !words.is_empty());
            go(&address, replace);
        });
    });
    view! { <TextInput field=Field::new("cities-q", t(Key::CitiesWords)) value kind="search" most=MAX_Q/> }
}

#[component]
fn SortBox(state: ListState) -> impl IntoView {
    let go = use_go();
    let chosen = move || state.address().query.sort.unwrap_or(CitySort::Name).as_str().to_owned();
    let value = Value::new(Signal::derive(chosen), move |value: String| {
        let mut address = state.address_now();
        address.query.sort = value.parse().ok().filter(|sort| *sort != CitySort::Name);
        go(&address, false);
    });
    let options = SORTS.map(|(sort, key)| Choice::new(sort.as_str(), t(key))).to_vec();
    view! { <Select field=Field::new("cities-sort", t(Key::SortLabel)).beside() options value/> }
}

/// On a small screen: list or map.
#[component]
fn ViewSwitch(state: ListState) -> impl IntoView {
    let to = move |map: bool| move || ListAddress { map, ..state.address() }.href();
    let current = move |map: bool| move || (state.address().map == map).then_some("true");
    view! {
        <div class="switch" role="group" aria-label=t(Key::ViewLabel)>
            <a href=to(false) aria-current=current(false) data-noscroll="">{t(Key::ViewList)}</a>
            <a href=to(true) aria-current=current(true) data-noscroll="">{t(Key::ViewMap)}</a>
        </div>
    }
}

/// The list itself.
#[component]
pub(super) fn Results(state: ListState) -> impl IntoView {
    let pages = state.pages;
    let stage = Memo::new(move |_| pages.first.stage());
    let is_empty = Memo::new(move |_| pages.items.with(Vec::is_empty));
    let is_of_address = Memo::new(move |_| pages.first.error().is_some_and(|error| is_refused(&error)));
    let body = move || match (stage.get(), is_empty.get()) {
        (Stage::Pending, _) => view! { <Skeleton lines=12 rows=true/> }.into_any(),
        // What the API said of the address before this one; this one's answer is on its way.
        (Stage::Failed, _) if is_of_address.get() => view! { <Skeleton lines=12 rows=true/> }.into_any(),
        (Stage::Failed, _) => {
            view! { <Failure error=Signal::derive(move || pages.first.error()) retry=move || state.retry()/> }
                .into_any()
        }
        (Stage::Ready, true) => view! { <NothingFound state/> }.into_any(),
        (Stage::Ready, false) => view! { <Rows state/> }.into_any(),
    };
    view! { <div class="results" aria-busy=move || pages.first.is_busy().to_string()>{body}</div> }
}

#[component]
fn NothingFound(state: ListState) -> impl IntoView {
    // Without the words, if there are any: they are the likeliest to be wrong.
    let without_words = move || {
        let mut address = state.address();
        address.query.filter.q.take().map(|_| address.href())
    };
    let keep_sort = move || {
        ListAddress { query: CityQuery { filter: Default::default(), ..state.address().query }, ..state.address() }
            .href()
    };
    view! {
        <Empty title=t(Key::CitiesNone)>
            <p>{t(Key::CitiesNoneText)}</p>
            <p class="acts">
                {move || without_words().map(|href| view! { <Link rank=Rank::Plain href=href stays=true>{t(Key::CitiesNoWords)}</Link> })}
                <Link rank=Rank::Plain href=keep_sort stays=true>{t(Key::CitiesClear)}</Link>
            </p>
        </Empty>
    }
}

#[component]
fn Rows(state: ListState) -> impl IntoView {
    let pages = state.pages;
    view! {
        <ol class="rows">
            <For each=move || pages.items.get() key=|city| (city.id, city.version) let:city><Row city/></For>
        </ol>
        <Failure error=pages.failure retry=move || pages.grow()/>
        <More pages word=Key::CitiesMore/>
    }
}

#[component]
fn Row(city: CitySummary) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let (country, region) = (city.country, city.region);
    let country = move || vocabularies.label(VocabularyName::Countries, &country);
    let region = move || vocabularies.label(VocabularyName::Regions, region.as_str());
    let people = city.population.map_or_else(
        || t(Key::CityPopulationUnknown).to_owned(),
        |people| fill(Key::CityPeople, &[("n", &number(people as f64))]),
    );
    let shocks = city.shocks;
    let faces = move || {
        let labels = vocabularies.labels(VocabularyName::Shocks, &shocks);
        (!labels.is_empty()).then(
            || view! { <span class="row-faces">{fill(Key::CityFaces, &[("shocks", &enumeration(&labels))])}</span> },
        )
    };
    view! {
        <li class="row">
            <a class="row-name" href=address::city(&city.slug) data-row="">{city.name}</a>
            {city.member.then(|| view! { <Tag pillar="harbour" label=t(Key::CityMember)/> })}
            <span class="row-facts">{country} " · " {region} " · " <span class="num">{people}</span></span>
            {faces}
        </li>
    }
}

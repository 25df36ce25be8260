//! Tables, lists and maps, how far things are, and what stands for nothing.

use super::facts::CITIES;
use super::maps::Maps;
use super::{Part, address_of, busy};
use crate::address;
use crate::messages::{Key, fill, number, t};
use leptos::prelude::*;
use ui::{Cell, Column, Empty, Failed, PreviousNext, Progress, Row, ShowMore, Skeleton, Stage, Step, Stepper, Table};

/// All of them.
pub(super) fn show() -> AnyView {
    view! { <Tables/> <Pages/> <Maps/> <Nothing/> <Far/> }.into_any()
}

fn columns() -> Vec<Column> {
    let column =
        |key, label, numeric, sortable| Column { key, label: Signal::from(t(label)), numeric, sortable, href: None };
    let glossary = Some(address::glossary());
    vec![
        column("city", Key::GalleryCity, false, true),
        column("country", Key::GalleryCountry, false, true),
        column("population", Key::GalleryPopulation, true, true),
        Column { href: glossary, ..column("climate", Key::GalleryZoneHead, false, false) },
        column("coast", Key::GalleryCoast, true, true),
        column("at-coast", Key::GalleryAtCoast, false, true),
    ]
}

fn rows() -> Vec<Row> {
    let amount = |value: f64| Cell::Number { shown: number(value), value };
    let mark =
        |there: bool| Cell::Mark { there, word: t(if there { Key::GalleryYes } else { Key::GalleryNo }).to_owned() };
    let row = |city: &super::facts::City| Row {
        key: city.slug.to_owned(),
        cells: vec![
            Cell::Link { text: city.name.to_owned(), href: address::city(city.slug) },
            Cell::Text(city.country.to_owned()),
            city.population.map_or_else(|| Cell::Nothing(t(Key::GalleryUnknown).to_owned()), amount),
            Cell::Text(city.climate.to_owned()),
            amount(city.coast_km),
            mark(city.coast_km < 1.0),
        ],
    };
    CITIES.iter().map(row).collect()
}

#[component]
fn Tables() -> impl IntoView {
    let nothing = || view! { <Empty title=t(Key::GalleryEmpty)><p>{t(Key::GalleryEmptyText)}</p></Empty> };
    view! {
        <Part name="Table" readme=ui::table::README>
            <Table caption=t(Key::GalleryTable) columns=columns() rows=rows() sort=RwSignal::new(None) busy=busy()/>
            <Table caption=t(Key::GalleryTableEmpty) columns=columns() rows=Vec::new() sort=RwSignal::new(None) nothing/>
        </Part>
    }
}

#[component]
fn Pages() -> impl IntoView {
    let shown = RwSignal::new(4);
    let seen = move || fill(Key::GallerySeen, &[("n", &shown.get().to_string()), ("all", &CITIES.len().to_string())]);
    let names = move || CITIES.iter().take(shown.get()).map(|city| view! { <li>{city.name}</li> }).collect_view();
    let words = [t(Key::GalleryShowMore), t(Key::GalleryFetching)].map(Signal::from);
    let page = |group: &str, key: Key| Some((address_of(group), t(key).to_owned()));
    view! {
        <Part name="ShowMore" readme=ui::pagination::README>
            <ul class="bullets">{names}</ul>
            <ShowMore
                seen=Signal::derive(seen) more=Signal::derive(move || shown.get() < CITIES.len()) busy=busy() words
                on_more=move |()| shown.update(|shown| *shown = (*shown + 5).min(CITIES.len()))
            />
            <PreviousNext
                label=t(Key::GalleryPages) previous=page("overlays", Key::GalleryPrevious) next=page("charts", Key::GalleryNext)
            />
        </Part>
    }
}

#[component]
fn Nothing() -> impl IntoView {
    let request = fill(Key::GalleryRequest, &[("id", "0197f3a2-5c1e-7d40-9b1a-3f6c2d8e4a10")]);
    let retry = (Signal::from(t(Key::GalleryRetry)), Callback::new(|()| ()));
    let busy = busy();
    let look = move || {
        busy.get().then(|| {
            let label = t(Key::GalleryLoading);
            view! { <Skeleton label/> <Skeleton label heading=true/> <Skeleton label rows=true/> }
        })
    };
    view! {
        <Part name="Skeleton" readme=ui::skeleton::README>
            {look}
        </Part>
        <Part name="Empty" readme=ui::empty::README>
            <Empty title=t(Key::GalleryEmpty)>
                <p>{t(Key::GalleryEmptyText)}</p>
                <a class="ui-button" href=address::cities()>{t(Key::GalleryAllCities)}</a>
            </Empty>
        </Part>
        <Part name="Failed" readme=ui::failed::README>
            <Failed title=t(Key::GalleryFailed) text=t(Key::GalleryFailedText) retry request busy=busy/>
        </Part>
    }
}

#[component]
fn Far() -> impl IntoView {
    let step = |label: Key, stage: Stage, word: Key, href: Option<String>| Step {
        label: t(label).to_owned(),
        stage,
        word: t(word).to_owned(),
        href,
    };
    let steps = Signal::stored(vec![
        step(Key::GalleryStepFind, Stage::Done, Key::GalleryStepDone, Some(address::cities())),
        step(Key::GalleryStepReport, Stage::Now, Key::GalleryStepNow, None),
        step(Key::GalleryStepSource, Stage::Wrong, Key::GalleryStepWrong, None),
        step(Key::GalleryStepSend, Stage::Later, Key::GalleryStepLater, None),
    ]);
    let unknown: Signal<Option<f64>> = Signal::stored(None);
    view! {
        <Part name="Progress" readme=ui::progress::README>
            <Progress label=t(Key::GalleryProgress) share=Some(120.0 / 297.0) words=t(Key::GalleryProgressWords)/>
            <Progress label=t(Key::GalleryProgressUnknown) share=unknown words=t(Key::GallerySoon)/>
        </Part>
        <Part name="Stepper" readme=ui::stepper::README>
            <Stepper label=t(Key::GalleryWay) steps/>
        </Part>
    }
}

//! What the cities are like, one fact a line.

use crate::address;
use crate::cities::{CLASSES, Help};
use crate::messages::{Key, number, t};
use crate::state::Vocabularies;
use domain::cities::City;
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use std::sync::Arc;
use ui::{Cell, Column, Row, Table};

/// How a fact is told of a city.
type Told = fn(Vocabularies, &City) -> String;

/// The facts, and how each is told.
const FACTS: [(Key, Told); 8] = [
    (Key::CompareCountry, |labels, city| labels.label(VocabularyName::Countries, &city.country)),
    (Key::CompareRegion, |labels, city| labels.label(VocabularyName::Regions, city.region.as_str())),
    (Key::ComparePeople, |_, city| {
        city.population.map_or_else(|| t(Key::NotStated).to_owned(), |people| number(people as f64))
    }),
    (Key::CompareClimate, |labels, city| {
        let zone = city.climate.map(|zone| labels.label(VocabularyName::ClimateZones, zone.as_str()));
        zone.unwrap_or_else(|| t(Key::NotStated).to_owned())
    }),
    (Key::CompareCoast, |_, city| t(if city.coastal { Key::CompareAtCoast } else { Key::CompareInland }).to_owned()),
    (Key::CompareIncome, |labels, city| labels.label(VocabularyName::IncomeGroups, city.income_group.as_str())),
    (Key::CompareNetwork, |_, city| t(if city.member { Key::CompareMember } else { Key::CompareNotMember }).to_owned()),
    (Key::CompareStrategy, |_, city| {
        city.strategy.as_ref().map_or_else(|| t(Key::NotStated).to_owned(), |strategy| strategy.title.clone())
    }),
];

#[component]
pub(super) fn Facts(cities: Vec<Arc<City>>) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let columns = columns(t(Key::CompareFact), &cities);
    let rows = move || {
        let row = |(at, (name, fact)): (usize, (Key, Told))| {
            let told = cities.iter().map(|city| Cell::Text(fact(vocabularies, city)));
            let cells = std::iter::once(Cell::Text(t(name).to_owned())).chain(told).collect();
            Row { key: at.to_string(), cells }
        };
        FACTS.into_iter().enumerate().map(row).collect::<Vec<_>>()
    };
    view! {
        <section>
            <h2>{t(Key::CompareFacts)}</h2>
            <Help words=&CLASSES/>
            <Table caption=t(Key::CompareFacts) titled=true columns rows sort=RwSignal::new(None)/>
        </section>
    }
}

/// What the rows are of, and a column a city.
pub(super) fn columns(first: &'static str, cities: &[Arc<City>]) -> Vec<Column> {
    let column = |label: String, href: Option<String>| Column {
        key: "",
        label: Signal::stored(label),
        numeric: false,
        sortable: false,
        href,
    };
    let of_cities = cities.iter().map(|city| column(city.name.clone(), Some(address::city(&city.slug))));
    std::iter::once(column(first.to_owned(), None)).chain(of_cities).collect()
}

//! What the cities are like, one fact a line.

use crate::address;
use crate::messages::{Key, number, t};
use crate::state::Vocabularies;
use domain::cities::City;
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use std::sync::Arc;

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
    let heads = cities.iter().map(|city| {
        view! { <th scope="col"><a href=address::city(&city.slug)>{city.name.clone()}</a></th> }
    });
    let heads = heads.collect_view();
    let rows = FACTS.map(|(name, fact)| {
        let cells = cities.iter().map(|city| {
            let city = Arc::clone(city);
            view! { <td class="num">{move || fact(vocabularies, &city)}</td> }
        });
        view! { <tr><th scope="row">{t(name)}</th> {cells.collect_view()}</tr> }
    });
    let label = [t(Key::CompareFacts), ". ", t(Key::CompareTable)].concat();
    view! {
        <section aria-labelledby="compare-facts">
            <h2 id="compare-facts">{t(Key::CompareFacts)}</h2>
            <div class="scroll" role="region" tabindex="0" aria-label=label>
                <table class="side-by-side">
                    <thead><tr><th scope="col">{t(Key::CompareFact)}</th> {heads}</tr></thead>
                    <tbody>{rows.into_iter().collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}

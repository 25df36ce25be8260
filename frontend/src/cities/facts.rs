//! What is known of a city, one fact a line.

use super::belonging::Corrected;
use super::detail::Shared;
use crate::address;
use crate::messages::{Key, clock_in, fill, number, t};
use crate::parts::{Explained, Fact, SourceLink};
use crate::state::Vocabularies;
use domain::corrections::CityFact;
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;

#[component]
pub(super) fn Facts(city: Shared) -> impl IntoView {
    let known = city.get_value();
    let people = known.population.map(|people| number(people as f64));
    let (country, region) = (Some(known.country.clone()), Some(known.region.to_string()));
    let band = known.population_band.map(|band| band.to_string());
    let income = Some(known.income_group.to_string());
    let time_zone = known.time_zone.clone();
    view! {
        <section>
            <h2>{t(Key::FactsTitle)}</h2>
            <dl class="facts">
                <Fact term=t(Key::FacetCountry)><Term vocabulary=VocabularyName::Countries key=country/> <Corrected fact=CityFact::Country/></Fact>
                <Fact term=t(Key::FacetRegion)><Term vocabulary=VocabularyName::Regions key=region/></Fact>
                <Fact term=t(Key::FactPopulation)>
                    <span class="num">{people.unwrap_or_else(|| t(Key::NotStated).to_owned())}</span>
                    <span class="small muted note">{t(Key::FactPopulationNote)}</span>
                    <Corrected fact=CityFact::Population/>
                </Fact>
                <Fact term=t(Key::FacetPopulationBand)>
                    <Term vocabulary=VocabularyName::PopulationBands key=band/>
                </Fact>
                <Fact term=t(Key::FacetClimate)>
                    <Climate city/> " " <Explained word=Key::WordClimate meaning=Key::WordClimateText name="climate"/>
                    <Corrected fact=CityFact::Climate/>
                </Fact>
                <Fact term=t(Key::FacetCoastal)><Coast city/> <Corrected fact=CityFact::Coastal/></Fact>
                <Fact term=t(Key::FacetIncomeGroup)>
                    <Term vocabulary=VocabularyName::IncomeGroups key=income/> " "
                    <Explained word=Key::WordIncome meaning=Key::WordIncomeText name="income"/>
                </Fact>
                <Fact term=t(Key::FactTimeZone)><TimeZone name=time_zone/> <Corrected fact=CityFact::TimeZone/></Fact>
                <Fact term=t(Key::FactPosition)><Position city/> <Corrected fact=CityFact::Position/></Fact>
            </dl>
        </section>
    }
}

/// A term that leads to the cities which share it.
#[component]
fn Term(vocabulary: VocabularyName, key: Option<String>) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let Some(key) = key else { return view! { <span>{t(Key::NotStated)}</span> }.into_any() };
    let href = address::term(vocabulary, &key);
    let label = move || vocabularies.label(vocabulary, &key);
    match href {
        Some(href) => view! { <a href=href>{label}</a> }.into_any(),
        None => view! { <span>{label}</span> }.into_any(),
    }
}

#[component]
fn Climate(city: Shared) -> impl IntoView {
    let city = city.get_value();
    let zone = city.climate.map(|zone| zone.to_string());
    view! {
        <Term vocabulary=VocabularyName::ClimateZones key=zone.clone()/>
        {zone.map(|zone| view! { <span class="muted">" (" {zone} ")"</span> })}
    }
}

#[component]
fn Coast(city: Shared) -> impl IntoView {
    let city = city.get_value();
    let distance = fill(
        if city.coastal { Key::FactCoastal } else { Key::FactInland },
        &[("km", &number((city.coast_distance_km * 10.0).round() / 10.0))],
    );
    view! {
        {distance}
        {city.coastal_note.clone().map(|note| view! { <span class="small muted note">{note}</span> })}
    }
}

#[component]
fn TimeZone(name: String) -> impl IntoView {
    let now = clock_in(&name).map(|time| fill(Key::FactTimeNow, &[("time", &time)]));
    view! {
        {name}
        {now.map(|now| view! { <span class="small muted note">{now}</span> })}
    }
}

#[component]
fn Position(city: Shared) -> impl IntoView {
    let city = city.get_value();
    let place = [city.latitude, city.longitude].map(number).join(", ");
    let geonames = city.geonames_id.map(|id| ["https://www.geonames.org/", &id.to_string()].concat());
    view! {
        <span class="num" dir="ltr">{place}</span>
        {geonames.map(|url| view! { <span class="note"><SourceLink url name="GeoNames".to_owned()/></span> })}
        {city.position_note.clone().map(|note| view! { <span class="small muted note">{note}</span> })}
    }
}

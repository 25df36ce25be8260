//! The page of one city.

use super::belonging::{Belonging, Corrected, provide_profile};
use super::facts::Facts;
use super::similar::Similar;
use super::sources::{Membership, Sources, Strategy};
use crate::address::{self, city_slug, own_address, parts};
use crate::lessons::LessonsOfCity;
use crate::map::Inset;
use crate::messages::{Key, day, fill, number, t};
use crate::missing::Missing;
use crate::parts::{Crumbs, Explained, Failure, Share, Skeleton, use_page};
use crate::state::{Remote, Vocabularies, api};
use domain::cities::{City, CityFilter};
use domain::corrections::CityFact;
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use std::sync::Arc;
use ui::{Link, Rank, Tag};

/// The city of the page, as its parts share it.
pub(super) type Shared = StoredValue<Arc<City>>;

/// Whether a path is a city's page, and not one below it.
fn is_city_page(path: &str) -> bool {
    city_slug(path).is_some_and(|slug| path == address::city(slug))
}

/// The page.
#[component]
pub(super) fn CityPage() -> impl IntoView {
    let own = own_address(is_city_page);
    let slug = Memo::new(move |_| own.with(|own| city_slug(parts(own).0).unwrap_or_default().to_owned()));
    let search = Memo::new(move |_| own.with(|own| parts(own).1.to_owned()));
    let client = api();
    let city = Remote::new(
        move || Some(slug.get()),
        move |slug| {
            let client = client.clone();
            async move { client.get_city(&slug).await.map(Arc::new) }
        },
    );
    // The city before this one is not this city.
    let here = Memo::new(move |_| city.get().filter(|city| slug.with(|slug| *slug == city.slug)));
    let is_missing = Memo::new(move |_| city.error().is_some_and(|error| matches!(error.status(), Some(400 | 404))));
    use_page(move || match here.get() {
        Some(city) => Some(city.name.clone()),
        None => city.error().filter(|_| !is_missing.get()).map(|_| t(Key::FailureTitle).to_owned()),
    });
    move || match (here.get(), is_missing.get()) {
        (_, true) => view! { <Missing/> }.into_any(),
        (Some(city), false) => view! { <Shown city search/> }.into_any(),
        (None, false) if city.error().is_some() => view! {
            <div class="page">
                <h1 tabindex="-1">{t(Key::FailureTitle)}</h1>
                <Failure error=Signal::derive(move || city.error()) retry=move || city.retry()/>
            </div>
        }
        .into_any(),
        _ => view! {
            <div class="page">
                <Skeleton lines=11 heading=true/>
            </div>
        }
        .into_any(),
    }
}

#[component]
fn Shown(city: Arc<City>, search: Memo<String>) -> impl IntoView {
    let city: Shared = StoredValue::new(city);
    provide_profile(city);
    let (slug, name, shocks) = city.with_value(|city| (city.slug.clone(), city.name.clone(), city.shocks.clone()));
    view! {
        <article class="page">
            <Header city/>
            <div class="city-columns">
                <div class="city-main">
                    <Belonging city/>
                    <Challenges city/>
                    <LessonsOfCity slug name shocks/>
                    <Facts city/>
                    <Strategy city/>
                    <Membership city/>
                    <Sources city/>
                </div>
                <div class="city-side">
                    <Similar city search/>
                </div>
            </div>
        </article>
    }
}

#[component]
fn Header(city: Shared) -> impl IntoView {
    let city = city.get_value();
    let vocabularies: Vocabularies = expect_context();
    let (region, country) = (city.region, city.country.clone());
    let country = move || vocabularies.label(VocabularyName::Countries, &country);
    let region = move || vocabularies.label(VocabularyName::Regions, region.as_str());
    let degrees = |value: f64, positive: Key, negative: Key| {
        let number = number((value.abs() * 10.0).round() / 10.0);
        fill(if value < 0.0 { negative } else { positive }, &[("n", &number)])
    };
    let (north, east) = (
        degrees(city.latitude, Key::DegreesNorth, Key::DegreesSouth),
        degrees(city.longitude, Key::DegreesEast, Key::DegreesWest),
    );
    let picture = fill(Key::MapInset, &[("city", &city.name), ("north", &north), ("east", &east)]);
    let above = vec![(address::cities(), t(Key::NavCities).to_owned())];
    view! {
        <Crumbs above here=city.name.clone()/>
        <header class="city-head">
            <div>
                <h1 tabindex="-1">{city.name.clone()}</h1>
                <p class="lede">{country} " · " {region}</p>
                <p class="ui-tags">
                    {city.member.then(|| view! { <Tag pillar="harbour" label=t(Key::CityMemberLong)/> })}
                    {city.coastal.then(|| view! { <Tag label=t(Key::CityCoastal)/> })}
                </p>
                <div class="acts">
                    <Link rank=Rank::Plain small=true href=address::compare_with(&[&city.slug])>{t(Key::CityCompare)}</Link>
                    <Link rank=Rank::Plain small=true href=address::report(&city.slug)>{t(Key::CityReport)}</Link>
                    <Share title=city.name.clone()/>
                </div>
                <p class="small muted">{fill(Key::CityUpdated, &[("day", &day(city.updated_at.timestamp_millis()))])}</p>
            </div>
            <Inset longitude=city.longitude latitude=city.latitude label=picture/>
        </header>
    }
}

#[component]
fn Challenges(city: Shared) -> impl IntoView {
    let city = city.get_value();
    view! {
        <section>
            <h2>{t(Key::CityChallenges)}</h2>
            <p class="muted">{t(Key::CityChallengesText)}</p>
            <h3>{t(Key::FacetShock)} " " <Explained word=Key::WordShock meaning=Key::WordShockText name="shock"/></h3>
            <Tags vocabulary=VocabularyName::Shocks keys=city.shocks.clone()/>
            <Corrected fact=CityFact::Shocks/>
            <h3>{t(Key::FacetStress)} " " <Explained word=Key::WordStress meaning=Key::WordStressText name="stress"/></h3>
            <Tags vocabulary=VocabularyName::Stresses keys=city.stresses.clone()/>
            <Corrected fact=CityFact::Stresses/>
        </section>
    }
}

/// Each shock or stress leads to the cities that have it in common.
#[component]
fn Tags(vocabulary: VocabularyName, keys: Vec<String>) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    if keys.is_empty() {
        return view! { <p class="muted">{t(Key::NotStated)}</p> }.into_any();
    }
    let tags = keys.into_iter().map(|key| {
        let href = address::term(vocabulary, &key).unwrap_or_else(|| address::cities_where(&CityFilter::default()));
        view! { <li><Tag href label=move || vocabularies.label(vocabulary, &key)/></li> }
    });
    view! { <ul class="ui-tags">{tags.collect_view()}</ul> }.into_any()
}

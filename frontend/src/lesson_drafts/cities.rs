//! The cities of a lesson: asked for by name, and told by it.

use super::fields::{CITIES, tied};
use super::work::Work;
use crate::parts::words_of_choosing;
use crate::state::{Remote, Vocabularies, api, words_of};
use client::{Client, Error};
use domain::cities::{CityFilter, CityQuery};
use domain::vocabularies::VocabularyName;
use futures_util::future::join_all;
use leptos::prelude::*;
use ui::{Choice, Combobox, Source};

/// So many cities are offered at once.
const OFFERED: u32 = 20;

/// Cities by their names, with the codes of their countries. One that is not there any more is left out.
async fn named(client: &Client, slugs: Vec<String>) -> Result<Vec<Choice>, Error> {
    let mut found = Vec::new();
    for answer in join_all(slugs.iter().map(|slug| client.get_city(slug))).await {
        match answer {
            Ok(city) => found.push(Choice::new(city.slug, city.name).with_detail(city.country)),
            Err(error) if matches!(error.status(), Some(400 | 404)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

/// The names of cities, by their slugs; the countries stand in the details, by their codes.
pub(super) fn use_names(slugs: Vec<String>) -> Remote<Vec<Choice>> {
    let client = api();
    Remote::new(
        move || Some(slugs.clone()),
        move |slugs| {
            let client = client.clone();
            async move { named(&client, slugs).await }
        },
    )
}

/// The name of a city among those that are known; words of its address until it is.
pub(super) fn name_among(known: &[Choice], slug: &str) -> String {
    let found = known.iter().find(|city| city.value == slug).map(|city| city.label.clone());
    found.unwrap_or_else(|| words_of(&slug.replace('-', " ")))
}

async fn fitting(client: Client, text: String) -> Result<Vec<Choice>, Error> {
    let filter = CityFilter { q: Some(text).filter(|text| !text.trim().is_empty()), ..CityFilter::default() };
    let query = CityQuery { filter, limit: Some(OFFERED), ..CityQuery::default() };
    let page = client.list_cities(&query).await?;
    Ok(page.items.into_iter().map(|city| Choice::new(city.slug, city.name).with_detail(city.country)).collect())
}

/// Any number of cities.
#[component]
pub(super) fn Cities(
    /// The draft.
    work: Work,
) -> impl IntoView {
    let (client, vocabularies) = (api(), expect_context::<Vocabularies>());
    let slugs = work.written.with_untracked(|written| written.content.cities.clone());
    let (names, met) = (use_names(slugs), RwSignal::new(Vec::<Choice>::new()));
    // What can be chosen was found before: its name is known when it is.
    let source = Source::asked(move |text| {
        let client = client.clone();
        async move {
            let mut found = fitting(client, text).await.map_err(|_| ())?;
            met.try_update(|met| {
                let new: Vec<Choice> = found.iter().filter(|city| !met.contains(city)).cloned().collect();
                met.extend(new);
            });
            for city in &mut found {
                city.detail = untrack(|| vocabularies.label(VocabularyName::Countries, &city.detail));
            }
            Ok(found)
        }
    });
    let chosen = tied(work, CITIES, move |slug| {
        let known: Vec<Choice> = names.get().unwrap_or_default().into_iter().chain(met.get()).collect();
        Choice::new(slug, name_among(&known, slug))
    });
    view! { <Combobox field=work.framed(CITIES.field) source chosen several=true words=words_of_choosing()/> }
}

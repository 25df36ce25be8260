//! Cities to choose from, by their names.

use crate::state::Vocabularies;
use client::{Client, Error};
use domain::cities::{CityFilter, CityQuery};
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use ui::{Choice, Source};

/// So many cities are offered at once.
const OFFERED: u32 = 20;

/// Cities whose names fit what was written, with the codes of their countries.
///
/// # Errors
/// See [`Error`].
pub(crate) async fn cities_like(client: Client, text: String) -> Result<Vec<Choice>, Error> {
    let filter = CityFilter { q: Some(text).filter(|text| !text.trim().is_empty()), ..CityFilter::default() };
    let query = CityQuery { filter, limit: Some(OFFERED), ..CityQuery::default() };
    let page = client.list_cities(&query).await?;
    Ok(page.items.into_iter().map(|city| Choice::new(city.slug, city.name).with_detail(city.country)).collect())
}

/// The same for a field to choose from, with the names of their countries.
pub(crate) fn city_source(client: Client, vocabularies: Vocabularies) -> Source {
    Source::asked(move |text| {
        let client = client.clone();
        async move {
            let mut found = cities_like(client, text).await.map_err(|_| ())?;
            for city in &mut found {
                city.detail = untrack(|| vocabularies.label(VocabularyName::Countries, &city.detail));
            }
            Ok(found)
        }
    })
}

//! The cities of a draft: asked for by name, and told by it.

use super::fields::tied;
use super::{Drafted, Keys, Work};
use crate::parts::{cities_like, words_of_choosing};
use crate::state::{Remote, Vocabularies, api, words_of};
use client::{Client, Error};
use domain::vocabularies::VocabularyName;
use futures_util::future::join_all;
use leptos::prelude::*;
use ui::{Choice, Combobox, Source};

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
pub(crate) fn use_names(slugs: Vec<String>) -> Remote<Vec<Choice>> {
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
pub(crate) fn name_among(known: &[Choice], slug: &str) -> String {
    let found = known.iter().find(|city| city.value == slug).map(|city| city.label.clone());
    found.unwrap_or_else(|| words_of(&slug.replace('-', " ")))
}

/// Any number of cities.
#[component]
pub(crate) fn Cities<K: Drafted>(
    /// The draft.
    work: Work<K>,
    /// The field.
    keys: Keys<K>,
) -> impl IntoView {
    let (client, vocabularies) = (api(), expect_context::<Vocabularies>());
    let slugs = work.written.with_untracked(|written| (keys.read)(written).clone());
    let (names, met) = (use_names(slugs), RwSignal::new(Vec::<Choice>::new()));
    // What can be chosen was found before: its name is known when it is.
    let source = Source::asked(move |text| {
        let client = client.clone();
        async move {
            let mut found = cities_like(client, text).await.map_err(|_| ())?;
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
    let chosen = tied(work, keys, move |slug| {
        let known: Vec<Choice> = names.get().unwrap_or_default().into_iter().chain(met.get()).collect();
        Choice::new(slug, name_among(&known, slug))
    });
    view! { <Combobox field=work.framed(keys.field) source chosen several=true words=words_of_choosing()/> }
}

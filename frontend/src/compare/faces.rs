//! What the cities face: what all of them share, in a sentence, and who names what, in a table.

use super::facts::columns;
use crate::address;
use crate::cities::{HAZARDS, Help};
use crate::messages::{Key, enumeration, fill, list, t};
use crate::state::Vocabularies;
use domain::cities::City;
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use std::sync::Arc;
use ui::{Cell, Row, Table};

/// Keys that are named in a sentence before it says no more.
const NAMED: usize = 6;

/// The keys that some of the cities name, those that most of them share first.
fn rows(cities: &[Arc<City>], of: fn(&City) -> &Vec<String>) -> Vec<(String, usize)> {
    let mut rows: Vec<(String, usize)> = Vec::new();
    for key in cities.iter().flat_map(|city| of(city)) {
        match rows.iter_mut().find(|(other, _)| other == key) {
            Some((_, n)) => *n += 1,
            None => rows.push((key.clone(), 1)),
        }
    }
    rows.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    rows
}

const fn shocks(city: &City) -> &Vec<String> {
    &city.shocks
}

const fn stresses(city: &City) -> &Vec<String> {
    &city.stresses
}

#[component]
pub(super) fn Faces(cities: Vec<Arc<City>>) -> impl IntoView {
    let cities = StoredValue::new(cities);
    view! {
        <section aria-labelledby="faces-title">
            <h2 id="faces-title">{t(Key::CompareFaces)}</h2>
            <Help words=&HAZARDS/>
            <Findings cities/>
            <Matrix cities title=Key::CompareShocks vocabulary=VocabularyName::Shocks of=shocks/>
            <Matrix cities title=Key::CompareStresses vocabulary=VocabularyName::Stresses of=stresses/>
        </section>
    }
}

type Cities = StoredValue<Vec<Arc<City>>>;

/// For which cities nothing is stated: that is another thing than nothing there.
fn silent(cities: Cities) -> Vec<String> {
    let of = |key: Key, of: fn(&City) -> &Vec<String>| {
        let names = |cities: &Vec<Arc<City>>| {
            let silent = cities.iter().filter(|city| of(city).is_empty());
            silent.map(|city| city.name.clone()).collect::<Vec<_>>()
        };
        let names = cities.with_value(names);
        (!names.is_empty()).then(|| fill(key, &[("cities", &enumeration(&names))]))
    };
    let sentences = [of(Key::CompareShocksNone, shocks), of(Key::CompareStressesNone, stresses)];
    sentences.into_iter().flatten().collect()
}

#[component]
fn Findings(cities: Cities) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let labels = move |keys: Vec<(VocabularyName, String)>| {
        let labels: Vec<String> = keys.iter().take(NAMED).map(|(name, key)| vocabularies.label(*name, key)).collect();
        list(&labels)
    };
    let named = move |fits: &dyn Fn(usize, &str) -> bool| {
        cities.with_value(|cities| {
            let of = |name, of: fn(&City) -> &Vec<String>| {
                let fitting = rows(cities, of).into_iter().filter(|(key, n)| fits(*n, key));
                fitting.map(move |(key, _)| (name, key)).collect::<Vec<_>>()
            };
            let mut keys = of(VocabularyName::Shocks, shocks);
            keys.extend(of(VocabularyName::Stresses, stresses));
            keys
        })
    };
    let all = move || {
        let n = cities.with_value(Vec::len);
        let shared = named(&|count, _| count == n);
        if !shared.is_empty() {
            return fill(Key::CompareAll, &[("keys", &labels(shared))]);
        }
        t(if silent(cities).is_empty() { Key::CompareAllNone } else { Key::CompareAllStated }).to_owned()
    };
    let only = move || {
        let sentence = |city: &Arc<City>| {
            let own = named(&|count, key| count == 1 && (shocks(city).iter().chain(stresses(city)).any(|k| k == key)));
            (!own.is_empty()).then(|| fill(Key::CompareOnly, &[("city", &city.name), ("keys", &labels(own))]))
        };
        let mut sentences = silent(cities);
        sentences.extend(cities.with_value(|cities| cities.iter().filter_map(sentence).collect::<Vec<_>>()));
        sentences.into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view()
    };
    view! {
        <p class="finding">{all}</p>
        <ul class="bullets">{only}</ul>
        <p class="small muted">{t(Key::CompareAsk)}</p>
    }
}

/// Who names what.
#[component]
fn Matrix(cities: Cities, title: Key, vocabulary: VocabularyName, of: fn(&City) -> &Vec<String>) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let all = cities.get_value();
    let (keys, columns) = (rows(&all, of), columns(t(title), &all));
    let rows = move || {
        let row = |(key, _): &(String, usize)| {
            let marks = all.iter().map(|city| {
                if of(city).is_empty() {
                    return Cell::Nothing(t(Key::NotStated).to_owned());
                }
                let there = of(city).contains(key);
                Cell::Mark { there, word: t(if there { Key::CompareYes } else { Key::CompareNo }).to_owned() }
            });
            let href = address::term(vocabulary, key).unwrap_or_default();
            let named = Cell::Link { text: vocabularies.label(vocabulary, key), href };
            Row { key: key.clone(), cells: std::iter::once(named).chain(marks).collect() }
        };
        keys.iter().map(row).collect::<Vec<_>>()
    };
    view! {
        <h3>{t(title)}</h3>
        <Table
            caption=t(title) titled=true columns rows sort=RwSignal::new(None)
            nothing=|| view! { <p class="muted">{t(Key::NotStated)}</p> }
        />
    }
}

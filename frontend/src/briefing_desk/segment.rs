//! To whom an issue goes: everyone, or those who chose a language or work for some place.

use super::work::Work;
use crate::messages::{Key, t};
use crate::parts::{Boxes, city_source, words_of_choosing};
use crate::state::{Vocabularies, api, own_name, words_of};
use domain::briefings::BriefingSegment;
use domain::cities::Region;
use domain::vocabularies::{Language, VocabularyName};
use leptos::prelude::*;
use ui::{Choice, Combobox, Field, Source, Value, fitting};

/// Values of a closed set that are ticked, tied to the segment.
fn ticked<T: Copy + std::str::FromStr + Send + Sync + 'static>(
    work: Work,
    name: fn(T) -> &'static str,
    read: fn(&BriefingSegment) -> &Vec<T>,
    write: fn(&mut BriefingSegment) -> &mut Vec<T>,
) -> Value<Vec<String>> {
    let shown = Signal::derive(move || {
        work.written.with(|written| read(&written.segment).iter().map(|one| name(*one).to_owned()).collect::<Vec<_>>())
    });
    Value::new(shown, move |values: Vec<String>| {
        let values = values.iter().filter_map(|value| value.parse().ok()).collect();
        work.write(|written| *write(&mut written.segment) = values);
    })
}

/// Keys that are chosen by writing, tied to the segment.
fn chosen(
    work: Work,
    label: impl Fn(&str) -> String + Send + Sync + 'static,
    read: fn(&BriefingSegment) -> &Vec<String>,
    write: fn(&mut BriefingSegment) -> &mut Vec<String>,
) -> RwSignal<Vec<Choice>> {
    let written = Memo::new(move |_| work.written.with(|written| read(&written.segment).clone()));
    let chosen = RwSignal::new(Vec::<Choice>::new());
    Effect::new(move |_| {
        let wanted: Vec<String> = written.get();
        let now: Vec<String> = chosen.with_untracked(|all| all.iter().map(|one| one.value.clone()).collect());
        if wanted != now {
            chosen.set(wanted.iter().map(|key| Choice::new(key, label(key))).collect());
        }
    });
    Effect::new(move |before: Option<()>| {
        let values: Vec<String> = chosen.with(|all| all.iter().map(|one| one.value.clone()).collect());
        if before.is_some() && written.with_untracked(|written| *written != values) {
            work.write(|written| *write(&mut written.segment) = values);
        }
    });
    chosen
}

/// The fields. All left empty, it goes to everyone.
#[component]
pub(super) fn Segment(
    /// The issue.
    work: Work,
) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let languages: Vec<Choice> =
        Language::ALL.iter().map(|language| Choice::new(language.as_str(), own_name(*language))).collect();
    let of_language = ticked(work, Language::as_str, |one| &one.languages, |one| &mut one.languages);
    // The names come with the other words of the platform.
    let regions = move || {
        let named = |region: &Region| {
            Choice::new(region.as_str(), vocabularies.label(VocabularyName::Regions, region.as_str()))
        };
        let options: Vec<Choice> = Region::ALL.iter().map(named).collect();
        let values = ticked(work, Region::as_str, |one| &one.regions, |one| &mut one.regions);
        view! { <Boxes id="segment-regions" words=[Key::SegmentRegions, Key::SegmentRegionsHint] options values/> }
    };
    let country = move |code: &str| untrack(|| vocabularies.label(VocabularyName::Countries, code));
    let countries = chosen(work, country, |one| &one.countries, |one| &mut one.countries);
    let of_countries = Source::answered(move |text| {
        let terms = untrack(|| vocabularies.terms(VocabularyName::Countries));
        let all: Vec<Choice> = terms.iter().map(|term| Choice::new(&term.key, country(&term.key))).collect();
        fitting(&all, text)
    });
    let city = |slug: &str| words_of(&slug.replace('-', " "));
    let cities = chosen(work, city, |one| &one.cities, |one| &mut one.cities);
    let of_cities = city_source(api(), vocabularies);
    let (country_field, city_field) = (
        Field::new("segment-countries", t(Key::SegmentCountries)),
        Field::new("segment-cities", t(Key::SegmentCities)),
    );
    view! {
        <details class="desk-words">
            <summary>{t(Key::SegmentTitle)}</summary>
            <p class="small muted">{t(Key::SegmentText)}</p>
            <Boxes id="segment-languages" words=[Key::SegmentLanguages, Key::SegmentLanguagesHint] options=languages values=of_language/>
            {regions}
            <Combobox field=country_field source=of_countries chosen=countries several=true words=words_of_choosing()/>
            <Combobox field=city_field source=of_cities chosen=cities several=true words=words_of_choosing()/>
        </details>
    }
}

//! What a search is narrowed down by, with what each choice would give.

use super::{Asked, href};
use crate::messages::{Key, day_of, fill, language_name, number, t};
use crate::state::{Pages, Vocabularies};
use contract::FacetValue;
use domain::search::{SearchFacet, SearchHit, SearchQuery};
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{Checkbox, Link, Rank, Tag};

/// What is offered, the most telling first. Kinds stand above it by themselves.
pub(super) const OFFERED: [(SearchFacet, Key); 4] = [
    (SearchFacet::Topic, Key::SearchTopic),
    (SearchFacet::Theme, Key::SearchTheme),
    (SearchFacet::Region, Key::SearchRegion),
    (SearchFacet::Language, Key::SearchLanguage),
];

/// The query with a value of a facet chosen where it was not, and not where it was.
fn toggled(mut query: SearchQuery, facet: SearchFacet, value: &str) -> SearchQuery {
    let flip = |values: &mut Vec<String>| match values.iter().position(|one| one == value) {
        Some(place) => drop(values.remove(place)),
        None => values.push(value.to_owned()),
    };
    match facet {
        SearchFacet::Topic => flip(&mut query.topics),
        SearchFacet::Theme => flip(&mut query.themes),
        SearchFacet::Language => flip(&mut query.languages),
        SearchFacet::Region => {
            let mut regions = query.regions.iter().map(ToString::to_string).collect();
            flip(&mut regions);
            query.regions = regions.iter().filter_map(|region| region.parse().ok()).collect();
        }
        SearchFacet::Kind => {}
    }
    query
}

/// The values that are chosen of a facet.
fn chosen(query: &SearchQuery, facet: SearchFacet) -> Vec<String> {
    let choices = query.choices().into_iter();
    choices.filter(|(name, _)| *name == facet).flat_map(|(_, values)| values).collect()
}

/// A value in words.
fn label(vocabularies: Vocabularies, facet: SearchFacet, value: &str) -> String {
    match facet {
        SearchFacet::Topic => vocabularies.label(VocabularyName::LessonTopics, value),
        SearchFacet::Theme => vocabularies.label(VocabularyName::PriorityThemes, value),
        SearchFacet::Region => vocabularies.label(VocabularyName::Regions, value),
        SearchFacet::Language => language_name(value),
        SearchFacet::Kind => value.to_owned(),
    }
}

/// Whether anything but the words, the kind and the city narrows the search down.
fn is_narrowed(query: &SearchQuery) -> bool {
    !query.choices().is_empty() || query.published_since.is_some()
}

/// All filters, folded away until somebody wants them, and what is in force.
#[component]
pub(super) fn Facets(asked: Memo<Asked>, pages: Pages<SearchHit>) -> impl IntoView {
    let open = asked.with_untracked(|asked| is_narrowed(&asked.query()));
    let groups = OFFERED.map(|(facet, name)| view! { <Group facet name asked pages/> }).collect_view();
    // Nobody can choose where nothing was counted.
    let is_empty = move || {
        let counted = OFFERED.iter().all(|(facet, _)| pages.facet(facet.as_str()).values.is_empty());
        counted && !asked.with(|asked| is_narrowed(&asked.query()))
    };
    view! {
        <details class="filters" open=open hidden=is_empty>
            <summary>{t(Key::FiltersTitle)}</summary>
            <div class="filter-groups" role="group" aria-label=t(Key::FiltersTitle)>{groups}</div>
        </details>
        <InForce asked/>
    }
}

#[component]
fn Group(facet: SearchFacet, name: Key, asked: Memo<Asked>, pages: Pages<SearchHit>) -> impl IntoView {
    let values = Memo::new(move |_| {
        let mut values = pages.facet(facet.as_str()).values;
        for value in chosen(&asked.with(Asked::query), facet) {
            if values.iter().all(|known| known.value != value) {
                values.push(FacetValue { value, count: 0 });
            }
        }
        values
    });
    let is_open = !chosen(&asked.with_untracked(Asked::query), facet).is_empty();
    let row = move |value: FacetValue| view! { <Choice facet value=value.value asked values/> };
    view! {
        <details class="filter" open=is_open hidden=move || values.with(Vec::is_empty)>
            <summary>{t(name)}</summary>
            <fieldset>
                <legend class="visually-hidden">{t(name)}</legend>
                <For each=move || values.get() key=|value| value.value.clone() children=row/>
            </fieldset>
        </details>
    }
}

#[component]
fn Choice(facet: SearchFacet, value: String, asked: Memo<Asked>, values: Memo<Vec<FacetValue>>) -> impl IntoView {
    let (vocabularies, navigate): (Vocabularies, _) = (expect_context(), use_navigate());
    let id = ["filter-", facet.as_str(), "-", &value].concat();
    let value = StoredValue::new(value);
    let text = Signal::derive(move || value.with_value(|value| label(vocabularies, facet, value)));
    let checked = Signal::derive(move || {
        let chosen = chosen(&asked.with(Asked::query), facet);
        value.with_value(|value| chosen.contains(value))
    });
    let counted = Signal::derive(move || {
        let count = values.with(|values| {
            let own = values.iter().find(|one| value.with_value(|value| one.value == *value));
            own.map_or(0, |one| one.count)
        });
        number(count as f64)
    });
    let toggle = move |_: bool| {
        let query = value.with_value(|value| toggled(asked.with_untracked(Asked::query), facet, value));
        navigate(&href(&query), NavigateOptions { scroll: false, ..NavigateOptions::default() });
    };
    view! { <Checkbox id label=text count=counted checked on_change=toggle/> }
}

/// Since when, and the way out of all filters.
#[component]
fn InForce(asked: Memo<Asked>) -> impl IntoView {
    move || {
        let query = asked.with(Asked::query);
        let since = query.published_since.map(|since| {
            let text = fill(Key::ChipSince, &[("day", &day_of(&since.to_string()))]);
            let name = Signal::stored(fill(Key::ChipRemove, &[("filter", &text)]));
            let of_any_time = href(&SearchQuery { published_since: None, ..query.clone() });
            view! { <li><Tag pillar="harbour" label=text href=of_any_time left_by=(name, Callback::new(|()| ()))/></li> }
        });
        is_narrowed(&query).then(|| {
            let SearchQuery { q, kinds, city, .. } = query;
            let without = href(&SearchQuery { q, kinds, city, ..SearchQuery::default() });
            view! {
                <ul class="ui-tags" aria-label=t(Key::ChipsTitle)>
                    {since}
                    <li><Link rank=Rank::Quiet small=true href=without stays=true>{t(Key::SearchClear)}</Link></li>
                </ul>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{chosen, is_narrowed, toggled};
    use domain::search::{SearchFacet, SearchQuery};

    #[test]
    fn choosing_twice_changes_nothing() {
        let start = SearchQuery::parse("q=heat&topic=health&kind=lesson").unwrap();
        for (facet, value) in [
            (SearchFacet::Topic, "economic"),
            (SearchFacet::Theme, "climate_resilience"),
            (SearchFacet::Region, "africa"),
            (SearchFacet::Language, "en"),
        ] {
            let once = toggled(start.clone(), facet, value);
            assert!(chosen(&once, facet).iter().any(|one| one == value), "{facet}");
            assert_eq!(toggled(once, facet, value), start, "{facet}");
        }
        assert!(!is_narrowed(&toggled(start, SearchFacet::Topic, "health")));
    }
}

//! The filters of a list, with what each choice would give, and those in force.

use super::state::{ListState, use_go};
use crate::browser::{find, focus_in_place};
use crate::messages::{Key, day_of, fill, number, t};
use crate::parts::Skeleton;
use crate::state::Vocabularies;
use contract::FacetValue;
use leptos::prelude::*;
use ui::{Button, Checkbox, Link, Rank, Tag};

/// Values of a facet that are shown before somebody asks for all.
const FEW: usize = 7;

/// The filters, on a small screen folded away.
#[component]
pub(super) fn Filters(state: ListState) -> impl IntoView {
    let groups = state.catalogue.facets.offered.iter().map(|facet| view! { <Group facet=*facet state/> });
    let groups = groups.collect_view();
    // On a wide screen there is room for them.
    let wide = window().inner_width().ok().and_then(|width| width.as_f64()).is_some_and(|width| width > 760.0);
    let is_unknown = Memo::new(move |_| state.pages.facets.with(Option::is_none));
    view! {
        <details class="filters" open=wide hidden=move || state.is_down()>
            <summary>{t(Key::FiltersTitle)}</summary>
            {move || is_unknown.get().then(|| view! { <Skeleton lines=9/> })}
            <div class="filter-groups" role="group" aria-label=t(Key::FiltersTitle) hidden=is_unknown>{groups}</div>
        </details>
    }
}

#[component]
fn Group(facet: &'static str, state: ListState) -> impl IntoView {
    let all = RwSignal::new(false);
    let values = Memo::new(move |_| shown_values(facet, state));
    let shown = move || {
        let mut values = values.get();
        if !all.get() {
            let query = state.query();
            let mut place = 0;
            values.retain(|value| {
                place += 1;
                place <= FEW || query.has(facet, &value.value)
            });
        }
        values
    };
    let all_button = move || {
        let many = values.with(Vec::len);
        (many > FEW).then(|| {
            let text = move || if all.get() { t(Key::FiltersFewer).to_owned() } else { fill(Key::FiltersAll, &[("n", &number(many as f64))]) };
            view! { <Button rank=Rank::Quiet small=true expanded=all on_press=move |()| all.update(|all| *all = !*all)>{text}</Button> }
        })
    };
    let is_open = state.catalogue.facets.open.contains(&facet) || !state.query_now().values(facet).is_empty();
    // Nobody can choose where nothing was counted.
    let is_empty = move || values.with(Vec::is_empty);
    view! {
        <details class="filter" open=is_open hidden=is_empty>
            <summary>{state.name(facet)}</summary>
            <fieldset>
                <legend class="visually-hidden">{state.name(facet)}</legend>
                <For each=shown key=|value| value.value.clone() let:value><Choice facet value=value.value state/></For>
                {all_button}
            </fieldset>
        </details>
    }
}

/// What was counted, and what is chosen although nothing has it.
fn shown_values(facet: &str, state: ListState) -> Vec<FacetValue> {
    let mut values = state.pages.facet(facet).values;
    for value in state.query().values(facet) {
        if values.iter().all(|known| known.value != *value) {
            values.push(FacetValue { value: value.clone(), count: 0 });
        }
    }
    (state.catalogue.facets.in_order)(facet, values)
}

#[component]
fn Choice(facet: &'static str, value: String, state: ListState) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let go = use_go(state);
    let facets = state.catalogue.facets;
    let hint = (facets.meaning)(facet, &value);
    let id = ["filter-", facet, "-", &value].concat();
    let value = StoredValue::new(value);
    let text = move || value.with_value(|value| (facets.label)(vocabularies, facet, value));
    let checked = Signal::derive(move || value.with_value(|value| state.query().has(facet, value)));
    let counted = move || {
        let counted = state.pages.facet(facet).values.into_iter();
        number(counted.filter(|one| value.with_value(|value| one.value == *value)).map(|one| one.count).sum::<u64>()
            as f64)
    };
    let toggle = move |_: bool| {
        let query = state.query_now();
        go(&value.with_value(|value| query.toggled(facet, value, state.is_either(facet))), false);
    };
    match hint {
        Some(hint) => {
            view! { <Checkbox id label=text count=counted checked on_change=toggle hint=Signal::stored(hint)/> }
                .into_any()
        }
        None => view! { <Checkbox id label=text count=counted checked on_change=toggle/> }.into_any(),
    }
}

/// The filters in force, each with a way to take it off.
#[component]
pub(super) fn Chips(state: ListState) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let clear = move || state.href(&state.query().unfiltered());
    let words = move || {
        let query = state.query();
        query.words.clone().map(|words| {
            let text = fill(Key::ChipWords, &[("words", &words)]);
            view! { <Chip text href=state.href(&query.with_words(None))/> }
        })
    };
    let since = move || {
        let query = state.query();
        query.since.clone().map(|since| {
            let text = fill(Key::ChipSince, &[("day", &day_of(&since))]);
            view! { <Chip text href=state.href(&query.of_any_time())/> }
        })
    };
    let chips = move || {
        let query = state.query();
        let chips = query.chosen().map(|(facet, value)| {
            let label = (state.catalogue.facets.label)(vocabularies, facet, value);
            let text = fill(Key::ChipValue, &[("facet", state.name(facet)), ("value", &label)]);
            view! { <Chip text href=state.href(&query.toggled(facet, value, state.is_either(facet)))/> }
        });
        chips.collect_view()
    };
    move || {
        (!state.query().is_empty()).then(|| {
            view! {
                <ul class="ui-tags" aria-label=t(Key::ChipsTitle)>
                    {words}
                    {since}
                    {chips}
                    <li><Link rank=Rank::Quiet small=true href=clear stays=true on_follow=|()| focus_heading()>{t(state.catalogue.words.clear)}</Link></li>
                </ul>
            }
        })
    }
}

/// One filter in force; going there takes it off.
#[component]
fn Chip(text: String, href: String) -> impl IntoView {
    let name = Signal::stored(fill(Key::ChipRemove, &[("filter", &text)]));
    let left_by = (name, Callback::new(|()| focus_heading()));
    view! { <li><Tag pillar="harbour" label=text href left_by/></li> }
}

/// A chip that takes itself off would take the focus with it.
fn focus_heading() {
    if let Some(heading) = find("main h1") {
        focus_in_place(&heading);
    }
}

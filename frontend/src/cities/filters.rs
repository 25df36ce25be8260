//! The filters of the list, with what each choice would give, and those in force.

use super::choice::{OFFERED, is_chosen, label, name, toggled};
use super::list::{ListState, use_go};
use crate::address::ListAddress;
use crate::browser::{find, focus_in_place};
use crate::messages::{Key, fill, number, t};
use crate::parts::Skeleton;
use crate::state::Vocabularies;
use contract::FacetValue;
use domain::cities::{CityFacet, CityFilter, CityQuery};
use leptos::ev;
use leptos::prelude::*;
use std::ops::Range;
use ui::{Button, Checkbox, Link, Rank, Tag};
use wasm_bindgen::JsCast as _;
use web_sys::{KeyboardEvent, Node};

/// Values of a facet that are shown before somebody asks for all.
const FEW: usize = 7;
/// On windows up to this width, in pixels, the filters are folded away above the list: as the styles have it.
const PHONE: f64 = 760.0;
/// On windows of these widths they open over the list, beside which the map stands: as the styles have it.
const OVER: Range<f64> = 1024.0..1180.0;

/// The filters, folded away where there is no room for them.
#[component]
pub(super) fn Filters(state: ListState) -> impl IntoView {
    let groups = OFFERED.map(|facet| view! { <Group facet state/> });
    let width = use_window_width();
    let is_over = Memo::new(move |_| OVER.contains(&width.get()));
    let has_room = Memo::new(move |_| width.get() > PHONE && !is_over.get());
    fold_when_pressed_elsewhere(is_over);
    let press = move |event: KeyboardEvent| {
        if event.key() == "Escape" && is_over.get_untracked() {
            fold();
            if let Some(summary) = find(".filters > summary") {
                focus_in_place(&summary);
            }
        }
    };
    let is_unknown = Memo::new(move |_| state.pages.facets.with(Option::is_none));
    view! {
        <details class="filters" open=has_room hidden=move || state.is_down() on:keydown=press>
            <summary>{t(Key::FiltersTitle)}</summary>
            {move || is_unknown.get().then(|| view! { <Skeleton lines=9/> })}
            <div class="filter-groups" role="group" aria-label=t(Key::FiltersTitle) hidden=is_unknown>{groups.collect_view()}</div>
        </details>
    }
}

/// How wide the window is, in pixels.
fn use_window_width() -> RwSignal<f64> {
    let measured = || window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or_default();
    let width = RwSignal::new(measured());
    let listening = window_event_listener(ev::resize, move |_| width.set(measured()));
    on_cleanup(move || listening.remove());
    width
}

fn fold() {
    if let Some(filters) = find(".filters") {
        // Taking away an attribute cannot fail.
        let _ = filters.remove_attribute("open");
    }
}

/// What lies over the list goes when somebody turns to something else.
fn fold_when_pressed_elsewhere(is_over: Memo<bool>) {
    let listening = window_event_listener(ev::pointerdown, move |event| {
        let pressed = event.target().and_then(|target| target.dyn_into::<Node>().ok());
        let is_within = find(".filters").is_some_and(|filters| filters.contains(pressed.as_ref()));
        if is_over.get_untracked() && !is_within {
            fold();
        }
    });
    on_cleanup(move || listening.remove());
}

#[component]
fn Group(facet: CityFacet, state: ListState) -> impl IntoView {
    let all = RwSignal::new(false);
    let values = move || shown_values(facet, &state.pages.facet(facet.as_str()).values, &state.address().query.filter);
    let shown = move || {
        let mut values = values();
        if !all.get() {
            let filter = state.address().query.filter;
            let mut place = 0;
            values.retain(|value| {
                place += 1;
                place <= FEW || is_chosen(&filter, facet, &value.value)
            });
        }
        values
    };
    let rest = move || values().len().saturating_sub(FEW);
    let all_button = move || {
        (rest() > 0).then(|| {
            let text = move || if all.get() { t(Key::FiltersFewer).to_owned() } else { fill(Key::FiltersAll, &[("n", &number((rest() + FEW) as f64))]) };
            view! { <Button rank=Rank::Quiet small=true expanded=all on_press=move |()| all.update(|all| *all = !*all)>{text}</Button> }
        })
    };
    let is_open = facet == CityFacet::Region
        || facet == CityFacet::Member
        || !chosen_values(&state.address_now().query.filter, facet).is_empty();
    view! {
        <details class="filter" open=is_open>
            <summary>{name(facet)}</summary>
            <fieldset>
                <legend class="visually-hidden">{name(facet)}</legend>
                <For each=shown key=|value| value.value.clone() let:value><Choice facet value=value.value state/></For>
                {all_button}
            </fieldset>
        </details>
    }
}

/// What was counted, and what is chosen although nothing has it.
fn shown_values(facet: CityFacet, counted: &[FacetValue], filter: &CityFilter) -> Vec<FacetValue> {
    let mut values = counted.to_vec();
    for value in chosen_values(filter, facet) {
        if values.iter().all(|known| known.value != value) {
            values.push(FacetValue { value, count: 0 });
        }
    }
    values
}

fn chosen_values(filter: &CityFilter, facet: CityFacet) -> Vec<String> {
    filter.choices().into_iter().filter(|(chosen, _)| *chosen == facet).flat_map(|(_, values)| values).collect()
}

#[component]
fn Choice(facet: CityFacet, value: String, state: ListState) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let go = use_go();
    let value = StoredValue::new(value);
    let text = move || value.with_value(|value| label(vocabularies, facet, value));
    let chosen = move || value.with_value(|value| is_chosen(&state.address().query.filter, facet, value));
    let counted = move || {
        let counted = state.pages.facet(facet.as_str()).values.into_iter();
        number(counted.filter(|one| value.with_value(|value| one.value == *value)).map(|one| one.count).sum::<u64>()
            as f64)
    };
    let toggle = move |_: bool| {
        let address = state.address_now();
        let filter = value.with_value(|value| toggled(&address.query.filter, facet, value));
        go(&ListAddress { query: CityQuery { filter, ..address.query }, ..address }, false);
    };
    let id = value.with_value(|value| ["filter-", facet.as_str(), "-", value].concat());
    view! { <Checkbox id label=text count=counted checked=Signal::derive(chosen) on_change=toggle/> }
}

/// The filters in force, each with a way to take it off.
#[component]
pub(super) fn Chips(state: ListState) -> impl IntoView {
    let clear = move || {
        ListAddress { query: CityQuery { filter: CityFilter::default(), ..state.address().query }, ..state.address() }
            .href()
    };
    let any = move || !state.address().query.filter.is_empty();
    let chip_of_words = move || {
        let mut address = state.address();
        address.query.filter.q.take().map(|words| {
            view! { <Chip text=fill(Key::ChipWords, &[("words", &words)]) href=address.href()/> }
        })
    };
    let vocabularies: Vocabularies = expect_context();
    let chips = move || {
        let address = state.address();
        let choices = address.query.filter.choices().into_iter();
        let chosen = choices.flat_map(|(facet, values)| values.into_iter().map(move |value| (facet, value)));
        let chips = chosen.map(|(facet, value)| {
            let text = fill(Key::ChipValue, &[("facet", name(facet)), ("value", &label(vocabularies, facet, &value))]);
            let filter = toggled(&address.query.filter, facet, &value);
            let without = ListAddress { query: CityQuery { filter, ..address.query.clone() }, map: address.map };
            view! { <Chip text href=without.href()/> }
        });
        chips.collect_view()
    };
    move || {
        any().then(|| {
            view! {
                <ul class="ui-tags" aria-label=t(Key::ChipsTitle)>
                    {chip_of_words}
                    {chips}
                    <li><Link rank=Rank::Quiet small=true href=clear stays=true on_follow=|()| focus_heading()>{t(Key::CitiesClear)}</Link></li>
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

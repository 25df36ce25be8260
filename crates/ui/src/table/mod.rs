//! Things with the same facts, in rows.

mod cell;

pub use cell::{Cell, Column, Row, Sort};

use crate::dom::{all, moved, place_of_focus, unique};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::KeyboardEvent;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// A table.
#[component]
pub fn Table(
    /// What its rows are.
    #[prop(into)]
    caption: Signal<String>,
    /// Its columns; the first names the row.
    columns: Vec<Column>,
    /// Its rows.
    #[prop(into)]
    rows: Signal<Vec<Row>>,
    /// By which column they are sorted.
    sort: RwSignal<Option<Sort>>,
    /// Whoever has the rows sorts them, told by `sort`; else the table does.
    #[prop(optional)]
    sorted_outside: bool,
    /// Other rows are on their way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Stands below the header where there are no rows.
    #[prop(optional, into)]
    nothing: ViewFn,
    /// A heading above says already what its rows are: the caption is heard, not seen.
    #[prop(optional)]
    titled: bool,
) -> impl IntoView {
    let columns = StoredValue::new(columns);
    let sorted = Memo::new(move |_| {
        let (mut rows, sort) = (rows.get(), sort.get());
        if let Some(sort) = sort.filter(|_| !sorted_outside)
            && let Some(at) = columns.with_value(|columns| columns.iter().position(|column| column.key == sort.key))
        {
            cell::order(&mut rows, at, sort.descending, cell::by_language);
        }
        rows
    });
    let id = unique("table");
    let empty = move || (sorted.with(Vec::is_empty) && !busy.get()).then(|| nothing.run());
    view! {
        <div class="ui-table" class:ui-titled=titled role="region" aria-labelledby=id tabindex="0">
            <table role="table" aria-labelledby=id.clone() aria-busy=move || busy.get().to_string()>
                <caption id=id.clone()><span class:visually-hidden=titled>{caption}</span></caption>
                <thead role="rowgroup"><tr role="row">{heads(columns, sort)}</tr></thead>
                <Body columns rows=sorted.into()/>
            </table>
        </div>
        {empty}
    }
}

fn heads(columns: StoredValue<Vec<Column>>, sort: RwSignal<Option<Sort>>) -> impl IntoView {
    let head = move |column: Column| {
        let key = column.key;
        let state = move || column.sortable.then(|| Sort::state(sort.get(), key));
        let words = if column.sortable {
            let press = move |_| sort.update(|sort| *sort = Some(Sort::pressed(*sort, key)));
            view! {
                <button type="button" on:click=press>
                    {column.label}
                    <svg class="ui-sort" width="10" height="14" viewBox="0 0 10 14" aria-hidden="true"><path class="up" d="M5 1 9 6H1z"/><path class="down" d="M5 13 1 8h8z"/></svg>
                </button>
            }
            .into_any()
        } else if let Some(href) = column.href {
            view! { <span><a href=href>{column.label}</a></span> }.into_any()
        } else {
            view! { <span>{column.label}</span> }.into_any()
        };
        view! { <th scope="col" role="columnheader" class:ui-number=column.numeric aria-sort=state>{words}</th> }
    };
    columns.get_value().into_iter().map(head).collect_view()
}

#[component]
fn Body(columns: StoredValue<Vec<Column>>, rows: Signal<Vec<Row>>) -> impl IntoView {
    let node = NodeRef::<html::Tbody>::new();
    // One row is a stop of the tab key; the arrows go on from there.
    let stop = RwSignal::new(None::<String>);
    let key = move |event: KeyboardEvent| {
        let (Some(body), key) = (node.get_untracked(), event.key()) else { return };
        let all_rows = all(&body, "tr");
        let Some(at) = place_of_focus(&all_rows) else { return };
        if key == "Enter" {
            if let Some(link) = all(&all_rows[at], "a[href]").first() {
                event.prevent_default();
                link.click();
            }
            return;
        }
        // Rows do not go round: the end of a list is worth knowing.
        let to =
            moved(&key, Some(at), all_rows.len()).filter(|to| at.abs_diff(*to) == 1 || key == "Home" || key == "End");
        if let Some(row) = to.and_then(|to| all_rows.get(to)) {
            event.prevent_default();
            let _ = row.focus();
        }
    };
    let focused = move |event: web_sys::FocusEvent| {
        let row = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if let Some(key) =
            row.and_then(|row| row.closest("tr").ok().flatten()).and_then(|row| row.get_attribute("data-key"))
        {
            stop.set(Some(key));
        }
    };
    let stop_key = Memo::new(move |_| {
        let wanted = stop.get();
        rows.with(|rows| {
            let there = wanted.filter(|wanted| rows.iter().any(|row| row.key == *wanted));
            there.or_else(|| rows.first().map(|row| row.key.clone()))
        })
    });
    view! {
        <tbody role="rowgroup" node_ref=node on:keydown=key on:focusin=focused>
            <For each=move || rows.get() key=Row::clone children=move |row| view! { <Line columns row stop=stop_key.into()/> }/>
        </tbody>
    }
}

#[component]
fn Line(columns: StoredValue<Vec<Column>>, row: Row, stop: Signal<Option<String>>) -> impl IntoView {
    let this = row.key.clone();
    let index = move || if stop.with(|stop| stop.as_ref() == Some(&this)) { "0" } else { "-1" };
    let cells = row.cells.into_iter().zip(columns.get_value()).enumerate().map(|(at, (cell, column))| {
        let (label, number) = (column.label, column.numeric);
        let content = match cell {
            Cell::Text(text) | Cell::Number { shown: text, .. } => view! { <span>{text}</span> }.into_any(),
            Cell::Link { text, href } => view! { <a href=href>{text}</a> }.into_any(),
            Cell::Mark { there, word } => view! {
                <span class:ui-there=there>
                    <span aria-hidden="true">{if there { "●" } else { "–" }}</span> <span class="visually-hidden">{word}</span>
                </span>
            }
            .into_any(),
            Cell::Nothing(words) => view! { <span class="ui-nothing">{words}</span> }.into_any(),
        };
        if at == 0 {
            view! { <th scope="row" role="rowheader">{content}</th> }.into_any()
        } else {
            view! { <td role="cell" data-label=label class:ui-number=number>{content}</td> }.into_any()
        }
    });
    let cells = cells.collect_view();
    view! { <tr role="row" data-key=row.key tabindex=index>{cells}</tr> }
}

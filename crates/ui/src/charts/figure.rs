//! A chart with its finding, its caption, its table and its files.

use super::data::{ChartData, csv};
use super::draw::{Form, Frame, draw};
use super::save;
use crate::dom::{is_rtl, unique};
use leptos::html;
use leptos::prelude::*;

/// Wider, and bars become hard to compare.
const WIDEST: f64 = 860.0;

/// The words of a chart.
#[derive(Debug, Clone, Copy)]
pub struct ChartWords {
    /// The button that shows the table.
    pub table: Signal<String>,
    /// What the files are called together.
    pub files: Signal<String>,
    /// What stands for a number that is not known.
    pub nothing: Signal<String>,
}

/// A chart.
#[component]
pub fn Chart(
    /// How the data are shown.
    form: Form,
    /// The data.
    #[prop(into)]
    data: Signal<ChartData>,
    /// The finding, in a sentence.
    #[prop(into)]
    title: Signal<String>,
    /// How many were counted, the source, the date.
    #[prop(into)]
    caption: Signal<String>,
    /// How a number is written.
    #[prop(into)]
    number: Callback<f64, String>,
    /// The name of its files, without their endings.
    #[prop(into)]
    file: String,
    /// Its words.
    words: ChartWords,
) -> impl IntoView {
    let (id, node, table) = (unique("chart"), NodeRef::<html::Div>::new(), RwSignal::new(false));
    let (name, width) = ([&id, "-title"].concat(), width_of(node));
    let labelled = name.clone();
    let svg = move || {
        let (title, nothing) = (title.get(), words.nothing.get());
        let write = |value: f64| number.run(value);
        let frame =
            Frame { id: &id, title: &title, width: width.get(), rtl: is_rtl(), number: &write, nothing: &nothing };
        data.with(|data| draw(form, data, frame))
    };
    view! {
        <figure class="ui-chart" aria-labelledby=labelled>
            <figcaption id=name>{title}</figcaption>
            <div class="ui-chart-picture" node_ref=node inner_html=svg prop:hidden=move || table.get()></div>
            {move || table.get().then(|| view! { <DataTable data title number nothing=words.nothing/> })}
            <p class="ui-chart-caption">{caption}</p>
            <Buttons data node table file words/>
        </figure>
    }
}

/// How wide the picture may be, as long as the page has it.
fn width_of(node: NodeRef<html::Div>) -> RwSignal<f64> {
    let width = RwSignal::new(0.0);
    let measure = move || {
        let room = node.get_untracked().map_or(0, |picture| picture.client_width());
        // A picture that is not seen has no width.
        if room > 0 {
            width.set(f64::from(room).min(WIDEST));
        }
    };
    Effect::new(move |_| {
        node.track();
        request_animation_frame(measure);
    });
    let listener = window_event_listener(leptos::ev::resize, move |_| measure());
    on_cleanup(move || listener.remove());
    width
}

#[component]
fn Buttons(
    data: Signal<ChartData>,
    node: NodeRef<html::Div>,
    table: RwSignal<bool>,
    file: String,
    words: ChartWords,
) -> impl IntoView {
    let file = StoredValue::new(file);
    let name = move |ending: &str| file.with_value(|file| [file, ending].concat());
    let picture = move || node.get_untracked().and_then(|node| node.first_element_child());
    let svg = move |_| {
        if let Some(picture) = picture() {
            save::svg(&name(".svg"), &picture);
        }
    };
    let png = move |_| {
        if let Some(picture) = picture() {
            save::png(&name(".png"), &picture);
        }
    };
    let csv = move |_| save::text(&name(".csv"), "text/csv;charset=utf-8", &data.with_untracked(csv));
    let shown = move || table.get();
    view! {
        <div class="ui-row">
            <button type="button" class="ui-button ui-small" aria-pressed=move || table.get().to_string() on:click=move |_| table.update(|table| *table = !*table)>
                {words.table}
            </button>
            <span class="ui-row" role="group" aria-label=words.files>
                <button type="button" class="ui-button ui-small" prop:hidden=shown on:click=svg>"SVG"</button>
                <button type="button" class="ui-button ui-small" prop:hidden=shown on:click=png>"PNG"</button>
                <button type="button" class="ui-button ui-small" on:click=csv>"CSV"</button>
            </span>
        </div>
    }
}

/// The numbers of the chart.
#[component]
fn DataTable(
    data: Signal<ChartData>,
    title: Signal<String>,
    number: Callback<f64, String>,
    nothing: Signal<String>,
) -> impl IntoView {
    let heads = move || {
        let heads = data.get().series.into_iter().map(|series| view! { <th scope="col">{series.name}</th> });
        heads.collect_view()
    };
    let row = move |(at, category): (usize, String)| {
        let count = data.with(|data| data.series.len());
        let cell =
            |series| data.with(|data| data.value(series, at)).map_or_else(|| nothing.get(), |value| number.run(value));
        let cells = (0..count).map(|series| view! { <td>{cell(series)}</td> }).collect_view();
        view! { <tr><th scope="row">{category}</th>{cells}</tr> }
    };
    view! {
        <div class="ui-chart-table" role="region" tabindex="0" aria-label=title>
            <table>
                <thead><tr><th scope="col">{move || data.with(|data| data.category.clone())}</th>{heads}</tr></thead>
                <tbody>{move || data.get().categories.into_iter().enumerate().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

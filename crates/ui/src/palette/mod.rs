//! Whatever can be found or done from anywhere, by writing.

mod reached;

use crate::dialog;
use leptos::html;
use leptos::prelude::*;
use reached::Reached;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// One line of a palette.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaletteLine {
    /// What tells it from other lines, such as an address.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// What kind of thing it is.
    pub kind: String,
}

impl PaletteLine {
    /// A line of a kind.
    pub fn new(key: impl Into<String>, name: impl Into<String>, kind: impl Into<String>) -> Self {
        Self { key: key.into(), name: name.into(), kind: kind.into() }
    }
}

/// What is known of the lines that fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PaletteState {
    /// All of them are there.
    #[default]
    There,
    /// More may be on their way.
    Pending,
    /// Those that are not there could not be fetched.
    Failed,
}

/// The words of a palette.
#[derive(Debug, Clone, Copy)]
pub struct PaletteWords {
    /// What one can do in it.
    pub title: Signal<String>,
    /// What can be found, in the empty field.
    pub hint: Signal<String>,
    /// What the keys do.
    pub keys: Signal<String>,
    /// Nothing fits what was written.
    pub nothing: Signal<String>,
    /// More may be on their way.
    pub pending: Signal<String>,
    /// They could not be fetched.
    pub failed: Signal<String>,
    /// How many fit, told from their number.
    pub found: Callback<usize, String>,
}

/// A combobox with a list in a dialog: one writes, and chooses from what fits.
#[component]
pub fn CommandPalette(
    /// Whether it is open; false when it was closed by whatever.
    open: RwSignal<bool>,
    /// What is written in it.
    text: RwSignal<String>,
    /// The lines that fit it, in their order.
    #[prop(into)]
    lines: Signal<Vec<PaletteLine>>,
    /// What is known of them.
    #[prop(optional, into)]
    state: Signal<PaletteState>,
    /// The line that comes last as soon as something is written, told from that: what to do where nothing fits.
    #[prop(optional, into)]
    last: Option<Callback<String, PaletteLine>>,
    /// The most characters that may be written.
    #[prop(optional, into)]
    most: Option<usize>,
    /// Called with the line that is chosen. By then the palette is closed, and the focus back where it was.
    #[prop(into)]
    on_choose: Callback<PaletteLine>,
    /// Its words.
    words: PaletteWords,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    dialog::follow(open, node);
    let all = Memo::new(move |_| {
        let written = text.with(|text| text.trim().to_owned());
        let last = last.filter(|_| !written.is_empty()).map(|last| last.run(written));
        lines.get().into_iter().chain(last).collect::<Vec<_>>()
    });
    let reached = Reached::new(all, text);
    let choose = Callback::new(move |line: PaletteLine| {
        open.set(false);
        // Whoever has opened it may take it from the page at once: then nobody else gives the focus back.
        if let Some(dialog) = node.get_untracked() {
            dialog.close();
        }
        on_choose.run(line);
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if let Some(line) = reached.line() {
            choose.run(line);
        }
    };
    let press = move |event: web_sys::MouseEvent| {
        if dialog::is_beside(&event, node) {
            open.set(false);
        }
    };
    view! {
        <dialog class="ui-palette" node_ref=node aria-label=words.title on:close=move |_| open.set(false) on:click=press>
            <form on:submit=submit>
                <input
                    type="text" role="combobox" autocomplete="off" spellcheck="false" maxlength=most.map(|most| most.to_string())
                    placeholder=words.hint aria-label=words.title aria-autocomplete="list" aria-expanded="true" aria-controls=reached.list()
                    aria-activedescendant=move || reached.id() prop:value=move || text.get() on:keydown=move |event| reached.key(&event)
                    on:input:target=move |event| { reached.leave(); text.set(event.target().value()) }
                />
                <Lines all reached choose label=words.title/>
                <Foot text lines state words/>
            </form>
        </dialog>
    }
}

#[component]
fn Lines(
    all: Memo<Vec<PaletteLine>>,
    reached: Reached,
    choose: Callback<PaletteLine>,
    label: Signal<String>,
) -> impl IntoView {
    let line = move |(at, line): (usize, PaletteLine)| {
        let PaletteLine { name, kind, .. } = line.clone();
        let selected = move || reached.is_at(at).to_string();
        view! {
            <li id=reached.id_of(at) role="option" aria-selected=selected on:click=move |_| choose.run(line.clone())>
                <span>{name}</span>
                <span class="ui-palette-kind">{kind}</span>
            </li>
        }
    };
    let lines = move || all.get().into_iter().enumerate().map(line).collect_view();
    view! { <ul id=reached.list() role="listbox" class="ui-palette-list" aria-label=label>{lines}</ul> }
}

/// What the keys do, or what there is to know of the lines instead.
#[component]
fn Foot(
    text: RwSignal<String>,
    lines: Signal<Vec<PaletteLine>>,
    state: Signal<PaletteState>,
    words: PaletteWords,
) -> impl IntoView {
    let is_written = move || text.with(|text| !text.trim().is_empty());
    let message = move || match state.get() {
        PaletteState::Pending => Some(words.pending),
        PaletteState::Failed => Some(words.failed),
        PaletteState::There => (is_written() && lines.with(Vec::is_empty)).then_some(words.nothing),
    };
    let said = move || match message() {
        Some(message) => Some(message.get()),
        None => is_written().then(|| words.found.run(lines.with(Vec::len))),
    };
    // A message is heard as the status.
    view! {
        <p class="ui-palette-foot" aria-hidden=move || message().map(|_| "true")>{move || message().unwrap_or(words.keys).get()}</p>
        <p class="visually-hidden" role="status">{said}</p>
    }
}

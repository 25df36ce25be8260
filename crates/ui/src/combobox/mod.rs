//! Choosing from many by writing.

mod source;
mod state;

pub use source::{Source, fitting};

use crate::choice::Choice;
use crate::dom::unique;
use crate::field::{Field, Framed};
use crate::icon;
use leptos::prelude::*;
use state::{Found, State};

/// How to use it.
pub const README: &str = include_str!("README.md");

/// The words of a combobox.
#[derive(Debug, Clone, Copy)]
pub struct ComboboxWords {
    /// Nothing fits what was written.
    pub nothing: Signal<String>,
    /// The options are on their way.
    pub pending: Signal<String>,
    /// They could not be fetched.
    pub failed: Signal<String>,
    /// How many fit, told from their number.
    pub found: Callback<usize, String>,
    /// Takes one away that was chosen, told from its label.
    pub remove: Callback<String, String>,
    /// What the list of the chosen ones is called.
    pub chosen: Signal<String>,
}

/// A field to choose from many: one writes, and chooses from what fits.
#[component]
pub fn Combobox(
    /// The field.
    field: Field,
    /// Where the options come from.
    source: Source,
    /// What is chosen: at most one, or any number where there may be `several`.
    chosen: RwSignal<Vec<Choice>>,
    /// Any number may be chosen.
    #[prop(optional)]
    several: bool,
    /// Its words.
    words: ComboboxWords,
) -> impl IntoView {
    let state = State::new(source, chosen, several, field.id.clone());
    let (label, list) = (field.label, [&field.id, "-list"].concat());
    let chips = several.then(|| view! { <Chips state words/> });
    view! {
        <Framed field=field.clone()>
            {chips}
            <div class="ui-combobox">
                <Input state field list=list.clone()/>
                <Options state words list label/>
            </div>
            <p class="visually-hidden" role="status">{move || said(state, words)}</p>
        </Framed>
    }
}

/// What is told of the list to who does not see it.
fn said(state: State, words: ComboboxWords) -> Option<String> {
    state.open.get().then(|| match state.found.get() {
        Found::Pending => words.pending.get(),
        Found::Failed => words.failed.get(),
        Found::There(options) if options.is_empty() => words.nothing.get(),
        Found::There(options) => words.found.run(options.len()),
    })
}

#[component]
fn Input(state: State, field: Field, list: String) -> impl IntoView {
    let (disabled, described, invalid, must) = (field.disabled, field.described(), field.invalid(), field.must());
    let pending = move || state.open.get() && state.found.with(|found| matches!(found, Found::Pending));
    view! {
        <span class="ui-line" class:ui-busy=pending>
            <input
                class="ui-control" id=field.id type="text" role="combobox" autocomplete="off" spellcheck="false"
                aria-autocomplete="list" aria-controls=list aria-expanded=move || state.open.get().to_string()
                aria-activedescendant=move || state.active.get().filter(|_| state.open.get()).map(|at| state.option_id(at))
                aria-required=must aria-describedby=described aria-invalid=invalid
                prop:disabled=move || disabled.get() prop:value=move || state.text.get()
                on:input:target=move |event| state.write(event.target().value())
                on:keydown=move |event| state.key(&event)
                on:click=move |_| state.unfold()
                on:blur=move |_| state.leave()
            />
            <span class="ui-spin" aria-hidden="true"></span>
            <span class="ui-combobox-sign">{icon::draw(icon::DOWN)}</span>
        </span>
    }
}

#[component]
fn Options(state: State, words: ComboboxWords, list: String, label: Signal<String>) -> impl IntoView {
    let message = move || match state.found.get() {
        Found::Pending => Some(words.pending),
        Found::Failed => Some(words.failed),
        Found::There(options) => options.is_empty().then_some(words.nothing),
    };
    let options = move || match state.found.get() {
        Found::There(options) => options,
        _ => Vec::new(),
    };
    let options = move || {
        let options = options().into_iter().enumerate();
        options.map(|(at, choice)| view! { <One state at choice/> }).collect_view()
    };
    // The message is no option: it stands beside the list, and is heard as a status.
    view! {
        <div class="ui-panel ui-options" prop:hidden=move || !state.open.get()>
            {move || message().map(|words| view! { <p class="ui-hint" aria-hidden="true">{words}</p> })}
            <ul id=list role="listbox" aria-label=label aria-multiselectable=state.several.then_some("true")>{options}</ul>
        </div>
    }
}

#[component]
fn One(state: State, at: usize, choice: Choice) -> impl IntoView {
    let (id, value, taken) = (state.option_id(at), choice.value.clone(), choice.clone());
    let selected = move || state.chosen.with(|chosen| chosen.iter().any(|one| one.value == value)).to_string();
    view! {
        <li
            id=id role="option" aria-selected=selected class:ui-active=move || state.active.get() == Some(at)
            on:mousedown=|event| event.prevent_default() on:click=move |_| state.take(&taken)
        >
            {icon::draw(icon::CHECK)}
            <span>{choice.label}</span>
            <span class="ui-option-detail">{choice.detail}</span>
        </li>
    }
}

/// What is chosen where any number may be.
#[component]
fn Chips(state: State, words: ComboboxWords) -> impl IntoView {
    let chip = move |choice: Choice| {
        let (name, value) = (words.remove.run(choice.label.clone()), choice.value);
        view! {
            <li class="ui-tag">
                {choice.label}
                <button type="button" class="ui-tag-off" aria-label=name on:click=move |_| state.remove(&value)>
                    {icon::draw(icon::CLOSE)}
                </button>
            </li>
        }
    };
    let id = unique("chosen");
    let list = move || {
        let chosen = state.chosen.get();
        (!chosen.is_empty()).then(|| view! {
            <ul class="ui-tags" id=id.clone() aria-label=words.chosen>{chosen.into_iter().map(chip).collect_view()}</ul>
        })
    };
    view! { {list} }
}

//! Something that happens at a press.

use crate::dom::unique;
use leptos::prelude::*;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// How much a button asks to be pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rank {
    /// The one thing a page is for.
    Primary,
    /// Any other thing.
    #[default]
    Plain,
    /// Something beside the point: cancel, hide.
    Quiet,
    /// Takes something away that is not easily brought back.
    Grave,
}

impl Rank {
    /// The classes of what looks like a button of this rank.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Primary => "ui-button ui-primary",
            Self::Plain => "ui-button",
            Self::Quiet => "ui-button ui-quiet",
            Self::Grave => "ui-button ui-grave",
        }
    }
}

/// A button. While it is busy or disabled it keeps the focus and its place, and nothing happens at a press.
#[component]
pub fn Button(
    /// How much it asks to be pressed.
    #[prop(optional)]
    rank: Rank,
    /// Lower and narrower, for rows of a table.
    #[prop(optional)]
    small: bool,
    /// Sends the form that it stands in.
    #[prop(optional)]
    submit: bool,
    /// What was asked for is on its way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// What it says while it is busy; without, what it always says.
    #[prop(optional, into)]
    busy_word: Signal<Option<String>>,
    /// It cannot be pressed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Why it cannot, in a sentence: shown beside it while it is disabled.
    #[prop(optional, into)]
    reason: Signal<Option<String>>,
    /// What it is called, where what it says does not tell it from its like: begins with what it says.
    #[prop(optional, into)]
    name: Option<Signal<String>>,
    /// Whether what it shows and hides is seen.
    #[prop(optional, into)]
    expanded: Option<Signal<bool>>,
    /// What happens.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let why = unique("why");
    let described = why.clone();
    let told = Memo::new(move |_| if disabled.get() { reason.get() } else { None });
    let still = move || busy.get() || disabled.get();
    let press = move |event: web_sys::MouseEvent| {
        if busy.get_untracked() || disabled.get_untracked() {
            event.prevent_default();
            event.stop_propagation();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" } class=rank.class() class:ui-small=small class:ui-busy=move || busy.get()
            aria-disabled=move || still().then_some("true") aria-label=name aria-expanded=expanded.map(|expanded| move || expanded.get().to_string())
            aria-describedby=move || told.with(Option::is_some).then(|| described.clone())
            on:click=press
        >
            <span class="ui-spin" aria-hidden="true"></span>
            <span class="ui-button-text">{children()}</span>
            {move || busy.get().then(|| busy_word.get().map(|word| view! { <span class="ui-busy-word">{word}</span> }))}
        </button>
        {move || told.get().map(|reason| view! { <span class="ui-reason" id=why.clone()>{reason}</span> })}
    }
}

//! Filters of a list: they stand in the address, so that every view can be shared and gone back to.

use super::Options;
use crate::address::{own_address, parameter, parts, with_parameter};
use crate::messages::{Key, t};
use crate::state::Debounce;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// What the address of a page asks for.
#[derive(Clone, Copy)]
pub(crate) struct Asked {
    own: Memo<String>,
    path: fn() -> String,
}

impl Asked {
    /// Of the page at `path`, which `mine` knows.
    pub(crate) fn new(path: fn() -> String, mine: fn(&str) -> bool) -> Self {
        Self { own: own_address(mine), path }
    }

    /// The query without its mark.
    pub(crate) fn search(self) -> String {
        self.own.with(|own| parts(own).1.to_owned())
    }

    /// The value of a parameter; empty where there is none.
    pub(super) fn value(self, name: &str) -> String {
        self.own.with(|own| parameter(parts(own).1, name))
    }

    /// The address with another value for a parameter.
    fn with(self, name: &str, value: &str) -> String {
        let search = self.own.with_untracked(|own| with_parameter(parts(own).1, name, value));
        (self.path)() + &search
    }
}

/// The frame of the filters of a page.
#[component]
pub(crate) fn Filters(children: Children) -> impl IntoView {
    // Each field acts by itself; Enter must not load the page anew.
    let submit = |event: web_sys::SubmitEvent| event.prevent_default();
    view! { <form class="form filter-bar" on:submit=submit>{children()}</form> }
}

/// One of several values, or none of them.
#[component]
pub(crate) fn Choice(
    /// The page.
    asked: Asked,
    /// The parameter.
    name: &'static str,
    /// What stands above it.
    label: Key,
    /// The values and their words.
    options: Options,
    /// What stands there while none is chosen.
    #[prop(default = Key::ListsAll)]
    none: Key,
) -> impl IntoView {
    let navigate = use_navigate();
    let chosen = Memo::new(move |_| asked.value(name));
    let none = (String::new(), t(none).to_owned());
    let options = std::iter::once(none).chain(options).map(|(value, words)| {
        let this = value.clone();
        view! { <option value=value prop:selected=move || chosen.with(|chosen| *chosen == this)>{words}</option> }
    });
    let options = options.collect_view();
    let choose = move |value: String| navigate(&asked.with(name, &value), in_place());
    let id = ["filter-", name].concat();
    view! {
        <div class="field">
            <label for=id.clone()>{t(label)}</label>
            <select id=id on:change:target=move |event| choose(event.target().value())>{options}</select>
        </div>
    }
}

/// A text: followed while one types, or where only a whole one means something, when one is done.
#[component]
pub(crate) fn Word(
    /// The page.
    asked: Asked,
    /// The parameter.
    name: &'static str,
    /// What stands above it.
    label: Key,
    /// Whether a part of it means something.
    #[prop(optional)]
    follow: bool,
) -> impl IntoView {
    let (navigate, debounce) = (use_navigate(), Debounce::new());
    let in_address = Memo::new(move |_| asked.value(name));
    let typed = RwSignal::new(in_address.get_untracked());
    Effect::new(move |_| {
        let value = in_address.get();
        if typed.with_untracked(|typed| typed.trim() != value) {
            typed.set(value);
        }
    });
    let go = move || {
        debounce.cancel();
        let value = typed.get_untracked().trim().to_owned();
        if value != in_address.get_untracked() {
            navigate(&asked.with(name, &value), in_place());
        }
    };
    let input = {
        let go = go.clone();
        move |text: String| {
            typed.set(text);
            if follow {
                debounce.run(go.clone());
            }
        }
    };
    let id = ["filter-", name].concat();
    view! {
        <div class="field">
            <label for=id.clone()>{t(label)}</label>
            <input
                id=id type="search" autocomplete="off" spellcheck="false" maxlength="100" prop:value=typed
                on:input:target=move |event| input(event.target().value()) on:change=move |_| go()
            />
        </div>
    }
}

/// Filtering is one step of the way back, and moves nothing.
fn in_place() -> NavigateOptions {
    NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() }
}

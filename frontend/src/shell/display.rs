//! The language of the page, and light or dark.

use crate::address::{in_language, language};
use crate::browser::path_and_query;
use crate::messages::{Key, t};
use crate::state::{Theme, keep_language, own_name};
use domain::vocabularies::Language;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use ui::{Choice, Field, Popover, RadioGroup, Value};

/// Id of what the button opens.
const MENU: &str = "display-menu";

#[component]
pub(super) fn DisplayMenu() -> impl IntoView {
    let button = || {
        view! {
            <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" class="sign">
                <circle cx="9" cy="9" r="7.2"/>
                <path d="M1.8 9h14.4M9 1.8c2.6 2.4 2.6 12 0 14.4M9 1.8c-2.6 2.4-2.6 12 0 14.4"/>
            </svg>
            <span class="visually-hidden">{t(Key::ShellLanguage)} ": "</span>
            <span class="tool-name">{own_name(language())}</span>
        }
    };
    view! {
        <Popover id=MENU button>
            <Languages/>
            <Themes/>
        </Popover>
    }
}

#[component]
fn Languages() -> impl IntoView {
    let location = use_location();
    let link = move |other: Language| {
        // The router tells that the address has changed; the browser knows all of it.
        let href = move || {
            location.pathname.track();
            location.search.track();
            in_language(&path_and_query(), other)
        };
        let here = (other == language()).then_some("true");
        view! {
            <li>
                <a href=href rel="external" lang=other.as_str() hreflang=other.as_str() aria-current=here on:click=move |_| keep_language(other)>
                    {own_name(other)}
                </a>
            </li>
        }
    };
    view! {
        <h2 id="languages-title">{t(Key::ShellLanguages)}</h2>
        <ul aria-labelledby="languages-title">{Language::ALL.iter().map(|other| link(*other)).collect_view()}</ul>
    }
}

#[component]
fn Themes() -> impl IntoView {
    let chosen = RwSignal::new(Theme::current());
    let name = |theme: Theme| match theme {
        Theme::System => t(Key::ThemeSystem),
        Theme::Light => t(Key::ThemeLight),
        Theme::Dark => t(Key::ThemeDark),
    };
    // Their places stand for them: they have no words that are kept.
    let place = |theme: Theme| Theme::ALL.iter().position(|one| *one == theme).unwrap_or_default().to_string();
    let options = Theme::ALL.map(|theme| Choice::new(place(theme), name(theme))).to_vec();
    let value = Value::new(Signal::derive(move || place(chosen.get())), move |wanted: String| {
        if let Some(theme) = Theme::ALL.into_iter().find(|theme| place(*theme) == wanted) {
            theme.choose();
            chosen.set(theme);
        }
    });
    view! { <RadioGroup field=Field::new("appearance", t(Key::ShellAppearance)) options value/> }
}

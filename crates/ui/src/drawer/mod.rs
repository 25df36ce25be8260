//! Details beside what they are of.

use crate::dialog::Sheet;
use leptos::prelude::*;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// A sheet at the end of the line, on a phone at the bottom.
#[component]
pub fn Drawer(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// What the button that closes it is called.
    #[prop(into)]
    close: Signal<String>,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    view! { <Sheet open title close class="ui-drawer" light=true>{children()}</Sheet> }
}

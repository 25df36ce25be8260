//! Something went wrong, and how to try again.

use crate::button::Button;
use crate::icon;
use leptos::prelude::*;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// Says that something went wrong.
#[component]
pub fn Failed(
    /// What went wrong.
    #[prop(into)]
    title: Signal<String>,
    /// Why, as far as one knows, and what to do.
    #[prop(into)]
    text: Signal<String>,
    /// What the button says, and what it does.
    retry: (Signal<String>, Callback<()>),
    /// It is being tried again.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// The sentence with the id of the request, by which its operator finds it in the log.
    #[prop(optional, into)]
    request: Option<Signal<String>>,
) -> impl IntoView {
    let (word, act) = retry;
    view! {
        <div class="ui-failed ui-bad" role="alert">
            <p class="ui-empty-title ui-failed-title">{icon::draw(icon::BAD)} {title}</p>
            <p>{text}</p>
            {request.map(|request| view! { <p class="ui-hint ui-request">{request}</p> })}
            <Button busy on_press=act>{word}</Button>
        </div>
    }
}

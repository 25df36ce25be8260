//! How far something is.

use crate::dom::unique;
use leptos::prelude::*;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// A bar that fills.
#[component]
pub fn Progress(
    /// What is being done.
    #[prop(into)]
    label: Signal<String>,
    /// How far it is, from 0 to 1; nothing while nobody knows.
    #[prop(into)]
    share: Signal<Option<f64>>,
    /// How far it is, in words, such as “120 of 297 cities”.
    #[prop(into)]
    words: Signal<String>,
) -> impl IntoView {
    let id = unique("progress");
    // A progress without a value is one of which nobody knows how far it is.
    let value = move || share.get().map(|share| share.clamp(0.0, 1.0).to_string());
    view! {
        <div class="ui-progress">
            <label for=id.clone()>{label}</label>
            <span class="ui-progress-words">{words}</span>
            <progress id=id max="1" value=value aria-valuetext=words></progress>
        </div>
    }
}

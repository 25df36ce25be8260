//! Says when the texts of a page could not be fetched.

use super::arrivals::reveal;
use crate::messages::{Key, Texts, t};
use leptos::prelude::*;
use ui::Failed;

#[component]
pub(super) fn MissingTexts() -> impl IntoView {
    let texts: Texts = expect_context();
    // The first page has not arrived then, and nothing of the app is to be seen yet.
    Effect::new(move |_| texts.are_missing().then(reveal));
    move || {
        texts.are_missing().then(|| {
            let retry = (Signal::from(t(Key::FailureRetry)), Callback::new(move |()| texts.retry()));
            view! {
                <div class="page"><Failed title=t(Key::FailureTitle) text=t(Key::FailureOffline) retry/></div>
            }
        })
    }
}

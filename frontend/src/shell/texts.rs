//! Says when the texts of a page could not be fetched.

use super::arrivals::reveal;
use crate::messages::{Key, Texts, t};
use leptos::prelude::*;

#[component]
pub(super) fn MissingTexts() -> impl IntoView {
    let texts: Texts = expect_context();
    // The first page has not arrived then, and nothing of the app is to be seen yet.
    Effect::new(move |_| texts.are_missing().then(reveal));
    move || {
        texts.are_missing().then(|| {
            view! {
                <div class="page">
                    <div class="notice bad" role="alert">
                        <p><strong>{t(Key::FailureTitle)}</strong></p>
                        <p>{t(Key::FailureOffline)}</p>
                        <button type="button" class="btn" on:click=move |_| texts.retry()>{t(Key::FailureRetry)}</button>
                    </div>
                </div>
            }
        })
    }
}

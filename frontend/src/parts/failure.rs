//! What went wrong, in words, and what to do about it.

use super::use_page;
use crate::messages::{Key, fill, t};
use client::Error;
use leptos::prelude::*;

/// What happened, in a sentence for the person before the screen.
pub(super) fn explain(error: &Error) -> String {
    match error {
        Error::Transport(_) => t(Key::FailureOffline).to_owned(),
        Error::Unreadable { .. } => t(Key::FailureUnreadable).to_owned(),
        Error::Problem(problem) => match problem.code.as_str() {
            "too_many_requests" => t(Key::FailureTooMany).to_owned(),
            "unavailable" => t(Key::FailureUnavailable).to_owned(),
            "storage_full" => t(Key::FailureFull).to_owned(),
            "internal" => t(Key::FailureInternal).to_owned(),
            _ => problem.detail.clone(),
        },
    }
}

/// A failure with its request id and a button to try again.
#[component]
pub(crate) fn Failure(
    /// What went wrong; nothing is shown while there is nothing.
    #[prop(into)]
    error: Signal<Option<Error>>,
    /// Tries again.
    retry: impl Fn() + Clone + Send + 'static,
) -> impl IntoView {
    move || {
        error.get().map(|error| {
            let retry = retry.clone();
            let id = error.problem().map(|problem| problem.instance.clone()).filter(|id| !id.is_empty());
            view! {
                <div class="notice bad" role="alert">
                    <p><strong>{t(Key::FailureTitle)}</strong></p>
                    <p>{explain(&error)}</p>
                    {id.map(|id| view! { <p class="small muted">{fill(Key::FailureRequest, &[("id", &id)])}</p> })}
                    <button type="button" class="btn" on:click=move |_| retry()>{t(Key::FailureRetry)}</button>
                </div>
            }
        })
    }
}

/// A page of which nothing could be fetched.
#[component]
pub(crate) fn Broken(
    /// Its heading.
    title: Key,
    /// What went wrong.
    error: Signal<Option<Error>>,
    /// Tries again.
    retry: impl Fn() + Clone + Send + 'static,
) -> impl IntoView {
    use_page(move || Some(t(title).to_owned()));
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{t(title)}</h1>
            <Failure error retry/>
        </div>
    }
}

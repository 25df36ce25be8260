//! What went wrong, in words, and what to do about it.

use super::use_page;
use crate::messages::{Key, fill, t};
use client::Error;
use leptos::prelude::*;
use ui::Failed;

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
    retry: impl Fn() + Clone + Send + Sync + 'static,
) -> impl IntoView {
    move || {
        error.get().map(|error| {
            let again = retry.clone();
            let again = (Signal::from(t(Key::FailureRetry)), Callback::new(move |()| again()));
            let id = error.problem().map(|problem| problem.instance.clone()).filter(|id| !id.is_empty());
            let request = id.map(|id| fill(Key::FailureRequest, &[("id", &id)]));
            view! { <Failed title=t(Key::FailureTitle) text=explain(&error) retry=again nostrip:request=request/> }
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
    retry: impl Fn() + Clone + Send + Sync + 'static,
) -> impl IntoView {
    use_page(move || Some(t(title).to_owned()));
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{t(title)}</h1>
            <Failure error retry/>
        </div>
    }
}

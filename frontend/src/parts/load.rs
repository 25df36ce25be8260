//! Pending, failed, there.

use super::Failure;
use crate::messages::{Key, t};
use crate::state::{Remote, Stage};
use leptos::prelude::*;

/// Shows the value of a [`Remote`]: a skeleton while it is on its way, the failure with a way to try again, or itself.
#[component]
pub(crate) fn Load<T, V>(
    /// What is fetched.
    remote: Remote<T>,
    /// Stands in for the value, of the same size.
    #[prop(into)]
    skeleton: ViewFn,
    /// Shows the value.
    show: V,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    V: Fn(T) -> AnyView + Send + 'static,
{
    move || match (remote.stage(), remote.get()) {
        (Stage::Ready, Some(value)) => show(value),
        (Stage::Failed, _) => {
            view! { <Failure error=Signal::derive(move || remote.error()) retry=move || remote.retry()/> }.into_any()
        }
        _ => skeleton.run(),
    }
}

/// Grey lines where text is going to stand.
#[component]
pub(crate) fn Skeleton(
    /// How many lines.
    lines: usize,
    /// Class for the size of a line.
    #[prop(default = "line")]
    kind: &'static str,
) -> impl IntoView {
    view! {
        <div class="skeleton" aria-busy="true">
            <span class="visually-hidden">{t(Key::LoadPending)}</span>
            {(0..lines).map(|_| view! { <span class=kind aria-hidden="true"></span> }).collect_view()}
        </div>
    }
}

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

/// Grey bars where something is going to stand.
#[component]
pub(crate) fn Skeleton(
    /// How many bars.
    lines: usize,
    /// The bars are rows of a list, not lines of a text.
    #[prop(optional)]
    rows: bool,
    /// The first bar is a heading.
    #[prop(optional)]
    heading: bool,
) -> impl IntoView {
    view! { <ui::Skeleton label=t(Key::LoadPending) lines rows heading/> }
}

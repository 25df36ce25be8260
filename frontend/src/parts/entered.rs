//! Pages for who has signed in.

use super::Skeleton;
use crate::address;
use crate::browser::path_and_query;
use crate::state::{Who, identity};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// Shows a page to who has signed in. Who has not is sent to do so, and comes back.
#[component]
pub(crate) fn Entered(
    /// The page.
    show: fn() -> AnyView,
) -> impl IntoView {
    let (identity, navigate, here) = (identity(), use_navigate(), path_and_query());
    let owner = Memo::new(move |_| identity.account().map(|account| account.id));
    Effect::new(move |_| {
        if matches!(identity.who(), Who::Visitor) {
            let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
            navigate(&address::sign_in_to(&here), options);
        }
    });
    move || match owner.get() {
        Some(_) => show(),
        None => view! { <div class="page narrow"><Skeleton lines=4/></div> }.into_any(),
    }
}

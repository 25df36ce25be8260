//! What one gets by mail: asking for it, and by the word of a link confirming, changing, pausing and ending it.

pub(crate) mod addresses;
mod choices;
mod own;
mod settings;
mod subscribe;
mod word;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::{LazyRoute, lazy_route};
use own::SubscriptionPage;
use subscribe::SubscribePage;

/// The chunk of both pages: together they weigh less than apart.
pub(crate) struct SubscribeRoute;

#[lazy_route]
impl LazyRoute for SubscribeRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let path = use_location().pathname.get_untracked();
        if path.trim_end_matches('/') == addresses::subscribe() {
            view! { <SubscribePage/> }.into_any()
        } else {
            view! { <SubscriptionPage/> }.into_any()
        }
    }
}

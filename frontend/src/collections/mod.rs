//! Collections of the network and reading lists of people: items of the library in an order, each with a word about it.

pub(crate) mod addresses;
mod board;
mod edit;
mod form;
mod items;
mod list;
mod make;
mod one;
mod put;
mod row;
mod words;

pub(crate) use put::put;
pub(crate) use words::facts;

use addresses::collections;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::{LazyRoute, lazy_route};
use list::CollectionsPage;
use one::CollectionPage;

/// The chunk of the list, and of the page of one.
pub(crate) struct CollectionsRoute;

#[lazy_route]
impl LazyRoute for CollectionsRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let path = use_location().pathname.get_untracked();
        if path.trim_end_matches('/') == collections() {
            view! { <CollectionsPage/> }.into_any()
        } else {
            view! { <CollectionPage/> }.into_any()
        }
    }
}

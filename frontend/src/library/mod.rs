//! The library: works that help cities recover. The list, and the page of one.

pub(crate) mod addresses;
mod card;
mod choice;
mod cite;
mod facts;
mod held;
mod item;
mod list;
mod near;
mod one;
mod place;
pub(crate) mod words;

pub(crate) use card::{Described, file_facts};
pub(crate) use one::ITEM;

use item::ItemPage;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use list::LibraryList;

/// The chunk of the list.
pub(crate) struct LibraryRoute;

#[lazy_route]
impl LazyRoute for LibraryRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <LibraryList/> }.into_any()
    }
}

/// The chunk of an item's page.
pub(crate) struct LibraryItemRoute;

#[lazy_route]
impl LazyRoute for LibraryItemRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <ItemPage/> }.into_any()
    }
}

//! Searches that one keeps: saving one where it is made, seeing what is new in them, saying how one is told.

mod edit;
mod fields;
mod mine;
mod save;
mod told;
mod words;

pub(crate) use save::SaveSearch;
pub(crate) use told::Told;

use crate::address::page;
use crate::identity::{Personal, SEARCHES};
use crate::messages::Key;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use mine::Mine;

/// One's own saved searches.
pub(crate) fn saved_searches() -> String {
    page("account/searches")
}

/// The page's chunk.
pub(crate) struct SavedSearchesRoute;

#[lazy_route]
impl LazyRoute for SavedSearchesRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <Personal place=SEARCHES lede=Key::SavedLede show=|_| view! { <Mine/> }.into_any()/> }.into_any()
    }
}

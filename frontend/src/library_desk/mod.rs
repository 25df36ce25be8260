//! What editors do for the library: adding items, changing them, and looking after links that lead nowhere.

mod dead;
mod edit;
mod fields;
mod file;
mod form;
mod gate;
mod new;
mod written;

use crate::library::addresses::{dead_links, new_item};
use crate::parts::Entered;
use dead::DeadLinksPage;
use edit::EditPage;
use gate::ForEditors;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::{LazyRoute, lazy_route};
use new::NewPage;

/// The chunk of the pages for editors.
pub(crate) struct LibraryDeskRoute;

#[lazy_route]
impl LazyRoute for LibraryDeskRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let path = use_location().pathname.get_untracked();
        let path = path.trim_end_matches('/');
        let page: fn() -> AnyView = if path == new_item() {
            || view! { <ForEditors show=|| view! { <NewPage/> }.into_any()/> }.into_any()
        } else if path == dead_links() {
            || view! { <ForEditors show=|| view! { <DeadLinksPage/> }.into_any()/> }.into_any()
        } else {
            || view! { <ForEditors show=|| view! { <EditPage/> }.into_any()/> }.into_any()
        };
        view! { <Entered show=page/> }.into_any()
    }
}

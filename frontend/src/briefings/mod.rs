//! Briefings: the issues that have gone out, and the page of one, with what it says to one's own city besides.

pub(crate) mod addresses;
mod edition;
mod list;
mod one;
mod rules;
mod shown;
pub(crate) mod words;

pub(crate) use shown::Sections;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::{LazyRoute, lazy_route};
use list::BriefingList;
use one::IssuePage;
use rules::{RulesPage, is_rules};

/// The chunk of the list and of an issue's page: together they weigh less than apart.
pub(crate) struct BriefingsRoute;

#[lazy_route]
impl LazyRoute for BriefingsRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let path = use_location().pathname.get_untracked();
        if path.trim_end_matches('/') == addresses::briefings() {
            view! { <BriefingList/> }.into_any()
        } else if is_rules(&path) {
            view! { <RulesPage/> }.into_any()
        } else {
            view! { <IssuePage/> }.into_any()
        }
    }
}

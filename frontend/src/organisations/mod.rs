//! Organisations: the list, the page of one with the tools of who leads it, and making a partner.

mod domains;
mod edit;
mod invitations;
mod list;
mod new;
mod one;
mod people;

use crate::address;
use crate::parts::Entered;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::{LazyRoute, lazy_route};
use list::OrganisationsPage;
use new::NewPage;
use one::OrganisationPage;

/// The chunk of the pages of organisations: together they weigh less than apart.
pub(crate) struct OrganisationsRoute;

#[lazy_route]
impl LazyRoute for OrganisationsRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let path = use_location().pathname.get_untracked();
        let path = path.trim_end_matches('/');
        if path == address::organisations() {
            view! { <OrganisationsPage/> }.into_any()
        } else if path == address::new_organisation() {
            view! { <Entered show=|| view! { <NewPage/> }.into_any()/> }.into_any()
        } else {
            view! { <OrganisationPage/> }.into_any()
        }
    }
}

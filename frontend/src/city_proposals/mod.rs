//! Cities that are not here yet: proposing one, and what became of one's own proposals.

mod fields;
mod form;
mod mine;
mod words;

pub(crate) use fields::{
    COUNTRY, Existing, LATITUDE, LONGITUDE, NAME, POPULATION, TIME_ZONE, countries, degrees, existing_of, judged,
    number, people, show_existing,
};
pub(crate) use mine::{MyProposals, own_proposals};

use crate::parts::Entered;
use form::ProposePage;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

/// The chunk of the form.
pub(crate) struct ProposeRoute;

#[lazy_route]
impl LazyRoute for ProposeRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <Entered show=|| view! { <ProposePage/> }.into_any()/> }.into_any()
    }
}

//! Belonging to a city or an organisation: joining it, what one belongs to, and deciding about others.

mod decide;
mod decline;
mod invitation;
mod join;
mod mine;
mod waiting;
pub(crate) mod words;

pub(crate) use decide::{Decided, Deciding, Desk, decide_organisation};
pub(crate) use mine::MyList;

use crate::address;
use invitation::InvitationPage;
use join::JoinPage;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::{LazyRoute, lazy_route};
use waiting::WaitingPage;

/// The chunk of joining, of invitations and of what waits for one: together they weigh less than apart.
pub(crate) struct MembershipsRoute;

#[lazy_route]
impl LazyRoute for MembershipsRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let path = use_location().pathname.get_untracked();
        let path = path.trim_end_matches('/');
        if path == address::waiting() {
            view! { <WaitingPage/> }.into_any()
        } else if path == address::invitation() {
            view! { <InvitationPage/> }.into_any()
        } else {
            view! { <JoinPage/> }.into_any()
        }
    }
}

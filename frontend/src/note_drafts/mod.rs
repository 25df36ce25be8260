//! Writing notes: drafts from their title to review, alone or together.

mod addresses;
mod edit;
mod field;
mod figures;
mod form;
mod kind;
mod list;
mod looks;
mod new;
mod one;
mod picker;
mod review;
mod sections;
mod sources;
mod words;
mod written;

pub(crate) use addresses::{draft, drafts, to_review};

use crate::notes::addresses::new_note;
use crate::parts::Entered;
use edit::EditPage;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::{LazyRoute, lazy_route};
use list::{MinePage, ReviewPage};
use new::NewPage;
use one::DraftPage;

/// The chunk of the page of one draft.
pub(crate) struct NoteDraftRoute;

#[lazy_route]
impl LazyRoute for NoteDraftRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <Entered show=|| view! { <DraftPage/> }.into_any()/> }.into_any()
    }
}

/// The chunk of what is light: lists of drafts, and the beginning of one.
pub(crate) struct NoteDraftsRoute;

#[lazy_route]
impl LazyRoute for NoteDraftsRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let path = use_location().pathname.get_untracked();
        let path = path.trim_end_matches('/');
        if path == drafts() {
            view! { <Entered show=|| view! { <MinePage/> }.into_any()/> }.into_any()
        } else if path == to_review() {
            view! { <Entered show=|| view! { <ReviewPage/> }.into_any()/> }.into_any()
        } else if path == new_note() {
            view! { <Entered show=|| view! { <NewPage/> }.into_any()/> }.into_any()
        } else {
            view! { <Entered show=|| view! { <EditPage/> }.into_any()/> }.into_any()
        }
    }
}

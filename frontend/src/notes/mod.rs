//! Practice and technical notes: the list, the page of one, and its versions, each at an address that it keeps; and which of
//! them cite something else.

pub(crate) mod addresses;
mod card;
mod choice;
mod cite;
mod citing;
mod diff;
mod list;
mod note;
mod one;
mod paper;
mod references;
mod text;
mod version;
mod versions;
pub(crate) mod words;

pub(crate) use citing::{CitingNotes, CitingWords};
pub(crate) use text::Body;

use addresses::{is_version, is_versions};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::{LazyRoute, lazy_route};
use list::NoteList;
use note::NotePage;
use version::VersionPage;
use versions::VersionsPage;

/// The chunk of the list.
pub(crate) struct NotesRoute;

#[lazy_route]
impl LazyRoute for NotesRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <NoteList/> }.into_any()
    }
}

/// The chunk of a note's page and of its versions.
pub(crate) struct NoteRoute;

#[lazy_route]
impl LazyRoute for NoteRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let path = use_location().pathname.get_untracked();
        let path = path.trim_end_matches('/');
        if is_version(path) {
            view! { <VersionPage/> }.into_any()
        } else if is_versions(path) {
            view! { <VersionsPage/> }.into_any()
        } else {
            view! { <NotePage/> }.into_any()
        }
    }
}

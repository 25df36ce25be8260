//! Writing about lessons: drafts from their title to review, and what became of a lesson in one's city.

mod addresses;
mod changes;
mod consider;
mod duplicates;
mod edit;
mod field;
mod fields;
mod form;
mod list;
mod new;
mod one;
mod report;
mod review;
mod sections;
mod shown;
mod sources;
mod tried;
mod words;
mod work;
mod written;

pub(crate) use addresses::{draft, drafts, to_review};

use crate::lessons::addresses::{lesson_edit, lesson_slug, new_lesson};
use crate::parts::Entered;
use edit::EditPage;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::{LazyRoute, lazy_route};
use list::{MinePage, ReviewPage};
use new::NewPage;
use one::DraftPage;
use tried::TriedPage;

/// The chunk of the page of one draft.
pub(crate) struct DraftRoute;

#[lazy_route]
impl LazyRoute for DraftRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <Entered show=|| view! { <DraftPage/> }.into_any()/> }.into_any()
    }
}

/// The chunk of what is light: lists of drafts, the beginning of one, and what a city reports of a lesson.
pub(crate) struct DraftsRoute;

#[lazy_route]
impl LazyRoute for DraftsRoute {
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
        } else if path == new_lesson() {
            view! { <Entered show=|| view! { <NewPage/> }.into_any()/> }.into_any()
        } else if lesson_slug(path).is_some_and(|slug| path == lesson_edit(slug)) {
            view! { <Entered show=|| view! { <EditPage/> }.into_any()/> }.into_any()
        } else {
            view! { <TriedPage/> }.into_any()
        }
    }
}

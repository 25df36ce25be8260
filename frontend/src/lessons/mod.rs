//! Lessons: what cities tried, what came of it, and what another city should consider. The list, the page of one, what
//! it said before, and the rule by which it is graded.

pub(crate) mod addresses;
mod card;
mod choice;
mod diff;
mod facts;
mod grade;
mod grades;
mod lesson;
mod list;
mod of_city;
mod one;
mod outcomes;
mod revisions;
mod sources;
pub(crate) mod words;

pub(crate) use diff::Change;
pub(crate) use of_city::LessonsOfCity;

use grades::GradesPage;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use lesson::LessonPage;
use list::LessonList;
use revisions::HistoryPage;

/// The chunk of the list.
pub(crate) struct LessonsRoute;

#[lazy_route]
impl LazyRoute for LessonsRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <LessonList/> }.into_any()
    }
}

/// The chunk of a lesson's page.
pub(crate) struct LessonRoute;

#[lazy_route]
impl LazyRoute for LessonRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <LessonPage/> }.into_any()
    }
}

/// The chunk of what a lesson said before.
pub(crate) struct HistoryRoute;

#[lazy_route]
impl LazyRoute for HistoryRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <HistoryPage/> }.into_any()
    }
}

/// The chunk of the rule.
pub(crate) struct GradesRoute;

#[lazy_route]
impl LazyRoute for GradesRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <GradesPage/> }.into_any()
    }
}

//! Cities: the list with its map, the page of one, the report of a wrong or missing fact.

mod belonging;
mod choice;
mod detail;
mod facts;
mod filters;
mod help;
mod list;
mod profile;
mod reasons;
mod report;
mod results;
mod similar;
mod sources;

use detail::CityPage;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use list::CityList;
use profile::ProfilePage;
use report::ReportPage;

pub(crate) use help::{CLASSES, HAZARDS, Help};
pub(crate) use reasons::phrase;

/// The chunk of the list.
pub(crate) struct ListRoute;

#[lazy_route]
impl LazyRoute for ListRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <CityList/> }.into_any()
    }
}

/// The chunk of a city's page.
pub(crate) struct CityRoute;

#[lazy_route]
impl LazyRoute for CityRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <CityPage/> }.into_any()
    }
}

/// The chunk of the report.
pub(crate) struct ReportRoute;

#[lazy_route]
impl LazyRoute for ReportRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <ReportPage/> }.into_any()
    }
}

/// The chunk of what a city says of itself, to change it.
pub(crate) struct ProfileRoute;

#[lazy_route]
impl LazyRoute for ProfileRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <ProfilePage/> }.into_any()
    }
}

//! The first page: what the platform is, which cities are there, why, and how it works.

mod briefing;
mod hero;
mod lessons;
mod story;
mod world;

use crate::messages::{Key, t};
use crate::parts::use_page;
use briefing::Latest;
use hero::Hero;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use lessons::Newest;
use story::{Evidence, Themes, Ways, Why};

/// The page's chunk.
pub(crate) struct LandingRoute;

#[lazy_route]
impl LazyRoute for LandingRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <Landing/> }.into_any()
    }
}

#[component]
fn Landing() -> impl IntoView {
    use_page(|| Some(t(Key::LandingTitle).to_owned()));
    view! {
        <Hero/>
        <Why/>
        <Evidence/>
        <Ways/>
        <Newest/>
        <Latest/>
        <Themes/>
    }
}

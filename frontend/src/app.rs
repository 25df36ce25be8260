//! Which address shows which page.

use crate::about::AboutRoute;
use crate::address;
use crate::cities::{CityRoute, ListRoute, ReportRoute};
use crate::identity::{AccountRoute, EntranceRoute};
use crate::landing::LandingRoute;
use crate::missing::Missing;
use crate::search::SearchRoute;
use crate::shell::Shell;
use crate::state;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Redirect, Route, Router};
use leptos_router::{Lazy, NavigateOptions, path};

/// The whole app.
#[component]
pub(crate) fn App() -> impl IntoView {
    state::provide();
    view! {
        <Router>
            <Shell>
                <FlatRoutes fallback=|| view! { <Missing/> }>
                    <Route path=path!("/") view=ToLanguage/>
                    <Route path=path!("/en") view={Lazy::<LandingRoute>::new()}/>
                    <Route path=path!("/en/cities") view={Lazy::<ListRoute>::new()}/>
                    <Route path=path!("/en/cities/:slug") view={Lazy::<CityRoute>::new()}/>
                    <Route path=path!("/en/cities/:slug/report") view={Lazy::<ReportRoute>::new()}/>
                    <Route path=path!("/en/search") view={Lazy::<SearchRoute>::new()}/>
                    <Route path=path!("/en/about") view={Lazy::<AboutRoute>::new()}/>
                    <Route path=path!("/en/register") view={Lazy::<EntranceRoute>::new()}/>
                    <Route path=path!("/en/confirm") view={Lazy::<EntranceRoute>::new()}/>
                    <Route path=path!("/en/sign-in") view={Lazy::<EntranceRoute>::new()}/>
                    <Route path=path!("/en/forgotten") view={Lazy::<EntranceRoute>::new()}/>
                    <Route path=path!("/en/reset") view={Lazy::<EntranceRoute>::new()}/>
                    <Route path=path!("/en/account") view={Lazy::<AccountRoute>::new()}/>
                    <Route path=path!("/en/account/logins") view={Lazy::<AccountRoute>::new()}/>
                    <Route path=path!("/en/account/password") view={Lazy::<AccountRoute>::new()}/>
                    <Route path=path!("/en/account/second-factor") view={Lazy::<AccountRoute>::new()}/>
                    <Route path=path!("/en/account/leave") view={Lazy::<AccountRoute>::new()}/>
                </FlatRoutes>
            </Shell>
        </Router>
    }
}

/// An address without a language leads to the one with.
#[component]
fn ToLanguage() -> impl IntoView {
    view! { <Redirect path=address::home() options=NavigateOptions { replace: true, ..NavigateOptions::default() }/> }
}

//! Which address shows which page.

use crate::about::AboutRoute;
use crate::address;
use crate::admin::AdminRoute;
use crate::api_keys::KeysRoute;
use crate::cities::{CityRoute, ListRoute, ProfileRoute, ReportRoute};
use crate::demo::DemoRoute;
use crate::identity::{AccountRoute, EntranceRoute};
use crate::landing::LandingRoute;
use crate::memberships::MembershipsRoute;
use crate::messages::Section;
use crate::missing::Missing;
use crate::organisations::OrganisationsRoute;
use crate::page::page;
use crate::search::SearchRoute;
use crate::shell::Shell;
use crate::state;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Redirect, Route, Router};
use leptos_router::{NavigateOptions, path};

/// What the pages say besides what every page says; `crates/xtask/src/app/links.rs` has the same table, by which the
/// starting script fetches them early.
const LANDING: &[Section] = &[Section::Landing, Section::Map];
const LIST: &[Section] = &[Section::Cities, Section::Lists, Section::Map];
const CITY: &[Section] = &[Section::Cities, Section::Lists, Section::Map];
const REPORT: &[Section] = &[Section::Cities, Section::Forms, Section::Report];
const SEARCH: &[Section] = &[Section::Lists, Section::Search];
const ABOUT: &[Section] = &[Section::About];
const ENTRANCE: &[Section] = &[Section::Forms, Section::Identity];
const DEMO: &[Section] = &[Section::Demo];
const ACCOUNT: &[Section] = &[Section::Account, Section::Forms, Section::Memberships];
const ADMIN: &[Section] = &[Section::Admin, Section::Forms, Section::Lists];

const ORGANISATIONS: &[Section] = &[Section::Forms, Section::Lists, Section::Memberships, Section::Organisations];
const KEYS: &[Section] = &[Section::Forms, Section::Keys, Section::Lists];
const MEMBERSHIPS: &[Section] =
    &[Section::Forms, Section::Joining, Section::Lists, Section::Memberships, Section::Waiting];
const PROFILE: &[Section] = &[Section::Cities, Section::Forms, Section::Profile];

/// The whole app.
#[component]
pub(crate) fn App() -> impl IntoView {
    state::provide();
    view! {
        <Router>
            <Shell>
                <FlatRoutes fallback=|| view! { <Missing/> }>
                    <Route path=path!("/") view=ToLanguage/>
                    <Route path=path!("/en") view={page::<LandingRoute>(LANDING)}/>
                    <Route path=path!("/en/cities") view={page::<ListRoute>(LIST)}/>
                    <Route path=path!("/en/cities/:slug") view={page::<CityRoute>(CITY)}/>
                    <Route path=path!("/en/cities/:slug/report") view={page::<ReportRoute>(REPORT)}/>
                    <Route path=path!("/en/cities/:slug/profile") view={page::<ProfileRoute>(PROFILE)}/>
                    <Route path=path!("/en/organisations") view={page::<OrganisationsRoute>(ORGANISATIONS)}/>
                    <Route path=path!("/en/organisations/new") view={page::<OrganisationsRoute>(ORGANISATIONS)}/>
                    <Route path=path!("/en/organisations/:slug") view={page::<OrganisationsRoute>(ORGANISATIONS)}/>
                    <Route path=path!("/en/organisations/:slug/keys") view={page::<KeysRoute>(KEYS)}/>
                    <Route path=path!("/en/join") view={page::<MembershipsRoute>(MEMBERSHIPS)}/>
                    <Route path=path!("/en/waiting") view={page::<MembershipsRoute>(MEMBERSHIPS)}/>
                    <Route path=path!("/en/invitation") view={page::<MembershipsRoute>(MEMBERSHIPS)}/>
                    <Route path=path!("/en/search") view={page::<SearchRoute>(SEARCH)}/>
                    <Route path=path!("/en/about") view={page::<AboutRoute>(ABOUT)}/>
                    <Route path=path!("/en/register") view={page::<EntranceRoute>(ENTRANCE)}/>
                    <Route path=path!("/en/confirm") view={page::<EntranceRoute>(ENTRANCE)}/>
                    <Route path=path!("/en/sign-in") view={page::<EntranceRoute>(ENTRANCE)}/>
                    <Route path=path!("/en/forgotten") view={page::<EntranceRoute>(ENTRANCE)}/>
                    <Route path=path!("/en/reset") view={page::<EntranceRoute>(ENTRANCE)}/>
                    <Route path=path!("/en/confirm-email") view={page::<EntranceRoute>(ENTRANCE)}/>
                    <Route path=path!("/en/keep-email") view={page::<EntranceRoute>(ENTRANCE)}/>
                    <Route path=path!("/en/demo/mails") view={page::<DemoRoute>(DEMO)}/>
                    <Route path=path!("/en/demo/mails/:id") view={page::<DemoRoute>(DEMO)}/>
                    <Route path=path!("/en/account") view={page::<AccountRoute>(ACCOUNT)}/>
                    <Route path=path!("/en/account/memberships") view={page::<AccountRoute>(ACCOUNT)}/>
                    <Route path=path!("/en/account/logins") view={page::<AccountRoute>(ACCOUNT)}/>
                    <Route path=path!("/en/account/password") view={page::<AccountRoute>(ACCOUNT)}/>
                    <Route path=path!("/en/account/email") view={page::<AccountRoute>(ACCOUNT)}/>
                    <Route path=path!("/en/account/second-factor") view={page::<AccountRoute>(ACCOUNT)}/>
                    <Route path=path!("/en/account/data") view={page::<AccountRoute>(ACCOUNT)}/>
                    <Route path=path!("/en/account/leave") view={page::<AccountRoute>(ACCOUNT)}/>
                    <Route path=path!("/en/admin/accounts") view={page::<AdminRoute>(ADMIN)}/>
                    <Route path=path!("/en/admin/accounts/:id") view={page::<AdminRoute>(ADMIN)}/>
                    <Route path=path!("/en/admin/audit-log") view={page::<AdminRoute>(ADMIN)}/>
                    <Route path=path!("/en/admin/jobs") view={page::<AdminRoute>(ADMIN)}/>
                    <Route path=path!("/en/admin/permissions") view={page::<AdminRoute>(ADMIN)}/>
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

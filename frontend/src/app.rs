//! Which address shows which page.

use crate::about::AboutRoute;
use crate::address;
use crate::admin::AdminRoute;
use crate::api_keys::KeysRoute;
use crate::cities::{CityRoute, ListRoute, ProfileRoute, ReportRoute};
use crate::city_proposals::ProposeRoute;
use crate::compare::CompareRoute;
use crate::demo::DemoRoute;
use crate::gallery::{
    GalleryActionsRoute, GalleryChartsRoute, GalleryDataRoute, GalleryFormsRoute, GalleryOverlaysRoute,
};
use crate::glossary::GlossaryRoute;
use crate::home::HomeRoute;
use crate::identity::{AccountRoute, EntranceRoute};
use crate::landing::LandingRoute;
use crate::memberships::MembershipsRoute;
use crate::messages::Section;
use crate::missing::Missing;
use crate::organisations::OrganisationsRoute;
use crate::page::page;
use crate::people::PersonRoute;
use crate::search::SearchRoute;
use crate::shell::Shell;
use crate::state;
use crate::tour::TourRoute;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Redirect, Route, Router};
use leptos_router::{NavigateOptions, path};

/// What the pages say besides what every page says; `crates/xtask/src/app/links.rs` has the same table, by which the
/// starting script fetches them early.
const LANDING: &[Section] = &[Section::Landing, Section::Map];
const LIST: &[Section] = &[Section::Cities, Section::Lists, Section::Map];
const CITY: &[Section] = &[Section::Cities, Section::Glossary, Section::Lists, Section::Map];
const REPORT: &[Section] = &[Section::Cities, Section::Forms, Section::Report];
const COMPARE: &[Section] = &[Section::Cities, Section::Compare, Section::Glossary];
const GLOSSARY: &[Section] = &[Section::Glossary];
const TOUR: &[Section] = &[Section::Tour];
const HOME: &[Section] = &[Section::Cities, Section::Home];
const SEARCH: &[Section] = &[Section::Lists, Section::Search];
const ABOUT: &[Section] = &[Section::About];
const ENTRANCE: &[Section] = &[Section::Forms, Section::Identity];
const DEMO: &[Section] = &[Section::Demo];
const ACCOUNT: &[Section] = &[Section::Account, Section::Forms, Section::Memberships, Section::Proposals];
const ADMIN: &[Section] = &[Section::Admin, Section::Forms, Section::Lists];

const ORGANISATIONS: &[Section] = &[Section::Forms, Section::Lists, Section::Memberships, Section::Organisations];
const KEYS: &[Section] = &[Section::Forms, Section::Keys, Section::Lists];
const MEMBERSHIPS: &[Section] =
    &[Section::Forms, Section::Joining, Section::Lists, Section::Memberships, Section::Proposals, Section::Waiting];
const GALLERY_ACTIONS: &[Section] = &[Section::Gallery];
const GALLERY_FORMS: &[Section] = &[Section::Gallery];
const GALLERY_OVERLAYS: &[Section] = &[Section::Gallery];
const GALLERY_DATA: &[Section] = &[Section::Gallery];
const GALLERY_CHARTS: &[Section] = &[Section::Gallery];
const PROPOSE: &[Section] = &[Section::Forms, Section::Proposals];
const PERSON: &[Section] = &[Section::People];
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
                    <Route path=path!("/:language") view={page::<LandingRoute>(LANDING)}/>
                    <Route path=path!("/:language/cities") view={page::<ListRoute>(LIST)}/>
                    <Route path=path!("/:language/cities/:slug") view={page::<CityRoute>(CITY)}/>
                    <Route path=path!("/:language/cities/:slug/report") view={page::<ReportRoute>(REPORT)}/>
                    <Route path=path!("/:language/cities/:slug/profile") view={page::<ProfileRoute>(PROFILE)}/>
                    <Route path=path!("/:language/home") view={page::<HomeRoute>(HOME)}/>
                    <Route path=path!("/:language/compare") view={page::<CompareRoute>(COMPARE)}/>
                    <Route path=path!("/:language/glossary") view={page::<GlossaryRoute>(GLOSSARY)}/>
                    <Route path=path!("/:language/tour") view={page::<TourRoute>(TOUR)}/>
                    <Route path=path!("/:language/organisations") view={page::<OrganisationsRoute>(ORGANISATIONS)}/>
                    <Route path=path!("/:language/organisations/new") view={page::<OrganisationsRoute>(ORGANISATIONS)}/>
                    <Route path=path!("/:language/organisations/:slug") view={page::<OrganisationsRoute>(ORGANISATIONS)}/>
                    <Route path=path!("/:language/join") view={page::<MembershipsRoute>(MEMBERSHIPS)}/>
                    <Route path=path!("/:language/waiting") view={page::<MembershipsRoute>(MEMBERSHIPS)}/>
                    <Route path=path!("/:language/invitation") view={page::<MembershipsRoute>(MEMBERSHIPS)}/>
                    <Route path=path!("/:language/search") view={page::<SearchRoute>(SEARCH)}/>
                    <Route path=path!("/:language/about") view={page::<AboutRoute>(ABOUT)}/>
                    <Route path=path!("/:language/register") view={page::<EntranceRoute>(ENTRANCE)}/>
                    <Route path=path!("/:language/confirm") view={page::<EntranceRoute>(ENTRANCE)}/>
                    <Route path=path!("/:language/sign-in") view={page::<EntranceRoute>(ENTRANCE)}/>
                    <Route path=path!("/:language/forgotten") view={page::<EntranceRoute>(ENTRANCE)}/>
                    <Route path=path!("/:language/reset") view={page::<EntranceRoute>(ENTRANCE)}/>
                    <Route path=path!("/:language/confirm-email") view={page::<EntranceRoute>(ENTRANCE)}/>
                    <Route path=path!("/:language/keep-email") view={page::<EntranceRoute>(ENTRANCE)}/>
                    <Route path=path!("/:language/demo/mails") view={page::<DemoRoute>(DEMO)}/>
                    <Route path=path!("/:language/demo/mails/:id") view={page::<DemoRoute>(DEMO)}/>
                    <Route path=path!("/:language/account") view={page::<AccountRoute>(ACCOUNT)}/>
                    <Route path=path!("/:language/account/memberships") view={page::<AccountRoute>(ACCOUNT)}/>
                    <Route path=path!("/:language/account/logins") view={page::<AccountRoute>(ACCOUNT)}/>
                    <Route path=path!("/:language/account/password") view={page::<AccountRoute>(ACCOUNT)}/>
                    <Route path=path!("/:language/account/email") view={page::<AccountRoute>(ACCOUNT)}/>
                    <Route path=path!("/:language/account/second-factor") view={page::<AccountRoute>(ACCOUNT)}/>
                    <Route path=path!("/:language/account/data") view={page::<AccountRoute>(ACCOUNT)}/>
                    <Route path=path!("/:language/account/leave") view={page::<AccountRoute>(ACCOUNT)}/>
                    <Route path=path!("/:language/admin/accounts") view={page::<AdminRoute>(ADMIN)}/>
                    <Route path=path!("/:language/admin/accounts/:id") view={page::<AdminRoute>(ADMIN)}/>
                    <Route path=path!("/:language/admin/audit-log") view={page::<AdminRoute>(ADMIN)}/>
                    <Route path=path!("/:language/admin/jobs") view={page::<AdminRoute>(ADMIN)}/>
                    <Route path=path!("/:language/admin/permissions") view={page::<AdminRoute>(ADMIN)}/>
                    <Route path=path!("/:language/gallery/actions") view={page::<GalleryActionsRoute>(GALLERY_ACTIONS)}/>
                    <Route path=path!("/:language/gallery/forms") view={page::<GalleryFormsRoute>(GALLERY_FORMS)}/>
                    <Route path=path!("/:language/gallery/overlays") view={page::<GalleryOverlaysRoute>(GALLERY_OVERLAYS)}/>
                    <Route path=path!("/:language/gallery/data") view={page::<GalleryDataRoute>(GALLERY_DATA)}/>
                    <Route path=path!("/:language/gallery/charts") view={page::<GalleryChartsRoute>(GALLERY_CHARTS)}/>
                    <Route path=path!("/:language/join/propose") view={page::<ProposeRoute>(PROPOSE)}/>
                    <Route path=path!("/:language/organisations/:slug/keys") view={page::<KeysRoute>(KEYS)}/>
                    <Route path=path!("/:language/people/:id") view={page::<PersonRoute>(PERSON)}/>
                </FlatRoutes>
            </Shell>
        </Router>
    }
}

/// An address without a language leads to the one with.
#[component]
fn ToLanguage() -> impl IntoView {
    view! { <Redirect path=address::landing() options=NavigateOptions { replace: true, ..NavigateOptions::default() }/> }
}

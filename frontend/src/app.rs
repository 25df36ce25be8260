//! Which address shows which page.

use crate::about::AboutRoute;
use crate::address;
use crate::admin::AdminRoute;
use crate::api_keys::KeysRoute;
use crate::briefing_desk::BriefingDeskRoute;
use crate::briefings::BriefingsRoute;
use crate::cities::{CityRoute, ListRoute, ProfileRoute, ReportRoute};
use crate::city_proposals::ProposeRoute;
use crate::collections::CollectionsRoute;
use crate::compare::CompareRoute;
use crate::demo::DemoRoute;
use crate::gallery::{
    GalleryActionsRoute, GalleryChartsRoute, GalleryDataRoute, GalleryFormsRoute, GalleryOverlaysRoute,
};
use crate::glossary::GlossaryRoute;
use crate::home::HomeRoute;
use crate::identity::{AccountRoute, EntranceRoute, OwnProfileRoute};
use crate::landing::LandingRoute;
use crate::lesson_drafts::{DraftRoute, DraftsRoute};
use crate::lessons::{GradesRoute, HistoryRoute, LessonRoute, LessonsRoute};
use crate::library::{LibraryItemRoute, LibraryRoute};
use crate::library_desk::LibraryDeskRoute;
use crate::memberships::MembershipsRoute;
use crate::messages::Section;
use crate::missing::Missing;
use crate::note_drafts::{NoteDraftRoute, NoteDraftsRoute};
use crate::notes::{NoteRoute, NotesRoute};
use crate::organisations::OrganisationsRoute;
use crate::page::page;
use crate::people::PersonRoute;
use crate::saved_searches::SavedSearchesRoute;
use crate::search::SearchRoute;
use crate::shell::Shell;
use crate::state;
use crate::subscribers::SubscribersRoute;
use crate::subscriptions::SubscribeRoute;
use crate::tour::TourRoute;
use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute};
use leptos_router::components::{FlatRoutes, Redirect, Route, Router};
use leptos_router::{NavigateOptions, path};

/// What the pages say besides what every page says; `crates/xtask/src/app/links.rs` has the same table, by which the
/// starting script fetches them early.
const LANDING: &[Section] = &[Section::Landing, Section::Map];
const LIST: &[Section] = &[Section::Cities, Section::Lists, Section::Map];
const CITY: &[Section] = &[Section::Cities, Section::Glossary, Section::Lessons, Section::Lists, Section::Map];
const REPORT: &[Section] = &[Section::Cities, Section::Forms, Section::Report];
const COMPARE: &[Section] = &[Section::Cities, Section::Compare, Section::Glossary];
const GLOSSARY: &[Section] = &[Section::Glossary];
const TOUR: &[Section] = &[Section::Tour];
const HOME: &[Section] = &[Section::Cities, Section::Home, Section::Searches];
const SEARCH: &[Section] = &[Section::Forms, Section::Lists, Section::Search, Section::Searches];
const SAVED_SEARCHES: &[Section] = &[Section::Account, Section::Forms, Section::Searches];
const ABOUT: &[Section] = &[Section::About];
const ENTRANCE: &[Section] = &[Section::Forms, Section::Identity];
const DEMO: &[Section] = &[Section::Demo];
const OWN_PROFILE: &[Section] = &[Section::Account, Section::Forms, Section::Me];
const ACCOUNT: &[Section] = &[Section::Account, Section::Forms, Section::Memberships, Section::Proposals];
const ADMIN: &[Section] = &[Section::Admin, Section::Forms, Section::Lists];

const ORGANISATIONS: &[Section] = &[Section::Forms, Section::Lists, Section::Memberships, Section::Organisations];
const KEYS: &[Section] = &[Section::Forms, Section::Keys, Section::Lists];
const MEMBERSHIPS: &[Section] =
    &[Section::Forms, Section::Joining, Section::Lists, Section::Memberships, Section::Proposals, Section::Waiting];
const GALLERY_ACTIONS: &[Section] = &[Section::Gallery];
const GALLERY_FORMS: &[Section] = &[Section::Gallery];
const GALLERY_OVERLAYS: &[Section] = &[Section::Gallery];
const GALLERY_DATA: &[Section] = &[Section::Gallery, Section::Map];
const GALLERY_CHARTS: &[Section] = &[Section::Gallery];
const LESSONS: &[Section] = &[Section::Forms, Section::Lessons, Section::Lists, Section::Searches];
const GRADES: &[Section] = &[Section::Lessons];
const LESSON: &[Section] = &[Section::Lessons];
const HISTORY: &[Section] = &[Section::Lessons];
const DRAFT: &[Section] = &[Section::Drafts, Section::Forms, Section::Lessons];
const DRAFTS: &[Section] = &[Section::Drafts, Section::Forms, Section::Lessons, Section::Lists];
const LIBRARY: &[Section] = &[Section::Forms, Section::Library, Section::Lists, Section::Searches];
const LIBRARY_ITEM: &[Section] = &[Section::Library];
const LIBRARY_DESK: &[Section] = &[Section::Cataloguing, Section::Forms, Section::Library, Section::Lists];
const COLLECTIONS: &[Section] = &[Section::Collections, Section::Forms, Section::Library, Section::Lists];
const BRIEFINGS: &[Section] = &[Section::Briefings, Section::Forms, Section::Lessons, Section::Lists];
const BRIEFING_DESK: &[Section] =
    &[Section::Briefings, Section::Desk, Section::Forms, Section::Lessons, Section::Lists];
const SUBSCRIBE: &[Section] = &[Section::Forms, Section::Subscriptions];
const SUBSCRIBERS: &[Section] = &[Section::Forms, Section::Lists, Section::Subscribers];
const NOTES: &[Section] = &[Section::Forms, Section::Lists, Section::Notes, Section::Searches];
const NOTE: &[Section] = &[Section::Notes];
const NOTE_DRAFT: &[Section] = &[Section::Authoring, Section::Drafts, Section::Forms, Section::Notes];
const NOTE_DRAFTS: &[Section] = &[Section::Authoring, Section::Drafts, Section::Forms, Section::Lists, Section::Notes];
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
                    <LessonRoutes/>
                    <LibraryRoutes/>
                    <BriefingRoutes/>
                    <NoteRoutes/>
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
                    <Route path=path!("/:language/account") view={page::<OwnProfileRoute>(OWN_PROFILE)}/>
                    <Route path=path!("/:language/account/memberships") view={page::<AccountRoute>(ACCOUNT)}/>
                    <Route path=path!("/:language/account/searches") view={page::<SavedSearchesRoute>(SAVED_SEARCHES)}/>
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

/// The pages about lessons. A name that stands for itself comes before what any lesson may be called.
#[component(transparent)]
fn LessonRoutes() -> AnyNestedRoute {
    view! {
        <Route path=path!("/:language/lessons") view={page::<LessonsRoute>(LESSONS)}/>
        <Route path=path!("/:language/lessons/grades") view={page::<GradesRoute>(GRADES)}/>
        <Route path=path!("/:language/lessons/new") view={page::<DraftsRoute>(DRAFTS)}/>
        <Route path=path!("/:language/lessons/drafts") view={page::<DraftsRoute>(DRAFTS)}/>
        <Route path=path!("/:language/lessons/drafts/review") view={page::<DraftsRoute>(DRAFTS)}/>
        <Route path=path!("/:language/lessons/drafts/:id") view={page::<DraftRoute>(DRAFT)}/>
        <Route path=path!("/:language/lessons/:slug") view={page::<LessonRoute>(LESSON)}/>
        <Route path=path!("/:language/lessons/:slug/history") view={page::<HistoryRoute>(HISTORY)}/>
        <Route path=path!("/:language/lessons/:slug/edit") view={page::<DraftsRoute>(DRAFTS)}/>
        <Route path=path!("/:language/lessons/:slug/tried") view={page::<DraftsRoute>(DRAFTS)}/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// The pages about the library. A name that stands for itself comes before what any item may be called.
#[component(transparent)]
fn LibraryRoutes() -> AnyNestedRoute {
    view! {
        <Route path=path!("/:language/library") view={page::<LibraryRoute>(LIBRARY)}/>
        <Route path=path!("/:language/library/new") view={page::<LibraryDeskRoute>(LIBRARY_DESK)}/>
        <Route path=path!("/:language/library/dead-links") view={page::<LibraryDeskRoute>(LIBRARY_DESK)}/>
        <Route path=path!("/:language/library/:slug") view={page::<LibraryItemRoute>(LIBRARY_ITEM)}/>
        <Route path=path!("/:language/library/:slug/edit") view={page::<LibraryDeskRoute>(LIBRARY_DESK)}/>
        <Route path=path!("/:language/collections") view={page::<CollectionsRoute>(COLLECTIONS)}/>
        <Route path=path!("/:language/collections/:slug") view={page::<CollectionsRoute>(COLLECTIONS)}/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// The pages about briefings and about who gets them. A name that stands for itself comes before what any issue may be
/// called.
#[component(transparent)]
fn BriefingRoutes() -> AnyNestedRoute {
    view! {
        <Route path=path!("/:language/briefings") view={page::<BriefingsRoute>(BRIEFINGS)}/>
        <Route path=path!("/:language/briefings/desk") view={page::<BriefingDeskRoute>(BRIEFING_DESK)}/>
        <Route path=path!("/:language/briefings/desk/publications/:slug") view={page::<BriefingDeskRoute>(BRIEFING_DESK)}/>
        <Route path=path!("/:language/briefings/desk/:id") view={page::<BriefingDeskRoute>(BRIEFING_DESK)}/>
        <Route path=path!("/:language/briefings/rules") view={page::<BriefingsRoute>(BRIEFINGS)}/>
        <Route path=path!("/:language/briefings/:slug") view={page::<BriefingsRoute>(BRIEFINGS)}/>
        <Route path=path!("/:language/subscribe") view={page::<SubscribeRoute>(SUBSCRIBE)}/>
        <Route path=path!("/:language/subscription") view={page::<SubscribeRoute>(SUBSCRIBE)}/>
        <Route path=path!("/:language/admin/subscribers") view={page::<SubscribersRoute>(SUBSCRIBERS)}/>
        <Route path=path!("/:language/admin/subscribers/import") view={page::<SubscribersRoute>(SUBSCRIBERS)}/>
        <Route path=path!("/:language/admin/subscribers/suppressions") view={page::<SubscribersRoute>(SUBSCRIBERS)}/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// The pages about notes. A name that stands for itself comes before what any note may be called.
#[component(transparent)]
fn NoteRoutes() -> AnyNestedRoute {
    view! {
        <Route path=path!("/:language/notes") view={page::<NotesRoute>(NOTES)}/>
        <Route path=path!("/:language/notes/new") view={page::<NoteDraftsRoute>(NOTE_DRAFTS)}/>
        <Route path=path!("/:language/notes/drafts") view={page::<NoteDraftsRoute>(NOTE_DRAFTS)}/>
        <Route path=path!("/:language/notes/drafts/review") view={page::<NoteDraftsRoute>(NOTE_DRAFTS)}/>
        <Route path=path!("/:language/notes/drafts/:id") view={page::<NoteDraftRoute>(NOTE_DRAFT)}/>
        <Route path=path!("/:language/notes/:slug") view={page::<NoteRoute>(NOTE)}/>
        <Route path=path!("/:language/notes/:slug/versions") view={page::<NoteRoute>(NOTE)}/>
        <Route path=path!("/:language/notes/:slug/versions/:number") view={page::<NoteRoute>(NOTE)}/>
        <Route path=path!("/:language/notes/:slug/edit") view={page::<NoteDraftsRoute>(NOTE_DRAFTS)}/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// An address without a language leads to the one with.
#[component]
fn ToLanguage() -> impl IntoView {
    view! { <Redirect path=address::landing() options=NavigateOptions { replace: true, ..NavigateOptions::default() }/> }
}

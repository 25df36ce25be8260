//! The places of the platform: a rail beside the page, a bar below it on a phone.

use super::dot::Dot;
use crate::address;
use crate::briefings::addresses::briefings;
use crate::lessons::addresses::lessons;
use crate::library::addresses::library;
use crate::messages::{Key, t};
use crate::notes::addresses::notes;
use crate::state::{Who, identity};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

#[component]
pub(super) fn Places() -> impl IntoView {
    let identity = identity();
    let home = move || match identity.who() {
        Who::Somebody(_) => address::home(),
        Who::Visitor | Who::Unknown => address::landing(),
    };
    let waiting = move || {
        identity.waiting().map(|_| view! { <li class="desk-only"><Place href=address::waiting() name=t(Key::NavWaiting)><Dot/></Place></li> })
    };
    let admin = move || {
        identity
            .administers()
            .then(|| view! { <li class="desk-only"><Place href=address::admin_accounts() name=t(Key::NavAdmin)/></li> })
    };
    view! {
        <nav class="places" aria-label=t(Key::ShellNav)>
            <ul>
                <li>{move || view! { <Place href=home() name=t(Key::NavHome)/> }}</li>
                <li><Place href=address::cities() name=t(Key::NavCities)/></li>
                <li><Place href=lessons() name=t(Key::NavLessons)/></li>
                <li class="desk-only"><Place href=library() name=t(Key::NavLibrary)/></li>
                <li class="desk-only"><Place href=briefings() name=t(Key::NavBriefings)/></li>
                <li class="desk-only"><Place href=notes() name=t(Key::NavNotes)/></li>
                <li class="phone-only"><Place href=address::search() name=t(Key::NavSearch)/></li>
                <li><Place href=address::compare() name=t(Key::NavCompare)/></li>
                // On a phone there is room for five; what is left out stands at the foot of every page.
                <li class="desk-only"><Place href=address::organisations() name=t(Key::NavOrganisations)/></li>
                {waiting}
                {admin}
            </ul>
            <ul class="apart">
                <li><Place href=address::glossary() name=t(Key::NavGlossary)/></li>
                <li><Place href=address::about() name=t(Key::NavAbout)/></li>
                <li><a href="/api/v1/docs/" rel="external">{t(Key::NavApi)}</a></li>
            </ul>
        </nav>
    }
}

/// A link that knows whether one is there.
#[component]
pub(super) fn Place(
    /// Where it leads.
    href: String,
    /// What it says.
    name: &'static str,
    /// What stands behind the name.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let path = use_location().pathname;
    let here = {
        let href = href.clone();
        move || {
            let path = path.get();
            // Everything is below the first page.
            let below = !href.ends_with('/') && path.strip_prefix(&href).is_some_and(|rest| rest.starts_with('/'));
            (path == href).then_some("page").or_else(|| below.then_some("true"))
        }
    };
    view! { <a href=href aria-current=here>{name} {children.map(|children| children())}</a> }
}

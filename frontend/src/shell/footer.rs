//! The foot of every page: who is to be thanked, and what else there is.

use crate::address;
use crate::briefings::addresses::briefings;
use crate::lessons::addresses::lessons;
use crate::library::addresses::library;
use crate::messages::{Key, t};
use crate::subscriptions::addresses::subscribe;
use leptos::prelude::*;

#[component]
pub(super) fn Footer() -> impl IntoView {
    let credits = address::about() + "#credits";
    let privacy = address::about() + "#privacy";
    view! {
        <footer class="foot">
            <div class="wrap small">
                <p>{t(Key::FooterCredits)} " " <a href=credits>{t(Key::FooterAll)}</a></p>
                <ul class="inline">
                    <li><a href=lessons()>{t(Key::NavLessons)}</a></li>
                    <li><a href=library()>{t(Key::NavLibrary)}</a></li>
                    <li><a href=briefings()>{t(Key::NavBriefings)}</a></li>
                    <li><a href=subscribe()>{t(Key::NavSubscribe)}</a></li>
                    <li><a href=address::organisations()>{t(Key::NavOrganisations)}</a></li>
                    <li><a href=address::tour()>{t(Key::FooterTour)}</a></li>
                    <li><a href=address::glossary()>{t(Key::NavGlossary)}</a></li>
                    <li><a href=address::about()>{t(Key::FooterAbout)}</a></li>
                    <li><a href=privacy>{t(Key::FooterPrivacy)}</a></li>
                    <li><a href="/api/v1/docs/" rel="external">{t(Key::FooterApi)}</a></li>
                </ul>
            </div>
        </footer>
    }
}

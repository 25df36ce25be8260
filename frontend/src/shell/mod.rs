//! What stands around every page.

mod account;
mod arrivals;
mod display;
mod dot;
mod footer;
mod keys;
mod notifications;
mod offline;
mod palette;
mod panic;
mod places;
mod texts;
mod topbar;

pub(crate) use arrivals::{Announcer, Arrivals};
pub(crate) use panic::show_apology;

use crate::address;
use crate::messages::{Key, t};
use footer::Footer;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use offline::OfflineBanner;
use palette::Palette;
use places::Places;
use texts::MissingTexts;
use topbar::TopBar;

/// The shell with a page in it.
#[component]
pub(crate) fn Shell(children: Children) -> impl IntoView {
    let announcer = Announcer::new();
    provide_context(announcer);
    provide_context(Arrivals::new(announcer));
    let palette = Palette::new(announcer);
    provide_context(palette);
    keys::listen(palette);
    be_front();
    view! {
        <a class="skip" href="#main" rel="external">{t(Key::ShellSkip)}</a>
        <TopBar/>
        <OfflineBanner/>
        <MissingTexts/>
        <div class="frame">
            <Places/>
            <main id="main" tabindex="-1">{children()}</main>
            <Footer/>
        </div>
        {palette.view()}
        <div class="visually-hidden" role="status" aria-live="polite">{move || announcer.text()}</div>
    }
}

/// The landing page has no rail: it is the front of the house.
fn be_front() {
    let path = use_location().pathname;
    Effect::new(move |_| {
        let is_front = path.get().trim_end_matches('/') == address::landing().trim_end_matches('/');
        if let Some(body) = document().body() {
            // A class that is written here is an allowed one.
            let _ = body.class_list().toggle_with_force("front", is_front);
        }
    });
}

//! What stands around every page.

mod account;
mod arrivals;
mod footer;
mod keys;
mod offline;
mod panic;
mod texts;
mod topbar;

pub(crate) use arrivals::{Announcer, Arrivals};
pub(crate) use panic::show_apology;

use crate::messages::{Key, t};
use footer::Footer;
use leptos::prelude::*;
use offline::OfflineBanner;
use texts::MissingTexts;
use topbar::TopBar;

/// The shell with a page in it.
#[component]
pub(crate) fn Shell(children: Children) -> impl IntoView {
    let announcer = Announcer::new();
    provide_context(announcer);
    provide_context(Arrivals::new(announcer));
    keys::listen();
    view! {
        <a class="skip" href="#main" rel="external">{t(Key::ShellSkip)}</a>
        <TopBar/>
        <OfflineBanner/>
        <MissingTexts/>
        <main id="main" tabindex="-1">{children()}</main>
        <Footer/>
        <div class="visually-hidden" role="status" aria-live="polite">{move || announcer.text()}</div>
    }
}

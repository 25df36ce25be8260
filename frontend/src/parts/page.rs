//! What happens when a page is there.

use crate::messages::{Key, t};
use crate::shell::Arrivals;
use leptos::prelude::*;

/// Tells the browser and its user which page this is, as soon as `title` is known: sets the title of the document,
/// and after a change of page moves the focus to the heading, announces it, and puts the page where it was left.
pub(crate) fn use_page(title: impl Fn() -> Option<String> + 'static) {
    let arrivals: Arrivals = expect_context();
    Effect::new(move |_| {
        if let Some(title) = title() {
            document().set_title(&[&title, " · ", t(Key::SiteName)].concat());
            arrivals.arrive(title);
        }
    });
}

//! What happens when a page is there.

use crate::browser::{find, focus_in_place};
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

/// For what takes the place of a form that was sent: the form is gone, and the focus with it.
pub(crate) fn use_new_heading() {
    Effect::new(move |_| {
        request_animation_frame(|| {
            if let Some(heading) = find("main h1") {
                focus_in_place(&heading);
            }
            window().scroll_to_with_x_and_y(0.0, 0.0);
        });
    });
}

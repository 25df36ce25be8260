//! Signs, drawn in lines. None of them says anything that a word beside it does not say.

use leptos::prelude::*;

/// The path of a sign in a square of 16.
pub(crate) type Icon = &'static str;

pub(crate) const INFO: Icon = "M8 7v5M8 4v.5M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13";
pub(crate) const CHECK: Icon = "m3 8.5 3.5 3.5L13 4.5";
pub(crate) const WARN: Icon = "M8 1.8 1.4 13.6h13.2zM8 6v4M8 11.6v.6";
pub(crate) const BAD: Icon = "M8 4v5M8 11.3v.6M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13";
pub(crate) const CLOSE: Icon = "m4 4 8 8M12 4l-8 8";
pub(crate) const DOWN: Icon = "m3.5 6 4.5 4.5L12.5 6";
pub(crate) const QUESTION: Icon = "M5.5 6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M8 12v.6";
pub(crate) const OUT: Icon = "M6.5 3.5H3V13h9.5V9.5M9.5 2.5h4v4M13 3 7.5 8.5";
pub(crate) const UPLOAD: Icon = "M8 11V2.5M4.5 6 8 2.5 11.5 6M2.5 10.5v3h11v-3";

/// Draws a sign; assistive technology does not hear of it.
pub(crate) fn draw(icon: Icon) -> impl IntoView {
    view! { <svg class="ui-icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d=icon/></svg> }
}

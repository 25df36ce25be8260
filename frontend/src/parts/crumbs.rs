//! The way back up.

use crate::messages::{Key, t};
use leptos::prelude::*;
use ui::Breadcrumb;

/// The pages above this one, from the top, and this one.
#[component]
pub(crate) fn Crumbs(
    /// Address and name of each page above.
    above: Vec<(String, String)>,
    /// This page.
    #[prop(into)]
    here: Signal<String>,
) -> impl IntoView {
    view! { <Breadcrumb label=t(Key::CrumbLabel) above here/> }
}

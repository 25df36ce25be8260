//! How much waits for one.

use crate::messages::{Key, count, t};
use crate::state::identity;
use leptos::prelude::*;
use ui::Badge;

/// The number of things that wait, where there are any.
#[component]
pub(super) fn Dot() -> impl IntoView {
    let identity = identity();
    move || {
        let n = identity.waiting().filter(|n| *n > 0)?;
        Some(view! { <Badge count=true label=n.to_string() spoken=[", ", &said(n)].concat()/> })
    }
}

/// The number in words.
pub(super) fn said(n: i64) -> String {
    match usize::try_from(n) {
        Ok(n) if n > 0 => count(Key::ShellWaiting, n),
        _ => t(Key::ShellNothingNew).to_owned(),
    }
}

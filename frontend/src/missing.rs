//! There is no such page.

use crate::address;
use crate::messages::{Key, t};
use crate::parts::use_page;
use leptos::prelude::*;
use ui::{Link, Rank};

/// Says so, and where to go instead.
#[component]
pub(crate) fn Missing() -> impl IntoView {
    use_page(|| Some(t(Key::MissingTitle).to_owned()));
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{t(Key::MissingTitle)}</h1>
            <p class="lede">{t(Key::MissingText)}</p>
            <p class="acts">
                <Link rank=Rank::Primary href=address::cities()>{t(Key::MissingCities)}</Link>
                <Link rank=Rank::Quiet href=address::search()>{t(Key::MissingSearch)}</Link>
            </p>
        </div>
    }
}

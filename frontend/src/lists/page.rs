//! The page of a list.

use super::Catalogue;
use super::filters::{Chips, Filters};
use super::results::{Results, Toolbar};
use super::state::ListState;
use crate::messages::t;
use crate::parts::{OddAddress, Share, use_page};
use crate::shell::Announcer;
use leptos::prelude::*;

/// The page.
#[component]
pub(crate) fn FacetedList(
    /// What the list is of.
    catalogue: &'static Catalogue,
) -> impl IntoView {
    let words = catalogue.words;
    use_page(move || Some(t(words.title).to_owned()));
    let state = ListState::new(catalogue);
    announce_count(state);
    let faults = Memo::new(move |_| state.faults());
    let is_odd = Memo::new(move |_| !faults.with(Vec::is_empty));
    let odd = move || {
        is_odd.get().then(|| {
            let (faults, search) = (faults.get(), state.search.get());
            view! { <OddAddress title=words.odd faults search parameters=catalogue.source.parameters/> }
        })
    };
    let is_down = Memo::new(move |_| state.is_down());
    view! {
        <div class="page">
            <div class="head-row">
                <h1 tabindex="-1">{t(words.title)}</h1>
                <div class="ui-row">{(catalogue.acts)()} <Share title=t(words.title).to_owned()/></div>
            </div>
            <p class="lede">{t(words.lede)}</p>
            {odd}
            <div class="finder shelf" class:down=is_down hidden=is_odd>
                <Filters state/>
                <section class="found" aria-label=t(words.list)>
                    <Toolbar state/>
                    <Chips state/>
                    <Results state/>
                </section>
            </div>
        </div>
    }
}

/// Tells those who do not see the list how many things there are now, but not on arrival.
fn announce_count(state: ListState) {
    let announcer: Announcer = expect_context();
    Effect::new(move |before: Option<Option<String>>| {
        let now = state.counted();
        if let (Some(Some(before)), Some(now)) = (before, &now)
            && before != *now
        {
            announcer.say(now.clone());
        }
        now
    });
}

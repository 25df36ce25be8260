//! The queue of links that lead nowhere, or somewhere else: for how long, and what to do about each.

use crate::library::addresses::{dead_links, item_edit, library, library_item};
use crate::library::words;
use crate::messages::{Key, count, day, fill, moment, t};
use crate::parts::{
    Answer, Asked, Choice, Crumbs, Deed, Failure, Filters, Line, Listed, Parameters, Source, SourceLink, lines,
    options, use_page,
};
use crate::state::Debounce;
use client::{Client, IdempotencyKey};
use contract::Patch;
use domain::library::{DeadLinkQuery, LibraryItem, LibraryItemRef, LibraryItemSummary, LibraryItemUpdate, LinkState};
use leptos::prelude::*;
use std::time::Duration;
use ui::{Badge, Button, Link, Rank};

/// States that can be asked for.
const STATES: [LinkState; 3] = [LinkState::Gone, LinkState::Failing, LinkState::Moved];
/// After so long a link that was to be looked at mostly has been.
const LOOKED_AFTER: Duration = Duration::from_secs(4);
const DAY_MS: f64 = 86_400_000.0;

/// What rows need: what is done without a question, and what asks for the list again.
#[derive(Clone, Copy)]
struct Desk {
    deed: Deed,
    news: RwSignal<u32>,
    looking: Debounce,
}

impl Desk {
    fn look_again(self) {
        self.news.update(|news| *news += 1);
    }

    /// Makes the address that the server asks to use the item's own.
    fn take_over(self, item: &LibraryItemSummary, url: String) {
        let (named, version, title) = (LibraryItemRef::Id(item.id), item.version, item.title.clone());
        let change = LibraryItemUpdate { url: Patch::Set(url), ..LibraryItemUpdate::default() };
        let call = move |client: Client| -> Answer<LibraryItem> {
            let (named, change) = (named.clone(), change.clone());
            Box::pin(async move { client.update_library_item(&named, version, &change).await })
        };
        self.deed.run(call, move |_| {
            self.deed.say(fill(Key::DeadTaken, &[("title", &title)]));
            self.look_again();
        });
    }

    /// Has a link looked at, and the list a moment later.
    fn check(self, item: &LibraryItemSummary) {
        let (named, title, key) = (LibraryItemRef::Id(item.id), item.title.clone(), IdempotencyKey::generate());
        let call = move |client: Client| -> Answer<LibraryItem> {
            let (named, key) = (named.clone(), key.clone());
            Box::pin(async move { client.create_link_check(&key, &named).await })
        };
        self.deed.run(call, move |_| {
            self.deed.say(fill(Key::DeadChecking, &[("title", &title)]));
            self.looking.run_after(LOOKED_AFTER, move || self.look_again());
        });
    }
}

/// What an address of the list can hold.
const PARAMETERS: Parameters = Parameters {
    name: |parameter| (parameter == "state").then(|| t(Key::DeadState)),
    path: dead_links,
    all: Key::ListsShowAll,
};

/// The list.
const SOURCE: Source = Source {
    faults: |search| DeadLinkQuery::parse(search).err().unwrap_or_default(),
    fetch: |client, search, cursor| {
        let query = DeadLinkQuery::parse(&search).unwrap_or_default();
        let query = DeadLinkQuery { limit: None, cursor, ..query };
        Box::pin(async move { client.list_dead_links(&query).await.map(|page| lines(page, line)) })
    },
    parameters: PARAMETERS,
};

/// The page.
#[component]
pub(super) fn DeadLinksPage() -> impl IntoView {
    use_page(|| Some(t(Key::DeadTitle).to_owned()));
    let desk = Desk { deed: Deed::new(), news: RwSignal::new(0), looking: Debounce::new() };
    provide_context(desk);
    let asked = Asked::new(dead_links, |path| path == dead_links());
    let states = options(&STATES, LinkState::as_str, words::link);
    let failure = desk.deed.failure;
    let above = vec![(library(), t(Key::NavLibrary).to_owned())];
    view! {
        <div class="page narrow">
            <Crumbs above here=t(Key::DeadTitle)/>
            <h1 tabindex="-1">{t(Key::DeadTitle)}</h1>
            <p class="lede">{t(Key::DeadLede)}</p>
            <Filters><Choice asked name="state" label=Key::DeadState options=states/></Filters>
            <Failure error=failure retry=move || { failure.set(None); desk.look_again(); }/>
            <Listed asked source=SOURCE none=Key::DeadNone none_text=Key::DeadNoneText news=desk.news/>
        </div>
    }
}

fn line(item: LibraryItemSummary) -> Line {
    // Looking at a link is no change of the item.
    let looked = item.link.checked_at.map_or(0, |at| at.timestamp());
    Line::of([&item.id.to_string(), "-", &item.version.to_string(), "-", &looked.to_string()].concat(), item, row)
}

/// How many whole days have gone by.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, not below none, and few")]
fn days(since_ms: i64, now_ms: f64) -> usize {
    ((now_ms - since_ms as f64) / DAY_MS).floor().max(0.0) as usize
}

/// Since when it has been so, and when it was last looked at.
fn facts(item: &LibraryItemSummary) -> String {
    let since = item.link.since.map(|at| {
        let at = at.timestamp_millis();
        let lasting = count(Key::DeadDays, days(at, js_sys::Date::now()));
        fill(Key::DeadSince, &[("day", &day(at)), ("days", &lasting)])
    });
    let looked = item.link.checked_at.map(|at| fill(Key::DeadLooked, &[("moment", &moment(at.timestamp_millis()))]));
    since.into_iter().chain(looked).collect::<Vec<_>>().join(" · ")
}

fn row(item: LibraryItemSummary) -> AnyView {
    let (lang, dir) = words::marks(&item.language);
    let (tone, label) = (words::link_tone(&item.link), words::item_link(&item.link));
    let facts = facts(&item);
    let url = item.url.clone().map(|url| view! { <SourceLink url/> });
    let moved = item.link.moved_to.clone().map(|url| view! { " " {t(Key::DeadMoved)} " " <SourceLink url/> });
    view! {
        <li class="row">
            <a class="row-name" href=library_item(&item.slug) data-row="" lang=lang dir=dir>{item.title.clone()}</a>
            <Badge tone label/>
            <span class="row-facts">{facts}</span>
            <span class="row-faces dead-link">{url} {moved}</span>
            <Acts item/>
        </li>
    }
    .into_any()
}

/// What to do about a link.
#[component]
fn Acts(item: LibraryItemSummary) -> impl IntoView {
    let desk: Desk = expect_context();
    let named = |key: Key| fill(key, &[("title", &item.title)]);
    let (take_it, check_it, change_it) = (named(Key::DeadTakeIt), named(Key::DeadCheckIt), named(Key::DeadChangeIt));
    let (href, moved) = (item_edit(&item.slug), item.link.moved_to.clone());
    let item = StoredValue::new(item);
    let take = moved.map(|url| {
        let press = move |()| item.with_value(|item| desk.take_over(item, url.clone()));
        view! { <Button small=true name=take_it on_press=press>{t(Key::DeadTake)}</Button> }
    });
    let check = move |()| item.with_value(|item| desk.check(item));
    view! {
        <span class="row-facts buttons">
            {take}
            <Button small=true name=check_it on_press=check>{t(Key::DeadCheck)}</Button>
            <Link rank=Rank::Plain small=true href name=Signal::stored(change_it)>{t(Key::DeadChange)}</Link>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::{DAY_MS, days};

    #[test]
    fn days_are_whole_ones() {
        assert_eq!(days(0, DAY_MS * 3.9), 3);
        assert_eq!(days(1_000, 0.0), 0, "a clock that is behind");
    }
}

//! One's own reading lists, the collections of the network, and the lists that people share.

use super::addresses::collection;
use super::make::{MakeDialog, Making};
use super::words::facts;
use crate::library::addresses::library;
use crate::messages::{Key, t};
use crate::parts::{Crumbs, Line, Rows, Share, lines, use_page};
use crate::state::{Pages, api, identity, use_standing};
use domain::library::{CollectionKind, CollectionQuery, CollectionSummary};
use leptos::prelude::*;
use ui::{Button, Link, Rank};

/// Collections a page of each list.
const PAGE: u32 = 20;

/// A part of the page.
#[derive(Clone, Copy)]
struct Part {
    id: &'static str,
    title: Key,
    none: [Key; 2],
    query: fn() -> CollectionQuery,
    /// Whether lists that only their owner sees are left to another part.
    shared: bool,
}

const MINE: Part = Part {
    id: "mine-title",
    title: Key::CollectionsMine,
    none: [Key::CollectionsMineNone, Key::CollectionsMineNoneText],
    query: || CollectionQuery { own: true, ..CollectionQuery::default() },
    shared: false,
};
const NETWORK: Part = Part {
    id: "network-title",
    title: Key::CollectionsNetwork,
    none: [Key::CollectionsNetworkNone, Key::CollectionsNetworkNoneText],
    query: || CollectionQuery { kinds: vec![CollectionKind::Collection], ..CollectionQuery::default() },
    shared: false,
};
const SHARED: Part = Part {
    id: "shared-title",
    title: Key::CollectionsShared,
    none: [Key::CollectionsSharedNone, Key::CollectionsSharedNoneText],
    query: || CollectionQuery { kinds: vec![CollectionKind::ReadingList], ..CollectionQuery::default() },
    shared: true,
};

/// The page.
#[component]
pub(super) fn CollectionsPage() -> impl IntoView {
    use_page(|| Some(t(Key::CollectionsTitle).to_owned()));
    let (making, identity, standing) = (Making::new(), identity(), use_standing());
    let is_somebody = Memo::new(move |_| identity.account().is_some());
    let edits = Memo::new(move |_| standing.with(|standing| standing.edits()).unwrap_or_default());
    let make = move |kind: CollectionKind, word: Key| {
        let press = move |()| making.begin(kind);
        view! { <p class="acts"><Button on_press=press>{t(word)}</Button></p> }
    };
    let mine = move || {
        is_somebody.get().then(|| {
            let make = make(CollectionKind::ReadingList, Key::CollectionsMakeList);
            view! { <Listing part=MINE>{make}</Listing> }
        })
    };
    let collect = move || edits.get().then(|| make(CollectionKind::Collection, Key::CollectionsMakeCollection));
    let above = vec![(library(), t(Key::NavLibrary).to_owned())];
    view! {
        <div class="page narrow">
            <Crumbs above here=t(Key::CollectionsTitle)/>
            <div class="head-row">
                <h1 tabindex="-1">{t(Key::CollectionsTitle)}</h1>
                <Share title=t(Key::CollectionsTitle).to_owned()/>
            </div>
            <p class="lede">{t(Key::CollectionsLede)}</p>
            {mine}
            <Listing part=NETWORK>{collect}</Listing>
            <Listing part=SHARED/>
            <p class="acts"><Link rank=Rank::Plain href=library()>{t(Key::LibraryAll)}</Link></p>
            <MakeDialog making/>
        </div>
    }
}

/// One part, asked for anew with whoever signs in.
#[component]
fn Listing(
    part: Part,
    /// What one can do here.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (client, identity) = (api(), identity());
    let account = Memo::new(move |_| identity.account().map(|account| account.id));
    let pages = Pages::new(
        move || {
            account.track();
            Some(())
        },
        move |(), cursor| {
            let (client, query) = (client.clone(), CollectionQuery { cursor, limit: Some(PAGE), ..(part.query)() });
            Box::pin(async move {
                client.list_collections(&query).await.map(|mut page| {
                    page.items.retain(|list| list.public || !part.shared);
                    lines(page, line)
                })
            })
        },
    );
    let [none, none_text] = part.none;
    view! {
        <section class="part" aria-labelledby=part.id>
            <h2 id=part.id>{t(part.title)}</h2>
            {children.map(|children| children())}
            <Rows pages none none_text/>
        </section>
    }
}

fn line(list: CollectionSummary) -> Line {
    Line::of([&list.id.to_string(), "-", &list.version.to_string()].concat(), list, row)
}

fn row(list: CollectionSummary) -> AnyView {
    let (href, said) = (collection(&list.slug), facts(&list).join(" · "));
    let excerpt =
        (!list.excerpt.is_empty()).then(|| view! { <span class="row-faces" dir="auto">{list.excerpt.clone()}</span> });
    view! {
        <li class="row">
            <a class="row-name" href=href data-row="" dir="auto">{list.title}</a>
            <span class="row-facts">{said}</span>
            {excerpt}
        </li>
    }
    .into_any()
}

//! The page of one collection or reading list.

use super::addresses::{collection_slug, collections, is_collection};
use super::board::Board;
use super::edit::Tools;
use super::items::Items;
use super::words;
use crate::library::addresses::library;
use crate::messages::{Key, count, day, fill, t};
use crate::parts::{About, Crumbs, Failure, One, Share, Subject};
use crate::people;
use domain::library::{Collection, CollectionRef};
use leptos::prelude::*;
use std::sync::Arc;

/// How the page gets its collection.
const COLLECTION: Subject<Collection> = Subject {
    slug: collection_slug,
    is_named: |collection, name| name == collection.slug || name == collection.id.to_string(),
    fetch: |client, slug| Box::pin(async move { client.get_collection(&CollectionRef::Slug(slug)).await }),
    personal: true,
};

/// The page.
#[component]
pub(super) fn CollectionPage() -> impl IntoView {
    let one = One::new(COLLECTION, is_collection, |collection| collection.title.clone());
    provide_context(one);
    view! { <About one show=|collection| view! { <Shown collection/> }.into_any()/> }
}

#[component]
fn Shown(collection: Arc<Collection>) -> impl IntoView {
    let board = Board::new(&collection);
    let said = move |read: fn(&Collection) -> String| move || board.collection.with(read);
    let title = said(|collection| collection.title.clone());
    let above = vec![(library(), t(Key::NavLibrary).to_owned()), (collections(), t(Key::CollectionsTitle).to_owned())];
    // What only its owner sees is nothing to pass on.
    let is_public = Memo::new(move |_| board.collection.with(|collection| collection.public));
    let share = move || is_public.get().then(|| view! { <Share title=title()/> });
    let failure = board.deed.failure;
    view! {
        <article class="page narrow">
            <Crumbs above here=words::kind(collection.kind)/>
            <div class="head-row"><h1 tabindex="-1" dir="auto">{title}</h1> {share}</div>
            <Whose board/>
            // Made by the server, which alone makes HTML of what people write. Which language it is in, nobody says.
            <div class="stand" dir="auto" inner_html=said(|collection| collection.summary_html.clone())></div>
            <Tools board/>
            <Failure error=failure retry=move || board.save()/>
            <Items board/>
        </article>
    }
}

/// Whose it is, how much it holds, when it last changed, and who sees it.
#[component]
fn Whose(board: Board) -> impl IntoView {
    let person = board.collection.with_untracked(|collection| collection.person.clone()).map(|person| {
        let href = people::address_of(&person.id.to_string());
        let demo = person.demo.then(|| view! { " (" {t(Key::ShelfDemo)} ")" });
        view! { <a href=href><bdi>{person.name}</bdi></a> {demo} " · " }
    });
    let held = move || count(Key::ShelfItems, board.items.with(Vec::len));
    let changed = move || {
        let day = board.collection.with(|collection| day(collection.updated_at.timestamp_millis()));
        fill(Key::CollectionChanged, &[("day", &day)])
    };
    let private = move || {
        let is_private = board.collection.with(|collection| !collection.public);
        is_private.then(|| [" · ", t(Key::ShelfPrivate)].concat())
    };
    view! { <p class="small muted">{person} {held} " · " {changed} {private}</p> }
}

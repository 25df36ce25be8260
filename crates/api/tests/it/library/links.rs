//! Whether links still lead somewhere: how that is found out, and who is told.

use super::named;
use crate::lessons::refusal;
use client::IdempotencyKey;
use contract::Patch;
use domain::library::{
    DeadLinkQuery, LibraryItem, LibraryItemUpdate, LibraryQuery, LinkAnswer, LinkState, NewLibraryItem, host,
};
use domain::policy::Role;
use std::collections::BTreeSet;
use test_support::{Links, Person, TestApp, library_item};

const GUIDE: &str = "https://one.example/guide";
const ATLAS: &str = "https://two.example/atlas";

async fn asking() -> (TestApp, Links, Person) {
    let links = Links::default();
    let app = TestApp::builder().links(links.clone()).start().await;
    let editor = app.with_role("editor@example.org", Role::Editor).await;
    (app, links, editor)
}

async fn at(app: &TestApp, editor: &Person, url: &str) -> LibraryItem {
    let new = NewLibraryItem { url: Some(url.to_owned()), ..library_item(url) };
    app.add_item(editor, &new).await
}

/// Asks for a look at the link of an item, has it looked at, and answers the item as it is then.
async fn looked_at(app: &TestApp, editor: &Person, item: &LibraryItem) -> LibraryItem {
    editor.client.create_link_check(&IdempotencyKey::generate(), &named(item)).await.unwrap();
    app.work().await;
    app.client().get_library_item(&named(item)).await.unwrap()
}

async fn dead(editor: &Person, raw: &str) -> Vec<(String, LinkState)> {
    let page = editor.client.list_dead_links(&DeadLinkQuery::parse(raw).unwrap()).await.unwrap();
    page.items.into_iter().map(|item| (item.url.unwrap(), item.link.state)).collect()
}

#[tokio::test]
async fn a_link_that_leads_nowhere_is_known_and_listed() {
    let (app, links, editor) = asking().await;
    let (guide, atlas) = (at(&app, &editor, GUIDE).await, at(&app, &editor, ATLAS).await);
    links.answer(GUIDE, LinkAnswer::Gone);
    links.answer(ATLAS, LinkAnswer::Moved("https://two.example/new".into()));
    let once = looked_at(&app, &editor, &guide).await;
    assert_eq!((once.link.state, once.link.dead, once.version), (LinkState::Failing, false, 1), "once says little");
    let moved = looked_at(&app, &editor, &atlas).await;
    assert_eq!(moved.link.moved_to.as_deref(), Some("https://two.example/new"));
    app.clock.advance(chrono::TimeDelta::days(1));
    let editor = app.sign_in("editor@example.org").await;
    let twice = looked_at(&app, &editor, &guide).await;
    assert_eq!((twice.link.state, twice.link.dead), (LinkState::Gone, true));
    assert_eq!((twice.link.checked_at, twice.link.since), (Some(app.now()), Some(app.now())));
    assert_eq!(links.asked(), [GUIDE, ATLAS, GUIDE]);

    let both = [(ATLAS.to_owned(), LinkState::Moved), (GUIDE.to_owned(), LinkState::Gone)];
    assert_eq!(dead(&editor, "").await, both, "those first that have been so for longest");
    assert_eq!(dead(&editor, "state=gone").await, both[1..]);
    let page = editor.client.list_dead_links(&DeadLinkQuery::parse("limit=1").unwrap()).await.unwrap();
    let rest = DeadLinkQuery { limit: Some(1), cursor: page.next.clone(), ..DeadLinkQuery::default() };
    let rest = editor.client.list_dead_links(&rest).await.unwrap();
    assert_eq!((page.items[0].id, rest.items[0].id, rest.next), (atlas.id, guide.id, None));
    app.wait_until_indexed().await;
    let gone = LibraryQuery::parse("link=gone&facets=link").unwrap();
    let listed = app.client().list_library_items(&gone).await.unwrap();
    assert_eq!(listed.items.into_iter().map(|item| item.id).collect::<Vec<_>>(), [guide.id]);
    let csv = app.get("/api/v1/library-items.csv?link=gone").send().await.text();
    assert!(csv.contains(",gone,true,"), "{csv}");
}

#[tokio::test]
async fn another_address_begins_anew() {
    let (app, links, editor) = asking().await;
    let guide = at(&app, &editor, GUIDE).await;
    links.answer(GUIDE, LinkAnswer::Failing);
    assert_eq!(looked_at(&app, &editor, &guide).await.link.state, LinkState::Failing);
    let same = LibraryItemUpdate { note: Patch::Set("Slow.".into()), ..LibraryItemUpdate::default() };
    let same = editor.client.update_library_item(&named(&guide), 1, &same).await.unwrap();
    assert_eq!(same.link.state, LinkState::Failing);
    let other = LibraryItemUpdate { url: Patch::Set(ATLAS.into()), ..LibraryItemUpdate::default() };
    let other = editor.client.update_library_item(&named(&guide), 2, &other).await.unwrap();
    assert_eq!((other.link.state, other.link.checked_at), (LinkState::Unknown, None));
    assert_eq!(looked_at(&app, &editor, &guide).await.link.state, LinkState::Alive);
    assert_eq!(dead(&editor, "").await, []);
}

#[tokio::test]
async fn what_is_due_is_looked_at_one_of_a_server_at_a_time() {
    let (app, links, _) = asking().await;
    let given = app::library::schedule_link_checks(&app.ctx).await.unwrap();
    assert_eq!(given, 92);
    assert_eq!(app::library::schedule_link_checks(&app.ctx).await.unwrap(), 0, "each waits once");
    app.work().await;
    let asked = links.asked();
    let hosts: BTreeSet<String> = asked.iter().map(|url| host(url)).collect();
    assert!(hosts.len() > 20 && hosts.len() == asked.len(), "{} of {} servers", asked.len(), hosts.len());
    let alive = LibraryQuery::parse("link=alive&limit=100").unwrap();
    let alive = app.client().list_library_items(&alive).await.unwrap().items;
    assert_eq!(alive.len(), asked.len());
    // What is well is not due for a while.
    app.clock.advance(chrono::TimeDelta::days(12));
    assert_eq!(app::library::schedule_link_checks(&app.ctx).await.unwrap(), 0);
}

#[tokio::test]
async fn nothing_is_asked_where_nobody_wants_it() {
    let app = TestApp::start().await;
    let editor = app.with_role("editor@example.org", Role::Editor).await;
    let guide = at(&app, &editor, GUIDE).await;
    assert_eq!(app::library::schedule_link_checks(&app.ctx).await.unwrap(), 0);
    let asked = editor.client.create_link_check(&IdempotencyKey::generate(), &named(&guide)).await;
    assert_eq!(refusal(asked), (409, "conflict".to_owned()));
    let (app, _, editor) = asking().await;
    let file = app.add_item(&editor, &NewLibraryItem { url: None, ..library_item("A file alone") }).await;
    let asked = editor.client.create_link_check(&IdempotencyKey::generate(), &named(&file)).await;
    assert_eq!(refusal(asked).0, 409);
}

//! Collections and reading lists: whose they are, what they hold, and that a private one is not there for others.

use super::{HEAT, edited, named};
use crate::changes::all_changes;
use crate::lessons::{pointers, refusal};
use client::IdempotencyKey;
use contract::Patch;
use domain::identity::SecondFactorRemoval;
use domain::library::{
    Collection, CollectionEntry, CollectionItems, CollectionKind, CollectionQuery, CollectionRef, CollectionUpdate,
    NewCollection,
};
use domain::live::Channel;
use domain::policy::Role;
use test_support::{PASSWORD, Person, TestApp, city_scopes, library_item};

fn of(collection: &Collection) -> CollectionRef {
    CollectionRef::Id(collection.id)
}

fn entry(item: &str, note: Option<&str>) -> CollectionEntry {
    CollectionEntry { item: item.to_owned(), note: note.map(str::to_owned) }
}

async fn titles(client: &client::Client, raw: &str) -> Vec<String> {
    let page = client.list_collections(&CollectionQuery::parse(raw).unwrap()).await.unwrap();
    page.items.into_iter().map(|one| one.title).collect()
}

fn public(public: bool) -> CollectionUpdate {
    CollectionUpdate { public: Patch::Set(public), ..CollectionUpdate::default() }
}

#[tokio::test]
async fn a_collection_holds_its_items_in_their_order() {
    let (app, editor) = edited().await;
    let item = app.add_item(&editor, &library_item("Shade")).await;
    let made = app.collection(&editor, "Heat & health", &[]).await;
    assert_eq!((made.slug.as_str(), made.public, &made.person, made.version), ("heat-health", true, &None, 1));
    let (at, client) = (of(&made), &editor.client);
    let wanted = CollectionItems { items: vec![entry(&item.slug, Some("First.")), entry(HEAT, None)] };
    let filled = client.replace_collection_items(&at, 1, &wanted).await.unwrap();
    let held: Vec<_> = filled.items.iter().map(|one| (one.item.slug.as_str(), one.note.as_deref())).collect();
    assert_eq!((held, filled.version), (vec![("shade", Some("First.")), (HEAT, None)], 2));
    assert_eq!(client.replace_collection_items(&at, 2, &wanted).await.unwrap(), filled, "nothing changed");
    let turned = CollectionItems { items: vec![entry(HEAT, None), entry(&item.id.to_string(), None)] };
    let turned = client.replace_collection_items(&at, 2, &turned).await.unwrap();
    assert_eq!((turned.items[1].item.id, turned.version), (item.id, 3));
    assert_eq!(refusal(client.replace_collection_items(&at, 2, &wanted).await).0, 412);
    for (items, expected) in [
        (vec![entry(HEAT, None), entry("nothing", None)], "/items/1/item"),
        (vec![entry(HEAT, None), entry(HEAT, None)], "/items/1/item"),
        (vec![entry("", None)], "/items/0/item"),
        (vec![entry(HEAT, Some(&"x".repeat(501)))], "/items/0/note"),
    ] {
        let refused = client.replace_collection_items(&at, 3, &CollectionItems { items }).await;
        assert_eq!(pointers(refused), [expected]);
    }
    // What is taken out of the library is in no collection any more.
    client.delete_library_item(&named(&item), 1).await.unwrap();
    let left = app.client().get_collection(&at).await.unwrap();
    assert_eq!((left.items.len(), left.version), (1, 4));
    assert_eq!(titles(&app.client(), &format!("item={HEAT}")).await, ["Heat & health"]);
    assert_eq!(titles(&app.client(), "item=african-urban-reform-database").await, [""; 0]);
    client.delete_collection(&at, 4).await.unwrap();
    assert_eq!(refusal(client.get_collection(&at).await).0, 404);
}

#[tokio::test]
async fn who_may_do_what_to_which() {
    let (app, editor) = edited().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let shelf = app.collection(&editor, "The network's", &[]).await;
    let list = app.reading_list(&ana, ("Ana's", true), &[HEAT]).await;
    assert_eq!(list.person.as_ref().map(|person| person.name.as_str()), Some("Ana"));
    let change = CollectionUpdate { title: Patch::Set("Mine".into()), ..CollectionUpdate::default() };
    assert_eq!(refusal(ana.client.update_collection(&of(&shelf), 1, &change).await).0, 403);
    assert_eq!(refusal(ana.client.delete_collection(&of(&shelf), 1).await).0, 403);
    assert_eq!(refusal(editor.client.update_collection(&of(&list), list.version, &change).await).0, 403);
    let emptied = CollectionItems { items: vec![] };
    assert_eq!(refusal(editor.client.replace_collection_items(&of(&list), list.version, &emptied).await).0, 403);
    // A collection of the network is there for everyone.
    assert_eq!(pointers(editor.client.update_collection(&of(&shelf), 1, &public(false)).await), ["/public"]);
    let hidden =
        NewCollection { kind: CollectionKind::Collection, title: "Hidden".into(), summary: None, public: Some(false) };
    let made = editor.client.create_collection(&IdempotencyKey::generate(), &hidden).await;
    assert_eq!(pointers(made), ["/public"]);
    let other = NewCollection { public: None, ..hidden };
    let refused = ana.client.create_collection(&IdempotencyKey::generate(), &other).await;
    assert_eq!(refusal(refused).0, 403);
    let changed = ana.client.update_collection(&of(&list), list.version, &change).await.unwrap();
    assert_eq!((changed.title.as_str(), &changed.slug), ("Mine", &list.slug), "an address stays");
    // What should not be here an editor takes away.
    editor.client.delete_collection(&of(&list), changed.version).await.unwrap();
    assert_eq!(refusal(ana.client.get_collection(&of(&list)).await).0, 404);
}

/// Everything that could tell somebody of a list, asked with their client.
async fn is_nothing_for(app: &TestApp, who: &str, client: &client::Client, (list, since): (&Collection, &str)) {
    for at in [of(list), CollectionRef::Slug(list.slug.clone())] {
        assert_eq!(refusal(client.get_collection(&at).await).0, 404, "{who}");
    }
    for query in ["", "kind=reading_list&limit=100", "item=heat-action-platform"] {
        assert!(!titles(client, query).await.contains(&list.title), "{who}: {query}");
    }
    let query = domain::live::ChangesQuery { since: Some(since.to_owned()), channels: vec![], limit: Some(100) };
    let told = client.list_changes(&query).await.unwrap().items;
    assert!(told.iter().all(|change| change.id != list.id.as_uuid()), "{who}: {told:?}");
    let found = app.get(&format!("/api/v1/search?q={}", list.title)).send().await.text();
    assert!(!found.contains(&list.slug), "{who}: {found}");
}

async fn everybody_else(app: &TestApp, editor: Person) -> Vec<(&'static str, client::Client)> {
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let machine = app.with_key(&lead, "melbourne", &city_scopes()).await;
    vec![
        ("a visitor", app.client()),
        ("another person", app.sign_up("eva@example.org", "Eva").await.client),
        ("an editor", editor.client),
        ("an administrator", app.with_role("admin@example.org", Role::Administrator).await.client),
        ("a machine", machine.client),
        ("a lead", lead.client),
    ]
}

#[tokio::test]
async fn a_private_list_is_there_for_nobody_else() {
    let (app, editor) = edited().await;
    let others = everybody_else(&app, editor).await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let since = all_changes(&app, None, &[], 100).await.pop().unwrap().cursor;
    let list = app.reading_list(&ana, ("Quokkaproof", false), &[HEAT]).await;
    for (who, client) in &others {
        is_nothing_for(&app, who, client, (&list, &since)).await;
    }
    assert_eq!(refusal(app.client().list_collections(&CollectionQuery::parse("own=true").unwrap()).await).0, 401);
    assert_eq!(titles(&ana.client, "own=true").await, ["Quokkaproof"]);
    assert_eq!(ana.client.get_collection(&of(&list)).await.unwrap(), list);
    assert!(ana.client.export_me_text().await.unwrap().contains("Quokkaproof"));
    let query = domain::live::ChangesQuery { since: Some(since.clone()), channels: vec![], limit: Some(100) };
    let own = ana.client.list_changes(&query).await.unwrap().items;
    assert!(own.iter().any(|change| change.id == list.id.as_uuid()), "it is told to whose it is: {own:?}");

    // Shown, it is everyone's; hidden again it is gone for all others.
    let shown = ana.client.update_collection(&of(&list), list.version, &public(true)).await.unwrap();
    for (who, client) in &others {
        assert_eq!(client.get_collection(&of(&list)).await.unwrap(), shown, "{who}");
        assert_eq!(titles(client, "kind=reading_list").await, ["Quokkaproof"], "{who}");
    }
    let hidden = ana.client.update_collection(&of(&list), shown.version, &public(false)).await.unwrap();
    let actions = async |client: &client::Client| {
        let query = domain::live::ChangesQuery {
            since: Some(since.clone()),
            channels: vec![Channel::Collections],
            limit: Some(100),
        };
        let items = client.list_changes(&query).await.unwrap().items;
        items.into_iter().map(|change| change.action.as_str().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(actions(&app.client()).await, ["created", "deleted"]);
    assert_eq!(hidden.version, shown.version + 1);
    for (who, client) in &others {
        assert_eq!(refusal(client.get_collection(&of(&list)).await).0, 404, "{who}");
    }
}

#[tokio::test]
async fn lists_go_with_their_account() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let shown = app.reading_list(&ana, ("Shown", true), &[HEAT]).await;
    let hidden = app.reading_list(&ana, ("Hidden", false), &[HEAT]).await;
    assert_ne!(shown.slug, "shown", "a name does not tell which lists there are");
    ana.client.delete_me(&SecondFactorRemoval { password: PASSWORD.into() }).await.unwrap();
    app.clock.advance(chrono::TimeDelta::days(31));
    app::identity::clear_away(&app.ctx).await.unwrap();
    for list in [&shown, &hidden] {
        assert_eq!(refusal(app.client().get_collection(&of(list)).await).0, 404, "{}", list.title);
    }
    assert_eq!((app.database.count("collections").await, app.database.count("collection_items").await), (0, 0));
}

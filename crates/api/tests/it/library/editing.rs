//! How editors keep the library, beside what is loaded.

use super::{HEAT, edited, named, slug};
use crate::changes::all_changes;
use crate::lessons::{pointers, refusal};
use client::IdempotencyKey;
use contract::Patch;
use domain::library::{LibraryItemUpdate, LibraryQuery, LicenceKind, NewLibraryItem};
use domain::live::Channel;
use serde_json::json;
use test_support::{Reference, TestApp, library_item};

/// What the change log says of items since a place.
async fn told(app: &TestApp, since: &str) -> Vec<String> {
    let changes = all_changes(app, Some(since), &[Channel::LibraryItems], 100).await;
    let line = |change: domain::live::Change| {
        format!("{} {} {}", change.slug.unwrap_or_default(), change.action.as_str(), change.version)
    };
    changes.into_iter().map(line).collect()
}

async fn now(app: &TestApp) -> String {
    all_changes(app, None, &[], 100).await.pop().unwrap().cursor
}

#[tokio::test]
async fn an_item_comes_changes_and_goes() {
    let (app, editor) = edited().await;
    let since = now(&app).await;
    let new = NewLibraryItem { title: "  Shade for quokkas ".into(), note: Some(" ".into()), ..library_item("x") };
    let (key, client) = (IdempotencyKey::generate(), &editor.client);
    let item = client.create_library_item(&key, &new).await.unwrap();
    assert_eq!(client.create_library_item(&key, &new).await.unwrap(), item, "once under its key");
    assert_eq!(
        (item.slug.as_str(), item.title.as_str(), &item.note),
        ("shade-for-quokkas", "Shade for quokkas", &None)
    );
    assert!(item.summary_html.contains("<em>before</em>"), "{}", item.summary_html);
    let second = client.create_library_item(&IdempotencyKey::generate(), &new).await.unwrap();
    assert_ne!(second.slug, item.slug);
    app.wait_until_indexed().await;
    let query = LibraryQuery::parse("q=quokkas").unwrap();
    assert_eq!(app.client().list_library_items(&query).await.unwrap().items.len(), 2);

    let change = LibraryItemUpdate {
        licence: Patch::Empty,
        licence_kind: Patch::Set(LicenceKind::AllRightsReserved),
        authors: Patch::Set(vec![]),
        ..LibraryItemUpdate::default()
    };
    let changed = client.update_library_item(&named(&item), item.version, &change).await.unwrap();
    assert_eq!((changed.version, &changed.licence, changed.authors.len()), (2, &None, 0));
    assert_eq!((&changed.title, changed.licence_kind), (&item.title, LicenceKind::AllRightsReserved));
    assert_eq!(client.update_library_item(&named(&item), 2, &change).await.unwrap(), changed, "nothing changed");
    let stale = client.update_library_item(&named(&item), 1, &LibraryItemUpdate::default()).await;
    assert_eq!(refusal(stale), (412, "precondition_failed".to_owned()));
    assert_eq!(refusal(client.delete_library_item(&named(&item), 1).await).0, 412);
    client.delete_library_item(&named(&item), 2).await.unwrap();
    assert_eq!(refusal(client.get_library_item(&named(&item)).await).0, 404);
    let (one, two) = ("shade-for-quokkas", &second.slug);
    let lines = [format!("{one} created 1"), format!("{two} created 1"), format!("{one} updated 2")];
    assert_eq!(told(&app, &since).await, [lines.as_slice(), &[format!("{one} deleted 2")]].concat());
    app.wait_until_indexed().await;
    assert_eq!(app.client().list_library_items(&query).await.unwrap().items.len(), 1);
}

#[tokio::test]
async fn what_is_not_right_is_pointed_at() {
    let (_app, editor) = edited().await;
    let bad = NewLibraryItem {
        kind: "novel".into(),
        themes: vec!["climate_resilience".into(), "love".into()],
        sectors: vec!["moon".into()],
        ..library_item("Shade")
    };
    let create = async |new: &NewLibraryItem| editor.client.create_library_item(&IdempotencyKey::generate(), new).await;
    assert_eq!(pointers(create(&bad).await), ["/kind", "/themes", "/sectors"]);
    let bad = NewLibraryItem {
        title: " ".into(),
        language: "english!".into(),
        url: Some("javascript:alert(1)".into()),
        ..library_item("Shade")
    };
    assert_eq!(pointers(create(&bad).await), ["/title", "/language", "/url"]);
    // A link is needed as long as there is no file.
    let item = create(&library_item("Shade")).await.unwrap();
    let nothing = LibraryItemUpdate { url: Patch::Empty, ..LibraryItemUpdate::default() };
    assert_eq!(pointers(editor.client.update_library_item(&named(&item), 1, &nothing).await), ["/url"]);
    let empty = LibraryItemUpdate { title: Patch::Empty, ..LibraryItemUpdate::default() };
    assert_eq!(pointers(editor.client.update_library_item(&named(&item), 1, &empty).await), ["/title"]);
    // One whose file follows needs none.
    let waiting = create(&NewLibraryItem { url: None, ..library_item("A file alone") }).await.unwrap();
    assert_eq!((waiting.url, waiting.file), (None, None));
}

#[tokio::test]
async fn names_of_pages_are_not_taken() {
    let (app, editor) = edited().await;
    for (title, expected) in [("Collections", "item-collections"), ("New", "item-new"), ("热", "item")] {
        let made = app.add_item(&editor, &library_item(title)).await;
        assert!(made.slug.starts_with(expected), "{title}: {}", made.slug);
    }
}

#[tokio::test]
async fn loading_again_changes_what_the_file_changed_and_nothing_else() {
    let (app, editor) = edited().await;
    let mut reference = Reference::default();
    let rows = reference.library.as_array_mut().unwrap();
    let (first, other) = (rows[0]["slug"].as_str().unwrap().to_owned(), rows[1]["slug"].as_str().unwrap().to_owned());
    // An editor says something else of one, and takes another one out.
    let change = LibraryItemUpdate { note: Patch::Set("Looked at.".into()), ..LibraryItemUpdate::default() };
    editor.client.update_library_item(&slug(HEAT), 1, &change).await.unwrap();
    editor.client.delete_library_item(&slug(&first), 1).await.unwrap();
    assert_eq!(app.load(&Reference::default()).await.library.created, 0, "what was taken out stays out");
    rows.iter_mut().find(|row| row["slug"] == other.as_str()).unwrap()["title"] = json!("Another title");
    let report = app.load(&reference).await.library;
    assert_eq!((report.created, report.updated), (0, 1));
    let changed = app.client().get_library_item(&slug(&other)).await.unwrap();
    assert_eq!((changed.title.as_str(), changed.version), ("Another title", 2));
    let kept = app.client().get_library_item(&slug(HEAT)).await.unwrap();
    assert_eq!((kept.note.as_deref(), kept.version), (Some("Looked at."), 2), "the editor's word stays");
    assert_eq!(refusal(app.client().get_library_item(&slug(&first)).await).0, 404);
}

#[tokio::test]
async fn bad_rows_are_told_and_nothing_is_loaded() {
    let app = TestApp::start().await;
    let mut reference = Reference::default();
    reference.library[0]["kind"] = json!("novel");
    reference.library[1]["url"] = json!("nowhere");
    let error = reference.load(&app.ctx).await.unwrap_err();
    let app::reference::LoadError::BadRows(bad) = error else { panic!("{error:?}") };
    let fields: Vec<_> = bad.iter().map(|row| (row.file, row.field.as_str())).collect();
    assert_eq!(fields, [("resources.json", "kind"), ("resources.json", "url")], "{bad:?}");
}

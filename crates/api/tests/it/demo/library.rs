//! What a demonstration added to the library goes with it, files and lists as well; what somebody real has worked on
//! since stays.

use super::removed::{demo, removed, shown};
use app::identity::DemoTrace;
use contract::Patch;
use domain::library::{CollectionRef, FileQuery, FileType, LibraryItemRef, LibraryItemUpdate};
use domain::live::ThingKind;
use domain::policy::{Action, Role};
use test_support::{TestApp, library_item};

async fn status(app: &TestApp, path: &str) -> u16 {
    app.get(&format!("/api/v1/{path}")).send().await.status
}

#[tokio::test]
async fn items_and_lists_of_a_demonstration_are_taken_back() {
    let app = shown().await;
    let (editor, reader) = (demo(&app, "editor").await, demo(&app, "practitioner").await);
    let item = app.add_item(&editor, &library_item("Shade for show")).await;
    let (named, file) = (LibraryItemRef::Id(item.id), (FileType::Csv, b"a,b\n".to_vec()));
    editor.client.replace_library_item_file(&named, 1, &FileQuery::default(), file).await.unwrap();
    let shelf = app.collection(&editor, "For show", &[&item.slug]).await;
    let list = app.reading_list(&reader, ("Mine", true), &[&item.slug]).await;
    let gone = removed(&app).await;
    for trace in [DemoTrace::LibraryItem(item.slug.clone()), DemoTrace::Collection(shelf.slug.clone())] {
        assert!(gone.taken_back.contains(&trace), "{trace} in {gone:?}");
    }
    for path in [
        format!("library-items/{}", item.slug),
        format!("library-items/{}/file", item.slug),
        format!("collections/{}", shelf.slug),
        format!("collections/{}", list.slug),
    ] {
        assert_eq!(status(&app, &path).await, 404, "{path}");
    }
    assert_eq!(gone.kept, []);
    let again = removed(&app).await;
    assert_eq!((again.taken_back.len(), again.kept.len()), (0, 0));
}

#[tokio::test]
async fn what_somebody_real_works_on_stays() {
    let app = shown().await;
    let editor = demo(&app, "editor").await;
    let real = app.with_role("ed@example.org", Role::Editor).await;
    let item = app.add_item(&editor, &library_item("Shade for show")).await;
    let shelf = app.collection(&editor, "For show", &[&item.slug]).await;
    let change = LibraryItemUpdate { year: Patch::Set(2023), ..LibraryItemUpdate::default() };
    real.client.update_library_item(&LibraryItemRef::Id(item.id), 1, &change).await.unwrap();
    let retitled = domain::library::CollectionUpdate { title: Patch::Set("Kept".into()), ..Default::default() };
    real.client.update_collection(&CollectionRef::Id(shelf.id), shelf.version, &retitled).await.unwrap();
    let gone = removed(&app).await;
    for deed in [
        DemoTrace::Deed(Action::CreateLibraryItem, ThingKind::LibraryItem, item.id.as_uuid()),
        DemoTrace::Deed(Action::CreateCollection, ThingKind::Collection, shelf.id.as_uuid()),
    ] {
        assert!(gone.kept.contains(&deed), "{deed} in {gone:?}");
    }
    assert_eq!(status(&app, &format!("library-items/{}", item.slug)).await, 200);
    assert_eq!(status(&app, &format!("collections/{}", shelf.slug)).await, 200);
}

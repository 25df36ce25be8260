//! The library: everyone reads it, editors of the network keep it, and a reading list is somebody's own.

use super::{EVERYONE, Row, row};
use domain::library::{FileQuery, FileType, LibraryItemRef};
use serde_json::json;
use test_support::{Person, TestApp, library_item};

/// What is asked for of the library.
pub(super) struct Kept {
    pub(super) item: String,
    pub(super) picture: String,
    pub(super) collection: String,
    pub(super) list: String,
}

impl Kept {
    pub(super) async fn make(app: &TestApp, reader: &Person, editor: &Person) -> Self {
        let item = app.add_item(editor, &library_item("Shade in numbers")).await;
        let (named, file) = (LibraryItemRef::Id(item.id), (FileType::Csv, b"place,shade\n".to_vec()));
        let query = FileQuery::default();
        editor.client.replace_library_item_file(&named, item.version, &query, file).await.unwrap();
        let picture = app.picture(editor, "Shade on a map").await;
        Self {
            item: item.slug,
            picture: picture.slug,
            collection: app.collection(editor, "Shade", &[]).await.slug,
            list: app.reading_list(reader, ("Nobody else's", false), &[]).await.slug,
        }
    }
}

/// A row each for what is everyone's, and for what is there for its owner alone.
pub(super) fn rows() -> Vec<Row> {
    let editors = |status| [401, 403, status, 403, 403];
    let nobodys = [401, 404, 404, 404, 404];
    let said =
        json!({ "title": "Water", "kind": "guide", "summary": "x", "language": "en", "licence_kind": "unknown" });
    let of_kind = |kind: &str| Some(json!({ "kind": kind, "title": "Water" }));
    let empty = || Some(json!({}));
    let no_items = || Some(json!({ "items": [] }));
    let (item, file) = ("PATCH /library-items/{item}", "PUT /library-items/{item}/file");
    let hidden = |row: Row| row.machine(404, 404);
    vec![
        row("list_library_items", "GET /library-items", None, EVERYONE),
        row("export_library_items_csv", "GET /library-items.csv", None, EVERYONE),
        row("export_library_items_ndjson", "GET /library-items.ndjson", None, EVERYONE),
        row("export_library_items_xlsx", "GET /library-items.xlsx", None, EVERYONE),
        row("export_library_items_bibtex", "GET /library-items.bib", None, EVERYONE),
        row("export_library_items_ris", "GET /library-items.ris", None, EVERYONE),
        row("get_library_item", "GET /library-items/{item}", None, EVERYONE),
        row("get_library_item_citation", "GET /library-items/{item}/citation", None, EVERYONE),
        row("get_library_item_file", "GET /library-items/{item}/file", None, EVERYONE),
        row("get_library_item_image", "GET /library-items/{picture}/image", None, EVERYONE),
        row("create_library_item", "POST /library-items", Some(said), editors(201)),
        row("update_library_item", item, empty(), editors(412)),
        row("delete_library_item", "DELETE /library-items/{item}", None, editors(412)),
        // Whoever may is asked next what the body is.
        row("replace_library_item_file", file, None, editors(415)),
        row("delete_library_item_file", "DELETE /library-items/{item}/file", None, editors(412)),
        row("list_dead_links", "GET /dead-links", None, editors(200)),
        row("create_link_check", "POST /library-items/{item}/link-checks", None, editors(409)),
        row("list_collections", "GET /collections", None, EVERYONE),
        row("get_collection", "GET /collections/{collection}", None, EVERYONE),
        hidden(row("get_collection", "GET /collections/{list}", None, [404; 5])),
        row("create_collection", "POST /collections", of_kind("reading_list"), [401, 201, 201, 201, 201]),
        row("create_collection", "POST /collections", of_kind("collection"), editors(201)),
        row("update_collection", "PATCH /collections/{collection}", empty(), editors(412)),
        hidden(row("update_collection", "PATCH /collections/{list}", empty(), nobodys)),
        row("replace_collection_items", "PUT /collections/{collection}/items", no_items(), editors(412)),
        hidden(row("replace_collection_items", "PUT /collections/{list}/items", no_items(), nobodys)),
        row("delete_collection", "DELETE /collections/{collection}", None, editors(412)),
        hidden(row("delete_collection", "DELETE /collections/{list}", None, nobodys)),
    ]
}

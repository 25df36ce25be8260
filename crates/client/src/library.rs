//! The library: items, their files and citations, and collections of them.

use crate::http::header::IF_MATCH;
use crate::organisations::version;
use crate::request::{XLSX, segment};
use crate::{Client, Error, IdempotencyKey};
use contract::Page;
use domain::library::{
    CitationQuery, Collection, CollectionItems, CollectionQuery, CollectionRef, CollectionSummary, CollectionUpdate,
    DeadLinkQuery, FileQuery, FileType, LibraryExportQuery, LibraryItem, LibraryItemRef, LibraryItemSummary,
    LibraryItemUpdate, LibraryQuery, NewCollection, NewLibraryItem,
};

/// An address below an item.
fn item(item: &LibraryItemRef, rest: &str) -> String {
    ["/library-items/", &segment(&item.to_string()), rest].concat()
}

/// An address below a collection.
fn collection(collection: &CollectionRef, rest: &str) -> String {
    ["/collections/", &segment(&collection.to_string()), rest].concat()
}

impl Client {
    /// One page of the library.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_library_items(&self, query: &LibraryQuery) -> Result<Page<LibraryItemSummary>, Error> {
        self.get(&["/library-items", &query.to_query()].concat()).await
    }

    /// All items that a filter lets through as CSV (RFC 4180), with a line of names on top.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn export_library_items_csv(&self, query: &LibraryExportQuery) -> Result<String, Error> {
        self.get_text(&["/library-items.csv", &query.to_query()].concat(), "text/csv").await
    }

    /// All items that a filter lets through, which come as a line of JSON each.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn export_library_items_ndjson(
        &self,
        query: &LibraryExportQuery,
    ) -> Result<Vec<LibraryItemSummary>, Error> {
        self.get_lines(&["/library-items.ndjson", &query.to_query()].concat()).await
    }

    /// All items that a filter lets through as the file of a sheet (Office Open XML), with a line of names on top.
    ///
    /// # Errors
    /// See [`Error`]; a problem with status 400 where there are more than a sheet holds.
    pub async fn export_library_items_xlsx(&self, query: &LibraryExportQuery) -> Result<Vec<u8>, Error> {
        self.get_file(&["/library-items.xlsx", &query.to_query()].concat(), XLSX).await
    }

    /// All items that a filter lets through as BibTeX.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn export_library_items_bibtex(&self, query: &LibraryExportQuery) -> Result<String, Error> {
        self.get_text(&["/library-items.bib", &query.to_query()].concat(), "*/*").await
    }

    /// All items that a filter lets through as RIS.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn export_library_items_ris(&self, query: &LibraryExportQuery) -> Result<String, Error> {
        self.get_text(&["/library-items.ris", &query.to_query()].concat(), "*/*").await
    }

    /// One item as it is cited in a form.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_library_item_citation(
        &self,
        named: &LibraryItemRef,
        query: CitationQuery,
    ) -> Result<String, Error> {
        self.get_text(&[item(named, "/citation"), query.to_query()].concat(), "*/*").await
    }

    /// One item.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_library_item(&self, named: &LibraryItemRef) -> Result<LibraryItem, Error> {
        self.get(&item(named, "")).await
    }

    /// Adds an item. Sent again with the same key it is done once.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_library_item(&self, key: &IdempotencyKey, new: &NewLibraryItem) -> Result<LibraryItem, Error> {
        let request = self.http().post(self.url("/library-items")).header("Idempotency-Key", key.as_str());
        self.post(request.json(new)).await
    }

    /// Changes an item that still is of version `read`.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn update_library_item(
        &self,
        named: &LibraryItemRef,
        read: i64,
        change: &LibraryItemUpdate,
    ) -> Result<LibraryItem, Error> {
        let request = self.http().patch(self.url(&item(named, ""))).header(IF_MATCH, version(read));
        self.post(request.json(change)).await
    }

    /// Takes an item out, where it still is of version `read`.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn delete_library_item(&self, named: &LibraryItemRef, read: i64) -> Result<(), Error> {
        self.done(self.http().delete(self.url(&item(named, ""))).header(IF_MATCH, version(read))).await
    }

    /// The file of an item, as it came.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_library_item_file(&self, named: &LibraryItemRef) -> Result<Vec<u8>, Error> {
        self.get_file(&item(named, "/file"), "*/*").await
    }

    /// The file of an item that is a picture.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_library_item_image(&self, named: &LibraryItemRef) -> Result<Vec<u8>, Error> {
        self.get_file(&item(named, "/image"), "*/*").await
    }

    /// Gives an item that still is of version `read` its file, called as `query` says.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn replace_library_item_file(
        &self,
        named: &LibraryItemRef,
        read: i64,
        query: &FileQuery,
        file: (FileType, Vec<u8>),
    ) -> Result<LibraryItem, Error> {
        let path = [item(named, "/file"), query.to_query()].concat();
        let request = self.http().put(self.url(&path)).header(IF_MATCH, version(read));
        self.send_file(request, file.0.as_str(), file.1).await
    }

    /// Removes the file of an item that still is of version `read`.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn delete_library_item_file(&self, named: &LibraryItemRef, read: i64) -> Result<LibraryItem, Error> {
        let request = self.http().delete(self.url(&item(named, "/file"))).header(IF_MATCH, version(read));
        self.post(request).await
    }

    /// One page of items whose link leads nowhere or somewhere else, for editors of the network.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_dead_links(&self, query: &DeadLinkQuery) -> Result<Page<LibraryItemSummary>, Error> {
        self.get(&["/dead-links", &query.to_query()].concat()).await
    }

    /// Has the link of an item looked at soon. Sent again with the same key it is done once.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_link_check(&self, key: &IdempotencyKey, named: &LibraryItemRef) -> Result<LibraryItem, Error> {
        let request = self.http().post(self.url(&item(named, "/link-checks")));
        self.post(request.header("Idempotency-Key", key.as_str())).await
    }

    /// One page of collections and reading lists.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_collections(&self, query: &CollectionQuery) -> Result<Page<CollectionSummary>, Error> {
        self.get(&["/collections", &query.to_query()].concat()).await
    }

    /// One collection or reading list, with its items.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_collection(&self, named: &CollectionRef) -> Result<Collection, Error> {
        self.get(&collection(named, "")).await
    }

    /// Makes a reading list of one's own, or a collection of the network. Sent again with the same key it is done once.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_collection(&self, key: &IdempotencyKey, new: &NewCollection) -> Result<Collection, Error> {
        let request = self.http().post(self.url("/collections")).header("Idempotency-Key", key.as_str());
        self.post(request.json(new)).await
    }

    /// Changes a collection that still is of version `read`.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn update_collection(
        &self,
        named: &CollectionRef,
        read: i64,
        change: &CollectionUpdate,
    ) -> Result<Collection, Error> {
        let request = self.http().patch(self.url(&collection(named, ""))).header(IF_MATCH, version(read));
        self.post(request.json(change)).await
    }

    /// Puts the items of a collection that still is of version `read`.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn replace_collection_items(
        &self,
        named: &CollectionRef,
        read: i64,
        items: &CollectionItems,
    ) -> Result<Collection, Error> {
        let request = self.http().put(self.url(&collection(named, "/items"))).header(IF_MATCH, version(read));
        self.post(request.json(items)).await
    }

    /// Deletes a collection, where it still is of version `read`.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn delete_collection(&self, named: &CollectionRef, read: i64) -> Result<(), Error> {
        self.done(self.http().delete(self.url(&collection(named, ""))).header(IF_MATCH, version(read))).await
    }
}

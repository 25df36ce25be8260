//! Searches that somebody keeps.

use crate::http::header::IF_MATCH;
use crate::organisations::version;
use crate::{Client, Error, IdempotencyKey};
use contract::Page;
use domain::saved_searches::{NewSavedSearch, SavedSearch, SavedSearchQuery, SavedSearchUpdate};
use ids::SavedSearchId;

/// An address below a search.
fn search(id: SavedSearchId, rest: &str) -> String {
    ["/saved-searches/", &id.to_string(), rest].concat()
}

impl Client {
    /// One page of one's own saved searches, each with how much is new in it.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_saved_searches(&self, query: &SavedSearchQuery) -> Result<Page<SavedSearch>, Error> {
        self.get(&["/saved-searches", &query.to_query()].concat()).await
    }

    /// Saves a search. Sent again with the same key it is done once.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_saved_search(&self, key: &IdempotencyKey, new: &NewSavedSearch) -> Result<SavedSearch, Error> {
        let request = self.http().post(self.url("/saved-searches")).header("Idempotency-Key", key.as_str());
        self.post(request.json(new)).await
    }

    /// One of one's own saved searches, with how much is new in it.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_saved_search(&self, id: SavedSearchId) -> Result<SavedSearch, Error> {
        self.get(&search(id, "")).await
    }

    /// Changes a search that still is of version `read`.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn update_saved_search(
        &self,
        id: SavedSearchId,
        read: i64,
        change: &SavedSearchUpdate,
    ) -> Result<SavedSearch, Error> {
        let request = self.http().patch(self.url(&search(id, ""))).header(IF_MATCH, version(read));
        self.post(request.json(change)).await
    }

    /// Deletes a search, where it still is of version `read`.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn delete_saved_search(&self, id: SavedSearchId, read: i64) -> Result<(), Error> {
        self.done(self.http().delete(self.url(&search(id, ""))).header(IF_MATCH, version(read))).await
    }

    /// Notes that one looked at what a search finds. Sent again with the same key it is done once.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_saved_search_visit(
        &self,
        key: &IdempotencyKey,
        id: SavedSearchId,
    ) -> Result<SavedSearch, Error> {
        let request = self.http().post(self.url(&search(id, "/visits"))).header("Idempotency-Key", key.as_str());
        self.post(request).await
    }
}

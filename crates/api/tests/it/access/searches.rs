//! Searches that people keep: nobody else's business, whoever they are.

use super::{PERSONS, Row, row};
use client::IdempotencyKey;
use domain::saved_searches::{AlertChannel, AlertRhythm, NewSavedSearch, SavedSearchOf};
use serde_json::json;
use test_support::Person;

/// A search that somebody keeps; answers its id.
pub(super) async fn make(person: &Person) -> String {
    let new = NewSavedSearch {
        name: "Heat".to_owned(),
        of: SavedSearchOf::Search,
        query: "q=heat".to_owned(),
        rhythm: AlertRhythm::None,
        channel: AlertChannel::InApp,
    };
    person.client.create_saved_search(&IdempotencyKey::generate(), &new).await.unwrap().id.to_string()
}

/// A row each for one's own list, for somebody else's search, and for one that is not there.
pub(super) fn rows() -> Vec<Row> {
    let new = json!({ "name": "Heat", "of": "lessons", "query": "q=heat", "rhythm": "none", "channel": "in_app" });
    let nobodys = [404; 5];
    let mut rows = vec![
        row("list_saved_searches", "GET /saved-searches", None, PERSONS),
        row("create_saved_search", "POST /saved-searches", Some(new), [401, 201, 201, 201, 201]),
        row("get_saved_search", "GET /saved-searches/{saved}", None, nobodys),
        row("update_saved_search", "PATCH /saved-searches/{saved}", Some(json!({})), nobodys),
        row("delete_saved_search", "DELETE /saved-searches/{saved}", None, nobodys),
        row("create_saved_search_visit", "POST /saved-searches/{saved}/visits", None, nobodys),
    ];
    rows.extend([
        row("get_saved_search", "GET /saved-searches/{login}", None, nobodys),
        row("update_saved_search", "PATCH /saved-searches/{login}", Some(json!({})), nobodys),
        row("delete_saved_search", "DELETE /saved-searches/{login}", None, nobodys),
        row("create_saved_search_visit", "POST /saved-searches/{login}/visits", None, nobodys),
    ]);
    rows
}

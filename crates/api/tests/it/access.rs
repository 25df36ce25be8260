//! Who may do what: every operation of the specification, as every identity, with the status that it must answer.
//! An operation without a row fails, and so does a row without an operation.

use crate::schema::operations;
use domain::policy::{Action, Actor, Decision, may};
use serde_json::json;
use std::collections::BTreeSet;
use test_support::TestApp;

/// Operation, method, path, status for a visitor.
const TABLE: [(&str, &str, &str, u16); 11] = [
    ("list_vocabularies", "GET", "/api/v1/vocabularies", 200),
    ("get_vocabulary", "GET", "/api/v1/vocabularies/shocks", 200),
    ("list_cities", "GET", "/api/v1/cities", 200),
    ("export_cities_csv", "GET", "/api/v1/cities.csv", 200),
    ("export_cities_geojson", "GET", "/api/v1/cities.geojson", 200),
    ("get_city", "GET", "/api/v1/cities/melbourne", 200),
    ("list_similar_cities", "GET", "/api/v1/cities/melbourne/similar", 200),
    ("create_correction", "POST", "/api/v1/corrections", 201),
    ("search_everything", "GET", "/api/v1/search?q=heat", 200),
    ("list_changes", "GET", "/api/v1/changes", 200),
    ("stream_changes", "GET", "/api/v1/stream", 200),
];

/// Actions that no operation of the API offers: the person at the machine has commands for them.
const COMMANDS: [Action; 2] = [Action::ListCorrections, Action::LoadReferenceData];

#[test]
fn the_table_and_the_specification_are_the_same_set() {
    let specified: BTreeSet<_> = operations().iter().map(|operation| operation.id).collect();
    let listed: BTreeSet<_> = TABLE.iter().map(|row| row.0).collect();
    assert_eq!(specified.len(), operations().len(), "an operationId stands twice");
    assert_eq!(listed.len(), TABLE.len(), "a row stands twice");
    assert_eq!(specified, listed);
}

#[test]
fn every_operation_is_an_action_of_the_policy_and_the_rest_are_commands() {
    let actions: BTreeSet<Action> = operations()
        .iter()
        .map(|operation| operation.id.parse().unwrap_or_else(|_| panic!("{} has no policy", operation.id)))
        .collect();
    let others: Vec<Action> = Action::ALL.iter().copied().filter(|action| !actions.contains(action)).collect();
    assert_eq!(others, COMMANDS);
    for command in COMMANDS {
        assert_ne!(may(Actor::Visitor, command), Decision::Allowed, "{command}");
    }
}

#[tokio::test]
async fn visitors_get_the_status_of_the_table() {
    let app = TestApp::start().await;
    for (operation, method, path, status) in TABLE {
        let mut ask = app.ask(method, path);
        if method == "POST" {
            ask = ask.json(
                &json!({ "city": "melbourne", "fact": "shocks", "value": "x", "source": "https://example.org/" }),
            );
        }
        assert_eq!(ask.status().await, status, "{operation}");
        let action: Action = operation.parse().unwrap();
        assert_eq!(
            may(Actor::Visitor, action) == Decision::Allowed,
            status < 400,
            "{operation}: the table and the policy disagree"
        );
    }
}

#[tokio::test]
async fn what_the_specification_calls_open_needs_nobody_to_sign_in() {
    for operation in operations() {
        assert_eq!(operation.spec["security"], json!([]), "{}", operation.id);
    }
}

//! The specification, the routes and the client are the same set, and what the specification says is so.

use crate::schema::{Operation, differences, operations};
use api::Version;
use domain::policy::Role;
use serde_json::Value;
use std::collections::BTreeSet;
use test_support::{Answer, Ask, Person, TestApp};

/// Sources of the client.
const CLIENT: &str = concat!(
    include_str!("../../../client/src/operations.rs"),
    include_str!("../../../client/src/briefings.rs"),
    include_str!("../../../client/src/city_proposals.rs"),
    include_str!("../../../client/src/identity.rs"),
    include_str!("../../../client/src/lessons.rs"),
    include_str!("../../../client/src/library.rs"),
    include_str!("../../../client/src/notes.rs"),
    include_str!("../../../client/src/organisations.rs"),
    include_str!("../../../client/src/subscriptions.rs"),
    include_str!("../../../client/src/saved_searches.rs"),
    include_str!("../../../client/src/email_changes.rs"),
    include_str!("../../../client/src/demo.rs")
);

#[test]
fn the_committed_files_are_those_that_the_code_makes() {
    for (name, version) in [("openapi.json", Version::V3_1), ("openapi-3.0.json", Version::V3_0)] {
        let path = format!("{}/../../openapi/{name}", env!("CARGO_MANIFEST_DIR"));
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == api::specification(version),
            "openapi/{name} is not what the code makes: run `cargo xtask openapi` and commit it"
        );
    }
}

#[tokio::test]
async fn the_server_gives_both_versions() {
    let app = TestApp::shared().await;
    for (path, version) in [("/api/v1/openapi.json", Version::V3_1), ("/api/v1/openapi-3.0.json", Version::V3_0)] {
        let answer = app.get(path).send().await;
        assert_eq!((answer.status, answer.text()), (200, api::specification(version)), "{path}");
        let again = app.get(path).header("if-none-match", answer.header("etag").unwrap()).send().await;
        assert_eq!(again.status, 304, "{path}");
    }
    let page = app.get("/api/v1/docs").send().await;
    assert_eq!((page.status, page.header("location")), (308, Some("/api/v1/docs/")));
    let page = app.get("/api/v1/docs/").send().await;
    assert_eq!(page.header("content-type"), Some("text/html"));
    assert!(page.text().contains("<title>API reference"), "the page is the product's");
    // What may be left out is not filled in for whoever tries.
    let tried = app.get("/api/v1/docs/openapi.json").send().await.json();
    let list = &tried["paths"]["/api/v1/cities"]["get"]["parameters"];
    let list = list.as_array().unwrap();
    assert!(list.len() > 5 && list.iter().all(|one| one.get("example").is_none()), "{list:?}");
}

#[test]
fn every_operation_is_a_method_of_the_client() {
    for operation in operations() {
        assert!(
            CLIENT.contains(&format!("pub async fn {}(", operation.id)),
            "the client has no method {}",
            operation.id
        );
    }
    let methods = CLIENT
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub async fn "))
        .filter_map(|line| line.split('(').next());
    let known: BTreeSet<_> = operations().iter().map(|operation| operation.id).collect();
    let others: Vec<_> = methods
        .filter(|name| !known.contains(name.trim_end_matches("_if_changed").trim_end_matches("_text")))
        .collect();
    assert!(others.is_empty(), "no operation is named {others:?}");
}

/// A parameter's example as it is written in an address.
fn written(parameter: &Value) -> Option<String> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let name = parameter["name"].as_str().unwrap();
    let values = match parameter.get("example")? {
        Value::Array(values) => values.iter().map(text).collect(),
        value => vec![text(value)],
    };
    Some(values.into_iter().map(|value| format!("{name}={value}")).collect::<Vec<_>>().join("&"))
}

/// Somebody who may do everything, fresh for each operation: some of them end logins or change a password.
async fn administrator(app: &TestApp, operation: &Operation) -> Person {
    app.with_role(&format!("{}@example.org", operation.id), Role::Administrator).await
}

/// Whether the example of an operation can do what it is there for. A word of a link, a password or an id of somebody
/// who is not there cannot: such an operation answers with another of its documented statuses.
fn can_succeed(operation: &Operation) -> bool {
    let people = ["accounts", "api-keys", "auth", "demo", "jobs", "me", "memberships", "organisations", "people"];
    let tagged = |tag: &&str| operation.spec["tags"][0] == **tag;
    let names_somebody = operation.path.contains('{') || operation.id == "explain_permission";
    // A version that nobody has read yet, a report that nobody made, a draft of somebody else's, a city that one does
    // not work for.
    let is_draft = operation.path.contains("/lesson-drafts/{");
    let is_written = names_somebody && tagged(&"lessons") && operation.method != "get";
    let names_a_state =
        operation.method == "patch" || is_draft || is_written || (names_somebody && tagged(&"corrections"));
    // No note is published with the reference data, and nobody keeps a search from the beginning.
    if names_somebody && (tagged(&"notes") || tagged(&"saved-searches")) {
        return false;
    }
    // An item without a file, a collection that nobody made, and what the network's editors do.
    let is_shelved = ["create_library_item", "get_library_item_file", "get_library_item_image", "list_dead_links"]
        .contains(&operation.id)
        || (names_somebody && tagged(&"library") && !operation.id.starts_with("get_library_item"));
    if is_shelved {
        return false;
    }
    // An issue that nobody put together, and what the network's editors do.
    if tagged(&"briefings") {
        return operation.method == "get" && !operation.path.contains("/briefing-issues/{");
    }
    // A word of a link that nobody was sent, files that are not there, and an address that is suppressed once.
    let needs_more = ["confirm_", "open_", "update_", "delete_", "import_", "create_suppression", "create_bounce"];
    if tagged(&"subscriptions") && needs_more.iter().any(|begins| operation.id.starts_with(begins)) {
        return false;
    }
    let about_people = people.iter().any(tagged) || names_a_state;
    !about_people || (operation.method == "get" && !names_somebody)
}

/// A request with the examples that an operation cannot do without, and `more`.
fn request(app: &TestApp, person: &Person, operation: &Operation, more: Option<&'static Value>) -> Ask {
    let needed = operation.parameters("query").filter(|parameter| parameter["required"] == true);
    let query: Vec<String> =
        needed.chain(more.filter(|parameter| parameter["in"] == "query")).filter_map(written).collect();
    let path = format!("{}?{}", operation.example_path(), query.join("&"));
    let mut ask = person.ask(app, &operation.method.to_uppercase(), path.trim_end_matches('?'));
    let headers = operation.parameters("header").filter(|parameter| parameter["required"] == true);
    for header in headers.chain(more.filter(|parameter| parameter["in"] == "header")) {
        ask = ask.header(header["name"].as_str().unwrap(), header["example"].as_str().unwrap());
    }
    match operation.spec["requestBody"]["content"]["application/json"].get("example") {
        Some(body) => ask.json(body),
        None => ask,
    }
}

/// The status that an operation answers with when all is well.
fn success(operation: &Operation) -> u16 {
    let statuses = operation.spec["responses"].as_object().unwrap().keys();
    statuses
        .filter_map(|status| status.parse().ok())
        .find(|status| *status < 300)
        .unwrap_or_else(|| panic!("{} never succeeds", operation.id))
}

fn is_endless(operation: &Operation) -> bool {
    operation.spec["responses"]["200"]["content"].get("text/event-stream").is_some()
}

#[tokio::test]
async fn every_example_of_a_request_is_answered_as_documented() {
    let app = TestApp::builder().without_second_factor().demo_mails().start().await;
    for operation in operations() {
        let person = administrator(&app, &operation).await;
        let optional = operation.spec["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|parameter| parameter["required"] != true);
        let with_example = optional.clone().filter(|parameter| parameter.get("example").is_some());
        for parameter in std::iter::once(None).chain(with_example.map(Some)) {
            let status = request(&app, &person, &operation, parameter).status().await;
            let with = parameter.map(|parameter| &parameter["name"]);
            if can_succeed(&operation) {
                assert_eq!(status, success(&operation), "{} with {with:?}", operation.id);
            } else {
                let documented = operation.spec["responses"].get(status.to_string());
                assert!(documented.is_some(), "{} with {with:?} answers an undocumented {status}", operation.id);
            }
        }
        for parameter in optional.filter(|parameter| parameter.get("example").is_none()) {
            assert_eq!(
                parameter["name"], "cursor",
                "{}: only a cursor has no example, since nobody writes one",
                operation.id
            );
        }
    }
}

/// Checks an answer against what the specification says of its status.
fn conforms(operation: &Operation, answer: &Answer) {
    let documented = &operation.spec["responses"][answer.status.to_string()];
    assert!(documented.is_object(), "{} answers an undocumented {}", operation.id, answer.status);
    if answer.status == 204 {
        return;
    }
    let kind = answer.header("content-type").unwrap().split(';').next().unwrap();
    let content = &documented["content"][kind];
    assert!(content.is_object(), "{}: {kind} is not documented for {}", operation.id, answer.status);
    let is_json = kind == "application/json" || kind.ends_with("+json");
    if is_json && kind != "application/geo+json" {
        let found = differences(&content["schema"], &answer.json());
        assert!(found.is_empty(), "{}, {}: {}", operation.id, answer.status, found.join("\n"));
    }
    for name in ["x-request-id"].into_iter().chain(documented["headers"].get("Location").map(|_| "location")) {
        assert!(answer.header(name).is_some(), "{}: {name}", operation.id);
    }
}

#[tokio::test]
async fn answers_are_what_their_schema_says() {
    let app = TestApp::builder().without_second_factor().demo_mails().start().await;
    for operation in operations().iter().filter(|operation| !is_endless(operation)) {
        let person = administrator(&app, operation).await;
        conforms(operation, &request(&app, &person, operation, None).send().await);
        for parameter in operation
            .parameters("query")
            .filter(|parameter| parameter.get("example").is_some() && parameter["name"] != "fields")
        {
            conforms(operation, &request(&app, &person, operation, Some(parameter)).send().await);
        }
        conforms(
            operation,
            &app.ask(&operation.method.to_uppercase(), &format!("{}?colour=red", operation.example_path()))
                .send()
                .await,
        );
    }
    let city = operations().into_iter().find(|operation| operation.id == "get_city").unwrap();
    conforms(&city, &app.get("/api/v1/cities/atlantis").send().await);
    for slug in ["accra", "washington-dc", "vejle", "cape-town"] {
        conforms(&city, &app.get(&format!("/api/v1/cities/{slug}")).send().await);
    }
}

#[test]
fn examples_of_answers_are_what_their_schema_says() {
    for operation in operations() {
        for (status, response) in operation.spec["responses"].as_object().unwrap() {
            for (kind, content) in response["content"]
                .as_object()
                .into_iter()
                .flatten()
                .filter(|(_, content)| content.get("example").is_some())
            {
                let found = differences(&content["schema"], &content["example"]);
                assert!(found.is_empty(), "{}, {status}, {kind}: {}", operation.id, found.join("\n"));
            }
        }
    }
}

/// Whoever sends a token that is not good is told so by public operations, too, as documented.
#[tokio::test]
async fn a_bad_token_is_refused_as_documented() {
    let app = TestApp::shared().await;
    for operation in operations() {
        let path = operation.example_path();
        let mut ask = app.ask(&operation.method.to_uppercase(), &path).header("authorization", "Bearer nonsense");
        if let Some(body) = operation.spec["requestBody"]["content"]["application/json"].get("example") {
            ask = ask.json(body);
        }
        let answer = ask.send().await;
        assert_eq!(answer.status, 401, "{}", operation.id);
        conforms(&operation, &answer);
    }
}

#[tokio::test]
async fn documented_parameters_are_those_that_the_server_knows() {
    let app = TestApp::start().await;
    // A visitor hears of that first, where there is a body.
    let person = app.sign_up("ana@example.org", "Ana").await;
    for operation in operations() {
        let path = format!("{}?colour=red", operation.example_path());
        let mut ask = person.ask(&app, &operation.method.to_uppercase(), &path);
        if let Some(body) = operation.spec["requestBody"]["content"]["application/json"].get("example") {
            ask = ask.json(body);
        }
        let answer = ask.send().await;
        assert_eq!(answer.status, 400, "{} takes any parameter", operation.id);
        let faults = answer.json()["errors"].clone();
        let fault = faults.as_array().unwrap().iter().find(|fault| fault["code"] == "unknown_parameter").unwrap();
        let message = fault["message"].as_str().unwrap();
        let known: BTreeSet<&str> = message
            .split_once("Known: ")
            .map_or(BTreeSet::new(), |(_, names)| names.trim_end_matches('.').split(", ").collect());
        let documented: BTreeSet<&str> =
            operation.parameters("query").map(|parameter| parameter["name"].as_str().unwrap()).collect();
        assert_eq!(known, documented, "{}: {message}", operation.id);
    }
}

/// Ids and moments say how long they are, in both versions: generators make columns and fields of that size.
#[tokio::test]
async fn ids_and_moments_are_bounded() {
    fn unbounded(value: &Value, found: &mut usize) -> bool {
        let format = value["format"].as_str().filter(|_| value.get("type").is_some());
        let length = [("uuid", 36), ("date-time", 40)].iter().find(|(name, _)| format == Some(*name));
        *found += usize::from(length.is_some());
        let wrong = length.is_some_and(|(_, length)| value["maxLength"] != *length);
        let mut inner = value.as_object().into_iter().flatten().map(|(_, value)| value);
        let mut listed = value.as_array().into_iter().flatten();
        wrong || inner.any(|value| unbounded(value, found)) || listed.any(|value| unbounded(value, found))
    }
    let app = TestApp::shared().await;
    for path in ["/api/v1/openapi.json", "/api/v1/openapi-3.0.json"] {
        let mut found = 0;
        assert!(!unbounded(&app.get(path).send().await.json(), &mut found), "{path}");
        assert!(found > 10, "{path}: {found}");
    }
}

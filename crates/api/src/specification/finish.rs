//! Rules that hold for every operation and every schema, laid over what the routes say of themselves.

use super::tables::{ALSO_SENT, ANSWERED, CHANGES, CONFLICTING, NOT_KEPT, SENT};
use super::{examples::example, headers, is_json, security};
use crate::http::files::{BYTES, XLSX};
use contract::ProblemKind;
use domain::policy::Action;
use serde_json::{Value, json};

/// Longest text of a key or address in a list.
const LIST_ITEM: u32 = 500;

/// Finishes the document.
pub(super) fn finish(mut document: Value) -> Value {
    document["info"] = info();
    document["servers"] = json!([{ "url": "/", "description": "This server." }]);
    document["tags"] = tags();
    name_pages(&mut document);
    if let Some(schemas) = document["components"]["schemas"].as_object_mut() {
        // A body of plain text brings a schema of that name, which nothing refers to.
        schemas.remove("String");
        schemas.iter_mut().for_each(|(name, schema)| finish_schema(name, schema));
    }
    bound_formats(&mut document);
    document["components"]["headers"] = headers::components();
    document["components"]["securitySchemes"] = security::schemes();
    let components = document["components"].clone();
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    for (path, item) in paths {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            finish_operation(path, method, operation, &components);
        }
    }
    document
}

fn info() -> Value {
    json!({
        "title": "C2R, Cities for a Resilient Recovery",
        "version": "1.0.0",
        "summary": "Cities learn from each other how to recover from a crisis.",
        "description": include_str!("description.md"),
        "license": { "name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0" },
    })
}

fn tags() -> Value {
    json!([
        { "name": "accounts", "description": "Accounts, roles and who may do what; for administrators." },
        { "name": "api-keys", "description": "Keys by which machines of an organisation use the API; for who leads it." },
        { "name": "audit", "description": "Who did what; for administrators." },
        { "name": "auth", "description": "Getting an account, signing in, staying signed in, signing out." },
        { "name": "briefings", "description": "Publications and their issues, which draft themselves by written rules: reading them, and for editors putting them together and sending them." },
        { "name": "cities", "description": "Cities with their facts, what they face, and which are like each other." },
        { "name": "corrections", "description": "Reports of wrong or missing facts." },
        { "name": "demo", "description": "The mails of a demonstration, where there is one." },
        { "name": "jobs", "description": "What is done later, such as mails; for administrators." },
        { "name": "lessons", "description": "What cities tried, what came of it and what others should consider; drafts, reviews and reports of outcomes." },
        { "name": "library", "description": "Works that help cities recover, behind links or as files, with collections and reading lists of them." },
        { "name": "live", "description": "The change log: for mirrors page by page, for screens as a stream." },
        { "name": "markdown", "description": "What people write, as it will look." },
        { "name": "me", "description": "Your own account." },
        { "name": "memberships", "description": "Joining a city or an organisation, deciding who joins, leaving, handing over; proposing a city that is not here." },
        { "name": "notes", "description": "Practice and technical notes: versions, what they cite and how that stands today; drafts that people write together, and reviews." },
        { "name": "organisations", "description": "Cities that were claimed, partners and networks, with their people, e-mail domains and invitations." },
        { "name": "people", "description": "People, as far as they show themselves." },
        { "name": "saved-searches", "description": "Searches that you keep, and what is new in them." },
        { "name": "search", "description": "One search over everything public." },
        { "name": "subscriptions", "description": "Getting what is sent by mail, and leaving again; for editors who gets it, and whom nobody writes to." },
        { "name": "vocabularies", "description": "Closed lists of keys with labels by language." },
    ])
}

/// `Page<City>` comes as `Page_City` with the city written out: name it `CityPage` and refer to the city.
fn name_pages(document: &mut Value) {
    let Some(schemas) = document["components"]["schemas"].as_object_mut() else { return };
    let items: Vec<String> = schemas.keys().filter_map(|name| name.strip_prefix("Page_")).map(str::to_owned).collect();
    for item in &items {
        let Some(mut page) = schemas.remove(&format!("Page_{item}")) else { continue };
        page["properties"]["items"]["items"] = json!({ "$ref": format!("#/components/schemas/{item}") });
        schemas.insert(format!("{item}Page"), page);
    }
    rename(document, &items);
}

fn rename(value: &mut Value, items: &[String]) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(reference)) = object.get_mut("$ref")
                && let Some(item) = items.iter().find(|item| *reference == format!("#/components/schemas/Page_{item}"))
            {
                *reference = format!("#/components/schemas/{item}Page");
            }
            object.values_mut().for_each(|value| rename(value, items));
        }
        Value::Array(array) => array.iter_mut().for_each(|value| rename(value, items)),
        _ => {}
    }
}

/// An answer always holds every key; texts in lists are bounded like all others.
fn finish_schema(name: &str, schema: &mut Value) {
    let sent = (name.starts_with(SENT) && !ANSWERED.contains(&name)) || ALSO_SENT.contains(&name);
    if schema["type"] == "object" && !sent {
        let names: Vec<Value> =
            schema["properties"].as_object().into_iter().flatten().map(|(name, _)| json!(name)).collect();
        schema["required"] = Value::Array(names);
    }
    for (_, property) in schema.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten() {
        bound_items(property);
    }
}

/// Longest forms of what has a form of its own: who makes columns or fields out of the document knows their size.
const LENGTHS: [(&str, u32); 2] = [("uuid", 36), ("date-time", 40)];

fn bound_formats(value: &mut Value) {
    let format = value.get("format").and_then(Value::as_str);
    let length = LENGTHS.into_iter().find_map(|(name, length)| (format == Some(name)).then_some(length));
    if let Some(length) = length
        && value.get("type").is_some()
        && value.get("maxLength").is_none()
    {
        value["maxLength"] = json!(length);
    }
    match value {
        Value::Object(object) => object.values_mut().for_each(bound_formats),
        Value::Array(array) => array.iter_mut().for_each(bound_formats),
        _ => {}
    }
}

fn bound_items(schema: &mut Value) {
    let Some(items) = schema.get_mut("items") else { return };
    if items["type"] == "string" && items.get("maxLength").is_none() && items.get("format").is_none() {
        items["maxLength"] = json!(LIST_ITEM);
    }
}

fn finish_operation(path: &str, method: &str, operation: &mut Value, components: &Value) {
    let action = operation["operationId"].as_str().and_then(|id| id.parse::<Action>().ok());
    let takes_key = takes_key(method, action);
    finish_parameters(operation, takes_key);
    security::secure(operation, action);
    if action.is_some_and(|action| CHANGES.contains(&action)) {
        add_if_match(operation);
    }
    if let Some(body) = operation.get_mut("requestBody") {
        finish_body(body, components);
    }
    for (status, response) in operation.get_mut("responses").and_then(Value::as_object_mut).into_iter().flatten() {
        finish_success(response, components);
        response["headers"] = headers::of_success((status.as_str(), method), (action, takes_key), response);
    }
    let problems: Vec<ProblemKind> = problems_of(path, method, operation);
    for kind in problems {
        add_problem(operation, kind, components);
    }
}

/// What is sent is JSON with an example, or a file.
fn finish_body(body: &mut Value, components: &Value) {
    for (kind, content) in body.get_mut("content").and_then(Value::as_object_mut).into_iter().flatten() {
        if !is_json(kind) {
            content["schema"] = bytes();
        } else if content.get("example").is_none() {
            content["example"] = example(&content["schema"], components);
        }
    }
    body["required"] = json!(true);
}

/// The schema of what is no text.
fn bytes() -> Value {
    json!({ "type": "string", "format": "binary" })
}

/// Whether an operation is done once under a key.
fn takes_key(method: &str, action: Option<Action>) -> bool {
    method == "post" && !action.is_some_and(|action| NOT_KEPT.contains(&action))
}

/// A parameter is there or absent, never null; every list of keys is bounded.
fn finish_parameters(operation: &mut Value, takes_key: bool) {
    if takes_key {
        let key = json!({
            "name": "Idempotency-Key", "in": "header", "required": false,
            "description": "A word of your own for this request, best a random UUID. Sent again within a day it gets the same answer and does nothing twice.",
            "schema": { "type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$" },
            "example": "6f1a2c1e-7c55-4d0e-9d0a-3f9b5c1b7e10",
        });
        match operation.get_mut("parameters").and_then(Value::as_array_mut) {
            Some(parameters) => parameters.push(key),
            None => operation["parameters"] = json!([key]),
        }
    }
    for parameter in operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten() {
        strip_null(&mut parameter["schema"]);
        bound_items(&mut parameter["schema"]);
        if parameter["schema"]["type"] == "array" {
            parameter["style"] = json!("form");
            parameter["explode"] = json!(true);
        }
    }
}

fn add_if_match(operation: &mut Value) {
    let version = json!({
        "name": "If-Match", "in": "header", "required": true,
        "description": "The `ETag` that you got: which version you change.",
        "schema": { "type": "string", "minLength": 1, "maxLength": 100 },
        "example": "\"v1\"",
    });
    match operation.get_mut("parameters").and_then(Value::as_array_mut) {
        Some(parameters) => parameters.push(version),
        None => operation["parameters"] = json!([version]),
    }
}

fn strip_null(schema: &mut Value) {
    if let Some(kind) = schema["type"].as_array().and_then(|kinds| kinds.iter().find(|kind| *kind != "null")).cloned() {
        schema["type"] = kind;
    }
    if let Some(part) =
        schema["oneOf"].as_array().and_then(|parts| parts.iter().find(|part| part["type"] != "null")).cloned()
    {
        *schema = part;
    }
}

fn finish_success(response: &mut Value, components: &Value) {
    for (kind, content) in response.get_mut("content").and_then(Value::as_object_mut).into_iter().flatten() {
        if is_json(kind) {
            content["example"] = example(&content["schema"], components);
        }
        if kind == XLSX || kind == BYTES {
            content["schema"] = bytes();
        }
    }
}

/// What can go wrong with an operation, by what it takes.
fn problems_of(path: &str, method: &str, operation: &Value) -> Vec<ProblemKind> {
    let mut kinds =
        vec![ProblemKind::Malformed, ProblemKind::TooManyRequests, ProblemKind::Internal, ProblemKind::Unavailable];
    if path.contains('{') {
        kinds.push(ProblemKind::NotFound);
    }
    if operation.get("requestBody").is_some() {
        kinds.extend([ProblemKind::TooLarge, ProblemKind::UnsupportedMediaType, ProblemKind::Invalid]);
    }
    let action = operation["operationId"].as_str().and_then(|id| id.parse::<Action>().ok());
    if takes_key(method, action) {
        kinds.push(ProblemKind::StillRunning);
        // With a body 422 is shown as what is wrong with that; this is the other thing that it says.
        if operation.get("requestBody").is_none() {
            kinds.push(ProblemKind::KeyReused);
        }
    }
    if method != "get" {
        kinds.push(ProblemKind::StorageFull);
    }
    kinds.extend(action.into_iter().flat_map(refusals));
    let answers = &operation["responses"]["200"]["content"];
    if method == "get" && ["application/json", "text/event-stream"].iter().any(|kind| answers.get(kind).is_some()) {
        kinds.push(ProblemKind::NotAcceptable);
    }
    kinds
}

/// What comes of who may do it, and of the state of things.
fn refusals(action: Action) -> Vec<ProblemKind> {
    // A token that is not good is refused by public operations, too: whoever sends it believes to be somebody.
    let mut kinds = vec![ProblemKind::Unauthenticated];
    // Whatever is not everyone's is refused to some: to people who may not, and to keys that are not for it.
    if !security::is_open(action) {
        kinds.push(ProblemKind::Forbidden);
    }
    if CHANGES.contains(&action) {
        kinds.extend([ProblemKind::PreconditionFailed, ProblemKind::PreconditionRequired]);
    }
    if CONFLICTING.contains(&action) {
        kinds.push(ProblemKind::Conflict);
    }
    match action {
        Action::CreateLogin => kinds.push(ProblemKind::WrongCredentials),
        Action::ExplainPermission | Action::ListDemoMails => kinds.push(ProblemKind::NotFound),
        // It takes no body, and tells what the draft still needs.
        Action::CreateLessonDraftSubmission | Action::CreateNoteDraftSubmission => kinds.push(ProblemKind::Invalid),
        _ => {}
    }
    kinds
}

fn add_problem(operation: &mut Value, kind: ProblemKind, components: &Value) {
    let schema = json!({ "$ref": "#/components/schemas/Problem" });
    let mut sample = example(&schema, components);
    sample["type"] = json!(kind.type_uri());
    sample["title"] = json!(kind.title());
    sample["status"] = json!(kind.status());
    sample["code"] = json!(kind.code());
    sample["detail"] = json!(format!("{}.", kind.title()));
    sample["current_version"] = Value::Null;
    sample["existing"] = Value::Null;
    if !matches!(kind, ProblemKind::Malformed | ProblemKind::Invalid) {
        sample["errors"] = json!([]);
    }
    let mut headers = headers::common();
    if matches!(kind, ProblemKind::TooManyRequests | ProblemKind::Unavailable | ProblemKind::StillRunning) {
        headers.insert("Retry-After".to_owned(), headers::named("RetryAfter"));
    }
    operation["responses"][kind.status().to_string()] = json!({
        "description": format!("{}.", kind.title()),
        "headers": headers,
        "content": { "application/problem+json": { "schema": schema, "example": sample } },
    });
}

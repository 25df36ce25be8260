//! Rules about operations: their names, words, access, bodies and answers.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::references::{child, follow};
use super::{Operation, Report, elements, entries, is_joined, is_json, text};

/// The verbs an `operationId` may begin with.
const VERBS: [&str; 53] = [
    "accept",
    "add",
    "answer",
    "approve",
    "cancel",
    "check",
    "close",
    "compare",
    "complete",
    "compute",
    "confirm",
    "create",
    "decline",
    "delete",
    "download",
    "explain",
    "export",
    "find",
    "follow",
    "get",
    "import",
    "invite",
    "join",
    "leave",
    "list",
    "match",
    "open",
    "publish",
    "rank",
    "read",
    "refresh",
    "register",
    "remove",
    "replace",
    "report",
    "request",
    "reset",
    "restore",
    "revoke",
    "run",
    "search",
    "send",
    "start",
    "stream",
    "submit",
    "subscribe",
    "suggest",
    "unfollow",
    "unsubscribe",
    "update",
    "upload",
    "verify",
    "withdraw",
];

/// The least length of a description that tells somebody new what an operation is for.
const DESCRIPTION_LENGTH: usize = 40;

/// The format of every answer that tells of a failure (RFC 9457).
const PROBLEM: &str = "application/problem+json";

/// Checks every operation, and that no two share a name.
pub(super) fn check(spec: &Value, operations: &[Operation<'_>], report: &mut Report) {
    let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
    for operation in operations {
        let id = text(operation.node, "operationId");
        name(operation, id, report);
        if let Some(owner) = owners.insert(id, &operation.at)
            && !id.is_empty()
        {
            report.add(&operation.at, format_args!("operationId {id:?} is also that of {owner}"));
        }
        words(operation, report);
        tags(spec, operation, report);
        security(spec, operation, report);
        request(spec, operation, report);
        answers(spec, operation, report);
    }
}

fn name(operation: &Operation<'_>, id: &str, report: &mut Report) {
    if id.is_empty() {
        report.add(&operation.at, "has no operationId");
        return;
    }
    if !is_joined(id, '_') {
        report.add(&operation.at, format_args!("operationId {id:?} is not snake_case"));
        return;
    }
    let verb = id.split_once('_').map_or("", |(verb, _)| verb);
    if !VERBS.contains(&verb) {
        report.add(&operation.at, format_args!("operationId {id:?} is not a known verb and a noun"));
    }
}

fn words(operation: &Operation<'_>, report: &mut Report) {
    if text(operation.node, "summary").is_empty() {
        report.add(&operation.at, "has no summary");
    }
    let length = text(operation.node, "description").chars().count();
    if length < DESCRIPTION_LENGTH {
        report.add(
            &operation.at,
            format_args!("has a description of {length} characters, of {DESCRIPTION_LENGTH} at least"),
        );
    }
}

fn tags(spec: &Value, operation: &Operation<'_>, report: &mut Report) {
    let mut tags = elements(operation.node, "tags").filter_map(Value::as_str).peekable();
    if tags.peek().is_none() {
        report.add(&operation.at, "has no tags");
    }
    for tag in tags {
        if !elements(spec, "tags").any(|declared| text(declared, "name") == tag) {
            report.add(&operation.at, format_args!("tag {tag:?} is not declared by the document"));
        }
    }
}

/// Who may call is said by each operation itself; a public one says `[]`.
fn security(spec: &Value, operation: &Operation<'_>, report: &mut Report) {
    if !operation.node.get("security").is_some_and(Value::is_array) {
        report.add(&operation.at, "does not say its security, not even that it needs none ([])");
    }
    for requirement in elements(operation.node, "security") {
        for scheme in requirement.as_object().into_iter().flatten().map(|(scheme, _)| scheme) {
            let declared = spec.pointer(&child("/components/securitySchemes", scheme));
            if declared.is_none() {
                report.add(&operation.at, format_args!("security scheme {scheme:?} is not declared"));
            }
        }
    }
}

fn request(spec: &Value, operation: &Operation<'_>, report: &mut Report) {
    let Some(body) = operation.node.get("requestBody") else {
        return;
    };
    let (at, body) = follow(spec, &child(&operation.at, "requestBody"), body);
    let mut formats = entries(body, "content").peekable();
    if formats.peek().is_none() {
        report.add(&at, "has no content");
    }
    for (format, media) in formats {
        media_type((&child(&child(&at, "content"), format), format, media), true, report);
    }
}

fn answers(spec: &Value, operation: &Operation<'_>, report: &mut Report) {
    let (mut succeeds, mut refuses) = (false, false);
    for (status, answer) in entries(operation.node, "responses") {
        let at = child(&child(&operation.at, "responses"), status);
        let (at, answer) = follow(spec, &at, answer);
        if text(answer, "description").is_empty() {
            report.add(&at, "has no description");
        }
        let success = status.starts_with('2');
        let tells = answer.get("content").is_some_and(|content| content.get(PROBLEM).is_some());
        succeeds |= success;
        refuses |= status.starts_with('4') && tells;
        if status.starts_with(['4', '5']) && !tells {
            report.add(&at, format_args!("is a failure without {PROBLEM}"));
        }
        for (format, media) in entries(answer, "content") {
            media_type((&child(&child(&at, "content"), format), format, media), success, report);
        }
    }
    if !succeeds {
        report.add(&operation.at, "has no 2XX answer");
    }
    if operation.node.get("responses").is_some_and(|answers| answers.get("401").is_none()) {
        report.add(&operation.at, "has no 401 answer: every operation refuses a token that is not good");
    }
    if !refuses {
        report.add(&operation.at, format_args!("has no 4XX answer of {PROBLEM}"));
    }
}

/// JSON has a schema and, where a test executes it, an example.
fn media_type((at, format, media): (&str, &str, &Value), executed: bool, report: &mut Report) {
    if !is_json(format) {
        return;
    }
    if media.get("schema").is_none() {
        report.add(at, "has no schema");
    }
    let named = media.get("examples").and_then(Value::as_object).is_some_and(|examples| !examples.is_empty());
    if executed && media.get("example").is_none() && !named {
        report.add(at, "has no example");
    }
}

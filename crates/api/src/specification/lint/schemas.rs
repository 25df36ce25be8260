//! Rules about schemas, wherever one stands: in the components, a parameter, a header or a body.

mod rules;

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::references::{child, follow, reachable_schemas};
use super::{Operation, Report, entries, is_json, parameters};

/// Which way values of a schema travel.
#[derive(Clone, Copy, Default)]
struct Usage {
    /// In a request's body.
    sent: bool,
    /// In an answer's body.
    answered: bool,
}

/// How a schema is held.
#[derive(Clone, Copy, PartialEq)]
enum Standing {
    /// Under a name of its own in the components.
    Named,
    /// Written out inside something else.
    Inline,
    /// As the whole of a body that is not JSON: a file or a stream.
    File,
}

/// A schema, where it stands and what it is used for.
struct Place<'a> {
    at: String,
    schema: &'a Value,
    usage: Usage,
    standing: Standing,
}

/// Checks every schema of the specification.
pub(super) fn check<'a>(spec: &'a Value, operations: &[Operation<'a>], report: &mut Report) {
    let mut places = Vec::new();
    for operation in operations {
        places.extend(of_operation(spec, operation));
    }
    let reached = |wanted: fn(Usage) -> bool| -> BTreeSet<String> {
        let roots = places.iter().filter(|place| wanted(place.usage)).map(|place| place.schema);
        reachable_schemas(spec, roots)
    };
    let (sent, answered) = (reached(|usage| usage.sent), reached(|usage| usage.answered));
    let components = spec.get("components").unwrap_or(&Value::Null);
    for (name, schema) in entries(components, "schemas") {
        let usage = Usage { sent: sent.contains(name), answered: answered.contains(name) };
        places.push(Place { at: child("/components/schemas", name), schema, usage, standing: Standing::Named });
    }
    for place in places {
        walk(spec, &place, report);
    }
}

/// Checks a schema and those it is made of.
fn walk(spec: &Value, place: &Place<'_>, report: &mut Report) {
    rules::check(spec, place, report);
    for (at, schema) in parts(&place.at, place.schema) {
        walk(spec, &Place { at, schema, usage: place.usage, standing: Standing::Inline }, report);
    }
}

/// The schemas written out in `schema`, with their pointers.
fn parts<'a>(at: &str, schema: &'a Value) -> Vec<(String, &'a Value)> {
    let mut found = Vec::new();
    for key in ["$defs", "dependentSchemas", "patternProperties", "properties"] {
        found.extend(entries(schema, key).map(|(name, part)| (child(&child(at, key), name), part)));
    }
    for key in ["allOf", "anyOf", "oneOf", "prefixItems"] {
        let numbered = super::elements(schema, key).enumerate();
        found.extend(numbered.map(|(index, part)| (child(&child(at, key), &index.to_string()), part)));
    }
    for key in ["additionalProperties", "contains", "else", "if", "items", "not", "propertyNames", "then"] {
        let part = schema.get(key).filter(|part| part.is_object());
        found.extend(part.map(|part| (child(at, key), part)));
    }
    found
}

/// The schemas an operation holds itself: parameters, request, answers and their headers.
fn of_operation<'a>(spec: &'a Value, operation: &Operation<'a>) -> Vec<Place<'a>> {
    let mut places = Vec::new();
    for (at, parameter) in parameters::all(spec, operation) {
        places.extend(held(&at, parameter, Usage::default()));
    }
    if let Some(body) = operation.node.get("requestBody") {
        let (at, body) = follow(spec, &child(&operation.at, "requestBody"), body);
        places.extend(of_content(&at, body, Usage { sent: true, answered: false }));
    }
    for (status, answer) in entries(operation.node, "responses") {
        let at = child(&child(&operation.at, "responses"), status);
        let (at, answer) = follow(spec, &at, answer);
        places.extend(of_content(&at, answer, Usage { sent: false, answered: true }));
        for (name, header) in entries(answer, "headers") {
            let (at, header) = follow(spec, &child(&child(&at, "headers"), name), header);
            places.extend(held(&at, header, Usage::default()));
        }
    }
    places
}

/// The schema of a parameter or a header.
fn held<'a>(at: &str, holder: &'a Value, usage: Usage) -> Option<Place<'a>> {
    let schema = holder.get("schema")?;
    Some(Place { at: child(at, "schema"), schema, usage, standing: Standing::Inline })
}

/// The schemas of a body, one a format.
fn of_content<'a>(at: &str, body: &'a Value, usage: Usage) -> Vec<Place<'a>> {
    let of_format = |(format, media): (&'a String, &'a Value)| {
        let mut place = held(&child(&child(at, "content"), format), media, usage)?;
        if !is_json(format) {
            place.standing = Standing::File;
        }
        Some(place)
    };
    entries(body, "content").filter_map(of_format).collect()
}

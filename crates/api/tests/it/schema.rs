//! The specification as the tests read it, and whether a value is what a schema of it says.

use serde_json::{Map, Value};
use std::sync::LazyLock;

/// The specification as the server gives it.
pub(crate) static SPECIFICATION: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(&api::specification(api::Version::V3_1)).expect("the specification is JSON"));

/// One operation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Operation {
    pub(crate) id: &'static str,
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) spec: &'static Value,
}

/// Every operation of the specification.
pub(crate) fn operations() -> Vec<Operation> {
    let paths = SPECIFICATION["paths"].as_object().unwrap().iter();
    let operation = |path: &'static String, (method, spec): (&'static String, &'static Value)| Operation {
        id: spec["operationId"].as_str().unwrap(),
        method,
        path,
        spec,
    };
    paths.flat_map(|(path, item)| item.as_object().unwrap().iter().map(move |entry| operation(path, entry))).collect()
}

impl Operation {
    /// Its parameters of one place: `query`, `path` or `header`.
    pub(crate) fn parameters(&self, place: &'static str) -> impl Iterator<Item = &'static Value> {
        self.spec["parameters"].as_array().into_iter().flatten().filter(move |parameter| parameter["in"] == place)
    }

    /// Its path with the examples of its parameters.
    pub(crate) fn example_path(&self) -> String {
        self.parameters("path").fold(self.path.to_owned(), |path, parameter| {
            let example = &parameter["example"];
            let example = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
            path.replace(&format!("{{{}}}", parameter["name"].as_str().unwrap()), &example)
        })
    }
}

/// What a reference stands for.
fn resolve(schema: &'static Value) -> &'static Value {
    match schema["$ref"].as_str() {
        Some(target) => {
            SPECIFICATION.pointer(target.trim_start_matches('#')).unwrap_or_else(|| panic!("{target} leads nowhere"))
        }
        None => schema,
    }
}

/// What about `value` is not as `schema` says, each with its place.
pub(crate) fn differences(schema: &'static Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare(schema, value, "", &mut found);
    found
}

fn compare(schema: &'static Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let schema = resolve(schema);
    if let Some(choices) = schema["oneOf"].as_array() {
        if !choices.iter().any(|choice| differences(choice, value).is_empty()) {
            found.push(format!("{at}: {value} is none of the choices"));
        }
        return;
    }
    let kinds: Vec<&str> = schema["type"].as_array().map_or_else(
        || schema["type"].as_str().into_iter().collect(),
        |kinds| kinds.iter().filter_map(Value::as_str).collect(),
    );
    if !kinds.is_empty() && !kinds.iter().any(|kind| is(value, kind)) {
        found.push(format!("{at}: {value} is no {}", kinds.join(" or ")));
        return;
    }
    if schema["enum"].as_array().is_some_and(|known| !known.contains(value)) {
        found.push(format!("{at}: {value} is not in the enum"));
    }
    bounds(schema, value, at, found);
    match value {
        Value::Object(fields) => object(schema, fields, at, found),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(place, item)| compare(&schema["items"], item, &format!("{at}/{place}"), found)),
        _ => {}
    }
}

fn is(value: &Value, kind: &str) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => panic!("the schema speaks of a type {kind}"),
    }
}

fn bounds(schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let size = match value {
        Value::String(text) => Some(("minLength", "maxLength", text.chars().count() as f64)),
        Value::Array(items) => Some(("minItems", "maxItems", items.len() as f64)),
        Value::Number(number) => number.as_f64().map(|number| ("minimum", "maximum", number)),
        _ => None,
    };
    let Some((least, most, size)) = size else { return };
    if schema[least].as_f64().is_some_and(|least| size < least) || schema[most].as_f64().is_some_and(|most| size > most)
    {
        found.push(format!("{at}: {size} is out of bounds"));
    }
}

fn object(schema: &'static Value, fields: &Map<String, Value>, at: &str, found: &mut Vec<String>) {
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !fields.contains_key(name) {
            found.push(format!("{at}: {name} is missing"));
        }
    }
    let Some(properties) = schema["properties"].as_object() else { return };
    for (name, value) in fields {
        match properties.get(name) {
            Some(schema) => compare(schema, value, &format!("{at}/{name}"), found),
            None => found.push(format!("{at}: {name} is not documented")),
        }
    }
}

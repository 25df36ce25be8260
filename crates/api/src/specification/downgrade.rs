//! The specification in OpenAPI 3.0.3, made from the one in 3.1.
//!
//! Client generators lag behind the format: progenitor reads 3.0 alone. This module says the same
//! in the older words where they exist, leaves out what only describes or narrows (3.1 keywords
//! 3.0 has no word for), and refuses what would change its meaning. It also keeps to what the
//! generators take: see [`answers`].
//!
//! Sources: the OpenAPI Specification 3.0.3 (2020) and 3.1.0 (2021), and the OpenAPI Initiative's
//! guide *Migrating from OpenAPI 3.0 to 3.1.0* (2021), read backwards.

mod answers;
mod schema;

use serde_json::{Map, Value};

use super::references::{child, is_literal, maps_names, reachable_schemas};

/// The version this module writes.
const VERSION: &str = "3.0.3";

/// Methods a path item may have in OpenAPI 3.0.
const METHODS: [&str; 8] = ["delete", "get", "head", "options", "patch", "post", "put", "trace"];

/// Keys 3.0.3 does not know, by the key their object stands under.
const UNKNOWN: [(&str, &[&str]); 9] = [
    ("components", &["mediaTypes", "pathItems"]),
    ("content", &["description", "itemEncoding", "itemSchema", "prefixEncoding"]),
    ("examples", &["dataValue", "serializedValue"]),
    ("info", &["summary"]),
    ("license", &["identifier"]),
    ("responses", &["summary"]),
    ("servers", &["name"]),
    ("tags", &["kind", "parent", "summary"]),
    ("", &["$self", "jsonSchemaDialect", "webhooks"]),
];

/// What stands under a key of the specification: one part of it, or several under chosen names.
#[derive(Clone, Copy)]
enum Under<'a> {
    Part(&'a str),
    Names(&'a str),
}

/// `spec`, an OpenAPI 3.1 document, as one of version 3.0.3.
///
/// Component schemas that only left-out answers used are left out too. A document that is 3.0
/// already, as this function writes it, comes back unchanged.
///
/// # Errors
/// A sentence that starts with the pointer of the place, when `spec` is not a document of version
/// 3.0 or 3.1, or says something 3.0.3 or its generators cannot: a tuple, several types at once,
/// `$defs`, a JSON answer without a schema, a request body in a format none of them sends.
pub(crate) fn to_3_0(spec: &Value) -> Result<Value, String> {
    let version = spec.get("openapi").and_then(Value::as_str).unwrap_or_default();
    if !version.starts_with("3.1.") && !version.starts_with("3.0.") {
        return Err(format!("/openapi: expected a version 3.1, found {version:?}"));
    }
    let mut result = spec.clone();
    if let Some(root) = result.as_object_mut() {
        root.insert("openapi".to_owned(), VERSION.into());
        strip(root, "");
        if let Some(components) = root.get_mut("components").and_then(Value::as_object_mut) {
            strip(components, "components");
        }
        answers::narrow(root)?;
        empty_scopes(root);
    }
    prune_schemas(&mut result);
    convert(&mut result, "", Under::Part(""))?;
    Ok(result)
}

/// Converts every schema below `node`, and takes away the keys 3.0.3 does not know.
fn convert(node: &mut Value, at: &str, under: Under<'_>) -> Result<(), String> {
    match (node, under) {
        (Value::Array(parts), _) => {
            for (index, part) in parts.iter_mut().enumerate() {
                convert(part, &child(at, &index.to_string()), under)?;
            }
        }
        (Value::Object(named), Under::Names(key)) => {
            for (name, part) in named {
                convert_named(key, part, &child(at, name))?;
            }
        }
        (Value::Object(words), Under::Part(key)) => {
            if words.get("$ref").is_some_and(Value::is_string) {
                // A reference of 3.0 stands alone; its summary and description are remarks.
                words.retain(|word, _| word == "$ref");
            }
            strip(words, key);
            for (word, part) in words {
                convert_word(word, part, &child(at, word))?;
            }
        }
        _ => {}
    }
    Ok(())
}

fn convert_named(key: &str, part: &mut Value, at: &str) -> Result<(), String> {
    if key == "schemas" {
        return schema::convert(part, at);
    }
    convert(part, at, Under::Part(key))
}

fn convert_word(word: &str, part: &mut Value, at: &str) -> Result<(), String> {
    // Ways to sign in are the same in both versions.
    if is_literal(word, part) || matches!(word, "security" | "securitySchemes") {
        return Ok(());
    }
    if word == "schema" {
        return schema::convert(part, at);
    }
    if maps_names(word, part) {
        return convert(part, at, Under::Names(word));
    }
    convert(part, at, Under::Part(word))
}

/// Takes the keys 3.0.3 does not know from an object that stands under `key`.
fn strip(words: &mut Map<String, Value>, key: &str) {
    if key == "examples"
        && !words.contains_key("value")
        && let Some(value) = words.get("dataValue").cloned()
    {
        words.insert("value".to_owned(), value);
    }
    for (_, unknown) in UNKNOWN.iter().filter(|(under, _)| *under == key) {
        words.retain(|word, _| !unknown.contains(&word.as_str()));
    }
}

/// Empties the lists of scopes 3.0 allows for OAuth 2 and OpenID Connect alone.
fn empty_scopes(root: &mut Map<String, Value>) {
    let schemes = root.get("components").and_then(|components| components.get("securitySchemes")).cloned();
    let has_scopes = |name: &str| {
        let scheme = schemes.as_ref().and_then(|schemes| schemes.get(name));
        let kind = scheme.and_then(|scheme| scheme.get("type")).and_then(Value::as_str);
        matches!(kind, Some("oauth2" | "openIdConnect"))
    };
    let of_all = root.get_mut("security").into_iter();
    for requirement in of_all.filter_map(Value::as_array_mut).flatten() {
        empty_requirement(requirement, &has_scopes);
    }
    for (_, operation) in operations_mut(root) {
        let of_one = operation.get_mut("security").and_then(Value::as_array_mut);
        for requirement in of_one.into_iter().flatten() {
            empty_requirement(requirement, &has_scopes);
        }
    }
}

fn empty_requirement(requirement: &mut Value, has_scopes: &dyn Fn(&str) -> bool) {
    for (name, scopes) in requirement.as_object_mut().into_iter().flatten() {
        if !has_scopes(name) {
            *scopes = Value::Array(Vec::new());
        }
    }
}

/// Takes away the component schemas nothing else refers to.
fn prune_schemas(spec: &mut Value) {
    let others = spec.get("components").and_then(Value::as_object).into_iter().flatten();
    let roots = others.filter(|(section, _)| *section != "schemas").map(|(_, section)| section);
    let used = reachable_schemas(spec, roots.chain(spec.get("paths")));
    if let Some(schemas) = spec.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
        schemas.retain(|name, _| used.contains(name));
    }
}

/// Every operation under the paths, with its pointer.
fn operations_mut(root: &mut Map<String, Value>) -> impl Iterator<Item = (String, &mut Map<String, Value>)> {
    let paths = root.get_mut("paths").and_then(Value::as_object_mut).into_iter().flatten();
    paths
        .flat_map(|(path, item)| {
            let at = child("/paths", path);
            let item = item.as_object_mut().into_iter().flatten();
            item.map(move |(method, operation)| (at.clone(), method, operation))
        })
        .filter(|(_, method, _)| METHODS.contains(&method.as_str()))
        .filter_map(|(at, method, operation)| Some((child(&at, method), operation.as_object_mut()?)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SAMPLE: &str = include_str!("testdata/sample.json");
    const SAMPLE_3_0: &str = include_str!("testdata/sample-3.0.json");

    /// Words of OpenAPI 3.1, and of JSON Schema 2020-12, that 3.0.3 does not know.
    const ONLY_3_1: [&str; 12] = [
        "$defs",
        "const",
        "contentEncoding",
        "contentMediaType",
        "identifier",
        "if",
        "jsonSchemaDialect",
        "patternProperties",
        "prefixItems",
        "propertyNames",
        "unevaluatedProperties",
        "webhooks",
    ];

    fn sample() -> Value {
        serde_json::from_str(SAMPLE).unwrap()
    }

    fn document(parts: &Value) -> Value {
        let mut document = json!({"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}});
        document.as_object_mut().unwrap().extend(parts.as_object().unwrap().clone());
        document
    }

    /// Calls `each` with every object in `node` and its pointer.
    fn every_object(node: &Value, at: &str, each: &mut dyn FnMut(&str, &Map<String, Value>)) {
        match node {
            Value::Array(items) => items.iter().for_each(|item| every_object(item, at, each)),
            Value::Object(words) => {
                each(at, words);
                words.iter().for_each(|(word, part)| every_object(part, &child(at, word), each));
            }
            _ => {}
        }
    }

    #[test]
    fn the_sample_comes_out_as_written_down() {
        let expected: Value = serde_json::from_str(SAMPLE_3_0).unwrap();
        assert_eq!(to_3_0(&sample()).unwrap(), expected);
    }

    #[test]
    fn nothing_of_3_1_is_left() {
        every_object(&to_3_0(&sample()).unwrap(), "", &mut |at, words| {
            for word in ONLY_3_1 {
                assert!(!words.contains_key(word), "{at} has {word}");
            }
            assert!(!words.get("type").is_some_and(Value::is_array), "{at} has several types");
            assert!(!words.get("type").is_some_and(|kind| kind == "null"), "{at} is null");
            assert!(!words.contains_key("nullable") || words.contains_key("type"), "{at} is nullable without a type");
            assert!(!words.get("exclusiveMinimum").is_some_and(Value::is_number), "{at} has a bound of 3.1");
            assert!(!words.contains_key("$ref") || words.len() == 1, "{at} has words beside a reference");
        });
    }

    #[test]
    fn its_own_result_stays_as_it_is() {
        let once = to_3_0(&sample()).unwrap();
        assert_eq!(to_3_0(&once).unwrap(), once);
    }

    #[test]
    fn what_3_0_does_not_know_of_the_document_is_left_out() {
        let spec = document(&json!({
            "jsonSchemaDialect": "https://example.org/dialect",
            "webhooks": {"changed": {"post": {"responses": {"200": {"description": "Seen."}}}}},
            "info": {"title": "T", "version": "1", "summary": "S", "license": {"name": "L", "identifier": "I", "url": "U"}},
            "servers": [{"url": "/", "name": "here"}],
            "tags": [{"name": "a", "kind": "nav", "parent": "b", "summary": "s", "description": "d"}],
            "components": {"pathItems": {"a": {}}, "parameters": {"a": {
                "name": "a", "in": "query",
                "schema": {"type": ["string", "null"]},
                "examples": {"one": {"dataValue": 1, "serializedValue": "1"}, "two": {"$ref": "#/x", "summary": "s"}},
            }}},
        }));
        let expected = json!({
            "openapi": "3.0.3",
            "info": {"title": "T", "version": "1", "license": {"name": "L", "url": "U"}},
            "servers": [{"url": "/"}],
            "tags": [{"name": "a", "description": "d"}],
            "paths": {},
            "components": {"parameters": {"a": {
                "name": "a", "in": "query",
                "schema": {"type": "string", "nullable": true},
                "examples": {"one": {"value": 1}, "two": {"$ref": "#/x"}},
            }}},
        });
        assert_eq!(to_3_0(&spec).unwrap(), expected);
    }

    #[test]
    fn data_and_chosen_names_are_not_taken_for_words() {
        let literal = json!({"type": ["a", "null"], "const": 1, "schema": {"const": 1}});
        let spec = document(&json!({
            "x-data": literal,
            "components": {
                "schemas": {"A": {"type": "object", "example": literal, "properties": {
                    "const": {"type": "string"},
                    "schema": {"type": "string", "default": "$ref"},
                }}},
                "responses": {"A": {"description": "d", "content": {"application/json": {
                    "schema": {"$ref": "#/components/schemas/A"}, "example": literal,
                }}}},
            },
        }));
        let mut expected = spec.clone();
        expected["openapi"] = VERSION.into();
        assert_eq!(to_3_0(&spec).unwrap(), expected);
    }

    #[test]
    fn schemas_only_left_out_parts_used_are_left_out() {
        let spec = document(&json!({
            "webhooks": {"a": {"post": {"requestBody": {"content": {"application/json": {
                "schema": {"$ref": "#/components/schemas/Hook"}
            }}}}}},
            "paths": {"/a": {"get": {"responses": {"200": {"description": "d", "content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/Kept"}},
                "application/geo+json": {"schema": {"$ref": "#/components/schemas/Feature"}},
            }}}}}},
            "components": {"schemas": {
                "Feature": {"prefixItems": []}, "Hook": {"type": "object"},
                "Kept": {"type": "array", "items": {"$ref": "#/components/schemas/Inner"}}, "Inner": {"type": "string"},
            }},
        }));
        let result = to_3_0(&spec).unwrap();
        let names: Vec<_> = result["components"]["schemas"].as_object().unwrap().keys().collect();
        assert_eq!(names, ["Inner", "Kept"]);
    }

    #[test]
    fn scopes_stay_with_the_schemes_that_have_them_in_3_0() {
        let spec = document(&json!({
            "security": [{"key": ["a:read"]}],
            "paths": {"/a": {"get": {"security": [{"key": ["a:read"], "login": ["a"]}, {}], "responses": {}}}},
            "components": {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}, "login": {"type": "oauth2", "flows": {}}}},
        }));
        let result = to_3_0(&spec).unwrap();
        assert_eq!(result["security"], json!([{"key": []}]));
        assert_eq!(result["paths"]["/a"]["get"]["security"], json!([{"key": [], "login": ["a"]}, {}]));
        assert_eq!(result["components"], spec["components"]);
    }

    #[test]
    fn other_versions_are_refused() {
        for version in [json!("2.0"), json!("3.2.0"), json!(3.1), Value::Null] {
            let error = to_3_0(&document(&json!({"openapi": version}))).unwrap_err();
            assert!(error.starts_with("/openapi: "), "{error}");
        }
    }

    #[test]
    fn an_error_says_where() {
        let tuple = json!({"schema": {"type": "object", "properties": {"a": {"type": "array", "prefixItems": []}}}});
        let spec = document(&json!({"paths": {"/a/{b}": {"get": {
            "parameters": [tuple], "responses": {},
        }}}}));
        let error = to_3_0(&spec).unwrap_err();
        let at = "/paths/~1a~1{b}/get/parameters/0/schema/properties/a/prefixItems";
        assert!(error.starts_with(&format!("{at}: ")), "{error}");
        assert!(spec.pointer(at).is_some());
    }
}

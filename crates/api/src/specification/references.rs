//! Where references stand in a specification, and what they reach.
//!
//! A specification mixes words of the format (`properties`, `$ref`, `example`) with names its
//! authors chose (a field called `example`) and with literal values (an example that holds a
//! `$ref`). Everything here tells the three apart.

use std::collections::BTreeSet;

use serde_json::Value;

/// Words whose object maps chosen names to parts of the specification.
const NAME_MAPS: [&str; 18] = [
    "$defs",
    "callbacks",
    "content",
    "dependentSchemas",
    "encoding",
    "examples",
    "headers",
    "links",
    "mediaTypes",
    "parameters",
    "pathItems",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "webhooks",
];

#[cfg(test)]
/// References to follow before a chain of them is taken for a circle.
const LONGEST_CHAIN: usize = 16;

/// The pointer (RFC 6901) of `key` below the pointer `at`.
pub(crate) fn child(at: &str, key: &str) -> String {
    format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// Whether the keys of the object under `key` are chosen names rather than words of the format.
pub(crate) fn maps_names(key: &str, value: &Value) -> bool {
    value.is_object() && NAME_MAPS.contains(&key)
}

/// Whether the value under the word `key` is data and not a part of the specification.
pub(crate) fn is_literal(key: &str, value: &Value) -> bool {
    match key {
        "const" | "dataValue" | "default" | "enum" | "example" | "value" => true,
        // A list in a schema, a map of named examples beside one.
        "examples" => value.is_array(),
        _ => key.starts_with("x-"),
    }
}

/// The part of `spec` a local reference (`#/components/…`) names.
pub(crate) fn resolve<'a>(spec: &'a Value, target: &str) -> Option<&'a Value> {
    spec.pointer(target.strip_prefix('#')?)
}

#[cfg(test)]
/// `node` and its pointer, or what it refers to and where that stands.
///
/// A reference that leads nowhere, or in a circle, comes back as it is: [`visit`] finds it.
pub(crate) fn follow<'a>(spec: &'a Value, at: &str, node: &'a Value) -> (String, &'a Value) {
    let (mut at, mut node) = (at.to_owned(), node);
    for _ in 0..LONGEST_CHAIN {
        let Some(target) = node.get("$ref").and_then(Value::as_str) else {
            break;
        };
        let Some(next) = resolve(spec, target) else {
            break;
        };
        (at, node) = (target.trim_start_matches('#').to_owned(), next);
    }
    (at, node)
}

/// Calls `found` with the pointer and the target of every reference at or below `node`.
///
/// The targets of a discriminator's mapping count as references.
pub(crate) fn visit<'a>(node: &'a Value, at: &str, found: &mut dyn FnMut(&str, &'a str)) {
    match node {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                visit(item, &child(at, &index.to_string()), found);
            }
        }
        Value::Object(words) => {
            for (key, value) in words {
                visit_word(key, value, at, found);
            }
        }
        _ => {}
    }
}

fn visit_word<'a>(key: &str, value: &'a Value, at: &str, found: &mut dyn FnMut(&str, &'a str)) {
    if is_literal(key, value) {
        return;
    }
    let here = child(at, key);
    match value {
        Value::String(target) if key == "$ref" => found(at, target),
        Value::Object(targets) if key == "mapping" => {
            for (name, target) in targets {
                if let Some(target) = target.as_str() {
                    found(&child(&here, name), target);
                }
            }
        }
        Value::Object(names) if maps_names(key, value) => {
            for (name, part) in names {
                visit(part, &child(&here, name), found);
            }
        }
        _ => visit(value, &here, found),
    }
}

/// The names of the component schemas that `roots` reach, through any number of references.
pub(crate) fn reachable_schemas<'a>(spec: &'a Value, roots: impl IntoIterator<Item = &'a Value>) -> BTreeSet<String> {
    let mut waiting: Vec<&Value> = roots.into_iter().collect();
    let mut seen = BTreeSet::new();
    while let Some(node) = waiting.pop() {
        visit(node, "", &mut |_, target| {
            if seen.insert(target) {
                waiting.extend(resolve(spec, target));
            }
        });
    }
    seen.into_iter().filter_map(schema_name).collect()
}

/// The component schema a reference points at or into.
fn schema_name(target: &str) -> Option<String> {
    let rest = target.strip_prefix("#/components/schemas/")?;
    let name = rest.split('/').next()?;
    Some(name.replace("~1", "/").replace("~0", "~"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn found(node: &Value) -> Vec<(String, String)> {
        let mut all = Vec::new();
        visit(node, "", &mut |at, target| {
            all.push((at.to_owned(), target.to_owned()));
        });
        all
    }

    #[test]
    fn references_are_told_from_names_and_data() {
        let cases = [
            (json!({"$ref": "#/a"}), vec![("", "#/a")]),
            (json!({"items": {"$ref": "#/a"}}), vec![("/items", "#/a")]),
            (json!({"oneOf": [{"$ref": "#/a"}]}), vec![("/oneOf/0", "#/a")]),
            (json!({"properties": {"example": {"$ref": "#/a"}}}), vec![("/properties/example", "#/a")]),
            (json!({"properties": {"$ref": {"type": "string"}}}), vec![]),
            (json!({"example": {"$ref": "#/a"}}), vec![]),
            (json!({"examples": [{"$ref": "#/a"}]}), vec![]),
            (json!({"examples": {"one": {"$ref": "#/a"}}}), vec![("/examples/one", "#/a")]),
            (json!({"examples": {"one": {"value": {"$ref": "#/a"}}}}), vec![]),
            (json!({"x-note": {"$ref": "#/a"}}), vec![]),
            (json!({"responses": {"default": {"$ref": "#/a"}}}), vec![("/responses/default", "#/a")]),
            (json!({"mapping": {"a/b": "#/a"}}), vec![("/mapping/a~1b", "#/a")]),
        ];
        for (node, expected) in cases {
            let expected: Vec<_> = expected.into_iter().map(|(at, to)| (at.to_owned(), to.to_owned())).collect();
            assert_eq!(found(&node), expected, "{node}");
        }
    }

    #[test]
    fn what_is_reached_goes_through_references_and_circles() {
        let spec = json!({"components": {"schemas": {
            "A": {"properties": {"b": {"$ref": "#/components/schemas/B"}}},
            "B": {"items": {"$ref": "#/components/schemas/A"}},
            "C": {"properties": {"c": {"$ref": "#/components/schemas/C"}}},
        }}});
        let root = json!({"schema": {"$ref": "#/components/schemas/A/properties/b"}});
        let reached: Vec<_> = reachable_schemas(&spec, [&root]).into_iter().collect();
        assert_eq!(reached, ["A", "B"]);
    }

    #[test]
    fn a_chain_is_followed_and_a_circle_ends() {
        let spec = json!({"a": {"$ref": "#/b"}, "b": {"type": "string"}, "c": {"$ref": "#/c"}, "d": {"$ref": "#/e"}});
        assert_eq!(follow(&spec, "/a", &spec["a"]), ("/b".to_owned(), &spec["b"]));
        assert_eq!(follow(&spec, "/c", &spec["c"]), ("/c".to_owned(), &spec["c"]));
        assert_eq!(follow(&spec, "/d", &spec["d"]), ("/d".to_owned(), &spec["d"]));
    }
}

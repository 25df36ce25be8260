//! One schema: JSON Schema 2020-12 in the words of OpenAPI 3.0.3.

use serde_json::{Map, Value, json};

use super::super::references::child;

/// Keywords both versions have with the same meaning.
const KEPT: [&str; 35] = [
    "additionalProperties",
    "allOf",
    "anyOf",
    "default",
    "deprecated",
    "description",
    "discriminator",
    "enum",
    "example",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "externalDocs",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "nullable",
    "oneOf",
    "pattern",
    "properties",
    "readOnly",
    "required",
    "title",
    "type",
    "uniqueItems",
    "writeOnly",
    "xml",
];

/// Keywords that name or narrow: without them the schema accepts all it accepted, and more.
const DROPPED: [&str; 20] = [
    "$anchor",
    "$comment",
    "$dynamicAnchor",
    "$id",
    "$schema",
    "$vocabulary",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "if",
    "maxContains",
    "minContains",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

type Words = Map<String, Value>;

/// Converts the schema at the pointer `at`, and all in it.
pub(super) fn convert(schema: &mut Value, at: &str) -> Result<(), String> {
    match schema {
        // `true` accepts everything, as an empty schema does.
        Value::Bool(true) => {
            *schema = json!({});
            Ok(())
        }
        Value::Object(words) => convert_words(words, at),
        other => Err(format!("{at}: {other} is not a schema of OpenAPI 3.0")),
    }
}

fn convert_words(words: &mut Words, at: &str) -> Result<(), String> {
    null_variant(words);
    single_type(words, at)?;
    constant(words);
    one_example(words);
    exclusive_bound(words, "minimum", "exclusiveMinimum");
    exclusive_bound(words, "maximum", "exclusiveMaximum");
    encoded_content(words);
    pattern_properties(words, at)?;
    known_words(words, at)?;
    array_items(words, at)?;
    reference_alone(words);
    convert_parts(words, at)
}

/// Converts the schemas this one is made of.
fn convert_parts(words: &mut Words, at: &str) -> Result<(), String> {
    for key in ["allOf", "anyOf", "oneOf"] {
        for (index, part) in words.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten().enumerate() {
            convert(part, &child(&child(at, key), &index.to_string()))?;
        }
    }
    for (name, part) in words.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten() {
        convert(part, &child(&child(at, "properties"), name))?;
    }
    for key in ["items", "not"] {
        if let Some(part) = words.get_mut(key) {
            convert(part, &child(at, key))?;
        }
    }
    match words.get_mut("additionalProperties") {
        Some(part @ Value::Object(_)) => convert(part, &child(at, "additionalProperties")),
        _ => Ok(()),
    }
}

/// `oneOf: [{type: null}, X]` becomes `oneOf: [{enum: [null]}, X]`.
///
/// 3.0.3 lets `nullable` add null only to a `type` in the same schema; a schema without a type
/// takes null anyhow, so that the list of its one value says it all. `nullable: true, allOf: [X]`
/// instead is what linters refuse for the missing type, and with that type openapi-python-client
/// takes X alone and loses the null, without a word.
fn null_variant(words: &mut Words) {
    for key in ["anyOf", "oneOf"] {
        let Some(mut variants) = words.get(key).and_then(Value::as_array).cloned() else {
            continue;
        };
        if !variants.iter().any(is_null) {
            continue;
        }
        for variant in variants.iter_mut().filter(|variant| is_null(variant)) {
            *variant = null().into();
        }
        match variants.as_mut_slice() {
            [variant, other] | [other, variant] if is_null(other) => lift_remarks(words, variant),
            _ => {}
        }
        words.insert(key.to_owned(), variants.into());
    }
}

/// The schema that accepts null and nothing else.
fn null() -> Words {
    Words::from_iter([("enum".to_owned(), json!([null]))])
}

/// Moves what is written beside the reference of the one variant that is not null to the schema.
fn lift_remarks(words: &mut Words, variant: &mut Value) {
    let Some(beside) = variant.as_object_mut().filter(|beside| beside.contains_key("$ref")) else {
        return;
    };
    for (word, value) in beside.iter().filter(|(word, _)| *word != "$ref") {
        words.entry(word).or_insert_with(|| value.clone());
    }
    beside.retain(|word, _| word == "$ref");
}

/// Whether a schema accepts null and nothing else.
fn is_null(schema: &Value) -> bool {
    let null = Value::Null;
    schema.get("type").is_some_and(|kind| *kind == "null" || *kind == json!(["null"]))
        || schema.get("const") == Some(&null)
        || schema.get("enum").is_some_and(|values| *values == json!([null]))
}

/// `type: [T, null]` becomes `type: T, nullable: true`, and `type: null` the list of that value.
fn single_type(words: &mut Words, at: &str) -> Result<(), String> {
    let mut kinds = match words.get("type") {
        Some(Value::Array(kinds)) => kinds.clone(),
        Some(kind) => vec![kind.clone()],
        None => return Ok(()),
    };
    let before = kinds.len();
    kinds.retain(|kind| kind != "null");
    match kinds.as_slice() {
        [] => {
            words.remove("type");
            words.append(&mut null());
        }
        [kind] => {
            words.insert("type".to_owned(), kind.clone());
            if before > 1 {
                words.insert("nullable".to_owned(), true.into());
            }
        }
        _ => return Err(format!("{}: several types at once", child(at, "type"))),
    }
    Ok(())
}

/// `const: v` becomes `enum: [v]`, with the type of `v`.
fn constant(words: &mut Words) {
    let Some(value) = words.remove("const") else {
        return;
    };
    let kind = match &value {
        Value::Null => None,
        Value::Bool(_) => Some("boolean"),
        Value::Number(number) if number.is_f64() => Some("number"),
        Value::Number(_) => Some("integer"),
        Value::String(_) => Some("string"),
        Value::Array(_) => Some("array"),
        Value::Object(_) => Some("object"),
    };
    if let Some(kind) = kind {
        words.entry("type").or_insert_with(|| kind.into());
    }
    words.insert("enum".to_owned(), json!([value]));
}

/// `examples: [a, b]` becomes `example: a`.
fn one_example(words: &mut Words) {
    let Some(Value::Array(examples)) = words.remove("examples") else {
        return;
    };
    if let Some(first) = examples.into_iter().next()
        && !words.contains_key("example")
    {
        words.insert("example".to_owned(), first);
    }
}

/// `exclusiveMinimum: 3` becomes `minimum: 3, exclusiveMinimum: true`; of two bounds the tighter stays.
fn exclusive_bound(words: &mut Words, inclusive: &str, exclusive: &str) {
    let Some(bound) = words.get(exclusive).filter(|bound| bound.is_number()).cloned() else {
        return;
    };
    let looser = |other: f64, bound: f64| if inclusive == "minimum" { other > bound } else { other < bound };
    let other = words.get(inclusive).and_then(Value::as_f64);
    if other.zip(bound.as_f64()).is_some_and(|(other, bound)| looser(other, bound)) {
        words.remove(exclusive);
        return;
    }
    words.insert(inclusive.to_owned(), bound);
    words.insert(exclusive.to_owned(), true.into());
}

/// `contentEncoding: base64` becomes `format: byte`, raw `contentMediaType` `format: binary`.
fn encoded_content(words: &mut Words) {
    let text = |key: &str| words.get(key).and_then(Value::as_str).map(str::to_owned);
    let format = match (text("contentEncoding").as_deref(), text("contentMediaType").as_deref()) {
        (Some("base64" | "base64url"), _) => "byte",
        (None | Some("binary"), Some("application/octet-stream")) => "binary",
        _ => return,
    };
    words.entry("format").or_insert_with(|| format.into());
}

/// A single pattern becomes `additionalProperties`: values keep their schema, names go free.
fn pattern_properties(words: &mut Words, at: &str) -> Result<(), String> {
    let Some(Value::Object(patterns)) = words.remove("patternProperties") else {
        return Ok(());
    };
    let mut schemas = patterns.into_iter().map(|(_, schema)| schema);
    let closed = matches!(words.get("additionalProperties"), None | Some(Value::Bool(false)));
    match (schemas.next(), schemas.next()) {
        (None, _) => Ok(()),
        (Some(schema), None) if closed => {
            words.insert("additionalProperties".to_owned(), schema);
            Ok(())
        }
        _ => Err(format!("{}: fields of several patterns", child(at, "patternProperties"))),
    }
}

/// Takes away what 3.0.3 can do without, and refuses what it cannot say.
fn known_words(words: &mut Words, at: &str) -> Result<(), String> {
    let known = |word: &str| KEPT.contains(&word) || word == "$ref" || word.starts_with("x-");
    let refused = words.keys().find(|word| !known(word) && !DROPPED.contains(&word.as_str()));
    if let Some(word) = refused {
        return Err(format!("{}: OpenAPI 3.0 has no word for it", child(at, word)));
    }
    words.retain(|word, _| known(word));
    Ok(())
}

fn array_items(words: &Words, at: &str) -> Result<(), String> {
    let is_array = words.get("type").is_some_and(|kind| kind == "array");
    if is_array && !words.contains_key("items") {
        return Err(format!("{at}: an array without items"));
    }
    Ok(())
}

/// A reference of 3.0 stands alone: beside other words it becomes a part of `allOf`.
fn reference_alone(words: &mut Words) {
    if words.len() < 2 {
        return;
    }
    let Some(target) = words.remove("$ref") else {
        return;
    };
    let part = json!({ "$ref": target });
    if let Some(parts) = words.get_mut("allOf").and_then(Value::as_array_mut) {
        parts.push(part);
    } else {
        words.insert("allOf".to_owned(), json!([part]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(mut schema: Value) -> Result<Value, String> {
        convert(&mut schema, "").map(|()| schema)
    }

    /// What is converted once comes back as it is when converted again.
    fn assert_converted<const N: usize>(cases: [(&str, Value, Value); N]) {
        for (name, schema, expected) in cases {
            let result = converted(schema).unwrap();
            assert_eq!(result, expected, "{name}");
            assert_eq!(converted(result).unwrap(), expected, "{name}, again");
        }
    }

    #[test]
    fn null_is_a_flag() {
        assert_converted([
            (
                "nullable",
                json!({"type": ["string", "null"], "maxLength": 3}),
                json!({"type": "string", "nullable": true, "maxLength": 3}),
            ),
            ("one type in a list", json!({"type": ["string"]}), json!({"type": "string"})),
            ("null alone", json!({"type": "null"}), json!({"enum": [null]})),
            ("null as a list", json!({"type": ["null"]}), json!({"enum": [null]})),
        ]);
    }

    #[test]
    fn null_among_variants_is_a_list_of_one() {
        let reference = json!({"$ref": "#/components/schemas/A"});
        assert_converted([
            (
                "null or a reference",
                json!({"oneOf": [{"type": "null"}, reference]}),
                json!({"oneOf": [{"enum": [null]}, reference]}),
            ),
            (
                "a reference or null",
                json!({"anyOf": [reference, {"type": "null"}], "title": "t"}),
                json!({"anyOf": [reference, {"enum": [null]}], "title": "t"}),
            ),
            (
                "a described reference or null",
                json!({"oneOf": [{"$ref": "#/components/schemas/A", "description": "d", "title": "inner"}, {"type": "null"}], "title": "t"}),
                json!({"oneOf": [reference, {"enum": [null]}], "description": "d", "title": "t"}),
            ),
            (
                "null or a described reference",
                json!({"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/A", "description": "d"}]}),
                json!({"oneOf": [{"enum": [null]}, reference], "description": "d"}),
            ),
            (
                "null or several",
                json!({"oneOf": [reference, {"type": ["null"]}, {"$ref": "#/b"}], "discriminator": {"propertyName": "kind"}}),
                json!({"oneOf": [reference, {"enum": [null]}, {"$ref": "#/b"}], "discriminator": {"propertyName": "kind"}}),
            ),
            (
                "null beside parts",
                json!({"oneOf": [{"const": null}, reference], "allOf": [{"$ref": "#/b"}]}),
                json!({"oneOf": [{"enum": [null]}, reference], "allOf": [{"$ref": "#/b"}]}),
            ),
            ("nothing but null", json!({"oneOf": [{"type": "null"}]}), json!({"oneOf": [{"enum": [null]}]})),
        ]);
    }

    #[test]
    fn values_and_bounds_have_older_words() {
        assert_converted([
            ("constant", json!({"const": "a"}), json!({"enum": ["a"], "type": "string"})),
            ("constant with a type", json!({"const": 1, "type": "number"}), json!({"enum": [1], "type": "number"})),
            (
                "constant of each type",
                json!({"allOf": [{"const": 1}, {"const": 1.5}, {"const": true}, {"const": null}]}),
                json!({"allOf": [
                    {"enum": [1], "type": "integer"}, {"enum": [1.5], "type": "number"}, {"enum": [true], "type": "boolean"}, {"enum": [null]},
                ]}),
            ),
            (
                "enum with null",
                json!({"type": ["string", "null"], "enum": ["a", null]}),
                json!({"type": "string", "nullable": true, "enum": ["a", null]}),
            ),
            ("examples", json!({"type": "string", "examples": ["a", "b"]}), json!({"type": "string", "example": "a"})),
            (
                "example first",
                json!({"type": "string", "examples": ["a"], "example": "c"}),
                json!({"type": "string", "example": "c"}),
            ),
            ("no examples", json!({"type": "string", "examples": []}), json!({"type": "string"})),
            (
                "lower bound",
                json!({"type": "number", "exclusiveMinimum": 0}),
                json!({"type": "number", "minimum": 0, "exclusiveMinimum": true}),
            ),
            (
                "upper bound",
                json!({"type": "number", "exclusiveMaximum": 9.5}),
                json!({"type": "number", "maximum": 9.5, "exclusiveMaximum": true}),
            ),
            ("tighter lower bound", json!({"minimum": 2, "exclusiveMinimum": 1}), json!({"minimum": 2})),
            (
                "tighter exclusive lower bound",
                json!({"minimum": 1, "exclusiveMinimum": 1}),
                json!({"minimum": 1, "exclusiveMinimum": true}),
            ),
            ("tighter upper bound", json!({"maximum": 2, "exclusiveMaximum": 3}), json!({"maximum": 2})),
        ]);
    }

    #[test]
    fn references_stand_alone() {
        assert_converted([
            (
                "described reference",
                json!({"$ref": "#/a", "description": "d"}),
                json!({"allOf": [{"$ref": "#/a"}], "description": "d"}),
            ),
            (
                "reference beside parts",
                json!({"$ref": "#/a", "allOf": [{"$ref": "#/b"}]}),
                json!({"allOf": [{"$ref": "#/b"}, {"$ref": "#/a"}]}),
            ),
            ("remark beside a reference", json!({"$ref": "#/a", "$comment": "c"}), json!({"$ref": "#/a"})),
        ]);
    }

    #[test]
    fn nested_schemas_and_data() {
        assert_converted([
            ("anything", json!({"properties": {"a": true}}), json!({"properties": {"a": {}}})),
            (
                "deep inside",
                json!({"properties": {"const": {"items": {"const": 1}, "type": "array"}}, "additionalProperties": {"not": {"const": 1}}}),
                json!({"properties": {"const": {"items": {"enum": [1], "type": "integer"}, "type": "array"}}, "additionalProperties": {"not": {"enum": [1], "type": "integer"}}}),
            ),
            (
                "data",
                json!({"default": {"const": 1}, "example": {"const": 1}, "x-a": {"const": 1}}),
                json!({"default": {"const": 1}, "example": {"const": 1}, "x-a": {"const": 1}}),
            ),
        ]);
    }

    #[test]
    fn files_and_patterns_lose_what_only_narrows() {
        let reference = json!({"$ref": "#/components/schemas/A"});
        assert_converted([
            (
                "base64",
                json!({"type": "string", "contentEncoding": "base64", "contentMediaType": "image/png"}),
                json!({"type": "string", "format": "byte"}),
            ),
            (
                "bytes",
                json!({"type": "string", "contentMediaType": "application/octet-stream"}),
                json!({"type": "string", "format": "binary"}),
            ),
            ("text in text", json!({"type": "string", "contentMediaType": "text/html"}), json!({"type": "string"})),
            (
                "one pattern",
                json!({"type": "object", "patternProperties": {"^x": {"const": 1}}}),
                json!({"type": "object", "additionalProperties": {"enum": [1], "type": "integer"}}),
            ),
            (
                "a pattern and no more",
                json!({"patternProperties": {"^x": reference}, "additionalProperties": false}),
                json!({"additionalProperties": reference}),
            ),
            (
                "what only narrows",
                json!({"type": "object", "propertyNames": {"maxLength": 3}, "unevaluatedProperties": false, "if": {}, "then": {}, "else": {}}),
                json!({"type": "object"}),
            ),
        ]);
    }

    #[test]
    fn what_3_0_cannot_say_is_refused() {
        let cases = [
            (json!({"prefixItems": [{"type": "string"}]}), "/prefixItems"),
            (json!({"type": ["string", "integer", "null"]}), "/type"),
            (json!({"$defs": {"A": {"type": "string"}}}), "/$defs"),
            (json!({"$dynamicRef": "#a"}), "/$dynamicRef"),
            (json!({"patternProperties": {"a": {}, "b": {}}}), "/patternProperties"),
            (json!({"patternProperties": {"a": {}}, "additionalProperties": {"type": "string"}}), "/patternProperties"),
            (json!({"type": "array"}), ""),
            (json!({"properties": {"a/b": false}}), "/properties/a~1b"),
            (json!({"allOf": [{}, {"items": 1}]}), "/allOf/1/items"),
            (json!({"unheardOf": 1}), "/unheardOf"),
        ];
        for (schema, at) in cases {
            let error = converted(schema.clone()).unwrap_err();
            assert!(error.starts_with(&format!("{at}: ")), "{schema}: {error}");
        }
    }
}

//! Examples of answers, put together from the examples of their fields, so that no answer's example can
//! say something else than its schema.

use serde_json::{Map, Value, json};

/// An example for `schema`, following references into `components`.
pub(super) fn example(schema: &Value, components: &Value) -> Value {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap_or_default();
        return example(&components["schemas"][name], components);
    }
    if let Some(example) = schema.get("example").or_else(|| schema["examples"].get(0)) {
        return example.clone();
    }
    if let Some(value) = schema["enum"].get(0) {
        return value.clone();
    }
    if let Some(parts) = schema["oneOf"].as_array() {
        let part = parts.iter().find(|part| part["type"] != "null");
        return part.map_or(Value::Null, |part| example(part, components));
    }
    match schema["type"].as_str() {
        Some("object") => object(schema, components),
        Some("array") => json!([example(&schema["items"], components)]),
        Some("string") => text(schema["format"].as_str().unwrap_or_default()),
        Some("boolean") => json!(true),
        Some("integer" | "number") => schema["minimum"].as_number().map_or(json!(1), |minimum| json!(minimum)),
        // A field that may be null and has no example of its own is null for most things.
        _ => Value::Null,
    }
}

fn object(schema: &Value, components: &Value) -> Value {
    let properties = schema["properties"].as_object().into_iter().flatten();
    Value::Object(properties.map(|(name, schema)| (name.clone(), example(schema, components))).collect::<Map<_, _>>())
}

fn text(format: &str) -> Value {
    json!(match format {
        "uuid" => "0190163d-8694-739b-aea5-966c26f8ad91",
        "date-time" => "2026-11-22T09:30:00Z",
        "date" => "2026-11-22",
        "uri" => "https://example.org/",
        _ => "text",
    })
}

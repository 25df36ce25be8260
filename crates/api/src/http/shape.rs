//! The shape of a body, held against the schema that the specification gives for it: every fault at once and in
//! words, where a parser stops at the first and speaks of the language it is written in.
//!
//! Only shape is looked at (types, keys, closed sets); lengths and bounds are rules of `domain`, which reports
//! them all as well.

use contract::Fault;
use serde_json::{Map, Value};

/// Faults told of at most; whoever has more has one cause.
const MOST: usize = 100;
/// Deeper than any body of the API: what is nested further is left to the parser.
const DEEPEST: u32 = 16;
/// Longest name of a field that is quoted.
const LONGEST_NAME: usize = 60;

/// All faults of `value` as a body of the named schema; none where there is no such schema.
pub(crate) fn faults(value: &Value, name: &str, schemas: &Value) -> Vec<Fault> {
    let mut walk = Walk { schemas, faults: Vec::new() };
    walk.check(value, &schemas[name], "", 0);
    walk.faults
}

struct Walk<'s> {
    schemas: &'s Value,
    faults: Vec<Fault>,
}

impl<'s> Walk<'s> {
    fn add(&mut self, pointer: &str, code: &str, message: impl Into<String>) {
        if self.faults.len() < MOST {
            self.faults.push(Fault::new(pointer, code, message));
        }
    }

    fn check(&mut self, value: &Value, schema: &'s Value, pointer: &str, depth: u32) {
        let schema = self.resolved(schema);
        if depth > DEEPEST || schema.is_null() {
            return;
        }
        if let Some(choices) = schema["oneOf"].as_array() {
            return self.check_choice(value, choices, pointer, depth);
        }
        let kinds = kinds_of(schema);
        if !kinds.is_empty() && !kinds.iter().any(|kind| is_a(value, kind)) {
            return self.add(pointer, "wrong_shape", wanted(&kinds, value));
        }
        if let Some(keys) = schema["enum"].as_array()
            && !keys.contains(value)
        {
            return self.add(pointer, "unknown_value", one_of(keys));
        }
        match value {
            Value::Object(object) => self.check_object(object, schema, pointer, depth),
            Value::Array(items) => {
                for (place, item) in items.iter().enumerate() {
                    self.check(item, &schema["items"], &format!("{pointer}/{place}"), depth + 1);
                }
            }
            _ => {}
        }
    }

    /// "This or nothing" is what the API's choices are: null passes, anything else is held against the rest.
    fn check_choice(&mut self, value: &Value, choices: &'s [Value], pointer: &str, depth: u32) {
        let null = |choice: &&Value| choice["type"] == "null" || choice["enum"] == Value::Array(vec![Value::Null]);
        if value.is_null() && choices.iter().any(|choice| null(&choice)) {
            return;
        }
        let mut others = choices.iter().filter(|choice| !null(choice));
        // Among several, only the parser knows by what mark they are told apart.
        if let (Some(only), None) = (others.next(), others.next()) {
            self.check(value, only, pointer, depth + 1);
        }
    }

    fn check_object(&mut self, object: &Map<String, Value>, schema: &'s Value, pointer: &str, depth: u32) {
        let Some(known) = schema["properties"].as_object() else { return };
        for (name, property) in known {
            let place = format!("{pointer}/{name}");
            match object.get(name) {
                Some(value) => self.check(value, property, &place, depth + 1),
                None if is_required(schema, name) => self.add(&place, "required", "Fill this in."),
                None => {}
            }
        }
        if schema["additionalProperties"] != false {
            return;
        }
        for name in object.keys().filter(|name| !known.contains_key(*name)) {
            let names: Vec<&str> = known.keys().map(String::as_str).collect();
            let short: String = name.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
            let message = format!("There is no field of this name. Use {}.", names.join(", "));
            self.add(&format!("{pointer}/{}", escape(&short)), "unknown_field", message);
        }
    }

    fn resolved(&self, schema: &'s Value) -> &'s Value {
        match schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next()) {
            Some(name) => &self.schemas[name],
            None => schema,
        }
    }
}

fn is_required(schema: &Value, name: &str) -> bool {
    schema["required"].as_array().is_some_and(|required| required.iter().any(|required| required == name))
}

fn kinds_of(schema: &Value) -> Vec<&str> {
    match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn is_a(value: &Value, kind: &str) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        _ => true,
    }
}

fn wanted(kinds: &[&str], value: &Value) -> String {
    if value.is_null() {
        return "This may not be null.".to_owned();
    }
    let kind = kinds.iter().find(|kind| **kind != "null").copied().unwrap_or("null");
    let words = match kind {
        "object" => "an object in braces",
        "array" => "a list in brackets",
        "string" => "a text in quotes",
        "boolean" => "true or false",
        "integer" => "a whole number",
        "number" => "a number",
        _ => "null",
    };
    format!("Use {words}.")
}

fn one_of(keys: &[Value]) -> String {
    let keys: Vec<&str> = keys.iter().filter_map(Value::as_str).collect();
    let text = format!("Use {}.", keys.join(", "));
    if text.chars().count() <= 480 { text } else { "Use one of the values that the specification lists.".to_owned() }
}

/// A name as a part of a JSON Pointer (RFC 6901).
fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::faults;
    use serde_json::{Value, json};

    fn found(body: &Value) -> Vec<(String, String)> {
        let schemas = json!({
            "Report": {
                "type": "object", "additionalProperties": false, "required": ["city", "fact", "tags"],
                "properties": {
                    "city": { "type": "string" },
                    "fact": { "$ref": "#/components/schemas/Fact" },
                    "email": { "type": ["string", "null"] },
                    "place": { "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/Place" }] },
                    "tags": { "type": "array", "items": { "type": "string" } },
                },
            },
            "Fact": { "type": "string", "enum": ["name", "other"] },
            "Place": { "type": "object", "required": ["lat"], "properties": { "lat": { "type": "number" } } },
        });
        let faults = faults(body, "Report", &schemas);
        faults.into_iter().map(|fault| (fault.pointer, fault.code)).collect()
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(pointer, code)| ((*pointer).to_owned(), (*code).to_owned())).collect()
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let body = json!({ "city": 1, "fact": "mood", "email": [], "place": {}, "tags": ["a", 2], "a/b": 0 });
        let expected = [
            ("/city", "wrong_shape"),
            ("/email", "wrong_shape"),
            ("/fact", "unknown_value"),
            ("/place/lat", "required"),
            ("/tags/1", "wrong_shape"),
            ("/a~1b", "unknown_field"),
        ];
        assert_eq!(found(&body), pairs(&expected));
        assert_eq!(found(&json!({})), pairs(&[("/city", "required"), ("/fact", "required"), ("/tags", "required")]));
    }

    #[test]
    fn what_fits_has_no_fault() {
        for body in [
            json!({ "city": "a", "fact": "name", "tags": [] }),
            json!({ "city": "a", "fact": "other", "email": null, "place": null, "tags": ["x"] }),
            json!({ "city": "a", "fact": "other", "email": "x", "place": { "lat": 1, "lon": 2 }, "tags": [] }),
        ] {
            assert_eq!(found(&body), [], "{body}");
        }
    }

    #[test]
    fn the_whole_body_may_be_wrong() {
        for body in [json!([]), json!(null), json!("x"), json!(1)] {
            assert_eq!(found(&body), pairs(&[("", "wrong_shape")]), "{body}");
        }
    }
}

//! What one schema has to say of its values.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::super::super::references::resolve;
use super::super::{Report, elements, entries, is_joined, text};
use super::{Place, Standing};

/// The largest whole number a JSON reader that knows only doubles keeps exactly (2⁵³ − 1).
const LARGEST_INTEGER: u64 = (1 << 53) - 1;

/// Formats whose length is bounded by their grammar.
const FIXED_LENGTH: [&str; 3] = ["date", "date-time", "uuid"];

/// Any of these tells what values a schema is about.
const TELLING: [&str; 7] = ["$ref", "allOf", "anyOf", "const", "enum", "oneOf", "type"];

/// Checks one schema, without those it is made of.
pub(super) fn check(spec: &Value, place: &Place<'_>, report: &mut Report) {
    if !place.schema.as_object().is_some_and(|words| TELLING.iter().any(|word| words.contains_key(*word))) {
        report.add(&place.at, "does not say what its values are");
        return;
    }
    let types = types(place.schema);
    if types.len() > 1 {
        report.add(&place.at, "has several types: a generator wants one, and null");
    }
    for kind in types {
        match kind {
            "string" => string(place, report),
            "array" => array(place, report),
            "integer" => integer(place, report),
            "object" => object(place, report),
            _ => {}
        }
    }
    bounds(place, report);
    enumeration(place, report);
    combination(spec, place, report);
}

/// The types of a schema, null left out.
fn types(schema: &Value) -> Vec<&str> {
    let all = match schema.get("type") {
        Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(one)) => vec![one.as_str()],
        _ => Vec::new(),
    };
    all.into_iter().filter(|kind| *kind != "null").collect()
}

fn is_listed(schema: &Value) -> bool {
    schema.get("enum").is_some() || schema.get("const").is_some()
}

fn string(place: &Place<'_>, report: &mut Report) {
    let bounded = place.schema.get("maxLength").is_some_and(Value::is_u64);
    let fixed = is_listed(place.schema) || FIXED_LENGTH.contains(&text(place.schema, "format"));
    if !bounded && !fixed && place.standing != Standing::File {
        report.add(&place.at, "is a string without maxLength");
    }
}

fn array(place: &Place<'_>, report: &mut Report) {
    if !place.schema.get("maxItems").is_some_and(Value::is_u64) {
        report.add(&place.at, "is an array without maxItems");
    }
    if !place.schema.get("items").is_some_and(Value::is_object) {
        report.add(&place.at, "is an array that does not say what its items are");
    }
}

fn integer(place: &Place<'_>, report: &mut Report) {
    if is_listed(place.schema) {
        return;
    }
    for (inclusive, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
        // In 3.0 the exclusive keyword is a flag beside the bound.
        let exclusive = place.schema.get(exclusive).filter(|bound| bound.is_number());
        let Some(bound) = place.schema.get(inclusive).or(exclusive) else {
            report.add(&place.at, format_args!("is an integer without {inclusive}"));
            continue;
        };
        if !is_safe(bound) {
            report.add(&place.at, format_args!("has a {inclusive} of {bound}: not whole, or beyond 2^53 - 1"));
        }
    }
}

/// Whether every JSON reader keeps the number as it is, as an integer.
fn is_safe(bound: &Value) -> bool {
    let whole = bound.as_i64().map(i64::unsigned_abs).or_else(|| bound.as_u64());
    whole.is_some_and(|size| size <= LARGEST_INTEGER)
}

/// A bound that is not finite is written as null.
fn bounds(place: &Place<'_>, report: &mut Report) {
    for key in ["exclusiveMaximum", "exclusiveMinimum", "maximum", "minimum", "multipleOf"] {
        if place.schema.get(key).is_some_and(Value::is_null) {
            report.add(&place.at, format_args!("has a {key} that is not a number"));
        }
    }
}

fn object(place: &Place<'_>, report: &mut Report) {
    let names: BTreeSet<&str> = entries(place.schema, "properties").map(|(name, _)| name.as_str()).collect();
    let others = place.schema.get("additionalProperties");
    let closed = others == Some(&Value::Bool(false));
    let is_map = others.and_then(Value::as_object).is_some_and(|schema| !schema.is_empty());
    if others.is_some() && !closed && !is_map {
        report.add(&place.at, "is an object that takes any field");
    } else if names.is_empty() && !closed && !is_map {
        report.add(&place.at, "is an object without fields");
    }
    for name in names.iter().filter(|name| !is_joined(name, '_')) {
        report.add(&place.at, format_args!("field {name:?} is not snake_case"));
    }
    if place.usage.sent && !names.is_empty() && !closed {
        report.add(&place.at, "is sent, and does not refuse unknown fields (additionalProperties: false)");
    }
    if place.usage.answered {
        required(place, &names, report);
    }
}

/// An answer always holds the key: what may be missing is null.
fn required(place: &Place<'_>, names: &BTreeSet<&str>, report: &mut Report) {
    let required: BTreeSet<&str> = elements(place.schema, "required").filter_map(Value::as_str).collect();
    for name in names.difference(&required) {
        report.add(&place.at, format_args!("is answered, and field {name:?} is not required"));
    }
}

/// One value tells a variant from others; several are a type, and a type has a name.
fn enumeration(place: &Place<'_>, report: &mut Report) {
    let values = elements(place.schema, "enum").filter(|value| !value.is_null()).count();
    if values > 1 && place.standing != Standing::Named {
        report.add(&place.at, "lists values inline: name it in the components");
    }
}

fn combination(spec: &Value, place: &Place<'_>, report: &mut Report) {
    if place.schema.get("anyOf").is_some() {
        report.add(&place.at, "uses anyOf");
    }
    if place.schema.get("prefixItems").is_some() || place.schema.get("items").is_some_and(Value::is_array) {
        report.add(&place.at, "is a tuple");
    }
    let parts = elements(place.schema, "allOf").count();
    if place.usage.sent && parts > 1 {
        // Each part would refuse the fields of the others.
        report.add(&place.at, "is sent, and made of several parts (allOf): write one object");
    }
    if place.schema.get("oneOf").is_some() {
        one_of(spec, place, report);
    }
}

/// `oneOf` is `null | T`, or named variants that a field tells apart.
fn one_of(spec: &Value, place: &Place<'_>, report: &mut Report) {
    // In 3.0, which has no type of that name, null is the one value of a list.
    let is_null = |variant: &&Value| match (variant.get("type"), variant.get("enum")) {
        (Some(kind), _) => kind == "null",
        (None, values) => values == Some(&json!([null])),
    };
    let all: Vec<&Value> = elements(place.schema, "oneOf").collect();
    let variants: Vec<&Value> = all.iter().copied().filter(|variant| !is_null(variant)).collect();
    if variants.len() == 1 && variants.len() < all.len() {
        return;
    }
    let discriminator = place.schema.get("discriminator").unwrap_or(&Value::Null);
    let mapping: BTreeSet<&str> = entries(discriminator, "mapping").filter_map(|(_, target)| target.as_str()).collect();
    let field = text(discriminator, "propertyName");
    if field.is_empty() || mapping.is_empty() {
        report.add(&place.at, "uses oneOf without a discriminator and its mapping");
        return;
    }
    let named: BTreeSet<&str> = variants.iter().map(|variant| text(variant, "$ref")).collect();
    if named.contains("") {
        report.add(&place.at, "has a variant without a name: put it into the components");
    } else if named != mapping {
        report.add(&place.at, "maps other variants than it has");
    }
    let lacks = |target: &&str| resolve(spec, target).is_some_and(|variant| !requires(variant, field));
    for target in mapping.into_iter().filter(lacks) {
        report.add(&place.at, format_args!("{target} does not require the discriminator {field:?}"));
    }
}

/// Whether `schema`, or a part written out in it, requires `field`.
fn requires(schema: &Value, field: &str) -> bool {
    elements(schema, "required").any(|name| name == field)
        || elements(schema, "allOf").any(|part| requires(part, field))
}

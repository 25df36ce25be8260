//! The rules a specification of this API keeps, so that people can read it and generators take it.
//!
//! Generators drop what they cannot read, and some do it silently: a rule broken here is an
//! operation or a field that a client of the API does not have.

mod operations;
mod parameters;
mod schemas;

use std::collections::BTreeSet;
use std::fmt::Display;

use serde_json::Value;

use super::is_json;
use super::references::{self, child};

/// Methods under which a path item holds an operation.
const METHODS: [&str; 8] = ["delete", "get", "head", "options", "patch", "post", "put", "trace"];

/// What breaks a rule in `spec`, one `pointer: sentence` each, sorted by pointer.
///
/// The pointers are those of RFC 6901; a finding about something that is missing points at what
/// should hold it. An empty answer means that every rule is kept.
pub(crate) fn lint(spec: &Value) -> Vec<String> {
    let mut report = Report::default();
    document(spec, &mut report);
    references(spec, &mut report);
    let operations = operations(spec);
    operations::check(spec, &operations, &mut report);
    for operation in &operations {
        parameters::check(spec, operation, &mut report);
    }
    schemas::check(spec, &operations, &mut report);
    report.findings.into_iter().collect()
}

/// The findings so far: a set, since a shared part is met once from every operation.
#[derive(Default)]
struct Report {
    findings: BTreeSet<String>,
}

impl Report {
    fn add(&mut self, at: &str, message: impl Display) {
        self.findings.insert(format!("{at}: {message}"));
    }
}

/// One operation and where it stands.
struct Operation<'a> {
    /// Its pointer.
    at: String,
    /// The path template it answers.
    path: &'a str,
    /// The path item that holds it.
    item: &'a Value,
    /// The operation object.
    node: &'a Value,
}

fn operations(spec: &Value) -> Vec<Operation<'_>> {
    let mut all = Vec::new();
    for (path, item) in entries(spec, "paths") {
        for method in METHODS {
            if let Some(node) = item.get(method) {
                let at = child(&child("/paths", path), method);
                all.push(Operation { at, path, item, node });
            }
        }
    }
    all
}

/// The entries of the object under `key`, or none.
fn entries<'a>(node: &'a Value, key: &str) -> impl Iterator<Item = (&'a String, &'a Value)> + use<'a> {
    node.get(key).and_then(Value::as_object).into_iter().flatten()
}

/// The elements of the array under `key`, or none.
fn elements<'a>(node: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    node.get(key).and_then(Value::as_array).into_iter().flatten()
}

/// The text under `key` without the space around it; empty when there is none.
fn text<'a>(node: &'a Value, key: &str) -> &'a str {
    node.get(key).and_then(Value::as_str).unwrap_or_default().trim()
}

/// Whether `name` is lower-case words joined by `joint`, and starts with a letter.
fn is_joined(name: &str, joint: char) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .split(joint)
            .all(|word| !word.is_empty() && word.chars().all(|one| one.is_ascii_lowercase() || one.is_ascii_digit()))
}

/// The rules about the document as a whole.
fn document(spec: &Value, report: &mut Report) {
    let info = spec.get("info").unwrap_or(&Value::Null);
    for key in ["title", "version", "description"] {
        if text(info, key).is_empty() {
            report.add("/info", format_args!("has no {key}"));
        }
    }
    if info.get("license").is_none_or(|license| text(license, "name").is_empty()) {
        report.add("/info", "has no license with a name");
    }
    let mut servers = elements(spec, "servers").peekable();
    if servers.peek().is_none() {
        report.add("", "has no servers");
    }
    for (index, server) in servers.enumerate() {
        if text(server, "url").is_empty() {
            report.add(&child("/servers", &index.to_string()), "has no url");
        }
    }
    let mut names = BTreeSet::new();
    for (index, tag) in elements(spec, "tags").enumerate() {
        let at = child("/tags", &index.to_string());
        if text(tag, "description").is_empty() {
            report.add(&at, "has no description");
        }
        if !names.insert(text(tag, "name")) {
            report.add(&at, format_args!("{:?} is declared twice", text(tag, "name")));
        }
    }
}

/// Every reference leads somewhere, and every component schema is led to.
fn references(spec: &Value, report: &mut Report) {
    references::visit(spec, "", &mut |at, target| {
        if references::resolve(spec, target).is_none() {
            report.add(at, format_args!("{target} leads nowhere"));
        }
    });
    let roots = ["paths", "webhooks"].into_iter().filter_map(|key| spec.get(key));
    let used = references::reachable_schemas(spec, roots);
    let components = spec.get("components").unwrap_or(&Value::Null);
    for (name, _) in entries(components, "schemas").filter(|(name, _)| !used.contains(*name)) {
        report.add(&child("/components/schemas", name), "no operation uses it");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A small specification that keeps every rule, in 3.1 and as the generators get it.
    const SAMPLES: [&str; 2] = [include_str!("testdata/sample.json"), include_str!("testdata/sample-3.0.json")];

    /// A way to break the sample: a pointer, what to put there (`None` takes it away), and the findings.
    type Break<'a> = (&'a str, Option<Value>, &'a [&'a str]);

    const LIST: &str = "/paths/~1api~1v1~1cities/get";
    const CREATE: &str = "/paths/~1api~1v1~1cities/post";
    const READ: &str = "/paths/~1api~1v1~1cities~1{id}/get";
    const DELETE: &str = "/paths/~1api~1v1~1cities~1{id}/delete";
    const SCHEMAS: &str = "/components/schemas";
    /// A field of an answer that nothing else depends on.
    const FIELD: &str = "/components/schemas/SizeReason/properties/ratio";

    fn sample() -> Value {
        serde_json::from_str(SAMPLES[0]).unwrap()
    }

    /// The sample with `value` at the pointer, or without what is there.
    fn broken(pointer: &str, value: Option<Value>) -> Value {
        let mut spec = sample();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let key = key.replace("~1", "/").replace("~0", "~");
        match (spec.pointer_mut(parent).unwrap(), value) {
            (Value::Object(words), Some(value)) => {
                words.insert(key, value);
            }
            (Value::Object(words), None) => {
                words.remove(&key).unwrap();
            }
            (Value::Array(items), Some(value)) => items[key.parse::<usize>().unwrap()] = value,
            (parent, _) => panic!("{parent} holds nothing"),
        }
        spec
    }

    /// Pointers and findings are written without the pointer `base` they begin with.
    fn assert_found<const N: usize>(base: &str, breaks: [Break<'_>; N]) {
        for (pointer, value, expected) in breaks {
            let spec = broken(&format!("{base}{pointer}"), value.clone());
            let found = lint(&spec);
            let expected: Vec<_> = expected.iter().map(|finding| format!("{base}{finding}")).collect();
            assert_eq!(found, expected, "{pointer} = {value:?}");
            for finding in found {
                let (at, _) = finding.split_once(": ").unwrap();
                assert!(spec.pointer(at).is_some(), "{at} is no place in the specification");
            }
        }
    }

    /// Findings are written without the pointer of the field they begin with.
    fn assert_field_found<const N: usize>(schemas: [(Value, &[&str]); N]) {
        assert_found(FIELD, schemas.map(|(schema, expected)| ("", Some(schema), expected)));
    }

    #[test]
    fn the_samples_break_no_rule() {
        for sample in SAMPLES {
            assert_eq!(lint(&serde_json::from_str(sample).unwrap()), Vec::<String>::new());
        }
    }

    #[test]
    fn an_empty_document_lacks_everything_and_does_not_panic() {
        for nothing in
            [json!({}), json!(null), json!([]), json!({"paths": {"/a": {"get": 1}}, "components": {"schemas": 1}})]
        {
            assert!(lint(&nothing).contains(&"/info: has no title".to_owned()), "{nothing}");
        }
    }

    #[test]
    fn the_document_says_what_it_is() {
        assert_found(
            "",
            [
                ("/info/title", None, &["/info: has no title"]),
                ("/info/version", Some(json!(" ")), &["/info: has no version"]),
                ("/info/description", None, &["/info: has no description"]),
                ("/info/license", None, &["/info: has no license with a name"]),
                ("/servers", Some(json!([])), &[": has no servers"]),
                ("/servers/0", Some(json!({"url": ""})), &["/servers/0: has no url"]),
                ("/tags/0", Some(json!({"name": "cities"})), &["/tags/0: has no description"]),
                (
                    "/tags",
                    Some(json!([
                        {"name": "cities", "description": "d"},
                        {"name": "live", "description": "d"},
                        {"name": "live", "description": "d"},
                    ])),
                    &["/tags/2: \"live\" is declared twice"],
                ),
            ],
        );
    }

    #[test]
    fn operations_are_named_and_explained() {
        assert_found(
            LIST,
            [
                ("/operationId", None, &[": has no operationId"]),
                ("/operationId", Some(json!("listCities")), &[": operationId \"listCities\" is not snake_case"]),
                (
                    "/operationId",
                    Some(json!("cities_list")),
                    &[": operationId \"cities_list\" is not a known verb and a noun"],
                ),
                ("/operationId", Some(json!("list")), &[": operationId \"list\" is not a known verb and a noun"]),
                ("/summary", None, &[": has no summary"]),
                ("/description", Some(json!("Lists.")), &[": has a description of 6 characters, of 40 at least"]),
                ("/tags", Some(json!([])), &[": has no tags"]),
                ("/tags", Some(json!(["towns"])), &[": tag \"towns\" is not declared by the document"]),
                ("/security", None, &[": does not say its security, not even that it needs none ([])"]),
                ("/security", Some(json!([{"login": []}])), &[": security scheme \"login\" is not declared"]),
            ],
        );
    }

    #[test]
    fn no_two_operations_share_a_name() {
        let message = ": operationId \"list_cities\" is also that of /paths/~1api~1v1~1cities/get";
        assert_found(CREATE, [("/operationId", Some(json!("list_cities")), &[message])]);
    }

    #[test]
    fn bodies_have_schemas_and_examples() {
        assert_found(
            &format!("{CREATE}/requestBody/content/application~1json"),
            [("/example", None, &[": has no example"])],
        );
        assert_found(
            &format!("{LIST}/responses/200/content/application~1json"),
            [("/examples", Some(json!({})), &[": has no example"])],
        );
        assert_found(
            &format!("{READ}/responses/404/content/application~1problem+json"),
            [("/schema", None, &[": has no schema"])],
        );
        assert_found(
            &format!("{DELETE}/requestBody"),
            [("", Some(json!({"description": "d"})), &[": has no content"])],
        );
    }

    #[test]
    fn operations_can_succeed_and_say_how_they_fail() {
        assert_found(
            DELETE,
            [
                ("/responses/204", None, &[": has no 2XX answer"]),
                (
                    "/responses",
                    Some(json!({"204": {"description": "Done."}})),
                    &[
                        ": has no 401 answer: every operation refuses a token that is not good",
                        ": has no 4XX answer of application/problem+json",
                    ],
                ),
                (
                    "/responses/503",
                    Some(json!({"description": "Down."})),
                    &["/responses/503: is a failure without application/problem+json"],
                ),
            ],
        );
        assert_found("/components/responses/BadRequest", [("/description", None, &[": has no description"])]);
    }

    #[test]
    fn paths_are_kebab_case() {
        let operation = sample().pointer(LIST).unwrap().clone();
        for (path, good) in [
            ("/", true),
            ("/api/v1/speaker-sessions", true),
            ("/api/v1/openapi-3.0.json", true),
            ("/speaker_sessions", false),
            ("/speakerSessions", false),
            ("/cities/", false),
            ("/cities//facts", false),
            ("/cities-", false),
            ("cities", false),
        ] {
            let mut operation = operation.clone();
            operation["operationId"] = json!("list_places");
            let at = child("/paths", path);
            let findings = lint(&broken(&at, Some(json!({"get": operation}))));
            assert_eq!(findings.is_empty(), good, "{path}: {findings:?}");
            assert!(findings.iter().all(|finding| finding.starts_with(&format!("{at}: "))), "{findings:?}");
        }
    }

    #[test]
    fn path_templates_match_their_parameters() {
        let parameter = "/paths/~1api~1v1~1cities~1{id}/parameters/0";
        let expected = [DELETE, READ].map(|at| {
            [
                format!("{at}: declares a path parameter \"slug\" its path has not"),
                format!("{at}: does not declare its path parameter \"id\""),
            ]
        });
        let renamed = broken(&format!("{parameter}/name"), Some(json!("slug")));
        assert_eq!(lint(&renamed), expected.concat());
        assert_found(parameter, [("/required", None, &[": path parameter \"id\" is not required"])]);
    }

    #[test]
    fn a_name_in_a_path_is_snake_case_and_may_have_a_suffix() {
        let operation = sample().pointer("/paths/~1api~1v1~1cities~1{id}").unwrap().clone();
        let cases: [(&str, &str, &[&str]); 3] = [
            ("/exports/{data_set}.csv", "data_set", &[]),
            ("/exports/{data_set}csv", "data_set", &[": \"{data_set}csv\" is not kebab-case"]),
            (
                "/exports/{dataSet}",
                "dataSet",
                &["/parameters/0: parameter \"dataSet\" is not snake_case", ": {dataSet} is not snake_case"],
            ),
        ];
        for (path, name, expected) in cases {
            let mut item = operation.clone();
            item["parameters"][0]["name"] = json!(name);
            item["get"]["operationId"] = json!("export_data");
            item.as_object_mut().unwrap().remove("delete");
            assert_found(&child("/paths", path), [("", Some(item), expected)]);
        }
    }

    #[test]
    fn parameters_are_explained() {
        assert_found(
            LIST,
            [
                (
                    "/parameters/0/name",
                    Some(json!("regionName")),
                    &["/parameters/0: parameter \"regionName\" is not snake_case"],
                ),
                ("/parameters/0/description", None, &["/parameters/0: parameter \"region\" has no description"]),
                ("/parameters/0/example", None, &["/parameters/0: parameter \"region\" has no example"]),
                ("/parameters/0/schema", None, &["/parameters/0: parameter \"region\" has no schema"]),
                (
                    "/parameters/0/schema/items",
                    Some(json!({"type": "string", "enum": ["a", "b"]})),
                    &["/parameters/0/schema/items: lists values inline: name it in the components"],
                ),
            ],
        );
    }

    #[test]
    fn references_lead_somewhere_and_schemas_are_used() {
        assert_found(
            "",
            [
                (
                    "/components/schemas/Region",
                    None,
                    &[
                        "/components/schemas/City/properties/region: #/components/schemas/Region leads nowhere",
                        "/components/schemas/NewCity/properties/region/oneOf/0: #/components/schemas/Region leads nowhere",
                        "/components/schemas/SameReason/properties/region: #/components/schemas/Region leads nowhere",
                        "/paths/~1api~1v1~1cities/get/parameters/0/schema/items: #/components/schemas/Region leads nowhere",
                    ],
                ),
                (
                    "/components/schemas/Node",
                    Some(json!({"type": "array", "maxItems": 2, "items": {"$ref": "#/components/schemas/Node"}})),
                    &["/components/schemas/Node: no operation uses it"],
                ),
            ],
        );
    }

    #[test]
    fn values_are_bounded() {
        const LARGEST: i64 = 9_007_199_254_740_991;
        assert_field_found([
            (json!({"type": "string"}), &[": is a string without maxLength"]),
            (json!({"type": ["string", "null"], "format": "uri"}), &[": is a string without maxLength"]),
            (json!({"type": "string", "format": "date-time"}), &[]),
            (json!({"type": "string", "const": "a"}), &[]),
            (json!({"type": "array", "items": {"type": "boolean"}}), &[": is an array without maxItems"]),
            (json!({"type": "array", "maxItems": 1}), &[": is an array that does not say what its items are"]),
            (json!({"type": "array", "maxItems": 1, "items": {}}), &["/items: does not say what its values are"]),
            (json!({"type": "integer"}), &[": is an integer without maximum", ": is an integer without minimum"]),
            (json!({"type": "integer", "minimum": -LARGEST, "exclusiveMaximum": LARGEST}), &[]),
            (
                json!({"type": "integer", "minimum": -LARGEST - 1, "maximum": u64::MAX}),
                &[
                    ": has a maximum of 18446744073709551615: not whole, or beyond 2^53 - 1",
                    ": has a minimum of -9007199254740992: not whole, or beyond 2^53 - 1",
                ],
            ),
            (
                json!({"type": "integer", "minimum": 0.5, "maximum": 2}),
                &[": has a minimum of 0.5: not whole, or beyond 2^53 - 1"],
            ),
            (json!({"type": "number"}), &[]),
            (json!({"type": "number", "maximum": null}), &[": has a maximum that is not a number"]),
        ]);
    }

    #[test]
    fn schemas_say_what_generators_understand() {
        assert_field_found([
            (json!({}), &[": does not say what its values are"]),
            (json!({"description": "d", "maxLength": 3}), &[": does not say what its values are"]),
            (json!(true), &[": does not say what its values are"]),
            (json!({"type": ["boolean", "number"]}), &[": has several types: a generator wants one, and null"]),
            (json!({"anyOf": [{"type": "boolean"}]}), &[": uses anyOf"]),
            (
                json!({"type": "array", "maxItems": 2, "prefixItems": [{"type": "number"}], "items": false}),
                &[": is a tuple", ": is an array that does not say what its items are"],
            ),
            (json!({"type": "string", "enum": ["a", "b"]}), &[": lists values inline: name it in the components"]),
            (json!({"type": ["string", "null"], "enum": ["a", null]}), &[]),
            (json!({"type": "object"}), &[": is an object without fields"]),
            (json!({"type": "object", "additionalProperties": true}), &[": is an object that takes any field"]),
            (
                json!({"type": "object", "additionalProperties": {}}),
                &["/additionalProperties: does not say what its values are", ": is an object that takes any field"],
            ),
            (json!({"type": "object", "additionalProperties": {"type": "boolean"}}), &[]),
            (
                json!({"type": "object", "properties": {"aB": {"type": "boolean"}}, "required": ["aB"]}),
                &[": field \"aB\" is not snake_case"],
            ),
        ]);
    }

    #[test]
    fn an_answer_holds_every_key_and_a_request_no_unknown_one() {
        assert_found(
            SCHEMAS,
            [
                (
                    "/Problem/required",
                    Some(json!(["type", "title", "status"])),
                    &["/Problem: is answered, and field \"detail\" is not required"],
                ),
                (
                    "/NewCity/additionalProperties",
                    None,
                    &["/NewCity: is sent, and does not refuse unknown fields (additionalProperties: false)"],
                ),
                (
                    "/NewCity/properties/region",
                    Some(json!({"allOf": [{"type": "boolean"}, {"type": "boolean"}]})),
                    &["/NewCity/properties/region: is sent, and made of several parts (allOf): write one object"],
                ),
            ],
        );
    }

    #[test]
    fn variants_are_named_and_told_apart() {
        assert_found(
            SCHEMAS,
            [
                ("/Reason/discriminator", None, &["/Reason: uses oneOf without a discriminator and its mapping"]),
                (
                    "/Reason/discriminator/mapping",
                    None,
                    &["/Reason: uses oneOf without a discriminator and its mapping"],
                ),
                (
                    "/Reason/discriminator/mapping",
                    Some(json!({"same": "#/components/schemas/SameReason"})),
                    &["/Reason: maps other variants than it has"],
                ),
                (
                    "/Reason/discriminator/mapping/size",
                    Some(json!("SizeReason")),
                    &[
                        "/Reason/discriminator/mapping/size: SizeReason leads nowhere",
                        "/Reason: maps other variants than it has",
                    ],
                ),
                (
                    "/Reason/oneOf/1",
                    Some(json!({"type": "boolean"})),
                    &["/Reason: has a variant without a name: put it into the components"],
                ),
                (
                    "/Reason/discriminator/propertyName",
                    Some(json!("ratio")),
                    &["/Reason: #/components/schemas/SameReason does not require the discriminator \"ratio\""],
                ),
                (
                    "/City/properties/climate/oneOf",
                    Some(json!([{"type": "null"}, {"type": "number"}])),
                    &["/Climate: no operation uses it"],
                ),
            ],
        );
    }
}

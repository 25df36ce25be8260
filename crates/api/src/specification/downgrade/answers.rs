//! Requests and answers as the generators of clients take them.
//!
//! progenitor 0.15 reads one type for all successes of an operation and one for all its failures,
//! panics on two, on `default` beside either and on a JSON answer without a schema, and knows
//! neither cookie parameters nor most formats of a request. openapi-python-client 0.29 reads the
//! first format of an answer it knows, and warns of an operation with an answer in none. What they
//! cannot read is left out of the 3.0.3 document; the 3.1 one says it all.

use serde_json::{Map, Value};

use super::super::is_json;
use super::super::references::{child, resolve};
use super::operations_mut;

/// Formats of a request that every generator sends, the one to keep first.
const REQUEST_FORMATS: [&str; 3] =
    ["application/json", "application/x-www-form-urlencoded", "application/octet-stream"];

/// How a generated client takes an answer.
#[derive(Clone, PartialEq)]
enum Shape {
    /// A value of the type this schema describes.
    Typed(Value),
    /// Bytes in any other format.
    Bytes,
    /// Nothing.
    Empty,
}

/// Which answers share one type in a generated client.
#[derive(Clone, Copy, PartialEq)]
enum Outcome {
    Success,
    Failure,
}

impl Outcome {
    fn of(status: &str) -> Option<Self> {
        match status.as_bytes() {
            [b'2', ..] => Some(Self::Success),
            [b'4' | b'5', ..] => Some(Self::Failure),
            _ => None,
        }
    }
}

/// Narrows every request and answer of the document to what the generators take.
pub(super) fn narrow(root: &mut Map<String, Value>) -> Result<(), String> {
    if let Some(components) = root.get_mut("components").and_then(Value::as_object_mut) {
        for (name, body) in section(components, "requestBodies") {
            narrow_request(body, &child("/components/requestBodies", name))?;
        }
        for (name, answer) in section(components, "responses") {
            narrow_answer(answer, &child("/components/responses", name))?;
        }
    }
    for (path, item) in section(root, "paths") {
        if item.get("$ref").is_some() {
            return Err(format!("{}: a path by reference: write it out", child("/paths", path)));
        }
        drop_cookies(item);
    }
    let document = Value::Object(root.clone());
    for (at, operation) in operations_mut(root) {
        narrow_operation(operation, &at, &document)?;
    }
    Ok(())
}

fn section<'a>(parent: &'a mut Map<String, Value>, name: &str) -> impl Iterator<Item = (&'a String, &'a mut Value)> {
    parent.get_mut(name).and_then(Value::as_object_mut).into_iter().flatten()
}

fn narrow_operation(operation: &mut Map<String, Value>, at: &str, document: &Value) -> Result<(), String> {
    if let Some(body) = operation.get_mut("requestBody") {
        narrow_request(body, &child(at, "requestBody"))?;
    }
    for (status, answer) in section(operation, "responses") {
        narrow_answer(answer, &child(&child(at, "responses"), status))?;
    }
    if let Some(answers) = operation.get_mut("responses").and_then(Value::as_object_mut) {
        place_default(answers);
        unify(answers, document, Outcome::Success);
        unify(answers, document, Outcome::Failure);
    }
    if let Some(parameters) = operation.get_mut("parameters").and_then(Value::as_array_mut) {
        parameters.retain(|parameter| !is_cookie(parameter, document));
    }
    Ok(())
}

/// Takes cookie parameters away: a client's cookie jar sends them, not its caller.
fn drop_cookies(item: &mut Value) {
    if let Some(parameters) = item.get_mut("parameters").and_then(Value::as_array_mut) {
        parameters.retain(|parameter| !is_cookie(parameter, &Value::Null));
    }
}

fn is_cookie(parameter: &Value, document: &Value) -> bool {
    through_reference(parameter, document).get("in").is_some_and(|place| place == "cookie")
}

fn through_reference<'a>(node: &'a Value, document: &'a Value) -> &'a Value {
    let target = node.get("$ref").and_then(Value::as_str);
    target.and_then(|target| resolve(document, target)).unwrap_or(node)
}

/// Keeps one format of a request.
fn narrow_request(body: &mut Value, at: &str) -> Result<(), String> {
    let Some(content) = body.get_mut("content").and_then(Value::as_object_mut) else {
        return Ok(());
    };
    let find = |wanted: &&str| content.keys().find(|key| essence(key) == **wanted).cloned();
    let Some(kept) = REQUEST_FORMATS.iter().find_map(find) else {
        let formats: Vec<_> = content.keys().cloned().collect();
        return Err(format!(
            "{}: no generator sends {}: offer application/json beside it",
            child(at, "content"),
            formats.join(", ")
        ));
    };
    keep_format(content, &kept, &child(at, "content"))
}

/// Keeps one format of an answer, or none when the generators know none of them.
fn narrow_answer(answer: &mut Value, at: &str) -> Result<(), String> {
    let Some(words) = answer.as_object_mut() else {
        return Ok(());
    };
    let Some(content) = words.get_mut("content").and_then(Value::as_object_mut) else {
        return Ok(());
    };
    let ranked = content.keys().filter_map(|format| Some((rank(format)?, format)));
    let Some(kept) = ranked.min().map(|(_, format)| format.clone()) else {
        words.remove("content");
        return Ok(());
    };
    keep_format(content, &kept, &child(at, "content"))
}

/// The place of a format among those an answer may have: JSON, then its relatives, then bytes.
fn rank(format: &str) -> Option<u8> {
    match essence(format).as_str() {
        "application/json" => Some(0),
        "application/problem+json" => Some(1),
        "application/octet-stream" => Some(4),
        other if is_json(other) => Some(2),
        other if other.starts_with("text/") => Some(3),
        _ => None,
    }
}

/// A format without its parameters (`; charset=utf-8`), in small letters.
fn essence(format: &str) -> String {
    format.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn keep_format(content: &mut Map<String, Value>, kept: &str, at: &str) -> Result<(), String> {
    content.retain(|format, _| format == kept);
    let Some(media) = content.get_mut(kept).and_then(Value::as_object_mut) else {
        return Ok(());
    };
    let essence = essence(kept);
    if essence.ends_with("json") {
        // How the fields are encoded is said of forms alone; progenitor stops at it elsewhere.
        media.remove("encoding");
        if !media.contains_key("schema") {
            return Err(format!("{}: JSON without a schema", child(at, kept)));
        }
    }
    Ok(())
}

/// Gives `default` the statuses that no other answer of the operation covers.
fn place_default(answers: &mut Map<String, Value>) {
    let covers = |outcome| answers.keys().any(|status| Outcome::of(status) == Some(outcome));
    let statuses: &[&str] = match (covers(Outcome::Success), covers(Outcome::Failure)) {
        (true, true) => &[],
        (true, false) => &["4XX", "5XX"],
        (false, true) => &["2XX"],
        // Alone it is one type for everything, which is what a generator wants.
        (false, false) => return,
    };
    if let Some(answer) = answers.remove("default") {
        for status in statuses {
            answers.insert((*status).to_owned(), answer.clone());
        }
    }
}

/// Keeps the answers of one shape among the successes, or the failures, of an operation.
fn unify(answers: &mut Map<String, Value>, document: &Value, outcome: Outcome) {
    let mut shapes: Vec<(String, Shape)> = answers
        .iter()
        .filter(|(status, _)| Outcome::of(status) == Some(outcome))
        .map(|(status, answer)| (status.clone(), shape(through_reference(answer, document))))
        .collect();
    shapes.sort_by(|(one, _), (other, _)| one.cmp(other));
    let typed = shapes.iter().find(|(_, shape)| matches!(shape, Shape::Typed(_)));
    let bytes = || shapes.iter().find(|(_, shape)| *shape == Shape::Bytes);
    let Some((_, kept)) = typed.or_else(bytes).cloned() else {
        return;
    };
    for (status, _) in shapes.iter().filter(|(_, shape)| *shape != kept) {
        answers.remove(status);
    }
}

fn shape(answer: &Value) -> Shape {
    let content = answer.get("content").and_then(Value::as_object);
    let Some((format, media)) = content.and_then(|content| content.iter().next()) else {
        return Shape::Empty;
    };
    if essence(format) != "application/json" {
        return Shape::Bytes;
    }
    Shape::Typed(media.get("schema").cloned().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn narrowed(operation: &Value, components: &Value) -> Result<Value, String> {
        let mut document = json!({"paths": {"/a": {"post": operation}}, "components": components});
        narrow(document.as_object_mut().unwrap())?;
        Ok(document["paths"]["/a"]["post"].take())
    }

    /// An answer in these formats, each with a schema that names the format.
    fn answer(formats: &[&str]) -> Value {
        let content: Map<_, _> =
            formats.iter().map(|format| ((*format).to_owned(), json!({"schema": {"title": format}}))).collect();
        if content.is_empty() { json!({"description": "d"}) } else { json!({"description": "d", "content": content}) }
    }

    #[test]
    fn an_answer_keeps_the_format_generators_read_best() {
        let cases: [(&[&str], Option<&str>); 10] = [
            (&["application/vnd.citationstyles.csl+json", "application/x-bibtex"], None),
            (&["application/geo+json", "application/json", "text/csv"], Some("application/json")),
            (&["application/json; charset=utf-8", "text/csv"], Some("application/json; charset=utf-8")),
            (&["application/geo+json", "application/problem+json"], Some("application/problem+json")),
            (&["application/geo+json", "text/csv"], Some("application/geo+json")),
            (&["application/octet-stream", "text/csv"], Some("text/csv")),
            (&["text/event-stream"], Some("text/event-stream")),
            (&["application/atom+xml", "application/octet-stream"], Some("application/octet-stream")),
            (&["application/atom+xml"], None),
            (&[], None),
        ];
        for (formats, kept) in cases {
            let result = narrowed(&json!({"responses": {"200": answer(formats)}}), &json!({})).unwrap();
            let expected = answer(kept.as_slice());
            assert_eq!(result["responses"]["200"], expected, "{formats:?}");
        }
    }

    #[test]
    fn successes_have_one_shape_and_failures_another() {
        let (json, problem, nothing) =
            (answer(&["application/json"]), answer(&["application/problem+json"]), answer(&[]));
        let other = json!({"description": "d", "content": {"application/json": {"schema": {"title": "other"}}}});
        let by_name = json!({"$ref": "#/components/responses/Problem"});
        let cases = [
            (json!({"200": json, "202": nothing, "304": nothing}), json!({"200": json, "304": nothing})),
            (json!({"200": nothing, "201": json}), json!({"201": json})),
            (json!({"200": json, "201": json}), json!({"200": json, "201": json})),
            (json!({"200": json, "201": other}), json!({"200": json})),
            (json!({"204": nothing, "202": nothing}), json!({"204": nothing, "202": nothing})),
            (json!({"200": answer(&["text/csv"]), "204": nothing}), json!({"200": answer(&["text/csv"])})),
            (json!({"404": problem, "503": nothing, "422": by_name}), json!({"404": problem, "422": by_name})),
            (json!({"2XX": json, "4XX": problem}), json!({"2XX": json, "4XX": problem})),
            (json!({"200": json, "404": problem, "default": problem}), json!({"200": json, "404": problem})),
            (json!({"200": json, "default": problem}), json!({"200": json, "4XX": problem, "5XX": problem})),
            (json!({"404": problem, "default": json}), json!({"404": problem, "2XX": json})),
            (json!({"default": json}), json!({"default": json})),
        ];
        for (answers, expected) in cases {
            let components = json!({"responses": {"Problem": problem}});
            let result = narrowed(&json!({"responses": answers}), &components).unwrap();
            assert_eq!(result["responses"], expected, "{answers}");
            assert_eq!(narrowed(&result, &components).unwrap(), result, "{answers}, again");
        }
    }

    #[test]
    fn a_request_keeps_one_format_every_generator_sends() {
        let cases: [(&[&str], Result<&str, &str>); 5] = [
            (&["application/json", "application/merge-patch+json"], Ok("application/json")),
            (
                &["application/octet-stream", "application/x-www-form-urlencoded"],
                Ok("application/x-www-form-urlencoded"),
            ),
            (&["application/octet-stream", "image/png"], Ok("application/octet-stream")),
            (&["application/merge-patch+json"], Err("application/merge-patch+json")),
            (&["multipart/form-data", "text/plain"], Err("multipart/form-data, text/plain")),
        ];
        for (formats, kept) in cases {
            let result = narrowed(&json!({"requestBody": answer(formats), "responses": {}}), &json!({}));
            match kept {
                Ok(kept) => assert_eq!(result.unwrap()["requestBody"], answer(&[kept]), "{formats:?}"),
                Err(named) => {
                    let error = result.unwrap_err();
                    assert!(
                        error.starts_with("/paths/~1a/post/requestBody/content: ") && error.contains(named),
                        "{error}"
                    );
                }
            }
        }
    }

    #[test]
    fn json_has_a_schema_and_no_encoding() {
        let bare = json!({"200": {"content": {"application/json": {}}}});
        let error = narrowed(&json!({"responses": bare}), &json!({})).unwrap_err();
        assert!(error.starts_with("/paths/~1a/post/responses/200/content/application~1json: "), "{error}");

        let encoded = json!({"200": {"content": {"application/json": {"schema": {}, "encoding": {"a": {}}}}}});
        let result = narrowed(&json!({"responses": encoded}), &json!({})).unwrap();
        assert_eq!(result["responses"]["200"]["content"]["application/json"], json!({"schema": {}}));
    }

    #[test]
    fn cookies_are_not_parameters() {
        let components = json!({"parameters": {"Cookie": {"name": "c", "in": "cookie"}}});
        let query = json!({"name": "q", "in": "query"});
        let operation = json!({"responses": {}, "parameters": [
            {"name": "c", "in": "cookie"}, query, {"$ref": "#/components/parameters/Cookie"},
        ]});
        assert_eq!(narrowed(&operation, &components).unwrap()["parameters"], json!([query]));
    }

    #[test]
    fn a_path_is_written_out() {
        let mut document = json!({"paths": {"/a": {"$ref": "#/components/pathItems/A"}}});
        let error = narrow(document.as_object_mut().unwrap()).unwrap_err();
        assert!(error.starts_with("/paths/~1a: "), "{error}");
    }
}

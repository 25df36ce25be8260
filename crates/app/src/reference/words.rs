//! What is wrong with a row or a file, in the words of whoever keeps the files: a parser speaks of the types of the
//! language it is written in.

/// What is wrong with a file as a whole.
pub(super) fn of_file(error: &serde_json::Error) -> String {
    let what = if error.is_data() {
        "it is JSON, but not the list of rows that it should be".to_owned()
    } else {
        format!("it cannot be read from line {}, column {}", error.line(), error.column())
    };
    format!("the file is not the expected JSON: {what}")
}

/// Field and sentence for what the parser said at `path`.
pub(super) fn of_row(path: &str, cause: &str) -> (String, String) {
    let path = if path == "." { "" } else { path };
    let quoted: Vec<&str> = cause.split('`').skip(1).step_by(2).collect();
    if cause.starts_with("missing field") {
        let name = quoted.first().copied().unwrap_or_default();
        let field = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        return (field, "this is missing".to_owned());
    }
    let message = if cause.starts_with("unknown field") {
        format!("there is no field of this name; use {}", others(&quoted))
    } else if cause.starts_with("unknown variant") {
        format!("'{}' is not known here; use {}", quoted.first().copied().unwrap_or_default(), others(&quoted))
    } else if let Some((found, expected)) = cause.split_once(", expected ") {
        let null = if found.ends_with("null") { "this may not be null: " } else { "" };
        format!("{null}use {}", wanted(expected))
    } else {
        "this cannot be read".to_owned()
    };
    (path.to_owned(), message)
}

/// What the parser would have taken; the first of the quoted words is what it found.
fn others(quoted: &[&str]) -> String {
    quoted.get(1..).unwrap_or_default().join(", ")
}

fn wanted(expected: &str) -> &'static str {
    match expected.split(' ').next_back().unwrap_or_default().trim_matches('`') {
        "f64" | "f32" => "a number",
        "i32" | "i64" => "a whole number",
        "u32" | "u64" => "a whole number, not below 0",
        "string" => "a text in quotes",
        "boolean" => "true or false",
        "sequence" => "a list in brackets",
        _ if expected.starts_with("struct") || expected.contains("map") => "an object in braces",
        _ => "a value of another kind",
    }
}

#[cfg(test)]
mod tests {
    use super::{of_file, of_row};
    use serde::Deserialize;
    use serde_json::json;

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Colour {
        Red,
        Blue,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Row {
        #[serde(rename = "name")]
        _name: String,
        #[serde(rename = "lat")]
        _lat: f64,
        #[serde(rename = "people")]
        _people: Option<i64>,
        #[serde(rename = "colour")]
        _colour: Colour,
        #[serde(rename = "tags")]
        _tags: Vec<String>,
    }

    #[test]
    fn parsers_are_put_into_words() {
        let good = json!({ "name": "a", "lat": 1.5, "people": null, "colour": "red", "tags": [] });
        let table = [
            ("lat", json!("north"), "lat", "use a number"),
            ("lat", json!(null), "lat", "this may not be null: use a number"),
            ("people", json!(1.5), "people", "use a whole number"),
            ("name", json!(7), "name", "use a text in quotes"),
            ("tags", json!("x"), "tags", "use a list in brackets"),
            ("tags", json!([1]), "tags[0]", "use a text in quotes"),
            ("colour", json!("green"), "colour", "'green' is not known here; use red, blue"),
            ("mood", json!(1), "mood", "there is no field of this name; use name, lat, people, colour, tags"),
        ];
        for (field, value, place, words) in table {
            let mut row = good.clone();
            row[field] = value;
            let error = serde_path_to_error::deserialize::<_, Row>(row).unwrap_err();
            let told = of_row(&error.path().to_string(), &error.inner().to_string());
            assert_eq!(told, (place.to_owned(), words.to_owned()));
        }
        let mut row = good;
        row.as_object_mut().unwrap().remove("lat");
        let error = serde_path_to_error::deserialize::<_, Row>(row).unwrap_err();
        let told = of_row(&error.path().to_string(), &error.inner().to_string());
        assert_eq!(told, ("lat".to_owned(), "this is missing".to_owned()));
        for text in ["[", "{}", "7"] {
            let error = serde_json::from_str::<Vec<u8>>(text).unwrap_err();
            assert!(!of_file(&error).contains("expected a sequence"), "{}", of_file(&error));
        }
    }
}

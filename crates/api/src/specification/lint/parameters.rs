//! Rules about paths and parameters.

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::references::{child, follow};
use super::{Operation, Report, elements, is_joined, text};

/// A parameter of an operation and its pointer.
type Placed<'a> = (String, &'a Value);

/// Checks the path of an operation and all parameters it takes.
pub(super) fn check(spec: &Value, operation: &Operation<'_>, report: &mut Report) {
    path(operation, report);
    let parameters = all(spec, operation);
    for (at, parameter) in &parameters {
        one(spec, at, parameter, report);
    }
    same_names(operation, &parameters, report);
}

/// The parameters of an operation, with those of its path item, references followed.
pub(super) fn all<'a>(spec: &'a Value, operation: &Operation<'a>) -> Vec<Placed<'a>> {
    let (item_at, _) = operation.at.rsplit_once('/').unwrap_or_default();
    let of = |at: &str, node: &'a Value| -> Vec<Placed<'a>> {
        let at = child(at, "parameters");
        let numbered = elements(node, "parameters").enumerate();
        numbered.map(|(index, parameter)| follow(spec, &child(&at, &index.to_string()), parameter)).collect()
    };
    let mut parameters = of(item_at, operation.item);
    parameters.extend(of(&operation.at, operation.node));
    parameters
}

/// The names in braces in a path template.
fn template_names(path: &str) -> BTreeSet<&str> {
    let opened = path.split('{').skip(1);
    opened.filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

/// A path is kebab-case words and `{snake_case}` names; a suffix may name a format (`.csv`).
fn path(operation: &Operation<'_>, report: &mut Report) {
    let (at, _) = operation.at.rsplit_once('/').unwrap_or_default();
    let Some(rest) = operation.path.strip_prefix('/') else {
        report.add(at, "does not begin with /");
        return;
    };
    for segment in rest.split('/').filter(|_| !rest.is_empty()) {
        if !is_kebab(segment) {
            report.add(at, format_args!("{segment:?} is not kebab-case"));
        }
    }
    for name in template_names(operation.path).into_iter().filter(|name| !is_joined(name, '_')) {
        report.add(at, format_args!("{{{name}}} is not snake_case"));
    }
}

fn is_kebab(segment: &str) -> bool {
    let rest = match segment.strip_prefix('{').and_then(|opened| opened.split_once('}')) {
        Some((_, "")) => return true,
        Some((_, suffix)) => suffix.strip_prefix('.').unwrap_or("-"),
        None => segment,
    };
    // A version in a file's name (`openapi-3.0.json`) stands among the parts between the dots.
    let is_word =
        |word: &str| !word.is_empty() && word.chars().all(|one| one.is_ascii_lowercase() || one.is_ascii_digit());
    rest.split('.').all(|part| part.split('-').all(is_word))
}

fn one(spec: &Value, at: &str, parameter: &Value, report: &mut Report) {
    let (name, place) = (text(parameter, "name"), text(parameter, "in"));
    if place != "header" && !is_joined(name, '_') {
        report.add(at, format_args!("parameter {name:?} is not snake_case"));
    }
    if text(parameter, "description").is_empty() {
        report.add(at, format_args!("parameter {name:?} has no description"));
    }
    let Some(schema) = parameter.get("schema") else {
        report.add(at, format_args!("parameter {name:?} has no schema"));
        return;
    };
    let (_, schema) = follow(spec, at, schema);
    let shown =
        [parameter, schema].iter().any(|node| ["example", "examples"].iter().any(|key| node.get(key).is_some()));
    // A cursor belongs to what was asked: one that could be copied would be refused.
    if !shown && name != "cursor" {
        report.add(at, format_args!("parameter {name:?} has no example"));
    }
    if place == "path" && parameter.get("required") != Some(&Value::Bool(true)) {
        report.add(at, format_args!("path parameter {name:?} is not required"));
    }
}

/// The path's names and the path parameters are the same set.
fn same_names(operation: &Operation<'_>, parameters: &[Placed<'_>], report: &mut Report) {
    let in_path = parameters.iter().filter(|(_, parameter)| text(parameter, "in") == "path");
    let declared: BTreeSet<&str> = in_path.map(|(_, parameter)| text(parameter, "name")).collect();
    let named = template_names(operation.path);
    for name in named.difference(&declared) {
        report.add(&operation.at, format_args!("does not declare its path parameter {name:?}"));
    }
    for name in declared.difference(&named) {
        report.add(&operation.at, format_args!("declares a path parameter {name:?} its path has not"));
    }
}

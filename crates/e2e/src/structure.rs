//! The page as a tree of roles and names.

use crate::{Browser, Seen};
use serde_json::{Value, json};
use std::collections::HashMap;

/// The roles that make the structure of a page; what only holds text or looks is left out, and so is whatever
/// differs from one version of the browser to the next.
const ROLES: [&str; 30] = [
    "DisclosureTriangle",
    "alert",
    "article",
    "banner",
    "button",
    "checkbox",
    "combobox",
    "complementary",
    "contentinfo",
    "dialog",
    "figure",
    "form",
    "group",
    "heading",
    "image",
    "link",
    "list",
    "listitem",
    "main",
    "meter",
    "navigation",
    "note",
    "region",
    "search",
    "searchbox",
    "slider",
    "status",
    "table",
    "tablist",
    "textbox",
];

/// So many of the same kind in a row are written out.
const ALIKE: usize = 3;

/// A part of the structure.
#[derive(Debug, PartialEq, Eq)]
struct Part {
    title: String,
    role: String,
    parts: Vec<Self>,
}

impl Browser {
    /// The structure of the page, a line for each thing, what is inside of it indented below it.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn structure(&self) -> String {
        let tree = self.devtools("Accessibility.getFullAXTree", json!({})).await;
        let tree = tree.unwrap_or_else(|trouble| panic!("the structure: {trouble}"));
        let nodes = tree["nodes"].as_array().cloned().unwrap_or_default();
        outline(&nodes)
    }
}

fn outline(nodes: &[Value]) -> String {
    let by_id: HashMap<&str, &Value> = nodes.iter().filter_map(|node| Some((node["nodeId"].as_str()?, node))).collect();
    let mut lines = String::new();
    if let Some(root) = nodes.first() {
        write(&parts_of(root, &by_id), 0, &mut lines);
    }
    lines
}

/// The parts right below a node; what has no role of its own gives its place to what is inside of it.
fn parts_of(node: &Value, by_id: &HashMap<&str, &Value>) -> Vec<Part> {
    let ids = node["childIds"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let below = ids.filter_map(|id| by_id.get(id));
    below
        .flat_map(|node| {
            let (seen, parts) = (Seen::of(node), parts_of(node, by_id));
            if node["ignored"] == true || !ROLES.contains(&seen.role.as_str()) {
                return parts;
            }
            vec![Part { title: title(&seen, node), role: seen.role, parts }]
        })
        .collect()
}

fn title(seen: &Seen, node: &Value) -> String {
    let name = seen.name.trim();
    let mut title = if name.is_empty() { seen.role.clone() } else { format!("{} “{name}”", seen.role) };
    for property in node["properties"].as_array().into_iter().flatten() {
        let (name, value) = (property["name"].as_str().unwrap_or_default(), &property["value"]["value"]);
        match (name, value) {
            ("level", level) if seen.role == "heading" => title.push_str(&format!(" {level}")),
            ("required" | "expanded" | "disabled", Value::Bool(true)) => title.push_str(&format!(" ({name})")),
            ("checked" | "invalid", Value::String(value)) if value == "true" => title.push_str(&format!(" ({name})")),
            _ => {}
        }
    }
    title
}

fn write(parts: &[Part], depth: usize, lines: &mut String) {
    for alike in parts.chunk_by(|one, next| one.role == next.role) {
        // A few links are a menu, whose every entry counts; hundreds are a map.
        let shown = if alike.len() > 4 * ALIKE { ALIKE } else { alike.len() };
        for part in &alike[..shown] {
            lines.push_str(&format!("{}{}\n", "  ".repeat(depth), part.title));
            write(&part.parts, depth + 1, lines);
        }
        if shown < alike.len() {
            lines.push_str(&format!("{}… {} more: {}\n", "  ".repeat(depth), alike.len() - shown, alike[0].role));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::outline;
    use serde_json::{Value, json};

    fn node(id: usize, role: &str, name: &str, inside: &[usize]) -> Value {
        let inside: Vec<String> = inside.iter().map(ToString::to_string).collect();
        json!({ "nodeId": id.to_string(), "ignored": false, "role": { "value": role }, "name": { "value": name }, "childIds": inside })
    }

    #[test]
    fn what_has_no_role_gives_its_place_to_what_is_inside() {
        let nodes = [
            node(1, "RootWebArea", "", &[2]),
            node(2, "generic", "", &[3]),
            node(3, "main", "", &[4]),
            node(4, "link", "Accra", &[]),
        ];
        assert_eq!(outline(&nodes), "main\n  link “Accra”\n");
    }

    #[test]
    fn many_of_a_kind_are_counted() {
        let inside: Vec<usize> = (2..22).collect();
        let mut nodes = vec![node(1, "RootWebArea", "", &inside)];
        nodes.extend(inside.iter().map(|id| node(*id, "link", &format!("City {id}"), &[])));
        assert_eq!(outline(&nodes), "link “City 2”\nlink “City 3”\nlink “City 4”\n… 17 more: link\n");
    }
}

//! The OpenAPI document, made from the routes and finished by rules that hold for every operation.

mod downgrade;
mod examples;
mod finish;
mod headers;
#[cfg(test)]
mod lint;
mod references;
mod security;
mod tables;

use serde_json::Value;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

/// Versions of OpenAPI that the document comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// 3.1.0
    V3_1,
    /// 3.0.3, for generators that need it.
    V3_0,
}

/// The 3.1 document.
static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| finish::finish(serde_json::to_value(crate::routes::document()).unwrap_or_default()));

/// The document as indented JSON with a line end, as it is committed.
#[must_use]
pub fn specification(version: Version) -> String {
    let text = match version {
        Version::V3_1 => serde_json::to_string_pretty(&*DOCUMENT),
        // The tests convert the document; that it cannot be converted never leaves this house.
        Version::V3_0 => serde_json::to_string_pretty(&downgrade::to_3_0(&DOCUMENT).unwrap_or_else(Value::String)),
    };
    text.unwrap_or_default() + "\n"
}

/// The document itself.
pub(crate) fn document() -> &'static Value {
    &DOCUMENT
}

/// Whether `media_type` is JSON, or a format made of it (`application/problem+json`) whose values the document says.
/// What a vendor has made of it (RFC 6838, 3.2) is told elsewhere, and is a file here.
fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence == "application/json" || (essence.ends_with("+json") && !essence.starts_with("application/vnd."))
}

/// Changes whenever the document does.
pub(crate) fn fingerprint() -> u64 {
    let mut hasher = DefaultHasher::new();
    DOCUMENT.to_string().hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::{document, downgrade, lint};

    #[test]
    fn both_versions_obey_the_rules() {
        let older = downgrade::to_3_0(document()).unwrap();
        for (version, spec) in [("3.1", document()), ("3.0", &older)] {
            let findings = lint::lint(spec);
            assert!(findings.is_empty(), "OpenAPI {version}:\n{}", findings.join("\n"));
        }
    }
}

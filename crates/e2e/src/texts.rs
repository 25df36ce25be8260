//! The texts of the app in one of its languages, for journeys that are made in more than one.

use serde_json::Value;
use std::collections::HashMap;
use std::path::Path;

/// Where the texts stand: a folder a language.
const LOCALES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../frontend/locales");

/// The texts of a language by their keys.
#[derive(Debug, Clone)]
pub struct Texts(HashMap<String, Value>);

impl Texts {
    pub(crate) fn of(language: &str) -> Self {
        let folder = Path::new(LOCALES).join(language);
        let files = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        Self(files.flat_map(|file| section(&file.expect("a file of texts").path())).collect())
    }

    /// What the app says by a key such as `keys.made_title`, with its `{names}` filled in.
    ///
    /// # Panics
    /// When the language has no such text, or one that counts.
    #[must_use]
    pub fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        let text = self.0.get(key).and_then(Value::as_str).unwrap_or_else(|| panic!("there is no text “{key}”"));
        values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }
}

fn section(file: &Path) -> HashMap<String, Value> {
    let content = std::fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    serde_json::from_slice(&content).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::Texts;

    #[test]
    fn texts_are_filled_in() {
        let said = |language| Texts::of(language).say("keys.made_title", &[("name", "Portal")]);
        assert_eq!(said("en"), "The key Portal");
        assert_ne!(said("ar"), said("en"));
        assert!(said("ar").contains("Portal"));
    }
}

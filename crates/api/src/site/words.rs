//! What the server itself says of pages, in every language: titles and descriptions, from `crates/api/locales`.

use domain::vocabularies::Language;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What is said of one page; `{city}` and `{country}` stand for names.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PageWords {
    /// Title of the document, without the name of the platform.
    pub(super) title: String,
    /// The page's own heading, where it is not its title.
    #[serde(default)]
    pub(super) heading: Option<String>,
    /// A sentence for lists of results and shared links.
    pub(super) description: String,
    /// What the app says below the heading, in the same words.
    #[serde(default)]
    pub(super) lede: Option<String>,
}

type Pages = BTreeMap<String, PageWords>;

static WORDS: LazyLock<Vec<(Language, Pages)>> = LazyLock::new(|| {
    let read = |language: &Language| {
        let source = match language {
            Language::Arabic => include_str!("../../locales/ar.json"),
            Language::English => include_str!("../../locales/en.json"),
            Language::Spanish => include_str!("../../locales/es.json"),
            Language::French => include_str!("../../locales/fr.json"),
            Language::Portuguese => include_str!("../../locales/pt.json"),
        };
        // A test reads every file.
        (*language, serde_json::from_str(source).unwrap_or_default())
    };
    Language::ALL.iter().map(read).collect()
});

/// The words for a page; nothing but empty ones for a page that no file has, which a test refuses.
pub(super) fn of(language: Language, page: &str) -> PageWords {
    let pages = WORDS.iter().find(|(other, _)| *other == language).map(|(_, pages)| pages);
    let words = pages.and_then(|pages| pages.get(page)).cloned();
    let none = || PageWords { title: String::new(), heading: None, description: String::new(), lede: None };
    words.unwrap_or_else(none)
}

/// The name of the platform, as the app writes it.
pub(super) fn brand(language: Language) -> String {
    of(language, "site").title
}

impl PageWords {
    /// With the names filled in.
    pub(super) fn fill(self, names: &[(&str, &str)]) -> Self {
        let fill = |text: String| names.iter().fold(text, |text, (name, value)| text.replace(name, value));
        Self {
            title: fill(self.title),
            heading: self.heading.map(fill),
            description: fill(self.description),
            lede: self.lede.map(fill),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{WORDS, of};
    use domain::vocabularies::Language;
    use std::collections::BTreeMap;

    fn names(text: &str) -> Vec<&str> {
        let mut names: Vec<&str> = text.split('{').skip(1).filter_map(|part| part.split('}').next()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    #[test]
    fn every_language_says_the_same_pages_with_the_same_names() {
        let english = &WORDS.iter().find(|(language, _)| *language == Language::English).unwrap().1;
        assert!(english.len() > 30);
        for (language, pages) in WORDS.iter() {
            assert!(pages.keys().eq(english.keys()), "{language}");
            for (key, words) in pages {
                let source = &english[key];
                assert_eq!(names(&words.title), names(&source.title), "{language} {key}");
                assert_eq!(words.heading.is_some(), source.heading.is_some(), "{language} {key}");
                assert!(!words.description.is_empty(), "{language} {key}");
            }
        }
        assert_eq!(of(Language::English, "city").fill(&[("{city}", "Accra")]).title, "Accra");
    }

    /// A text of the app, by its section and key.
    fn said_by_the_app(language: Language, section: &str, key: &str) -> Option<String> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../frontend/locales");
        let text = std::fs::read_to_string(format!("{folder}/{language}/{section}.json")).unwrap();
        let texts: BTreeMap<String, serde_json::Value> = serde_json::from_str(&text).unwrap();
        texts.get(key).and_then(|text| text.as_str()).map(str::to_owned)
    }

    #[test]
    fn what_stands_before_the_app_comes_is_what_the_app_says() {
        for language in Language::ALL.iter().copied() {
            assert_eq!(Some(of(language, "site").title), said_by_the_app(language, "common", "site.name"));
            let lesson = [("consider", "consider"), ("lesson_points", "what"), ("lesson_sources", "sources")];
            for (page, key) in lesson {
                let said = said_by_the_app(language, "lessons", &format!("lesson.{key}"));
                assert_eq!(Some(of(language, page).title), said, "{language} {page}");
            }
            let pages =
                ["landing", "cities", "collections", "compare", "glossary", "lessons", "library", "organisations"];
            for page in pages.into_iter().chain(["about", "tour"]) {
                let (lede, said) = (of(language, page).lede, said_by_the_app(language, page, &format!("{page}.lede")));
                assert!(lede.is_some() && lede == said, "{language} {page}: {lede:?}, {said:?}");
            }
        }
    }
}

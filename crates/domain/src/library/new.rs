//! What is said of an item when it is made.

use super::LicenceKind;
use crate::organisations::tidy;
use crate::validation::{Faults, Validate};
use crate::vocabularies::VocabularyName;
use serde::{Deserialize, Serialize};

/// Longest title, in characters.
pub const MAX_TITLE: usize = 300;
/// Longest summary, in characters.
pub const MAX_SUMMARY: usize = 3_000;
/// Most authors, and most keys of one vocabulary.
pub const MAX_KEYS: usize = 20;
/// Longest name of an author or a publisher, in characters.
const MAX_NAME: usize = 200;
/// Longest key, in characters.
const MAX_KEY: usize = 100;
/// Longest text of a licence, in characters.
const MAX_LICENCE: usize = 300;
/// Longest web address, in characters.
const MAX_URL: usize = 500;
/// Longest note, in characters.
const MAX_NOTE: usize = 500;
/// Longest tag of a language, in characters (RFC 5646, 4.4.1).
const MAX_LANGUAGE: usize = 35;

/// A new item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewLibraryItem {
    /// Title of the work.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 300, example = "Heat Action Platform"))]
    pub title: String,
    /// What it is, key of the vocabulary `resource_types`.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100, example = "toolkit"))]
    pub kind: String,
    /// Who published it.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "Resilience Center"))]
    pub publisher: Option<String>,
    /// Who made it, in the order of the work.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!([])))]
    pub authors: Vec<String>,
    /// What it is about, in Markdown.
    #[cfg_attr(
        feature = "openapi",
        schema(
            min_length = 1,
            max_length = 3000,
            example = "Online guide to assess, plan, carry out and evaluate heat measures."
        )
    )]
    pub summary: String,
    /// Priority themes, keys of the vocabulary `c2r_priority_themes`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["climate_resilience"])))]
    pub themes: Vec<String>,
    /// Stages, keys of the vocabulary `recovery_stages`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["renewal"])))]
    pub stages: Vec<String>,
    /// Sectors, keys of the vocabulary `city_systems`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!([])))]
    pub sectors: Vec<String>,
    /// Shocks, keys of the vocabulary `shocks`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["extreme_heat"])))]
    pub shocks: Vec<String>,
    /// Language of the work, BCP 47.
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 35, example = "en"))]
    pub language: String,
    /// Year of publication.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 1900, maximum = 2200, example = 2022))]
    pub year: Option<i32>,
    /// Its licence as the work has it.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 300, example = "CC BY 4.0"))]
    pub licence: Option<String>,
    /// What one may do with it.
    pub licence_kind: LicenceKind,
    /// Web address of the work; leave it out where a file follows.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "https://example.org/heat"))]
    pub url: Option<String>,
    /// What to know about it, such as what could not be verified.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "The page shows no date."))]
    pub note: Option<String>,
    /// Whether the address is a mirror, a document-sharing site or a re-publication.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(example = false))]
    pub is_copy: bool,
    /// Whether the programme itself names it among its resources.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(example = false))]
    pub named_by_programme: bool,
}

impl NewLibraryItem {
    /// The lists of keys with the vocabularies that they are of.
    #[must_use]
    pub fn key_lists(&self) -> [(&'static str, VocabularyName, &[String]); 5] {
        use VocabularyName as Name;
        [
            ("/kind", Name::ResourceTypes, std::slice::from_ref(&self.kind)),
            ("/themes", Name::PriorityThemes, &self.themes),
            ("/stages", Name::RecoveryStages, &self.stages),
            ("/sectors", Name::CitySystems, &self.sectors),
            ("/shocks", Name::Shocks, &self.shocks),
        ]
    }

    fn check_lists(&self, faults: &mut Faults) {
        let lists = [
            ("/authors", &self.authors, MAX_NAME),
            ("/themes", &self.themes, MAX_KEY),
            ("/stages", &self.stages, MAX_KEY),
            ("/sectors", &self.sectors, MAX_KEY),
            ("/shocks", &self.shocks, MAX_KEY),
        ];
        for (pointer, values, longest) in lists {
            faults.most(pointer, values.len(), MAX_KEYS);
            for (place, value) in values.iter().enumerate().take(MAX_KEYS) {
                faults.line(&format!("{pointer}/{place}"), value, 1..=longest);
            }
        }
    }
}

/// Whether a text has the shape of a tag of a language: words of letters and digits, the first of two or three letters
/// (RFC 5646, 2.1).
fn is_language(tag: &str) -> bool {
    let mut words = tag.split('-');
    let first = words.next().unwrap_or_default();
    let named = (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
    let fits = |word: &str| (1..=8).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    named && tag.len() <= MAX_LANGUAGE && words.all(fits)
}

impl Validate for NewLibraryItem {
    fn validate(&self, faults: &mut Faults) {
        faults.line("/title", &self.title, 1..=MAX_TITLE);
        faults.line("/kind", &self.kind, 1..=MAX_KEY);
        faults.line("/publisher", self.publisher.as_deref().unwrap_or_default(), 0..=MAX_NAME);
        faults.text("/summary", &self.summary, 1..=MAX_SUMMARY);
        self.check_lists(faults);
        if !is_language(self.language.trim()) {
            faults.add("/language", "unknown_value", "Use a tag of a language such as en, es or pt-BR.");
        }
        if self.year.is_some_and(|year| !(1900..=2200).contains(&year)) {
            faults.add("/year", "out_of_range", "Use a year between 1900 and 2200.");
        }
        faults.line("/licence", self.licence.as_deref().unwrap_or_default(), 0..=MAX_LICENCE);
        let url = self.url.as_deref().unwrap_or_default();
        faults.line("/url", url, 0..=MAX_URL);
        if !url.trim().is_empty() {
            faults.web_address("/url", url);
        }
        faults.line("/note", self.note.as_deref().unwrap_or_default(), 0..=MAX_NOTE);
    }

    fn tidied(self) -> Self {
        let trimmed = |text: String| text.trim().to_owned();
        // In the order given, each once.
        let once = |values: Vec<String>| {
            let mut seen = std::collections::BTreeSet::new();
            let values = values.into_iter().map(trimmed).filter(|value| !value.is_empty());
            values.filter(|value| seen.insert(value.clone())).collect::<Vec<String>>()
        };
        Self {
            title: trimmed(self.title),
            kind: trimmed(self.kind),
            publisher: tidy(self.publisher),
            authors: once(self.authors),
            summary: trimmed(self.summary),
            themes: once(self.themes),
            stages: once(self.stages),
            sectors: once(self.sectors),
            shocks: once(self.shocks),
            language: trimmed(self.language),
            licence: tidy(self.licence),
            url: tidy(self.url),
            note: tidy(self.note),
            ..self
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::{NewLibraryItem, is_language};
    use crate::Valid;
    use crate::library::LicenceKind;

    /// An item that is not yet in the form in which it is kept.
    pub(in super::super) fn item() -> NewLibraryItem {
        NewLibraryItem {
            title: " A guide ".into(),
            kind: "guide".into(),
            publisher: Some(" ".into()),
            authors: vec!["Ana".into(), "Ana".into()],
            summary: "What to do.".into(),
            themes: vec!["climate_resilience".into()],
            stages: Vec::new(),
            sectors: Vec::new(),
            shocks: Vec::new(),
            language: "en".into(),
            year: Some(2020),
            licence: None,
            licence_kind: LicenceKind::Unknown,
            url: Some("https://example.org/guide".into()),
            note: None,
            is_copy: false,
            named_by_programme: false,
        }
    }

    #[test]
    fn an_item_is_kept_in_one_form() {
        let kept = Valid::check(item()).unwrap().into_inner();
        assert_eq!((kept.title.as_str(), kept.publisher.as_deref(), kept.authors.len()), ("A guide", None, 1));
    }

    #[test]
    fn every_fault_is_pointed_at() {
        let bad = NewLibraryItem {
            title: String::new(),
            kind: " ".into(),
            summary: String::new(),
            themes: vec!["x".repeat(101)],
            language: "english!".into(),
            year: Some(1),
            url: Some("nowhere".into()),
            note: Some("x".repeat(501)),
            ..item()
        };
        let faults = Valid::check(bad).unwrap_err();
        let found: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(found, ["/title", "/kind", "/summary", "/themes/0", "/language", "/year", "/url", "/note"]);
    }

    #[test]
    fn tags_of_languages_by_table() {
        for (tag, expected) in [
            ("en", true),
            ("pt-BR", true),
            ("fil", true),
            ("zh-Hant-TW", true),
            ("e", false),
            ("en_GB", false),
            ("", false),
        ] {
            assert_eq!(is_language(tag), expected, "{tag}");
        }
    }
}

//! What a note says: the same in a draft, in a version and on its page.

use super::{Cite, NoteKind, cites};
use crate::organisations::tidy;
use crate::validation::{Faults, Validate};
use crate::vocabularies::{Language, VocabularyName};
use serde::{Deserialize, Serialize};

/// Longest title, in characters.
pub const MAX_TITLE: usize = 160;
/// Longest summary, in characters.
pub const MAX_SUMMARY: usize = 2_000;
/// Longest line about whom it is for, in characters.
pub const MAX_AUDIENCE: usize = 200;
/// Longest guiding question, in characters.
pub const MAX_QUESTION: usize = 300;
/// Most sections.
pub const MAX_SECTIONS: usize = 30;
/// Longest heading of a section, in characters.
pub const MAX_HEADING: usize = 160;
/// Longest text of a section, in characters.
pub const MAX_TEXT: usize = 20_000;
/// Longest text of all sections together, in characters.
pub const MAX_TEXTS: usize = 120_000;
/// Most figures of a section.
pub const MAX_FIGURES: usize = 10;
/// Longest caption, or text in the place of a figure, in characters.
pub const MAX_CAPTION: usize = 500;
/// Most sources.
pub const MAX_SOURCES: usize = 50;
/// Longest sentence quoted from a source, in characters.
pub const MAX_QUOTE: usize = 500;
/// Most things that a note cites.
pub const MAX_CITED: usize = 200;
/// Most keys of one vocabulary, and most cities.
const MAX_KEYS: usize = 20;
/// Longest key or slug, in characters.
const MAX_KEY: usize = 120;
/// Longest name of who published or made something, in characters.
const MAX_NAME: usize = 200;
/// Longest title of a source, in characters.
const MAX_SOURCE_TITLE: usize = 300;
/// Longest web address, in characters.
const MAX_URL: usize = 500;

/// A picture in a note: the file of an item of the library, which is a PNG or a JPEG. No picture is loaded from
/// anywhere else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoteFigure {
    /// Slug of the item.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 120, example = "heat-map-of-ahmedabad"))]
    pub item: String,
    /// What is to be seen, for who does not see it.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 500, example = "A map on which the east of the city is darkest.")
    )]
    pub alt: String,
    /// What it shows.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "Surface temperature in May."))]
    pub caption: String,
    /// Who made it; `null` where the item says it.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "Amdavad Municipal Corporation"))]
    pub credit: Option<String>,
}

/// A section of a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoteSection {
    /// Its heading.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 160, example = "Roofs first"))]
    pub heading: String,
    /// What it says, in Markdown. `[@lesson:slug]` cites a lesson, `[@item:slug]` an item of the library.
    #[serde(default)]
    #[cfg_attr(
        feature = "openapi",
        schema(
            max_length = 20_000,
            example = "Reflective roofs are a quick measure for poor homes [@lesson:ahmedabad-cool-roofs]."
        )
    )]
    pub text: String,
    /// Its pictures, which stand below the text.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub figures: Vec<NoteFigure>,
}

impl NoteSection {
    /// A section without pictures.
    #[must_use]
    pub const fn new(heading: String, text: String) -> Self {
        Self { heading, text, figures: Vec::new() }
    }
}

/// Where something can be checked that is not in the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoteSource {
    /// Its title.
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 1, max_length = 300, example = "Ahmedabad heat action plan 2019")
    )]
    pub title: String,
    /// Who published it; `null` when not known.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "Amdavad Municipal Corporation"))]
    pub publisher: Option<String>,
    /// Its web address; `null` where it has none.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "https://example.org/plan"))]
    pub url: Option<String>,
    /// Year of publication; `null` when not known.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 1900, maximum = 2200, example = 2019))]
    pub year: Option<i32>,
    /// The sentence that bears it out, as the source has it; `null` where none is quoted.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub quote: Option<String>,
}

/// What a note says. A draft may leave anything out but the title; what it needs to be published, [`missing`] tells.
///
/// [`missing`]: NoteContent::missing
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoteContent {
    /// What it is for.
    pub kind: NoteKind,
    /// Its title.
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 1, max_length = 160, example = "Keeping people cool when they should not gather")
    )]
    pub title: String,
    /// The whole of it in a few sentences, in Markdown; it may cite as the sections do.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000, example = "One operation for heat and infection."))]
    pub summary: String,
    /// Whom it is for, in a line.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "resilience, health and housing teams"))]
    pub audience: String,
    /// The question that it answers, in a line.
    #[serde(default)]
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 300, example = "How does a heat plan change when people should stay at home?")
    )]
    pub question: String,
    /// What it says, section by section.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 30))]
    pub sections: Vec<NoteSection>,
    /// Topics, keys of the vocabulary `lesson_topics`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["environment"])))]
    pub topics: Vec<String>,
    /// Priority themes, keys of the vocabulary `c2r_priority_themes`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["climate_resilience"])))]
    pub themes: Vec<String>,
    /// Stages, keys of the vocabulary `recovery_stages`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["recovery"])))]
    pub stages: Vec<String>,
    /// Cities that it speaks of, slugs.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["ahmedabad"])))]
    pub cities: Vec<String>,
    /// Where it can be checked, besides what it cites.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub sources: Vec<NoteSource>,
    /// Language of the texts.
    pub language: Language,
}

impl NoteContent {
    /// A note of which nothing is said but its title.
    #[must_use]
    pub const fn titled(kind: NoteKind, title: String, language: Language) -> Self {
        Self {
            kind,
            title,
            summary: String::new(),
            audience: String::new(),
            question: String::new(),
            sections: Vec::new(),
            topics: Vec::new(),
            themes: Vec::new(),
            stages: Vec::new(),
            cities: Vec::new(),
            sources: Vec::new(),
            language,
        }
    }

    /// What it still needs before it can go to review, as JSON Pointers with what to do: the same list for who writes
    /// it, for the reviewer and for the refusal.
    #[must_use]
    pub fn missing(&self) -> Vec<(String, &'static str)> {
        let said = |text: &str| !text.trim().is_empty();
        let borne_out = !self.sources.is_empty() || !self.cites().is_empty();
        let needs = [
            ("/summary", said(&self.summary), "Say the whole of it in a few sentences."),
            ("/audience", said(&self.audience), "Say whom it is for."),
            ("/question", said(&self.question), "Say which question it answers."),
            ("/sections", !self.sections.is_empty(), "Write at least one section."),
            ("/themes", !self.themes.is_empty(), "Choose at least one priority theme."),
            ("/sources", borne_out, "Cite a lesson or an item of the library, or name a source."),
        ];
        let needs = needs.into_iter().filter(|(_, there, _)| !there);
        let mut missing: Vec<(String, &'static str)> =
            needs.map(|(pointer, _, message)| (pointer.to_owned(), message)).collect();
        for (place, section) in self.sections.iter().enumerate() {
            if !said(&section.heading) {
                missing.push((format!("/sections/{place}/heading"), "Give the section a heading."));
            }
            if !said(&section.text) && section.figures.is_empty() {
                missing.push((format!("/sections/{place}/text"), "Write the section, or take it out."));
            }
            for (figure, _) in section.figures.iter().enumerate().filter(|(_, figure)| !said(&figure.alt)) {
                let pointer = format!("/sections/{place}/figures/{figure}/alt");
                missing.push((pointer, "Say what is to be seen, for who does not see it."));
            }
        }
        missing
    }

    /// The lists of keys with the vocabularies that they are of.
    #[must_use]
    pub fn key_lists(&self) -> [(&'static str, VocabularyName, &[String]); 3] {
        [
            ("/topics", VocabularyName::LessonTopics, &self.topics),
            ("/themes", VocabularyName::PriorityThemes, &self.themes),
            ("/stages", VocabularyName::RecoveryStages, &self.stages),
        ]
    }

    /// The texts that may cite, in the order in which they are read, with their JSON Pointers.
    pub fn texts(&self) -> impl Iterator<Item = (String, &str)> {
        let sections = self.sections.iter().enumerate();
        let sections = sections.map(|(place, section)| (format!("/sections/{place}/text"), section.text.as_str()));
        std::iter::once(("/summary".to_owned(), self.summary.as_str())).chain(sections)
    }

    /// What it cites, each once, in the order of its numbers: the first has number 1. With the JSON Pointer of the text
    /// that cites it first. Marks that name nothing are left out.
    #[must_use]
    pub fn cites(&self) -> Vec<(Cite, String)> {
        let mut seen = std::collections::BTreeSet::new();
        let mut found = Vec::new();
        for (pointer, text) in self.texts() {
            for cite in cites(text).flatten() {
                if seen.insert(cite.clone()) {
                    found.push((cite, pointer.clone()));
                }
            }
        }
        found
    }

    fn check_texts(&self, faults: &mut Faults) {
        faults.text("/summary", &self.summary, 0..=MAX_SUMMARY);
        faults.most("/sections", self.sections.len(), MAX_SECTIONS);
        let total: usize = self.sections.iter().map(|section| section.text.chars().count()).sum();
        if total > MAX_TEXTS {
            faults.add("/sections", "too_long", format!("Use at most {MAX_TEXTS} characters in all sections."));
        }
        for (place, section) in self.sections.iter().enumerate().take(MAX_SECTIONS) {
            faults.line(&format!("/sections/{place}/heading"), &section.heading, 0..=MAX_HEADING);
            faults.text(&format!("/sections/{place}/text"), &section.text, 0..=MAX_TEXT);
            check_figures(faults, place, &section.figures);
        }
        for (pointer, text) in self.texts().take(MAX_SECTIONS + 1) {
            if let Some(bad) = cites(text).find_map(Result::err) {
                let shown: String = bad.chars().take(60).collect();
                let message = format!("'[{shown}]' cites nothing. Write [@lesson:slug] or [@item:slug].");
                faults.add(&pointer, "unknown_mark", message);
            }
        }
        if self.cites().len() > MAX_CITED {
            faults.add("/sections", "too_many", format!("Cite at most {MAX_CITED} lessons and items."));
        }
    }

    fn check_sources(&self, faults: &mut Faults) {
        faults.most("/sources", self.sources.len(), MAX_SOURCES);
        for (place, source) in self.sources.iter().enumerate().take(MAX_SOURCES) {
            let at = |field: &str| format!("/sources/{place}/{field}");
            faults.line(&at("title"), &source.title, 1..=MAX_SOURCE_TITLE);
            faults.line(&at("publisher"), source.publisher.as_deref().unwrap_or_default(), 0..=MAX_NAME);
            let url = source.url.as_deref().unwrap_or_default();
            faults.line(&at("url"), url, 0..=MAX_URL);
            if !url.trim().is_empty() {
                faults.web_address(&at("url"), url);
            }
            if source.year.is_some_and(|year| !(1900..=2200).contains(&year)) {
                faults.add(&at("year"), "out_of_range", "Use a year between 1900 and 2200.");
            }
            faults.text(&at("quote"), source.quote.as_deref().unwrap_or_default(), 0..=MAX_QUOTE);
        }
    }
}

fn check_figures(faults: &mut Faults, section: usize, figures: &[NoteFigure]) {
    faults.most(&format!("/sections/{section}/figures"), figures.len(), MAX_FIGURES);
    for (place, figure) in figures.iter().enumerate().take(MAX_FIGURES) {
        let at = |field: &str| format!("/sections/{section}/figures/{place}/{field}");
        faults.line(&at("item"), &figure.item, 1..=MAX_KEY);
        faults.text(&at("alt"), &figure.alt, 0..=MAX_CAPTION);
        faults.text(&at("caption"), &figure.caption, 0..=MAX_CAPTION);
        faults.line(&at("credit"), figure.credit.as_deref().unwrap_or_default(), 0..=MAX_NAME);
    }
}

impl Validate for NoteContent {
    fn validate(&self, faults: &mut Faults) {
        faults.line("/title", &self.title, 1..=MAX_TITLE);
        faults.line("/audience", &self.audience, 0..=MAX_AUDIENCE);
        faults.line("/question", &self.question, 0..=MAX_QUESTION);
        self.check_texts(faults);
        let lists = [
            ("/topics", &self.topics),
            ("/themes", &self.themes),
            ("/stages", &self.stages),
            ("/cities", &self.cities),
        ];
        for (pointer, values) in lists {
            faults.most(pointer, values.len(), MAX_KEYS);
            for (place, value) in values.iter().enumerate().take(MAX_KEYS) {
                faults.line(&format!("{pointer}/{place}"), value, 1..=MAX_KEY);
            }
        }
        self.check_sources(faults);
    }

    fn tidied(self) -> Self {
        let trimmed = |text: String| text.trim().to_owned();
        let once = |values: Vec<String>| {
            let mut seen = std::collections::BTreeSet::new();
            let values = values.into_iter().map(trimmed).filter(|value| !value.is_empty());
            values.filter(|value| seen.insert(value.clone())).collect::<Vec<String>>()
        };
        Self {
            kind: self.kind,
            title: trimmed(self.title),
            summary: trimmed(self.summary),
            audience: trimmed(self.audience),
            question: trimmed(self.question),
            sections: self.sections.into_iter().map(tidied_section).collect(),
            topics: once(self.topics),
            themes: once(self.themes),
            stages: once(self.stages),
            cities: once(self.cities),
            sources: self.sources.into_iter().map(tidied_source).collect(),
            language: self.language,
        }
    }
}

fn tidied_section(section: NoteSection) -> NoteSection {
    let figure = |figure: NoteFigure| NoteFigure {
        item: figure.item.trim().to_owned(),
        alt: figure.alt.trim().to_owned(),
        caption: figure.caption.trim().to_owned(),
        credit: tidy(figure.credit),
    };
    NoteSection {
        heading: section.heading.trim().to_owned(),
        text: section.text.trim().to_owned(),
        figures: section.figures.into_iter().map(figure).collect(),
    }
}

fn tidied_source(source: NoteSource) -> NoteSource {
    NoteSource {
        title: source.title.trim().to_owned(),
        publisher: tidy(source.publisher),
        url: tidy(source.url),
        year: source.year,
        quote: tidy(source.quote),
    }
}

#[cfg(test)]
mod tests {
    use super::{NoteContent, NoteFigure, NoteKind, NoteSection, NoteSource};
    use crate::Valid;
    use crate::vocabularies::Language;

    fn titled() -> NoteContent {
        NoteContent::titled(NoteKind::Practice, "Cool roofs".into(), Language::English)
    }

    fn faults(content: NoteContent) -> Vec<String> {
        let faults = Valid::check(content).err().unwrap_or_default();
        faults.into_iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
    }

    #[test]
    fn a_title_is_enough_to_begin_with() {
        assert!(faults(titled()).is_empty());
        assert_eq!(faults(NoteContent { title: " ".into(), ..titled() }), ["/title required"]);
    }

    #[test]
    fn faults_by_table() {
        let section = |text: &str| vec![NoteSection::new("Roofs".into(), text.into())];
        let source = |url: &str| NoteSource {
            title: "Plan".into(),
            publisher: None,
            url: Some(url.into()),
            year: Some(1800),
            quote: None,
        };
        for (content, expected) in [
            (NoteContent { summary: "See [@person:a].".into(), ..titled() }, &["/summary unknown_mark"][..]),
            (NoteContent { sections: section("[@lesson:a] [@item:]"), ..titled() }, &["/sections/0/text unknown_mark"]),
            (
                NoteContent { sources: vec![source("javascript:alert(1)")], ..titled() },
                &["/sources/0/url not_a_web_address", "/sources/0/year out_of_range"],
            ),
            (NoteContent { themes: vec!["x".into(); 21], ..titled() }, &["/themes too_many"]),
            (NoteContent { sections: vec![section("a")[0].clone(); 31], ..titled() }, &["/sections too_many"]),
            (
                NoteContent { sections: vec![section(&"a".repeat(20_000))[0].clone(); 7], ..titled() },
                &["/sections too_long"],
            ),
        ] {
            assert_eq!(faults(content), expected);
        }
    }

    #[test]
    fn what_is_missing_is_told_by_pointers() {
        let pointers =
            |content: &NoteContent| content.missing().into_iter().map(|(pointer, _)| pointer).collect::<Vec<String>>();
        let all = ["/summary", "/audience", "/question", "/sections", "/themes", "/sources"];
        assert_eq!(pointers(&titled()), all);
        let figure = NoteFigure { item: "map".into(), alt: String::new(), caption: String::new(), credit: None };
        let content = NoteContent {
            summary: "As [@lesson:a] says.".into(),
            audience: "Teams".into(),
            question: "How?".into(),
            sections: vec![
                NoteSection::new(String::new(), String::new()),
                NoteSection { heading: "Map".into(), text: String::new(), figures: vec![figure] },
            ],
            themes: vec!["climate_resilience".into()],
            ..titled()
        };
        assert_eq!(pointers(&content), ["/sections/0/heading", "/sections/0/text", "/sections/1/figures/0/alt"]);
    }

    #[test]
    fn what_is_cited_is_numbered_in_the_order_of_reading() {
        let content = NoteContent {
            summary: "First [@item:b].".into(),
            sections: vec![
                NoteSection::new("One".into(), "[@lesson:a] and [@item:b]".into()),
                NoteSection::new("Two".into(), "[@lesson:c]".into()),
            ],
            ..titled()
        };
        let cites: Vec<_> = content.cites().into_iter().map(|(cite, pointer)| (cite.mark(), pointer)).collect();
        let expected =
            [("[@item:b]", "/summary"), ("[@lesson:a]", "/sections/0/text"), ("[@lesson:c]", "/sections/1/text")];
        assert_eq!(cites, expected.map(|(mark, pointer)| (mark.to_owned(), pointer.to_owned())));
    }

    #[test]
    fn tidying_trims_and_keeps_each_once() {
        let content = NoteContent {
            themes: vec![" a ".into(), "a".into(), " ".into()],
            sections: vec![NoteSection::new(" Roofs ".into(), "\n text \n".into())],
            ..titled()
        };
        let content = super::Validate::tidied(content);
        assert_eq!(content.themes, ["a"]);
        assert_eq!((content.sections[0].heading.as_str(), content.sections[0].text.as_str()), ("Roofs", "text"));
    }
}

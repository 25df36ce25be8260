//! What a lesson says: the same in a draft, in a revision and on its page.

use super::{CostBand, LessonBasis, TimeToEffect};
use crate::organisations::tidy;
use crate::validation::{Faults, Validate};
use crate::vocabularies::Language;
use serde::{Deserialize, Serialize};

/// Longest title, in characters.
pub const MAX_TITLE: usize = 160;
/// Longest summary, in characters.
pub const MAX_SUMMARY: usize = 3_000;
/// Most things to consider.
pub const MAX_CONSIDER: usize = 12;
/// Longest thing to consider, in characters.
pub const MAX_POINT: usize = 500;
/// Most keys of one vocabulary, most cities, most countries, most tags.
pub const MAX_KEYS: usize = 20;
/// Longest key, in characters.
const MAX_KEY: usize = 100;
/// Longest tag, in characters.
const MAX_TAG: usize = 60;
/// Longest name of a place or an organisation, in characters.
const MAX_NAME: usize = 200;
/// Most sources.
pub const MAX_SOURCES: usize = 20;
/// Longest title of a source, in characters.
const MAX_SOURCE_TITLE: usize = 300;
/// Longest web address, in characters.
const MAX_URL: usize = 500;

/// Where a lesson can be checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LessonSource {
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
    /// Whether the address is a mirror, a document-sharing site or a re-publication.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(example = false))]
    pub is_copy: bool,
}

/// What a lesson says. A draft may leave anything out but the title; what it needs to be published, [`missing`] tells.
///
/// [`missing`]: LessonContent::missing
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LessonContent {
    /// What to consider, as an imperative; shown under the heading *Consider*.
    #[cfg_attr(
        feature = "openapi",
        schema(
            min_length = 1,
            max_length = 160,
            example = "Paint the roofs of low-income homes white before the hot season"
        )
    )]
    pub title: String,
    /// What was done and what came of it, in Markdown.
    #[serde(default)]
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 3000, example = "Volunteers coated 3 000 roofs with lime wash.")
    )]
    pub summary: String,
    /// What another city should consider: one step each.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 12, example = json!(["Measure indoor temperatures before and after."])))]
    pub consider: Vec<String>,
    /// Topic, key of the vocabulary `lesson_topics`; `null` until it is said.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "environment"))]
    pub topic: Option<String>,
    /// Keywords, keys of the vocabulary `lesson_keywords`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!([])))]
    pub keywords: Vec<String>,
    /// Stage, key of the vocabulary `recovery_stages`; `null` until it is said.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "recovery"))]
    pub stage: Option<String>,
    /// Priority themes, keys of the vocabulary `c2r_priority_themes`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["climate_resilience"])))]
    pub themes: Vec<String>,
    /// Shocks, keys of the vocabulary `shocks`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["extreme_heat"])))]
    pub shocks: Vec<String>,
    /// Stresses, keys of the vocabulary `stresses`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!([])))]
    pub stresses: Vec<String>,
    /// Sectors, keys of the vocabulary `city_systems`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["housing"])))]
    pub sectors: Vec<String>,
    /// Groups served, keys of the vocabulary `vulnerable_groups`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["low_income_households"])))]
    pub groups: Vec<String>,
    /// Cities that it comes from, slugs.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["ahmedabad"])))]
    pub cities: Vec<String>,
    /// Countries that it comes from besides those of its cities, ISO 3166-1 alpha-2.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!([])))]
    pub countries: Vec<String>,
    /// The place as its source names it; `null` where the cities say it.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "Ahmedabad"))]
    pub place: Option<String>,
    /// Who did it; `null` when not said.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "Amdavad Municipal Corporation"))]
    pub organisation: Option<String>,
    /// Year of the practice; `null` when not known.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 1900, maximum = 2200, example = 2018))]
    pub year: Option<i32>,
    /// What it cost.
    #[serde(default = "unknown_cost")]
    pub cost_band: CostBand,
    /// How long it took until people felt it.
    #[serde(default = "unknown_time")]
    pub time_to_effect: TimeToEffect,
    /// What it rests on; `null` until it is said.
    #[serde(default)]
    pub basis: Option<LessonBasis>,
    /// Words to find it by besides the keywords.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["cool roofs"])))]
    pub tags: Vec<String>,
    /// Where it can be checked.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub sources: Vec<LessonSource>,
    /// Language of the texts.
    pub language: Language,
}

const fn unknown_cost() -> CostBand {
    CostBand::Unknown
}

const fn unknown_time() -> TimeToEffect {
    TimeToEffect::Unknown
}

impl LessonContent {
    /// A lesson of which nothing is said but its title.
    #[must_use]
    pub fn titled(title: String, language: Language) -> Self {
        Self {
            title,
            summary: String::new(),
            consider: Vec::new(),
            topic: None,
            keywords: Vec::new(),
            stage: None,
            themes: Vec::new(),
            shocks: Vec::new(),
            stresses: Vec::new(),
            sectors: Vec::new(),
            groups: Vec::new(),
            cities: Vec::new(),
            countries: Vec::new(),
            place: None,
            organisation: None,
            year: None,
            cost_band: CostBand::Unknown,
            time_to_effect: TimeToEffect::Unknown,
            basis: None,
            tags: Vec::new(),
            sources: Vec::new(),
            language,
        }
    }

    /// What it still needs before it can go to review, as JSON Pointers with what to do: the same list for who writes
    /// it, for the reviewer and for the refusal.
    #[must_use]
    pub fn missing(&self) -> Vec<(&'static str, &'static str)> {
        let said = |text: &str| !text.trim().is_empty();
        // What several places did together has none, and is known by who did it.
        let named = [&self.place, &self.organisation].into_iter().flatten().any(|text| said(text));
        let is_placed = !self.cities.is_empty() || !self.countries.is_empty() || named;
        let needs = [
            ("/summary", said(&self.summary), "Say what was done and what came of it."),
            ("/consider", self.consider.iter().any(|point| said(point)), "Say what another city should consider."),
            ("/topic", self.topic.is_some(), "Choose a topic."),
            ("/stage", self.stage.is_some(), "Choose a stage."),
            ("/themes", !self.themes.is_empty(), "Choose at least one priority theme."),
            ("/basis", self.basis.is_some(), "Say what it rests on."),
            ("/cities", is_placed, "Say where or who: a city, a country, a place or an organisation."),
            ("/sources", !self.sources.is_empty(), "Name a source where it can be checked."),
        ];
        needs.into_iter().filter(|(_, there, _)| !there).map(|(pointer, _, message)| (pointer, message)).collect()
    }

    /// The lists of keys with the vocabularies that they are of.
    #[must_use]
    pub fn key_lists(&self) -> [(&'static str, crate::vocabularies::VocabularyName, &[String]); 8] {
        use crate::vocabularies::VocabularyName as Name;
        [
            ("/topic", Name::LessonTopics, self.topic.as_slice()),
            ("/stage", Name::RecoveryStages, self.stage.as_slice()),
            ("/keywords", Name::LessonKeywords, &self.keywords),
            ("/themes", Name::PriorityThemes, &self.themes),
            ("/shocks", Name::Shocks, &self.shocks),
            ("/stresses", Name::Stresses, &self.stresses),
            ("/sectors", Name::CitySystems, &self.sectors),
            ("/groups", Name::VulnerableGroups, &self.groups),
        ]
    }

    fn check_lists(&self, faults: &mut Faults) {
        let lists = [
            ("/keywords", &self.keywords, MAX_KEY),
            ("/themes", &self.themes, MAX_KEY),
            ("/shocks", &self.shocks, MAX_KEY),
            ("/stresses", &self.stresses, MAX_KEY),
            ("/sectors", &self.sectors, MAX_KEY),
            ("/groups", &self.groups, MAX_KEY),
            ("/cities", &self.cities, MAX_KEY),
            ("/countries", &self.countries, 2),
            ("/tags", &self.tags, MAX_TAG),
        ];
        for (pointer, values, longest) in lists {
            faults.most(pointer, values.len(), MAX_KEYS);
            for (place, value) in values.iter().enumerate().take(MAX_KEYS) {
                faults.line(&format!("{pointer}/{place}"), value, 1..=longest);
            }
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
            check_year(faults, &at("year"), source.year);
        }
    }
}

fn check_year(faults: &mut Faults, pointer: &str, year: Option<i32>) {
    if year.is_some_and(|year| !(1900..=2200).contains(&year)) {
        faults.add(pointer, "out_of_range", "Use a year between 1900 and 2200.");
    }
}

impl Validate for LessonContent {
    fn validate(&self, faults: &mut Faults) {
        faults.line("/title", &self.title, 1..=MAX_TITLE);
        faults.text("/summary", &self.summary, 0..=MAX_SUMMARY);
        faults.most("/consider", self.consider.len(), MAX_CONSIDER);
        for (place, point) in self.consider.iter().enumerate().take(MAX_CONSIDER) {
            faults.line(&format!("/consider/{place}"), point, 0..=MAX_POINT);
        }
        faults.line("/topic", self.topic.as_deref().unwrap_or_default(), 0..=MAX_KEY);
        faults.line("/stage", self.stage.as_deref().unwrap_or_default(), 0..=MAX_KEY);
        self.check_lists(faults);
        faults.line("/place", self.place.as_deref().unwrap_or_default(), 0..=MAX_NAME);
        faults.line("/organisation", self.organisation.as_deref().unwrap_or_default(), 0..=MAX_NAME);
        check_year(faults, "/year", self.year);
        self.check_sources(faults);
    }

    fn tidied(self) -> Self {
        let trimmed = |text: String| text.trim().to_owned();
        // In the order given, each once.
        let once = |values: Vec<String>| {
            let mut seen = std::collections::BTreeSet::new();
            let values = values.into_iter().map(trimmed).filter(|value| !value.is_empty());
            values.filter(|value| seen.insert(value.clone())).collect::<Vec<String>>()
        };
        let source = |source: LessonSource| LessonSource {
            title: trimmed(source.title),
            publisher: tidy(source.publisher),
            url: tidy(source.url),
            ..source
        };
        let country = |code: String| code.trim().to_uppercase();
        Self {
            title: trimmed(self.title),
            summary: trimmed(self.summary),
            consider: once(self.consider),
            topic: tidy(self.topic),
            keywords: once(self.keywords),
            stage: tidy(self.stage),
            themes: once(self.themes),
            shocks: once(self.shocks),
            stresses: once(self.stresses),
            sectors: once(self.sectors),
            groups: once(self.groups),
            cities: once(self.cities),
            countries: once(self.countries.into_iter().map(country).collect()),
            place: tidy(self.place),
            organisation: tidy(self.organisation),
            tags: once(self.tags),
            sources: self.sources.into_iter().map(source).collect(),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LessonContent, LessonSource};
    use crate::Valid;
    use crate::lessons::LessonBasis;
    use crate::vocabularies::Language;

    fn whole() -> LessonContent {
        let source = LessonSource {
            title: "A report".into(),
            publisher: None,
            url: Some("https://example.org/report".into()),
            year: Some(2020),
            is_copy: false,
        };
        LessonContent {
            summary: "It was done.".into(),
            consider: vec!["Do it too.".into()],
            topic: Some("health".into()),
            stage: Some("recovery".into()),
            themes: vec!["climate_resilience".into()],
            basis: Some(LessonBasis::Reported),
            cities: vec!["accra".into()],
            sources: vec![source],
            ..LessonContent::titled("Do it".into(), Language::English)
        }
    }

    #[test]
    fn what_is_missing_is_told() {
        assert_eq!(whole().missing(), []);
        let empty = LessonContent::titled("Do it".into(), Language::English);
        let pointers: Vec<&str> = empty.missing().into_iter().map(|(pointer, _)| pointer).collect();
        let all = ["/summary", "/consider", "/topic", "/stage", "/themes", "/basis", "/cities", "/sources"];
        assert_eq!(pointers, all);
        assert!(Valid::check(empty).is_ok(), "a draft may leave everything out but its title");
        let somewhere = LessonContent { cities: Vec::new(), place: Some("The delta".into()), ..whole() };
        assert_eq!(somewhere.missing(), []);
        let blank = LessonContent { consider: vec![" ".into()], ..whole() };
        assert_eq!(blank.missing().len(), 1);
    }

    #[test]
    fn every_fault_is_pointed_at() {
        let mut bad = whole();
        bad.title = "x".repeat(161);
        bad.consider = vec!["a\nb".into()];
        bad.countries = vec!["GHA".into()];
        bad.year = Some(20);
        bad.sources[0].url = Some("report.pdf".into());
        bad.sources[0].title = " ".into();
        let faults = Valid::check(bad).unwrap_err();
        let found: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(found, ["/title", "/consider/0", "/countries/0", "/year", "/sources/0/title", "/sources/0/url"]);
    }

    #[test]
    fn it_is_tidied() {
        let mut content = whole();
        content.countries = vec!["gh".into(), "GH ".into()];
        content.consider = vec![" One. ".into(), String::new(), "One.".into(), "Two.".into()];
        content.place = Some("  ".into());
        let content = Valid::check(content).unwrap().into_inner();
        assert_eq!(content.countries, ["GH"]);
        assert_eq!(content.consider, ["One.", "Two."]);
        assert_eq!(content.place, None);
    }

    #[test]
    fn a_draft_needs_only_title_and_language() {
        let content: LessonContent = serde_json::from_str(r#"{"title":"Do it","language":"en"}"#).unwrap();
        assert_eq!(content, LessonContent::titled("Do it".into(), Language::English));
        assert!(serde_json::from_str::<LessonContent>(r#"{"title":"a","language":"en","grade":"evaluated"}"#).is_err());
    }
}

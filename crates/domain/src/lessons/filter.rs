//! Which lessons, in which order: the same grammar in the API, the address bar, feeds and saved searches.

use super::{CostBand, LessonBasis, LessonFacet, LessonGrade, LessonSort, LessonStatus, TimeToEffect};
use crate::lists::{ExportQuery, ListFilter, ListQuery, chosen, cities, countries, since, terms, texts, words, years};
use crate::since::Since;
use crate::slugs::SlugRef;
use crate::vocabularies::{Language, VocabularyName};
use contract::query::Reader;
use ids::LessonId;

/// Which lessons. Empty means all that hold: those that were superseded are there for who asks for them by `status`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LessonFilter {
    /// Any of these topics.
    pub topics: Vec<String>,
    /// Any of these keywords.
    pub keywords: Vec<String>,
    /// Any of these stages.
    pub stages: Vec<String>,
    /// Any of these priority themes.
    pub themes: Vec<String>,
    /// Any of these shocks.
    pub shocks: Vec<String>,
    /// Any of these stresses.
    pub stresses: Vec<String>,
    /// Any of these sectors.
    pub sectors: Vec<String>,
    /// Any of these groups served.
    pub groups: Vec<String>,
    /// Any of these cities, by slug.
    pub cities: Vec<String>,
    /// Any of these countries, ISO 3166-1 alpha-2.
    pub countries: Vec<String>,
    /// Any of these grades.
    pub grades: Vec<LessonGrade>,
    /// Resting on any of these.
    pub bases: Vec<LessonBasis>,
    /// Any of these bands of cost.
    pub cost_bands: Vec<CostBand>,
    /// Any of these times to effect.
    pub times_to_effect: Vec<TimeToEffect>,
    /// Any of these years of the practice.
    pub years: Vec<i32>,
    /// Any of these languages.
    pub languages: Vec<Language>,
    /// Those that cities contradict each other about, or only others.
    pub contested: Option<bool>,
    /// Where they stand; only those that hold when empty.
    pub statuses: Vec<LessonStatus>,
    /// Only what was published from this moment on.
    pub published_since: Option<Since>,
    /// Words in it; typos forgiven.
    pub q: Option<String>,
}

impl ListFilter for LessonFilter {
    type Facet = LessonFacet;
    type Sort = LessonSort;

    const RELEVANCE: LessonSort = LessonSort::Relevance;
    const USUAL: LessonSort = LessonSort::PublishedAtDescending;
    const THING: &'static str = "lesson";

    fn read(reader: &mut Reader) -> Self {
        Self {
            topics: terms(reader, "topic", VocabularyName::LessonTopics),
            keywords: terms(reader, "keyword", VocabularyName::LessonKeywords),
            stages: terms(reader, "stage", VocabularyName::RecoveryStages),
            themes: terms(reader, "theme", VocabularyName::PriorityThemes),
            shocks: terms(reader, "shock", VocabularyName::Shocks),
            stresses: terms(reader, "stress", VocabularyName::Stresses),
            sectors: terms(reader, "sector", VocabularyName::CitySystems),
            groups: terms(reader, "group", VocabularyName::VulnerableGroups),
            cities: cities(reader),
            countries: countries(reader),
            grades: reader.list("grade", LessonGrade::expected()),
            bases: reader.list("basis", LessonBasis::expected()),
            cost_bands: reader.list("cost_band", CostBand::expected()),
            times_to_effect: reader.list("time_to_effect", TimeToEffect::expected()),
            years: years(reader),
            languages: reader.list("language", Language::expected()),
            contested: reader.one("contested", "Use true or false."),
            statuses: reader.list("status", LessonStatus::expected()),
            published_since: since(reader),
            q: words(reader),
        }
    }

    fn choices(&self) -> Vec<(LessonFacet, Vec<String>)> {
        chosen([
            (LessonFacet::Topic, self.topics.clone()),
            (LessonFacet::Keyword, self.keywords.clone()),
            (LessonFacet::Stage, self.stages.clone()),
            (LessonFacet::Theme, self.themes.clone()),
            (LessonFacet::Shock, self.shocks.clone()),
            (LessonFacet::Stress, self.stresses.clone()),
            (LessonFacet::Sector, self.sectors.clone()),
            (LessonFacet::Group, self.groups.clone()),
            (LessonFacet::City, self.cities.clone()),
            (LessonFacet::Country, self.countries.clone()),
            (LessonFacet::Grade, texts(&self.grades)),
            (LessonFacet::Basis, texts(&self.bases)),
            (LessonFacet::CostBand, texts(&self.cost_bands)),
            (LessonFacet::TimeToEffect, texts(&self.times_to_effect)),
            (LessonFacet::Year, texts(&self.years)),
            (LessonFacet::Language, texts(&self.languages)),
            (LessonFacet::Contested, self.contested.map(|value| value.to_string()).into_iter().collect()),
            (LessonFacet::Status, texts(&self.statuses)),
        ])
    }

    fn since(&self) -> Option<Since> {
        self.published_since
    }

    fn words(&self) -> Option<&str> {
        self.q.as_deref()
    }
}

/// A page of lessons; when no order is asked for, the last published first.
pub type LessonQuery = ListQuery<LessonFilter>;

/// Lessons that are taken away as a file, the last published first.
pub type LessonExportQuery = ExportQuery<LessonFilter>;

/// How an address names a lesson: by id or by slug.
pub type LessonRef = SlugRef<LessonId>;

#[cfg(test)]
mod tests {
    use super::{LessonFacet, LessonFilter, LessonQuery, LessonRef, LessonSort, ListFilter as _};

    #[test]
    fn a_query_goes_there_and_back() {
        let raw = "topic=health%2Ceconomic&shock=extreme_heat&city=greater-manchester&country=GB&grade=evaluated&year=2020&published_since=2026-11-01T00:00:00Z&contested=false&q=cool+roofs&sort=-published_at&facets=topic%2Cgrade&limit=5&cursor=x";
        let query = LessonQuery::parse(raw).unwrap();
        assert_eq!(query.filter.topics, ["health", "economic"]);
        assert_eq!(query.filter.choices()[1], (LessonFacet::Shock, vec!["extreme_heat".to_owned()]));
        assert_eq!(LessonQuery::parse(&query.to_query()[1..]).unwrap(), query);
    }

    #[test]
    fn an_empty_query_is_everything_the_newest_first() {
        let query = LessonQuery::parse("").unwrap();
        assert!(query.filter.is_empty());
        assert_eq!(query.order(), LessonSort::PublishedAtDescending);
        assert_eq!(LessonQuery::parse("q=heat").unwrap().order(), LessonSort::Relevance);
        assert_eq!(LessonQuery::parse("q=heat&sort=title").unwrap().order(), LessonSort::Title);
        assert_eq!(LessonFilter::default().to_query(), "");
    }

    #[test]
    fn unknown_things_are_named() {
        let faults = LessonQuery::parse("grade=best&colour=red&sort=relevance&topic=a%20b").unwrap_err();
        let pointers: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(pointers, ["topic", "grade", "sort", "colour"]);
    }

    #[test]
    fn ids_and_slugs_are_told_apart() {
        assert_eq!("Ahmedabad-cool-roofs".parse(), Ok(LessonRef::Slug("ahmedabad-cool-roofs".to_owned())));
        assert!(matches!("0190163d-8694-739b-aea5-966c26f8ad91".parse(), Ok(LessonRef::Id(_))));
        for bad in ["", "a/b", "é", "a b"] {
            assert!(bad.parse::<LessonRef>().is_err(), "{bad}");
        }
    }
}

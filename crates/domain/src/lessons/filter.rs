//! Which lessons, in which order: the same grammar in the API, the address bar, feeds and saved searches.

use super::{CostBand, LessonBasis, LessonFacet, LessonGrade, LessonSort, LessonStatus, TimeToEffect};
use crate::feeds::FeedFilter;
use crate::since::{SINCE_EXPECTED, Since};
use crate::slugs::{FilterKey, SlugRef};
use crate::vocabularies::Language;
use contract::Fault;
use contract::query::{Reader, Writer};
use ids::LessonId;
use std::fmt;

/// Longest text to look for, in characters.
pub const MAX_Q: usize = 200;

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

impl LessonFilter {
    /// Whether it lets every lesson through that holds.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Reads the filter's parameters, leaving others to the caller.
    pub fn read(reader: &mut Reader) -> Self {
        let keys = FilterKey::texts;
        let countries = keys(reader.list("country", "Use ISO 3166-1 alpha-2 codes such as GH."));
        Self {
            topics: keys(reader.list("topic", "See /api/v1/vocabularies/lesson_topics.")),
            keywords: keys(reader.list("keyword", "See /api/v1/vocabularies/lesson_keywords.")),
            stages: keys(reader.list("stage", "See /api/v1/vocabularies/recovery_stages.")),
            themes: keys(reader.list("theme", "See /api/v1/vocabularies/c2r_priority_themes.")),
            shocks: keys(reader.list("shock", "See /api/v1/vocabularies/shocks.")),
            stresses: keys(reader.list("stress", "See /api/v1/vocabularies/stresses.")),
            sectors: keys(reader.list("sector", "See /api/v1/vocabularies/city_systems.")),
            groups: keys(reader.list("group", "See /api/v1/vocabularies/vulnerable_groups.")),
            cities: keys(reader.list("city", "Use slugs of cities such as accra.")),
            countries: countries.into_iter().map(|code| code.to_ascii_uppercase()).collect(),
            grades: reader.list("grade", LessonGrade::expected()),
            bases: reader.list("basis", LessonBasis::expected()),
            cost_bands: reader.list("cost_band", CostBand::expected()),
            times_to_effect: reader.list("time_to_effect", TimeToEffect::expected()),
            years: reader.list("year", "Use years such as 2020."),
            languages: reader.list("language", Language::expected()),
            contested: reader.one("contested", "Use true or false."),
            statuses: reader.list("status", LessonStatus::expected()),
            published_since: reader.one("published_since", SINCE_EXPECTED),
            q: reader.text("q", MAX_Q),
        }
    }

    /// Reads a query string that holds a filter and nothing else.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let filter = Self::read(&mut reader);
        reader.finish()?;
        Ok(filter)
    }

    fn write(&self, writer: Writer) -> Writer {
        let writer =
            self.choices().into_iter().fold(writer, |writer, (facet, values)| writer.list(facet.as_str(), &values));
        writer.one("published_since", self.published_since).text("q", self.q.as_deref())
    }

    /// The filter as a query string, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        self.write(Writer::new()).with_mark()
    }

    /// The chosen values by facet, as index and database keep them.
    #[must_use]
    pub fn choices(&self) -> Vec<(LessonFacet, Vec<String>)> {
        fn texts<T: fmt::Display>(values: &[T]) -> Vec<String> {
            values.iter().map(ToString::to_string).collect()
        }
        let all = vec![
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
        ];
        all.into_iter().filter(|(_, values)| !values.is_empty()).collect()
    }
}

impl FeedFilter for LessonFilter {
    fn read(reader: &mut Reader) -> Self {
        Self::read(reader)
    }

    fn write(&self, writer: Writer) -> Writer {
        self.write(writer)
    }

    fn words(&self) -> Option<&str> {
        self.q.as_deref()
    }
}

/// A page of lessons: which, in which order, with what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LessonQuery {
    /// Which lessons.
    pub filter: LessonFilter,
    /// In which order; when absent the last published first, and with `q` the best match first.
    pub sort: Option<LessonSort>,
    /// Facets to count.
    pub facets: Vec<LessonFacet>,
    /// Page size; the default when absent.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

impl LessonQuery {
    /// Reads the query string of `GET /lessons`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self {
            filter: LessonFilter::read(&mut reader),
            sort: reader.one("sort", LessonSort::expected()),
            facets: reader.list("facets", LessonFacet::expected()),
            limit: Some(reader.limit()),
            cursor: reader.cursor(),
        };
        if query.sort == Some(LessonSort::Relevance) && query.filter.q.is_none() {
            reader.fault("sort", "not_taken_here", "Relevance is to words: give q as well.".to_owned());
        }
        reader.finish()?;
        Ok(query)
    }

    /// The order, said or not.
    #[must_use]
    pub fn order(&self) -> LessonSort {
        let usual = if self.filter.q.is_some() { LessonSort::Relevance } else { LessonSort::PublishedAtDescending };
        self.sort.unwrap_or(usual)
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        let writer = self.filter.write(Writer::new()).one("sort", self.sort).list("facets", &self.facets);
        writer.one("limit", self.limit).text("cursor", self.cursor.as_deref()).with_mark()
    }
}

/// What is taken away as a file: which lessons, all of them, the last published first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LessonExportQuery {
    /// Which lessons.
    pub filter: LessonFilter,
}

impl LessonExportQuery {
    /// Reads the query string of an export.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self { filter: LessonFilter::read(&mut reader) };
        for name in ["limit", "cursor", "sort", "facets"] {
            reader.refuse(name, "A file holds every lesson that passes the filter: leave this out, or ask for JSON.");
        }
        reader.finish()?;
        Ok(query)
    }
}

/// How an address names a lesson: by id or by slug.
pub type LessonRef = SlugRef<LessonId>;

#[cfg(test)]
mod tests {
    use super::{LessonFacet, LessonFilter, LessonQuery, LessonRef, LessonSort};

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

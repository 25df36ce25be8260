//! Which cities, in which order: the same grammar in the API, the address bar and the exports.

use super::{ClimateZone, IncomeGroup, PopulationBand, Region};
use crate::UnknownKey;
use crate::lists::words;
use contract::Fault;
use contract::query::{Reader, Writer};
use ids::CityId;
use std::fmt;
use std::str::FromStr;

keys! {
    /// Orders of the list of cities; a minus turns the order round.
    CitySort {
        /// By name, A to Z.
        Name = "name",
        /// By name, Z to A.
        NameDescending = "-name",
        /// Fewest people first; cities whose population is not known come first.
        Population = "population",
        /// Most people first; cities whose population is not known come last.
        PopulationDescending = "-population",
        /// Longest unchanged first.
        UpdatedAt = "updated_at",
        /// Last changed first.
        UpdatedAtDescending = "-updated_at",
    }
}

keys! {
    /// Properties of cities that can be counted.
    CityFacet {
        /// By climate zone.
        Climate = "climate",
        /// By place at the coast.
        Coastal = "coastal",
        /// By country.
        Country = "country",
        /// By income group.
        IncomeGroup = "income_group",
        /// By membership.
        Member = "member",
        /// By size class.
        PopulationBand = "population_band",
        /// By region.
        Region = "region",
        /// By shock.
        Shock = "shock",
        /// By stress.
        Stress = "stress",
    }
}

keys! {
    /// Fields of a city in a list, for `fields`.
    CityField {
        /// `id`
        Id = "id",
        /// `slug`
        Slug = "slug",
        /// `name`
        Name = "name",
        /// `country`
        Country = "country",
        /// `country_name`
        CountryName = "country_name",
        /// `region`
        Region = "region",
        /// `latitude`
        Latitude = "latitude",
        /// `longitude`
        Longitude = "longitude",
        /// `population`
        Population = "population",
        /// `population_band`
        PopulationBand = "population_band",
        /// `climate`
        Climate = "climate",
        /// `coastal`
        Coastal = "coastal",
        /// `income_group`
        IncomeGroup = "income_group",
        /// `member`
        Member = "member",
        /// `shocks`
        Shocks = "shocks",
        /// `stresses`
        Stresses = "stresses",
        /// `version`
        Version = "version",
        /// `updated_at`
        UpdatedAt = "updated_at",
    }
}

/// Country code as a filter takes it: two letters, made upper case.
#[derive(Debug, Clone, PartialEq, Eq)]
struct CountryCode(String);

impl FromStr for CountryCode {
    type Err = UnknownKey;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fine = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
        if fine { Ok(Self(text.to_ascii_uppercase())) } else { Err(UnknownKey) }
    }
}

/// Key of a vocabulary as a filter takes it; whether the vocabulary has it is seen where it is at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
struct TermKey(String);

impl FromStr for TermKey {
    type Err = UnknownKey;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fine = text.len() <= 80 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if fine { Ok(Self(text.to_owned())) } else { Err(UnknownKey) }
    }
}

/// Which cities. Empty means all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CityFilter {
    /// Any of these regions.
    pub regions: Vec<Region>,
    /// Any of these countries, ISO 3166-1 alpha-2.
    pub countries: Vec<String>,
    /// Members of the network, or only others.
    pub member: Option<bool>,
    /// Any of these shocks.
    pub shocks: Vec<String>,
    /// Any of these stresses.
    pub stresses: Vec<String>,
    /// Any of these size classes.
    pub population_bands: Vec<PopulationBand>,
    /// Any of these climate zones.
    pub climates: Vec<ClimateZone>,
    /// At the coast, or only others.
    pub coastal: Option<bool>,
    /// Any of these income groups.
    pub income_groups: Vec<IncomeGroup>,
    /// Words in the name, the country or what the city faces; typos forgiven.
    pub q: Option<String>,
}

impl CityFilter {
    /// Whether it lets every city through.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Reads the filter's parameters, leaving others to the caller.
    pub fn read(reader: &mut Reader) -> Self {
        let terms = |keys: Vec<TermKey>| keys.into_iter().map(|key| key.0).collect();
        Self {
            regions: reader.list("region", Region::expected()),
            countries: reader
                .list::<CountryCode>("country", "Use ISO 3166-1 alpha-2 codes such as GH.")
                .into_iter()
                .map(|code| code.0)
                .collect(),
            member: reader.one("member", "Use true or false."),
            shocks: terms(reader.list("shock", "See /api/v1/vocabularies/shocks.")),
            stresses: terms(reader.list("stress", "See /api/v1/vocabularies/stresses.")),
            population_bands: reader.list("population_band", PopulationBand::expected()),
            climates: reader.list("climate", ClimateZone::expected()),
            coastal: reader.one("coastal", "Use true or false."),
            income_groups: reader.list("income_group", IncomeGroup::expected()),
            q: words(reader),
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
        writer
            .list("region", &self.regions)
            .list("country", &self.countries)
            .one("member", self.member)
            .list("shock", &self.shocks)
            .list("stress", &self.stresses)
            .list("population_band", &self.population_bands)
            .list("climate", &self.climates)
            .one("coastal", self.coastal)
            .list("income_group", &self.income_groups)
            .text("q", self.q.as_deref())
    }

    /// The filter as a query string, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        self.write(Writer::new()).with_mark()
    }

    /// The chosen values by facet, as the search index keeps them.
    #[must_use]
    pub fn choices(&self) -> Vec<(CityFacet, Vec<String>)> {
        fn texts<T: fmt::Display>(values: &[T]) -> Vec<String> {
            values.iter().map(ToString::to_string).collect()
        }
        let flag = |value: Option<bool>| value.map(|value| value.to_string()).into_iter().collect();
        let all = vec![
            (CityFacet::Region, texts(&self.regions)),
            (CityFacet::Country, self.countries.clone()),
            (CityFacet::Member, flag(self.member)),
            (CityFacet::Shock, self.shocks.clone()),
            (CityFacet::Stress, self.stresses.clone()),
            (CityFacet::PopulationBand, texts(&self.population_bands)),
            (CityFacet::Climate, texts(&self.climates)),
            (CityFacet::Coastal, flag(self.coastal)),
            (CityFacet::IncomeGroup, texts(&self.income_groups)),
        ];
        all.into_iter().filter(|(_, values)| !values.is_empty()).collect()
    }
}

/// A page of cities: which, in which order, with what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CityQuery {
    /// Which cities.
    pub filter: CityFilter,
    /// In which order; by name when absent.
    pub sort: Option<CitySort>,
    /// Facets to count.
    pub facets: Vec<CityFacet>,
    /// Only these fields of each city; all when empty.
    pub fields: Vec<CityField>,
    /// Page size; the default when absent.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

impl CityQuery {
    /// Reads the query string of `GET /cities`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self {
            filter: CityFilter::read(&mut reader),
            sort: reader.one("sort", CitySort::expected()),
            facets: reader.list("facets", CityFacet::expected()),
            fields: reader.list("fields", CityField::expected()),
            limit: Some(reader.limit()),
            cursor: reader.cursor(),
        };
        reader.finish()?;
        Ok(query)
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        let writer = self.filter.write(Writer::new()).one("sort", self.sort);
        let writer = writer.list("facets", &self.facets).list("fields", &self.fields);
        writer.one("limit", self.limit).text("cursor", self.cursor.as_deref()).with_mark()
    }
}

/// What is taken away as a file: which cities, in which order. A file holds all of them, with every column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CityExportQuery {
    /// Which cities.
    pub filter: CityFilter,
    /// In which order; by name when absent.
    pub sort: Option<CitySort>,
}

impl CityExportQuery {
    /// Reads the query string of an export.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self { filter: CityFilter::read(&mut reader), sort: reader.one("sort", CitySort::expected()) };
        for name in ["limit", "cursor"] {
            reader.refuse(name, "A file holds every city that passes the filter: leave this out, or ask for JSON, which comes page by page.");
        }
        for name in ["fields", "facets"] {
            reader.refuse(name, "A file has the same columns for everyone: leave this out, or ask for JSON.");
        }
        reader.finish()?;
        Ok(query)
    }
}

/// How an address names a city: by id or by slug.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CityRef {
    /// By id.
    Id(CityId),
    /// By slug.
    Slug(String),
}

impl FromStr for CityRef {
    type Err = UnknownKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Ok(id) = text.parse() {
            return Ok(Self::Id(id));
        }
        let fine = !text.is_empty()
            && text.len() <= 100
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        // Slugs are lower case; who types one by hand may begin it with a capital.
        if fine { Ok(Self::Slug(text.to_ascii_lowercase())) } else { Err(UnknownKey) }
    }
}

impl fmt::Display for CityRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => id.fmt(f),
            Self::Slug(slug) => slug.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CityFacet, CityFilter, CityQuery, CityRef, CitySort, Region};

    #[test]
    fn a_query_goes_there_and_back() {
        let raw = "region=africa,asia_pacific&country=GH&member=true&shock=heatwave&climate=Aw&coastal=false&q=a%26b&sort=-population&facets=region&fields=slug,name&limit=5&cursor=x";
        let query = CityQuery::parse(raw).unwrap();
        assert_eq!(query.filter.regions, [Region::Africa, Region::AsiaPacific]);
        assert_eq!(query.sort, Some(CitySort::PopulationDescending));
        assert_eq!(query.to_query(), format!("?{raw}"));
        assert_eq!(query.filter.choices()[1], (CityFacet::Country, vec!["GH".to_owned()]));
    }

    #[test]
    fn an_empty_query_is_everything() {
        let query = CityQuery::parse("").unwrap();
        assert!(query.filter.is_empty());
        assert_eq!(query.limit, Some(20));
        assert_eq!(CityFilter::default().to_query(), "");
    }

    #[test]
    fn unknown_things_are_named() {
        let faults = CityQuery::parse("region=atlantis&colour=red&sort=size&shock=a%20b").unwrap_err();
        let pointers: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(pointers, ["region", "shock", "sort", "colour"]);
        assert!(faults[0].message.contains("asia_pacific"));
    }

    #[test]
    fn ids_and_slugs_are_told_apart() {
        assert_eq!("Melbourne".parse(), Ok(CityRef::Slug("melbourne".to_owned())));
        assert!(matches!("0190163d-8694-739b-aea5-966c26f8ad91".parse(), Ok(CityRef::Id(_))));
        for bad in ["", "a/b", "é", "a b"] {
            assert!(bad.parse::<CityRef>().is_err(), "{bad}");
        }
    }
}

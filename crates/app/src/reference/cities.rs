//! `cities.json`.

use super::rows::{BadRow, Checker, digest, key_of, row_name};
use super::{Counts, Loader, Table};
use crate::names::name_key;
use crate::{Error, Result};
use chrono::DateTime;
use domain::cities::{
    City, ClimateZone, IncomeGroup, MembershipEvidence, NetworkMembership, NetworkMembershipStatus, PopulationBand,
    Region, Strategy, StrategyNote, StrategyStatus,
};
use domain::countries::Country;
use domain::lessons::LessonCity;
use domain::live::ThingKind;
use domain::vocabularies::VocabularyName;
use ids::CityId;
use serde::Deserialize;
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;
use store::Tx;
use store::cities::Proposed;
use store::reference::Stamp;
use store::vocabularies::Entry;

const FILE: &str = "cities.json";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    slug: String,
    name: String,
    country_iso2: String,
    /// The same country in three letters, for people who read the file.
    country_iso3: String,
    country: String,
    region: Region,
    lat: f64,
    lon: f64,
    geo_note: Option<String>,
    geonames_id: Option<i64>,
    timezone: String,
    population: Option<i64>,
    koppen: Option<ClimateZone>,
    coastal: bool,
    coast_distance_km: f64,
    coastal_note: Option<String>,
    income_group: IncomeGroup,
    network_member: bool,
    membership: Option<MembershipRow>,
    strategy: Option<StrategyRow>,
    strategy_status: StrategyStatus,
    strategy_note: Option<StrategyNote>,
    shocks: Vec<String>,
    stresses: Vec<String>,
    challenge_sources: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MembershipRow {
    programme: String,
    /// A number, or a word such as *later*.
    cohort: Value,
    joined: Option<i32>,
    source: Option<String>,
    evidence: MembershipEvidence,
    rcities_source: Option<String>,
    status: NetworkMembershipStatus,
    note: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StrategyRow {
    title: String,
    year: Option<i32>,
    year_basis: Option<String>,
    url: String,
}

/// Years that may stand in a row.
const YEARS: RangeInclusive<i32> = 1900..=2200;

/// What the rows are checked against.
struct Known<'a> {
    countries: HashMap<&'a str, &'a Country>,
    terms: HashSet<(VocabularyName, &'a str)>,
}

pub(super) fn parse(text: &str, terms: &[Entry], countries: &[Country], bad: &mut Vec<BadRow>) -> Vec<City> {
    let mut checker = Checker::new(FILE, bad);
    let known = Known {
        countries: countries.iter().map(|country| (country.code.as_str(), country)).collect(),
        terms: terms.iter().map(|entry| (entry.vocabulary, entry.term.key.as_str())).collect(),
    };
    let rows: Option<Vec<Value>> = checker.json(text);
    // An empty file is a slip: it would change nothing and say that all is well.
    checker.check(rows.as_ref().is_none_or(|rows| !rows.is_empty()), "", "", "the file holds no rows");
    let rows = rows.unwrap_or_default();
    let (mut cities, mut names) = (Vec::new(), Vec::new());
    for (place, value) in rows.into_iter().enumerate() {
        let name = row_name(place, key_of(&value, "slug"));
        let Some(row) = checker.row::<Row>(&name, value) else { continue };
        check(&row, &name, &known, &mut checker);
        cities.push(to_city(row));
        names.push(name);
    }
    checker.unique("slug", names.iter().zip(cities.iter().map(|city| city.slug.as_str())));
    cities
}

/// Text for a heading: neither empty nor endless, without characters that control a terminal or turn text round.
fn is_name(text: &str) -> bool {
    let unseemly = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    (1..=200).contains(&text.trim().chars().count()) && !text.contains(unseemly)
}

/// A country is said in three ways, which say the same.
fn check_country(row: &Row, name: &str, known: &Known<'_>, checker: &mut Checker<'_>) {
    let Some(country) = known.countries.get(row.country_iso2.as_str()) else {
        return checker.bad(name, "country_iso2", "not in countries.json");
    };
    let Country { code, alpha3, labels, .. } = country;
    for (field, said, right) in [("country_iso3", &row.country_iso3, alpha3), ("country", &row.country, &labels.en)] {
        if said != right {
            checker.bad(name, field, format!("of {code} it is '{right}' in countries.json"));
        }
    }
}

fn check(row: &Row, name: &str, known: &Known<'_>, checker: &mut Checker<'_>) {
    checker.slug(name, &row.slug);
    checker.check(is_name(&row.name), name, "name", "use 1 to 200 characters that can be seen, on one line");
    let known_place = row.geonames_id.is_none_or(|id| id > 0);
    checker.check(known_place, name, "geonames_id", "an id of GeoNames is a positive number");
    check_country(row, name, known, checker);
    checker.check((-90.0..=90.0).contains(&row.lat), name, "lat", "a latitude lies between -90 and 90");
    checker.check((-180.0..=180.0).contains(&row.lon), name, "lon", "a longitude lies between -180 and 180");
    checker.check(
        row.population.is_none_or(|population| (0..=1_000_000_000).contains(&population)),
        name,
        "population",
        "not a number of people",
    );
    checker.check(
        row.coast_distance_km >= 0.0 && row.coast_distance_km.is_finite(),
        name,
        "coast_distance_km",
        "not a distance",
    );
    checker.check(
        row.timezone.parse::<chrono_tz::Tz>().is_ok(),
        name,
        "timezone",
        "not an IANA time zone such as Africa/Accra",
    );
    for (field, vocabulary, keys) in
        [("shocks", VocabularyName::Shocks, &row.shocks), ("stresses", VocabularyName::Stresses, &row.stresses)]
    {
        for key in keys.iter().filter(|key| !known.terms.contains(&(vocabulary, key.as_str()))) {
            checker.bad(name, field, format!("'{key}' is not in the vocabulary {vocabulary}"));
        }
    }
    let joined = row.membership.as_ref().and_then(|membership| membership.joined);
    let year = row.strategy.as_ref().and_then(|strategy| strategy.year);
    for (field, year) in [("membership.joined", joined), ("strategy.year", year)] {
        checker.check(year.is_none_or(|year| YEARS.contains(&year)), name, field, "use a year between 1900 and 2200");
    }
    check_addresses(row, name, checker);
}

fn check_addresses(row: &Row, name: &str, checker: &mut Checker<'_>) {
    let strategy = row.strategy.iter().map(|strategy| ("strategy.url", &strategy.url));
    let note = row.strategy_note.iter().filter_map(|note| Some(("strategy_note.url", note.url.as_ref()?)));
    for (field, url) in row.challenge_sources.iter().map(|url| ("challenge_sources", url)).chain(strategy).chain(note) {
        checker.check(url.starts_with("https://") || url.starts_with("http://"), name, field, "not a web address");
    }
}

/// The city of a row. Id, version and moment are those of the table, not of the file.
fn to_city(row: Row) -> City {
    City {
        id: CityId::from(uuid::Uuid::nil()),
        slug: row.slug,
        name: row.name,
        country: row.country_iso2,
        country_name: row.country,
        region: row.region,
        latitude: row.lat,
        longitude: row.lon,
        position_note: row.geo_note,
        geonames_id: row.geonames_id,
        time_zone: row.timezone,
        population: row.population,
        population_band: row.population.map(PopulationBand::of),
        climate: row.koppen,
        coastal: row.coastal,
        coast_distance_km: row.coast_distance_km,
        coastal_note: row.coastal_note,
        income_group: row.income_group,
        member: row.network_member,
        membership: row.membership.map(to_membership),
        strategy: row.strategy.map(|strategy| Strategy {
            title: strategy.title,
            year: strategy.year,
            year_basis: strategy.year_basis,
            url: strategy.url,
        }),
        strategy_status: row.strategy_status,
        strategy_note: row.strategy_note,
        shocks: row.shocks,
        stresses: row.stresses,
        challenge_sources: row.challenge_sources,
        version: 0,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

fn to_membership(row: MembershipRow) -> NetworkMembership {
    let cohort = match row.cohort {
        Value::Null => None,
        Value::String(text) => Some(text),
        other => Some(other.to_string()),
    };
    NetworkMembership {
        programme: row.programme,
        cohort,
        joined: row.joined,
        status: row.status,
        evidence: row.evidence,
        source: row.source,
        network_source: row.rcities_source,
        note: row.note,
    }
}

pub(super) async fn write(tx: &Tx<'_>, loader: &Loader, cities: &[City]) -> Result<Counts> {
    adopt(tx, loader, cities).await?;
    let mut table = Table::new(ThingKind::City, store::cities::known(tx).await?);
    for city in cities {
        let content = serde_json::to_string(city).map_err(|error| Error::Internal(error.to_string()))?;
        let Some(stamp) = table.stamp(loader, &city.slug, digest(&content), |ms| CityId::generate(ms).as_uuid()) else {
            continue;
        };
        store::cities::put(tx, city, name_key(&city.name), &stamp).await?;
        table.tell(tx, loader, &stamp, &city.slug).await?;
        if !stamp.new {
            let named = to_named(city, stamp.id.into());
            super::notes::rename_city(tx, loader, &city.slug, &named).await?;
            super::lessons::rename_city(tx, loader, &city.slug, named).await?;
        }
    }
    Ok(table.finish())
}

/// Cities that came by a proposal keep their own. One that the file brings, by country and by slug or name, is the
/// file's from now on, under its slug: what hangs on the city stays. One of another country whose slug the file gives to
/// a city of its own makes way for it.
async fn adopt(tx: &Tx<'_>, loader: &Loader, cities: &[City]) -> Result<()> {
    for proposed in store::cities::proposed(tx).await? {
        let same = |city: &&City| city.country == proposed.country;
        let by_slug = cities.iter().find(|city| city.slug == proposed.slug);
        let by_name = || cities.iter().filter(same).find(|city| name_key(&city.name) == proposed.name_key);
        let slug = match by_slug.filter(same).or_else(by_name) {
            Some(city) => city.slug.clone(),
            None if by_slug.is_some() => apart(tx, &proposed, cities).await?,
            None => continue,
        };
        // One that is known by the file's slug already is the file's city: it keeps it.
        if slug == proposed.slug || store::cities::slug_is_taken(tx, &slug).await? {
            continue;
        }
        rename(tx, loader, &proposed, slug).await?;
    }
    Ok(())
}

/// A slug for a city that makes way: one that neither the file nor the table has.
async fn apart(tx: &Tx<'_>, proposed: &Proposed, cities: &[City]) -> Result<String> {
    let placed = format!("{}-{}", proposed.slug, proposed.country.to_lowercase());
    let numbered = (2..).map(|number| format!("{placed}-{number}"));
    for slug in std::iter::once(placed.clone()).chain(numbered.take(20)) {
        if cities.iter().all(|city| city.slug != slug) && !store::cities::slug_is_taken(tx, &slug).await? {
            return Ok(slug);
        }
    }
    Ok(format!("{}-{}", proposed.slug, proposed.id.as_uuid().simple()))
}

/// A city as lessons and notes name it.
fn to_named(city: &City, id: CityId) -> LessonCity {
    LessonCity { id, slug: city.slug.clone(), name: city.name.clone(), country: city.country.clone() }
}

async fn rename(tx: &Tx<'_>, loader: &Loader, proposed: &Proposed, slug: String) -> Result<()> {
    let version = proposed.version + 1;
    store::cities::set_slug(tx, proposed.id, &slug, version, loader.now).await?;
    let stamp = Stamp { id: proposed.id.as_uuid(), version, new: false, digest: String::new(), at: loader.now };
    Table::new(ThingKind::City, Vec::new()).tell(tx, loader, &stamp, &slug).await?;
    let Some(named) = store::lessons::cities_by_slugs(tx, &[slug]).await?.pop() else { return Ok(()) };
    super::notes::rename_city(tx, loader, &proposed.slug, &named).await?;
    super::lessons::rename_city(tx, loader, &proposed.slug, named).await
}

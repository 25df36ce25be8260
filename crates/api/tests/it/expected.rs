//! What the API should answer, worked out from the files of the reference data and from nothing else.

use domain::cities::{CityFacet, PopulationBand};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use test_support::TestApp;

/// A filter as a client writes it, the facet that it belongs to, and what it means.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rule {
    pub(crate) query: &'static str,
    pub(crate) facet: CityFacet,
    values: &'static [&'static str],
}

impl Rule {
    const fn new(facet: CityFacet, query: &'static str, values: &'static [&'static str]) -> Self {
        Self { query, facet, values }
    }

    /// Whether the row of a city passes.
    pub(crate) fn passes(&self, row: &Value) -> bool {
        values(row, self.facet).iter().any(|value| self.values.contains(&value.as_str()))
    }
}

/// At least one filter of each property: one value, several by commas, several by repeating.
pub(crate) const RULES: [Rule; 13] = [
    Rule::new(CityFacet::Region, "region=africa", &["africa"]),
    Rule::new(CityFacet::Region, "region=africa,asia_pacific", &["africa", "asia_pacific"]),
    Rule::new(CityFacet::Country, "country=IN&country=gh", &["IN", "GH"]),
    Rule::new(CityFacet::Member, "member=true", &["true"]),
    Rule::new(CityFacet::Member, "member=false", &["false"]),
    Rule::new(CityFacet::Shock, "shock=rainfall_flooding,drought", &["rainfall_flooding", "drought"]),
    Rule::new(CityFacet::Stress, "stress=climate_change", &["climate_change"]),
    Rule::new(
        CityFacet::PopulationBand,
        "population_band=from_1m_to_5m&population_band=over_10m",
        &["from_1m_to_5m", "over_10m"],
    ),
    Rule::new(CityFacet::Climate, "climate=Aw,Cfb", &["Aw", "Cfb"]),
    Rule::new(CityFacet::Coastal, "coastal=true", &["true"]),
    Rule::new(CityFacet::Coastal, "coastal=false", &["false"]),
    Rule::new(CityFacet::IncomeGroup, "income_group=high", &["high"]),
    Rule::new(CityFacet::IncomeGroup, "income_group=low,not_classified", &["low", "not_classified"]),
];

/// What a city of the file counts under.
pub(crate) fn values(row: &Value, facet: CityFacet) -> Vec<String> {
    let text = |field: &str| row[field].as_str().map(str::to_owned).into_iter().collect();
    let flag = |field: &str| vec![row[field].as_bool().unwrap().to_string()];
    let keys =
        |field: &str| row[field].as_array().unwrap().iter().map(|key| key.as_str().unwrap().to_owned()).collect();
    match facet {
        CityFacet::Climate => text("koppen"),
        CityFacet::Coastal => flag("coastal"),
        CityFacet::Country => text("country_iso2"),
        CityFacet::IncomeGroup => text("income_group"),
        CityFacet::Member => flag("network_member"),
        CityFacet::PopulationBand => {
            row["population"].as_i64().map(|people| PopulationBand::of(people).to_string()).into_iter().collect()
        }
        CityFacet::Region => text("region"),
        CityFacet::Shock => keys("shocks"),
        CityFacet::Stress => keys("stresses"),
    }
}

/// Slugs of the cities of the file that pass all rules.
pub(crate) fn slugs(rows: &[Value], rules: &[Rule]) -> BTreeSet<String> {
    let passing = rows.iter().filter(|row| rules.iter().all(|rule| rule.passes(row)));
    passing.map(|row| row["slug"].as_str().unwrap().to_owned()).collect()
}

/// Counts by value over the cities that pass all rules but those of the facet itself.
pub(crate) fn counts(rows: &[Value], rules: &[Rule], facet: CityFacet) -> BTreeMap<String, u64> {
    let others: Vec<&Rule> = rules.iter().filter(|rule| rule.facet != facet).collect();
    let mut counts = BTreeMap::new();
    for row in rows.iter().filter(|row| others.iter().all(|rule| rule.passes(row))) {
        for value in values(row, facet) {
            *counts.entry(value).or_default() += 1;
        }
    }
    counts
}

/// Rules as one query.
pub(crate) fn query(rules: &[Rule]) -> String {
    rules.iter().map(|rule| rule.query).collect::<Vec<_>>().join("&")
}

/// Every item of a list, page by page, as JSON.
pub(crate) async fn all_items(app: &TestApp, path: &str, query: &str) -> Vec<Value> {
    let mut items = Vec::new();
    let mut cursor = String::new();
    loop {
        let answer = app.get(&format!("{path}?{query}{cursor}")).send().await;
        assert_eq!(answer.status, 200, "{query}: {}", answer.text());
        let mut page = answer.json();
        items.append(page["items"].as_array_mut().unwrap());
        let Some(next) = page["next"].as_str() else { return items };
        cursor = format!("&cursor={next}");
    }
}

/// Slugs of the cities that the API lists for a query.
pub(crate) async fn listed(app: &TestApp, query: &str) -> BTreeSet<String> {
    let items = all_items(app, "/api/v1/cities", &format!("limit=100&{query}")).await;
    let count = items.len();
    let slugs: BTreeSet<String> = items.iter().map(|city| city["slug"].as_str().unwrap().to_owned()).collect();
    assert_eq!(slugs.len(), count, "{query}: a city came twice");
    slugs
}

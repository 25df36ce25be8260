//! `countries.json`.

use super::rows::{BadRow, Checker, digest, key_of, row_name};
use super::{Counts, Loader, Table};
use crate::{Error, Result};
use domain::cities::{IncomeGroup, Region};
use domain::countries::Country;
use domain::live::ThingKind;
use domain::vocabularies::Labels;
use ids::CountryId;
use serde::Deserialize;
use serde_json::Value;
use store::Tx;

const FILE: &str = "countries.json";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    iso2: String,
    iso3: String,
    iso_numeric: String,
    name: String,
    name_es: Option<String>,
    name_fr: Option<String>,
    name_pt: Option<String>,
    name_ar: Option<String>,
    region: Region,
    income_group: IncomeGroup,
    /// Whether the world map draws it.
    #[serde(rename = "in_world_topo")]
    _drawn: bool,
    /// How many cities the file of cities has there; counted anew by the database.
    #[serde(rename = "cities")]
    _cities: u32,
}

pub(super) fn parse(text: &str, bad: &mut Vec<BadRow>) -> Vec<Country> {
    let mut checker = Checker::new(FILE, bad);
    let rows: Vec<Value> = checker.json(text).unwrap_or_default();
    let (mut countries, mut names) = (Vec::new(), Vec::new());
    for (place, value) in rows.into_iter().enumerate() {
        let name = row_name(place, key_of(&value, "iso2"));
        let Some(row) = checker.row::<Row>(&name, value) else { continue };
        let letters = |text: &str, length| text.len() == length && text.bytes().all(|byte| byte.is_ascii_uppercase());
        checker.check(letters(&row.iso2, 2), &name, "iso2", "use two capital letters");
        checker.check(letters(&row.iso3, 3), &name, "iso3", "use three capital letters");
        let digits = row.iso_numeric.len() == 3 && row.iso_numeric.bytes().all(|byte| byte.is_ascii_digit());
        checker.check(digits, &name, "iso_numeric", "use three digits");
        checker.check(!row.name.trim().is_empty(), &name, "name", "the name is missing");
        countries.push(Country {
            code: row.iso2,
            alpha3: row.iso3,
            numeric: row.iso_numeric,
            labels: Labels { ar: row.name_ar, en: row.name, es: row.name_es, fr: row.name_fr, pt: row.name_pt },
            region: row.region,
            income_group: row.income_group,
        });
        names.push(name);
    }
    checker.unique("iso2", names.iter().zip(countries.iter().map(|country| country.code.as_str())));
    countries
}

pub(super) async fn write(tx: &Tx<'_>, loader: &Loader, countries: &[Country]) -> Result<Counts> {
    let mut table = Table::new(ThingKind::Country, store::countries::known(tx).await?);
    for country in countries {
        let content = serde_json::to_string(country).map_err(|error| Error::Internal(error.to_string()))?;
        let Some(stamp) = table.stamp(loader, &country.code, digest(&content), |ms| CountryId::generate(ms).as_uuid())
        else {
            continue;
        };
        store::countries::put(tx, country, &stamp).await?;
        table.tell(tx, loader, &stamp, &country.code).await?;
    }
    Ok(table.finish())
}

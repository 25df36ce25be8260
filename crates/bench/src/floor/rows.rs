//! F2's rows, straight from the columns to JSON: texts are borrowed from SQLite, columns that hold JSON go
//! through as they are.

use anyhow::Result;
use chrono::{DateTime, SecondsFormat};
use rusqlite::Row;
use rusqlite::types::FromSqlError;
use serde::Serialize;
use serde_json::value::RawValue;
use uuid::Uuid;

/// The columns of [`Summary`], in its order.
pub(super) const SUMMARY: &str = "id, slug, name, country, country_name, region, latitude, longitude, population, population_band, climate, coastal, \
     income_group, member, shocks, stresses, version, updated_at";

/// The columns of [`City`], in its order.
pub(super) const CITY: &str = "id, slug, name, country, country_name, region, latitude, longitude, position_note, geonames_id, time_zone, population, \
     population_band, climate, coastal, coast_distance_km, coastal_note, income_group, member, membership, strategy, strategy_status, strategy_note, \
     shocks, stresses, challenge_sources, version, updated_at";

#[derive(Serialize)]
struct Summary<'a> {
    id: Uuid,
    slug: &'a str,
    name: &'a str,
    country: &'a str,
    country_name: &'a str,
    region: &'a str,
    latitude: f64,
    longitude: f64,
    population: Option<i64>,
    population_band: Option<&'a str>,
    climate: Option<&'a str>,
    coastal: bool,
    income_group: &'a str,
    member: bool,
    shocks: &'a RawValue,
    stresses: &'a RawValue,
    version: i64,
    updated_at: String,
}

#[derive(Serialize)]
struct City<'a> {
    id: Uuid,
    slug: &'a str,
    name: &'a str,
    country: &'a str,
    country_name: &'a str,
    region: &'a str,
    latitude: f64,
    longitude: f64,
    position_note: Option<&'a str>,
    geonames_id: Option<i64>,
    time_zone: &'a str,
    population: Option<i64>,
    population_band: Option<&'a str>,
    climate: Option<&'a str>,
    coastal: bool,
    coast_distance_km: f64,
    coastal_note: Option<&'a str>,
    income_group: &'a str,
    member: bool,
    membership: Option<&'a RawValue>,
    strategy: Option<&'a RawValue>,
    strategy_status: &'a str,
    strategy_note: Option<&'a RawValue>,
    shocks: &'a RawValue,
    stresses: &'a RawValue,
    challenge_sources: &'a RawValue,
    version: i64,
    updated_at: String,
}

/// Takes one column after the other.
pub(super) struct Columns<'a> {
    row: &'a Row<'a>,
    next: usize,
}

impl<'a> Columns<'a> {
    /// Stands before the first.
    pub(super) const fn of(row: &'a Row<'a>) -> Self {
        Self { row, next: 0 }
    }

    /// Text that may be missing.
    pub(super) fn optional_text(&mut self) -> Result<Option<&'a str>> {
        let column = self.next;
        self.next += 1;
        Ok(self.row.get_ref(column)?.as_str_or_null()?)
    }

    /// Text.
    pub(super) fn text(&mut self) -> Result<&'a str> {
        Ok(self.optional_text()?.ok_or(FromSqlError::InvalidType)?)
    }

    /// JSON that may be missing, as it is.
    pub(super) fn optional_json(&mut self) -> Result<Option<&'a RawValue>> {
        Ok(self.optional_text()?.map(serde_json::from_str).transpose()?)
    }

    /// JSON, as it is.
    pub(super) fn json(&mut self) -> Result<&'a RawValue> {
        Ok(serde_json::from_str(self.text()?)?)
    }

    /// A moment as the product writes it.
    pub(super) fn moment(&mut self) -> Result<String> {
        let text = self.text()?;
        Ok(text.strip_suffix("+00:00").map_or_else(|| text.to_owned(), |text| format!("{text}Z")))
    }

    /// Anything else.
    pub(super) fn value<T: rusqlite::types::FromSql>(&mut self) -> Result<T> {
        let column = self.next;
        self.next += 1;
        Ok(self.row.get(column)?)
    }
}

/// Writes a row of [`SUMMARY`].
pub(super) fn write_summary(row: &Row<'_>, out: &mut Vec<u8>) -> Result<()> {
    let mut columns = Columns::of(row);
    let summary = Summary {
        id: columns.value()?,
        slug: columns.text()?,
        name: columns.text()?,
        country: columns.text()?,
        country_name: columns.text()?,
        region: columns.text()?,
        latitude: columns.value()?,
        longitude: columns.value()?,
        population: columns.value()?,
        population_band: columns.optional_text()?,
        climate: columns.optional_text()?,
        coastal: columns.value()?,
        income_group: columns.text()?,
        member: columns.value()?,
        shocks: columns.json()?,
        stresses: columns.json()?,
        version: columns.value()?,
        updated_at: columns.moment()?,
    };
    Ok(serde_json::to_writer(out, &summary)?)
}

/// Writes a row of [`CITY`].
pub(super) fn write_city(row: &Row<'_>, out: &mut Vec<u8>) -> Result<()> {
    let mut columns = Columns::of(row);
    let city = City {
        id: columns.value()?,
        slug: columns.text()?,
        name: columns.text()?,
        country: columns.text()?,
        country_name: columns.text()?,
        region: columns.text()?,
        latitude: columns.value()?,
        longitude: columns.value()?,
        position_note: columns.optional_text()?,
        geonames_id: columns.value()?,
        time_zone: columns.text()?,
        population: columns.value()?,
        population_band: columns.optional_text()?,
        climate: columns.optional_text()?,
        coastal: columns.value()?,
        coast_distance_km: columns.value()?,
        coastal_note: columns.optional_text()?,
        income_group: columns.text()?,
        member: columns.value()?,
        membership: columns.optional_json()?,
        strategy: columns.optional_json()?,
        strategy_status: columns.text()?,
        strategy_note: columns.optional_json()?,
        shocks: columns.json()?,
        stresses: columns.json()?,
        challenge_sources: columns.json()?,
        version: columns.value()?,
        updated_at: columns.moment()?,
    };
    Ok(serde_json::to_writer(out, &city)?)
}

/// A moment as cursors hold it, from a column: microseconds since 1970, as text.
pub(super) fn to_micros(column: &str) -> Result<String> {
    Ok(DateTime::parse_from_rfc3339(column)?.timestamp_micros().to_string())
}

/// The way back.
pub(super) fn from_micros(text: &str) -> Option<String> {
    Some(DateTime::from_timestamp_micros(text.parse().ok()?)?.to_rfc3339_opts(SecondsFormat::AutoSi, false))
}

#[cfg(test)]
mod tests {
    use super::{from_micros, to_micros};

    #[test]
    fn moments_go_there_and_back() {
        for column in ["2026-11-23T01:09:23.665595+00:00", "2026-11-23T01:09:23.665+00:00", "2026-11-23T01:09:23+00:00"]
        {
            assert_eq!(from_micros(&to_micros(column).unwrap()).as_deref(), Some(column));
        }
        assert_eq!(from_micros("soon"), None);
    }
}

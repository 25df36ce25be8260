//! All selected cities as one file, written part by part, so that any number passes through little memory.

use super::list::select;
use crate::access::authorise;
use crate::{Context, Error, Result};
use domain::cities::{CityExportQuery, CityFeature, CitySort, CitySummary};
use domain::policy::{Action, Actor};
use domain::spreadsheets::looks_like_a_formula;
use store::cities::Walk;
use tokio::sync::mpsc;

/// Formats of the export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values, RFC 4180, UTF-8, with a header.
    Csv,
    /// A feature collection of points, RFC 7946.
    GeoJson,
}

/// The parts of the file in order; an error instead of a part means that the rest is missing.
pub type Parts = mpsc::Receiver<Result<Vec<u8>>>;

/// Columns of the CSV: stable, new ones are added at the end.
const COLUMNS: [&str; 18] = [
    "id",
    "slug",
    "name",
    "country",
    "country_name",
    "region",
    "latitude",
    "longitude",
    "population",
    "population_band",
    "climate",
    "coastal",
    "income_group",
    "member",
    "shocks",
    "stresses",
    "version",
    "updated_at",
];

/// Begins the export of every city that passes the filter, in the order asked for.
///
/// # Errors
/// As for the list of cities. What fails later comes as a part.
pub async fn export(ctx: &Context, actor: &Actor, query: &CityExportQuery, format: Format) -> Result<Parts> {
    let action = match format {
        Format::Csv => Action::ExportCitiesCsv,
        Format::GeoJson => Action::ExportCitiesGeojson,
    };
    let scope = authorise(actor, action)?;
    let selection = select(ctx, &query.filter).await?;
    let mut walk = Walk::new(scope, selection).sorted(query.sort.unwrap_or(CitySort::Name));
    // Read before anything is promised: a database that is gone is an answer, not half a file.
    let (head, first) = (start(format)?, walk.next(ctx.db()).await?);
    let (sender, parts) = mpsc::channel(4);
    // Nothing was sent before, so there is room.
    drop(sender.try_send(Ok(head)));
    tokio::spawn(write(ctx.clone(), walk, first, format, sender));
    Ok(parts)
}

/// Writes part after part until the end, a fault, or until nobody takes the file any more.
async fn write(
    ctx: Context,
    mut walk: Walk,
    part: Option<Vec<CitySummary>>,
    format: Format,
    sender: mpsc::Sender<Result<Vec<u8>>>,
) {
    let mut part = Ok(part);
    let mut first = true;
    loop {
        let text = match part {
            Ok(Some(cities)) => {
                let nothing_yet = first && cities.is_empty();
                let text = rows(format, cities, first);
                first = nothing_yet;
                text
            }
            Ok(None) => break,
            Err(error) => Err(error),
        };
        let failed = text.is_err();
        if sender.send(text).await.is_err() || failed {
            return;
        }
        part = walk.next(ctx.db()).await.map_err(Error::from);
    }
    if format == Format::GeoJson {
        // Whether anybody still takes it matters no more.
        drop(sender.send(Ok(b"]}\n".to_vec())).await);
    }
}

fn start(format: Format) -> Result<Vec<u8>> {
    match format {
        Format::Csv => csv_text(std::iter::once(COLUMNS.map(str::to_owned))),
        Format::GeoJson => Ok(br#"{"type":"FeatureCollection","features":["#.to_vec()),
    }
}

fn rows(format: Format, cities: Vec<CitySummary>, first: bool) -> Result<Vec<u8>> {
    match format {
        Format::Csv => csv_text(cities.iter().map(csv_row)),
        Format::GeoJson => geojson_text(cities, first),
    }
}

fn csv_text(rows: impl Iterator<Item = [String; 18]>) -> Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let fault = |error: csv::Error| Error::Internal(format!("csv: {error}"));
    for row in rows {
        writer.write_record(&row).map_err(fault)?;
    }
    writer.into_inner().map_err(|error| Error::Internal(format!("csv: {error}")))
}

/// Text that a spreadsheet would take for a formula gets an apostrophe in front (CWE-1236).
fn safe(text: &str) -> String {
    if looks_like_a_formula(text) { format!("'{text}") } else { text.to_owned() }
}

fn csv_row(city: &CitySummary) -> [String; 18] {
    let optional = |value: Option<&str>| value.map(str::to_owned).unwrap_or_default();
    [
        city.id.to_string(),
        city.slug.clone(),
        safe(&city.name),
        city.country.clone(),
        safe(&city.country_name),
        city.region.to_string(),
        city.latitude.to_string(),
        city.longitude.to_string(),
        city.population.map(|population| population.to_string()).unwrap_or_default(),
        optional(city.population_band.map(|band| band.as_str())),
        optional(city.climate.map(|zone| zone.as_str())),
        city.coastal.to_string(),
        city.income_group.to_string(),
        city.member.to_string(),
        safe(&city.shocks.join(" ")),
        safe(&city.stresses.join(" ")),
        city.version.to_string(),
        city.updated_at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true),
    ]
}

fn geojson_text(cities: Vec<CitySummary>, mut first: bool) -> Result<Vec<u8>> {
    let mut text = Vec::new();
    for city in cities {
        if !std::mem::take(&mut first) {
            text.push(b',');
        }
        serde_json::to_writer(&mut text, &CityFeature::from(city))
            .map_err(|error| Error::Internal(format!("geojson: {error}")))?;
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn formulas_are_made_harmless() {
        for bad in ["=1+1", "+1", "-1", "@x", "\tx", "\rx"] {
            assert_eq!(safe(bad), format!("'{bad}"));
        }
        assert_eq!(safe("Accra"), "Accra");
    }
}

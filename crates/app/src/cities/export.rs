//! All selected cities as one file.

use super::list::select;
use crate::access::authorise;
use crate::export::{Cell, Column, Parts, Rows, Source, Table, TableFormat, begin, write_table};
use crate::{Context, Error, Result};
use domain::cities::{CityExportQuery, CityFeature, CitySort, CitySummary};
use domain::policy::{Action, Actor};
use futures_util::future::BoxFuture;
use store::cities::Walk;

/// Formats of the export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values, RFC 4180, UTF-8, with a header.
    Csv,
    /// A feature collection of points, RFC 7946.
    GeoJson,
}

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
    let walk = Walk::new(scope, selection).sorted(query.sort.unwrap_or(CitySort::Name));
    let rows = CityRows(walk);
    match format {
        Format::Csv => write_table(ctx, rows, TableFormat::Csv).await,
        Format::GeoJson => {
            let head = br#"{"type":"FeatureCollection","features":["#.to_vec();
            begin(ctx, head, Features { rows, first: true, ended: false }).await
        }
    }
}

/// The cities of a file, part by part.
struct CityRows(Walk);

impl Source for CityRows {
    type Row = CitySummary;

    fn next<'a>(&'a mut self, ctx: &'a Context) -> BoxFuture<'a, Result<Option<Vec<CitySummary>>>> {
        Box::pin(async move { Ok(self.0.next(ctx.db()).await?) })
    }
}

/// The same as features, which end with the collection.
struct Features {
    rows: CityRows,
    /// Whether no city has been written yet.
    first: bool,
    /// Whether nothing follows any more.
    ended: bool,
}

impl Rows for Features {
    fn next<'a>(&'a mut self, ctx: &'a Context) -> BoxFuture<'a, Result<Option<Vec<u8>>>> {
        Box::pin(async move {
            if let Some(cities) = self.rows.next(ctx).await? {
                let nothing_yet = self.first && cities.is_empty();
                let text = geojson_text(cities, self.first)?;
                self.first = nothing_yet;
                return Ok(Some(text));
            }
            let tail = (!self.ended).then(|| b"]}\n".to_vec());
            self.ended = true;
            Ok(tail)
        })
    }
}

impl Table for CitySummary {
    const NAME: &'static str = "cities";
    const COLUMNS: &'static [Column<Self>] = &[
        ("id", |city| Cell::key(city.id)),
        ("slug", |city| Cell::key(&city.slug)),
        ("name", |city| Cell::text(Some(&city.name))),
        ("country", |city| Cell::key(&city.country)),
        ("country_name", |city| Cell::text(Some(&city.country_name))),
        ("region", |city| Cell::key(city.region)),
        ("latitude", |city| Cell::number(Some(city.latitude))),
        ("longitude", |city| Cell::number(Some(city.longitude))),
        ("population", |city| Cell::number(city.population.map(|people| people as f64))),
        ("population_band", |city| city.population_band.map_or(Cell::Empty, Cell::key)),
        ("climate", |city| city.climate.map_or(Cell::Empty, Cell::key)),
        ("coastal", |city| Cell::key(city.coastal)),
        ("income_group", |city| Cell::key(city.income_group)),
        ("member", |city| Cell::key(city.member)),
        ("shocks", |city| Cell::keys(&city.shocks)),
        ("stresses", |city| Cell::keys(&city.stresses)),
        ("version", |city| Cell::number(Some(city.version as f64))),
        ("updated_at", |city| Cell::moment(city.updated_at)),
    ];
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

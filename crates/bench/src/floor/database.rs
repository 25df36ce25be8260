//! F2: the same rows by the same SQL, in the same bytes, by hand. One connection, in the thread that answers.
//! Its copy of the database has the one index that fits the list: what a product that filters by anything
//! pays for not having it shows in the ratio.

use super::lessons;
use super::rows::{CITY, SUMMARY, from_micros, to_micros, write_city, write_summary};
use actix_web::web::{self, Path as InPath, Query};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use anyhow::{Context as _, Result};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, params};
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use uuid::Uuid;

/// The order of the list of cities, as cursors name it.
pub(crate) const CITIES_BY: &str = "-updated_at";
/// Bytes of the database that are mapped at most: all of it.
const MAPPED: i64 = 1 << 32;

/// Copies the product's database to `copy` and adds the indexes of the floor.
pub(crate) fn prepare(database: &Path, copy: &Path) -> Result<()> {
    let connection = Connection::open(database)?;
    connection.execute("VACUUM INTO ?1", [copy.to_str().context("the path of the copy is not UTF-8")?])?;
    let copied = Connection::open(copy)?;
    copied.execute_batch(
        "CREATE INDEX floor_region ON cities (region, coastal, updated_at, id);
         CREATE INDEX floor_band ON cities (population_band, coastal, updated_at, id);
         ANALYZE;",
    )?;
    Ok(())
}

/// A place in a list: the moment and id of the last row.
pub(crate) type Place = (String, Uuid);

/// The place behind each city of the list.
pub(crate) fn places(database: &Path) -> Result<Vec<Place>> {
    places_of(database, "SELECT updated_at, id FROM cities")
}

/// The places of rows that hold a moment and an id.
pub(super) fn places_of(database: &Path, sql: &str) -> Result<Vec<Place>> {
    let connection = Connection::open(database)?;
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut places = Vec::new();
    while let Some(row) = rows.next()? {
        places.push((to_micros(row.get_ref(0)?.as_str()?)?, row.get(1)?));
    }
    Ok(places)
}

/// The cursor of a place in the list of this order and filter, which is written as the query has it:
/// `region=africa&coastal=true`.
pub(crate) fn cursor(order: &str, (moment, id): &Place, filter: &str) -> Result<String> {
    Ok(URL_SAFE_NO_PAD.encode(serde_json::to_vec(&(order, moment, id, mark(filter)))?))
}

/// What stands for the filter in a cursor of the product: FNV-1a (Fowler, Noll and Vo, 1991).
fn mark(filter: &str) -> u32 {
    let bytes = filter.split('&').flat_map(|pair| ["&", pair]).flat_map(str::bytes);
    bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Opens the database for reading. Mapped into memory, so that no page is copied on its way.
/// With `one_plan` a statement is planned once for all values, as the product's are.
fn open(database: &Path, one_plan: bool) -> Result<Connection> {
    let connection = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.pragma_update(None, "mmap_size", MAPPED)?;
    if one_plan {
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    }
    Ok(connection)
}

/// Answers until it is told to stop.
pub(super) fn serve(bind: SocketAddr, database: PathBuf, one_plan: bool) -> Result<()> {
    let server = HttpServer::new(move || {
        let reader = open(&database, one_plan).map(Rc::new).ok();
        App::new()
            .app_data(reader)
            .route("/api/v1/cities", web::get().to(list))
            .route("/api/v1/cities/{slug}", web::get().to(one))
            .route("/api/v1/lessons", web::get().to(lessons::list))
            .route("/api/v1/lessons/{slug}", web::get().to(lessons::one))
    });
    let server = server.workers(1).bind(bind)?;
    Ok(actix_web::rt::System::new().block_on(server.run())?)
}

#[derive(Deserialize)]
struct List {
    region: Option<String>,
    population_band: Option<String>,
    coastal: bool,
    limit: u32,
    cursor: Option<String>,
}

async fn list(request: HttpRequest, query: Query<List>) -> HttpResponse {
    answered(reader(&request).and_then(|reader| page(reader, &query)))
}

async fn one(request: HttpRequest, slug: InPath<String>) -> HttpResponse {
    answered(reader(&request).and_then(|reader| city(reader, &slug)))
}

/// The connection of the thread that answers.
pub(super) fn reader(request: &HttpRequest) -> Result<&Connection> {
    request
        .app_data::<Option<Rc<Connection>>>()
        .and_then(|reader| reader.as_deref())
        .context("the database cannot be opened")
}

/// What was written, or what went wrong.
pub(super) fn answered(body: Result<Vec<u8>>) -> HttpResponse {
    match body {
        Ok(body) => HttpResponse::Ok().content_type("application/json").body(body),
        Err(error) => HttpResponse::InternalServerError().body(error.to_string()),
    }
}

fn page(reader: &Connection, list: &List) -> Result<Vec<u8>> {
    let (column, value) = match (&list.region, &list.population_band) {
        (Some(region), _) => ("region", region),
        (_, Some(band)) => ("population_band", band),
        _ => anyhow::bail!("filter by region or population_band"),
    };
    let beyond = if list.cursor.is_some() { "AND (updated_at, id) < (?3, ?4)" } else { "AND ?3 = '' AND ?4 = ''" };
    let sql = format!(
        "SELECT {SUMMARY} FROM cities WHERE {column} = ?1 AND coastal = ?2 {beyond} ORDER BY updated_at DESC, id DESC LIMIT ?5"
    );
    let mut statement = reader.prepare_cached(&sql)?;
    let mut rows = match &list.cursor {
        Some(cursor) => {
            let (moment, id) = read_cursor(cursor)?;
            statement.query(params![value, list.coastal, moment, id, list.limit + 1])?
        }
        None => statement.query(params![value, list.coastal, "", "", list.limit + 1])?,
    };
    let mut out = Vec::with_capacity(16 * 1_024);
    out.extend_from_slice(b"{\"items\":[");
    let (mut count, mut last, mut more) = (0_u32, None, false);
    while let Some(row) = rows.next()? {
        if count == list.limit {
            more = true;
            break;
        }
        if count > 0 {
            out.push(b',');
        }
        write_summary(row, &mut out)?;
        count += 1;
        if count == list.limit {
            last = Some((to_micros(row.get_ref(17)?.as_str()?)?, row.get(0)?));
        }
    }
    finish(&mut out, last.filter(|_| more), (CITIES_BY, &format!("{column}={value}&coastal={}", list.coastal)))?;
    Ok(out)
}

/// Writes what follows the items of a list of this order and filter.
pub(super) fn finish(out: &mut Vec<u8>, end: Option<Place>, (order, filter): (&str, &str)) -> Result<()> {
    let next = end.map(|end| cursor(order, &end, filter)).transpose()?;
    out.extend_from_slice(b"],\"next\":");
    serde_json::to_writer(&mut *out, &next)?;
    out.extend_from_slice(b",\"facets\":null}");
    Ok(())
}

/// The place that a cursor names: the moment as a column holds it, and the id.
pub(super) fn read_cursor(text: &str) -> Result<(String, Uuid)> {
    let json = URL_SAFE_NO_PAD.decode(text)?;
    let (_, moment, id, _): (&str, &str, Uuid, u32) = serde_json::from_slice(&json)?;
    Ok((from_micros(moment).context("a cursor without a moment")?, id))
}

fn city(reader: &Connection, slug: &str) -> Result<Vec<u8>> {
    let mut statement = reader.prepare_cached(&format!("SELECT {CITY} FROM cities WHERE slug = ?1"))?;
    let mut rows = statement.query([slug])?;
    let row = rows.next()?.context("there is no such city")?;
    let mut out = Vec::with_capacity(4 * 1_024);
    write_city(row, &mut out)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::{CITIES_BY, cursor, mark, read_cursor};
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use uuid::Uuid;

    #[test]
    fn cursors_are_those_of_the_product() {
        let id = Uuid::from_u128(7);
        let filter = "region=africa&coastal=true";
        let text = cursor(CITIES_BY, &("1795396163665595".to_owned(), id), filter).unwrap();
        let json = format!("[\"{CITIES_BY}\",\"1795396163665595\",\"{id}\",{}]", mark(filter));
        assert_eq!(URL_SAFE_NO_PAD.decode(&text).unwrap(), json.as_bytes());
        assert_eq!(read_cursor(&text).unwrap(), ("2026-11-23T01:09:23.665595+00:00".to_owned(), id));
    }
}

//! All lessons as files: CSV, lines of JSON and a sheet, read back by others' parsers.

use crate::expected::all_items;
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use domain::lessons::{LessonExportQuery, LessonSummary};
use domain::policy::Role;
use domain::spreadsheets::looks_like_a_formula;
use std::io::Cursor;
use test_support::TestApp;

const CSV: &str = "text/csv; charset=utf-8";
const NDJSON: &str = "application/x-ndjson";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn query(raw: &str) -> LessonExportQuery {
    LessonExportQuery::parse(raw).unwrap()
}

/// The cells of the sheet of lessons.
fn cells(file: &[u8]) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(file)).unwrap();
    let formulas = book.worksheet_formula("lessons").unwrap();
    assert!(formulas.rows().flatten().all(String::is_empty), "a formula");
    book.worksheet_range("lessons").unwrap().rows().map(<[Data]>::to_vec).collect()
}

/// What a cell shows.
fn text(cell: &Data) -> String {
    match cell {
        Data::String(text) => text.clone(),
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        Data::Empty => String::new(),
        other => panic!("{other:?} is neither text nor number"),
    }
}

/// The rows of a CSV with its line of names, each text as it was written.
fn rows(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    let plain = |text: &str| match text.strip_prefix('\'') {
        Some(formula) if looks_like_a_formula(formula) => formula.to_owned(),
        _ => text.to_owned(),
    };
    reader.records().map(|record| record.unwrap().iter().map(plain).collect()).collect()
}

#[tokio::test]
async fn lines_of_json_are_the_items_of_the_list() {
    let app = TestApp::shared().await;
    for filter in ["", "shock=extreme_heat", "q=heat&topic=health"] {
        let listed = all_items(&app, "/api/v1/lessons", &format!("limit=100&sort=-published_at&{filter}")).await;
        let listed: Vec<LessonSummary> =
            listed.into_iter().map(|lesson| serde_json::from_value(lesson).unwrap()).collect();
        assert_eq!(app.client().export_lessons_ndjson(&query(filter)).await.unwrap(), listed, "{filter}");
    }
    let answer = app.get("/api/v1/lessons.ndjson?topic=health").send().await;
    assert_eq!(answer.header("content-type"), Some(NDJSON));
    assert_eq!(answer.header("content-disposition"), Some("inline; filename=\"lessons.ndjson\""));
    assert!(answer.text().ends_with("}\n"));
    let nothing = app.get("/api/v1/lessons.ndjson?q=xylophonezeppelin").send().await;
    assert_eq!((nothing.status, nothing.text()), (200, String::new()));
}

#[tokio::test]
async fn the_sheet_holds_what_the_csv_holds() {
    let app = TestApp::shared().await;
    for filter in ["", "shock=extreme_heat", "q=heat", "q=xylophonezeppelin"] {
        let csv = rows(&app.client().export_lessons_csv(&query(filter)).await.unwrap());
        let sheet = cells(&app.client().export_lessons_xlsx(&query(filter)).await.unwrap());
        let sheet: Vec<Vec<String>> = sheet.iter().map(|row| row.iter().map(text).collect()).collect();
        assert_eq!(sheet, csv, "{filter}");
    }
    let answer = app.get("/api/v1/lessons.xlsx").header("accept-encoding", "gzip").send().await;
    assert_eq!((answer.status, answer.header("content-type")), (200, Some(XLSX)));
    assert_eq!(answer.header("content-disposition"), Some("inline; filename=\"lessons.xlsx\""));
    assert_eq!(answer.header("content-encoding"), None, "it is packed in itself");
    let sheet = cells(&answer.body);
    let column = |name: &str| sheet[0].iter().position(|cell| text(cell) == name).unwrap();
    let (year, title) = (column("year"), column("title"));
    assert!(sheet[1..].iter().all(|row| matches!(row[year], Data::Float(_) | Data::Empty)), "years are numbers");
    assert!(sheet[1..].iter().all(|row| matches!(row[title], Data::String(_))), "titles are texts");
}

#[tokio::test]
async fn what_looks_like_a_formula_is_none() {
    let app = TestApp::builder().without_second_factor().start().await;
    let (ana, editor) =
        (app.sign_up("ana@example.org", "Ana").await, app.with_role("ed@example.org", Role::Editor).await);
    let title = "=HYPERLINK(\"https://example.org\",\"Shade\")";
    let published = app.publish(&ana, &editor, title).await;
    let csv = app.client().export_lessons_csv(&query("city=accra")).await.unwrap();
    let csv = csv::Reader::from_reader(csv.as_bytes()).records().map(Result::unwrap).collect::<Vec<_>>();
    let row = csv.iter().find(|record| record[0] == published.id.to_string()).unwrap();
    assert_eq!(row[2], format!("'{title}"));
    let sheet = cells(&app.client().export_lessons_xlsx(&query("city=accra")).await.unwrap());
    let row = sheet.iter().find(|row| text(&row[0]) == published.id.to_string()).unwrap();
    assert_eq!(row[2], Data::String(title.to_owned()), "a text is a text there, as it was written");
    let lines = app.client().export_lessons_ndjson(&query("city=accra")).await.unwrap();
    assert!(lines.iter().any(|lesson| lesson.title == title));
}

#[tokio::test]
async fn the_accepted_type_decides_and_each_has_its_validator() {
    let app = TestApp::shared().await;
    let mut seen = Vec::new();
    for (accept, expected, path) in [
        ("application/json", "application/json", "/api/v1/lessons?topic=health"),
        ("text/csv", CSV, "/api/v1/lessons?topic=health"),
        ("application/x-ndjson", NDJSON, "/api/v1/lessons?topic=health"),
        ("application/ndjson;q=0.9, text/csv;q=0.5", NDJSON, "/api/v1/lessons?topic=health"),
        (XLSX, XLSX, "/api/v1/lessons?topic=health"),
        ("*/*", XLSX, "/api/v1/lessons.xlsx?topic=health"),
    ] {
        let answer = app.get(path).header("accept", accept).send().await;
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(expected)), "{accept}");
        let etag = answer.header("etag").unwrap().trim_start_matches("W/").to_owned();
        let again = app.get(path).header("accept", accept).header("if-none-match", &etag).send().await;
        assert_eq!((again.status, again.body.len()), (304, 0), "{accept}");
        if expected != NDJSON || accept == NDJSON {
            assert!(!seen.contains(&etag), "{accept}: {etag}");
        }
        seen.push(etag);
    }
    assert_eq!(app.get("/api/v1/lessons").header("accept", "image/png").status().await, 406);
}

#[tokio::test]
async fn what_a_file_does_not_take_is_told() {
    let app = TestApp::shared().await;
    for ending in ["csv", "ndjson", "xlsx"] {
        for (query, code) in
            [("limit=5", "not_taken_here"), ("sort=title", "not_taken_here"), ("topic=weather", "unknown_value")]
        {
            let answer = app.get(&format!("/api/v1/lessons.{ending}?{query}")).send().await;
            assert_eq!(answer.status, 400, "{ending} {query}");
            assert_eq!(answer.json()["errors"][0]["code"], code, "{ending} {query}");
        }
    }
}

#[tokio::test]
async fn drafts_are_in_no_file() {
    let app = TestApp::builder().without_second_factor().start().await;
    let (ana, editor) =
        (app.sign_up("ana@example.org", "Ana").await, app.with_role("ed@example.org", Role::Editor).await);
    app.publish(&ana, &editor, "Shade first").await;
    app.submit(&ana, "Quokkaproof roofs").await;
    for client in [&app.client(), &ana.client, &editor.client] {
        let sheet = cells(&client.export_lessons_xlsx(&query("city=accra")).await.unwrap());
        let titles: Vec<String> = sheet.iter().map(|row| text(&row[2])).collect();
        assert!(titles.iter().any(|title| title == "Shade first"), "{titles:?}");
        assert!(titles.iter().all(|title| !title.contains("Quokkaproof")), "{titles:?}");
        let lines = client.export_lessons_ndjson(&query("")).await.unwrap();
        assert!(lines.iter().all(|lesson| !lesson.title.contains("Quokkaproof")));
    }
}

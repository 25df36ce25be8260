//! Loading the reference data again: what is the same stays, what differs is updated by its key, what is bad is
//! told by file, row and field, and then nothing is loaded.

use app::reference::{Counts, LoadError, Loaded, Origin, Report};
use serde_json::{Value, json};
use test_support::{Reference, TestApp};

async fn tables(app: &TestApp) -> Vec<u64> {
    let mut counts = Vec::new();
    for table in ["terms", "countries", "cities", "city_terms", "audit_log", "change_log"] {
        counts.push(app.database.count(table).await);
    }
    counts
}

const fn only(unchanged: usize) -> Counts {
    Counts { created: 0, updated: 0, unchanged, absent: 0 }
}

#[tokio::test]
async fn loading_twice_changes_nothing() {
    let app = TestApp::start().await;
    let before = tables(&app).await;
    let report = app.load(&Reference::default()).await;
    let terms = report.terms.unchanged;
    let (lessons, library) = (only(136), only(92));
    assert_eq!(
        report,
        Report { terms: only(terms), countries: only(137), cities: only(297), lessons, library, notes: only(12) }
    );
    assert_eq!(tables(&app).await, before);
    assert_eq!(app.client().get_city("accra").await.unwrap().version, 1);
}

#[tokio::test]
async fn an_empty_database_is_filled() {
    let app = TestApp::builder().empty().start().await;
    assert_eq!(app.get("/api/v1/cities").send().await.json()["items"], json!([]));
    assert_eq!(app::reference::loaded(&app.ctx, test_support::REFERENCE).await.unwrap(), Loaded::Nothing);
    app::reference::load(&app.ctx, &app::operator(), test_support::REFERENCE, Origin::Program).await.unwrap();
    assert_eq!(app::reference::loaded(&app.ctx, test_support::REFERENCE).await.unwrap(), Loaded::These);
    app.wait_until_indexed().await;
    assert_eq!(
        app.get("/api/v1/cities?facets=member&limit=1").send().await.json()["facets"][0]["values"],
        json!([{ "value": "false", "count": 195 }, { "value": "true", "count": 102 }])
    );
}

#[tokio::test]
async fn a_changed_row_is_updated_by_its_key() {
    let app = TestApp::start().await;
    let before = app.client().get_city("accra").await.unwrap();
    app.clock.advance(chrono::TimeDelta::hours(1));
    let mut reference = Reference::default();
    let row = reference.city("accra");
    row["shocks"] = json!(["drought"]);
    row["population"] = Value::Null;
    let report = app.load(&reference).await;
    assert_eq!(report.cities, Counts { updated: 1, unchanged: 296, ..Counts::default() });
    let after = app.client().get_city("accra").await.unwrap();
    assert_eq!((after.id, after.version, after.population, after.population_band), (before.id, 2, None, None));
    assert!(after.updated_at > before.updated_at);
    let drought = app.get("/api/v1/cities?shock=drought&limit=100&country=GH").send().await.json();
    assert!(drought["items"].as_array().unwrap().iter().any(|city| city["slug"] == "accra"), "and filters see it");
    let fire = app.get("/api/v1/cities?shock=urban_fire&limit=100&country=GH").send().await.json();
    assert!(fire["items"].as_array().unwrap().iter().all(|city| city["slug"] != "accra"));
}

#[tokio::test]
async fn years_and_files_that_cannot_be_are_told() {
    let app = TestApp::start().await;
    let mut reference = Reference::default();
    reference.city("melbourne")["strategy"]["year"] = json!(99_999);
    reference.city("accra")["membership"]["joined"] = json!(0);
    let empty = Reference { cities: json!([]), ..Reference::default() };
    for (reference, expected) in [(reference, &["membership.joined", "strategy.year"][..]), (empty, &[""])] {
        let Err(LoadError::BadRows(bad)) = reference.load(&app.ctx).await else { panic!("bad rows were loaded") };
        let mut fields: Vec<&str> = bad.iter().map(|row| row.field.as_str()).collect();
        fields.sort_unstable();
        assert_eq!(fields, expected);
    }
}

#[tokio::test]
async fn a_country_is_said_three_times_and_is_one() {
    let app = TestApp::start().await;
    let mut reference = Reference::default();
    reference.city("accra")["country"] = json!("Wrongland");
    reference.city("dakar")["country_iso3"] = json!("XXX");
    reference.city("melbourne")["country_iso2"] = json!("GH");
    let Err(LoadError::BadRows(bad)) = reference.load(&app.ctx).await else { panic!("bad rows were loaded") };
    let mut told: Vec<_> = bad.iter().map(|row| (row.field.as_str(), row.message.as_str())).collect();
    told.sort_unstable();
    assert_eq!(
        told,
        [
            ("country", "of GH it is 'Ghana' in countries.json"),
            ("country", "of GH it is 'Ghana' in countries.json"),
            ("country_iso3", "of GH it is 'GHA' in countries.json"),
            ("country_iso3", "of SN it is 'SEN' in countries.json"),
        ]
    );
}

#[tokio::test]
async fn a_byte_order_mark_in_front_of_a_file_is_passed_over() {
    let app = TestApp::start().await;
    let marked = |text: &str| format!("\u{feff}{text}");
    let own = test_support::REFERENCE;
    let (vocabularies, countries, cities) = (marked(own.vocabularies), marked(own.countries), marked(own.cities));
    let (lessons, library, notes) = (marked(own.lessons), marked(own.library), marked(own.notes));
    let frameworks: Vec<_> = own.frameworks.iter().map(|(name, text)| (*name, marked(text))).collect();
    let frameworks: Vec<_> = frameworks.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let files = app::reference::Files {
        vocabularies: &vocabularies,
        countries: &countries,
        cities: &cities,
        lessons: &lessons,
        library: &library,
        notes: &notes,
        frameworks: &frameworks,
    };
    let report = app::reference::load(&app.ctx, &app::operator(), files, Origin::Chosen).await.unwrap();
    assert_eq!((report.cities.created, report.cities.updated), (0, 0), "they say the same");
}

#[tokio::test]
async fn new_rows_come_and_missing_ones_stay() {
    let app = TestApp::start().await;
    let mut reference = Reference::default();
    let mut row = reference.city("accra").clone();
    row["slug"] = json!("new-accra");
    row["name"] = json!("New Accra");
    let rows = reference.cities.as_array_mut().unwrap();
    rows.retain(|row| row["slug"] != "melbourne");
    rows.push(row);
    let report = app.load(&reference).await;
    assert_eq!(report.cities, Counts { created: 1, updated: 0, unchanged: 296, absent: 1 });
    assert_eq!(app.client().get_city("new-accra").await.unwrap().name, "New Accra");
    assert_eq!(app.client().get_city("melbourne").await.unwrap().version, 1);
}

#[tokio::test]
async fn bad_rows_are_told_and_nothing_is_loaded() {
    let app = TestApp::start().await;
    let before = tables(&app).await;
    let mut reference = Reference::default();
    reference.city("melbourne")["population"] = json!(1);
    reference.city("accra")["lat"] = json!(123.0);
    reference.city("dakar")["shocks"] = json!(["boredom"]);
    reference.city("medellin")["region"] = json!("moon");
    reference.countries[0]["iso3"] = json!("xx");
    reference.vocabularies["shocks"][0]["label_en"] = json!(" ");
    reference.vocabularies["shocks"][1]["definition_en"].take();
    reference.framework("tool_types.json")["items"][0]["phase"] = json!("sleep");
    reference.framework("sectors.json")["items"][1]["name"] = json!(7);
    let Err(LoadError::BadRows(bad)) = reference.load(&app.ctx).await else { panic!("bad rows were loaded") };
    let told: Vec<_> = bad
        .iter()
        .map(|bad| {
            (
                bad.file,
                bad.row.rsplit_once('(').map(|(_, key)| key.trim_end_matches(')')).unwrap_or_default(),
                bad.field.as_str(),
            )
        })
        .collect();
    let first_country = Reference::default().countries[0]["iso2"].as_str().unwrap().to_owned();
    let expected = [
        ("vocab.json", "blizzard", "label_en"),
        ("vocab.json", "chemical_emergency", "definition_en"),
        ("countries.json", first_country.as_str(), "iso3"),
        ("sectors.json", "sanitation", "name"),
        ("tool_types.json", "rapid_impact_scan", "phase"),
        ("cities.json", "accra", "lat"),
        ("cities.json", "dakar", "shocks"),
        ("cities.json", "medellin", "region"),
        // A city of the country whose row is bad.
        ("cities.json", "luanda", "country_iso3"),
    ];
    assert_eq!(told, expected);
    assert_eq!(tables(&app).await, before);
    assert_ne!(app.client().get_city("melbourne").await.unwrap().population, Some(1), "the good rows stayed out too");
}

#[tokio::test]
async fn files_that_are_none_are_told() {
    let app = TestApp::start().await;
    let files = app::reference::Files { cities: "[{", ..test_support::REFERENCE };
    let error = app::reference::load(&app.ctx, &app::operator(), files, Origin::Program).await.unwrap_err();
    let LoadError::BadRows(bad) = &error else { panic!("{error}") };
    assert!(bad[0].to_string().starts_with("cities.json: the file is not the expected JSON"), "{}", bad[0]);
    let files = app::reference::Files { frameworks: &[("sectors.json", "{}")], ..test_support::REFERENCE };
    let error = app::reference::load(&app.ctx, &app::operator(), files, Origin::Program).await.unwrap_err();
    let LoadError::BadRows(bad) = &error else { panic!("{error}") };
    assert_eq!(bad[0].to_string(), "sectors.json: the file holds no sectors");
    let mut reference = Reference::default();
    let twice = reference.city("accra").clone();
    reference.cities.as_array_mut().unwrap().push(twice);
    let error = reference.load(&app.ctx).await.unwrap_err();
    assert_eq!(error.to_string(), "1 row of the reference data is bad; nothing was loaded");
}

#[tokio::test]
async fn visitors_load_nothing() {
    let app = TestApp::start().await;
    let loaded =
        app::reference::load(&app.ctx, &domain::policy::Actor::Visitor, test_support::REFERENCE, Origin::Program).await;
    assert!(matches!(loaded, Err(LoadError::App(app::Error::Denied))), "{loaded:?}");
}

//! Cities taken away: CSV, GeoJSON, and which one comes for which `Accept`.

use crate::expected::{RULES, slugs};
use domain::cities::{CityFilter, Region};
use serde_json::{Value, json};
use test_support::{Reference, TestApp};

fn records(csv: &str) -> Vec<csv::StringRecord> {
    csv::Reader::from_reader(csv.as_bytes()).records().map(Result::unwrap).collect()
}

#[tokio::test]
async fn csv_holds_every_city_under_a_header() {
    let app = TestApp::shared().await;
    let answer = app.get("/api/v1/cities.csv").send().await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8"));
    assert_eq!(answer.header("content-disposition"), Some("inline; filename=\"cities.csv\""));
    let text = answer.text();
    let header = "id,slug,name,country,country_name,region,latitude,longitude,population,population_band,climate,coastal,income_group,member,shocks,stresses,version,updated_at\r\n";
    assert!(text.starts_with(header), "{}", text.lines().next().unwrap_or_default());
    assert!(text.contains(",\"Washington, DC\","), "a comma in a name is quoted");
    let records = records(&text);
    assert_eq!(records.len(), 297);
    let mut reference = Reference::default();
    for record in records {
        let row = reference.city(&record[1]).clone();
        let number = |place: usize| record[place].parse::<f64>().ok();
        assert_eq!(
            (&record[2], number(6), number(8)),
            (row["name"].as_str().unwrap(), row["lat"].as_f64(), row["population"].as_f64()),
            "{}",
            &record[1]
        );
        assert_eq!(
            record[14].split_whitespace().collect::<Vec<_>>(),
            row["shocks"].as_array().unwrap().iter().map(|key| key.as_str().unwrap()).collect::<Vec<_>>()
        );
    }
}

#[tokio::test]
async fn a_name_that_looks_like_a_formula_is_made_harmless_in_csv_alone() {
    let app = TestApp::start().await;
    let mut reference = Reference::default();
    let name = "=HYPERLINK(\"https://example.org\";\"Accra\")";
    reference.city("accra")["name"] = json!(name);
    app.load(&reference).await;
    let csv = app
        .client()
        .export_cities_csv(&CityFilter { countries: vec!["GH".into()], ..CityFilter::default() })
        .await
        .unwrap();
    let record = records(&csv).into_iter().find(|record| &record[1] == "accra").unwrap();
    assert_eq!(&record[2], format!("'{name}"));
    assert_eq!(app.client().get_city("accra").await.unwrap().name, name);
    assert!(record[7].starts_with('-'), "numbers stay numbers: {}", &record[7]);
}

#[tokio::test]
async fn geojson_is_a_feature_collection_of_points() {
    let app = TestApp::shared().await;
    let answer = app.get("/api/v1/cities.geojson").send().await;
    assert_eq!(answer.header("content-type"), Some("application/geo+json"));
    let collection = answer.json();
    assert_eq!(collection["type"], "FeatureCollection");
    let features = collection["features"].as_array().unwrap();
    assert_eq!(features.len(), 297);
    let mut reference = Reference::default();
    for feature in features {
        assert_eq!((&feature["type"], &feature["geometry"]["type"]), (&json!("Feature"), &json!("Point")));
        assert_eq!(feature["id"].as_str().unwrap().len(), 36);
        let row = reference.city(feature["properties"]["slug"].as_str().unwrap());
        assert_eq!(feature["geometry"]["coordinates"], json!([row["lon"], row["lat"]]), "longitude first");
        assert_eq!(feature["properties"]["name"], row["name"]);
        assert!(feature["properties"].get("latitude").is_none(), "the place is said once");
    }
}

#[tokio::test]
async fn exports_respect_the_filter() {
    let app = TestApp::shared().await;
    let filter = CityFilter { regions: vec![Region::Africa], coastal: Some(true), ..CityFilter::default() };
    let expected = slugs(Reference::default().city_rows(), &[RULES[0], RULES[9]]);
    let collection = app.client().export_cities_geojson(&filter).await.unwrap();
    let found = collection.features.into_iter().map(|feature| feature.properties.slug).collect();
    assert_eq!(expected, found);
    let csv = app.client().export_cities_csv(&filter).await.unwrap();
    assert_eq!(expected, records(&csv).iter().map(|record| record[1].to_owned()).collect());
    let none = app.get("/api/v1/cities.geojson?country=GH&climate=ET").send().await.json();
    assert_eq!(none, json!({ "type": "FeatureCollection", "features": [] }));
    assert_eq!(records(&app.get("/api/v1/cities.csv?country=GH&climate=ET").send().await.text()).len(), 0);
}

#[tokio::test]
async fn exports_are_sorted_and_hold_everything() {
    let app = TestApp::shared().await;
    let names = |csv: &str| -> Vec<String> { records(csv).iter().map(|record| record[1].to_owned()).collect() };
    let mut expected = names(&app.get("/api/v1/cities.csv").send().await.text());
    let turned = app.get("/api/v1/cities.csv?sort=-name").send().await;
    expected.reverse();
    assert_eq!(names(&turned.text()), expected);
    let accepted = app.get("/api/v1/cities?sort=-name").header("accept", "text/csv").send().await;
    assert_eq!(accepted.body, turned.body);
    for (query, words) in [("limit=5", "every city"), ("cursor=x", "every city"), ("fields=slug", "same columns")] {
        for ask in [
            app.get(&format!("/api/v1/cities.geojson?{query}")),
            app.get(&format!("/api/v1/cities?{query}")).header("accept", "text/csv"),
        ] {
            let answer = ask.send().await;
            let fault = answer.json()["errors"][0].clone();
            assert_eq!((answer.status, &fault["code"]), (400, &json!("not_taken_here")), "{query}");
            assert!(fault["message"].as_str().unwrap().contains(words), "{query}: {fault}");
        }
    }
}

#[tokio::test]
async fn the_accepted_type_decides() {
    let app = TestApp::shared().await;
    let (json, csv, geojson) = ("application/json", "text/csv; charset=utf-8", "application/geo+json");
    let table = [
        ("", json),
        ("*/*", json),
        ("application/json", json),
        ("application/*", json),
        ("text/html, */*;q=0.1", json),
        ("text/csv", csv),
        ("Text/CSV; header=present", csv),
        ("text/*", csv),
        ("application/geo+json", geojson),
        ("text/csv;q=0.5, application/geo+json", geojson),
        ("text/csv;q=0.1, application/json;q=0.9", json),
        ("text/csv;q=0, application/geo+json;q=0.2", geojson),
        ("image/png, text/csv", csv),
    ];
    for (accept, expected) in table {
        let answer = app.get("/api/v1/cities?region=africa").header("accept", accept).send().await;
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(expected)), "{accept}");
        assert_eq!(answer.header("vary").map(|vary| vary.to_lowercase().contains("accept")), Some(true), "{accept}");
    }
    for accept in ["image/png", "text/html", "application/json;q=0", "text/csv;q=0"] {
        assert_eq!(app.get("/api/v1/cities").header("accept", accept).send().await.status, 406, "{accept}");
    }
}

#[tokio::test]
async fn formats_have_validators_of_their_own() {
    let app = TestApp::shared().await;
    let mut seen = Vec::new();
    for accept in ["application/json", "text/csv", "application/geo+json"] {
        let answer = app.get("/api/v1/cities?region=africa").header("accept", accept).send().await;
        let etag = answer.header("etag").unwrap().to_owned();
        let again = app
            .get("/api/v1/cities?region=africa")
            .header("accept", accept)
            .header("if-none-match", &etag)
            .send()
            .await;
        assert_eq!((again.status, again.body.len()), (304, 0), "{accept}");
        assert!(!seen.contains(&etag), "{accept}: {etag}");
        seen.push(etag);
    }
    assert!(matches!(app.get("/api/v1/cities.geojson").send().await.json(), Value::Object(_)));
}

//! Loading reference data beside cities that were proposed.

use app::reference::Counts;
use domain::city_proposals::CityProposalDecision;
use domain::policy::{MembershipRole, Role};
use serde_json::{Value, json};
use test_support::{Reference, TestApp};

/// A server with Tabatinga, which Ana proposed and asks to lead.
async fn start() -> TestApp {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let made = app.propose(&ana, "Tabatinga").await;
    let yes = CityProposalDecision::accepted(1_300.0);
    editor.client.create_city_proposal_decision(made.id, &yes).await.unwrap();
    app.ask_to_join(&ana, "tabatinga", MembershipRole::Lead).await;
    app
}

/// A row of a file for a city of this slug, name and country.
fn row(reference: &mut Reference, slug: &str, name: &str, country: &str) -> Value {
    let mut row = reference.city("accra").clone();
    row["slug"] = json!(slug);
    row["name"] = json!(name);
    let countries = reference.countries.as_array().unwrap();
    let of = countries.iter().find(|row| row["iso2"] == country).unwrap();
    row["country_iso2"] = json!(country);
    row["country_iso3"] = of["iso3"].clone();
    row["country"] = of["name"].clone();
    row["population"] = json!(70_000);
    row
}

fn with(rows: impl FnOnce(&mut Reference) -> Value) -> Reference {
    let mut reference = Reference::default();
    let row = rows(&mut reference);
    reference.cities.as_array_mut().unwrap().push(row);
    reference
}

#[tokio::test]
async fn loading_again_neither_deletes_nor_changes_it() {
    let app = start().await;
    let before = app.client().get_city("tabatinga").await.unwrap();
    app.clock.advance(chrono::TimeDelta::hours(1));
    let report = app.load(&Reference::default()).await;
    assert_eq!(report.cities, Counts { created: 0, updated: 0, unchanged: 297, absent: 1 });
    assert_eq!(app.client().get_city("tabatinga").await.unwrap(), before);
    assert!(app.client().get_city_profile("tabatinga").await.unwrap().origin.is_some());
}

#[tokio::test]
async fn a_file_that_brings_it_takes_it_over_under_its_slug() {
    let app = start().await;
    let before = app.client().get_city("tabatinga").await.unwrap();
    let reference = with(|file| row(file, "tabatinga", "Tabatinga (Amazonas)", "BR"));
    let report = app.load(&reference).await;
    assert_eq!(report.cities, Counts { created: 0, updated: 1, unchanged: 297, absent: 0 });
    let after = app.client().get_city("tabatinga").await.unwrap();
    assert_eq!((after.id, after.name.as_str(), after.population), (before.id, "Tabatinga (Amazonas)", Some(70_000)));
    assert!(after.version > before.version);
    let profile = app.client().get_city_profile("tabatinga").await.unwrap();
    assert_eq!(profile.origin, None, "its facts are from the reference data now");
    assert_eq!(app.database.count("organisations").await, 1, "what hangs on it stays");
    let again = app.load(&reference).await;
    assert_eq!(again.cities, Counts { created: 0, updated: 0, unchanged: 298, absent: 0 });
}

#[tokio::test]
async fn a_file_that_names_it_by_another_slug_takes_it_over_as_well() {
    let app = start().await;
    let before = app.client().get_city("tabatinga").await.unwrap();
    let report = app.load(&with(|file| row(file, "tabatinga-am", "TABATINGA", "BR"))).await;
    assert_eq!(report.cities, Counts { created: 0, updated: 1, unchanged: 297, absent: 0 });
    assert_eq!(app.client().get_city("tabatinga-am").await.unwrap().id, before.id);
    assert_eq!(app.get("/api/v1/cities/tabatinga").send().await.status, 404);
}

#[tokio::test]
async fn it_makes_way_for_a_city_of_another_country_with_its_slug() {
    let app = start().await;
    let before = app.client().get_city("tabatinga").await.unwrap();
    let report = app.load(&with(|file| row(file, "tabatinga", "Tabatinga", "PE"))).await;
    assert_eq!(report.cities, Counts { created: 1, updated: 0, unchanged: 297, absent: 1 });
    let other = app.client().get_city("tabatinga").await.unwrap();
    assert_eq!((other.country.as_str(), other.id == before.id), ("PE", false));
    let moved = app.client().get_city("tabatinga-br").await.unwrap();
    assert_eq!((moved.id, moved.population), (before.id, before.population));
}

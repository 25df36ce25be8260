//! The city that comes of an accepted proposal: its facts, where it is shown, and that it can be claimed.

use super::{problem, subjects};
use chrono::TimeDelta;
use contract::Patch;
use domain::cities::{IncomeGroup, PopulationBand, Region, SimilarQuery, StrategyStatus};
use domain::city_proposals::{CityProposal, CityProposalDecision, CityProposalStatus, NewCityProposal};
use domain::identity::SecondFactorRemoval;
use domain::memberships::MembershipStatus;
use domain::policy::{MembershipRole, Role};
use serde_json::{Value, json};
use test_support::{PASSWORD, Person, TestApp, proposal};

fn yes() -> CityProposalDecision {
    CityProposalDecision::accepted(1_300.0)
}

/// Tabatinga, proposed by Ana and accepted as `decision` says.
async fn accepted(app: &TestApp, decision: &CityProposalDecision) -> (Person, Person, CityProposal) {
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let made = app.propose(&ana, "Tabatinga").await;
    let accepted = editor.client.create_city_proposal_decision(made.id, decision).await.unwrap();
    (ana, editor, accepted)
}

#[tokio::test]
async fn it_has_the_facts_that_are_known_and_no_others() {
    let app = TestApp::start().await;
    let (_, _, accepted) = accepted(&app, &yes()).await;
    assert_eq!((accepted.status, accepted.city.as_deref()), (CityProposalStatus::Accepted, Some("tabatinga")));
    let city = app.client().get_city("tabatinga").await.unwrap();
    assert_eq!((city.name.as_str(), city.country.as_str(), city.country_name.as_str()), ("Tabatinga", "BR", "Brazil"));
    assert_eq!((city.region, city.income_group), (Region::LatinAmericaCaribbean, IncomeGroup::UpperMiddle));
    assert_eq!((city.population, city.population_band), (Some(66_764), Some(PopulationBand::Under100k)));
    assert_eq!((city.time_zone.as_str(), city.climate, city.member), ("America/Manaus", None, false));
    assert_eq!(
        (city.coastal, city.coast_distance_km, city.strategy_status),
        (false, 1_300.0, StrategyStatus::NotApplicable)
    );
    assert!(city.shocks.is_empty() && city.stresses.is_empty() && city.membership.is_none(), "not stated");
    let origin = app.client().get_city_profile("tabatinga").await.unwrap().origin.unwrap();
    assert_eq!((origin.source.as_str(), origin.population_year), ("https://example.org/city", Some(2022)));
    assert_eq!(origin.accepted_at, accepted.decided_at.unwrap());
    assert_eq!(app.client().get_city_profile("melbourne").await.unwrap().origin, None);
}

#[tokio::test]
async fn what_is_wrong_is_put_right_with_the_yes() {
    let app = TestApp::start().await;
    let right = CityProposalDecision {
        name: Some(" Leticia ".into()),
        country: Some("co".into()),
        latitude: Some(-4.2153),
        longitude: Some(-69.9406),
        population: Patch::Empty,
        time_zone: Some("America/Bogota".into()),
        coast_distance_km: Some(50.0),
        ..yes()
    };
    let (.., accepted) = accepted(&app, &right).await;
    assert_eq!((accepted.name.as_str(), accepted.city.as_deref()), ("Tabatinga", Some("leticia")), "as it was asked");
    let city = app.client().get_city("leticia").await.unwrap();
    assert_eq!((city.name.as_str(), city.country.as_str(), city.latitude), ("Leticia", "CO", -4.2153));
    assert_eq!((city.population, city.population_band, city.coastal), (None, None, true));
    assert_eq!(city.time_zone, "America/Bogota");
    let origin = app.client().get_city_profile("leticia").await.unwrap().origin.unwrap();
    assert_eq!(origin.population_year, None, "of a number that is not there");
}

#[tokio::test]
async fn a_yes_asks_for_what_a_city_cannot_do_without() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let zoneless =
        NewCityProposal { time_zone: None, population: None, population_year: None, ..proposal("Tabatinga") };
    let made = super::ask(&ana, &zoneless).await.unwrap();
    let decide = async |decision: &CityProposalDecision| {
        editor.client.create_city_proposal_decision(made.id, decision).await.map_err(problem)
    };
    let silent = CityProposalDecision { coast_distance_km: None, country: Some("ZZ".into()), ..yes() };
    let pointers: Vec<_> = decide(&silent).await.unwrap_err().errors.into_iter().map(|fault| fault.pointer).collect();
    assert_eq!(pointers, ["/coast_distance_km", "/country"]);
    let pointers: Vec<_> = decide(&yes()).await.unwrap_err().errors.into_iter().map(|fault| fault.pointer).collect();
    assert_eq!(pointers, ["/time_zone"]);
    let zoned = CityProposalDecision { time_zone: Some("America/Manaus".into()), ..yes() };
    decide(&zoned).await.unwrap();
    assert_eq!(app.client().get_city("tabatinga").await.unwrap().population, None);
}

#[tokio::test]
async fn list_search_map_facets_exports_and_similar_cities_show_it() {
    let app = TestApp::start().await;
    let (.., accepted) = accepted(&app, &yes()).await;
    app.wait_until_indexed().await;
    let get = async |path: &str| app.get(&format!("/api/v1{path}")).send().await.json();
    let slugs =
        |page: &Value| page["items"].as_array().unwrap().iter().map(|item| item["slug"].clone()).collect::<Vec<_>>();
    assert!(slugs(&get("/cities?country=BR&limit=100&member=false").await).contains(&json!("tabatinga")));
    assert_eq!(slugs(&get("/cities?q=tabatinga").await)[0], "tabatinga");
    assert_eq!(slugs(&get("/search?q=tabatinga").await)[0], "tabatinga");
    let facets = get("/cities?facets=member&limit=1").await["facets"][0]["values"].clone();
    assert_eq!(facets, json!([{ "value": "false", "count": 196 }, { "value": "true", "count": 102 }]));
    assert!(app.get("/api/v1/cities.geojson?country=BR").send().await.text().contains("\"tabatinga\""));
    assert!(app.get("/api/v1/cities.csv?country=BR").send().await.text().contains("tabatinga"));
    let similar = app.client().list_similar_cities("tabatinga", &SimilarQuery::default()).await.unwrap();
    assert!(!similar.items.is_empty());
    let id = accepted.id;
    let lines = app.database.texts("SELECT action FROM audit_log").await;
    assert_eq!(lines.iter().filter(|line| *line == "create_city_proposal_decision").count(), 2, "of {id} and its city");
}

#[tokio::test]
async fn who_proposed_is_told_and_claims_it() {
    let app = TestApp::start().await;
    let (ana, editor, _) = accepted(&app, &yes()).await;
    app.work().await;
    assert_eq!(subjects(&app, "ana@example.org").last().unwrap(), "Tabatinga is here now");
    let mails = app.mails.sent();
    let text = mails.iter().map(|mail| mail.text()).find(|text| text.contains("Tabatinga is here now")).unwrap();
    assert!(text.contains("/en/join?city=tabatinga&as=lead"), "{text}");
    let claim = app.ask_to_join(&ana, "tabatinga", MembershipRole::Lead).await;
    let yes =
        domain::memberships::MembershipDecision { decision: domain::organisations::Verdict::Accepted, reason: None };
    let led = editor.client.create_membership_decision(claim.id, &yes).await.unwrap();
    assert_eq!((led.status, led.organisation.city.as_deref()), (MembershipStatus::Active, Some("tabatinga")));
}

#[tokio::test]
async fn slugs_are_unique_and_a_second_of_the_same_city_is_refused_with_its_slug() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let here = NewCityProposal { country: "US".into(), latitude: 28.08, longitude: -80.61, ..proposal("Melbourne") };
    let (one, other) = (super::ask(&ana, &here).await.unwrap(), super::ask(&ana, &here).await.unwrap());
    let made = editor.client.create_city_proposal_decision(one.id, &yes()).await.unwrap();
    assert_eq!(made.city.as_deref(), Some("melbourne-us"));
    let twice = problem(editor.client.create_city_proposal_decision(other.id, &yes()).await.unwrap_err());
    assert_eq!((twice.status, twice.existing.as_deref()), (409, Some("melbourne-us")));
    let still = ana.client.get_city_proposal(other.id).await.unwrap();
    assert_eq!(still.status, CityProposalStatus::Open, "nothing of the refused decision stays");
    let named = NewCityProposal { country: "US".into(), latitude: 30.0, longitude: -80.0, ..proposal("مدينة") };
    let named = super::ask(&ana, &named).await.unwrap();
    let made = editor.client.create_city_proposal_decision(named.id, &yes()).await.unwrap();
    assert_eq!(made.city.as_deref(), Some("city"), "a name without Latin letters");
}

#[tokio::test]
async fn the_city_stays_when_who_proposed_it_goes() {
    let app = TestApp::start().await;
    let (ana, ..) = accepted(&app, &yes()).await;
    ana.client.delete_me(&SecondFactorRemoval { password: PASSWORD.into() }).await.unwrap();
    app.work().await;
    app.clock.advance(TimeDelta::days(14));
    assert_eq!(app::identity::clear_away(&app.ctx).await.unwrap(), 1);
    assert_eq!(app.database.count("city_proposals").await, 0);
    assert_eq!(app.client().get_city("tabatinga").await.unwrap().name, "Tabatinga");
    assert!(app.client().get_city_profile("tabatinga").await.unwrap().origin.is_some(), "and where its facts are from");
}

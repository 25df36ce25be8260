//! Cities: lists, filters, pages, one.

mod exports;
mod similar;
mod validators;

use crate::expected::{self, RULES, all_items, listed};
use domain::cities::{CityFacet, CityField, CityFilter, CityQuery, CitySort, Region};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use test_support::{Reference, TestApp};

#[tokio::test]
async fn pages_hold_every_city_once_in_order() {
    let app = TestApp::shared().await;
    let client = app.client();
    for sort in CitySort::ALL {
        let mut query = CityQuery { sort: Some(*sort), limit: Some(50), ..CityQuery::default() };
        let mut cities = Vec::new();
        loop {
            let page = client.list_cities(&query).await.unwrap();
            cities.extend(page.items);
            let Some(next) = page.next else { break };
            query.cursor = Some(next);
        }
        let populations: Vec<_> = cities.iter().map(|city| city.population.unwrap_or(-1)).collect();
        match sort {
            CitySort::Population => assert!(populations.is_sorted(), "{populations:?}"),
            CitySort::PopulationDescending => assert!(populations.iter().rev().is_sorted(), "{populations:?}"),
            CitySort::UpdatedAt => assert!(cities.iter().map(|city| city.updated_at).is_sorted()),
            CitySort::UpdatedAtDescending => assert!(cities.iter().rev().map(|city| city.updated_at).is_sorted()),
            CitySort::Name | CitySort::NameDescending => {}
        }
        let mut slugs: Vec<_> = cities.into_iter().map(|city| city.slug).collect();
        slugs.sort();
        slugs.dedup();
        assert_eq!(slugs.len(), 297, "{sort}: a city is missing or came twice");
    }
}

#[tokio::test]
async fn names_are_in_alphabetical_order_whatever_their_accents() {
    let app = TestApp::shared().await;
    let up = all_items(&app, "/api/v1/cities", "limit=100&sort=name").await;
    let mut down = all_items(&app, "/api/v1/cities", "limit=100&sort=-name").await;
    down.reverse();
    assert_eq!(up, down, "Z to A is A to Z turned round");
    let place = |name: &str| up.iter().position(|city| city["name"] == name).unwrap_or_else(|| panic!("{name}"));
    let names = ["Accra", "Colombo", "Córdoba", "Dakar", "Medellín", "Melbourne", "Vejle"];
    assert!(names.map(place).is_sorted(), "{names:?}");
}

#[tokio::test]
async fn pages_of_one_city_each_reach_the_end() {
    let app = TestApp::shared().await;
    for sort in ["name", "-population", "updated_at"] {
        let slow =
            all_items(&app, "/api/v1/cities", &format!("limit=1&region=north_america&member=true&sort={sort}")).await;
        let quick =
            all_items(&app, "/api/v1/cities", &format!("limit=100&region=north_america&member=true&sort={sort}")).await;
        assert!(slow.len() > 5, "{sort}");
        assert_eq!(slow, quick, "{sort}");
    }
}

#[tokio::test]
async fn a_city_that_moves_between_two_pages_harms_no_other() {
    let app = TestApp::start().await;
    let mut query = CityQuery { sort: Some(CitySort::Name), limit: Some(100), ..CityQuery::default() };
    let first = app.client().list_cities(&query).await.unwrap();
    let mut reference = Reference::default();
    reference.city("accra")["name"] = json!("Zz Accra");
    app.load(&reference).await;
    let mut slugs: Vec<_> = first.items.into_iter().map(|city| city.slug).collect();
    query.cursor = first.next;
    while query.cursor.is_some() {
        let page = app.client().list_cities(&query).await.unwrap();
        slugs.extend(page.items.into_iter().map(|city| city.slug));
        query.cursor = page.next;
    }
    let (moved, others): (Vec<_>, Vec<_>) = slugs.into_iter().partition(|slug| slug == "accra");
    assert_eq!(moved.len(), 2, "seen where it was and where it is");
    assert_eq!(others.len(), 296);
}

#[tokio::test]
async fn each_filter_alone_lets_through_what_the_file_says() {
    let app = TestApp::shared().await;
    let reference = Reference::default();
    for rule in RULES {
        let expected = expected::slugs(reference.city_rows(), &[rule]);
        assert!(!expected.is_empty() && expected.len() < 297, "{} tells no cities apart", rule.query);
        assert_eq!(listed(&app, rule.query).await, expected, "{}", rule.query);
    }
}

#[tokio::test]
async fn filters_together_let_through_what_passes_all() {
    let app = TestApp::shared().await;
    let reference = Reference::default();
    for (place, first) in RULES.iter().enumerate() {
        for second in RULES[place + 1..].iter().filter(|second| second.facet != first.facet) {
            let rules = [*first, *second];
            let query = expected::query(&rules);
            assert_eq!(listed(&app, &query).await, expected::slugs(reference.city_rows(), &rules), "{query}");
        }
    }
    let many = [RULES[1], RULES[3], RULES[9], RULES[7]];
    assert_eq!(listed(&app, &expected::query(&many)).await, expected::slugs(reference.city_rows(), &many));
}

#[tokio::test]
async fn facets_count_what_another_value_would_give() {
    let app = TestApp::shared().await;
    let reference = Reference::default();
    let all = CityFacet::ALL.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    let filters = [
        vec![],
        vec![RULES[1]],
        vec![RULES[1], RULES[9]],
        vec![RULES[5], RULES[3]],
        vec![RULES[2], RULES[7], RULES[12]],
    ];
    for rules in filters {
        let query = format!("limit=1&facets={all}&{}", expected::query(&rules));
        let page = app.get(&format!("/api/v1/cities?{query}")).send().await.json();
        let facets = page["facets"].as_array().unwrap();
        assert_eq!(facets.len(), CityFacet::ALL.len());
        for (facet, answered) in CityFacet::ALL.iter().zip(facets) {
            assert_eq!(answered["name"], facet.as_str());
            let values = answered["values"].as_array().unwrap();
            assert!(
                values.iter().rev().map(|value| value["count"].as_u64()).is_sorted(),
                "{query}, {facet}: most frequent first"
            );
            let counts: BTreeMap<String, u64> = values
                .iter()
                .map(|value| (value["value"].as_str().unwrap().to_owned(), value["count"].as_u64().unwrap()))
                .collect();
            assert_eq!(counts, expected::counts(reference.city_rows(), &rules, *facet), "{query}, {facet}");
        }
    }
    assert_eq!(
        app.get("/api/v1/cities?limit=1").send().await.json()["facets"],
        Value::Null,
        "none asked for, none counted"
    );
}

#[tokio::test]
async fn only_the_asked_fields_come() {
    let app = TestApp::shared().await;
    let whole = app.get("/api/v1/cities?limit=3").send().await.json();
    for field in CityField::ALL {
        let part = app.get(&format!("/api/v1/cities?limit=3&fields=slug,{field}")).send().await.json();
        for (part, whole) in part["items"].as_array().unwrap().iter().zip(whole["items"].as_array().unwrap()) {
            let names: Vec<_> = part.as_object().unwrap().keys().collect();
            assert_eq!(names.len(), if *field == CityField::Slug { 1 } else { 2 }, "{names:?}");
            assert_eq!(part[field.as_str()], whole[field.as_str()], "{field}");
        }
        assert_eq!(part["next"], whole["next"], "the cursor needs no field");
    }
}

#[tokio::test]
async fn words_forgive_typos_accents_and_case() {
    let app = TestApp::shared().await;
    for q in ["medellin", "Medell%C3%ADn", "MEDELLIN", "medelin", "medel", "medellin+colombia"] {
        assert!(listed(&app, &format!("q={q}")).await.contains("medellin"), "{q}");
    }
    for nothing in ["qqqqqqqq", "%22", "---", "%28"] {
        assert!(listed(&app, &format!("q={nothing}")).await.is_empty(), "{nothing}");
    }
}

#[tokio::test]
async fn an_empty_parameter_is_refused_by_its_name() {
    let app = TestApp::shared().await;
    for name in ["q", "region", "shock", "member", "sort", "facets", "fields", "limit", "cursor"] {
        let answer = app.get(&format!("/api/v1/cities?{name}=")).send().await;
        let fault = answer.json()["errors"][0].clone();
        assert_eq!((answer.status, &fault["pointer"], &fault["code"]), (400, &json!(name), &json!("empty")), "{name}");
    }
}

#[tokio::test]
async fn words_find_what_cities_face_in_other_languages() {
    let app = TestApp::shared().await;
    let reference = Reference::default();
    let shocks = reference.vocabularies["shocks"].as_array().unwrap();
    let term = shocks.iter().find(|term| term["id"] == "rainfall_flooding").unwrap();
    let facing = expected::slugs(reference.city_rows(), &[RULES[5]]);
    let facing: Vec<_> = facing
        .into_iter()
        .filter(|slug| reference.clone().city(slug)["shocks"].as_array().unwrap().contains(&json!("rainfall_flooding")))
        .collect();
    for language in ["label_en", "label_es", "label_fr", "label_pt", "label_ar"] {
        let filter = CityFilter { q: Some(term[language].as_str().unwrap().to_owned()), ..CityFilter::default() };
        let found = listed(&app, filter.to_query().trim_start_matches('?')).await;
        assert!(facing.iter().all(|slug| found.contains(slug)), "{language}: {filter:?}");
    }
}

#[tokio::test]
async fn words_and_filters_are_and() {
    let app = TestApp::shared().await;
    let filter = CityFilter {
        regions: vec![Region::Africa, Region::AsiaPacific],
        member: Some(true),
        q: Some("acra".into()),
        ..CityFilter::default()
    };
    let page = app.client().list_cities(&CityQuery { filter, ..CityQuery::default() }).await.unwrap();
    assert!(page.items.iter().any(|city| city.slug == "accra"));
    assert!(page.items.iter().all(|city| city.member && [Region::Africa, Region::AsiaPacific].contains(&city.region)));
    assert!(!listed(&app, "q=accra&region=europe_middle_east").await.contains("accra"));
}

#[tokio::test]
async fn a_cursor_belongs_to_its_order_and_filter() {
    let app = TestApp::shared().await;
    let next = app.get("/api/v1/cities?limit=5&sort=name").send().await.json()["next"].as_str().unwrap().to_owned();
    for query in [
        format!("sort=-name&cursor={next}"),
        format!("sort=population&cursor={next}"),
        format!("region=africa&cursor={next}"),
        "cursor=abc".to_owned(),
        "cursor=!".to_owned(),
    ] {
        let answer = app.get(&format!("/api/v1/cities?{query}")).send().await;
        assert_eq!(answer.status, 400, "{query}");
        assert_eq!(answer.json()["errors"][0]["code"], "bad_cursor", "{query}");
    }
    assert_eq!(app.get(&format!("/api/v1/cities?sort=name&cursor={next}")).send().await.status, 200);
}

#[tokio::test]
async fn a_city_is_found_by_id_and_by_slug() {
    let app = TestApp::shared().await;
    let by_slug = app.client().get_city("medellin").await.unwrap();
    let by_id = app.client().get_city(&by_slug.id.to_string()).await.unwrap();
    assert_eq!(by_slug, by_id);
    assert_eq!(by_slug, app.client().get_city("Medellin").await.unwrap(), "a slug is typed in any case");
    assert_eq!(by_slug.name, "Medellín");
    assert_eq!(by_slug.version, 1);
    for unknown in ["atlantis", "0190163d-8694-739b-aea5-966c26f8ad91", "Medellín", "a/b", "é", "' OR 1=1"] {
        assert_eq!(app.client().get_city(unknown).await.unwrap_err().status(), Some(404), "{unknown}");
    }
}

#[tokio::test]
async fn a_city_is_what_the_file_says() {
    let app = TestApp::shared().await;
    let reference = Reference::default();
    for row in reference.city_rows().iter().step_by(11) {
        let slug = row["slug"].as_str().unwrap();
        let city = app.get(&format!("/api/v1/cities/{slug}")).send().await.json();
        let same = [
            ("name", "name"),
            ("country", "country_iso2"),
            ("country_name", "country"),
            ("region", "region"),
            ("latitude", "lat"),
            ("longitude", "lon"),
            ("population", "population"),
            ("climate", "koppen"),
            ("coastal", "coastal"),
            ("coast_distance_km", "coast_distance_km"),
            ("income_group", "income_group"),
            ("member", "network_member"),
            ("strategy_status", "strategy_status"),
            ("shocks", "shocks"),
            ("stresses", "stresses"),
            ("challenge_sources", "challenge_sources"),
            ("time_zone", "timezone"),
            ("geonames_id", "geonames_id"),
        ];
        for (ours, theirs) in same {
            assert_eq!(city[ours], row[theirs], "{slug}, {ours}");
        }
        assert_eq!(city["strategy"]["title"], row["strategy"]["title"], "{slug}");
        assert_eq!(city["membership"]["status"], row["membership"]["status"], "{slug}");
    }
}

//! Search over everything public.

use crate::expected::all_items;
use client::IdempotencyKey;
use contract::Patch;
use domain::organisations::{
    NewOrganisation, Organisation, OrganisationDecision, OrganisationKind, OrganisationUpdate, Verdict,
};
use domain::policy::{Actor, Role};
use domain::search::{MarkedText, SearchFacet, SearchHit, SearchKind, SearchQuery};
use serde_json::json;
use std::collections::BTreeMap;
use test_support::{Person, Reference, TestApp};

fn marked(text: &MarkedText) -> Vec<String> {
    let part = |start: u32, end: u32| text.text.chars().skip(start as usize).take((end - start) as usize).collect();
    text.marks.iter().map(|mark| part(mark.start, mark.end)).collect()
}

fn query(q: &str) -> SearchQuery {
    SearchQuery { q: q.to_owned(), ..SearchQuery::default() }
}

#[tokio::test]
async fn a_typo_finds_ahmedabad_first() {
    let app = TestApp::shared().await;
    for q in ["ahmedabd", "Ahmedabad", "ahmed"] {
        let page = app.client().search_everything(&query(q)).await.unwrap();
        let first = page.items.first().unwrap();
        assert_eq!((first.kind, first.slug.as_str()), (SearchKind::City, "ahmedabad"), "{q}");
        assert!(!first.title.marks.is_empty(), "{q}: nothing is marked");
    }
}

#[tokio::test]
async fn marks_are_counted_in_characters() {
    let app = TestApp::shared().await;
    for (q, slug, expected) in [
        ("medellin", "medellin", "Medellín"),
        ("cordoba", "cordoba", "Córdoba"),
        ("melbourne", "melbourne", "Melbourne"),
    ] {
        let page = app.client().search_everything(&query(q)).await.unwrap();
        let hit = page.items.iter().find(|hit| hit.slug == slug).unwrap_or_else(|| panic!("{q}"));
        assert_eq!(marked(&hit.title), [expected], "{q}");
    }
    for q in ["inundaci%C3%B3n", "%D9%81%D9%8A%D8%B6%D8%A7%D9%86", "flood"] {
        for hit in all_items(&app, "/api/v1/search", &format!("q={q}&limit=50")).await {
            for text in [&hit["title"], &hit["subtitle"], &hit["excerpt"]].into_iter().filter(|text| !text.is_null()) {
                let text: MarkedText = serde_json::from_value(text.clone()).unwrap();
                let places: Vec<_> = text.marks.iter().flat_map(|mark| [mark.start, mark.end]).collect();
                assert!(places.is_sorted(), "{q}: {places:?} overlap");
                assert!(places.last().is_none_or(|last| *last as usize <= text.text.chars().count()), "{q}: {text:?}");
            }
        }
    }
}

#[tokio::test]
async fn facets_count_each_kind_whatever_kind_is_asked_for() {
    let app = TestApp::shared().await;
    let asked = SearchQuery { facets: vec![SearchFacet::Kind], kinds: vec![SearchKind::City], ..query("india") };
    let page = app.client().search_everything(&asked).await.unwrap();
    assert!(page.items.iter().all(|hit| hit.kind == SearchKind::City));
    let facets = page.facets.unwrap();
    assert_eq!(facets[0].name, "kind");
    let counts: BTreeMap<_, _> = facets[0].values.iter().map(|value| (value.value.as_str(), value.count)).collect();
    assert!(counts.contains_key("city") && counts.contains_key("country"), "{counts:?}");
    for (kind, count) in counts {
        let hits = all_items(&app, "/api/v1/search", &format!("q=india&limit=100&kind={kind}")).await;
        assert_eq!(hits.len() as u64, count, "{kind}");
        assert!(hits.iter().all(|hit| hit["kind"] == kind));
    }
}

#[tokio::test]
async fn pages_follow_the_ranking_to_its_end() {
    let app = TestApp::shared().await;
    let large = all_items(&app, "/api/v1/search", "q=a&limit=100").await;
    let small = all_items(&app, "/api/v1/search", "q=a&limit=7").await;
    assert!(large.len() > 100, "{} hits are no test of paging", large.len());
    assert_eq!(small, large);
    for cursor in ["!", "abc", "MTAwMA"] {
        let answer = app.get(&format!("/api/v1/search?q=a&cursor={cursor}")).send().await;
        assert_eq!((answer.status, &answer.json()["errors"][0]["code"]), (400, &json!("bad_cursor")), "{cursor}");
    }
}

#[tokio::test]
async fn what_cannot_be_searched_for_is_said() {
    let app = TestApp::shared().await;
    let table = [
        ("", "q", "required"),
        ("q=", "q", "required"),
        ("q=%20%20", "q", "required"),
        ("q=heat&kind=mood", "kind", "unknown_value"),
        ("q=heat&facets=mood", "facets", "unknown_value"),
        ("q=heat&limit=101", "limit", "out_of_range"),
        ("q=heat&q=cold", "q", "given_twice"),
        ("q=%00", "q", "control_character"),
        ("q=heat&sort=name", "sort", "unknown_parameter"),
    ];
    for (query, pointer, code) in table {
        let answer = app.get(&format!("/api/v1/search?{query}")).send().await;
        let faults = answer.json()["errors"].clone();
        assert_eq!(
            (answer.status, &faults[0]["pointer"], &faults[0]["code"]),
            (400, &json!(pointer), &json!(code)),
            "{query}"
        );
    }
    let long = app.get(&format!("/api/v1/search?q={}", "x".repeat(201))).send().await;
    assert_eq!(long.json()["errors"][0]["code"], "too_long");
    for odd in ["%22", "*", "a:b", "(((", "AND", "%F0%9F%8C%8A"] {
        assert_eq!(
            app.get(&format!("/api/v1/search?q={odd}")).send().await.status,
            200,
            "{odd}: no character is a command"
        );
    }
}

#[tokio::test]
async fn a_renamed_city_is_found_by_its_new_name_only() {
    let app = TestApp::start().await;
    let mut reference = Reference::default();
    reference.city("vejle")["name"] = json!("Quuxborg");
    app.load(&reference).await;
    let found = app.client().search_everything(&query("quuxborg")).await.unwrap();
    assert_eq!(found.items.first().map(|hit| hit.slug.as_str()), Some("vejle"));
    let by_old_name =
        app.client().search_everything(&SearchQuery { kinds: vec![SearchKind::City], ..query("vejle") }).await.unwrap();
    assert!(by_old_name.items.iter().all(|hit| hit.slug != "vejle"));
}

/// The organisations among what is found.
async fn organisations(app: &TestApp, q: &str) -> Vec<SearchHit> {
    app.wait_until_indexed().await;
    let asked = SearchQuery { kinds: vec![SearchKind::Organisation], ..query(q) };
    app.client().search_everything(&asked).await.unwrap().items
}

/// Decides about a partner that waits.
async fn decide(administrator: &Person, slug: &str, decision: Verdict) -> Organisation {
    let reason = (decision == Verdict::Refused).then(|| "Nobody answers there.".to_owned());
    let decision = OrganisationDecision { decision, reason };
    administrator.client.create_organisation_decision(slug, &decision).await.unwrap()
}

/// A server with a partner of this name that was verified, and who leads it.
async fn with_partner(name: &str) -> (TestApp, Person, Organisation) {
    let app = TestApp::builder().without_second_factor().start().await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    let lead = app.sign_up("ana@example.org", "Ana").await;
    let made = app.make_partner(&lead, name).await;
    let verified = decide(&administrator, &made.slug, Verdict::Accepted).await;
    (app, lead, verified)
}

/// An organisation that keeps a network in Australia.
fn network(name: &str) -> NewOrganisation {
    NewOrganisation {
        kind: OrganisationKind::Network,
        partner_kind: None,
        name: Some(name.to_owned()),
        website: None,
        about: None,
        country: Some("AU".to_owned()),
        city: None,
    }
}

#[tokio::test]
async fn a_verified_partner_is_found_by_what_it_says_of_itself() {
    let (app, _lead, partner) = with_partner("Zephyrine Institute").await;
    for q in
        ["Zephyrine Institute", "zephirine", "zephyr", "heat plans", "example.org", "university", "partner zephyrine"]
    {
        let hits = organisations(&app, q).await;
        let found: Vec<_> = hits.iter().map(|hit| (hit.id, hit.slug.as_str())).collect();
        assert_eq!(found, [(partner.id.as_uuid(), "zephyrine-institute")], "{q}");
    }
    let hit = organisations(&app, "heat plans").await.remove(0);
    assert_eq!((hit.title.text.as_str(), hit.title.marks.len()), ("Zephyrine Institute", 0));
    assert_eq!(hit.subtitle.text, "Partner (university or institute)");
    let excerpt = hit.excerpt.unwrap();
    assert_eq!(
        (excerpt.text.as_str(), marked(&excerpt)),
        ("Helps cities with heat plans.", vec!["heat".into(), "plans".into()])
    );
    let typed = organisations(&app, "zephirine").await.remove(0);
    assert_eq!(marked(&typed.title), ["Zephyrine"]);
}

#[tokio::test]
async fn an_organisation_that_nobody_verified_is_not_found() {
    let app = TestApp::builder().without_second_factor().start().await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let (first, second) =
        (app.make_partner(&ana, "Zephyrine East").await, app.make_partner(&ana, "Zephyrine West").await);
    assert_eq!(organisations(&app, "zephyrine").await, [], "they wait");
    app.wait_until_indexed().await;
    let for_all = administrator.client.search_everything(&query("zephyrine")).await.unwrap();
    assert_eq!(for_all.items, [], "search is of what everyone may see, whoever asks");
    decide(&administrator, &first.slug, Verdict::Refused).await;
    decide(&administrator, &second.slug, Verdict::Accepted).await;
    let slugs: Vec<_> = organisations(&app, "zephyrine").await.into_iter().map(|hit| hit.slug).collect();
    assert_eq!(slugs, ["zephyrine-west"], "the answer from before is not kept");
}

#[tokio::test]
async fn a_changed_organisation_is_found_by_what_it_says_now_only() {
    let (app, lead, partner) = with_partner("Zephyrine Institute").await;
    assert_eq!(organisations(&app, "zephyrine").await.len(), 1);
    let change = OrganisationUpdate {
        name: Patch::Set("Quuxborg Centre".to_owned()),
        about: Patch::Set("Counts trees.".to_owned()),
        ..OrganisationUpdate::default()
    };
    lead.client.update_organisation(&partner.slug, partner.version, &change).await.unwrap();
    for q in ["quuxborg", "trees"] {
        let found: Vec<_> = organisations(&app, q).await.into_iter().map(|hit| hit.id).collect();
        assert_eq!(found, [partner.id.as_uuid()], "{q}");
    }
    for q in ["zephyrine", "heat plans"] {
        assert_eq!(organisations(&app, q).await, [], "{q}");
    }
}

#[tokio::test]
async fn organisations_are_counted_and_narrowed_to() {
    let (app, _lead, partner) = with_partner("Zephyrine Institute").await;
    app.wait_until_indexed().await;
    let asked = SearchQuery { facets: vec![SearchFacet::Kind], ..query("heat") };
    let page = app.client().search_everything(&asked).await.unwrap();
    let counts: BTreeMap<_, _> =
        page.facets.unwrap()[0].values.iter().map(|value| (value.value.clone(), value.count)).collect();
    assert_eq!(counts.get("organisation"), Some(&1));
    assert!(counts.len() > 1, "{counts:?}");
    let narrowed: Vec<_> = organisations(&app, "heat").await.into_iter().map(|hit| (hit.kind, hit.id)).collect();
    assert_eq!(narrowed, [(SearchKind::Organisation, partner.id.as_uuid())]);
}

#[tokio::test]
async fn a_city_comes_before_who_bears_its_name_and_is_found_once() {
    let app = TestApp::builder().without_second_factor().start().await;
    app.with_city("lead@example.org", "melbourne").await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    let new = network("Melbourne");
    let made = administrator.client.create_organisation(&IdempotencyKey::generate(), &new).await.unwrap();
    app.wait_until_indexed().await;
    let page = app.client().search_everything(&query("melbourne")).await.unwrap();
    let first = page.items.first().unwrap();
    assert_eq!((first.kind, first.slug.as_str()), (SearchKind::City, "melbourne"));
    let hits: Vec<_> = organisations(&app, "melbourne").await.into_iter().map(|hit| hit.slug).collect();
    assert_eq!(hits, [made.slug], "the city's own is found as the city");
}

#[tokio::test]
async fn an_organisation_follows_the_name_of_its_country() {
    let app = TestApp::builder().without_second_factor().start().await;
    let administrator = app.with_role("admin@example.org", Role::Administrator).await;
    let new = network("Zephyrine");
    administrator.client.create_organisation(&IdempotencyKey::generate(), &new).await.unwrap();
    assert_eq!(organisations(&app, "zephyrine australia").await[0].subtitle.text, "Network, Australia");
    let mut reference = Reference::default();
    let countries = reference.countries.as_array_mut().unwrap();
    countries.iter_mut().find(|row| row["iso2"] == "AU").unwrap()["name"] = json!("Quuxland");
    let cities = reference.cities.as_array_mut().unwrap().iter_mut();
    cities.filter(|row| row["country_iso2"] == "AU").for_each(|row| row["country"] = json!("Quuxland"));
    app.load(&reference).await;
    assert_eq!(organisations(&app, "quuxland").await[0].subtitle.text, "Network, Quuxland");
}

#[tokio::test]
async fn an_organisation_that_is_gone_is_not_found() {
    let app = TestApp::start().await;
    let caller = app::Caller { actor: app::operator(), request_id: None, idempotency: None };
    app::identity::load_demo(&app.ctx, &caller).await.unwrap();
    let slugs: Vec<_> = organisations(&app, "demo partner").await.into_iter().map(|hit| hit.slug).collect();
    assert_eq!(slugs, ["demo-partner"]);
    app::identity::remove_demo(&app.ctx, &caller).await.unwrap();
    assert_eq!(organisations(&app, "demo partner").await, []);
}

#[tokio::test]
async fn an_index_that_is_built_anew_holds_organisations() {
    let (app, lead, partner) = with_partner("Zephyrine Institute").await;
    app.make_partner(&lead, "Zephyrine of tomorrow").await;
    let ctx = app.indexed_anew().await;
    let page = app::search::search(&ctx, &Actor::Visitor, &query("zephyrine")).await.unwrap();
    let found: Vec<_> = page.items.into_iter().map(|hit| (hit.kind, hit.id)).collect();
    assert_eq!(found, [(SearchKind::Organisation, partner.id.as_uuid())]);
}

/// How many there are of each value of a facet.
fn counts(page: &contract::Page<SearchHit>, facet: SearchFacet) -> BTreeMap<String, u64> {
    let facets = page.facets.iter().flatten().filter(|found| found.name == facet.as_str());
    facets.flat_map(|found| found.values.iter().map(|value| (value.value.clone(), value.count))).collect()
}

#[tokio::test]
async fn what_each_choice_gives_is_counted_without_itself() {
    let app = TestApp::shared().await;
    let asked = SearchQuery { facets: SearchFacet::ALL.to_vec(), limit: Some(100), ..query("heat") };
    let all = app.client().search_everything(&asked).await.unwrap();
    let topics = counts(&all, SearchFacet::Topic);
    assert!(topics.len() > 1 && counts(&all, SearchFacet::Region).len() > 1, "{topics:?}");
    for (topic, count) in &topics {
        let narrowed = SearchQuery { topics: vec![topic.clone()], ..asked.clone() };
        let page = app.client().search_everything(&narrowed).await.unwrap();
        let found = all_items(&app, "/api/v1/search", &format!("q=heat&limit=100&topic={topic}")).await;
        assert_eq!(found.len() as u64, *count, "{topic}");
        assert_eq!(counts(&page, SearchFacet::Topic), topics, "{topic}: others can be chosen still");
        assert_eq!(counts(&page, SearchFacet::Kind).values().sum::<u64>(), *count, "{topic}");
    }
    for (odd, pointer) in [("topic=moods", "topic"), ("theme=moods", "theme"), ("city=atlantis", "city")] {
        let answer = app.get(&format!("/api/v1/search?q=heat&{odd}")).send().await;
        assert_eq!((answer.status, &answer.json()["errors"][0]["pointer"]), (400, &json!(pointer)), "{odd}");
    }
}

#[tokio::test]
async fn lessons_are_found_by_the_region_that_they_are_from() {
    let app = TestApp::shared().await;
    let africa = all_items(&app, "/api/v1/search", "q=city&kind=lesson&region=africa&limit=100").await;
    let all = all_items(&app, "/api/v1/search", "q=city&kind=lesson&limit=100").await;
    assert!(!africa.is_empty() && africa.len() < all.len(), "{} of {}", africa.len(), all.len());
}

#[tokio::test]
async fn what_is_near_to_a_city_comes_up_and_says_why() {
    let app = TestApp::shared().await;
    let plain = all_items(&app, "/api/v1/search", "q=heat&kind=lesson,city&limit=100").await;
    assert!(plain.iter().all(|hit| hit["reasons"] == json!([])));
    let near = all_items(&app, "/api/v1/search", "q=heat&kind=lesson,city&limit=100&city=ahmedabad").await;
    let small = all_items(&app, "/api/v1/search", "q=heat&kind=lesson,city&limit=7&city=ahmedabad").await;
    assert_eq!(small, near, "pages follow the same ranking");
    let ids = |hits: &[serde_json::Value]| {
        let ids = hits.iter().map(|hit| hit["id"].as_str().unwrap().to_owned());
        ids.collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(ids(&near), ids(&plain), "nothing is lost, and nothing comes that does not match");
    let place = |hits: &[serde_json::Value], slug: &str| hits.iter().position(|hit| hit["slug"] == slug).unwrap();
    let slug = "ahmedabad-cool-roofs";
    assert!(place(&near, slug) <= place(&plain, slug));
    let own = &near[place(&near, slug)]["reasons"];
    assert_eq!(own[0], json!({ "code": "this_city", "value": "ahmedabad", "name": "Ahmedabad" }), "{own}");
    let reasons: Vec<_> = near.iter().filter(|hit| hit["reasons"] != json!([])).collect();
    assert!(reasons.len() > 3, "{reasons:?}");
}

//! Search over everything public.

use crate::expected::all_items;
use domain::search::{MarkedText, SearchFacet, SearchKind, SearchQuery};
use serde_json::json;
use std::collections::BTreeMap;
use test_support::{Reference, TestApp};

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
    for odd in ["%22", "*", "a:b", "(((", "AND", "%F0%9F%8C%8A", "%00"] {
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

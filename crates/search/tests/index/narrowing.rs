//! Searches that tags, time and nearness narrow down or put in another order.

use crate::cities::{city, id, lesson};
use proptest::prelude::*;
use search::{Document, Found, Index, Nearness, Operation, Query, Tag};

fn tagged(number: usize, title: &str, tags: &[(&str, &str)], published: Option<i64>) -> Document {
    let tags = tags.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Document { tags, published, ..lesson(number, title, "") }
}

/// Lessons about heat, and Lima, which says so, too.
fn index() -> Index {
    let index = Index::in_memory().unwrap();
    let lima = Document { body: "heat".to_owned(), ..city(4) };
    let documents = vec![
        tagged(1, "Heat one", &[("topic", "health"), ("language", "en"), ("country", "PE")], Some(10)),
        tagged(2, "Heat two", &[("topic", "economic"), ("language", "en"), ("country", "IN")], Some(20)),
        tagged(3, "Heat three", &[("topic", "health"), ("language", "es"), ("country", "GH")], None),
        lima,
    ];
    index.apply(documents.into_iter().map(Operation::Put).collect(), 1).unwrap();
    index
}

fn heat() -> Query {
    let facets = ["topic", "language", "mood"].map(str::to_owned).to_vec();
    Query { text: "heat".to_owned(), limit: 10, facets, ..Query::default() }
}

fn chosen(tags: &[(&str, &[&str])]) -> Vec<(String, Vec<String>)> {
    let values = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    tags.iter().map(|(name, of)| ((*name).to_owned(), values(of))).collect()
}

fn counts(found: &Found, facet: &str) -> Vec<(String, u64)> {
    found.facets[facet].clone()
}

fn pair(value: &str, count: u64) -> (String, u64) {
    (value.to_owned(), count)
}

#[test]
fn tags_narrow_and_facets_are_counted_without_their_own() {
    let index = index();
    let all = index.search(&heat()).unwrap();
    assert_eq!((all.total, all.kinds.clone()), (4, vec![pair("lesson", 3), pair("city", 1)]));
    assert_eq!(counts(&all, "topic"), [pair("health", 2), pair("economic", 1)]);
    assert_eq!(counts(&all, "mood"), []);
    let found = index.search(&Query { tags: chosen(&[("topic", &["health"])]), ..heat() }).unwrap();
    assert_eq!((found.total, found.kinds.clone()), (2, vec![pair("lesson", 2)]));
    assert_eq!(counts(&found, "topic"), [pair("health", 2), pair("economic", 1)]);
    assert_eq!(counts(&found, "language"), [pair("en", 1), pair("es", 1)]);
    let both = chosen(&[("topic", &["health", "economic"]), ("language", &["en"])]);
    let found = index.search(&Query { tags: both, kinds: vec!["city".to_owned()], ..heat() }).unwrap();
    assert_eq!((found.total, found.kinds), (0, vec![pair("lesson", 2)]));
    let none = index.search(&Query { text: "*".to_owned(), ..heat() }).unwrap();
    assert_eq!((none.total, counts(&none, "topic")), (0, Vec::new()));
}

#[test]
fn a_span_of_time_leaves_out_what_was_published_elsewhere_or_never() {
    let index = index();
    let within = |span| index.search(&Query { published: Some(span), ..heat() }).unwrap();
    for (span, total) in [(0..100, 2), (10..20, 1), (11..20, 0), (20..21, 1)] {
        let found = within(span.clone());
        assert_eq!(found.total, total, "{span:?}");
        assert_eq!(found.kinds.iter().map(|(_, count)| count).sum::<u64>(), total, "{span:?}");
    }
}

/// The numbers of the lessons in the order of nearness to a country.
fn near(index: &Index, country: &str, best: usize) -> Vec<u128> {
    let factor = |tags: &[Tag]| if tags.iter().any(|(_, value)| value == country) { 2.0 } else { 1.0 };
    let nearness = Nearness { best, names: &["country"], factor: &factor };
    let query = Query { kinds: vec!["lesson".to_owned()], facets: Vec::new(), ..heat() };
    let found = index.search_near(&query, nearness).unwrap();
    for hit in &found.hits {
        assert!(hit.tags.iter().all(|(name, _)| name == "country"), "{:?}", hit.tags);
        assert_eq!(hit.tags.len(), 1);
    }
    found.hits.iter().map(|hit| hit.id.as_u128()).collect()
}

#[test]
fn what_is_near_comes_first_and_the_others_stay_in_their_order() {
    let index = index();
    let (one, two, three) = (id(1).as_u128(), id(2).as_u128(), id(3).as_u128());
    // By title: one, three, two.
    assert_eq!(near(&index, "XX", 10), [one, three, two]);
    assert_eq!(near(&index, "IN", 10), [two, one, three]);
    assert_eq!(near(&index, "IN", 2), [one, three, two], "only the best are looked at");
    assert_eq!(near(&index, "IN", 0), [one, three, two]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn pages_of_what_is_near_follow_each_other(factors in proptest::collection::vec(1..4_u8, 1..12), best in 0..14_usize, size in 1..5_usize) {
        let index = Index::in_memory().unwrap();
        let documents = factors.iter().enumerate().map(|(number, factor)| {
            let factor = factor.to_string();
            tagged(number, &format!("Heat {number}"), &[("factor", factor.as_str())], None)
        });
        index.rebuild(documents, 1).unwrap();
        let factor = |tags: &[Tag]| tags.first().and_then(|(_, value)| value.parse().ok()).unwrap_or(1.0);
        let nearness = Nearness { best, names: &["factor"], factor: &factor };
        let page = |offset, limit| {
            let query = Query { text: "heat".to_owned(), offset, limit, ..Query::default() };
            index.search_near(&query, nearness).unwrap().hits
        };
        let all = page(0, 100);
        let scores: Vec<f32> = all.iter().take(best).map(|hit| hit.score).collect();
        prop_assert!(scores.is_sorted_by(|one, next| one >= next));
        let pages: Vec<_> = (0..factors.len()).step_by(size).flat_map(|offset| page(offset, size)).collect();
        prop_assert_eq!(pages, all);
    }
}

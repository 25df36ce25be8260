//! Lists, filters, orders, facets, files of all and one item, held against the file that was loaded.

use super::{HEAT, slug};
use crate::expected::all_items;
use domain::library::{
    CitationFormat, CitationQuery, LibraryExportQuery, LibraryFacet, LibraryFilter, LibraryQuery, LibrarySort,
    LicenceKind, LinkState,
};
use domain::lists::ListFilter as _;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use test_support::{Reference, TestApp};

/// How many items the file holds.
const ALL: usize = 92;

/// A filter, and whether a row of the file passes it.
type Rule = (&'static str, fn(&Value) -> bool);

fn has(row: &Value, field: &str, key: &str) -> bool {
    row[field].as_array().is_some_and(|keys| keys.iter().any(|value| value == key))
}

const RULES: [Rule; 9] = [
    ("kind=guide", |row| row["kind"] == "guide"),
    ("kind=guide,toolkit", |row| row["kind"] == "guide" || row["kind"] == "toolkit"),
    ("theme=waste_circular_economy", |row| has(row, "themes", "waste_circular_economy")),
    ("stage=response", |row| has(row, "stage", "response")),
    ("stage=response,renewal", |row| has(row, "stage", "response") || has(row, "stage", "renewal")),
    ("language=es", |row| row["language"] == "es"),
    ("licence=paid", |row| row["licence"] == "ISO copyright; paid standard"),
    ("licence=unknown", |row| LicenceKind::of(row["licence"].as_str()) == LicenceKind::Unknown),
    ("year=2021,2022", |row| row["year"] == 2021 || row["year"] == 2022),
];

fn rows(reference: &Reference, passes: impl Fn(&Value) -> bool) -> BTreeSet<String> {
    let rows = reference.library.as_array().unwrap().iter().filter(|row| passes(row));
    rows.map(|row| row["slug"].as_str().unwrap().to_owned()).collect()
}

async fn listed(app: &TestApp, query: &str) -> BTreeSet<String> {
    let items = all_items(app, "/api/v1/library-items", &format!("limit=100&{query}")).await;
    let slugs: BTreeSet<String> = items.iter().map(|item| item["slug"].as_str().unwrap().to_owned()).collect();
    assert_eq!(slugs.len(), items.len(), "one came twice: {query}");
    slugs
}

#[tokio::test]
async fn pages_hold_every_item_once_in_order() {
    let app = TestApp::shared().await;
    for sort in LibrarySort::ALL.iter().filter(|sort| **sort != LibrarySort::Relevance) {
        let mut query = LibraryQuery { sort: Some(*sort), limit: Some(30), ..LibraryQuery::default() };
        let mut items = Vec::new();
        loop {
            let page = app.client().list_library_items(&query).await.unwrap();
            items.extend(page.items);
            let Some(next) = page.next else { break };
            query.cursor = Some(next);
        }
        // An accent does not count.
        let plain = |title: &str| title.to_lowercase().replace('ó', "o").chars().take(5).collect::<String>();
        let begun: Vec<String> = items.iter().map(|item| plain(&item.title)).collect();
        if *sort == LibrarySort::Title {
            assert!(begun.is_sorted(), "{begun:?}");
        }
        let slugs: BTreeSet<_> = items.into_iter().map(|item| item.slug).collect();
        assert_eq!(slugs.len(), ALL, "{sort}: an item is missing or came twice");
    }
}

#[tokio::test]
async fn filters_let_through_what_the_file_says_alone_and_together() {
    let app = TestApp::shared().await;
    let reference = Reference::default();
    for (place, (query, passes)) in RULES.iter().enumerate() {
        let expected = rows(&reference, passes);
        assert!(!expected.is_empty() && expected.len() < ALL, "{query} tells no items apart");
        assert_eq!(listed(&app, query).await, expected, "{query}");
        for (other, passes_too) in &RULES[place + 1..] {
            if query.split('=').next() == other.split('=').next() {
                continue;
            }
            let both = format!("{query}&{other}");
            assert_eq!(listed(&app, &both).await, rows(&reference, |row| passes(row) && passes_too(row)), "{both}");
        }
    }
    for (query, parameter) in [("kind=novel", "kind"), ("shock=boredom", "shock"), ("link=dead", "link")] {
        let answer = app.get(&format!("/api/v1/library-items?{query}")).send().await;
        assert_eq!((answer.status, &answer.json()["errors"][0]["pointer"]), (400, &json!(parameter)), "{query}");
    }
}

#[tokio::test]
async fn facets_count_what_the_list_holds() {
    let app = TestApp::shared().await;
    let query = LibraryQuery {
        filter: LibraryFilter::parse("kind=guide").unwrap(),
        facets: LibraryFacet::ALL.to_vec(),
        limit: Some(1),
        ..LibraryQuery::default()
    };
    let page = app.client().list_library_items(&query).await.unwrap();
    let facets = page.facets.unwrap();
    assert_eq!(facets.len(), LibraryFacet::ALL.len());
    for facet in facets {
        for value in facet.values {
            // A facet is counted without its own filter.
            let own = if facet.name == "kind" { "" } else { "kind=guide&" };
            let found = listed(&app, &format!("{own}{}={}", facet.name, value.value)).await;
            assert_eq!(found.len() as u64, value.count, "{} {}", facet.name, value.value);
        }
    }
}

#[tokio::test]
async fn words_find_the_best_first_and_page_on() {
    let app = TestApp::shared().await;
    let slugs = async |raw: &str| {
        let page = app.client().list_library_items(&LibraryQuery::parse(raw).unwrap()).await.unwrap();
        page.items.into_iter().map(|item| item.slug).collect::<Vec<_>>()
    };
    assert_eq!(slugs("q=heat action platform").await[0], HEAT);
    assert_eq!(slugs("q=heat acton platfrm").await[0], HEAT, "typos are forgiven");
    assert_eq!(slugs("q=...").await, Vec::<String>::new());
    let ranked = all_items(&app, "/api/v1/library-items", "q=city&limit=10").await;
    let by_title = all_items(&app, "/api/v1/library-items", "q=city&limit=10&sort=title").await;
    let names = |items: &[Value]| items.iter().map(|item| item["slug"].to_string()).collect::<BTreeSet<_>>();
    assert!(ranked.len() > 10, "{}", ranked.len());
    assert_eq!(names(&ranked), names(&by_title));
    let found = app.get("/api/v1/search?q=heat+action+platform&kind=library_item").send().await.json();
    assert_eq!(found["items"][0]["slug"], HEAT, "{found}");
}

#[tokio::test]
async fn an_item_says_what_its_row_says() {
    let app = TestApp::shared().await;
    let reference = Reference::default();
    for row in reference.library.as_array().unwrap() {
        let name = row["slug"].as_str().unwrap();
        let item = app.client().get_library_item(&slug(name)).await.unwrap();
        let said = json!({
            "slug": item.slug, "title": item.title, "publisher": item.publisher, "url": item.url, "kind": item.kind,
            "language": item.language, "themes": item.themes, "stage": item.stages, "year": item.year,
            "abstract": item.summary, "licence": item.licence, "named_in_c2r_seed": item.named_by_programme,
            "note": item.note, "is_copy": item.is_copy,
        });
        assert_eq!(said, *row, "{name}");
        assert_eq!(item.licence_kind, LicenceKind::of(row["licence"].as_str()), "{name}");
        assert_eq!((item.link.state, item.link.dead, &item.file, item.version), (LinkState::Unknown, false, &None, 1));
        assert!(item.summary_html.starts_with("<p>"), "{name}: {}", item.summary_html);
    }
}

#[tokio::test]
async fn an_answer_holds_until_the_library_changes() {
    let app = TestApp::shared().await;
    for path in ["", "?kind=guide&facets=theme", ".csv", ".ndjson", ".xlsx", ".bib", ".ris", "/heat-action-platform"] {
        let path = format!("/api/v1/library-items{path}");
        let answer = app.get(&path).send().await;
        let etag = answer.header("etag").unwrap_or_else(|| panic!("{path} has no ETag")).to_owned();
        assert_eq!(app.get(&path).header("if-none-match", &etag).send().await.status, 304, "{path}");
    }
    for (path, status) in [("nothing-of-that-name", 404), ("a%00", 404), ("heat-action-platform?colour=red", 400)] {
        assert_eq!(app.get(&format!("/api/v1/library-items/{path}")).send().await.status, status, "{path}");
    }
}

#[tokio::test]
async fn all_of_it_can_be_taken_away() {
    let app = TestApp::shared().await;
    let (all, few) = (LibraryExportQuery::default(), LibraryExportQuery::parse("language=es").unwrap());
    let client = app.client();
    let csv = client.export_library_items_csv(&all).await.unwrap();
    assert!(csv.starts_with("id,slug,title,kind,publisher,"), "{csv}");
    assert_eq!((csv.lines().count(), csv.matches(",heat-action-platform,").count()), (ALL + 1, 1));
    assert_eq!(client.export_library_items_csv(&few).await.unwrap().lines().count(), 6 + 1);
    let wished = app.get("/api/v1/library-items").header("accept", "text/csv").send().await;
    assert_eq!((wished.text(), wished.header("content-type")), (csv, Some("text/csv; charset=utf-8")));

    let bib = client.export_library_items_bibtex(&all).await.unwrap();
    assert_eq!(bib.lines().filter(|line| line.starts_with('@')).count(), ALL, "{bib}");
    let ris = client.export_library_items_ris(&few).await.unwrap();
    let ends = ris.lines().filter(|line| line.starts_with("ER  - ")).count();
    assert_eq!((ends, ris.starts_with("TY  - ")), (6, true), "{ris}");
    for (path, kind) in [(".bib", "application/x-bibtex"), (".ris", "application/x-research-info-systems")] {
        let answer = app.get(&format!("/api/v1/library-items{path}?q=heat")).send().await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.header("content-type").unwrap().starts_with(kind), "{path}");
        assert_eq!(app.get(&format!("/api/v1/library-items{path}?limit=1")).send().await.status, 400, "{path}");
    }
}

#[tokio::test]
async fn an_item_is_cited_with_what_is_known() {
    let app = TestApp::shared().await;
    let cited = async |format: Option<CitationFormat>| {
        app.client().get_library_item_citation(&slug(HEAT), CitationQuery { format }).await.unwrap()
    };
    let bibtex = cited(None).await;
    assert!(bibtex.starts_with('@') && bibtex.contains("Heat Action Platform"), "{bibtex}");
    assert!(bibtex.contains("onebillionresilient.org") && bibtex.contains("2022"), "{bibtex}");
    assert_eq!(cited(Some(CitationFormat::Bibtex)).await, bibtex);
    let ris = cited(Some(CitationFormat::Ris)).await;
    assert!(ris.starts_with("TY  - ") && ris.contains("Heat Action Platform"), "{ris}");
    let csl: Value = serde_json::from_str(&cited(Some(CitationFormat::CslJson)).await).unwrap();
    assert_eq!((csl.as_array().unwrap().len(), &csl[0]["title"]), (1, &json!("Heat Action Platform")));
    assert!(csl[0]["author"].is_null() || csl[0].get("author").is_none(), "nobody is named: {csl}");
    for (query, kind) in [
        ("", "application/x-bibtex; charset=utf-8"),
        ("?format=ris", "application/x-research-info-systems; charset=utf-8"),
        ("?format=csl_json", "application/vnd.citationstyles.csl+json"),
    ] {
        let answer = app.get(&format!("/api/v1/library-items/{HEAT}/citation{query}")).send().await;
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(kind)), "{query}");
        let etag = answer.header("etag").unwrap().to_owned();
        let again = app.get(&format!("/api/v1/library-items/{HEAT}/citation{query}"));
        assert_eq!(again.header("if-none-match", &etag).send().await.status, 304, "{query}");
    }
    assert_eq!(app.get(&format!("/api/v1/library-items/{HEAT}/citation?format=word")).send().await.status, 400);
}

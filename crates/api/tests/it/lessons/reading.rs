//! Lists, filters, orders, facets and one lesson, held against the file that was loaded.

use crate::expected::all_items;
use domain::lessons::{
    LessonExportQuery, LessonFacet, LessonFilter, LessonGrade, LessonQuery, LessonRef, LessonSort, SimilarLessonQuery,
};
use domain::lists::ListFilter as _;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use test_support::{Reference, TestApp};

/// How many lessons the file holds.
const ALL: usize = 136;

/// A filter, and whether a row of the file passes it.
type Rule = (&'static str, fn(&Value) -> bool);

fn has(row: &Value, field: &str, key: &str) -> bool {
    row[field].as_array().is_some_and(|keys| keys.iter().any(|value| value == key))
}

const RULES: [Rule; 12] = [
    ("topic=health", |row| row["topic"] == "health"),
    ("topic=health,economic", |row| row["topic"] == "health" || row["topic"] == "economic"),
    ("stage=renewal", |row| row["stage"] == "renewal"),
    ("theme=waste_circular_economy", |row| has(row, "themes", "waste_circular_economy")),
    ("shock=extreme_heat", |row| has(row, "shocks", "extreme_heat")),
    ("shock=extreme_heat,earthquake", |row| has(row, "shocks", "extreme_heat") || has(row, "shocks", "earthquake")),
    ("stress=food_insecurity", |row| has(row, "stresses", "food_insecurity")),
    ("group=older_people", |row| has(row, "groups", "older_people")),
    ("country=IN", |row| row["country_iso2"] == "IN"),
    ("basis=evaluated", |row| row["basis"] == "evaluated"),
    ("grade=none", |row| row["basis"] == "guidance"),
    ("year=2021,2022", |row| row["year"] == 2021 || row["year"] == 2022),
];

fn rows(reference: &Reference, passes: impl Fn(&Value) -> bool) -> BTreeSet<String> {
    let rows = reference.lessons.as_array().unwrap().iter().filter(|row| passes(row));
    rows.map(|row| row["slug"].as_str().unwrap().to_owned()).collect()
}

async fn listed(app: &TestApp, query: &str) -> BTreeSet<String> {
    let items = all_items(app, "/api/v1/lessons", &format!("limit=100&{query}")).await;
    let slugs: BTreeSet<String> = items.iter().map(|item| item["slug"].as_str().unwrap().to_owned()).collect();
    assert_eq!(slugs.len(), items.len(), "one came twice: {query}");
    slugs
}

#[tokio::test]
async fn pages_hold_every_lesson_once_in_order() {
    let app = TestApp::shared().await;
    for sort in LessonSort::ALL.iter().filter(|sort| **sort != LessonSort::Relevance) {
        let mut query = LessonQuery { sort: Some(*sort), limit: Some(30), ..LessonQuery::default() };
        let mut lessons = Vec::new();
        loop {
            let page = app.client().list_lessons(&query).await.unwrap();
            lessons.extend(page.items);
            let Some(next) = page.next else { break };
            query.cursor = Some(next);
        }
        let published: Vec<_> = lessons.iter().map(|lesson| lesson.published_at).collect();
        if *sort == LessonSort::PublishedAtDescending {
            assert!(published.iter().rev().is_sorted());
        }
        let slugs: BTreeSet<_> = lessons.into_iter().map(|lesson| lesson.slug).collect();
        assert_eq!(slugs.len(), ALL, "{sort}: a lesson is missing or came twice");
    }
}

#[tokio::test]
async fn filters_let_through_what_the_file_says_alone_and_together() {
    let app = TestApp::shared().await;
    let reference = Reference::default();
    for (place, (query, passes)) in RULES.iter().enumerate() {
        let expected = rows(&reference, passes);
        assert!(!expected.is_empty() && expected.len() < ALL, "{query} tells no lessons apart");
        assert_eq!(listed(&app, query).await, expected, "{query}");
        for (other, passes_too) in &RULES[place + 1..] {
            if query.split('=').next() == other.split('=').next() {
                continue;
            }
            let both = format!("{query}&{other}");
            assert_eq!(listed(&app, &both).await, rows(&reference, |row| passes(row) && passes_too(row)), "{both}");
            let by_title = format!("{both}&sort=title");
            assert_eq!(listed(&app, &by_title).await, rows(&reference, |row| passes(row) && passes_too(row)));
        }
    }
}

#[tokio::test]
async fn titles_are_in_alphabetical_order() {
    let app = TestApp::shared().await;
    let items = all_items(&app, "/api/v1/lessons", "limit=7&sort=title").await;
    let titles: Vec<String> = items.iter().map(|item| item["title"].as_str().unwrap().to_lowercase()).collect();
    let begun: Vec<String> = titles.iter().map(|title| title.chars().take(5).collect()).collect();
    assert!(begun.is_sorted(), "{begun:?}");
}

#[tokio::test]
async fn facets_count_what_the_list_holds() {
    let app = TestApp::shared().await;
    let facets: Vec<LessonFacet> =
        LessonFacet::ALL.iter().copied().filter(|facet| *facet != LessonFacet::Status).collect();
    let query = LessonQuery {
        filter: LessonFilter::parse("topic=health").unwrap(),
        facets,
        limit: Some(1),
        ..LessonQuery::default()
    };
    let page = app.client().list_lessons(&query).await.unwrap();
    for facet in page.facets.unwrap() {
        for value in facet.values {
            // A facet is counted without its own filter.
            let own = if facet.name == "topic" { "" } else { "topic=health&" };
            let found = listed(&app, &format!("{own}{}={}", facet.name, value.value)).await;
            assert_eq!(found.len() as u64, value.count, "{} {}", facet.name, value.value);
        }
    }
}

#[tokio::test]
async fn words_find_the_best_first_and_page_on() {
    let app = TestApp::shared().await;
    let slugs = async |raw: &str| {
        let page = app.client().list_lessons(&LessonQuery::parse(raw).unwrap()).await.unwrap();
        page.items.into_iter().map(|lesson| lesson.slug).collect::<Vec<_>>()
    };
    assert_eq!(slugs("q=cool roofs ahmedabad").await[0], "ahmedabad-cool-roofs");
    assert_eq!(slugs("q=whitne rofs ahmedabat").await[0], "ahmedabad-cool-roofs", "typos are forgiven");
    assert_eq!(slugs("q=...").await, Vec::<String>::new());
    let ranked = all_items(&app, "/api/v1/lessons", "q=city&limit=10").await;
    let by_title = all_items(&app, "/api/v1/lessons", "q=city&limit=10&sort=title").await;
    let names = |items: &[Value]| items.iter().map(|item| item["slug"].to_string()).collect::<BTreeSet<_>>();
    assert!(ranked.len() > 20, "{}", ranked.len());
    assert_eq!(names(&ranked), names(&by_title));
    let narrowed = all_items(&app, "/api/v1/lessons", "q=city&topic=health&limit=10").await;
    assert!(narrowed.iter().all(|item| item["topic"] == "health") && !narrowed.is_empty());
}

#[tokio::test]
async fn a_lesson_says_what_its_row_says() {
    let app = TestApp::shared().await;
    let reference = Reference::default();
    let cities = reference.city_rows();
    let names: BTreeMap<&str, &str> =
        cities.iter().map(|row| (row["slug"].as_str().unwrap(), row["name"].as_str().unwrap())).collect();
    for row in reference.lessons.as_array().unwrap() {
        let slug = row["slug"].as_str().unwrap();
        let lesson = app.client().get_lesson(&slug.parse::<LessonRef>().unwrap()).await.unwrap();
        let content = &lesson.content;
        assert_eq!(content.title, row["title"], "{slug}");
        assert_eq!(json!(content.consider), row["consider"], "{slug}");
        assert_eq!(json!(content.sources), row["sources"], "{slug}");
        assert_eq!(json!(content.year), row["year"], "{slug}");
        assert_eq!(lesson.cities.first().map(|city| city.name.as_str()), row["city_slug"].as_str().map(|s| names[s]));
        assert_eq!(json!(lesson.countries.first()), row["country_iso2"], "{slug}");
        let grade = match row["basis"].as_str().unwrap() {
            "guidance" => LessonGrade::None,
            "evaluated" => LessonGrade::Evaluated,
            _ => LessonGrade::Reported,
        };
        assert_eq!((lesson.grade, lesson.revision, lesson.contested), (grade, 1, false), "{slug}");
        assert!(lesson.summary_html.starts_with("<p>"), "{slug}");
    }
}

#[tokio::test]
async fn by_id_and_by_slug_it_is_the_same_and_unknown_ones_are_told() {
    let app = TestApp::shared().await;
    let slug: LessonRef = "ahmedabad-cool-roofs".parse().unwrap();
    let lesson = app.client().get_lesson(&slug).await.unwrap();
    assert_eq!(app.client().get_lesson(&LessonRef::Id(lesson.id)).await.unwrap(), lesson);
    let missing = app.client().get_lesson(&LessonRef::Slug("no-such-lesson".into())).await.unwrap_err();
    assert_eq!(missing.status(), Some(404), "{missing}");
    for query in ["topic=weather", "country=ZZ", "sort=relevance", "colour=red"] {
        let answer = app.get(&format!("/api/v1/lessons?{query}")).send().await;
        assert_eq!(answer.status, 400, "{query}");
    }
}

#[tokio::test]
async fn the_file_holds_what_the_list_holds() {
    let app = TestApp::shared().await;
    let query = LessonExportQuery::parse("shock=extreme_heat").unwrap();
    let text = app.client().export_lessons_csv(&query).await.unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let column = reader.headers().unwrap().iter().position(|name| name == "slug").unwrap();
    let slugs: BTreeSet<String> = reader.records().map(|record| record.unwrap()[column].to_owned()).collect();
    assert_eq!(slugs, listed(&app, "shock=extreme_heat").await);
}

#[tokio::test]
async fn who_writes_what_others_have_said_is_told() {
    let app = TestApp::shared().await;
    let like = async |text: &str, except: Option<&str>| {
        let query = SimilarLessonQuery { text: text.into(), except: except.map(str::to_owned) };
        app.client().list_similar_lessons(&query).await.unwrap().items
    };
    let lesson = app.client().get_lesson(&"ahmedabad-cool-roofs".parse().unwrap()).await.unwrap();
    let found = like(&lesson.content.title, None).await;
    assert_eq!((found[0].slug.as_str(), found[0].likeness), ("ahmedabad-cool-roofs", 100));
    assert!(found.iter().map(|found| found.likeness).rev().is_sorted());
    assert!(like(&lesson.content.title, Some("ahmedabad-cool-roofs")).await.iter().all(|found| found.id != lesson.id));
    assert!(like("xylophone zeppelin quartz", None).await.is_empty());
}

#[tokio::test]
async fn search_finds_lessons_beside_cities() {
    let app = TestApp::shared().await;
    let page = app.get("/api/v1/search?q=whiten+roofs&kind=lesson&facets=kind").send().await.json();
    assert_eq!(page["items"][0]["slug"], "ahmedabad-cool-roofs");
    assert!(page["items"].as_array().unwrap().iter().all(|hit| hit["kind"] == "lesson"));
}

#[tokio::test]
async fn a_city_that_is_named_otherwise_is_so_in_its_lessons() {
    let app = TestApp::start().await;
    let mut reference = Reference::default();
    reference.city("ahmedabad")["name"] = json!("Amdavad");
    app.load(&reference).await;
    let lesson = app.client().get_lesson(&"ahmedabad-cool-roofs".parse().unwrap()).await.unwrap();
    assert_eq!(lesson.cities[0].name, "Amdavad");
    assert_eq!((lesson.version, lesson.revision), (2, 1));
}

#[tokio::test]
async fn a_row_that_changed_is_the_next_revision_and_one_that_did_not_is_left_alone() {
    let app = TestApp::start().await;
    let mut reference = Reference::default();
    assert_eq!(app.load(&reference).await.lessons.unchanged, ALL);
    reference.lessons[0]["title"] = json!("Say something else");
    let slug: LessonRef = reference.lessons[0]["slug"].as_str().unwrap().parse().unwrap();
    let before = app.client().get_lesson(&slug).await.unwrap();
    let report = app.load(&reference).await.lessons;
    assert_eq!((report.updated, report.unchanged), (1, ALL - 1));
    let after = app.client().get_lesson(&slug).await.unwrap();
    assert_eq!((after.revision, after.content.title.as_str()), (2, "Say something else"));
    assert_eq!(after.published_at, before.published_at);
    reference.lessons[1]["topic"] = json!("weather");
    reference.lessons[2]["city_slug"] = json!("atlantis");
    let refused = reference.load(&app.ctx).await.unwrap_err().to_string();
    assert!(refused.contains("2 rows"), "{refused}");
}

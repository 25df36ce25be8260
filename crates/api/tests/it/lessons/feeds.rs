//! Lessons as they are followed: Atom and JSON Feed, read back by another's parser.

use super::{of, slug};
use crate::expected::all_items;
use client::IdempotencyKey;
use domain::lessons::{LessonContent, LessonDraftUpdate, NewLessonDraft};
use domain::policy::Role;
use feed_rs::model::{Entry, Feed, FeedType};
use serde_json::Value;
use std::collections::BTreeSet;
use test_support::{Answer, TestApp};

/// How many lessons the file holds.
const ALL: usize = 136;

fn read(answer: &Answer) -> Feed {
    assert_eq!(answer.status, 200, "{}", answer.text());
    feed_rs::parser::parse(answer.body.as_slice()).unwrap_or_else(|error| panic!("{error}: {}", answer.text()))
}

/// A feed as a program reads it.
async fn followed(app: &TestApp, path_and_query: &str) -> Feed {
    read(&app.get(path_and_query).send().await)
}

fn link<'f>(feed: &'f Feed, rel: &str) -> Option<&'f str> {
    feed.links.iter().find(|link| link.rel.as_deref() == Some(rel)).map(|link| link.href.as_str())
}

/// Every page of a feed, by the addresses that they name.
async fn pages(app: &TestApp, path_and_query: &str) -> Vec<Feed> {
    let (mut pages, mut at) = (Vec::new(), path_and_query.to_owned());
    loop {
        let answer = app.get(&at).send().await;
        let page = read(&answer);
        let next = match page.feed_type {
            // The parser passes it over.
            FeedType::JSON => answer.json()["next_url"].as_str().map(str::to_owned),
            _ => link(&page, "next").map(str::to_owned),
        };
        pages.push(page);
        let Some(next) = next else { return pages };
        at = next.strip_prefix(&app.url).expect("the server's own").to_owned();
    }
}

fn ids(entries: &[Entry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.id.strip_prefix("urn:uuid:").unwrap()).collect()
}

fn title(feed: &Feed) -> &str {
    &feed.title.as_ref().unwrap().content
}

#[tokio::test]
async fn pages_reach_every_lesson_once_the_last_published_first() {
    let app = TestApp::shared().await;
    let pages = pages(&app, "/feeds/lessons.atom").await;
    assert_eq!(pages.iter().map(|page| page.entries.len()).collect::<Vec<_>>(), [50, 50, 36]);
    let listed = all_items(&app, "/api/v1/lessons", "limit=100&sort=-published_at").await;
    let listed: Vec<&str> = listed.iter().map(|lesson| lesson["id"].as_str().unwrap()).collect();
    let followed: Vec<&str> = pages.iter().flat_map(|page| ids(&page.entries)).collect();
    assert_eq!((followed.len(), followed), (ALL, listed));
    for page in &pages {
        assert_eq!(page.feed_type, FeedType::Atom);
        assert_eq!(page.id, pages[0].id, "one feed, however many pages");
        assert_eq!(link(page, "alternate"), Some(format!("{}/en/lessons", app.url).as_str()));
    }
    let own: BTreeSet<_> = pages.iter().map(|page| link(page, "self")).collect();
    assert_eq!(own.len(), 3, "each page has its own address");
}

#[tokio::test]
async fn the_filters_are_those_of_the_list() {
    let app = TestApp::shared().await;
    for query in [
        "topic=health",
        "topic=health,economic",
        "shock=extreme_heat&country=IN",
        "city=ahmedabad",
        "grade=evaluated&year=2020",
        "q=heat",
        "q=heat&topic=health",
    ] {
        let listed = all_items(&app, "/api/v1/lessons", &format!("limit=100&sort=-published_at&{query}")).await;
        let listed: Vec<&str> = listed.iter().map(|lesson| lesson["id"].as_str().unwrap()).collect();
        for format in ["atom", "json"] {
            let pages = pages(&app, &format!("/feeds/lessons.{format}?{query}")).await;
            let followed: Vec<&str> = pages.iter().flat_map(|page| ids(&page.entries)).collect();
            assert!(!followed.is_empty() && followed.len() < ALL, "{query} tells no lessons apart");
            assert_eq!(followed, listed, "{format}, {query}");
        }
    }
    let none = followed(&app, "/feeds/lessons.atom?q=xylophonezeppelin").await;
    assert!(none.entries.is_empty() && none.updated.is_some(), "a feed of nothing is a feed");
}

#[tokio::test]
async fn an_entry_says_what_the_lesson_says() {
    let app = TestApp::shared().await;
    let feed = followed(&app, "/feeds/lessons.atom?city=ahmedabad&shock=extreme_heat").await;
    assert_eq!(title(&feed), "Lessons · Extreme heat / heat wave · Ahmedabad · Cities for a Resilient Recovery");
    let at = "/en/lessons/ahmedabad-cool-roofs";
    let entry = feed.entries.iter().find(|entry| entry.links.iter().any(|link| link.href.ends_with(at))).unwrap();
    let lesson = app.client().get_lesson(&slug("ahmedabad-cool-roofs")).await.unwrap();
    assert_eq!(entry.links[0].href, format!("{}{at}", app.url));
    assert_eq!(entry.title.as_ref().unwrap().content, lesson.content.title);
    assert_eq!(entry.published.map(|at| at.timestamp()), Some(lesson.published_at.timestamp()));
    assert_eq!(entry.updated.map(|at| at.timestamp()), Some(lesson.updated_at.timestamp()));
    let terms: Vec<&str> = entry.categories.iter().map(|category| category.term.as_str()).collect();
    for term in ["extreme_heat", "IN"].into_iter().chain(lesson.content.topic.as_deref()) {
        assert!(terms.contains(&term), "{term}: {terms:?}");
    }
    let html = entry.content.as_ref().and_then(|content| content.body.clone()).unwrap();
    assert!(html.contains(lesson.summary_html.trim()), "{html}");
    for heading in ["<h3 lang=\"en\" dir=\"ltr\">What to consider</h3>", "<h3 lang=\"en\" dir=\"ltr\">Sources</h3>"] {
        assert!(html.contains(heading), "{html}");
    }
    let json = app.get("/feeds/lessons.json?city=ahmedabad&shock=extreme_heat").send().await.json();
    let item = json["items"].as_array().unwrap().iter().find(|item| item["id"] == entry.id).unwrap();
    assert_eq!(item["content_html"].as_str(), Some(html.as_str()), "both formats say the same");
    assert_eq!(item["title"], lesson.content.title);
}

#[tokio::test]
async fn a_feed_leads_to_pages_in_its_language() {
    let app = TestApp::shared().await;
    let feed = followed(&app, "/feeds/lessons.atom?topic=health&lang=fr").await;
    assert_eq!(feed.language.as_deref(), Some("fr"));
    assert!(title(&feed).starts_with("Leçons · Santé"), "{}", title(&feed));
    assert_eq!(link(&feed, "alternate"), Some(format!("{}/fr/lessons?topic=health", app.url).as_str()));
    let own = format!("{}/feeds/lessons.atom?topic=health&lang=fr", app.url);
    assert_eq!(link(&feed, "self"), Some(own.as_str()));
    for entry in &feed.entries {
        assert!(entry.links[0].href.starts_with(&format!("{}/fr/lessons/", app.url)), "{:?}", entry.links);
    }
    let json = app.get("/feeds/lessons.json?topic=health&lang=ar").send().await.json();
    let items = json["items"].as_array().unwrap();
    assert_eq!((json["language"].as_str(), items.len()), (Some("ar"), feed.entries.len()));
    for item in items {
        assert_eq!(item["language"], "en", "the lessons themselves stay in their own");
        let html = item["content_html"].as_str().unwrap();
        assert!(html.starts_with("<div lang=\"en\" dir=\"ltr\">"), "{html}");
        assert!(html.contains("<h3 lang=\"ar\" dir=\"rtl\">"), "{html}");
    }
}

#[tokio::test]
async fn a_reader_gets_what_is_new_and_nothing_twice() {
    let limited = |settings: &mut api::Settings| settings.limits.reads_per_minute = 10_000;
    let app = TestApp::builder().without_second_factor().settings(limited).start().await;
    app.wait_until_indexed().await;
    for (path, kind) in [
        ("/feeds/lessons.atom?topic=environment", "application/atom+xml; charset=utf-8"),
        ("/feeds/lessons.json?topic=environment", "application/feed+json"),
        ("/feeds/lessons.atom?q=shade", "application/atom+xml; charset=utf-8"),
    ] {
        let first = app.get(path).send().await;
        assert_eq!((first.status, first.header("content-type")), (200, Some(kind)), "{path}");
        assert_eq!(first.header("cache-control"), Some("public, no-cache"), "{path}");
        assert!(first.header("ratelimit").is_some(), "{path}: it costs budget like the list");
        let held = first.header("etag").unwrap().to_owned();
        let again = app.get(path).header("if-none-match", &held).send().await;
        assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
    }
    let path = "/feeds/lessons.atom?topic=environment";
    let before = app.get(path).send().await;
    app.clock.advance(chrono::TimeDelta::minutes(1));
    let (ana, editor) =
        (app.sign_up("ana@example.org", "Ana").await, app.with_role("ed@example.org", Role::Editor).await);
    let published = app.publish(&ana, &editor, "Shade first").await;
    app.wait_until_indexed().await;
    let after = app.get(path).header("if-none-match", before.header("etag").unwrap()).send().await;
    let feed = read(&after);
    assert_eq!(ids(&feed.entries)[0], published.id.to_string(), "what is new comes first");
    assert!(feed.updated > read(&before).updated);
    let named = feed.entries[0].authors.iter().any(|author| author.name.as_deref() == Some("Ana"));
    assert!(!named && !after.text().contains("Ana<"), "readers keep what they got: names stay here");
}

#[tokio::test]
async fn what_cannot_be_followed_is_told() {
    let app = TestApp::shared().await;
    for (query, pointer, code) in [
        ("colour=red", "colour", "unknown_parameter"),
        ("limit=5", "limit", "not_taken_here"),
        ("sort=title", "sort", "not_taken_here"),
        ("lang=de", "lang", "unknown_value"),
        ("topic=weather", "topic", "unknown_value"),
        ("grade=best", "grade", "unknown_value"),
        ("cursor=x", "cursor", "bad_cursor"),
    ] {
        for format in ["atom", "json"] {
            let answer = app.get(&format!("/feeds/lessons.{format}?{query}")).send().await;
            assert_eq!(answer.status, 400, "{query}");
            assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{query}");
            let fault: Value = answer.json()["errors"][0].clone();
            assert_eq!((fault["pointer"].as_str(), fault["code"].as_str()), (Some(pointer), Some(code)), "{fault}");
        }
    }
    let unknown = app.get("/feeds/lessons.atom?colour=red").send().await.json()["errors"][0]["message"].clone();
    assert!(
        unknown.as_str().is_some_and(|message| message.ends_with("status, published_since, q, lang, cursor.")),
        "{unknown}"
    );
    let stranger = app.get("/feeds/lessons.atom").header("authorization", "Bearer nonsense").send().await;
    assert_eq!(stranger.status, 401, "who believes to be somebody is told that they are not");
    assert_eq!(app.post("/feeds/lessons.atom").status().await, 405);
    assert_eq!(app.get("/feeds/nothing.atom").header("accept", "application/atom+xml").status().await, 404);
}

#[tokio::test]
async fn drafts_are_in_no_feed_and_neither_is_what_was_replaced() {
    let app = TestApp::builder().without_second_factor().start().await;
    let (ana, editor) =
        (app.sign_up("ana@example.org", "Ana").await, app.with_role("ed@example.org", Role::Editor).await);
    let published = app.publish(&ana, &editor, "Shade first").await;
    app.submit(&ana, "Quokkaproof roofs").await;
    let new = NewLessonDraft { lesson: Some("shade-first".into()), content: None };
    let change = ana.client.create_lesson_draft(&IdempotencyKey::generate(), &new).await.unwrap();
    let content = LessonContent { title: "Quokkaproof shade".into(), ..change.content.clone() };
    let update = LessonDraftUpdate { content, base: None };
    ana.client.update_lesson_draft(change.id, change.version, &update).await.unwrap();
    app.wait_until_indexed().await;
    for query in ["", "?q=quokkaproof", "?status=published,superseded", "?city=accra"] {
        for format in ["atom", "json"] {
            let path = format!("/feeds/lessons.{format}{query}");
            for answer in [app.get(&path).send().await, ana.get(&app, &path).await, editor.get(&app, &path).await] {
                assert_eq!(answer.status, 200, "{path}");
                // What is looked for stands in address and title of the feed, and nowhere else.
                let said = answer.text().to_lowercase().replace("q=quokkaproof", "").replace("· quokkaproof ·", "");
                assert!(!said.contains("quokkaproof"), "{path}: {said}");
            }
        }
    }
    let newer = app.publish(&ana, &editor, "Shade at once").await;
    let link = serde_json::json!({ "kind": "supersedes", "lesson": "shade-first" });
    let made = editor.ask(&app, "POST", &format!("/api/v1/lessons/{}/links", of(&newer))).json(&link).status().await;
    assert_eq!(made, 201);
    let feed = followed(&app, "/feeds/lessons.atom?city=accra").await;
    let (old, new) = (published.id.to_string(), newer.id.to_string());
    let held = ids(&feed.entries);
    assert!(held.contains(&new.as_str()) && !held.contains(&old.as_str()), "{held:?}");
    let feed = followed(&app, "/feeds/lessons.atom?city=accra&status=superseded").await;
    assert_eq!(ids(&feed.entries), [old.as_str()], "who asks for it gets it");
}

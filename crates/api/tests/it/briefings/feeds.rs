//! Issues as they are followed, and found.

use super::{changed, edited, first, sent};
use serde_json::Value;
use test_support::TestApp;

async fn items(app: &TestApp, query: &str) -> Vec<Value> {
    let answer = app.get(&format!("/feeds/briefings.json{query}")).send().await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn what_has_gone_out_is_in_the_feed_and_in_search() {
    let (app, editor) = edited().await;
    assert_eq!(items(&app, "").await.len(), 0, "a draft is in no feed");
    let draft = changed(&editor, &first(&editor).await, |content| {
        content.title = "Quokkaproof <b>roofs</b>".into();
        content.intro = "See [the cities](/en/cities).".into();
    })
    .await;
    let editors = editor.get(&app, "/feeds/briefings.json").await.json();
    assert_eq!(editors["items"].as_array().unwrap().len(), 0, "not even for its editors: readers keep what they got");
    sent(&app, &editor, draft.id).await;
    let items = items(&app, "?briefing=weekly-briefing&lang=fr").await;
    assert_eq!(items.len(), 1);
    let html = items[0]["content_html"].as_str().unwrap();
    assert!(html.contains(&format!("href=\"{}/en/cities\"", app.url)), "{html}");
    assert_eq!(items[0]["url"], format!("{}/fr/briefings/{}", app.url, draft.slug));
    let atom = app.get("/feeds/briefings.atom").send().await;
    let feed = feed_rs::parser::parse(atom.body.as_slice()).unwrap();
    assert_eq!(feed.entries.len(), 1);
    assert_eq!(app.get("/feeds/briefings.json?status=draft").send().await.status, 400);
    app.wait_until_indexed().await;
    let found = app.get("/api/v1/search?q=quokkaproof&kind=briefing_issue").send().await.json();
    assert_eq!(found["items"][0]["slug"], draft.slug);
}

//! The change log as a stream of events.

use crate::changes::all_changes;
use client::StreamEvent;
use domain::live::Channel;
use futures_util::{Stream, StreamExt};
use serde_json::json;
use std::pin::Pin;
use std::time::Duration;
use test_support::{Reference, TestApp};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Longest wait for an event. Only a failing test waits that long.
const PATIENCE: Duration = Duration::from_secs(20);

struct Events(Pin<Box<dyn Stream<Item = Result<StreamEvent, client::Error>>>>);

impl Events {
    async fn of(app: &TestApp, channels: &[Channel], last_seen: Option<&str>) -> Self {
        Self(Box::pin(app.client().stream_changes(channels, last_seen).await.unwrap()))
    }

    async fn next(&mut self) -> Option<StreamEvent> {
        tokio::time::timeout(PATIENCE, self.0.next()).await.expect("an event in time").map(Result::unwrap)
    }

    /// Id and slug of the next change.
    async fn change(&mut self) -> (String, String) {
        match self.next().await {
            Some(StreamEvent::Change { id, change }) => {
                assert_eq!(id, change.cursor);
                (id, change.slug.unwrap_or_default())
            }
            other => panic!("no change, but {other:?}"),
        }
    }
}

/// Loads the reference data with another population for some cities.
async fn grow(app: &TestApp, reference: &mut Reference, slugs: &[&str]) {
    for slug in slugs {
        let row = reference.city(slug);
        row["population"] = json!(row["population"].as_i64().unwrap() + 1);
    }
    app.load(reference).await;
}

/// Only the head is asked for: nothing follows it, and the connection is free for the next.
#[tokio::test]
async fn the_head_of_the_stream_ends() {
    let app = TestApp::start().await;
    let mut line = TcpStream::connect(app.url.trim_start_matches("http://")).await.unwrap();
    let ask = "HEAD /api/v1/stream HTTP/1.1\r\nHost: c2r\r\n\r\nGET /healthz HTTP/1.1\r\nHost: c2r\r\nConnection: close\r\n\r\n";
    line.write_all(ask.as_bytes()).await.unwrap();
    let mut answers = String::new();
    tokio::time::timeout(PATIENCE, line.read_to_string(&mut answers)).await.expect("both answers").unwrap();
    assert_eq!(answers.matches("HTTP/1.1 200 OK").count(), 2, "{answers}");
    assert!(
        answers.contains("content-type: text/event-stream") && answers.contains("{\"status\":\"ok\"}"),
        "{answers}"
    );
    assert!(!answers.contains(": connected"), "{answers}");
}

#[tokio::test]
async fn what_changes_is_told_at_once() {
    let app = TestApp::start().await;
    let mut reference = Reference::default();
    let (mut all, mut terms) =
        (Events::of(&app, &[], None).await, Events::of(&app, &[Channel::Vocabularies], None).await);
    reference.vocabularies["shocks"][0]["label_en"] = json!("Snow");
    grow(&app, &mut reference, &["accra", "melbourne"]).await;
    let told = [all.change().await.1, all.change().await.1, all.change().await.1];
    assert_eq!(told, ["shocks/blizzard", "accra", "melbourne"]);
    assert_eq!(terms.change().await.1, "shocks/blizzard");
    reference.vocabularies["shocks"][0]["label_en"] = json!("Blizzard");
    grow(&app, &mut reference, &["accra"]).await;
    assert_eq!(terms.change().await.1, "shocks/blizzard", "only the channel that was asked for");
}

#[tokio::test]
async fn coming_back_misses_nothing_and_repeats_nothing() {
    let app = TestApp::start().await;
    let mut reference = Reference::default();
    let begin = all_changes(&app, None, &[], 100).await.pop().unwrap().cursor;
    let mut seen: Vec<String> = Vec::new();
    for round in 0..4 {
        let last = seen.last().unwrap_or(&begin).clone();
        // What happens while nobody listens, and what happens while somebody does.
        grow(&app, &mut reference, &["accra", "cape-town", "melbourne"]).await;
        let mut events = Events::of(&app, &[], Some(&last)).await;
        grow(&app, &mut reference, &["accra", "medellin"]).await;
        for _ in 0..(if round == 3 { 8 } else { 4 }) {
            seen.push(events.change().await.0);
        }
    }
    let written: Vec<_> =
        all_changes(&app, Some(&begin), &[], 100).await.into_iter().map(|change| change.cursor).collect();
    assert_eq!(written.len(), 20);
    assert_eq!(seen, written);
}

#[tokio::test]
async fn coming_from_the_beginning_tells_everything() {
    let app = TestApp::shared().await;
    let expected: Vec<_> = all_changes(&app, None, &[], 100).await.into_iter().map(|change| change.cursor).collect();
    let mut events = Events::of(&app, &[], Some("0")).await;
    for cursor in expected {
        assert_eq!(events.change().await.0, cursor);
    }
}

#[tokio::test]
async fn an_unknown_position_means_reading_everything_anew() {
    let app = TestApp::start().await;
    let mut reference = Reference::default();
    for unknown in ["99999999", "-1", "abc"] {
        let newest = all_changes(&app, None, &[], 100).await.pop().unwrap().cursor;
        let mut events = Events::of(&app, &[], Some(unknown)).await;
        let Some(StreamEvent::Reset { id: Some(id) }) = events.next().await else { panic!("{unknown}") };
        // The last line of the log may be one that a visitor does not see.
        assert!(id.parse::<u64>().unwrap() >= newest.parse().unwrap(), "{unknown}: {id}");
        grow(&app, &mut reference, &["accra"]).await;
        assert_eq!(events.change().await.1, "accra", "{unknown}: and then it goes on");
    }
}

#[tokio::test]
async fn reports_are_not_in_it() {
    let app = TestApp::start().await;
    let mut reference = Reference::default();
    let begin = all_changes(&app, None, &[], 100).await.pop().unwrap().cursor;
    let mut events = Events::of(&app, &[], None).await;
    let report = json!({ "city": "accra", "fact": "name", "value": "x", "source": "https://example.org/" });
    assert_eq!(app.post("/api/v1/corrections").json(&report).send().await.status, 201);
    grow(&app, &mut reference, &["melbourne"]).await;
    assert_eq!(events.change().await.1, "melbourne");
    assert_eq!(Events::of(&app, &[], Some(&begin)).await.change().await.1, "melbourne", "nor in what is caught up");
}

#[tokio::test]
async fn a_quiet_line_shows_that_it_is_alive() {
    let app = TestApp::builder().settings(|settings| settings.heartbeat = Duration::from_millis(20)).start().await;
    let mut answer = app
        .http()
        .get(format!("{}/api/v1/stream", app.url))
        .header("accept-encoding", "br, gzip")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.headers()["content-type"], "text/event-stream");
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let mut text = String::new();
    while text.matches(": alive\n\n").count() < 3 {
        let part = tokio::time::timeout(PATIENCE, answer.chunk()).await.expect("a sign of life").unwrap().unwrap();
        text.push_str(std::str::from_utf8(&part).expect("never compressed"));
    }
    assert!(text.starts_with(": connected\nretry: 2000\n\n"), "{text}");
}

#[tokio::test]
async fn a_stopping_server_ends_its_streams() {
    let app = TestApp::start().await;
    let mut events = Events::of(&app, &[], None).await;
    drop(app);
    assert_eq!(events.next().await, None);
}

#[tokio::test]
async fn the_stream_comes_as_events_or_not_at_all() {
    let app = TestApp::shared().await;
    let url = format!("{}/api/v1/stream", app.url);
    for accept in ["application/json", "text/html", "text/event-stream;q=0"] {
        let answer = app.get("/api/v1/stream").header("accept", accept).send().await;
        assert_eq!((answer.status, &answer.json()["code"]), (406, &json!("not_acceptable")), "{accept}");
    }
    for accept in ["text/event-stream", "*/*", "application/json, text/*;q=0.5"] {
        let open = app.http().get(&url).header("accept", accept).header("accept-encoding", "gzip, br").send();
        let open = open.await.unwrap();
        assert_eq!((open.status().as_u16(), open.headers().get("content-encoding")), (200, None), "{accept}");
    }
}

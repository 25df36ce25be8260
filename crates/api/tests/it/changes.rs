//! The change log page by page.

use domain::live::{Change, ChangesQuery, Channel, ThingKind};
use domain::vocabularies::VocabularyName;
use serde_json::json;
use test_support::{Reference, TestApp};

/// What came after `since`, page by page.
pub(crate) async fn all_changes(app: &TestApp, since: Option<&str>, channels: &[Channel], limit: u32) -> Vec<Change> {
    let mut query = ChangesQuery { since: since.map(str::to_owned), channels: channels.to_vec(), limit: Some(limit) };
    let mut changes = Vec::new();
    loop {
        let page = app.client().list_changes(&query).await.unwrap();
        changes.extend(page.items);
        if page.next.is_none() {
            return changes;
        }
        query.since = page.next;
    }
}

fn numbers(changes: &[Change]) -> Vec<i64> {
    changes.iter().map(|change| change.cursor.parse().unwrap()).collect()
}

#[tokio::test]
async fn following_next_tells_of_everything_once_in_order() {
    let app = TestApp::shared().await;
    let reference = Reference::default();
    let changes = all_changes(&app, None, &[], 100).await;
    assert!(numbers(&changes).is_sorted_by(|before, after| before < after));
    let count = |kind| changes.iter().filter(|change| change.kind == kind).count();
    assert_eq!(count(ThingKind::City), reference.city_rows().len());
    assert_eq!(count(ThingKind::Country), reference.countries.as_array().unwrap().len());
    let vocabularies = app.client().list_vocabularies(true).await.unwrap().items.into_iter();
    let of_all: usize = vocabularies
        .filter(|one| one.name != VocabularyName::Countries)
        .map(|one| one.terms.unwrap_or_default().len())
        .sum();
    let terms = reference.vocabularies.as_object().unwrap().iter().filter(|(name, _)| *name != "_meta");
    let of_word_lists: usize = terms.map(|(_, rows)| rows.as_array().unwrap().len()).sum();
    assert_eq!((count(ThingKind::Term), of_all), (of_all, of_word_lists + 252), "252 terms are of frameworks");
    assert_eq!(all_changes(&app, None, &[], 17).await, changes, "small pages tell the same");
    let last = changes.last().unwrap().cursor.clone();
    assert_eq!(all_changes(&app, Some(&last), &[], 20).await, [], "nothing came since");
}

#[tokio::test]
async fn a_mirror_learns_what_changed_since_it_looked() {
    let app = TestApp::start().await;
    let last = all_changes(&app, None, &[], 100).await.pop().unwrap();
    let mut reference = Reference::default();
    reference.city("accra")["population"] = json!(2_000_000);
    reference.city("melbourne")["population"] = json!(5_000_001);
    reference.vocabularies["shocks"][0]["label_en"] = json!("Snow");
    app.load(&reference).await;
    let new = all_changes(&app, Some(&last.cursor), &[], 1).await;
    let told: Vec<_> =
        new.iter().map(|change| (change.slug.as_deref().unwrap(), change.action.as_str(), change.version)).collect();
    assert_eq!(told, [("shocks/blizzard", "updated", 2), ("accra", "updated", 2), ("melbourne", "updated", 2)]);
    assert!(numbers(&new)[0] > numbers(&[last])[0]);
}

#[tokio::test]
async fn channels_choose_kinds() {
    let app = TestApp::shared().await;
    // Of organisations and memberships there is nothing to tell yet.
    for channel in [Channel::Cities, Channel::Countries, Channel::Vocabularies] {
        let changes = all_changes(&app, None, &[channel], 100).await;
        assert!(!changes.is_empty() && changes.iter().all(|change| change.kind == channel.kind()), "{channel}");
    }
    let two = all_changes(&app, None, &[Channel::Cities, Channel::Countries], 100).await;
    assert_eq!(two.len(), 297 + 137);
}

#[tokio::test]
async fn a_page_that_is_held_ends_with_a_change_of_what_it_tells_of() {
    let app = TestApp::start().await;
    for (query, city) in [
        ("?channels=organisations&limit=100", "accra"),
        ("?channels=memberships", "melbourne"),
        ("?limit=100", "medellin"),
        ("", "vejle"),
    ] {
        let path = format!("/api/v1/changes{query}");
        // Twice, so that it is kept.
        app.get(&path).send().await;
        let before = app.get(&path).send().await;
        let etag = before.header("etag").unwrap();
        app.with_city(&format!("lead-of-{city}@example.org"), city).await;
        let after = app.get(&path).header("if-none-match", etag).send().await;
        assert_eq!(after.status, 200, "{path}");
        if query.starts_with("?channels=organisations") {
            assert_ne!(after.json()["items"], before.json()["items"], "{path}");
        }
    }
}

#[tokio::test]
async fn reports_are_never_told_of() {
    let app = TestApp::start().await;
    let before = all_changes(&app, None, &[], 100).await;
    let report = json!({ "city": "accra", "fact": "name", "value": "x", "source": "https://example.org/" });
    assert_eq!(app.post("/api/v1/corrections").json(&report).send().await.status, 201);
    assert_eq!(
        app.database.texts("SELECT action FROM change_log WHERE kind = 'correction'").await,
        ["created"],
        "it is in the log"
    );
    assert_eq!(all_changes(&app, None, &[], 100).await, before, "and told to nobody");
    let answer = app.get("/api/v1/changes?channels=corrections").send().await;
    assert_eq!((answer.status, &answer.json()["errors"][0]["code"]), (400, &json!("unknown_value")));
}

#[tokio::test]
async fn a_position_that_is_none_is_refused() {
    let app = TestApp::shared().await;
    for since in ["abc", "-1", "1.5", "99999999999999999999"] {
        let answer = app.get(&format!("/api/v1/changes?since={since}")).send().await;
        assert_eq!((answer.status, &answer.json()["errors"][0]["pointer"]), (400, &json!("since")), "{since}");
    }
}

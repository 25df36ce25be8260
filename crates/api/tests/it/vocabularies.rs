//! Vocabularies: all of them, one with its terms.

use domain::vocabularies::{Language, VocabularyName};
use serde_json::{Value, json};
use test_support::{Reference, TestApp};

#[tokio::test]
async fn all_are_listed_and_come_with_terms_where_asked_for() {
    let app = TestApp::shared().await;
    let names = app.client().list_vocabularies(false).await.unwrap();
    assert_eq!(names.items.iter().map(|one| one.name).collect::<Vec<_>>(), VocabularyName::ALL);
    assert!(names.items.iter().all(|one| one.terms.is_empty()));
    assert_eq!(names.next, None);
    let whole = app.client().list_vocabularies(true).await.unwrap();
    for vocabulary in whole.items {
        let alone = app.client().get_vocabulary(vocabulary.name).await.unwrap();
        assert!(!alone.terms.is_empty(), "{} is empty", alone.name);
        assert_eq!(vocabulary, alone);
    }
}

#[tokio::test]
async fn terms_are_those_of_the_file_in_its_order() {
    let app = TestApp::shared().await;
    let reference = Reference::default();
    for (name, rows) in reference.vocabularies.as_object().unwrap().iter().filter(|(name, _)| *name != "_meta") {
        let vocabulary = app.client().get_vocabulary(name.parse().unwrap()).await.unwrap();
        let rows = rows.as_array().unwrap();
        assert_eq!(vocabulary.terms.len(), rows.len(), "{name}");
        for (term, row) in vocabulary.terms.iter().zip(rows) {
            assert_eq!(term.key, row["id"], "{name}");
            for language in Language::ALL {
                let expected = row[format!("label_{language}")].as_str().unwrap_or(row["label_en"].as_str().unwrap());
                assert_eq!(term.labels.get(*language), expected, "{name}, {}, {language}", term.key);
            }
            assert_eq!(term.definition.as_deref(), row["definition_en"].as_str(), "{name}, {}", term.key);
        }
    }
}

#[tokio::test]
async fn countries_are_a_vocabulary_too() {
    let app = TestApp::shared().await;
    let reference = Reference::default();
    let rows = reference.countries.as_array().unwrap();
    let countries = app.client().get_vocabulary(VocabularyName::Countries).await.unwrap();
    assert_eq!(countries.terms.len(), rows.len());
    for term in countries.terms {
        let row = rows.iter().find(|row| row["iso2"] == term.key.as_str()).unwrap();
        assert_eq!((json!(term.labels.en), json!(term.parent)), (row["name"].clone(), row["region"].clone()));
    }
}

#[tokio::test]
async fn an_unknown_name_is_answered_with_the_known_ones() {
    let app = TestApp::shared().await;
    let answer = app.get("/api/v1/vocabularies/moods").send().await;
    assert_eq!(answer.status, 404);
    assert!(answer.json()["detail"].as_str().unwrap().contains("shocks"), "{}", answer.text());
    assert_eq!(app.get("/api/v1/vocabularies?include=mood").send().await.status, 400);
}

#[tokio::test]
async fn a_changed_label_shows_and_ends_what_was_held() {
    let app = TestApp::start().await;
    let before = app.get("/api/v1/vocabularies/shocks").send().await;
    let etag = before.header("etag").unwrap();
    let mut reference = Reference::default();
    let term: &mut Value = &mut reference.vocabularies["shocks"][0];
    term["label_en"] = json!("Snow, lots of it");
    app.load(&reference).await;
    let after = app.get("/api/v1/vocabularies/shocks").header("if-none-match", etag).send().await;
    assert_eq!(after.status, 200);
    assert_eq!(after.json()["terms"][0]["labels"]["en"], "Snow, lots of it");
    let found = app.get("/api/v1/search?q=snow&kind=term").send().await.json();
    assert_eq!(found["items"][0]["title"]["text"], "Snow, lots of it");
}

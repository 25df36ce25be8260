//! Vocabularies: all of them, one with its terms.

use domain::vocabularies::{Language, VocabularyName};
use serde_json::{Value, json};
use test_support::{Reference, TestApp};

#[tokio::test]
async fn all_are_listed_and_come_with_terms_where_asked_for() {
    let app = TestApp::shared().await;
    let names = app.client().list_vocabularies(false).await.unwrap();
    assert_eq!(names.items.iter().map(|one| one.name).collect::<Vec<_>>(), VocabularyName::ALL);
    assert!(names.items.iter().all(|one| one.terms.is_none() && !one.label.is_empty()));
    assert_eq!(names.next, None);
    let raw = app.get("/api/v1/vocabularies").send().await.json();
    assert_eq!(raw["items"][0]["terms"], Value::Null, "not asked for is not empty");
    let whole = app.client().list_vocabularies(true).await.unwrap();
    for vocabulary in whole.items {
        let mut alone = app.client().get_vocabulary(vocabulary.name).await.unwrap();
        assert!(alone.terms.as_ref().is_some_and(|terms| !terms.is_empty()), "{} is empty", alone.name);
        for term in alone.terms.iter_mut().flatten() {
            let english = term.definitions.take().map(|definitions| definitions.en);
            assert_eq!(english, term.definition, "{}, {}", alone.name, term.key);
        }
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
        let terms = vocabulary.terms.unwrap();
        assert_eq!(terms.len(), rows.len(), "{name}");
        for (term, row) in terms.iter().zip(rows) {
            assert_eq!(term.key, row["id"], "{name}");
            for language in Language::ALL {
                let expected = row[format!("label_{language}")].as_str().unwrap_or(row["label_en"].as_str().unwrap());
                assert_eq!(term.labels.get(*language), expected, "{name}, {}, {language}", term.key);
            }
            assert_eq!(term.definition.as_deref(), row["definition_en"].as_str(), "{name}, {}", term.key);
            for language in Language::ALL {
                let expected = row[format!("definition_{language}")].as_str().map(|text| (*language, text));
                let said = term.definitions.as_ref().map(|definitions| definitions.get(*language));
                assert_eq!(said, expected, "{name}, {}, {language}", term.key);
            }
        }
    }
}

/// How many terms each file of `frameworks/` brings, and the first with the term above it.
const OF_FRAMEWORKS: [(VocabularyName, usize, &str, Option<&str>); 13] = [
    (VocabularyName::AnalysisMethods, 24, "additive_value", Some("mcda")),
    (VocabularyName::CrfIndicators, 52, "indicator_1_1", Some("minimal_human_vulnerability")),
    (VocabularyName::Iso22393Areas, 5, "people", None),
    (VocabularyName::Iso22393Steps, 7, "step_1", None),
    (VocabularyName::LessonKeywords, 30, "community_participation", Some("communities")),
    (VocabularyName::Mcr2030Stages, 3, "stage_a", None),
    (VocabularyName::MethodFamilies, 7, "mcda", None),
    (VocabularyName::PractitionerRoles, 22, "cro", None),
    (VocabularyName::ResourceTypes, 27, "practice_note", None),
    (VocabularyName::Sectors, 31, "water_supply", None),
    (VocabularyName::SendaiPriorities, 4, "priority_1", None),
    (VocabularyName::SupportTypes, 17, "expertise", None),
    (VocabularyName::ToolTypes, 23, "rapid_impact_scan", Some("assess")),
];

#[tokio::test]
async fn lists_of_frameworks_are_vocabularies_and_are_found() {
    let app = TestApp::shared().await;
    for (name, count, first, parent) in OF_FRAMEWORKS {
        let vocabulary = app.client().get_vocabulary(name).await.unwrap();
        let terms = vocabulary.terms.unwrap();
        assert_eq!(terms.len(), count, "{name}");
        assert_eq!((terms[0].key.as_str(), terms[0].parent.as_deref()), (first, parent), "{name}");
    }
    let stages = app.client().get_vocabulary(VocabularyName::Mcr2030Stages).await.unwrap();
    assert!(stages.sources[1].starts_with("https://mcr2030.undrr.org/") && stages.note.is_some(), "{stages:?}");
    let found = app.get("/api/v1/search?q=fuzzy+cognitive&kind=term").send().await.json();
    assert_eq!(found["items"][0]["slug"], "analysis_methods/fcm");
    assert_eq!(found["items"][0]["subtitle"]["text"], "Methods of analysis");
}

/// Every address that is given as a source of a vocabulary stands in one of the files.
#[tokio::test]
async fn sources_are_those_of_the_files() {
    let app = TestApp::shared().await;
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../reference");
    let mut files = std::fs::read_to_string(folder.join("README.md")).unwrap();
    for file in std::fs::read_dir(folder.join("frameworks")).unwrap() {
        files.push_str(&std::fs::read_to_string(file.unwrap().path()).unwrap());
    }
    for vocabulary in app.client().list_vocabularies(false).await.unwrap().items {
        for source in vocabulary.sources {
            assert!(files.contains(&source), "{}: {source}", vocabulary.name);
        }
    }
}

/// Where a file and `vocab.json` name the same things, they name them by the same keys.
#[tokio::test]
async fn files_agree_with_the_word_lists() {
    let reference = Reference::default();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../reference/frameworks");
    for (file, list) in [
        ("recovery_stages", "recovery_stages"),
        ("toolkit_phases", "toolkit_phases"),
        ("lesson_categories", "lesson_topics"),
        ("city_resilience_framework", "crf_dimensions"),
    ] {
        let text = std::fs::read_to_string(folder.join(format!("{file}.json"))).unwrap();
        let document: Value = serde_json::from_str(&text).unwrap();
        let keys = |rows: &Value, field: &str| -> std::collections::BTreeSet<String> {
            rows.as_array().unwrap().iter().map(|row| row[field].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(keys(&document["items"], "key"), keys(&reference.vocabularies[list], "id"), "{file}");
    }
}

#[tokio::test]
async fn countries_are_a_vocabulary_too() {
    let app = TestApp::shared().await;
    let reference = Reference::default();
    let rows = reference.countries.as_array().unwrap();
    let countries = app.client().get_vocabulary(VocabularyName::Countries).await.unwrap();
    let terms = countries.terms.unwrap();
    assert_eq!(terms.len(), rows.len());
    for term in terms {
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

//! Words that are found by their stems.

use crate::cities::{id, lesson, search, titles};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use search::{Document, Index, Operation, Selection};

fn written(number: usize, language: &str, title: &str, body: &str) -> Document {
    Document { language: Some(language.to_owned()), ..lesson(number, title, body) }
}

fn index(documents: Vec<Document>) -> Index {
    let index = Index::in_memory().unwrap();
    index.rebuild(documents, 1).unwrap();
    index
}

#[test]
fn a_word_finds_its_family_in_the_language_of_the_document() {
    for (language, text, typed) in [
        ("en", "Floods", "flooding"),
        ("en-GB", "Planned retreat", "plans"),
        ("en", "Resilient housing", "resilience houses"),
        ("es", "Una inundación", "inundaciones"),
        ("es", "La ciudad", "ciudades"),
        ("es", "Árboles", "arbol"),
        ("fr", "L'école", "écoles"),
        ("fr", "L’école", "ecoles"),
        ("fr", "Les réseaux", "réseau"),
        ("fr", "Quartier inondé", "inondations"),
        ("pt", "Uma inundação", "inundacoes"),
        ("pt-BR", "Regiões", "região"),
        ("pt", "Plano de ação", "ações"),
        ("ar", "خطة الفيضانات", "فيضان"),
        ("ar", "مدارس ومدرسة", "المدرسة"),
    ] {
        let (of_language, of_none) = (index(vec![written(1, language, "A", text)]), index(vec![lesson(1, "A", text)]));
        let found = search(&of_language, typed);
        assert_eq!(found.total, 1, "{typed} in {text}");
        assert!(!found.hits[0].excerpt.as_ref().unwrap().marks.is_empty(), "{typed} in {text}");
        // Some are found by their beginning or with a typing error, but not all.
        assert!(search(&of_none, typed).total <= 1);
    }
}

#[test]
fn stems_of_one_language_say_nothing_in_another() {
    let text = "Flooded houses";
    for (language, total) in [("en", 1), ("EN", 1), ("es", 0), ("ar", 0), ("de", 0), ("xx", 0), ("", 0)] {
        assert_eq!(search(&index(vec![written(1, language, text, "")]), "flooding housing").total, total, "{language}");
    }
    // A word that is typed is of any language, and each document of its own.
    let both = index(vec![written(1, "en", "Crises", ""), written(2, "es", "Inundación", "")]);
    assert_eq!(titles(&both, "inundaciones"), ["Inundación"]);
}

#[test]
fn the_same_word_then_beginnings_then_stems_then_typing_errors() {
    let mut documents: Vec<_> = ["Food", "Flooded", "Floods", "Flooding", "Flood"]
        .into_iter()
        .enumerate()
        .map(|(number, title)| written(number, "en", title, ""))
        .collect();
    let found = titles(&index(documents.clone()), "flood");
    assert_eq!(found, ["Flood", "Flooded", "Flooding", "Floods", "Food"]);
    documents.push(written(9, "en", "Flooring", ""));
    assert_eq!(titles(&index(documents.clone()), "flooding"), ["Flooding", "Flood", "Flooded", "Floods", "Flooring"]);
    // A stem in a title comes before the word itself in a body, and one in a body before a typing error in a title.
    documents.push(written(10, "en", "Elsewhere", "Of flooding"));
    documents.push(written(11, "en", "Another", "It floods"));
    let expected = ["Flooding", "Flood", "Flooded", "Floods", "Elsewhere", "Another", "Flooring"];
    assert_eq!(titles(&index(documents), "flooding"), expected);
}

#[test]
fn other_words_have_no_stems() {
    let mut document = written(1, "en", "Plan", "");
    document.words = "Inundaciones\nFloods".to_owned();
    let index = index(vec![document]);
    assert_eq!(search(&index, "flooding").total, 0);
    assert_eq!(search(&index, "flood").total, 1);
}

#[test]
fn stems_come_and_go_with_their_document() {
    let index = index(vec![written(1, "en", "Floods", ""), lesson(2, "Heat", "")]);
    assert_eq!(search(&index, "flooding").total, 1);
    index.apply(vec![Operation::Put(lesson(1, "Floods", ""))], 2).unwrap();
    assert_eq!(search(&index, "flooding").total, 0);
    index.apply(vec![Operation::Put(written(2, "en", "Floods", ""))], 3).unwrap();
    let selection = Selection { kind: "lesson".to_owned(), text: Some("flooding".to_owned()), ..Selection::default() };
    assert_eq!(index.ids(&selection, 9).unwrap(), [id(2)]);
}

proptest! {
    // Always the same texts: a run of the suite speaks of the change, not of the draw.
    #![proptest_config(ProptestConfig { cases: 48, rng_seed: RngSeed::Fixed(22_393), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_language_adds_what_is_found_and_takes_nothing_away(
        texts in proptest::collection::vec("([a-d]{2,5}(s|ing|ed|es|ción|ciones|ão|ões|é|ée)? ?){1,4}", 2..6),
        language in proptest::sample::select(vec!["ar", "en", "es", "fr", "pt", "de"]),
    ) {
        let without: Vec<_> = texts.iter().enumerate().map(|(number, text)| lesson(number, text, text)).collect();
        let with = without.iter().cloned().map(|document| Document { language: Some(language.to_owned()), ..document });
        let (with, without) = (index(with.collect()), index(without.clone()));
        for text in &texts {
            let (more, fewer) = (search(&with, text), search(&without, text));
            let scores: Vec<_> = more.hits.iter().map(|hit| (hit.id, hit.score)).collect();
            for hit in &fewer.hits {
                prop_assert!(scores.iter().any(|(id, score)| *id == hit.id && *score >= hit.score), "{text} {hit:?}");
            }
            // What is found is shown.
            prop_assert!(more.hits.iter().all(|hit| !hit.title.marks.is_empty()), "{text}");
        }
    }
}

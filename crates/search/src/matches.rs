//! The documents of the whole index that match a phrase.

use std::sync::Arc;

use tantivy::{Searcher, SegmentReader};

use crate::bits::Bits;
use crate::evaluate::{Asked, Scores, scores};
use crate::facts::Facts;
use crate::index::Index;
use crate::pattern::{Pattern, Phrase};

/// Documents that match without a typing error, from which on words with one are not looked for. Who looks for a word
/// that so many have has not mistyped it, and nobody turns pages until theirs are through.
pub(crate) const PLENTY: u64 = 1_000;

/// The documents that match a phrase.
pub(crate) struct Found<'s> {
    /// Segment by segment.
    pub(crate) segments: Vec<Matches<'s>>,
    /// Whether words with typing errors are among what matches.
    pub(crate) with_typos: bool,
}

/// The documents of one segment that match, without those that are deleted.
pub(crate) struct Matches<'s> {
    pub(crate) segment: &'s SegmentReader,
    pub(crate) facts: Arc<Facts>,
    pub(crate) scores: Scores,
}

impl Matches<'_> {
    /// Those that are of one of the kinds; of any if none is named.
    pub(crate) fn of_kinds(&self, kinds: &[String]) -> Bits {
        let mut wanted = self.scores.matched.clone();
        if let Some(of_kinds) = self.facts.of_kinds(kinds) {
            wanted.keep(&of_kinds);
        }
        wanted
    }
}

impl Index {
    /// The documents that match a phrase, of whatever kind; but whether words with typing errors
    /// match depends on how many of the kinds asked for match without.
    pub(crate) fn matches<'s>(
        &self,
        searcher: &'s Searcher,
        phrase: &Phrase,
        kinds: &[String],
    ) -> tantivy::Result<Found<'s>> {
        let sound = self.matches_with(searcher, phrase, false)?;
        let count = || sound.iter().map(|matches| matches.of_kinds(kinds).count()).sum::<u64>();
        if !phrase.patterns().iter().any(Pattern::may_err) || count() >= PLENTY {
            return Ok(Found { segments: sound, with_typos: false });
        }
        drop(sound);
        Ok(Found { segments: self.matches_with(searcher, phrase, true)?, with_typos: true })
    }

    fn matches_with<'s>(
        &self,
        searcher: &'s Searcher,
        phrase: &Phrase,
        with_typos: bool,
    ) -> tantivy::Result<Vec<Matches<'s>>> {
        let facts = self.facts(searcher)?;
        let segments = searcher.segment_readers().iter().zip(facts);
        segments
            .map(|(segment, facts)| {
                let mut scores = scores(segment, self.fields(), &facts, Asked { phrase, with_typos })?;
                scores.matched = alive(segment, scores.matched);
                Ok(Matches { segment, facts, scores })
            })
            .collect()
    }
}

/// The documents without those that are deleted.
pub(crate) fn alive(segment: &SegmentReader, mut documents: Bits) -> Bits {
    if segment.has_deletes() {
        let deleted: Vec<_> = documents.iter().filter(|document| segment.is_deleted(*document)).collect();
        deleted.into_iter().for_each(|document| documents.remove(document));
    }
    documents
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::document::{Document, Operation};
    use crate::evaluate::{opening, worth};
    use crate::fold;
    use crate::pattern::Quality;
    use crate::place::Place;
    use crate::stem::Language;
    use crate::tokens::{Reading, Words};

    fn document(number: usize, texts: &[String; 4], language: Option<&str>) -> Document {
        let [title, subtitle, body, words] = texts.clone();
        Document {
            kind: ["lesson", "city"][number % 2].to_owned(),
            id: Uuid::from_u128(number as u128),
            slug: String::new(),
            title,
            subtitle,
            body,
            words,
            language: language.map(str::to_owned),
            tags: Vec::new(),
            boost: 1.0,
            published: None,
        }
    }

    /// How often each word stands in a text.
    fn words(text: &str) -> BTreeMap<String, usize> {
        let (mut words, mut times) = (Words::new(text, Reading::Stored), BTreeMap::new());
        while words.advance() {
            *times.entry(words.folded().to_owned()).or_default() += 1;
        }
        times
    }

    /// The score of a document, worked out word by word as the rules say.
    fn score(phrase: &Phrase, document: &Document) -> Option<f32> {
        let language = document.language.as_deref().and_then(Language::of_tag);
        let texts = [&document.title, &document.subtitle, &document.body, &document.words];
        let mut sum = 0.0;
        for pattern in phrase.patterns() {
            let mut best: Option<f32> = None;
            for (place, text) in Place::ALL.into_iter().zip(texts) {
                let language = language.filter(|_| place != Place::Words);
                for (word, times) in words(text) {
                    let by_letters = pattern.quality(&word, true).map(|quality| worth(place, quality, times));
                    let stem = language.and_then(|language| pattern.stem(language).zip(language.stem(&word)));
                    let same = stem.is_some_and(|(one, other)| one == other);
                    let by_stem = same.then(|| worth(place, Quality::Stem, 1));
                    best = [best, by_letters, by_stem].into_iter().flatten().reduce(f32::max);
                }
            }
            sum += best?;
        }
        let title = fold::flat(&document.title, 100);
        let opening = title.strip_prefix(phrase.flat()).map_or(0.0, |rest| opening(rest.is_empty()));
        Some(sum / phrase.patterns().len() as f32 + opening)
    }

    fn found(index: &Index, phrase: &Phrase) -> BTreeMap<u128, f32> {
        let searcher = index.searcher();
        let found = index.matches(&searcher, phrase, &[]).unwrap();
        let mut scores = BTreeMap::new();
        for (ordinal, matches) in (0..).zip(&found.segments) {
            let columns = crate::column::Columns::open(ordinal, matches.segment).unwrap();
            for document in matches.scores.matched.iter() {
                scores.insert(columns.id(document).as_u128(), matches.scores.of(document));
            }
        }
        scores
    }

    const OTHERS: [&str; 7] = ["inundación", "inundaciones", "école", "فيضان", "الفيضانات", "東京", "Xi'an"];

    /// Texts of few words, so that many are alike.
    fn text() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            4 => "[ab]{1,5}(s|ing|ed|ó|ões)?",
            1 => proptest::sample::select(&OTHERS[..]).prop_map(str::to_owned),
        ];
        proptest::collection::vec(word, 0..5).prop_map(|words| words.join(" "))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn what_is_found_is_what_the_rules_say(
            texts in proptest::collection::vec(proptest::array::uniform4(text()), 1..12),
            typed in text(),
            at in 0..12_usize,
        ) {
            let languages = [Some("en"), Some("es"), None, Some("fr"), Some("pt-BR"), Some("ar")];
            let documents: Vec<_> = (0..texts.len()).map(|at| document(at, &texts[at], languages[at % 6])).collect();
            // In several segments, one of them with a document that is gone.
            let index = Index::in_memory().unwrap();
            let (first, second) = documents.split_at(documents.len() / 2);
            index.apply(first.iter().cloned().map(Operation::Put).collect(), 1).unwrap();
            index.apply(second.iter().cloned().map(Operation::Put).collect(), 2).unwrap();
            let gone = documents[0].clone();
            index.apply(vec![Operation::Remove { kind: gone.kind, id: gone.id }], 3).unwrap();
            for text in [&typed, &texts[at % texts.len()][0], &texts[at % texts.len()][2]] {
                let Some(phrase) = Phrase::read(text) else { continue };
                let expected: BTreeMap<_, _> = documents[1..]
                    .iter()
                    .filter_map(|document| Some((document.id.as_u128(), score(&phrase, document)?)))
                    .collect();
                prop_assert_eq!(found(&index, &phrase), expected, "{}", text);
            }
        }
    }

    #[test]
    fn of_many_that_match_those_with_typing_errors_are_left_out() {
        let index = Index::in_memory().unwrap();
        let title = |number| if number < 999 { "Flood" } else { "Blood" };
        let texts = |number| [title(number).to_owned(), String::new(), String::new(), String::new()];
        let documents = (0..1_100).map(|number| document(number, &texts(number), None));
        index.rebuild(documents, 1).unwrap();
        let phrase = Phrase::read("flood").unwrap();
        assert_eq!(found(&index, &phrase).len(), 1_100);
        let one_more = document(5_001, &["Floods".to_owned(), String::new(), String::new(), String::new()], None);
        index.apply(vec![Operation::Put(one_more)], 2).unwrap();
        assert_eq!(found(&index, &phrase).len() as u64, PLENTY);
        // Half of them are of a kind: for who looks among these, they are not that many.
        let searcher = index.searcher();
        let cities = index.matches(&searcher, &phrase, &["city".to_owned()]).unwrap();
        assert!(cities.with_typos);
        assert_eq!(cities.segments.iter().map(|matches| matches.scores.matched.count()).sum::<u64>(), 1_101);
    }
}

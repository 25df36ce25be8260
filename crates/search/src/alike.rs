//! Documents like a text: to tell who writes something that others have said it.

use std::collections::BTreeSet;

use tantivy::{Searcher, SegmentReader};
use uuid::Uuid;

use crate::bits::Bits;
use crate::column::{Best, Candidate, Columns};
use crate::error::Error;
use crate::evaluate::for_each_document;
use crate::index::Index;
use crate::matches::alive;
use crate::place::Place;
use crate::schema::Fields;
use crate::tokens::{Reading, Words};

/// Different words of a text that are compared.
const MOST_WORDS: usize = 60;
/// Letters of the shortest word that is compared: shorter ones stand in everything.
const FEWEST_LETTERS: usize = 3;
/// Where words count.
const PLACES: [Place; 2] = [Place::Title, Place::Body];

/// A document that says something like the text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Alike {
    /// Its identity within the kind.
    pub id: Uuid,
    /// The share of the text's words that stand in it, from 0 to 1. Words count by how rare they are.
    pub share: f32,
}

impl Index {
    /// The documents of a kind that share most of a text's words, the most similar first, at most `cap`, with a share of
    /// at least `least`.
    ///
    /// A word counts by how rare it is among all documents, as ln(1 + all / those that have it) (inverse document
    /// frequency; Spärck Jones, 1972), so that *and* says little and *latrine* much. Only whole words of title and body
    /// count: a beginning or a typing error is no sign that two say the same. Of a long text, the first 60 different
    /// words are compared.
    ///
    /// # Errors
    /// [`Error::Engine`] if the index's files cannot be read; never because of the text.
    pub fn alike(&self, kind: &str, text: &str, least: f32, cap: usize) -> Result<Vec<Alike>, Error> {
        let (words, searcher) = (different_words(text), self.searcher());
        let having = self.having(&searcher, kind, &words)?;
        let weights: Vec<f32> = (0..words.len())
            .map(|word| {
                let those: u64 = having.iter().map(|segment| segment.counts[word]).sum();
                // A word that nobody uses tells nothing of who is like it, and yet is a part of what is said.
                (searcher.num_docs() as f32 / (those as f32).max(1.0)).ln_1p()
            })
            .collect();
        let all: f32 = weights.iter().sum();
        let (mut best, mut segments) = (Best::new(cap), Vec::new());
        for ((ordinal, segment), having) in (0..).zip(searcher.segment_readers()).zip(&having) {
            let columns = Columns::open(ordinal, segment)?;
            let mut sums = vec![0.0_f32; segment.max_doc() as usize];
            for (documents, weight) in having.of_kind.iter().zip(&weights) {
                documents.iter().for_each(|document| sums[document as usize] += weight);
            }
            for (document, sum) in (0..).zip(sums).filter(|(_, sum)| *sum > 0.0 && *sum / all >= least) {
                best.offer(&columns, document, sum / all);
            }
            segments.push(columns);
        }
        let found = |candidate: &Candidate| {
            let columns = segments.get(candidate.address.segment_ord as usize)?;
            Some(Alike { id: columns.id(candidate.address.doc_id), share: candidate.score })
        };
        Ok(best.into_sorted().iter().filter_map(found).collect())
    }

    fn having(&self, searcher: &Searcher, kind: &str, words: &[String]) -> tantivy::Result<Vec<Having>> {
        let kinds = [kind.to_owned()];
        let segments = searcher.segment_readers().iter().zip(self.facts(searcher)?);
        segments
            .map(|(segment, facts)| {
                let of_kind = facts.of_kinds(&kinds).unwrap_or_default();
                Having::read(segment, self.fields(), &of_kind, words)
            })
            .collect()
    }
}

/// Which documents of a segment have each word.
struct Having {
    /// How many have it, of whatever kind.
    counts: Vec<u64>,
    /// Those of the kind that have it.
    of_kind: Vec<Bits>,
}

impl Having {
    fn read(segment: &SegmentReader, fields: &Fields, of_kind: &Bits, words: &[String]) -> tantivy::Result<Self> {
        let mut having = Self { counts: Vec::new(), of_kind: Vec::new() };
        for word in words {
            let mut documents = Bits::none(segment.max_doc());
            for place in PLACES {
                for_each_document(segment, fields.text, &place.term(word), |document| documents.insert(document))?;
            }
            documents = alive(segment, documents);
            having.counts.push(documents.count());
            documents.keep(of_kind);
            having.of_kind.push(documents);
        }
        Ok(having)
    }
}

fn different_words(text: &str) -> Vec<String> {
    let (mut words, mut different) = (Words::new(text, Reading::Asked), BTreeSet::new());
    while different.len() < MOST_WORDS && words.advance() {
        // A pair of letters of a script without gaps says as much as a word does.
        if words.letters().len() >= FEWEST_LETTERS || (words.is_dense() && words.letters().len() > 1) {
            different.insert(words.folded().to_owned());
        }
    }
    different.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::{Document, Operation};

    fn document(kind: &str, number: u128, title: &str, body: &str) -> Document {
        Document {
            kind: kind.to_owned(),
            id: Uuid::from_u128(number),
            slug: number.to_string(),
            title: title.to_owned(),
            subtitle: "Latrine".to_owned(),
            body: body.to_owned(),
            words: "Latrine".to_owned(),
            language: Some("en".to_owned()),
            tags: Vec::new(),
            boost: 2.0,
            published: None,
        }
    }

    fn lesson(number: u128, title: &str, body: &str) -> Document {
        document("lesson", number, title, body)
    }

    fn index(documents: Vec<Document>) -> Index {
        let index = Index::in_memory().unwrap();
        index.rebuild(documents, 1).unwrap();
        index
    }

    fn per_cent(share: f32) -> u32 {
        format!("{:.0}", share * 100.0).parse().unwrap()
    }

    /// Number and share in per cent of those alike.
    fn alike(index: &Index, text: &str, least: f32) -> Vec<(u128, u32)> {
        let found = index.alike("lesson", text, least, 10).unwrap();
        found.iter().map(|alike| (alike.id.as_u128(), per_cent(alike.share))).collect()
    }

    #[test]
    fn rare_words_say_more_than_common_ones() {
        let index = index(vec![
            lesson(1, "Latrines", "They are cleaned and the mayor pays."),
            lesson(2, "Buses", "They are cleaned and the mayor pays."),
            lesson(3, "Shade", "They are cleaned and the mayor pays."),
        ]);
        let found = alike(&index, "they are cleaned latrines", 0.0);
        // One in three has a word that counts ln 4, all have one that counts ln 2.
        let (rare, common) = (4.0_f32.ln(), 3.0 * 2.0_f32.ln());
        assert_eq!(found[0], (1, 100));
        let share = per_cent(common / (rare + common));
        assert_eq!(found[1..], [(2, share), (3, share)]);
        assert_eq!(alike(&index, "they are cleaned latrines", 0.61), [(1, 100)]);
    }

    #[test]
    fn a_word_that_nobody_uses_is_a_part_of_what_is_said() {
        let index = index(vec![lesson(1, "Latrines", ""), lesson(2, "Buses", "")]);
        // ln 3 for each: one has it, and nobody is counted as one.
        assert_eq!(alike(&index, "latrines xyzzy", 0.0), [(1, 50)]);
        assert_eq!(alike(&index, "xyzzy plugh", 0.0), []);
    }

    #[test]
    fn only_whole_words_of_title_and_body_count() {
        let index = index(vec![lesson(1, "Rain gardens", "Swales beside the road")]);
        for text in ["latrine", "garden", "gardins", "the", "is", ""] {
            let expected: &[(u128, u32)] = if text == "the" { &[(1, 100)] } else { &[] };
            assert_eq!(alike(&index, text, 0.0), expected, "{text}");
        }
        assert_eq!(alike(&index, "RAIN, gardens and swáles", 0.5).len(), 1);
    }

    #[test]
    fn other_kinds_are_not_answered_and_yet_make_a_word_common() {
        let both = [lesson(1, "Heat plan", ""), lesson(2, "Plan of streets", "")];
        let alone = index(both.to_vec());
        let among = index(both.into_iter().chain((3..30).map(|id| document("city", id, "Heat", ""))).collect());
        assert_eq!(alike(&among, "heat plan", 0.0)[0], (1, 100));
        let second = |index: &Index| alike(index, "heat plan", 0.0)[1];
        assert_eq!((second(&alone).0, second(&among).0), (2, 2));
        assert!(second(&alone).1 < second(&among).1);
    }

    #[test]
    fn what_is_gone_neither_counts_nor_is_answered() {
        let index = index(vec![lesson(1, "Heat plan", ""), lesson(2, "Heat map", ""), lesson(3, "Bus lanes", "")]);
        let before = alike(&index, "heat plan", 0.0);
        assert_eq!(before.len(), 2);
        index
            .apply(vec![Operation::Put(lesson(4, "Heat plan", "")), Operation::Put(lesson(2, "Trees", ""))], 2)
            .unwrap();
        index.apply(vec![Operation::Remove { kind: "lesson".to_owned(), id: Uuid::from_u128(1) }], 3).unwrap();
        assert_eq!(alike(&index, "heat plan", 0.0), [(4, 100)]);
    }

    #[test]
    fn equals_are_in_the_order_of_their_titles_and_few_are_answered() {
        let index = index((0..9).rev().map(|id| lesson(id, &format!("{id} heat plans"), "")).collect());
        assert_eq!(
            alike(&index, "heat plans", 0.9).iter().map(|(id, _)| *id).collect::<Vec<_>>(),
            [0, 1, 2, 3, 4, 5, 6, 7, 8]
        );
        assert_eq!(index.alike("lesson", "heat plans", 0.9, 2).unwrap().len(), 2);
        assert_eq!(index.alike("lesson", "heat plans", 0.9, 0).unwrap(), []);
        assert_eq!(index.alike("nothing", "heat plans", 0.0, 9).unwrap(), []);
    }

    #[test]
    fn scripts_without_gaps_are_compared_by_pairs() {
        let index = index(vec![lesson(1, "東京の洪水", ""), lesson(2, "大阪の祭り", "")]);
        let found = alike(&index, "洪水", 0.0);
        assert_eq!(found, [(1, 100)]);
    }

    #[test]
    fn long_texts_are_compared_by_their_beginning() {
        let text: String = (0..100).map(|number| format!("word{number} ")).collect();
        let index = index(vec![lesson(1, &text, "")]);
        assert_eq!(different_words(&text).len(), MOST_WORDS);
        assert_eq!(alike(&index, &text, 1.0), [(1, 100)]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

        #[test]
        fn who_says_the_same_comes_first(
            bodies in proptest::collection::vec("([abc]{3} ){1,6}", 1..8),
            at in 0..8_usize,
        ) {
            let index = index(bodies.iter().zip(1..).map(|(body, id)| lesson(id, "", body)).collect());
            let text = &bodies[at % bodies.len()];
            let found = index.alike("lesson", text, 0.0, 10).unwrap();
            let same = (at % bodies.len()) as u128 + 1;
            prop_assert!(found.iter().all(|alike| alike.share > 0.0 && alike.share <= 1.0));
            prop_assert!(found.is_sorted_by(|one, next| one.share >= next.share));
            prop_assert!(found.iter().any(|alike| alike.id.as_u128() == same && alike.share == 1.0));
        }

        #[test]
        fn no_text_is_an_error(text in any::<String>()) {
            let index = index(vec![lesson(1, &text, "")]);
            let found = index.alike("lesson", &text, 0.0, 10).unwrap();
            prop_assert_eq!(found.len(), usize::from(!different_words(&text).is_empty()));
        }
    }
}

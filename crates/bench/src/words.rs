//! The words of the generated lessons: those of the real ones, the most frequent first, and behind them words put
//! together from two of theirs, because a hundred thousand lessons have more words than a hundred. They are drawn by
//! Zipf's law (1935), by which the second most frequent word stands half as often as the first, the third a third as
//! often: so there are some that stand everywhere and many that stand almost nowhere.

use crate::random::Random;
use anyhow::{Result, bail, ensure};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

const SEED: u64 = 1_935;
/// Different words.
const COUNT: usize = 40_000;
/// The weight of the most frequent word.
const FIRST: usize = 1 << 26;
/// Letters of a word, at least, that others are put together from.
const LONG: usize = 6;
/// Words that others are put together from, at least.
const FEWEST: usize = 500;
/// Letters of a word that is searched for, at least: from so many on the product forgives a typing error.
const ASKED: usize = 4;

/// How frequent the words are, counted from the most frequent one, and how many of them are searched for.
struct Class {
    name: &'static str,
    ranks: Range<usize>,
    queries: usize,
}

/// Of 100 000 lessons a common word stands in 8 000 and more, one in between in 400 to 4 000, a rare one in about 100
/// or fewer.
const CLASSES: [Class; 3] = [
    Class { name: "common", ranks: 0..250, queries: 100 },
    Class { name: "mid", ranks: 500..5_000, queries: 250 },
    Class { name: "rare", ranks: COUNT / 2..COUNT, queries: 150 },
];

/// A word that is searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Query {
    /// How frequent it is: `common`, `mid` or `rare`.
    pub(crate) class: &'static str,
    /// The word.
    pub(crate) word: String,
}

/// Words, the most frequent first.
pub(crate) struct Words {
    words: Vec<String>,
    /// Of each word its weight and those of all before.
    sums: Vec<usize>,
}

impl Words {
    /// The words of these texts, and what is put together from them.
    pub(crate) fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Result<Self> {
        let mut words = by_frequency(texts);
        extend(&mut words)?;
        let add = |sum: &mut usize, rank: usize| {
            *sum += FIRST / rank;
            Some(*sum)
        };
        let sums = (1..=words.len()).scan(0, add).collect();
        Ok(Self { words, sums })
    }

    /// One word, by its weight.
    pub(crate) fn draw(&self, random: &mut Random) -> &str {
        let drawn = random.below(self.sums.last().copied().unwrap_or_default());
        let place = self.sums.partition_point(|sum| *sum <= drawn);
        self.words.get(place).map_or("", String::as_str)
    }

    /// So many words, the first with a capital letter.
    pub(crate) fn line(&self, count: usize, random: &mut Random) -> String {
        let words: Vec<&str> = (0..count).map(|_| self.draw(random)).collect();
        let mut line = words.join(" ");
        if let Some(first) = line.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        line
    }

    /// Sentences of at least so many bytes together.
    pub(crate) fn text(&self, bytes: usize, random: &mut Random) -> String {
        let mut text = String::new();
        while text.len() < bytes {
            if !text.is_empty() {
                text.push(' ');
            }
            let count = 8 + random.below(9);
            text.push_str(&self.line(count, random));
            text.push('.');
        }
        text
    }

    /// What is searched for, always the same: common and rare words in turn.
    pub(crate) fn queries(&self) -> Vec<Query> {
        let ordered: Vec<Query> = CLASSES.iter().flat_map(|class| self.of_class(class)).collect();
        // A step that shares no factor with the count visits all of them.
        (0..ordered.len()).filter_map(|place| ordered.get(place * 7_919 % ordered.len()).cloned()).collect()
    }

    /// As many of the class as are searched for, evenly from its most to its least frequent word.
    fn of_class(&self, class: &Class) -> Vec<Query> {
        let words = self.words.get(class.ranks.clone()).unwrap_or_default();
        let long: Vec<&String> = words.iter().filter(|word| word.len() >= ASKED).collect();
        let places = (0..class.queries).map(|place| place * long.len() / class.queries);
        let words = places.filter_map(|place| long.get(place));
        words.map(|word| Query { class: class.name, word: (*word).clone() }).collect()
    }
}

/// The different words of some texts, in small letters; those that stand equally often in the order of the alphabet.
fn by_frequency<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for text in texts {
        let words = text.split(|letter: char| !letter.is_ascii_alphabetic()).filter(|word| !word.is_empty());
        words.for_each(|word| *counts.entry(word.to_ascii_lowercase()).or_default() += 1);
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    counts.into_iter().map(|(word, _)| word).collect()
}

/// Puts the first half of one word and the second half of another together until there are enough.
fn extend(words: &mut Vec<String>) -> Result<()> {
    let long: Vec<String> = words.iter().filter(|word| word.len() >= LONG).cloned().collect();
    ensure!(long.len() >= FEWEST, "the real lessons have too few words to make others from");
    let mut known: HashSet<String> = words.iter().cloned().collect();
    let mut random = Random::new(SEED);
    while words.len() < COUNT {
        let (Some(one), Some(other)) = (random.pick(&long), random.pick(&long)) else { bail!("there are no words") };
        let word = format!("{}{}", &one[..one.len() / 2], &other[other.len() / 2..]);
        if known.insert(word.clone()) {
            words.push(word);
        }
    }
    Ok(())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{ASKED, COUNT, Words};
    use crate::random::Random;
    use std::collections::{BTreeMap, HashSet};

    /// Words of a text that has enough of them.
    pub(crate) fn words() -> Words {
        let letters = |number: usize| char::from(b'a' + u8::try_from(number % 26).unwrap());
        let word = |number: usize| -> String {
            (0..6).map(|place| letters(number / 5_usize.pow(place) * 7 + number)).collect()
        };
        let text: Vec<String> = (0..2_000).map(word).collect();
        Words::of(std::iter::once(text.join(" ").as_str())).unwrap()
    }

    #[test]
    fn frequent_words_come_first_and_others_are_made() {
        let real = "Open the streets. The streets are open; the people";
        let all = super::by_frequency(std::iter::once(real));
        assert_eq!(all, ["the", "open", "streets", "are", "people"]);
        let words = words();
        assert_eq!(words.words.len(), COUNT);
        assert_eq!(words.words.iter().collect::<HashSet<_>>().len(), COUNT);
    }

    #[test]
    fn words_are_drawn_by_their_rank() {
        let (words, mut random) = (words(), Random::new(7));
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        (0..100_000).for_each(|_| *counts.entry(words.draw(&mut random).to_owned()).or_default() += 1);
        let count = |rank: usize| counts.get(&words.words[rank - 1]).copied().unwrap_or_default();
        // The first makes up one in 11, the second one in 22, the hundredth one in 1 100.
        assert!((8_000..10_000).contains(&count(1)), "{}", count(1));
        assert!((4_000..5_000).contains(&count(2)), "{}", count(2));
        assert!((50..130).contains(&count(100)), "{}", count(100));
        let text = words.text(400, &mut random);
        assert!((400..700).contains(&text.len()) && text.ends_with('.'), "{text}");
    }

    #[test]
    fn the_same_queries_every_time_and_each_once() {
        let queries = words().queries();
        assert_eq!(queries, words().queries());
        assert_eq!(queries.iter().map(|query| &query.word).collect::<HashSet<_>>().len(), 500);
        for (class, count) in [("common", 100), ("mid", 250), ("rare", 150)] {
            assert_eq!(queries.iter().filter(|query| query.class == class).count(), count, "{class}");
        }
        assert!(queries.iter().all(|query| query.word.len() >= ASKED));
    }
}

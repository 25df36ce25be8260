//! Typing errors: reads a word letter by letter and knows how far it is from the one that was typed.
//!
//! A row for each number of errors, and in it a bit for each beginning of the typed word that may stand for what was
//! read, so that all ways to read it are followed at once (Wu and Manber, 1992; with exchanged neighbours: Navarro,
//! 2001). Nothing has to be built for that but a mask for each letter of the typed word.

/// Errors that are looked for, at most.
const MOST_ERRORS: usize = 2;
/// Letters of the longest word: a row has a bit more.
const MOST_LETTERS: usize = 31;

/// A typed word, to be looked for with typing errors: each of them a letter too many, missing, another one, or two
/// neighbours exchanged (Damerau, 1964; no letter is part of two errors).
#[derive(Debug, Clone)]
pub(crate) struct Typos {
    letters: usize,
    errors: usize,
    /// Where each letter stands in the word.
    ascii: Box<[u32; 128]>,
    others: Vec<(char, u32)>,
    /// The bits of a row that stand for something.
    within: u32,
}

/// What has been read of a word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Read {
    /// By number of errors, which beginnings of the typed word stand for all that was read: bit `n` for `n` letters. A
    /// row holds those before it.
    rows: [u32; MOST_ERRORS + 1],
    /// The same for what was read before the last letter, where that letter comes one later in the typed word.
    exchanged: [u32; MOST_ERRORS],
    /// Fewest errors with which all of the typed word stands for a beginning of what was read; one more than are looked
    /// for if there are too many.
    begun: usize,
}

impl Typos {
    /// `None` if the word is too long, or no errors are allowed. Of more than two errors, two are looked for.
    pub(crate) fn new(word: &str, errors: usize) -> Option<Self> {
        let letters = word.chars().count();
        if errors == 0 || letters > MOST_LETTERS {
            return None;
        }
        let mut typos = Self {
            letters,
            errors: errors.min(MOST_ERRORS),
            ascii: Box::new([0; 128]),
            others: Vec::new(),
            within: u32::MAX >> (MOST_LETTERS - letters),
        };
        for (at, letter) in word.chars().enumerate() {
            *typos.mask_mut(letter) |= 1 << at;
        }
        Some(typos)
    }

    fn mask_mut(&mut self, letter: char) -> &mut u32 {
        if letter.is_ascii() {
            return &mut self.ascii[letter as usize];
        }
        let known = self.others.iter().position(|(other, _)| *other == letter);
        let at = known.unwrap_or_else(|| {
            self.others.push((letter, 0));
            self.others.len() - 1
        });
        &mut self.others[at].1
    }

    fn mask(&self, letter: char) -> u32 {
        match self.ascii.get(letter as usize) {
            Some(mask) => *mask,
            None => self.others.iter().find(|(other, _)| *other == letter).map_or(0, |(_, mask)| *mask),
        }
    }

    /// How many errors are looked for.
    pub(crate) fn errors(&self) -> usize {
        self.errors
    }

    /// Nothing has been read yet.
    pub(crate) fn start(&self) -> Read {
        // Letters that are missing at the beginning.
        self.after([0b1, 0b11, 0b111], [0; MOST_ERRORS], usize::MAX)
    }

    /// Reads one letter more.
    pub(crate) fn read(&self, before: &Read, letter: char) -> Read {
        let (mask, old) = (self.mask(letter), &before.rows);
        let row = |less: usize, same: u32| {
            let too_many_or_another = old[less] | old[less] << 1;
            let missing = same << 1;
            let two_exchanged = (before.exchanged[less] & mask) << 2;
            same | (old[less + 1] & mask) << 1 | too_many_or_another | missing | two_exchanged
        };
        let none = (old[0] & mask) << 1;
        let one = row(0, none);
        let exchanged = [old[0] & mask >> 1, old[1] & mask >> 1];
        self.after([none, one, row(1, one)], exchanged, before.begun)
    }

    fn after(&self, [none, one, two]: [u32; MOST_ERRORS + 1], exchanged: [u32; MOST_ERRORS], begun: usize) -> Read {
        let rows = [none & self.within, one & self.within, two & self.within];
        Read { rows, exchanged, begun: begun.min(self.count(rows)) }
    }

    /// With how many errors the typed word stands for what was read; one more than the most if with more.
    fn count(&self, [none, one, two]: [u32; MOST_ERRORS + 1]) -> usize {
        // A row holds those before it.
        let those = (none >> self.letters & 1) + (one >> self.letters & 1) + (two >> self.letters & 1);
        MOST_ERRORS + 1 - those as usize
    }

    /// With how many errors what was read is the typed word; `None` if with more than are looked for.
    pub(crate) fn errors_of(&self, read: &Read) -> Option<usize> {
        Some(self.count(read.rows)).filter(|errors| *errors <= self.errors)
    }

    /// With how many errors a beginning of what was read is the typed word; `None` if with more than are looked for.
    pub(crate) fn errors_of_beginning(&self, read: &Read) -> Option<usize> {
        Some(read.begun).filter(|errors| *errors <= self.errors)
    }

    /// Whether what was read, or anything that begins with it, can be the typed word.
    pub(crate) fn can_be(&self, read: &Read) -> bool {
        read.rows[self.errors] != 0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The errors of the word, and of the best of its beginnings.
    fn errors(typed: &str, word: &str, most: usize) -> (Option<usize>, Option<usize>) {
        let typos = Typos::new(typed, most).unwrap();
        let end = word.chars().fold(typos.start(), |reading, letter| typos.read(&reading, letter));
        (typos.errors_of(&end), typos.errors_of_beginning(&end))
    }

    #[test]
    fn errors_are_counted() {
        for (typed, word, whole, beginning) in [
            ("lima", "lima", Some(0), Some(0)),
            ("lime", "lima", Some(1), Some(1)),
            ("liam", "lima", Some(1), Some(1)),
            ("lma", "lima", Some(1), Some(1)),
            ("liima", "lima", Some(1), Some(1)),
            ("lima", "limassol", None, Some(0)),
            ("lmia", "limassol", None, Some(1)),
            ("amhadabd", "ahmedabad", None, None),
            ("ca", "abc", None, Some(1)),
            ("東京都", "東都", Some(1), Some(1)),
        ] {
            assert_eq!(errors(typed, word, 2), (whole, beginning), "{typed} {word}");
        }
    }

    #[test]
    fn words_are_bounded() {
        assert!(Typos::new("lima", 0).is_none());
        assert!(Typos::new(&"x".repeat(MOST_LETTERS + 1), 2).is_none());
        let long = "x".repeat(MOST_LETTERS);
        assert_eq!(errors(&long, &long, 2), (Some(0), Some(0)));
        assert_eq!(errors(&long, &long[2..], 2), (Some(2), Some(2)));
        assert_eq!(errors(&long, &format!("y{long}"), 1), (Some(1), Some(1)));
        assert_eq!(errors(&long, &long[3..], 2), (None, None));
        assert_eq!(errors("", "ab", 2), (Some(2), Some(0)));
    }

    proptest! {
        #[test]
        fn errors_are_the_distance(typed in "[abcдé]{0,9}", word in "[abcдé]{0,9}", most in 1..=2_usize) {
            let distance = |word: &str| Some(strsim::osa_distance(&typed, word)).filter(|errors| *errors <= most);
            let ends = word.char_indices().map(|(end, _)| end).chain([word.len()]);
            let beginning = ends.filter_map(|end| distance(&word[..end])).min();
            prop_assert_eq!(errors(&typed, &word, most), (distance(&word), beginning));
        }

        #[test]
        fn who_gives_up_is_right(typed in "[abc]{0,7}", word in "[abc]{0,9}", most in 1..=2_usize) {
            let typos = Typos::new(&typed, most).unwrap();
            let mut reading = typos.start();
            for (at, letter) in word.char_indices() {
                reading = typos.read(&reading, letter);
                if !typos.can_be(&reading) {
                    let read = &word[..at + letter.len_utf8()];
                    prop_assert!(strsim::osa_distance(&typed, &word) > most, "{typed} {word} given up at {read}");
                    break;
                }
            }
        }
    }
}

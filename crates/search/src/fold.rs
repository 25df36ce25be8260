//! Folding: what makes "Medellin" and "Medellín" the same word.
//!
//! A text is read as runs of letters between gaps. Each letter is decomposed (Unicode Standard Annex 15, form NFKD),
//! stripped of accents, lowercased, and composed again where what is left is a letter of its own, as in Korean and
//! Japanese. Each folded letter remembers which characters of the text it came from, whatever the lengths: ß gives
//! two letters, a letter and its combining accent give one.

use unicode_normalization::char::{compose, decompose_compatible, is_combining_mark};

/// A folded letter, and the characters `start..end` of the original text that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Letter {
    pub(crate) glyph: char,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// Letters without a gap between them.
#[derive(Debug, Default)]
pub(crate) struct Run {
    pub(crate) letters: Vec<Letter>,
    /// How many letters stand before each apostrophe.
    pub(crate) cuts: Vec<usize>,
    /// Whether the letters are of a script that writes no gaps between words.
    pub(crate) dense: bool,
}

impl Run {
    fn clear(&mut self) {
        self.letters.clear();
        self.cuts.clear();
        self.dense = false;
    }

    fn push(&mut self, glyph: char, offset: u32) {
        let end = offset.saturating_add(1);
        if self.letters.is_empty() && is_combining_mark(glyph) {
            return;
        }
        if !glyph.is_ascii()
            && let Some(last) = self.letters.last_mut()
            && let Some(composed) = compose(last.glyph, glyph)
        {
            last.glyph = composed;
            last.end = end;
            return;
        }
        self.letters.push(Letter { glyph, start: offset, end });
    }

    /// Lets the last letter reach over an accent that is written as a character of its own.
    fn extend(&mut self, offset: u32) {
        if let Some(last) = self.letters.last_mut() {
            last.end = offset.saturating_add(1);
        }
    }

    fn cut(&mut self) {
        let before = self.letters.len();
        if before > 0 && self.cuts.last() != Some(&before) {
            self.cuts.push(before);
        }
    }
}

/// Reads the runs of a text one after the other.
pub(crate) struct Runs<'t> {
    rest: &'t str,
    offset: u32,
}

impl<'t> Runs<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { rest: text, offset: 0 }
    }

    /// Goes on by one character; answers where that stands.
    fn advance(&mut self, character: char) -> u32 {
        let offset = self.offset;
        self.rest = &self.rest[character.len_utf8()..];
        self.offset = offset.saturating_add(1);
        offset
    }

    /// Reads the letters and digits of ASCII that come next: by far the most, and nothing has to be looked up for them.
    fn read_plain(&mut self, run: &mut Run) {
        let count = self.rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let (plain, rest) = self.rest.split_at(count);
        let letter = |(byte, start): (u8, u32)| Letter {
            glyph: char::from(byte.to_ascii_lowercase()),
            start,
            end: start.saturating_add(1),
        };
        run.letters.extend(plain.bytes().zip(self.offset..).map(letter));
        self.rest = rest;
        self.offset = self.offset.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
    }

    /// Reads the next run into `run`; false at the end of the text.
    pub(crate) fn read(&mut self, run: &mut Run) -> bool {
        run.clear();
        loop {
            if !run.dense {
                self.read_plain(run);
            }
            let Some(character) = self.rest.chars().next() else { break };
            let class = classify(character);
            if let Class::Letter { dense } = class {
                if !run.letters.is_empty() && run.dense != dense {
                    return true;
                }
                run.dense = dense;
            }
            let offset = self.advance(character);
            match class {
                Class::Letter { .. } => fold_letter(character, |glyph| run.push(glyph, offset)),
                Class::Accent => run.extend(offset),
                Class::Mark => run.push(character, offset),
                Class::Ignored => {}
                Class::Apostrophe if !run.dense => run.cut(),
                Class::Apostrophe | Class::Gap => {
                    if !run.letters.is_empty() {
                        return true;
                    }
                }
            }
        }
        !run.letters.is_empty()
    }
}

/// The whole text, folded, with one space in place of every gap and nothing in place of an apostrophe.
pub(crate) fn flat(text: &str, at_most: usize) -> String {
    let (mut runs, mut run, mut flat) = (Runs::new(text), Run::default(), String::new());
    let mut left = at_most;
    while left > 0 && runs.read(&mut run) {
        if !flat.is_empty() {
            flat.push(' ');
            left -= 1;
        }
        flat.extend(run.letters.iter().take(left).map(|letter| letter.glyph));
        left = left.saturating_sub(run.letters.len());
    }
    flat.truncate(flat.trim_end().len());
    flat
}

enum Class {
    Letter { dense: bool },
    Accent,
    Mark,
    Apostrophe,
    Ignored,
    Gap,
}

fn classify(character: char) -> Class {
    if character.is_ascii() {
        return match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' => Class::Letter { dense: false },
            '\'' | '`' => Class::Apostrophe,
            _ if character.is_control() && !character.is_whitespace() => Class::Ignored,
            _ => Class::Gap,
        };
    }
    match character {
        // The okina and its kin belong to the name for some writers and are left out by others.
        '\u{b4}' | '\u{2b9}'..='\u{2bf}' | '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{a78b}' | '\u{a78c}' => {
            Class::Apostrophe
        }
        _ if is_invisible(character) => Class::Ignored,
        _ if is_accent(character) => Class::Accent,
        _ if is_combining_mark(character) => Class::Mark,
        _ if character.is_alphanumeric() => Class::Letter { dense: is_dense(character) },
        _ => Class::Gap,
    }
}

/// Hands on the folded letters of one character.
fn fold_letter(character: char, mut push: impl FnMut(char)) {
    if character.is_ascii() {
        return push(character.to_ascii_lowercase());
    }
    decompose_compatible(character, |part| {
        for lower in part.to_lowercase() {
            if let Some(plain) = plain(lower) {
                plain.chars().for_each(&mut push);
            } else if matches!(classify(lower), Class::Letter { .. } | Class::Mark) {
                push(lower);
            }
        }
    });
}

/// Letters that Unicode does not decompose but that people type as these.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' | 'ɔ' => "o",
        'đ' | 'ð' | 'ɗ' => "d",
        'þ' => "th",
        'ł' => "l",
        'ħ' => "h",
        'ı' => "i",
        'ŋ' => "n",
        'ŧ' => "t",
        'ɓ' => "b",
        'ƙ' => "k",
        'ɛ' => "e",
        'ƴ' => "y",
        'ς' => "σ",
        // Alef maksura and the Persian forms of yeh and kaf; teh marbuta as heh.
        'ى' | 'ی' => "ي",
        'ک' => "ك",
        'ة' => "ه",
        _ => return None,
    })
}

/// Marks that are left out without making another letter: accents of the European scripts, points of Arabic and
/// Hebrew. Vowel signs of the Indic scripts and the voicing marks of Japanese stay, for they do make another letter.
fn is_accent(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}'
        | '\u{6ea}'..='\u{6ed}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}')
}

/// Characters without a shape of their own: controls, soft hyphen, joiners, marks of direction, variation selectors,
/// and the stretching stroke of Arabic. The zero-width space is a gap, for Khmer and Thai part words with it.
fn is_invisible(character: char) -> bool {
    (character.is_control() && !character.is_whitespace())
        || matches!(character,
            '\u{ad}' | '\u{640}' | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0001}'..='\u{e01ef}')
}

/// Thai, Lao, Myanmar, Khmer, Kana and Han.
fn is_dense(character: char) -> bool {
    matches!(character,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{3007}'
        | '\u{3021}'..='\u{3029}' | '\u{3038}'..='\u{303a}' | '\u{3041}'..='\u{30ff}' | '\u{3190}'..='\u{33ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn folds_what_people_type_differently() {
        for (text, folded) in [
            ("Medellín", "medellin"),
            ("São Paulo", "sao paulo"),
            ("Sa\u{303}o", "sao"),
            ("Straße", "strasse"),
            ("STRAẞE", "strasse"),
            ("İstanbul", "istanbul"),
            ("Diyarbakır", "diyarbakir"),
            ("Łódź", "lodz"),
            ("Tromsø", "tromso"),
            ("Việt Nam", "viet nam"),
            ("N'Djamena", "ndjamena"),
            ("Nuku\u{2bb}alofa", "nukualofa"),
            ("Ｔｏｋｙｏ", "tokyo"),
            ("Αθήνας", "αθηνασ"),
            ("القاهرة", "القاهره"),
            ("أَكْرَا", "اكرا"),
            ("東京", "東京"),
            ("서울", "서울"),
            ("か\u{3099}", "が"),
            ("दिल्ली", "दिल्ली"),
            ("med\u{0}el\u{ad}lin", "medellin"),
            ("Port-au-Prince\t(Haiti)", "port au prince haiti"),
            ("iPhone手机", "iphone 手机"),
            ("...", ""),
        ] {
            assert_eq!(flat(text, 100), folded, "{text:?}");
        }
    }

    #[test]
    fn letters_know_where_they_come_from() {
        let (mut runs, mut run) = (Runs::new("aße\u{301}x"), Run::default());
        assert!(runs.read(&mut run));
        let spans: Vec<_> = run.letters.iter().map(|letter| (letter.glyph, letter.start, letter.end)).collect();
        assert_eq!(spans, [('a', 0, 1), ('s', 1, 2), ('s', 1, 2), ('e', 2, 4), ('x', 4, 5)]);
        assert!(!runs.read(&mut run));
    }

    #[test]
    fn the_length_is_bounded() {
        assert_eq!(flat("São Paulo", 5), "sao p");
        assert_eq!(flat("São Paulo", 4), "sao");
        assert_eq!(flat("São Paulo", 0), "");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            let once = flat(&text, 1000);
            prop_assert_eq!(flat(&once, 1000), once);
        }
    }
}

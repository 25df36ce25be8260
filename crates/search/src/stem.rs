//! Stems: what *flooding* and *floods* have in common, by the rules of their language.
//!
//! English, French, Portuguese and Spanish words are stemmed by Snowball (Porter, 2001), Arabic ones by the light
//! stemmer "light10" (Larkey, Ballesteros and Connell, 2007), which is made for words folded as ours are and keeps
//! *فيضان* and *فيضانات* together, where Snowball takes their first letter for a word of its own.
//!
//! A stem is made of the folded word, so that it does not matter who types accents and who does not. Endings that
//! Snowball knows by their accent alone get it back for that, and Portuguese plurals that it leaves apart from their
//! singular become that. A stem is stemmed again until it stays as it is: *ciudades* becomes *ciudad*, and that becomes
//! *ciud* wherever it stands by itself.

use frostem::{Algorithm, Stemmer};

use crate::fold;

/// Letters of the shortest word that has a stem, and of the shortest stem.
const FEWEST_LETTERS: usize = 3;
/// Bytes of the longest word that has a stem.
const MOST_BYTES: usize = 64;
/// How often a stem is stemmed again; none is known that needs more than two.
const MOST_ROUNDS: usize = 4;

/// A language whose words have stems.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    Arabic,
    English,
    French,
    Portuguese,
    Spanish,
}

impl Language {
    pub(crate) const ALL: [Self; 5] = [Self::Arabic, Self::English, Self::French, Self::Portuguese, Self::Spanish];

    /// The language of a BCP 47 tag, such as `pt` or `pt-BR`; `None` if we know no stems of it.
    pub(crate) fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.key().eq_ignore_ascii_case(primary))
    }

    /// Its primary subtag.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Arabic => "ar",
            Self::English => "en",
            Self::French => "fr",
            Self::Portuguese => "pt",
            Self::Spanish => "es",
        }
    }

    /// The stem of a folded word; `None` if it is too short or too long, or not of letters of the language's script.
    pub(crate) fn stem(self, word: &str) -> Option<String> {
        if word.len() > MOST_BYTES || !self.writes(word) || is_short(word) {
            return None;
        }
        Some(match self {
            Self::Arabic => arabic(word).to_owned(),
            Self::English => snowball(Algorithm::English, &[], word),
            Self::French => snowball(Algorithm::French, FRENCH, word),
            Self::Portuguese => snowball(Algorithm::Portuguese, PORTUGUESE, word),
            Self::Spanish => snowball(Algorithm::Spanish, &[], word),
        })
    }

    /// Whether a folded word is not too far from a stem to have it: quicker than to make the word's stem and compare.
    pub(crate) fn may_have(self, word: &str, stem: &str) -> bool {
        // Endings are taken away or become others. That leaves the beginning, or of a short stem a letter: *dying*, *die*.
        let kept = if stem.len() > FEWEST_LETTERS { FEWEST_LETTERS } else { 1 };
        // Arabic has articles at the beginning.
        self == Self::Arabic || word.bytes().take(kept).eq(stem.bytes().take(kept))
    }

    /// Whether all letters are of its script.
    fn writes(self, word: &str) -> bool {
        match self {
            Self::Arabic => word.chars().all(|letter| matches!(letter, '\u{621}'..='\u{64a}')),
            _ => word.bytes().all(|letter| letter.is_ascii_lowercase()),
        }
    }
}

fn is_short(word: &str) -> bool {
    word.chars().take(FEWEST_LETTERS).count() < FEWEST_LETTERS
}

/// Endings without accents, and what stands there for Snowball to know them. The first that fits is taken.
type Endings = &'static [(&'static str, &'static str)];

const FRENCH: Endings = &[("ites", "ité"), ("ite", "ité")];

const PORTUGUESE: Endings = &[
    ("coes", "ção"),
    ("cao", "ção"),
    ("oes", "ão"),
    ("ao", "ão"),
    ("aveis", "ável"),
    ("avel", "ável"),
    ("iveis", "ível"),
    ("ivel", "ível"),
    ("encias", "ência"),
    ("encia", "ência"),
    ("ancias", "ância"),
    ("ancia", "ância"),
    ("ais", "al"),
    ("ceis", "cil"),
    ("ns", "m"),
];

fn snowball(algorithm: Algorithm, endings: Endings, word: &str) -> String {
    let stemmer = Stemmer::new(algorithm);
    let accented = endings.iter().find_map(|(plain, accented)| {
        let rest = word.strip_suffix(plain)?;
        // What is left of *mais* and *pais* is no word.
        (rest.len() > 1).then(|| format!("{rest}{accented}"))
    });
    let mut stem = word.to_owned();
    for round in 0..MOST_ROUNDS {
        let from = accented.as_deref().filter(|_| round == 0).unwrap_or(&stem);
        let next = stemmer.stem(from);
        let next = if next.is_ascii() { next.into_owned() } else { fold::flat(&next, MOST_BYTES) };
        if next.len() < FEWEST_LETTERS || next == stem {
            break;
        }
        stem = next;
    }
    stem
}

/// The article, what is written in one with it, and "and".
const ARABIC_BEGINNINGS: [&str; 7] = ["وال", "بال", "كال", "فال", "ال", "لل", "و"];
/// Endings of gender, number and possession, as they are folded.
const ARABIC_ENDINGS: [&str; 8] = ["ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"];

/// Without one beginning or ending after the other, as long as enough of the word is left.
fn arabic(word: &str) -> &str {
    let beginnings = ARABIC_BEGINNINGS.iter().filter_map(|beginning| word.strip_prefix(beginning));
    let endings = ARABIC_ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending));
    beginnings.chain(endings).find(|rest| !is_short(rest)).map_or(word, arabic)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stem(language: Language, word: &str) -> Option<String> {
        language.stem(&fold::flat(word, MOST_BYTES))
    }

    /// Words that are the same to who looks for one of them.
    const FAMILIES: &[(Language, &[&str])] = &[
        (Language::English, &["flood", "floods", "flooding", "flooded"]),
        (Language::English, &["city", "cities"]),
        (Language::English, &["plan", "plans", "planning", "planned"]),
        (Language::English, &["vulnerable", "vulnerability"]),
        (Language::English, &["resilience", "resilient"]),
        (Language::Spanish, &["inundación", "inundaciones", "inundacion"]),
        (Language::Spanish, &["ciudad", "ciudades"]),
        (Language::Spanish, &["mujer", "mujeres"]),
        (Language::Spanish, &["joven", "jóvenes", "jovenes"]),
        (Language::Spanish, &["país", "países", "paises"]),
        (Language::Spanish, &["árbol", "árboles", "arboles"]),
        (Language::Spanish, &["sequía", "sequías", "sequias"]),
        (Language::French, &["école", "écoles", "ecole", "ecoles"]),
        (Language::French, &["inondation", "inondations", "inondée", "inonder"]),
        (Language::French, &["réseau", "réseaux", "reseaux"]),
        (Language::French, &["hôpital", "hôpitaux", "hopitaux"]),
        (Language::French, &["vulnérable", "vulnérables", "vulnérabilité", "vulnerabilite"]),
        (Language::French, &["œuvre", "œuvres", "oeuvres"]),
        (Language::Portuguese, &["inundação", "inundações", "inundacao", "inundacoes"]),
        (Language::Portuguese, &["ação", "ações", "acoes"]),
        (Language::Portuguese, &["região", "regiões"]),
        (Language::Portuguese, &["cidade", "cidades"]),
        (Language::Portuguese, &["hospital", "hospitais"]),
        (Language::Portuguese, &["jovem", "jovens"]),
        (Language::Portuguese, &["sustentável", "sustentáveis", "sustentaveis"]),
        (Language::Portuguese, &["difícil", "difíceis"]),
        (Language::Portuguese, &["resiliência", "resiliente", "resilientes"]),
        (Language::Arabic, &["فيضان", "فيضانات", "الفيضان", "الفيضانات", "والفيضان"]),
        (Language::Arabic, &["مدرسة", "المدرسة", "مدرسه", "مدرسات"]),
        (Language::Arabic, &["مدينة", "المدينة", "بالمدينة", "للمدينة"]),
        (Language::Arabic, &["سكان", "السكان", "سكانها"]),
        (Language::Arabic, &["مياه", "المياه", "والمياه"]),
        (Language::Arabic, &["مستشفى", "المستشفى", "مستشفيات"]),
        (Language::Arabic, &["لاجئون", "لاجئين", "اللاجئين"]),
        (Language::Arabic, &["إنذار", "الإنذار", "والإنذار", "انذار"]),
    ];

    #[test]
    fn words_of_a_family_have_one_stem() {
        for (language, words) in FAMILIES {
            let stems: Vec<_> = words.iter().map(|word| stem(*language, word)).collect();
            assert!(stems[0].is_some() && stems.iter().all(|stem| *stem == stems[0]), "{words:?}: {stems:?}");
        }
    }

    #[test]
    fn words_of_different_families_have_different_stems() {
        for (language, one, other) in [
            (Language::English, "heat", "health"),
            (Language::English, "plan", "plant"),
            (Language::Spanish, "calor", "color"),
            (Language::Spanish, "plaza", "plan"),
            (Language::French, "eau", "étang"),
            (Language::French, "ville", "village"),
            (Language::Portuguese, "mais", "mal"),
            (Language::Portuguese, "país", "pau"),
            (Language::Arabic, "مدينة", "مدرسة"),
            (Language::Arabic, "ماء", "مال"),
        ] {
            assert_ne!(stem(language, one), stem(language, other), "{one} {other}");
        }
    }

    #[test]
    fn some_words_have_no_stem() {
        for (language, word) in [
            (Language::English, "of"),
            (Language::English, "2030"),
            (Language::English, "co2"),
            (Language::English, "日本語"),
            (Language::English, "مدينة"),
            (Language::Arabic, "cities"),
            (Language::Arabic, "من"),
            (Language::Spanish, ""),
        ] {
            assert_eq!(stem(language, word), None, "{word}");
        }
        assert_eq!(Language::English.stem(&"x".repeat(MOST_BYTES + 1)), None);
    }

    #[test]
    fn tags_name_languages() {
        for (tag, language) in [
            ("en", Some(Language::English)),
            ("pt-BR", Some(Language::Portuguese)),
            ("FR", Some(Language::French)),
            ("ar_EG", Some(Language::Arabic)),
            ("es", Some(Language::Spanish)),
            ("de", None),
            ("eng", None),
            ("", None),
        ] {
            assert_eq!(Language::of_tag(tag), language, "{tag}");
        }
    }

    const ARABIC: &str = "[اتحدرسعفقلمنهوي]{3,9}";

    proptest! {
        #[test]
        fn a_stem_keeps_its_beginning(
            word in prop_oneof!["[a-z]{3,12}", "[a-f]{1,5}(ies|ing|ously|ences?|[ao]es|logias?|ement)", ARABIC],
        ) {
            for language in Language::ALL {
                let Some(stem) = language.stem(&word) else { continue };
                prop_assert!(stem.chars().count() >= FEWEST_LETTERS);
                prop_assert!(language.may_have(&word, &stem), "{word} {stem}");
            }
        }

        #[test]
        fn no_word_is_an_error(word in any::<String>()) {
            for language in Language::ALL {
                let _ = language.stem(&word);
                let _ = language.stem(&fold::flat(&word, MOST_BYTES));
            }
        }
    }
}

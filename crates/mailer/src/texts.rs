//! The words of all mails, by language: `locales/*.json`, read once.

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};
use unic_langid::LanguageIdentifier;

/// A language that mails are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Arabic.
    Ar,
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
    /// French.
    Fr,
    /// Portuguese.
    Pt,
}

impl Language {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Ar, Self::En, Self::Es, Self::Fr, Self::Pt];

    /// The one that serves a language tag best (`en`, `en-GB`): the same language, else English.
    #[must_use]
    pub fn from_tag(tag: &str) -> Self {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        let known = Self::ALL.iter().find(|known| known.tag().eq_ignore_ascii_case(language));
        known.copied().unwrap_or_default()
    }

    /// Its tag (BCP 47).
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Ar => "ar",
            Self::En => "en",
            Self::Es => "es",
            Self::Fr => "fr",
            Self::Pt => "pt",
        }
    }

    /// Whether there is a word for this key in this group (`role`, `decision`, `fact`). Without one a letter shows the key
    /// itself, with spaces: readable, but in no language.
    #[must_use]
    pub fn has_word(self, group: &str, key: &str) -> bool {
        self.texts().is_ok_and(|texts| texts.words.get(group).is_some_and(|words| words.contains_key(key)))
    }

    pub(crate) fn texts(self) -> Result<&'static Texts, &'static str> {
        static AR: Kept = LazyLock::new(|| read(Language::Ar, include_str!("../locales/ar.json")));
        static EN: Kept = LazyLock::new(|| read(Language::En, include_str!("../locales/en.json")));
        static ES: Kept = LazyLock::new(|| read(Language::Es, include_str!("../locales/es.json")));
        static FR: Kept = LazyLock::new(|| read(Language::Fr, include_str!("../locales/fr.json")));
        static PT: Kept = LazyLock::new(|| read(Language::Pt, include_str!("../locales/pt.json")));
        let kept = match self {
            Self::Ar => &AR,
            Self::En => &EN,
            Self::Es => &ES,
            Self::Fr => &FR,
            Self::Pt => &PT,
        };
        kept.as_ref().map_err(String::as_str)
    }
}

type Kept = LazyLock<Result<Texts, String>>;

/// Reads the texts of a language. They are compiled in and tested, so that this does not fail in a release.
fn read(language: Language, json: &str) -> Result<Texts, String> {
    let mut texts: Texts = serde_json::from_str(json).map_err(|error| error.to_string())?;
    let tag = language.tag().parse::<LanguageIdentifier>().map_err(|error| error.to_string())?;
    texts.rules = Some(Rules(Arc::new(PluralRules::create(tag, PluralRuleType::CARDINAL)?)));
    Ok(texts)
}

/// The direction of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Direction {
    Ltr,
    Rtl,
}

/// All texts of one language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Texts {
    pub(crate) language: String,
    pub(crate) dir: Direction,
    pub(crate) common: Common,
    pub(crate) neutral: Neutral,
    /// How a number is said, by the name of its field.
    pub(crate) counts: BTreeMap<String, Plural>,
    /// Words for keys, by the name of their field.
    pub(crate) words: BTreeMap<String, BTreeMap<String, String>>,
    pub(crate) letters: BTreeMap<String, LetterTexts>,
    /// Which form of a number goes with which number.
    #[serde(skip)]
    rules: Option<Rules>,
}

impl Texts {
    /// How this number is said, by the rules of the language.
    pub(crate) fn form<'t>(&self, plural: &'t Plural, count: u32) -> &'t str {
        let category = self.rules.as_ref().and_then(|rules| rules.0.select(count).ok());
        let form = match category {
            Some(PluralCategory::ZERO) => &plural.zero,
            Some(PluralCategory::ONE) => &plural.one,
            Some(PluralCategory::TWO) => &plural.two,
            Some(PluralCategory::FEW) => &plural.few,
            Some(PluralCategory::MANY) => &plural.many,
            Some(PluralCategory::OTHER) | None => &None,
        };
        form.as_deref().unwrap_or(&plural.other)
    }
}

/// Which form of a number goes with which number.
#[derive(Clone)]
struct Rules(Arc<PluralRules>);

impl std::fmt::Debug for Rules {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Rules").field(&self.0.get_locale()).finish()
    }
}

/// What several mails say.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Common {
    pub(crate) greeting: String,
    pub(crate) greeting_nameless: String,
    pub(crate) copy: String,
    pub(crate) footer: String,
    /// Stands before where people turn to.
    pub(crate) questions: String,
    pub(crate) date: String,
    pub(crate) moment: String,
    pub(crate) months: [String; 12],
}

/// What stands in for a name that is not shown.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Neutral {
    pub(crate) person: String,
    pub(crate) organisation: String,
    pub(crate) city: String,
    pub(crate) device: String,
}

/// A number with its noun, in the forms of the language (CLDR); a form that it does not have is left out.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Plural {
    zero: Option<String>,
    one: Option<String>,
    two: Option<String>,
    few: Option<String>,
    many: Option<String>,
    pub(crate) other: String,
}

/// One mail.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LetterTexts {
    pub(crate) subject: String,
    /// What inboxes show beside the subject.
    pub(crate) preheader: String,
    pub(crate) heading: String,
    pub(crate) paragraphs: Vec<String>,
    #[serde(default)]
    pub(crate) facts: Vec<Fact>,
    /// The first is a button, the others are plain links.
    #[serde(default)]
    pub(crate) actions: Vec<Action>,
    /// Why one gets this mail, and what to do if it was not oneself.
    pub(crate) note: String,
}

/// A row of facts; it is left out when its value is empty.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fact {
    pub(crate) label: String,
    pub(crate) value: String,
}

/// A way on.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Action {
    pub(crate) label: String,
    /// The field that holds the address.
    pub(crate) link: String,
}

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// As it stands.
    Words(&'a str),
    /// `{name}`.
    Placeholder(&'a str),
}

/// The pieces of a text. A brace that is not closed is a brace.
pub(crate) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else { break };
        if !before.is_empty() {
            pieces.push(Piece::Words(before));
        }
        pieces.push(Piece::Placeholder(name));
        rest = behind;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::{Kind, SHAPES, Shape};
    use std::collections::BTreeSet;

    /// Placeholders that every letter has.
    const EVERYWHERE: [&str; 2] = ["site", "support"];

    impl LetterTexts {
        fn all(&self) -> impl Iterator<Item = &str> {
            let head = [&self.subject, &self.preheader, &self.heading, &self.note];
            let facts = self.facts.iter().flat_map(|fact| [&fact.label, &fact.value]);
            let labels = self.actions.iter().map(|action| &action.label);
            head.into_iter().chain(&self.paragraphs).chain(facts).chain(labels).map(String::as_str)
        }
    }

    fn placeholders(text: &str) -> impl Iterator<Item = &str> {
        pieces(text).into_iter().filter_map(|piece| match piece {
            Piece::Placeholder(name) => Some(name),
            Piece::Words(_) => None,
        })
    }

    /// What is wrong with the texts of one letter.
    fn faults(shape: &Shape, texts: &Texts) -> Vec<String> {
        let Some(letter) = texts.letters.get(shape.key) else { return vec![format!("{}: no texts", shape.key)] };
        let kind = |name: &str| shape.fields.iter().find(|(field, _)| *field == name).map(|(_, kind)| *kind);
        let mut faults = Vec::new();
        let mut used: BTreeSet<&str> = BTreeSet::new();
        for name in letter.all().flat_map(placeholders).filter(|name| !EVERYWHERE.contains(name)) {
            used.insert(name);
            if matches!(kind(name), None | Some(Kind::Link | Kind::Addressee | Kind::Digest)) {
                faults.push(format!("{}: {{{name}}} is no text", shape.key));
            }
        }
        for action in &letter.actions {
            used.insert(&action.link);
            if kind(&action.link) != Some(Kind::Link) {
                faults.push(format!("{}: `{}` is no link", shape.key, action.link));
            }
        }
        for (field, kind) in shape.fields {
            if !matches!(kind, Kind::Addressee | Kind::Digest) && !used.contains(field) {
                faults.push(format!("{}: `{field}` is not used", shape.key));
            }
            if *kind == Kind::Count && !texts.counts.get(*field).is_some_and(|plural| plural.other.contains("{n}")) {
                faults.push(format!("{}: no count `{field}`", shape.key));
            }
            if *kind == Kind::Word && !texts.words.contains_key(*field) {
                faults.push(format!("{}: no words for `{field}`", shape.key));
            }
        }
        faults
    }

    fn english() -> Texts {
        Language::En.texts().unwrap().clone()
    }

    #[test]
    fn every_language_has_texts_for_every_letter_and_no_others() {
        for language in Language::ALL {
            let texts = language.texts().unwrap();
            assert_eq!(texts.language, language.tag());
            let faults: Vec<String> = SHAPES.iter().flat_map(|shape| faults(shape, texts)).collect();
            assert!(faults.is_empty(), "{faults:#?}");
            let unused: Vec<_> =
                texts.letters.keys().filter(|key| SHAPES.iter().all(|shape| shape.key != *key)).collect();
            assert!(unused.is_empty(), "no such letter: {unused:?}");
            let field = |name: &str| SHAPES.iter().any(|shape| shape.fields.iter().any(|(field, _)| *field == name));
            let unused: Vec<_> = texts.counts.keys().chain(texts.words.keys()).filter(|name| !field(name)).collect();
            assert!(unused.is_empty(), "no such field: {unused:?}");
        }
    }

    #[test]
    fn every_letter_says_in_good_form_why_it_comes() {
        for (key, letter) in &english().letters {
            assert!(letter.note.starts_with("You get this mail because "), "{key}: why does it come?");
            assert!(letter.subject.len() <= 60, "{key}: phones cut the subject");
            assert!(!letter.paragraphs.is_empty(), "{key}");
            for text in letter.all() {
                assert_eq!(text.trim(), text, "{key}");
                assert!(!text.is_empty() && !text.contains("  ") && !text.contains("://"), "{key}: {text}");
            }
        }
    }

    #[test]
    fn the_comparison_finds_what_is_wrong() {
        let shape = SHAPES.iter().find(|shape| shape.key == "deletion_scheduled").unwrap();
        let broken = |change: fn(&mut LetterTexts)| {
            let mut texts = english();
            change(texts.letters.get_mut(shape.key).unwrap());
            faults(shape, &texts)
        };
        assert_eq!(broken(|_| ()), Vec::<String>::new());
        assert_eq!(broken(|texts| texts.note.push_str("{when}")), ["deletion_scheduled: {when} is no text"]);
        assert_eq!(broken(|texts| texts.heading.push_str("{link}")), ["deletion_scheduled: {link} is no text"]);
        assert_eq!(broken(|texts| texts.actions.clear()), ["deletion_scheduled: `link` is not used"]);
        assert_eq!(
            broken(|texts| texts.actions[0].link = "page".into()),
            ["deletion_scheduled: `page` is no link", "deletion_scheduled: `link` is not used"]
        );
        let mut texts = english();
        texts.letters.remove(shape.key);
        assert_eq!(faults(shape, &texts), ["deletion_scheduled: no texts"]);
    }

    #[test]
    fn a_text_is_cut_at_its_placeholders() {
        use Piece::{Placeholder, Words};
        assert_eq!(pieces("{a} and {b}."), [Placeholder("a"), Words(" and "), Placeholder("b"), Words(".")]);
        assert_eq!(pieces("no end {a"), [Words("no end {a")]);
        assert_eq!(pieces(""), []);
    }

    #[test]
    fn a_tag_finds_its_language_or_english() {
        for tag in ["en", "EN-gb", "en_US", "xx", ""] {
            assert_eq!(Language::from_tag(tag), Language::En, "{tag}");
        }
        assert_eq!(Language::from_tag("pt-BR"), Language::Pt);
    }

    #[test]
    fn numbers_are_said_by_the_rules_of_the_language() {
        let said = |language: Language, count: u32| {
            let texts = language.texts().unwrap();
            texts.form(&texts.counts["hours"], count).replace("{n}", &count.to_string())
        };
        assert_eq!([1, 2].map(|n| said(Language::En, n)), ["1 hour", "2 hours"]);
        let forms: BTreeSet<String> = [0, 1, 2, 3, 11, 100].map(|n| said(Language::Ar, n)).into();
        assert_eq!(forms.len(), 6, "six forms in Arabic: {forms:?}");
        assert_eq!(said(Language::Fr, 0).replace('0', "1"), said(Language::Fr, 1), "zero is singular in French");
    }

    #[test]
    fn words_are_known_by_group() {
        assert!(Language::En.has_word("decision", "accepted"));
        assert!(!Language::En.has_word("decision", "maybe") && !Language::En.has_word("mood", "accepted"));
    }
}

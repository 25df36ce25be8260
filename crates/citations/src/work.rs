//! What is cited.

use chrono::NaiveDate;

use crate::Kind;
use crate::text::{address, line, told};

/// A work as far as others must know it to cite it. What is not known is `None`, or blank, and is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Work {
    /// By what it is cited within one file, such as its slug. That it is there once is the caller's to see to.
    /// Characters that TeX would read otherwise become `-`.
    pub key: String,
    /// What sort of thing it is.
    pub kind: Kind,
    /// The same in words of the reader: `Data set`, `Practice note`.
    pub genre: Option<String>,
    /// Its title, as published.
    pub title: String,
    /// Who made it, in the order of the work.
    pub authors: Vec<Name>,
    /// Who published it; of an article the journal, of a page the site.
    pub publisher: Option<String>,
    /// The series that it belongs to.
    pub series: Option<String>,
    /// Its number: within the series, of the issue, of the standard.
    pub number: Option<String>,
    /// Its version or edition: `1.2`, `2nd ed.`
    pub version: Option<String>,
    /// The year in which it was published, from 1 to 9999; another one is left out.
    pub year: Option<i32>,
    /// Where it is on the web.
    pub url: Option<String>,
    /// When it was looked at there.
    pub accessed: Option<NaiveDate>,
    /// The language that it is written in (BCP 47).
    pub language: Option<String>,
    /// What it says, in short.
    pub summary: Option<String>,
    /// Under which licence it may be used.
    pub licence: Option<String>,
}

/// The name of who made a work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name {
    /// A person of whom is known which part of the name is the family's.
    Person {
        /// What stands before it in a European name: `Juana Inés`.
        given: String,
        /// By what it is sorted: `de la Cruz`.
        family: String,
    },
    /// An organisation, or a person whose name is known as a whole only: taking a name apart by guessing is wrong in
    /// many languages. It is never cut or turned round.
    Whole(String),
}

impl Name {
    /// The name on one line; `None` for a blank one. Of a person with one part, that part is the whole.
    pub(crate) fn told(&self) -> Option<Self> {
        match self {
            Self::Whole(name) => told(Some(name)).map(Self::Whole),
            Self::Person { given, family } => match (told(Some(given)), told(Some(family))) {
                (Some(given), Some(family)) => Some(Self::Person { given, family }),
                (one, other) => one.or(other).map(Self::Whole),
            },
        }
    }
}

impl Work {
    /// The key in characters that mean nothing to TeX, BibTeX and biber.
    pub(crate) fn safe_key(&self) -> String {
        let safe = |character: char| character.is_ascii_alphanumeric() || "-_.:".contains(character);
        let key: String = line(&self.key).chars().map(|letter| if safe(letter) { letter } else { '-' }).collect();
        if key.is_empty() { "work".to_owned() } else { key }
    }

    /// The authors that have a name.
    pub(crate) fn named(&self) -> Vec<Name> {
        self.authors.iter().filter_map(Name::told).collect()
    }

    /// The year as every format writes it.
    pub(crate) fn told_year(&self) -> Option<i32> {
        self.year.filter(|year| (1..=9999).contains(year))
    }

    /// The address, without what addresses do not hold.
    pub(crate) fn address(&self) -> Option<String> {
        told(self.url.as_deref()).map(|url| address(&url))
    }
}

#[cfg(test)]
mod tests {
    use super::{Name, Work};

    #[test]
    fn a_key_is_of_letters_digits_and_signs_that_mean_nothing() {
        for (key, expected) in [
            ("albania-pdna-2020", "albania-pdna-2020"),
            ("a b{c},d%e", "a-b-c--d-e"),
            ("montréal", "montr-al"),
            (" \n", "work"),
        ] {
            assert_eq!(Work { key: key.to_owned(), ..Work::default() }.safe_key(), expected, "{key:?}");
        }
    }

    #[test]
    fn half_a_name_is_a_whole_one() {
        let person = |given: &str, family: &str| Name::Person { given: given.into(), family: family.into() };
        assert_eq!(person("", "UNDRR\n").told(), Some(Name::Whole("UNDRR".into())));
        assert_eq!(person("Pelé", " ").told(), Some(Name::Whole("Pelé".into())));
        assert_eq!(person(" ", "").told(), None);
    }
}

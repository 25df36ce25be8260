//! The labels of keys: regions, shocks, climates and the like.

use super::{Remote, api};
use crate::address::language;
use domain::vocabularies::{Term, Vocabulary, VocabularyName};
use std::sync::Arc;

/// The vocabularies of the platform, fetched once.
#[derive(Clone, Copy)]
pub(crate) struct Vocabularies(Remote<Arc<Vec<Vocabulary>>>);

impl Vocabularies {
    /// Begins to fetch them.
    pub(crate) fn new() -> Self {
        let client = api();
        Self(Remote::new(
            || Some(()),
            move |()| {
                let client = client.clone();
                async move { client.list_vocabularies(true).await.map(|page| Arc::new(page.items)) }
            },
        ))
    }

    /// The label of a key in the language of the page; the key's own words while labels are on their way.
    pub(crate) fn label(self, vocabulary: VocabularyName, key: &str) -> String {
        let label = self.0.with(|all| {
            let terms = all.iter().find(|one| one.name == vocabulary)?.terms.as_deref()?;
            terms.iter().find(|term| term.key == key).map(|term| term.labels.get(language()).to_owned())
        });
        label.flatten().unwrap_or_else(|| words_of(key))
    }

    /// The labels of several keys.
    pub(crate) fn labels(self, vocabulary: VocabularyName, keys: &[String]) -> Vec<String> {
        keys.iter().map(|key| self.label(vocabulary, key)).collect()
    }

    /// The terms of a vocabulary in their order; empty while they are on their way.
    pub(crate) fn terms(self, vocabulary: VocabularyName) -> Vec<Term> {
        let terms = self.0.with(|all| all.iter().find(|one| one.name == vocabulary).and_then(|one| one.terms.clone()));
        terms.flatten().unwrap_or_default()
    }

    /// The fetch itself, for its state.
    pub(crate) const fn remote(self) -> Remote<Arc<Vec<Vocabulary>>> {
        self.0
    }
}

/// A key as words: `disease_outbreak` reads `Disease outbreak`.
pub(crate) fn words_of(key: &str) -> String {
    let words = key.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::words_of;

    #[test]
    fn keys_read_as_words() {
        assert_eq!(words_of("disease_outbreak"), "Disease outbreak");
        assert_eq!(words_of(""), "");
    }
}

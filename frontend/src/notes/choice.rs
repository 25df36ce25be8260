//! What notes are narrowed down by, and what the values of that are called.

use super::words;
use crate::lists::Facets;
use crate::messages::{Key, language_name, t};
use crate::state::{Vocabularies, words_of};
use contract::FacetValue;
use domain::notes::{NoteFacet, NoteKind, ReferenceState};
use std::str::FromStr;

/// What the list is narrowed down by.
pub(super) const FACETS: Facets = Facets {
    all: &[
        NoteFacet::Kind.as_str(),
        NoteFacet::Topic.as_str(),
        NoteFacet::Theme.as_str(),
        NoteFacet::Stage.as_str(),
        NoteFacet::City.as_str(),
        NoteFacet::Country.as_str(),
        NoteFacet::Language.as_str(),
        NoteFacet::State.as_str(),
    ],
    offered: &[
        NoteFacet::Kind.as_str(),
        NoteFacet::Topic.as_str(),
        NoteFacet::Theme.as_str(),
        NoteFacet::Stage.as_str(),
        NoteFacet::Country.as_str(),
        NoteFacet::Language.as_str(),
        NoteFacet::State.as_str(),
    ],
    open: &[NoteFacet::Kind.as_str(), NoteFacet::Topic.as_str(), NoteFacet::Theme.as_str()],
    either: &[],
    label: |vocabularies, facet, value| {
        facet.parse::<NoteFacet>().map_or_else(|_| value.to_owned(), |facet| label(vocabularies, facet, value))
    },
    meaning: |facet, value| match facet.parse().ok()? {
        NoteFacet::Kind => value.parse().ok().map(|kind| words::kind_meaning(kind).to_owned()),
        _ => None,
    },
    in_order: |facet, values| match facet.parse::<NoteFacet>() {
        Ok(facet) => in_order(facet, values),
        Err(_) => values,
    },
};

/// Name of a facet.
pub(super) fn name(facet: NoteFacet) -> &'static str {
    t(match facet {
        NoteFacet::City => Key::NoteFactCity,
        NoteFacet::Country => Key::NoteFactCountry,
        NoteFacet::Kind => Key::NoteFactKind,
        NoteFacet::Language => Key::NoteFactLanguage,
        NoteFacet::Stage => Key::NoteFactStage,
        NoteFacet::State => Key::NoteFactState,
        NoteFacet::Theme => Key::NoteFactTheme,
        NoteFacet::Topic => Key::NoteFactTopic,
    })
}

/// A value of a facet in words.
pub(super) fn label(vocabularies: Vocabularies, facet: NoteFacet, value: &str) -> String {
    if let Some(vocabulary) = facet.vocabulary() {
        return vocabularies.label(vocabulary, value);
    }
    match facet {
        NoteFacet::Kind => said::<NoteKind>(value, words::kind),
        NoteFacet::State => said::<ReferenceState>(value, words::state),
        NoteFacet::Language => language_name(value),
        NoteFacet::City => value.split('-').map(words_of).collect::<Vec<_>>().join(" "),
        _ => value.to_owned(),
    }
}

/// A value of a closed set in its words; itself where it is none.
fn said<T: FromStr>(value: &str, word: fn(T) -> &'static str) -> String {
    value.parse::<T>().map_or_else(|_| value.to_owned(), |known| word(known).to_owned())
}

/// How what is cited stands from as it was to the gravest; all else as the server counts it, the most frequent first.
fn in_order(facet: NoteFacet, mut values: Vec<FacetValue>) -> Vec<FacetValue> {
    if facet == NoteFacet::State {
        values.sort_by_key(|one| {
            let state: Option<ReferenceState> = one.value.parse().ok();
            ReferenceState::ALL.iter().position(|known| Some(*known) == state)
        });
    }
    values
}

#[cfg(test)]
mod tests {
    use super::{FACETS, in_order};
    use contract::FacetValue;
    use domain::notes::NoteFacet;

    #[test]
    fn the_address_holds_every_facet_there_is() {
        let mut all = FACETS.all.to_vec();
        all.sort_unstable();
        assert_eq!(all, NoteFacet::ALL.iter().map(|facet| facet.as_str()).collect::<Vec<_>>());
        assert!(FACETS.offered.iter().all(|facet| FACETS.all.contains(facet)));
        assert!(FACETS.open.iter().all(|facet| FACETS.offered.contains(facet)));
    }

    #[test]
    fn what_is_as_it_was_comes_first() {
        let counted = |value: &str| FacetValue { value: value.to_owned(), count: 1 };
        let values = in_order(NoteFacet::State, vec![counted("withdrawn"), counted("current")]);
        assert_eq!(values[0].value, "current");
    }
}

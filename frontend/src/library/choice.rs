//! What the library is narrowed down by, and what the values of that are called.

use super::words;
use crate::lists::Facets;
use crate::messages::{Key, language_name, t};
use crate::state::Vocabularies;
use contract::FacetValue;
use domain::library::{LibraryFacet, LicenceKind};
use std::cmp::Reverse;

/// What the list is narrowed down by.
pub(super) const FACETS: Facets = Facets {
    all: &[
        LibraryFacet::Kind.as_str(),
        LibraryFacet::Theme.as_str(),
        LibraryFacet::Stage.as_str(),
        LibraryFacet::Sector.as_str(),
        LibraryFacet::Shock.as_str(),
        LibraryFacet::Language.as_str(),
        LibraryFacet::Licence.as_str(),
        LibraryFacet::Link.as_str(),
        LibraryFacet::Year.as_str(),
    ],
    offered: &[
        LibraryFacet::Kind.as_str(),
        LibraryFacet::Theme.as_str(),
        LibraryFacet::Stage.as_str(),
        LibraryFacet::Licence.as_str(),
        LibraryFacet::Language.as_str(),
        LibraryFacet::Sector.as_str(),
        LibraryFacet::Shock.as_str(),
        LibraryFacet::Year.as_str(),
    ],
    open: &[LibraryFacet::Kind.as_str(), LibraryFacet::Theme.as_str(), LibraryFacet::Stage.as_str()],
    either: &[],
    label: |vocabularies, facet, value| {
        facet.parse::<LibraryFacet>().map_or_else(|_| value.to_owned(), |facet| label(vocabularies, facet, value))
    },
    meaning: |facet, value| meaning(facet.parse().ok()?, value),
    in_order: |facet, values| match facet.parse::<LibraryFacet>() {
        Ok(facet) => in_order(facet, values),
        Err(_) => values,
    },
};

/// Name of a facet.
pub(super) fn name(facet: LibraryFacet) -> &'static str {
    t(match facet {
        LibraryFacet::Kind => Key::ItemFactKind,
        LibraryFacet::Language => Key::ItemFactLanguage,
        LibraryFacet::Licence => Key::ItemFactLicence,
        LibraryFacet::Link => Key::ItemFactLink,
        LibraryFacet::Sector => Key::ItemFactSector,
        LibraryFacet::Shock => Key::ItemFactShock,
        LibraryFacet::Stage => Key::ItemFactStage,
        LibraryFacet::Theme => Key::ItemFactTheme,
        LibraryFacet::Year => Key::ItemFactYear,
    })
}

/// A value of a facet in words.
fn label(vocabularies: Vocabularies, facet: LibraryFacet, value: &str) -> String {
    if let Some(vocabulary) = facet.vocabulary() {
        return vocabularies.label(vocabulary, value);
    }
    match facet {
        LibraryFacet::Language => language_name(value),
        LibraryFacet::Licence => {
            value.parse().map_or_else(|_| value.to_owned(), |kind| words::licence(kind).to_owned())
        }
        LibraryFacet::Link => value.parse().map_or_else(|_| value.to_owned(), |state| words::link(state).to_owned()),
        _ => value.to_owned(),
    }
}

/// What a value means, where that needs a sentence.
fn meaning(facet: LibraryFacet, value: &str) -> Option<String> {
    match facet {
        LibraryFacet::Licence => value.parse().ok().map(|kind| words::licence_meaning(kind).to_owned()),
        _ => None,
    }
}

/// The values in the order in which they are looked for: the freest and the last first; all else as the server counts
/// them, the most frequent first.
fn in_order(facet: LibraryFacet, mut values: Vec<FacetValue>) -> Vec<FacetValue> {
    match facet {
        LibraryFacet::Licence => {
            values.sort_by_key(|one| {
                let kind: Option<LicenceKind> = one.value.parse().ok();
                LicenceKind::ALL.iter().position(|known| Some(*known) == kind)
            });
        }
        LibraryFacet::Year => values.sort_by_key(|one| Reverse(one.value.parse::<i32>().ok())),
        _ => {}
    }
    values
}

#[cfg(test)]
mod tests {
    use super::{FACETS, in_order};
    use contract::FacetValue;
    use domain::library::LibraryFacet;

    #[test]
    fn the_address_holds_every_facet_there_is() {
        let mut all = FACETS.all.to_vec();
        all.sort_unstable();
        assert_eq!(all, LibraryFacet::ALL.iter().map(|facet| facet.as_str()).collect::<Vec<_>>());
        assert!(FACETS.offered.iter().all(|facet| FACETS.all.contains(facet)));
        assert!(FACETS.open.iter().all(|facet| FACETS.offered.contains(facet)));
    }

    #[test]
    fn the_freest_licence_and_the_last_year_come_first() {
        let ordered = |facet: LibraryFacet, values: &[&str]| {
            let counted = values.iter().map(|value| FacetValue { value: (*value).to_owned(), count: 1 });
            in_order(facet, counted.collect()).into_iter().map(|one| one.value).collect::<Vec<_>>()
        };
        assert_eq!(ordered(LibraryFacet::Licence, &["unknown", "paid", "open"]), ["open", "paid", "unknown"]);
        assert_eq!(ordered(LibraryFacet::Year, &["2017", "2021"]), ["2021", "2017"]);
        assert_eq!(ordered(LibraryFacet::Kind, &["b", "a"]), ["b", "a"], "as it was counted");
    }
}

//! What lessons are narrowed down by, and what the values of that are called.

use super::words;
use crate::lists::Facets;
use crate::messages::{Key, language_name, t};
use crate::state::{Vocabularies, words_of};
use contract::FacetValue;
use domain::lessons::{CostBand, LessonFacet, LessonGrade, TimeToEffect};
use std::cmp::Reverse;
use std::str::FromStr;

/// What the list is narrowed down by.
pub(super) const FACETS: Facets = Facets {
    all: &[
        LessonFacet::Topic.as_str(),
        LessonFacet::Keyword.as_str(),
        LessonFacet::Stage.as_str(),
        LessonFacet::Theme.as_str(),
        LessonFacet::Shock.as_str(),
        LessonFacet::Stress.as_str(),
        LessonFacet::Sector.as_str(),
        LessonFacet::Group.as_str(),
        LessonFacet::City.as_str(),
        LessonFacet::Country.as_str(),
        LessonFacet::Grade.as_str(),
        LessonFacet::Basis.as_str(),
        LessonFacet::CostBand.as_str(),
        LessonFacet::TimeToEffect.as_str(),
        LessonFacet::Year.as_str(),
        LessonFacet::Language.as_str(),
        LessonFacet::Contested.as_str(),
        LessonFacet::Status.as_str(),
    ],
    offered: &[
        LessonFacet::Topic.as_str(),
        LessonFacet::Stage.as_str(),
        LessonFacet::Theme.as_str(),
        LessonFacet::Grade.as_str(),
        LessonFacet::Shock.as_str(),
        LessonFacet::Group.as_str(),
        LessonFacet::Country.as_str(),
        LessonFacet::CostBand.as_str(),
        LessonFacet::TimeToEffect.as_str(),
        LessonFacet::Year.as_str(),
        LessonFacet::Contested.as_str(),
    ],
    open: &[
        LessonFacet::Topic.as_str(),
        LessonFacet::Stage.as_str(),
        LessonFacet::Theme.as_str(),
        LessonFacet::Grade.as_str(),
    ],
    either: &[LessonFacet::Contested.as_str()],
    label: |vocabularies, facet, value| {
        facet.parse::<LessonFacet>().map_or_else(|_| value.to_owned(), |facet| label(vocabularies, facet, value))
    },
    meaning: |facet, value| meaning(facet.parse().ok()?, value),
    in_order: |facet, values| match facet.parse::<LessonFacet>() {
        Ok(facet) => in_order(facet, values),
        Err(_) => values,
    },
};

/// Name of a facet.
pub(super) fn name(facet: LessonFacet) -> &'static str {
    t(match facet {
        LessonFacet::Basis => Key::LessonFactBasis,
        LessonFacet::City => Key::LessonFactCity,
        LessonFacet::Contested => Key::LessonFactContested,
        LessonFacet::CostBand => Key::LessonFactCost,
        LessonFacet::Country => Key::LessonFactCountry,
        LessonFacet::Grade => Key::LessonFactGrade,
        LessonFacet::Group => Key::LessonFactGroup,
        LessonFacet::Keyword => Key::LessonFactKeyword,
        LessonFacet::Language => Key::LessonFactLanguage,
        LessonFacet::Sector => Key::LessonFactSector,
        LessonFacet::Shock => Key::LessonFactShock,
        LessonFacet::Stage => Key::LessonFactStage,
        LessonFacet::Status => Key::LessonFactStatus,
        LessonFacet::Stress => Key::LessonFactStress,
        LessonFacet::Theme => Key::LessonFactTheme,
        LessonFacet::TimeToEffect => Key::LessonFactEffect,
        LessonFacet::Topic => Key::LessonFactTopic,
        LessonFacet::Year => Key::LessonFactYear,
    })
}

/// A value of a facet in words.
pub(super) fn label(vocabularies: Vocabularies, facet: LessonFacet, value: &str) -> String {
    if let Some(vocabulary) = facet.vocabulary() {
        return vocabularies.label(vocabulary, value);
    }
    match facet {
        LessonFacet::Basis => said(value, words::basis),
        LessonFacet::City => value.split('-').map(words_of).collect::<Vec<_>>().join(" "),
        LessonFacet::Contested if value == "true" => t(Key::ContestedYes).to_owned(),
        LessonFacet::Contested => t(Key::ContestedNo).to_owned(),
        LessonFacet::CostBand => said(value, words::cost),
        LessonFacet::Grade => said(value, words::grade),
        LessonFacet::Language => language_name(value),
        LessonFacet::Status => said(value, words::status),
        LessonFacet::TimeToEffect => said(value, words::effect),
        _ => value.to_owned(),
    }
}

/// A value of a closed set in its words; itself where it is none.
pub(super) fn said<T: FromStr>(value: &str, word: fn(T) -> &'static str) -> String {
    value.parse::<T>().map_or_else(|_| value.to_owned(), |known| word(known).to_owned())
}

/// What a value means, where that needs a sentence.
pub(super) fn meaning(facet: LessonFacet, value: &str) -> Option<String> {
    match facet {
        LessonFacet::Grade => value.parse().ok().map(words::grade_meaning),
        _ => None,
    }
}

/// The values in the order in which they are looked for: what is a scale as a scale, the best supported and the last
/// years first; all else as the server counts them, the most frequent first.
pub(super) fn in_order(facet: LessonFacet, mut values: Vec<FacetValue>) -> Vec<FacetValue> {
    fn place<T: FromStr + PartialEq>(all: &[T], value: &str) -> Option<usize> {
        let value: T = value.parse().ok()?;
        all.iter().position(|one| *one == value)
    }
    match facet {
        LessonFacet::CostBand => values.sort_by_key(|one| place(CostBand::ALL, &one.value)),
        LessonFacet::Grade => values.sort_by_key(|one| Reverse(place(LessonGrade::ALL, &one.value))),
        LessonFacet::TimeToEffect => values.sort_by_key(|one| place(TimeToEffect::ALL, &one.value)),
        LessonFacet::Year => values.sort_by_key(|one| Reverse(one.value.parse::<i32>().ok())),
        _ => {}
    }
    values
}

#[cfg(test)]
mod tests {
    use super::{FACETS, in_order};
    use contract::FacetValue;
    use domain::lessons::LessonFacet;

    #[test]
    fn the_address_holds_every_facet_there_is() {
        let mut all = FACETS.all.to_vec();
        all.sort_unstable();
        assert_eq!(all, LessonFacet::ALL.iter().map(|facet| facet.as_str()).collect::<Vec<_>>());
        assert!(FACETS.offered.iter().chain(FACETS.either).all(|facet| FACETS.all.contains(facet)));
        assert!(FACETS.open.iter().all(|facet| FACETS.offered.contains(facet)));
    }

    #[test]
    fn what_is_a_scale_stands_as_one() {
        let ordered = |facet: LessonFacet, values: &[&str]| {
            let counted = values.iter().map(|value| FacetValue { value: (*value).to_owned(), count: 1 });
            in_order(facet, counted.collect()).into_iter().map(|one| one.value).collect::<Vec<_>>()
        };
        assert_eq!(ordered(LessonFacet::Year, &["2017", "2021", "1999"]), ["2021", "2017", "1999"]);
        let grades = ["reported", "none", "evaluated"];
        assert_eq!(ordered(LessonFacet::Grade, &grades), ["evaluated", "reported", "none"]);
        assert_eq!(ordered(LessonFacet::CostBand, &["over_10m", "unknown"]), ["unknown", "over_10m"]);
        assert_eq!(ordered(LessonFacet::Topic, &["b", "a"]), ["b", "a"], "as it was counted");
    }
}

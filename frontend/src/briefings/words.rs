//! What briefings say in closed sets, in words.

use crate::lessons::words::grade;
use crate::messages::{Key, count, enumeration, fill, number, t};
use crate::state::{Vocabularies, words_of};
use domain::briefings::{BriefingLayout, PickReason, ReasonCode, ShownThing};
use domain::cities::{SimilarityAspect, SimilarityReason};
use domain::vocabularies::VocabularyName;

/// Keys that are named of those that two cities share.
const NAMED: usize = 3;

/// How an issue is laid out.
pub(crate) fn layout(layout: BriefingLayout) -> &'static str {
    t(match layout {
        BriefingLayout::AToD => Key::LayoutAToD,
        BriefingLayout::FourDrivers => Key::LayoutFourDrivers,
    })
}

/// Why something stands in an issue, as a phrase.
pub(crate) fn reason(vocabularies: Vocabularies, reason: &PickReason) -> String {
    let value = reason.value.as_deref().unwrap_or_default();
    let n = usize::try_from(reason.count.unwrap_or_default()).unwrap_or_default();
    let about = |key: Key, vocabulary: VocabularyName| fill(key, &[("what", &vocabularies.label(vocabulary, value))]);
    match reason.code {
        ReasonCode::New => t(Key::PickNew).to_owned(),
        ReasonCode::BetterEvidenced => {
            let now = value.parse().map_or_else(|_| words_of(value), |now| grade(now).to_owned());
            fill(Key::PickBetter, &[("grade", &now)])
        }
        ReasonCode::Tried => count(Key::PickTried, n),
        ReasonCode::NeglectedTopic => about(Key::PickTopic, VocabularyName::LessonTopics),
        ReasonCode::NeglectedTheme => about(Key::PickTheme, VocabularyName::PriorityThemes),
        ReasonCode::NeglectedRegion => about(Key::PickRegion, VocabularyName::Regions),
        ReasonCode::CaseStudy => count(Key::PickCase, n),
        ReasonCode::Reading => t(Key::PickReading).to_owned(),
        ReasonCode::NotShownYet => t(Key::PickNotShown).to_owned(),
        ReasonCode::ShownBefore => fill(Key::PickShownBefore, &[("n", &number(n as f64))]),
        ReasonCode::Chosen => t(Key::PickChosen).to_owned(),
    }
}

/// All reasons in one line; empty where there are none.
pub(crate) fn reasons(vocabularies: Vocabularies, all: &[PickReason]) -> String {
    all.iter().map(|one| reason(vocabularies, one)).collect::<Vec<_>>().join(" · ")
}

/// What is known of a lesson or an item besides its title: where, when, about what, how well supported.
pub(crate) fn facts(vocabularies: Vocabularies, thing: &ShownThing) -> String {
    let labels = |vocabulary, keys: &[String]| Some(enumeration(&vocabularies.labels(vocabulary, keys)));
    let label = |vocabulary, key: &Option<String>| key.as_deref().map(|key| vocabularies.label(vocabulary, key));
    let facts = [
        thing.place.clone(),
        labels(VocabularyName::Countries, &thing.countries),
        label(VocabularyName::ResourceTypes, &thing.item_kind),
        thing.publisher.clone(),
        thing.year.map(|year| year.to_string()),
        label(VocabularyName::LessonTopics, &thing.topic),
        thing.grade.map(|one| grade(one).to_owned()),
    ];
    let said = facts.into_iter().flatten().filter(|fact| !fact.is_empty());
    said.collect::<Vec<_>>().join(" · ")
}

/// What two cities have in common, as a phrase.
pub(super) fn similarity(vocabularies: Vocabularies, reason: &SimilarityReason) -> String {
    let shared = &reason.shared[..reason.shared.len().min(NAMED)];
    let named = |key: Key, vocabulary| fill(key, &[("what", &enumeration(&vocabularies.labels(vocabulary, shared)))]);
    match reason.aspect {
        SimilarityAspect::Shocks => named(Key::LikeFace, VocabularyName::Shocks),
        SimilarityAspect::Stresses => named(Key::LikeFace, VocabularyName::Stresses),
        SimilarityAspect::Population => t(Key::LikeSize).to_owned(),
        SimilarityAspect::Climate => t(Key::LikeClimate).to_owned(),
        SimilarityAspect::Coast => t(Key::LikeCoast).to_owned(),
        SimilarityAspect::Income => t(Key::LikeIncome).to_owned(),
        SimilarityAspect::Region => named(Key::LikeRegion, VocabularyName::Regions),
    }
}

//! What the rules promise, for any knowledge.

use super::{
    Candidate, ComposedSection, Coverage, Pick, Picked, Pool, ReadingCandidate, Shown, Wish, alternatives, compose,
    is_eligible,
};
use crate::briefings::{BriefingLayout, ReasonCode, SectionKind};
use crate::lessons::LessonGrade;
use chrono::{DateTime, TimeDelta, Utc};
use ids::{LessonId, LibraryItemId};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

fn since() -> DateTime<Utc> {
    DateTime::from_timestamp(1_750_000_000, 0).unwrap()
}

fn lesson(number: u128) -> Candidate {
    Candidate {
        id: LessonId(Uuid::from_u128(number)),
        topic: "health".into(),
        themes: vec!["climate_resilience".into()],
        countries: vec!["GH".into()],
        regions: vec!["africa".into()],
        has_city: true,
        sources: 1,
        grade: LessonGrade::Reported,
        grade_before: LessonGrade::Reported,
        reports: 0,
        published_at: since() - TimeDelta::days(30),
        shown: None,
    }
}

fn pool(lessons: Vec<Candidate>) -> Pool {
    Pool { lessons, reading: Vec::new(), coverage: Coverage::default(), since: since() }
}

fn wish(layout: BriefingLayout) -> Wish {
    Wish { layout, lessons: 9, topic: None }
}

fn number(pick: &Pick) -> u128 {
    match pick.thing {
        Picked::Lesson(id) => id.as_uuid().as_u128(),
        Picked::Item(id) => id.as_uuid().as_u128(),
    }
}

fn section(sections: &[ComposedSection], kind: SectionKind) -> Vec<u128> {
    let found = sections.iter().filter(|section| section.kind == kind);
    found.flat_map(|section| section.picks.iter().map(number)).collect()
}

fn codes(pick: &Pick) -> Vec<ReasonCode> {
    pick.reasons.iter().map(|reason| reason.code).collect()
}

#[test]
fn what_changed_comes_before_what_is_new_before_what_is_old() {
    let better = Candidate { grade: LessonGrade::SeveralCities, ..lesson(1) };
    let tried = Candidate { reports: 3, ..lesson(2) };
    let new = Candidate { published_at: since() + TimeDelta::days(1), ..lesson(3) };
    let other = |number| Candidate { topic: "economic".into(), ..lesson(number) };
    let knowledge = pool(vec![lesson(4), new, tried, better, other(5), other(6)]);
    let sections = compose(&knowledge, &Wish { topic: Some("health".into()), ..wish(BriefingLayout::AToD) });
    assert_eq!(section(&sections, SectionKind::KeyTopic), [1, 2, 3, 4]);
    let reasons: Vec<_> = sections[0].picks.iter().map(|pick| codes(pick)[0]).collect();
    assert_eq!(reasons, [ReasonCode::BetterEvidenced, ReasonCode::Tried, ReasonCode::New, ReasonCode::NotShownYet]);
}

#[test]
fn what_was_shown_lately_comes_again_only_when_its_evidence_changed() {
    let shown = |grade, reports_since| Some(Shown { issue: 7, grade, reports_since });
    let same = Candidate { shown: shown(LessonGrade::Reported, 0), ..lesson(1) };
    let risen = Candidate { shown: shown(LessonGrade::None, 0), ..lesson(2) };
    let reported = Candidate { shown: shown(LessonGrade::Reported, 1), ..lesson(3) };
    assert!(!is_eligible(&same) && is_eligible(&risen) && is_eligible(&reported));
    let sections = compose(&pool(vec![same, risen, reported]), &wish(BriefingLayout::AToD));
    assert_eq!(section(&sections, SectionKind::KeyTopic), [2, 3]);
    assert_eq!(codes(&sections[0].picks[0])[0], ReasonCode::ShownBefore);
    assert_eq!(sections[0].picks[0].reasons[0].count, Some(7));
}

#[test]
fn a_neglected_region_is_there_and_says_why() {
    let mut lessons: Vec<Candidate> = (1..=30)
        .map(|number| Candidate {
            topic: ["health", "economic", "governance"][usize::try_from(number % 3).unwrap()].into(),
            countries: vec![format!("C{number}")],
            published_at: since() + TimeDelta::days(1),
            ..lesson(number)
        })
        .collect();
    lessons.push(Candidate {
        regions: vec!["north_america".into()],
        countries: vec!["CA".into()],
        topic: "environment".into(),
        published_at: since() - TimeDelta::days(900),
        ..lesson(99)
    });
    let mut knowledge = pool(lessons);
    knowledge.coverage.stock.regions = BTreeMap::from([("africa".into(), 30), ("north_america".into(), 1)]);
    knowledge.coverage.shown.regions = BTreeMap::from([("africa".into(), 40)]);
    let sections = compose(&knowledge, &wish(BriefingLayout::AToD));
    let world = sections.iter().find(|section| section.kind == SectionKind::AcrossTheWorld).unwrap();
    let pick = world.picks.iter().find(|pick| number(pick) == 99).expect("the only lesson of the region");
    let reason = pick.reasons.iter().find(|reason| reason.code == ReasonCode::NeglectedRegion).unwrap();
    assert_eq!((reason.value.as_deref(), reason.count), (Some("north_america"), Some(0)));
}

#[test]
fn drivers_hold_their_topics() {
    let of = |number, topic: &str| Candidate { topic: topic.into(), countries: Vec::new(), ..lesson(number) };
    let lessons = vec![
        of(1, "health"),
        of(2, "communities"),
        of(3, "economic"),
        of(4, "infrastructure"),
        of(5, "environment"),
        of(6, "governance"),
        of(7, "astronomy"),
        Candidate { grade: LessonGrade::Evaluated, grade_before: LessonGrade::Evaluated, ..of(8, "health") },
    ];
    let sections = compose(&pool(lessons), &wish(BriefingLayout::FourDrivers));
    assert_eq!(section(&sections, SectionKind::HealthWellbeing), [1]);
    assert_eq!(section(&sections, SectionKind::EconomySociety), [2, 3]);
    assert_eq!(section(&sections, SectionKind::InfrastructureEnvironment), [4, 5]);
    assert_eq!(section(&sections, SectionKind::LeadershipStrategy), [6]);
    assert_eq!(section(&sections, SectionKind::CaseStudy), [8]);
}

#[test]
fn reading_begins_with_what_is_watched() {
    let item = |number, kind: &str| ReadingCandidate {
        id: LibraryItemId(Uuid::from_u128(number)),
        kind: kind.into(),
        themes: Vec::new(),
        published_at: since(),
    };
    let reading = vec![item(1, "report"), item(2, "training"), item(3, "guide"), item(4, "recording")];
    let knowledge = Pool { reading, ..pool(vec![lesson(9)]) };
    let sections = compose(&knowledge, &wish(BriefingLayout::AToD));
    assert_eq!(section(&sections, SectionKind::Reading), [2, 4, 1]);
    let taken = BTreeSet::from([Picked::Item(LibraryItemId(Uuid::from_u128(2)))]);
    let others = alternatives(&knowledge, (SectionKind::Reading, None), &taken);
    assert_eq!(others.iter().map(number).collect::<Vec<_>>(), [4, 1, 3]);
}

const TOPICS: [&str; 6] = ["health", "communities", "economic", "infrastructure", "environment", "governance"];
const THEMES: [&str; 3] = ["climate_resilience", "circular_economy", "equity"];
const PLACES: [(&str, &str); 5] = [
    ("GH", "africa"),
    ("KE", "africa"),
    ("IN", "asia_pacific"),
    ("BR", "latin_america_caribbean"),
    ("CA", "north_america"),
];

fn grades() -> impl Strategy<Value = LessonGrade> {
    prop_oneof![
        Just(LessonGrade::None),
        Just(LessonGrade::Reported),
        Just(LessonGrade::SeveralCities),
        Just(LessonGrade::Evaluated)
    ]
}

fn shown() -> impl Strategy<Value = Option<Shown>> {
    prop_oneof![
        Just(None),
        (1..9_u32, grades(), 0..2_u32).prop_map(|(issue, grade, reports_since)| Some(Shown {
            issue,
            grade,
            reports_since
        }))
    ]
}

fn candidates() -> impl Strategy<Value = Vec<Candidate>> {
    let one = (
        (0..6_usize, 0..3_usize, 0..5_usize),
        (any::<bool>(), 0..3_u32),
        (grades(), grades()),
        0..5_u32,
        -60..10_i64,
        shown(),
    );
    vec(one, 0..60).prop_map(|all| {
        let made = all.into_iter().zip(1_u128..);
        made.map(
            |(((topic, theme, place), (has_city, sources), (grade, grade_before), reports, days, shown), number)| {
                let (country, region) = PLACES[place];
                Candidate {
                    topic: TOPICS[topic].into(),
                    themes: vec![THEMES[theme].into()],
                    countries: vec![country.into()],
                    regions: vec![region.into()],
                    has_city,
                    sources,
                    grade,
                    grade_before,
                    reports,
                    published_at: since() + TimeDelta::days(days),
                    shown,
                    ..lesson(number)
                }
            },
        )
        .collect()
    })
}

fn found<'a>(knowledge: &'a Pool, pick: &Pick) -> &'a Candidate {
    knowledge.lessons.iter().find(|lesson| pick.thing == Picked::Lesson(lesson.id)).expect("a candidate")
}

proptest! {
    #[test]
    fn an_issue_keeps_its_rules(lessons in candidates(), drivers in any::<bool>(), most in 1..20_u32) {
        let knowledge = pool(lessons);
        let layout = if drivers { BriefingLayout::FourDrivers } else { BriefingLayout::AToD };
        let asked = Wish { layout, lessons: most, topic: None };
        let sections = compose(&knowledge, &asked);

        // The order of what is there makes no difference.
        let mut turned = knowledge.clone();
        turned.lessons.reverse();
        prop_assert_eq!(&sections, &compose(&turned, &asked));

        let picks: Vec<&Pick> = sections.iter().flat_map(|section| &section.picks).collect();
        let things: BTreeSet<Picked> = picks.iter().map(|pick| pick.thing).collect();
        prop_assert_eq!(things.len(), picks.len(), "each once");
        for pick in &picks {
            prop_assert!(!pick.reasons.is_empty(), "each says why");
            prop_assert!(is_eligible(found(&knowledge, pick)));
        }
        let (mut topics, mut countries): (BTreeMap<&str, u32>, BTreeMap<&str, u32>) = Default::default();
        for section in &sections {
            let spread = section.kind == SectionKind::AcrossTheWorld || section.kind.is_driver();
            for lesson in section.picks.iter().map(|pick| found(&knowledge, pick)) {
                match section.kind {
                    SectionKind::KeyTopic => prop_assert_eq!(Some(&lesson.topic), section.topic.as_ref()),
                    SectionKind::CaseStudy => {
                        prop_assert!(lesson.grade == LessonGrade::Evaluated && lesson.has_city && lesson.sources > 0);
                    }
                    kind if kind.is_driver() => prop_assert_eq!(SectionKind::of_topic(&lesson.topic), Some(kind)),
                    _ => *topics.entry(&lesson.topic).or_default() += 1,
                }
                if spread {
                    *countries.entry(&lesson.countries[0]).or_default() += 1;
                }
            }
        }
        prop_assert!(topics.values().chain(countries.values()).all(|count| *count <= 2));
    }

    #[test]
    fn what_could_stand_elsewhere_is_not_taken_and_fits(lessons in candidates()) {
        let knowledge = pool(lessons);
        let taken: BTreeSet<Picked> = knowledge.lessons.iter().step_by(2).map(|lesson| Picked::Lesson(lesson.id)).collect();
        for kind in SectionKind::ALL {
            let others = alternatives(&knowledge, (*kind, Some("health")), &taken);
            prop_assert!(others.len() <= 20);
            for pick in others {
                prop_assert!(!taken.contains(&pick.thing) && !pick.reasons.is_empty());
                if *kind == SectionKind::KeyTopic {
                    prop_assert_eq!(found(&knowledge, &pick).topic.as_str(), "health");
                }
            }
        }
    }
}

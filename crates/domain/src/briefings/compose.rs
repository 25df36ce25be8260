#![doc = include_str!("RULES.md")]

mod neglect;
mod pool;
mod quota;
mod reading;

pub use pool::{
    Candidate, ComposedSection, Counts, Coverage, Kinds, Pick, Picked, Pool, ReadingCandidate, Shown, Wish,
};

use super::{BriefingLayout, DRIVERS, PickReason, ReasonCode, SectionKind};
use crate::lessons::LessonGrade;
use chrono::{DateTime, Utc};
use ids::LessonId;
use quota::Quota;
use std::collections::{BTreeMap, BTreeSet};

/// How many issues back something counts as shown.
pub const LOOK_BACK: u32 = 8;
/// Most lessons on the key topic.
const KEY_TOPIC_MOST: u32 = 4;
/// Least lessons that a topic must have to be the key topic.
const KEY_TOPIC_LEAST: usize = 3;
/// Items of the library of an issue.
const READING: usize = 3;
/// Most alternatives that are listed.
const ALTERNATIVES: usize = 20;

/// The sections of an issue by the rules.
#[must_use]
pub fn compose(pool: &Pool, wish: &Wish) -> Vec<ComposedSection> {
    let mut work = Composing::new(pool);
    let sections = match wish.layout {
        BriefingLayout::AToD => work.a_to_d(wish),
        BriefingLayout::FourDrivers => work.four_drivers(wish),
    };
    sections.into_iter().filter(|section| !section.picks.is_empty()).collect()
}

/// What else could stand in a section, the best first: what is not `taken`, at most twenty.
#[must_use]
pub fn alternatives(pool: &Pool, (kind, topic): (SectionKind, Option<&str>), taken: &BTreeSet<Picked>) -> Vec<Pick> {
    if kind == SectionKind::Reading {
        let themes: BTreeSet<&str> = BTreeSet::new();
        let ranked = reading::ranked(pool, &themes);
        let free = ranked.into_iter().filter(|item| !taken.contains(&Picked::Item(item.id)));
        return free.take(ALTERNATIVES).map(|item| reading::pick(pool, item)).collect();
    }
    let mut work = Composing::new(pool);
    work.ranked.retain(|lesson| !taken.contains(&Picked::Lesson(lesson.id)) && fits(lesson, kind, topic));
    let chosen: Vec<&Candidate> = work.ranked.iter().copied().take(ALTERNATIVES).collect();
    chosen.into_iter().map(|lesson| work.pick(lesson, kind, false)).collect()
}

/// Whether a lesson may stand in a section of this kind.
fn fits(lesson: &Candidate, kind: SectionKind, topic: Option<&str>) -> bool {
    match kind {
        SectionKind::KeyTopic => topic.is_none_or(|topic| lesson.topic == topic),
        SectionKind::CaseStudy => is_case(lesson),
        SectionKind::AcrossTheWorld | SectionKind::Own | SectionKind::Reading => true,
        driver => SectionKind::of_topic(&lesson.topic) == Some(driver),
    }
}

/// An evaluated case of a city that can be checked.
fn is_case(lesson: &Candidate) -> bool {
    lesson.grade == LessonGrade::Evaluated && lesson.has_city && lesson.sources > 0
}

/// Whether a lesson may stand in an issue: not shown lately, unless what supports it has changed since.
#[must_use]
pub fn is_eligible(lesson: &Candidate) -> bool {
    lesson.shown.is_none_or(|shown| lesson.grade > shown.grade || shown.reports_since > 0)
}

impl Candidate {
    /// The points by which lessons are ordered.
    #[must_use]
    pub fn points(&self, since: DateTime<Utc>) -> u32 {
        let better = if self.grade > self.grade_before { 4 } else { 0 };
        let new = if self.is_new(since) { 2 } else { 0 };
        let supported = match self.grade {
            LessonGrade::Evaluated => 2,
            LessonGrade::SeveralCities => 1,
            LessonGrade::Reported | LessonGrade::None => 0,
        };
        better + self.reports.min(3) + new + supported
    }

    fn is_new(&self, since: DateTime<Utc>) -> bool {
        self.published_at > since
    }
}

/// An issue that is being put together.
struct Composing<'a> {
    pool: &'a Pool,
    /// What may be picked, the best first.
    ranked: Vec<&'a Candidate>,
    taken: BTreeSet<LessonId>,
    neglected: Neglected,
}

/// The keys that are most neglected among what may be picked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Neglected {
    region: Option<String>,
    theme: Option<String>,
}

impl<'a> Composing<'a> {
    fn new(pool: &'a Pool) -> Self {
        let mut ranked: Vec<&Candidate> = pool.lessons.iter().filter(|lesson| is_eligible(lesson)).collect();
        ranked.sort_by(|one, other| {
            let points = |lesson: &Candidate| lesson.points(pool.since);
            let by_points = points(other).cmp(&points(one));
            by_points.then(other.published_at.cmp(&one.published_at)).then(one.id.cmp(&other.id))
        });
        let Coverage { stock, shown } = &pool.coverage;
        let regions = ranked.iter().flat_map(|lesson| lesson.regions.iter().map(String::as_str)).collect();
        let themes = ranked.iter().flat_map(|lesson| lesson.themes.iter().map(String::as_str)).collect();
        let neglected = Neglected {
            region: neglect::most(&regions, &shown.regions, &stock.regions),
            theme: neglect::most(&themes, &shown.themes, &stock.themes),
        };
        Self { pool, ranked, taken: BTreeSet::new(), neglected }
    }

    /// What is left of what may be picked, the best first.
    fn left(&self) -> impl Iterator<Item = &'a Candidate> {
        self.ranked.iter().copied().filter(|lesson| !self.taken.contains(&lesson.id))
    }

    fn a_to_d(&mut self, wish: &Wish) -> Vec<ComposedSection> {
        let most = wish.lessons.saturating_mul(4).div_ceil(9).clamp(1, KEY_TOPIC_MOST);
        let key = self.key_topic(wish.topic.as_deref(), most);
        let case = self.case_study();
        let world = self.across_the_world(wish.lessons.saturating_sub(most), &[&key, &case]);
        let reading = self.reading(&[&key, &world, &case]);
        vec![key, world, case, reading]
    }

    fn four_drivers(&mut self, wish: &Wish) -> Vec<ComposedSection> {
        let case = self.case_study();
        let each = usize::try_from(wish.lessons).unwrap_or(usize::MAX).div_ceil(DRIVERS.len()).max(1);
        let mut quota = Quota::by_driver(each);
        let chosen = self.fill(&mut quota, each.saturating_mul(DRIVERS.len()), &[&case]);
        let mut sections: Vec<ComposedSection> = Vec::new();
        for driver in DRIVERS {
            let own = chosen.iter().filter(|lesson| SectionKind::of_topic(&lesson.topic) == Some(driver));
            let picks = own.map(|lesson| self.pick(lesson, driver, false)).collect();
            sections.push(ComposedSection { kind: driver, topic: None, picks });
        }
        sections.push(case);
        let reading = self.reading(&sections.iter().collect::<Vec<_>>());
        sections.push(reading);
        sections
    }

    fn key_topic(&mut self, wished: Option<&str>, most: u32) -> ComposedSection {
        let chosen = wished.map(str::to_owned).or_else(|| self.neglected_topic());
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let of_topic = |lesson: &&Candidate| chosen.as_ref() == Some(&lesson.topic);
        let lessons: Vec<&Candidate> = self.left().filter(of_topic).take(most).collect();
        self.taken.extend(lessons.iter().map(|lesson| lesson.id));
        let by_rule = wished.is_none();
        let picks = lessons.into_iter().map(|lesson| self.pick(lesson, SectionKind::KeyTopic, by_rule)).collect();
        ComposedSection { kind: SectionKind::KeyTopic, topic: chosen, picks }
    }

    /// The most neglected topic of which there is enough; where there is enough of none, of all.
    fn neglected_topic(&self) -> Option<String> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for lesson in self.left() {
            *counts.entry(lesson.topic.as_str()).or_default() += 1;
        }
        let enough: BTreeSet<&str> =
            counts.iter().filter(|(_, count)| **count >= KEY_TOPIC_LEAST).map(|(topic, _)| *topic).collect();
        let all = if enough.is_empty() { counts.into_keys().collect() } else { enough };
        neglect::most(&all, &self.pool.coverage.shown.topics, &self.pool.coverage.stock.topics)
    }

    fn case_study(&mut self) -> ComposedSection {
        let case = self.left().find(|lesson| is_case(lesson));
        self.taken.extend(case.map(|lesson| lesson.id));
        let picks = case.into_iter().map(|lesson| self.pick(lesson, SectionKind::CaseStudy, false)).collect();
        ComposedSection { kind: SectionKind::CaseStudy, topic: None, picks }
    }

    fn across_the_world(&mut self, most: u32, others: &[&ComposedSection]) -> ComposedSection {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let chosen = self.fill(&mut Quota::across_the_world(), most, others);
        let kind = SectionKind::AcrossTheWorld;
        let picks = chosen.into_iter().map(|lesson| self.pick(lesson, kind, false)).collect();
        ComposedSection { kind, topic: None, picks }
    }

    /// Takes up to `most` lessons within the quota: one of the most neglected region and one of the most neglected theme
    /// first, where `others` hold none, then the best. They come in the order of the best.
    fn fill(&mut self, quota: &mut Quota, most: usize, others: &[&ComposedSection]) -> Vec<&'a Candidate> {
        let mut chosen: Vec<&Candidate> = Vec::new();
        let Neglected { region, theme } = self.neglected.clone();
        let of_region = move |lesson: &Candidate| region.as_ref().is_some_and(|key| lesson.regions.contains(key));
        let of_theme = move |lesson: &Candidate| theme.as_ref().is_some_and(|key| lesson.themes.contains(key));
        let tests: [&dyn Fn(&Candidate) -> bool; 2] = [&of_region, &of_theme];
        for is_of in tests {
            let there = chosen.iter().any(|lesson| is_of(lesson)) || self.holds(others, is_of);
            if !there && chosen.len() < most {
                let found = self.left().find(|lesson| is_of(lesson) && quota.has_room(lesson));
                self.take(found, quota, &mut chosen);
            }
        }
        while chosen.len() < most {
            let found = self.left().find(|lesson| quota.has_room(lesson));
            if found.is_none() {
                break;
            }
            self.take(found, quota, &mut chosen);
        }
        chosen.sort_by_key(|lesson| self.ranked.iter().position(|other| other.id == lesson.id));
        chosen
    }

    fn take(&mut self, found: Option<&'a Candidate>, quota: &mut Quota, chosen: &mut Vec<&'a Candidate>) {
        if let Some(lesson) = found {
            quota.count(lesson);
            self.taken.insert(lesson.id);
            chosen.push(lesson);
        }
    }

    fn holds(&self, sections: &[&ComposedSection], is_of: &dyn Fn(&Candidate) -> bool) -> bool {
        let mut picks = sections.iter().flat_map(|section| &section.picks);
        picks.any(|pick| self.ranked.iter().any(|lesson| pick.thing == Picked::Lesson(lesson.id) && is_of(lesson)))
    }

    fn reading(&self, sections: &[&ComposedSection]) -> ComposedSection {
        let picked = sections.iter().flat_map(|section| &section.picks);
        let lessons =
            picked.filter_map(|pick| self.ranked.iter().find(|lesson| pick.thing == Picked::Lesson(lesson.id)));
        let themes: BTreeSet<&str> = lessons.flat_map(|lesson| lesson.themes.iter().map(String::as_str)).collect();
        let ranked = reading::ranked(self.pool, &themes).into_iter().take(READING);
        let picks = ranked.map(|item| reading::pick(self.pool, item)).collect();
        ComposedSection { kind: SectionKind::Reading, topic: None, picks }
    }

    /// A lesson with every reason that there is for it.
    fn pick(&self, lesson: &Candidate, kind: SectionKind, topic_by_rule: bool) -> Pick {
        let mut reasons = Vec::new();
        if let Some(shown) = lesson.shown {
            reasons.push(PickReason::of(ReasonCode::ShownBefore).counting(shown.issue));
        }
        if lesson.grade > lesson.grade_before {
            reasons.push(PickReason::of(ReasonCode::BetterEvidenced).about(lesson.grade.as_str()));
        }
        if lesson.reports > 0 {
            reasons.push(PickReason::of(ReasonCode::Tried).counting(lesson.reports));
        }
        if lesson.is_new(self.pool.since) {
            reasons.push(PickReason::of(ReasonCode::New));
        } else if lesson.shown.is_none() {
            reasons.push(PickReason::of(ReasonCode::NotShownYet));
        }
        if kind == SectionKind::CaseStudy {
            reasons.push(PickReason::of(ReasonCode::CaseStudy).counting(lesson.sources));
        }
        let shown = &self.pool.coverage.shown;
        let neglected = |code, key: &str, counts: &Counts| {
            PickReason::of(code).about(key).counting(counts.get(key).copied().unwrap_or_default())
        };
        if topic_by_rule {
            reasons.push(neglected(ReasonCode::NeglectedTopic, &lesson.topic, &shown.topics));
        }
        if let Some(region) = self.neglected.region.as_ref().filter(|region| lesson.regions.contains(region)) {
            reasons.push(neglected(ReasonCode::NeglectedRegion, region, &shown.regions));
        }
        if let Some(theme) = self.neglected.theme.as_ref().filter(|theme| lesson.themes.contains(theme)) {
            reasons.push(neglected(ReasonCode::NeglectedTheme, theme, &shown.themes));
        }
        Pick { thing: Picked::Lesson(lesson.id), reasons }
    }
}

#[cfg(test)]
mod tests;

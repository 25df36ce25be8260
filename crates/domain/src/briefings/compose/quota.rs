//! How much of one topic, driver or country an issue takes.

use super::{Candidate, SectionKind};
use std::collections::BTreeMap;

/// Most of one topic across the world, and most of one country.
const MOST: usize = 2;

/// What has been taken, and how much more may be.
#[derive(Debug)]
pub(super) struct Quota {
    /// Most of what a lesson is shared out by.
    most: usize,
    by: fn(&Candidate) -> Option<String>,
    shares: BTreeMap<String, usize>,
    countries: BTreeMap<String, usize>,
}

impl Quota {
    /// At most two of one topic.
    pub(super) const fn across_the_world() -> Self {
        let by = |lesson: &Candidate| Some(lesson.topic.clone());
        Self { most: MOST, by, shares: BTreeMap::new(), countries: BTreeMap::new() }
    }

    /// At most so many under one driver, and none that stands under no driver.
    pub(super) const fn by_driver(each: usize) -> Self {
        let by = |lesson: &Candidate| SectionKind::of_topic(&lesson.topic).map(|driver| driver.to_string());
        Self { most: each, by, shares: BTreeMap::new(), countries: BTreeMap::new() }
    }

    pub(super) fn has_room(&self, lesson: &Candidate) -> bool {
        let Some(share) = (self.by)(lesson) else { return false };
        let taken = |map: &BTreeMap<String, usize>, key: &str| map.get(key).copied().unwrap_or_default();
        taken(&self.shares, &share) < self.most
            && lesson.countries.iter().all(|country| taken(&self.countries, country) < MOST)
    }

    pub(super) fn count(&mut self, lesson: &Candidate) {
        if let Some(share) = (self.by)(lesson) {
            *self.shares.entry(share).or_default() += 1;
        }
        for country in &lesson.countries {
            *self.countries.entry(country.clone()).or_default() += 1;
        }
    }
}

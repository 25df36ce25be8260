//! What the rules read, what is asked of them, and what they answer.

use crate::briefings::{BriefingLayout, PickReason, SectionKind};
use crate::lessons::LessonGrade;
use chrono::{DateTime, Utc};
use ids::{LessonId, LibraryItemId};
use std::collections::BTreeMap;

/// Where a lesson stood in one of the last issues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// Number of that issue.
    pub issue: u32,
    /// How well it was supported then.
    pub grade: LessonGrade,
    /// Reports of cities about it since then.
    pub reports_since: u32,
}

/// What the rules read of a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The lesson.
    pub id: LessonId,
    /// Its topic.
    pub topic: String,
    /// Its priority themes.
    pub themes: Vec<String>,
    /// Its countries.
    pub countries: Vec<String>,
    /// The regions of its countries.
    pub regions: Vec<String>,
    /// Whether it comes from a city.
    pub has_city: bool,
    /// How many sources it names.
    pub sources: u32,
    /// How well it is supported.
    pub grade: LessonGrade,
    /// How well it was supported at the last issue.
    pub grade_before: LessonGrade,
    /// Cities that reported since the last issue how it went.
    pub reports: u32,
    /// When it was published.
    pub published_at: DateTime<Utc>,
    /// The last of the last issues in which it stood.
    pub shown: Option<Shown>,
}

/// What the rules read of an item of the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingCandidate {
    /// The item.
    pub id: LibraryItemId,
    /// Its kind, key of the vocabulary `resource_types`.
    pub kind: String,
    /// Its priority themes.
    pub themes: Vec<String>,
    /// When it was published here.
    pub published_at: DateTime<Utc>,
}

/// How much there is of something: a topic, a theme or a region by its key.
pub type Counts = BTreeMap<String, u32>;

/// How the last issues covered what there is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coverage {
    /// Lessons there are by topic, theme and region.
    pub stock: Kinds,
    /// Lessons that stood in the last issues by topic, theme and region.
    pub shown: Kinds,
}

/// Counts of the three things that may be neglected.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kinds {
    /// By topic.
    pub topics: Counts,
    /// By theme.
    pub themes: Counts,
    /// By region.
    pub regions: Counts,
}

/// All that the rules read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pool {
    /// Lessons that may be picked, in any order.
    pub lessons: Vec<Candidate>,
    /// Items of the library that may be picked, in any order.
    pub reading: Vec<ReadingCandidate>,
    /// How the last issues covered what there is.
    pub coverage: Coverage,
    /// When the last issue went out.
    pub since: DateTime<Utc>,
}

/// What is asked of the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The layout.
    pub layout: BriefingLayout,
    /// Lessons an issue, without the case study.
    pub lessons: u32,
    /// The key topic, where an editor asks for one.
    pub topic: Option<String>,
}

/// A lesson or an item of the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Picked {
    /// A lesson.
    Lesson(LessonId),
    /// An item of the library.
    Item(LibraryItemId),
}

/// What was picked, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    /// What.
    pub thing: Picked,
    /// Why.
    pub reasons: Vec<PickReason>,
}

/// A section as the rules make it. One for which there is nothing is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComposedSection {
    /// What it is for.
    pub kind: SectionKind,
    /// Its topic, where it is about one.
    pub topic: Option<String>,
    /// What stands in it.
    pub picks: Vec<Pick>,
}

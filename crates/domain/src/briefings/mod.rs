//! Briefings: publications whose issues draft themselves by written rules ([`compose()`]), are put in order by an editor,
//! and go out by mail, to the web and into feeds.
//!
//! An issue stays with its editors until it goes out; from then on everyone can read it, as it went out.

mod compose;
mod content;
mod edition;
mod figures;
mod filter;
mod issue;
mod keys;
mod publication;

pub use compose::{
    Candidate, ComposedSection, Counts, Coverage, Kinds, LOOK_BACK, Pick, Picked, Pool, ReadingCandidate, Shown, Wish,
    alternatives, compose, is_eligible,
};
pub use content::{
    BriefingContent, BriefingEntry, BriefingSection, BriefingSegment, MAX_ENTRIES, MAX_INTRO, MAX_OWN_TEXTS,
    MAX_SECTION_INTRO, MAX_SECTIONS, MAX_TEXT, MAX_TITLE, PickReason,
};
pub use edition::{AlternativesQuery, BriefingCityEdition, EDITION_LESSONS, EditionLesson, IssueMailQuery};
pub use figures::{BriefingDay, BriefingFigures, BriefingHold};
pub use filter::{BriefingIssueExportQuery, BriefingIssueFilter, BriefingIssueQuery};
pub use issue::{
    BriefingAlternative, BriefingAlternatives, BriefingIssue, BriefingIssueMail, BriefingIssueRef,
    BriefingIssueSummary, BriefingIssueUpdate, BriefingTestSend, NewBriefingIssue, NewBriefingSchedule,
    NewBriefingTestSend, ShownEntry, ShownSection, ShownThing,
};
pub use keys::{
    BriefingLayout, BriefingWeekday, ClockChoice, DRIVERS, EntryKind, HoldReason, IssueStatus, ReasonCode, SectionKind,
};
pub use publication::{
    Briefing, BriefingName, BriefingQuery, BriefingRef, BriefingUpdate, LESSONS_AN_ISSUE, MAX_ZONE, NewBriefing,
    USUAL_LESSONS,
};

//! Briefings: publications, their issues, what stood in them, and how they go out.

pub mod deliveries;
mod issues;
pub mod picks;
mod publications;
pub mod sending;

pub use issues::{
    After, IssueKey, IssueWhich, NewIssueRow, StoredIssue, Walk, delete, find, get, insert, list, place, put_content,
    schedule, slug_is_taken, stored, summary_of,
};
pub use publications::{
    BriefingRow, WrittenBriefing, briefing, briefing_slug_is_taken, briefings, insert_briefing, names, note_drafted,
    put_briefing,
};

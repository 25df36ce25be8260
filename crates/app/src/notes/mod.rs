//! Notes: lists, one, versions, exports; and how they come to be: drafts that people write together, and reviews.

mod citation;
mod citing;
mod documents;
mod drafts;
mod export;
mod feed;
mod list;
mod versions;
mod written;

pub use citation::cite;
pub use citing::{list_lesson_notes, list_library_item_notes};
pub(crate) use documents::document;
pub(crate) use drafts::tell_note;
pub use export::export;
pub use feed::{FEED_MADE_FROM, FollowedNote, NoteFeed, feed};
pub use list::list;
pub(crate) use list::{check_keys as check_list_keys, selection};
pub use versions::{get_note_version, get_note_version_diff, list_note_versions};

use crate::access::authorise;
use crate::{Context, Error, Result};
use chrono::{DateTime, Utc};
use domain::live::ThingKind;
use domain::notes::{Note, NoteRef};
use domain::policy::{Action, Actor};

/// Kinds of things that lists of notes are made from: they say how what is cited stands today.
pub const MADE_FROM: &[ThingKind] = &[ThingKind::Note, ThingKind::Lesson, ThingKind::LibraryItem];

/// Kinds of things that the answer about one note is made from: it bears the names of who wrote it, too.
pub const SHOWN_FROM: &[ThingKind] =
    &[ThingKind::Note, ThingKind::Lesson, ThingKind::LibraryItem, ThingKind::City, ThingKind::Account];

/// What may be called a page of the app beside those of notes, below the same address.
pub(crate) const PAGES: [&str; 5] = ["all", "drafts", "new", "search", "versions"];

/// Names in addresses read at once.
const SLUGS_AT_ONCE: u64 = 5_000;
/// Most notes that a map of the site names: what its standard allows one file to hold.
const MOST_SLUGS: usize = 50_000;

/// One note.
///
/// # Errors
/// [`Error::Missing`] when there is none of that name; when the actor may not or the database fails.
pub async fn get(ctx: &Context, actor: &Actor, reference: &NoteRef) -> Result<Note> {
    let scope = authorise(actor, Action::GetNote)?;
    let note = store::notes::get(ctx.db(), scope, reference).await?;
    note.ok_or_else(|| missing(&reference.to_string()))
}

/// What is said of a note that is not there.
#[must_use]
pub fn missing(name: &str) -> Error {
    Error::Missing(format!("There is no note '{name}'. Use an id or a slug from the list of notes."))
}

/// The names in addresses of all notes with the moment of their last change, for a map of the site.
///
/// # Errors
/// When the actor may not or the database fails.
pub async fn slugs(ctx: &Context, actor: &Actor) -> Result<Vec<(String, DateTime<Utc>)>> {
    authorise(actor, Action::ListNotes)?;
    let mut all: Vec<(String, DateTime<Utc>)> = Vec::new();
    while all.len() < MOST_SLUGS {
        let after = all.last().map(|(slug, _)| slug.clone()).unwrap_or_default();
        let part = store::notes::slugs(ctx.db(), &after, SLUGS_AT_ONCE).await?;
        if part.is_empty() {
            break;
        }
        all.extend(part);
    }
    all.truncate(MOST_SLUGS);
    Ok(all)
}

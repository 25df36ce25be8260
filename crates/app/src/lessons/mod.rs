//! Lessons: lists, one, what is like them, exports; and how they come to be: drafts, reviews, reports of cities.

mod documents;
mod drafts;
mod export;
mod feed;
mod links;
mod list;
mod outcomes;
mod own;
mod revisions;
mod similar;
mod written;

pub(crate) use documents::document;
pub(crate) use drafts::tell_lesson;
pub use export::export;
pub use feed::{FEED_MADE_FROM, FollowedLesson, LessonFeed, feed};
pub(crate) use links::take_back_link;
pub use links::{create_lesson_link, delete_lesson_link};
pub(crate) use list::check_keys as check_filter_keys;
pub use list::list;
pub(crate) use list::{check_keys as check_list_keys, selection};
pub(crate) use outcomes::take_back as take_back_outcome;
pub use outcomes::{
    OUTCOMES_MADE_FROM, create_lesson_outcome, delete_lesson_outcome, list_lesson_outcomes, update_lesson_outcome,
};
pub(crate) use own::reports_of_account;
pub use revisions::{REVISIONS_MADE_FROM, get_lesson_revision, get_lesson_revision_diff, list_lesson_revisions};
pub use similar::list_similar_lessons;
pub(crate) use written::{check_keys, written};

use crate::access::authorise;
use crate::{Context, Error, Result};
use chrono::{DateTime, Utc};
use domain::lessons::{Lesson, LessonRef};
use domain::live::ThingKind;
use domain::policy::{Action, Actor};

/// Kinds of things that the answers here are made from.
pub const MADE_FROM: &[ThingKind] = &[ThingKind::Lesson];

/// Kinds of things that the answer about one lesson is made from: it bears the names of who wrote it.
pub const SHOWN_FROM: &[ThingKind] = &[ThingKind::Lesson, ThingKind::Account];

/// What may be called a page of the app beside those of lessons, below the same address.
pub(crate) const PAGES: [&str; 6] = ["new", "drafts", "grades", "search", "similar", "all"];

/// Names in addresses read at once.
const SLUGS_AT_ONCE: u64 = 5_000;
/// Most lessons that a map of the site names: what its standard allows one file to hold.
const MOST_SLUGS: usize = 50_000;

/// One lesson.
///
/// # Errors
/// [`Error::Missing`] when there is none of that name; when the actor may not or the database fails.
pub async fn get(ctx: &Context, actor: &Actor, reference: &LessonRef) -> Result<Lesson> {
    let scope = authorise(actor, Action::GetLesson)?;
    let lesson = store::lessons::get(ctx.db(), scope, reference).await?;
    lesson.ok_or_else(|| missing(&reference.to_string()))
}

/// What is said of a lesson that is not there.
#[must_use]
pub fn missing(name: &str) -> Error {
    Error::Missing(format!("There is no lesson '{name}'. Use an id or a slug from the list of lessons."))
}

/// The names in addresses of all lessons with the moment of their last change, for a map of the site.
///
/// # Errors
/// When the actor may not or the database fails.
pub async fn slugs(ctx: &Context, actor: &Actor) -> Result<Vec<(String, DateTime<Utc>)>> {
    authorise(actor, Action::ListLessons)?;
    let mut all: Vec<(String, DateTime<Utc>)> = Vec::new();
    while all.len() < MOST_SLUGS {
        let after = all.last().map(|(slug, _)| slug.clone()).unwrap_or_default();
        let part = store::lessons::slugs(ctx.db(), &after, SLUGS_AT_ONCE).await?;
        if part.is_empty() {
            break;
        }
        all.extend(part);
    }
    all.truncate(MOST_SLUGS);
    Ok(all)
}

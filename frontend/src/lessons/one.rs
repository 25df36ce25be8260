//! One lesson, as the pages about it get it.

use super::addresses::lesson_slug;
use crate::parts::Subject;
use domain::lessons::{Lesson, LessonRef};
use leptos::prelude::*;
use std::sync::Arc;

/// The lesson of the page, as its parts share it.
pub(super) type Shared = StoredValue<Arc<Lesson>>;

/// How the pages about a lesson get it.
pub(super) const LESSON: Subject<Lesson> = Subject {
    slug: lesson_slug,
    is_named: |lesson, name| name == lesson.slug || name == lesson.id.to_string(),
    fetch: |client, slug| Box::pin(async move { client.get_lesson(&LessonRef::Slug(slug)).await }),
    personal: false,
};

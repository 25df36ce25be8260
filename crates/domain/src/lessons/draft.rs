//! Drafts: lessons on their way to everyone, and changes of published ones. Only who writes them and who reviews them
//! sees them.

use super::{LessonContent, LessonName};
use crate::drafting::{DraftComment, DraftStatus, MissingField, check_base, check_new};
use crate::identity::Person;
use crate::organisations::tidy;
use crate::validation::{Faults, Validate};
use chrono::{DateTime, Utc};
use ids::LessonDraftId;
use serde::{Deserialize, Serialize};

/// A new draft: of a new lesson with what is known so far, or of a published one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewLessonDraft {
    /// The published lesson that it changes, by id or slug; `null` for a new one.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 120, example = json!(null)))]
    pub lesson: Option<String>,
    /// What it says so far. Needed for a new lesson; a draft of a published one begins with what that says.
    #[serde(default)]
    pub content: Option<LessonContent>,
}

impl Validate for NewLessonDraft {
    fn validate(&self, faults: &mut Faults) {
        let message = "Say at least a title, or name the lesson to change.";
        check_new(faults, ("/lesson", self.lesson.as_deref()), self.content.as_ref(), message);
    }

    fn tidied(self) -> Self {
        Self { lesson: tidy(self.lesson), content: self.content.map(LessonContent::tidied) }
    }
}

/// What a draft says from now on, as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LessonDraftUpdate {
    /// All of it: what is left out is empty.
    pub content: LessonContent,
    /// The revision of the published lesson that it takes into account from now on. Left out, it stays the one that it
    /// was begun with.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000_000, example = json!(null)))]
    pub base: Option<i32>,
}

impl Validate for LessonDraftUpdate {
    fn validate(&self, faults: &mut Faults) {
        faults.within("/content", &self.content);
        check_base(faults, self.base, "Give the number of a revision of the lesson.");
    }

    fn tidied(self) -> Self {
        Self { content: self.content.tidied(), base: self.base }
    }
}

/// A draft in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftSummary {
    /// Id of the draft.
    pub id: LessonDraftId,
    /// Its title.
    #[cfg_attr(feature = "openapi", schema(max_length = 160, example = "Paint roofs white"))]
    pub title: String,
    /// Where it stands.
    pub status: DraftStatus,
    /// Who writes it: the one who leads first.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub authors: Vec<Person>,
    /// The published lesson that it changes; `null` for a new one.
    pub lesson: Option<LessonName>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// When it was last sent to review; `null` before that.
    pub submitted_at: Option<DateTime<Utc>>,
    /// Counts the changes.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1))]
    pub version: i64,
}

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LessonDraft {
    /// Id of the draft.
    pub id: LessonDraftId,
    /// The published lesson that it changes, or that it became; `null` for a new one.
    pub lesson: Option<LessonName>,
    /// The revision of that lesson that it takes into account; `null` for a new one. Where the lesson has moved on since,
    /// it is not published before somebody has taken that over, and has said so with `base`.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000_000, example = json!(null)))]
    pub base: Option<i32>,
    /// The revision of that lesson that is shown today; `null` for a new one.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000_000, example = json!(null)))]
    pub lesson_revision: Option<i32>,
    /// Where it stands.
    pub status: DraftStatus,
    /// What it says so far.
    pub content: LessonContent,
    /// What it still needs before it can go to review.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub missing: Vec<MissingField>,
    /// Who writes it: the one who leads first.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub authors: Vec<Person>,
    /// What reviewers and authors say about it, oldest first.
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub comments: Vec<DraftComment>,
    /// Why it was given back; `null` where it was not.
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub reason: Option<String>,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// When it was last sent to review; `null` before that.
    pub submitted_at: Option<DateTime<Utc>>,
    /// Counts the changes; the `ETag` is made from it.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1))]
    pub version: i64,
}

impl LessonDraft {
    /// Whether the published lesson has moved on since what the draft takes into account.
    #[must_use]
    pub fn is_overtaken(&self) -> bool {
        self.status != DraftStatus::Published
            && self.base.zip(self.lesson_revision).is_some_and(|(base, today)| today > base)
    }
}

#[cfg(test)]
mod tests {
    use super::NewLessonDraft;
    use crate::Valid;
    use crate::lessons::LessonContent;
    use crate::vocabularies::Language;

    #[test]
    fn a_draft_says_something_or_changes_something() {
        let pointers = |draft: NewLessonDraft| match Valid::check(draft) {
            Ok(_) => Vec::new(),
            Err(faults) => faults.into_iter().map(|fault| fault.pointer).collect::<Vec<String>>(),
        };
        let of = |title: &str| Some(LessonContent::titled(title.into(), Language::English));
        assert_eq!(pointers(NewLessonDraft { lesson: None, content: None }), ["/content"]);
        assert_eq!(pointers(NewLessonDraft { lesson: Some(" ".into()), content: None }), ["/content"]);
        assert_eq!(pointers(NewLessonDraft { lesson: None, content: of(" ") }), ["/content/title"]);
        assert!(pointers(NewLessonDraft { lesson: None, content: of("Do it") }).is_empty());
        assert!(pointers(NewLessonDraft { lesson: Some("do-it".into()), content: None }).is_empty());
    }
}

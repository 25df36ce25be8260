//! Drafts: notes on their way to everyone, and changes of published ones. Only who writes them and who reviews them
//! sees them.

use super::{NoteContent, NoteKind, NoteName, NoteText};
use crate::drafting::{DraftComment, DraftStatus, MissingField, check_base, check_new};
use crate::identity::Person;
use crate::organisations::tidy;
use crate::validation::{Faults, Validate};
use chrono::{DateTime, Utc};
use ids::NoteDraftId;
use serde::{Deserialize, Serialize};

/// A new draft: of a new note with what is known so far, or of a published one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewNoteDraft {
    /// The published note that it changes, by id or slug; `null` for a new one.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 120, example = json!(null)))]
    pub note: Option<String>,
    /// What it says so far. Needed for a new note; a draft of a published one begins with what that says.
    #[serde(default)]
    pub content: Option<NoteContent>,
}

impl Validate for NewNoteDraft {
    fn validate(&self, faults: &mut Faults) {
        let message = "Say at least a title, or name the note to change.";
        check_new(faults, ("/note", self.note.as_deref()), self.content.as_ref(), message);
    }

    fn tidied(self) -> Self {
        Self { note: tidy(self.note), content: self.content.map(NoteContent::tidied) }
    }
}

/// What a draft says from now on, as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoteDraftUpdate {
    /// All of it: what is left out is empty.
    pub content: NoteContent,
    /// The version of the published note that it takes into account from now on. Left out, it stays the one that it was
    /// begun with.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000_000, example = json!(null)))]
    pub base: Option<i32>,
}

impl Validate for NoteDraftUpdate {
    fn validate(&self, faults: &mut Faults) {
        faults.within("/content", &self.content);
        check_base(faults, self.base, "Give the number of a version of the note.");
    }

    fn tidied(self) -> Self {
        Self { content: self.content.tidied(), base: self.base }
    }
}

/// A draft in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoteDraftSummary {
    /// Id of the draft.
    pub id: NoteDraftId,
    /// What it is for.
    pub kind: NoteKind,
    /// Its title.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 160, example = "Keeping people cool when they should not gather")
    )]
    pub title: String,
    /// Where it stands.
    pub status: DraftStatus,
    /// Whether it is the network's own: the editors write it.
    #[cfg_attr(feature = "openapi", schema(example = false))]
    pub of_network: bool,
    /// Who writes it: the one who leads first. Empty where the network does.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub authors: Vec<Person>,
    /// The published note that it changes, or that it became; `null` for a new one.
    pub note: Option<NoteName>,
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
pub struct NoteDraft {
    /// Id of the draft.
    pub id: NoteDraftId,
    /// The published note that it changes, or that it became; `null` for a new one.
    pub note: Option<NoteName>,
    /// The version of that note that it takes into account; `null` for a new one. Where the note has moved on since, it
    /// is not published before somebody has taken that over, and has said so with `base`.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000_000, example = json!(null)))]
    pub base: Option<i32>,
    /// Where it stands.
    pub status: DraftStatus,
    /// Whether it is the network's own: the editors write it.
    #[cfg_attr(feature = "openapi", schema(example = false))]
    pub of_network: bool,
    /// What it says so far.
    pub content: NoteContent,
    /// The same as it would be read: HTML, and what it cites with how that stands today.
    pub preview: NoteText,
    /// What it still needs before it can go to review.
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub missing: Vec<MissingField>,
    /// Who writes it: the one who leads first. Empty where the network does.
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

impl NoteDraft {
    /// Whether the published note has moved on since what the draft takes into account.
    #[must_use]
    pub fn is_overtaken(&self) -> bool {
        self.status != DraftStatus::Published
            && self.base.zip(self.note.as_ref()).is_some_and(|(base, note)| note.number > base)
    }
}

#[cfg(test)]
mod tests {
    use super::{NewNoteDraft, NoteContent, NoteDraftUpdate, NoteKind};
    use crate::Valid;
    use crate::vocabularies::Language;

    #[test]
    fn a_draft_says_something_or_changes_something() {
        let pointers = |draft: NewNoteDraft| match Valid::check(draft) {
            Ok(_) => Vec::new(),
            Err(faults) => faults.into_iter().map(|fault| fault.pointer).collect::<Vec<String>>(),
        };
        let of = |title: &str| Some(NoteContent::titled(NoteKind::Practice, title.into(), Language::English));
        assert_eq!(pointers(NewNoteDraft { note: None, content: None }), ["/content"]);
        assert_eq!(pointers(NewNoteDraft { note: Some(" ".into()), content: None }), ["/content"]);
        assert_eq!(pointers(NewNoteDraft { note: None, content: of(" ") }), ["/content/title"]);
        assert!(pointers(NewNoteDraft { note: None, content: of("Cool") }).is_empty());
        assert!(pointers(NewNoteDraft { note: Some("cool".into()), content: None }).is_empty());
    }

    #[test]
    fn a_base_is_a_number_of_a_version() {
        let content = NoteContent::titled(NoteKind::Practice, "Cool".into(), Language::English);
        let of = |base| Valid::check(NoteDraftUpdate { content: content.clone(), base: Some(base) }).is_ok();
        assert!(of(1) && !of(0));
    }
}

//! Writing what an editor reads before everyone does: what drafts of lessons and of notes have in common. Where one
//! stands, who writes it, what is said about it, and how it is decided.

use crate::identity::Person;
use crate::organisations::{MAX_REASON, tidy};
use crate::validation::{Faults, Validate};
use chrono::{DateTime, Utc};
use contract::Fault;
use contract::query::{Reader, Writer};
use ids::DraftCommentId;
use serde::{Deserialize, Serialize};

/// Most people who write one draft together.
pub const MAX_AUTHORS: usize = 20;
/// Longest comment, in characters.
const MAX_COMMENT: usize = 2_000;
/// Longest field that a comment speaks of, in characters.
const MAX_FIELD: usize = 100;

keys! {
    /// Where a draft stands.
    DraftStatus {
        /// It is being written.
        Writing = "writing",
        /// It waits for an editor.
        InReview = "in_review",
        /// An editor gave it back with a reason; it can be changed and sent again.
        Returned = "returned",
        /// It was published: what came of it is a revision of its lesson, or a version of its note.
        Published = "published",
    }
}

impl DraftStatus {
    /// Whether its authors may change it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Writing | Self::Returned)
    }
}

keys! {
    /// How a draft in review is decided.
    DraftVerdict {
        /// It is published.
        Published = "published",
        /// It goes back to its authors, with a reason.
        Returned = "returned",
    }
}

/// What is wrong with a new draft: it says something, or names what is published and changes by it. `of` is where it
/// names that, and the name.
pub(crate) fn check_new(
    faults: &mut Faults,
    of: (&str, Option<&str>),
    content: Option<&impl Validate>,
    message: &'static str,
) {
    let (pointer, name) = (of.0, of.1.unwrap_or_default());
    faults.line(pointer, name, 0..=120);
    match content {
        Some(content) => faults.within("/content", content),
        None if name.trim().is_empty() => faults.add("/content", "required", message),
        None => {}
    }
}

/// What is wrong with the number of what a draft takes into account.
pub(crate) fn check_base(faults: &mut Faults, base: Option<i32>, message: &'static str) {
    if base.is_some_and(|base| !(1..=1_000_000).contains(&base)) {
        faults.add("/base", "out_of_range", message);
    }
}

/// Something that a draft still needs before it can go to review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MissingField {
    /// JSON Pointer of the field, within the content.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "/topic"))]
    pub pointer: String,
    /// What to do, in English.
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "Choose a topic."))]
    pub message: String,
}

/// What a reviewer or an author says about a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftComment {
    /// Id of the comment.
    pub id: DraftCommentId,
    /// Who; `null` where the account is gone.
    pub person: Option<Person>,
    /// The field that it speaks of, a JSON Pointer within the content; `null` for the whole.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "/summary"))]
    pub field: Option<String>,
    /// What, in Markdown.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000, example = "Say how many roofs."))]
    pub text: String,
    /// The same as HTML that a page may hold as it is.
    #[cfg_attr(feature = "openapi", schema(max_length = 100_000, example = "<p>Say how many roofs.</p>\n"))]
    pub html: String,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// A new comment about a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewDraftComment {
    /// The field that it speaks of, a JSON Pointer within the content.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "/summary"))]
    pub field: Option<String>,
    /// What, in Markdown.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000, example = "Say how many roofs."))]
    pub text: String,
}

impl Validate for NewDraftComment {
    fn validate(&self, faults: &mut Faults) {
        faults.line("/field", self.field.as_deref().unwrap_or_default(), 0..=MAX_FIELD);
        faults.text("/text", &self.text, 1..=MAX_COMMENT);
    }

    fn tidied(self) -> Self {
        Self { field: tidy(self.field), text: self.text.trim().to_owned() }
    }
}

/// How a draft in review is decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftDecision {
    /// Published, or back to its authors.
    pub decision: DraftVerdict,
    /// Why it goes back, needed then; with a publication a word about what changed, shown with the revision.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "Say what it cost."))]
    pub reason: Option<String>,
}

impl Validate for DraftDecision {
    fn validate(&self, faults: &mut Faults) {
        let least = usize::from(self.decision == DraftVerdict::Returned);
        faults.text("/reason", self.reason.as_deref().unwrap_or_default(), least..=MAX_REASON);
    }

    fn tidied(self) -> Self {
        Self { reason: tidy(self.reason), ..self }
    }
}

/// Which drafts, and which page of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DraftQuery {
    /// Where they stand: any of these; all when empty.
    pub statuses: Vec<DraftStatus>,
    /// Only one's own, for those who see others' as well.
    pub own: bool,
    /// Page size; the default when absent.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

impl DraftQuery {
    /// Reads the query string of `GET /lesson-drafts` and `GET /note-drafts`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self {
            statuses: reader.list("status", DraftStatus::expected()),
            own: reader.one("own", "Use true or false.").unwrap_or(false),
            limit: Some(reader.limit()),
            cursor: reader.cursor(),
        };
        reader.finish()?;
        Ok(query)
    }

    fn write(&self) -> Writer {
        Writer::new().list("status", &self.statuses).one("own", self.own.then_some(true))
    }

    /// What the list is of, without the page.
    #[must_use]
    pub fn filter(&self) -> String {
        self.write().with_mark()
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        self.write().one("limit", self.limit).text("cursor", self.cursor.as_deref()).with_mark()
    }
}

#[cfg(test)]
mod tests {
    use super::{DraftDecision, DraftQuery, DraftVerdict, NewDraftComment};
    use crate::Valid;

    #[test]
    fn who_gives_back_says_why() {
        let decide = |decision, reason: Option<&str>| {
            Valid::check(DraftDecision { decision, reason: reason.map(str::to_owned) }).is_ok()
        };
        assert!(decide(DraftVerdict::Published, None));
        assert!(decide(DraftVerdict::Returned, Some("Say what it cost.")));
        assert!(!decide(DraftVerdict::Returned, Some(" ")));
        assert!(Valid::check(NewDraftComment { field: None, text: " ".into() }).is_err());
    }

    #[test]
    fn a_query_goes_there_and_back() {
        let query = DraftQuery::parse("status=in_review,returned&own=true&limit=5").unwrap();
        assert_eq!(DraftQuery::parse(&query.to_query()[1..]).unwrap(), query);
        assert!(DraftQuery::parse("status=open").is_err());
    }
}

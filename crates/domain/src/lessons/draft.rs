//! Drafts: lessons on their way to everyone, and changes of published ones. Only who writes them and who reviews them
//! sees them.

use super::{LessonContent, LessonGrade, LessonName};
use crate::identity::Person;
use crate::organisations::{MAX_REASON, tidy};
use crate::validation::{Faults, Validate};
use chrono::{DateTime, Utc};
use contract::Fault;
use contract::query::{Reader, Writer};
use ids::{DraftCommentId, LessonDraftId, LessonId};
use serde::{Deserialize, Serialize};

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
        faults.line("/lesson", self.lesson.as_deref().unwrap_or_default(), 0..=120);
        match &self.content {
            Some(content) => faults.within("/content", content),
            None if tidy(self.lesson.clone()).is_none() => {
                faults.add("/content", "required", "Say at least a title, or name the lesson to change.");
            }
            None => {}
        }
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
        if self.base.is_some_and(|base| !(1..=1_000_000).contains(&base)) {
            faults.add("/base", "out_of_range", "Give the number of a revision of the lesson.");
        }
    }

    fn tidied(self) -> Self {
        Self { content: self.content.tidied(), base: self.base }
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
    /// Who writes it.
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
    /// Who writes it.
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

/// A published lesson that says something like what somebody is writing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SimilarLesson {
    /// Id of the lesson.
    pub id: LessonId,
    /// Name in addresses.
    #[cfg_attr(feature = "openapi", schema(max_length = 120, example = "ahmedabad-cool-roofs"))]
    pub slug: String,
    /// Its title.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 160, example = "Paint the roofs of low-income homes white before the hot season")
    )]
    pub title: String,
    /// The beginning of its summary, without markup.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 400, example = "Volunteers coated 3 000 roofs with lime wash.")
    )]
    pub excerpt: String,
    /// How well it is supported.
    pub grade: LessonGrade,
    /// How many of the words typed stand in it, in per cent.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 100, example = 80))]
    pub likeness: u8,
}

/// Published lessons like what somebody is writing, the most similar first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SimilarLessons {
    /// The lessons; empty where none says anything like it.
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub items: Vec<SimilarLesson>,
}

/// What somebody writes, to find lessons like it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SimilarLessonQuery {
    /// The title so far, and whatever else is written.
    pub text: String,
    /// A lesson that is not to be named: the one that a draft changes, its id or its slug.
    pub except: Option<String>,
}

impl SimilarLessonQuery {
    /// Reads the query string of `GET /similar-lessons`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self {
            text: reader.needed_text("text", 1_000, "Give the title so far, for example text=Paint roofs white."),
            except: reader.text("except", 120),
        };
        reader.finish()?;
        Ok(query)
    }

    /// The same query as text, with its `?`.
    #[must_use]
    pub fn to_query(&self) -> String {
        Writer::new().text("text", Some(&self.text)).text("except", self.except.as_deref()).with_mark()
    }
}

#[cfg(test)]
mod tests {
    use super::{DraftDecision, DraftQuery, DraftVerdict, NewDraftComment, NewLessonDraft};
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

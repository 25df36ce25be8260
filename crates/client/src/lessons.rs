//! Lessons on their way, and what stands around those that are published: reports of cities, links, revisions.

use crate::http::header::IF_MATCH;
use crate::organisations::version;
use crate::request::{XLSX, segment};
use crate::{Client, Error, IdempotencyKey};
use contract::Page;
use domain::drafting::{DraftDecision, DraftQuery, NewDraftComment};
use domain::lessons::{
    DraftSummary, Lesson, LessonDraft, LessonDraftUpdate, LessonExportQuery, LessonOutcome, LessonOutcomeUpdate,
    LessonQuery, LessonRef, LessonRevision, LessonSummary, NewLessonDraft, NewLessonLink, NewLessonOutcome,
    OutcomeQuery, RevisionDiff, RevisionDiffQuery, RevisionQuery, SimilarLessonQuery, SimilarLessons,
};
use ids::{AccountId, LessonDraftId, LessonOutcomeId};

/// An address below a draft.
fn draft(id: LessonDraftId, rest: &str) -> String {
    ["/lesson-drafts/", &id.to_string(), rest].concat()
}

/// An address below a lesson.
fn below(lesson: &LessonRef, rest: &str) -> String {
    ["/lessons/", &segment(&lesson.to_string()), rest].concat()
}

/// The address of a city's report.
fn outcome(id: LessonOutcomeId) -> String {
    ["/lesson-outcomes/", &id.to_string()].concat()
}

impl Client {
    /// One page of lessons.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_lessons(&self, query: &LessonQuery) -> Result<Page<LessonSummary>, Error> {
        self.get(&["/lessons", &query.to_query()].concat()).await
    }

    /// All lessons that the filter lets through as CSV (RFC 4180), with a line of names on top.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn export_lessons_csv(&self, query: &LessonExportQuery) -> Result<String, Error> {
        self.get_text(&["/lessons.csv", &query.to_query()].concat(), "text/csv").await
    }

    /// All lessons that the filter lets through, which come as a line of JSON each.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn export_lessons_ndjson(&self, query: &LessonExportQuery) -> Result<Vec<LessonSummary>, Error> {
        self.get_lines(&["/lessons.ndjson", &query.to_query()].concat()).await
    }

    /// All lessons that the filter lets through as the file of a sheet (Office Open XML), with a line of names on top.
    ///
    /// # Errors
    /// See [`Error`]; a problem with status 400 where there are more than a sheet holds.
    pub async fn export_lessons_xlsx(&self, query: &LessonExportQuery) -> Result<Vec<u8>, Error> {
        self.get_file(&["/lessons.xlsx", &query.to_query()].concat(), XLSX).await
    }

    /// One lesson, by id or by slug.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_lesson(&self, lesson: &LessonRef) -> Result<Lesson, Error> {
        self.get(&["/lessons/", &segment(&lesson.to_string())].concat()).await
    }

    /// Published lessons like what somebody writes, the most similar first.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_similar_lessons(&self, query: &SimilarLessonQuery) -> Result<SimilarLessons, Error> {
        self.get(&["/similar-lessons", &query.to_query()].concat()).await
    }

    /// Begins a draft. Sent again with the same key it is done once.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_lesson_draft(&self, key: &IdempotencyKey, new: &NewLessonDraft) -> Result<LessonDraft, Error> {
        let request = self.http().post(self.url("/lesson-drafts")).header("Idempotency-Key", key.as_str());
        self.post(request.json(new)).await
    }

    /// One page of one's own drafts; for those who review, also of those that were sent to them.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_lesson_drafts(&self, query: &DraftQuery) -> Result<Page<DraftSummary>, Error> {
        self.get(&["/lesson-drafts", &query.to_query()].concat()).await
    }

    /// One draft.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_lesson_draft(&self, id: LessonDraftId) -> Result<LessonDraft, Error> {
        self.get(&draft(id, "")).await
    }

    /// Puts what a draft says that still is of version `read`.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn update_lesson_draft(
        &self,
        id: LessonDraftId,
        read: i64,
        change: &LessonDraftUpdate,
    ) -> Result<LessonDraft, Error> {
        let request = self.http().put(self.url(&draft(id, ""))).header(IF_MATCH, version(read));
        self.post(request.json(change)).await
    }

    /// Throws one's own draft away, where it still is of version `read`.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn delete_lesson_draft(&self, id: LessonDraftId, read: i64) -> Result<(), Error> {
        self.done(self.http().delete(self.url(&draft(id, ""))).header(IF_MATCH, version(read))).await
    }

    /// Lets somebody write one's own draft, too.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn add_lesson_draft_author(&self, id: LessonDraftId, account: AccountId) -> Result<LessonDraft, Error> {
        self.post(self.http().put(self.url(&draft(id, &["/authors/", &account.to_string()].concat())))).await
    }

    /// Takes somebody off who writes a draft, too; oneself where it is somebody else's.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn remove_lesson_draft_author(&self, id: LessonDraftId, account: AccountId) -> Result<(), Error> {
        self.done(self.http().delete(self.url(&draft(id, &["/authors/", &account.to_string()].concat())))).await
    }

    /// Says something about a draft. Sent again with the same key it is said once.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_lesson_draft_comment(
        &self,
        key: &IdempotencyKey,
        id: LessonDraftId,
        new: &NewDraftComment,
    ) -> Result<LessonDraft, Error> {
        let request = self.http().post(self.url(&draft(id, "/comments"))).header("Idempotency-Key", key.as_str());
        self.post(request.json(new)).await
    }

    /// Sends one's own draft to review.
    ///
    /// # Errors
    /// See [`Error`]; a problem with status 422 lists all that it still needs.
    pub async fn create_lesson_draft_submission(&self, id: LessonDraftId) -> Result<LessonDraft, Error> {
        self.post(self.http().post(self.url(&draft(id, "/submissions")))).await
    }

    /// Publishes a draft in review, or gives it back.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_lesson_draft_decision(
        &self,
        id: LessonDraftId,
        decision: &DraftDecision,
    ) -> Result<LessonDraft, Error> {
        self.post(self.http().post(self.url(&draft(id, "/decisions"))).json(decision)).await
    }

    /// One page of what cities report of a lesson.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_lesson_outcomes(
        &self,
        lesson: &LessonRef,
        query: &OutcomeQuery,
    ) -> Result<Page<LessonOutcome>, Error> {
        self.get(&[below(lesson, "/outcomes"), query.to_query()].concat()).await
    }

    /// Reports for one's city what became of a lesson. Sent again with the same key it is done once.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_lesson_outcome(
        &self,
        key: &IdempotencyKey,
        lesson: &LessonRef,
        new: &NewLessonOutcome,
    ) -> Result<LessonOutcome, Error> {
        let request = self.http().post(self.url(&below(lesson, "/outcomes"))).header("Idempotency-Key", key.as_str());
        self.post(request.json(new)).await
    }

    /// Changes a city's report that still is of version `read`.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn update_lesson_outcome(
        &self,
        id: LessonOutcomeId,
        read: i64,
        change: &LessonOutcomeUpdate,
    ) -> Result<LessonOutcome, Error> {
        let request = self.http().patch(self.url(&outcome(id))).header(IF_MATCH, version(read));
        self.post(request.json(change)).await
    }

    /// Takes a city's report back, where it still is of version `read`.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn delete_lesson_outcome(&self, id: LessonOutcomeId, read: i64) -> Result<(), Error> {
        self.done(self.http().delete(self.url(&outcome(id))).header(IF_MATCH, version(read))).await
    }

    /// Says how a lesson bears on another.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_lesson_link(&self, lesson: &LessonRef, new: &NewLessonLink) -> Result<Lesson, Error> {
        self.post(self.http().post(self.url(&below(lesson, "/links"))).json(new)).await
    }

    /// Takes back how a lesson bears on another.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn delete_lesson_link(&self, lesson: &LessonRef, other: &LessonRef) -> Result<(), Error> {
        let address = [below(lesson, "/links/"), segment(&other.to_string())].concat();
        self.done(self.http().delete(self.url(&address))).await
    }

    /// One page of what a lesson said each time it was published.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_lesson_revisions(
        &self,
        lesson: &LessonRef,
        query: &RevisionQuery,
    ) -> Result<Page<LessonRevision>, Error> {
        self.get(&[below(lesson, "/revisions"), query.to_query()].concat()).await
    }

    /// One revision of a lesson.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_lesson_revision(&self, lesson: &LessonRef, number: i32) -> Result<LessonRevision, Error> {
        self.get(&[below(lesson, "/revisions/"), number.to_string()].concat()).await
    }

    /// What changed between two revisions of a lesson.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_lesson_revision_diff(
        &self,
        lesson: &LessonRef,
        number: i32,
        query: &RevisionDiffQuery,
    ) -> Result<RevisionDiff, Error> {
        let revision = ["/revisions/", &number.to_string(), "/diff"].concat();
        self.get(&[below(lesson, &revision), query.to_query()].concat()).await
    }
}

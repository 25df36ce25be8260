//! Practice and technical notes: those that are published, and those on their way.

use crate::http::header::IF_MATCH;
use crate::organisations::version;
use crate::request::{XLSX, segment};
use crate::{Client, Error, IdempotencyKey};
use contract::Page;
use domain::drafting::{DraftDecision, DraftQuery, NewDraftComment};
use domain::lessons::{LessonRef, RevisionDiff, RevisionDiffQuery};
use domain::library::{CitationQuery, LibraryItemRef};
use domain::notes::{
    CitingQuery, NewNoteDraft, Note, NoteDraft, NoteDraftSummary, NoteDraftUpdate, NoteExportQuery, NoteQuery, NoteRef,
    NoteSummary, NoteVersion, NoteVersionQuery, NoteVersionSummary,
};
use ids::{AccountId, NoteDraftId};

/// An address below a draft.
fn draft(id: NoteDraftId, rest: &str) -> String {
    ["/note-drafts/", &id.to_string(), rest].concat()
}

/// An address below a note.
fn below(note: &NoteRef, rest: &str) -> String {
    ["/notes/", &segment(&note.to_string()), rest].concat()
}

impl Client {
    /// One page of notes.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_notes(&self, query: &NoteQuery) -> Result<Page<NoteSummary>, Error> {
        self.get(&["/notes", &query.to_query()].concat()).await
    }

    /// All notes that the filter lets through as CSV (RFC 4180), with a line of names on top.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn export_notes_csv(&self, query: &NoteExportQuery) -> Result<String, Error> {
        self.get_text(&["/notes.csv", &query.to_query()].concat(), "text/csv").await
    }

    /// All notes that the filter lets through, which come as a line of JSON each.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn export_notes_ndjson(&self, query: &NoteExportQuery) -> Result<Vec<NoteSummary>, Error> {
        self.get_lines(&["/notes.ndjson", &query.to_query()].concat()).await
    }

    /// All notes that the filter lets through as the file of a sheet (Office Open XML), with a line of names on top.
    ///
    /// # Errors
    /// See [`Error`]; a problem with status 400 where there are more than a sheet holds.
    pub async fn export_notes_xlsx(&self, query: &NoteExportQuery) -> Result<Vec<u8>, Error> {
        self.get_file(&["/notes.xlsx", &query.to_query()].concat(), XLSX).await
    }

    /// One note, by id or by slug.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_note(&self, note: &NoteRef) -> Result<Note, Error> {
        self.get(&below(note, "")).await
    }

    /// One note as it is cited in a form.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_note_citation(&self, note: &NoteRef, query: CitationQuery) -> Result<String, Error> {
        self.get_text(&[below(note, "/citation"), query.to_query()].concat(), "*/*").await
    }

    /// One page of the versions of a note, the newest first.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_note_versions(
        &self,
        note: &NoteRef,
        query: &NoteVersionQuery,
    ) -> Result<Page<NoteVersionSummary>, Error> {
        self.get(&[below(note, "/versions"), query.to_query()].concat()).await
    }

    /// One version of a note.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_note_version(&self, note: &NoteRef, number: i32) -> Result<NoteVersion, Error> {
        self.get(&[below(note, "/versions/"), number.to_string()].concat()).await
    }

    /// What changed between two versions of a note.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_note_version_diff(
        &self,
        note: &NoteRef,
        number: i32,
        query: &RevisionDiffQuery,
    ) -> Result<RevisionDiff, Error> {
        let version = ["/versions/", &number.to_string(), "/diff"].concat();
        self.get(&[below(note, &version), query.to_query()].concat()).await
    }

    /// One page of the notes that cite a lesson.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_lesson_notes(&self, lesson: &LessonRef, query: &CitingQuery) -> Result<Page<NoteSummary>, Error> {
        self.get(&["/lessons/", &segment(&lesson.to_string()), "/notes", &query.to_query()].concat()).await
    }

    /// One page of the notes that cite an item of the library.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_library_item_notes(
        &self,
        item: &LibraryItemRef,
        query: &CitingQuery,
    ) -> Result<Page<NoteSummary>, Error> {
        self.get(&["/library-items/", &segment(&item.to_string()), "/notes", &query.to_query()].concat()).await
    }

    /// Begins a draft. Sent again with the same key it is done once.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_note_draft(&self, key: &IdempotencyKey, new: &NewNoteDraft) -> Result<NoteDraft, Error> {
        let request = self.http().post(self.url("/note-drafts")).header("Idempotency-Key", key.as_str());
        self.post(request.json(new)).await
    }

    /// One page of the drafts that one writes; for those who review, also of the network's own and of those that were
    /// sent to them.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_note_drafts(&self, query: &DraftQuery) -> Result<Page<NoteDraftSummary>, Error> {
        self.get(&["/note-drafts", &query.to_query()].concat()).await
    }

    /// One draft.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_note_draft(&self, id: NoteDraftId) -> Result<NoteDraft, Error> {
        self.get(&draft(id, "")).await
    }

    /// Puts what a draft says that still is of version `read`.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn update_note_draft(
        &self,
        id: NoteDraftId,
        read: i64,
        change: &NoteDraftUpdate,
    ) -> Result<NoteDraft, Error> {
        let request = self.http().put(self.url(&draft(id, ""))).header(IF_MATCH, version(read));
        self.post(request.json(change)).await
    }

    /// Throws one's own draft away, where it still is of version `read`.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn delete_note_draft(&self, id: NoteDraftId, read: i64) -> Result<(), Error> {
        self.done(self.http().delete(self.url(&draft(id, ""))).header(IF_MATCH, version(read))).await
    }

    /// Lets somebody write one's own draft, too.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn add_note_draft_author(&self, id: NoteDraftId, account: AccountId) -> Result<NoteDraft, Error> {
        self.post(self.http().put(self.url(&draft(id, &["/authors/", &account.to_string()].concat())))).await
    }

    /// Takes somebody off who writes a draft, too; oneself where it is somebody else's.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn remove_note_draft_author(&self, id: NoteDraftId, account: AccountId) -> Result<(), Error> {
        self.done(self.http().delete(self.url(&draft(id, &["/authors/", &account.to_string()].concat())))).await
    }

    /// Says something about a draft. Sent again with the same key it is said once.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_note_draft_comment(
        &self,
        key: &IdempotencyKey,
        id: NoteDraftId,
        new: &NewDraftComment,
    ) -> Result<NoteDraft, Error> {
        let request = self.http().post(self.url(&draft(id, "/comments"))).header("Idempotency-Key", key.as_str());
        self.post(request.json(new)).await
    }

    /// Sends one's own draft to review.
    ///
    /// # Errors
    /// See [`Error`]; a problem with status 422 lists all that it still needs.
    pub async fn create_note_draft_submission(&self, id: NoteDraftId) -> Result<NoteDraft, Error> {
        self.post(self.http().post(self.url(&draft(id, "/submissions")))).await
    }

    /// Publishes a draft in review, or gives it back.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_note_draft_decision(
        &self,
        id: NoteDraftId,
        decision: &DraftDecision,
    ) -> Result<NoteDraft, Error> {
        self.post(self.http().post(self.url(&draft(id, "/decisions"))).json(decision)).await
    }
}

//! The index: one writer, any number of readers.

use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use tantivy::indexer::{IndexWriterOptions, NoMergePolicy};
use tantivy::{IndexReader, IndexWriter, Searcher, Term};

use crate::document::{Document, Operation};
use crate::error::Error;
use crate::facts::{Facts, Known};
use crate::schema::{Fields, key, schema};
use crate::storage::{self, Opened};

/// A handle of the index; clones are handles of the same one.
///
/// All methods block, on the disk or on the processor: an asynchronous caller runs them where blocking is allowed.
#[derive(Clone)]
pub struct Index {
    inner: Arc<Inner>,
}

struct Inner {
    engine: tantivy::Index,
    reader: IndexReader,
    fields: Fields,
    known: Known,
    position: RwLock<Option<i64>>,
    /// Made for the first change and kept: idle it costs two threads and no buffers.
    writer: Mutex<Option<IndexWriter>>,
    reset: Option<String>,
}

impl Index {
    /// Opens the index in a folder, which is made if need be. An index that is damaged or of another version is
    /// replaced by an empty one; other files in the folder are left alone.
    ///
    /// # Errors
    /// [`Error::Folder`] or [`Error::Engine`] if the folder cannot be made, read or written; [`Error::Locked`] if the
    /// index would have to be replaced while another process writes to it.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let (schema, fields) = schema();
        Ok(Self::new(storage::open(folder, &schema)?, fields))
    }

    /// An empty index that lives as long as its handles.
    ///
    /// # Errors
    /// [`Error::Engine`] if tantivy cannot set one up.
    pub fn in_memory() -> Result<Self, Error> {
        let (schema, fields) = schema();
        Ok(Self::new(storage::in_memory(&schema)?, fields))
    }

    fn new(opened: Opened, fields: Fields) -> Self {
        let Opened { engine, reader, position, reset } = opened;
        let (position, writer) = (RwLock::new(position), Mutex::new(None));
        let known = Known::default();
        Self { inner: Arc::new(Inner { engine, reader, fields, known, position, writer, reset }) }
    }

    /// The position in the change log up to which the index holds everything; `None` if it must be rebuilt.
    #[must_use]
    pub fn position(&self) -> Option<i64> {
        *self.inner.position.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether an unusable index was replaced by an empty one when this one was opened.
    #[must_use]
    pub fn was_reset(&self) -> bool {
        self.inner.reset.is_some()
    }

    /// Why an unusable index was replaced, in words for an operator; `None` if none was.
    #[must_use]
    pub fn reset_reason(&self) -> Option<&str> {
        self.inner.reset.as_deref()
    }

    /// Makes the changes, in their order, and stores the position in the change log that they lead to: all or, after
    /// an error, nothing. Searches see them once this has returned.
    ///
    /// # Errors
    /// [`Error::Locked`] if another process writes to the folder, [`Error::Engine`] if the disk fails.
    pub fn apply(&self, operations: Vec<Operation>, position: i64) -> Result<(), Error> {
        self.write(position, CHANGING, |writer, fields| {
            for operation in operations {
                match operation {
                    Operation::Put(document) => {
                        remove(writer, fields, &document.kind, document.id);
                        writer.add_document(fields.to_engine(&document))?;
                    }
                    Operation::Remove { kind, id } => remove(writer, fields, &kind, id),
                }
            }
            Ok(())
        })
    }

    /// Goes on to a position to which no change leads that the index would show. Searches are as before; the position is
    /// not stored: whoever opens the index again begins at the last one that was, and finds nothing to do.
    pub fn pass(&self, position: i64) {
        let mut known = self.inner.position.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.as_mut() {
            *known = position.max(*known);
        }
    }

    /// Replaces everything by the documents, no two of which may have the same kind and id. Searches see the old
    /// content until all of the new is there, and the new one once this has returned.
    ///
    /// # Errors
    /// [`Error::Locked`] if another process writes to the folder, [`Error::Engine`] if the disk fails.
    pub fn rebuild(&self, documents: impl IntoIterator<Item = Document>, position: i64) -> Result<(), Error> {
        // The writer of changes lets go of the folder, for one with more room.
        *self.inner.writer.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.write(position, REBUILDING, |writer, fields| {
            // What is merged while documents still come would be merged again below.
            writer.set_merge_policy(Box::new(NoMergePolicy));
            writer.delete_all_documents()?;
            for document in documents {
                writer.add_document(fields.to_engine(&document))?;
            }
            Ok(())
        })?;
        self.compact()
    }

    /// Merges all segments into one, in which a search has one dictionary to walk for each field.
    fn compact(&self) -> Result<(), Error> {
        let inner = &*self.inner;
        let mut kept = inner.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(mut writer) = kept.take() else { return Ok(()) };
        let segments = inner.engine.searchable_segment_ids()?;
        if segments.len() > 1 {
            writer.merge(&segments).wait()?;
            inner.reader.reload()?;
            // The files of the merged segments; readers have just let go of them.
            writer.garbage_collect_files().wait()?;
        }
        // Its room is given back with it.
        drop(writer);
        *kept = Some(inner.engine.writer_with_options(options(CHANGING))?);
        self.learn();
        Ok(())
    }

    fn write(
        &self,
        position: i64,
        room: usize,
        change: impl FnOnce(&IndexWriter, &Fields) -> tantivy::Result<()>,
    ) -> Result<(), Error> {
        let inner = &*self.inner;
        let mut kept = inner.writer.lock().unwrap_or_else(PoisonError::into_inner);
        // Taken out, so that after an error it is dropped with all that it has not committed.
        let mut writer = match kept.take() {
            Some(writer) => writer,
            None => inner.engine.writer_with_options(options(room))?,
        };
        change(&writer, &inner.fields)?;
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&storage::payload(position));
        commit.commit()?;
        *kept = Some(writer);
        inner.reader.reload()?;
        *inner.position.write().unwrap_or_else(PoisonError::into_inner) = Some(position);
        self.learn();
        Ok(())
    }

    /// Reads what searches are about to ask of new segments. If that fails, it does so again where it can be told.
    fn learn(&self) {
        drop(self.facts(&self.searcher()));
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.inner.fields
    }

    pub(crate) fn searcher(&self) -> Searcher {
        self.inner.reader.searcher()
    }

    /// What is known of each segment of a searcher.
    pub(crate) fn facts(&self, searcher: &Searcher) -> tantivy::Result<Vec<Arc<Facts>>> {
        self.inner.known.of(searcher, &self.inner.fields)
    }
}

impl fmt::Debug for Index {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Index").field("position", &self.position()).finish_non_exhaustive()
    }
}

/// Bytes of words that a writer holds before it makes a segment of them: the least that tantivy accepts.
const CHANGING: usize = 15_000_000;
/// The same while all is made anew: from fewer segments, in half the time.
const REBUILDING: usize = 60_000_000;

/// One thread for words and one for merging segments.
fn options(room: usize) -> IndexWriterOptions {
    IndexWriterOptions::builder().memory_budget_per_thread(room).num_worker_threads(1).num_merge_threads(1).build()
}

fn remove(writer: &IndexWriter, fields: &Fields, kind: &str, id: uuid::Uuid) {
    writer.delete_term(Term::from_field_text(fields.key, &key(kind, id)));
}

//! Jobs: work that follows from a write and is done later. Administrators see how it goes, never what it holds.

use chrono::{DateTime, Utc};
use contract::Fault;
use contract::query::{Reader, Writer};
use ids::JobId;
use serde::{Deserialize, Serialize};

keys! {
    /// Where a job stands.
    JobState {
        /// It waits for its moment, or for another attempt.
        Waiting = "waiting",
        /// A worker has it.
        Running = "running",
        /// It is done.
        Done = "done",
        /// It failed for good: nobody tries it again by themselves.
        Dead = "dead",
    }
}

/// A job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Job {
    /// Id of the job.
    pub id: JobId,
    /// What kind of work it is.
    #[cfg_attr(feature = "openapi", schema(max_length = 60, example = "mail"))]
    pub kind: String,
    /// Where it stands.
    pub state: JobState,
    /// How often it was tried.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1000, example = 1))]
    pub attempts: i64,
    /// How often it is tried at most.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1000, example = 8))]
    pub max_attempts: i64,
    /// When it may be tried next.
    pub run_at: DateTime<Utc>,
    /// Why it failed last; `null` where it did not.
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub last_error: Option<String>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it ended; `null` while it has not.
    pub finished_at: Option<DateTime<Utc>>,
}

/// Which jobs, and which page of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JobQuery {
    /// Of any of these kinds; all when empty.
    pub kinds: Vec<String>,
    /// In any of these states; all when empty.
    pub states: Vec<JobState>,
    /// Page size; the default when absent.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

impl JobQuery {
    /// Reads the query string of `GET /jobs`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self {
            kinds: reader.list("kind", ""),
            states: reader.list("state", JobState::expected()),
            limit: Some(reader.limit()),
            cursor: reader.cursor(),
        };
        reader.finish()?;
        Ok(query)
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        let writer = Writer::new().list("kind", &self.kinds).list("state", &self.states);
        writer.one("limit", self.limit).text("cursor", self.cursor.as_deref()).with_mark()
    }

    /// The filter alone, its values in one order: what the places of a page belong to.
    #[must_use]
    pub fn filter(&self) -> String {
        let mut query = Self { limit: None, cursor: None, ..self.clone() };
        query.kinds.sort_unstable();
        query.states.sort_unstable();
        query.to_query()
    }
}

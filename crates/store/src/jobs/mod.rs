//! Work that follows from a write and is done later: written in the transaction of its cause, leased by a worker,
//! tried again with growing pauses, put aside as dead when that does not help.

mod lease;
mod list;

pub use lease::{Failure, Held, Leased, fail, finish, give_back, hasten, heartbeat, lease};
pub use list::{forget_holding, get, list, purge, retry};

use crate::entities::job;
use crate::{Result, Tx};
use chrono::{DateTime, Utc};
use ids::JobId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue, EntityTrait};

/// Longest error that is kept, in characters.
const MAX_ERROR: usize = 500;

/// A job to be done.
#[derive(Clone, PartialEq, Eq)]
pub struct NewJob {
    /// Its id.
    pub id: JobId,
    /// What kind of work it is.
    pub kind: &'static str,
    /// Of jobs with the same key only one waits or runs.
    pub unique_key: Option<String>,
    /// What the work needs to know, as JSON. Emptied when the job is done.
    pub payload: String,
    /// How often it is tried.
    pub max_attempts: i64,
    /// The moment from which on it may be done.
    pub run_at: DateTime<Utc>,
    /// The moment at which it is written.
    pub at: DateTime<Utc>,
}

impl std::fmt::Debug for NewJob {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewJob").field("id", &self.id).field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// Writes a job in the transaction of its cause; `false` where one with the same key waits or runs already.
///
/// # Errors
/// When the database fails.
pub async fn enqueue(tx: &Tx<'_>, new: NewJob) -> Result<bool> {
    let row = job::ActiveModel {
        id: ActiveValue::Set(new.id),
        kind: ActiveValue::Set(new.kind.to_owned()),
        unique_key: ActiveValue::Set(new.unique_key),
        payload: ActiveValue::Set(new.payload),
        state: ActiveValue::Set(domain::jobs::JobState::Waiting.as_str().to_owned()),
        run_at: ActiveValue::Set(new.run_at),
        attempts: ActiveValue::Set(0),
        max_attempts: ActiveValue::Set(new.max_attempts),
        lease_id: ActiveValue::Set(None),
        lease_until: ActiveValue::Set(None),
        last_error: ActiveValue::Set(None),
        created_at: ActiveValue::Set(new.at),
        finished_at: ActiveValue::Set(None),
    };
    // A broken constraint would end the whole transaction on PostgreSQL.
    let again = OnConflict::column(job::Column::UniqueKey).do_nothing().to_owned();
    let written = job::Entity::insert(row).on_conflict(again).exec_without_returning(tx.connection()).await?;
    Ok(written == 1)
}

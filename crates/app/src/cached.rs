//! Small derived things kept in memory for as long as nothing that they were made from changes.

use crate::Result;
use std::sync::Arc;
use tokio::sync::Mutex;

/// A value with the change-log position that it was made at.
#[derive(Debug)]
pub(crate) struct Cached<T> {
    slot: Mutex<Option<(i64, Arc<T>)>>,
}

impl<T> Default for Cached<T> {
    fn default() -> Self {
        Self { slot: Mutex::new(None) }
    }
}

impl<T> Cached<T> {
    /// The value as of `position`, made by `make` when what is kept is older. Many who ask at once wait
    /// for one making.
    pub(crate) async fn get(&self, position: i64, make: impl AsyncFnOnce() -> Result<T>) -> Result<Arc<T>> {
        let mut slot = self.slot.lock().await;
        if let Some((made_at, value)) = slot.as_ref()
            && *made_at >= position
        {
            return Ok(Arc::clone(value));
        }
        let value = Arc::new(make().await?);
        *slot = Some((position, Arc::clone(&value)));
        Ok(value)
    }
}

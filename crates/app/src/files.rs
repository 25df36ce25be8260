//! Where files are kept that stand beside the database.
//!
//! A file is written before the row that names it, and removed after no row names it any more: whatever is stopped in
//! between leaves a file too many, never one too few. Those too many are removed by a job, which is written first.

use crate::jobs::{Handler, Job, JobError, Running, again, enqueue_at, enqueue_in};
use crate::{Context, Error, Result};
use chrono::TimeDelta;
use futures_util::{StreamExt as _, stream};
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path as Key;
use object_store::{GetOptions, ObjectStore, PutOptions};
use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;
use store::Tx;

/// How long after a file was begun nobody can be busy with it any more.
const LONGEST_SENDING: TimeDelta = TimeDelta::days(1);

/// A place for files.
#[derive(Debug, Clone)]
pub struct Files(Arc<dyn ObjectStore>);

impl Files {
    /// In a folder that is there.
    ///
    /// # Errors
    /// When it cannot be found.
    pub fn in_folder(folder: &Path) -> std::io::Result<Self> {
        let place = LocalFileSystem::new_with_prefix(folder).map_err(std::io::Error::other)?;
        // Where the row is on the disk that names it, so is the file.
        Ok(Self(Arc::new(place.with_fsync(true))))
    }

    /// In memory, for tests: gone with the process.
    #[must_use]
    pub fn in_memory() -> Self {
        Self(Arc::new(InMemory::new()))
    }

    /// Keeps a file.
    ///
    /// # Errors
    /// [`Error::Full`]; [`Error::Unavailable`].
    pub(crate) async fn put(&self, key: &str, bytes: Vec<u8>) -> Result<()> {
        let put = self.0.put_opts(&Key::from(key), bytes.into(), PutOptions::default()).await;
        put.map(drop).map_err(|error| failed(&error))
    }

    /// All of a file.
    ///
    /// # Errors
    /// [`Error::Unavailable`], also where it is not there.
    pub(crate) async fn get(&self, key: &str) -> Result<Vec<u8>> {
        let got = self.0.get_opts(&Key::from(key), GetOptions::default()).await.map_err(|error| failed(&error))?;
        Ok(got.bytes().await.map_err(|error| failed(&error))?.into())
    }

    /// Removes a file; one that is gone is fine.
    async fn remove(&self, key: &str) -> Result<()> {
        let key = Key::from(key);
        let mut removed = self.0.delete_stream(stream::once(async move { Ok(key) }).boxed());
        while let Some(one) = removed.next().await {
            match one {
                Ok(_) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(failed(&error)),
            }
        }
        Ok(())
    }
}

fn failed(error: &object_store::Error) -> Error {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(this) = cause {
        let kind = this.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        if matches!(kind, Some(ErrorKind::StorageFull | ErrorKind::QuotaExceeded)) {
            return Error::Full;
        }
        cause = this.source();
    }
    tracing::error!(%error, "a file cannot be kept, read or removed");
    Error::Unavailable("The place where files are kept does not answer as it should.".to_owned())
}

/// SHA-256, in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    digest(&SHA256, bytes).as_ref().iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// A file that may have to go.
#[derive(Debug, Serialize, Deserialize)]
struct FileRemovalJob {
    key: String,
}

impl Job for FileRemovalJob {
    const KIND: &'static str = "file_removal";
}

/// Says that a file is about to be written: should nothing come to name it, it goes.
///
/// # Errors
/// When the database fails.
pub(crate) async fn announce(ctx: &Context, key: &str) -> Result<()> {
    let (ctx_in, job, run_at) = (ctx.clone(), FileRemovalJob { key: key.to_owned() }, ctx.now() + LONGEST_SENDING);
    ctx.db().write(move |tx| Box::pin(async move { enqueue_at(&ctx_in, tx, &job, None, run_at).await.map(drop) })).await
}

/// Has a file removed that nothing names any more, in the transaction in which that ends.
///
/// # Errors
/// When the database fails.
pub(crate) async fn forget(ctx: &Context, tx: &Tx<'_>, key: Option<String>) -> Result<()> {
    if let Some(key) = key {
        enqueue_in(ctx, tx, &FileRemovalJob { key }, None).await?;
    }
    Ok(())
}

/// The handlers of the jobs of files.
#[must_use]
pub(crate) fn handlers() -> Vec<Arc<dyn Handler>> {
    vec![Arc::new(RemoveFile)]
}

/// Removes files that nothing names.
struct RemoveFile;

#[async_trait::async_trait]
impl Handler for RemoveFile {
    fn kind(&self) -> &'static str {
        FileRemovalJob::KIND
    }

    async fn run(&self, ctx: &Context, job: &Running) -> Result<(), JobError> {
        let FileRemovalJob { key } = job.read()?;
        if store::library::files::is_named(ctx.db(), &key).await.map_err(|error| again(&error))? {
            return Ok(());
        }
        let files = ctx.files().map_err(|error| again(&error))?;
        files.remove(&key).await.map_err(|error| again(&error))
    }
}

#[cfg(test)]
mod tests {
    use super::{Files, sha256};
    use crate::Error;

    #[test]
    fn digests_are_those_of_the_standard() {
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[tokio::test]
    async fn files_are_kept_until_they_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        for files in [Files::in_memory(), Files::in_folder(folder.path()).unwrap()] {
            let key = "library/0190163d-8694-739b-aea5-966c26f8ad91-v1-ba7816bf";
            assert!(matches!(files.get(key).await, Err(Error::Unavailable(_))));
            files.put(key, b"one".to_vec()).await.unwrap();
            files.put(key, b"two".to_vec()).await.unwrap();
            assert_eq!(files.get(key).await.unwrap(), b"two");
            files.remove(key).await.unwrap();
            files.remove(key).await.unwrap();
            assert!(files.get(key).await.is_err());
        }
        assert!(Files::in_folder(&folder.path().join("nowhere")).is_err());
    }
}

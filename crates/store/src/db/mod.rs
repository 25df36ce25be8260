//! The database behind two doors: readers, and one way to write.

pub mod backup;
mod connect;
pub(crate) mod near;
mod positions;
mod source;
mod tx;
mod writer;

pub use connect::Options;
pub use positions::Positions;
pub use source::Source;
pub use tx::{NewChange, Shared, Tx};

use crate::{Error, Result};
use futures_util::future::BoxFuture;
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseConnection};
use std::sync::Arc;
use tokio::sync::watch;
use tokio_util::task::AbortOnDropHandle;

/// Which engine is behind a [`Db`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// One file, one writer, any number of readers.
    Sqlite,
    /// A server; any number of processes may write.
    Postgres,
}

/// A handle to the database; cheap to clone.
#[derive(Clone)]
pub struct Db {
    inner: Arc<Inner>,
}

struct Inner {
    engine: Engine,
    readers: DatabaseConnection,
    near: Option<near::Near>,
    writer: writer::Writer,
    /// The writer's own connection or pool: for migrations and backups, which are no use cases.
    writing: DatabaseConnection,
    /// How far the change log is known to have come.
    positions: watch::Sender<Positions>,
    _listening: Option<AbortOnDropHandle<()>>,
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Db").field("engine", &self.inner.engine).finish_non_exhaustive()
    }
}

impl Db {
    /// Opens the database of `options`; an SQLite file is created when it is missing.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when it cannot be reached or opened.
    pub async fn open(options: &Options) -> Result<Self> {
        let (engine, writing, readers) = connect::open(options).await?;
        let positions = watch::Sender::new(Positions::default());
        let writer = match engine {
            Engine::Sqlite => writer::Writer::batching(writing.clone(), positions.clone()),
            Engine::Postgres => writer::Writer::direct(writing.clone(), positions.clone()),
        };
        let near = match options {
            Options::Sqlite { file, .. } => Some(near::Near::new(file.clone())),
            Options::Postgres { .. } => None,
        };
        let listening = connect::listen(options, &positions);
        Ok(Self { inner: Arc::new(Inner { engine, readers, near, writer, writing, positions, _listening: listening }) })
    }

    /// Which engine this is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.inner.engine
    }

    /// Brings the schema up to date. Several processes may call it at once: the second one waits.
    ///
    /// # Errors
    /// When a migration fails; none of its changes stay.
    pub async fn migrate(&self) -> Result<()> {
        connect::migrate(self).await
    }

    /// Names of migrations that this version knows and the database has not seen.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn pending_migrations(&self) -> Result<Vec<String>> {
        let pending = Migrator::get_pending_migrations(&self.inner.writing).await?;
        Ok(pending.iter().map(|migration| migration.name().to_owned()).collect())
    }

    /// Closes every connection; on SQLite the journal goes into the file.
    ///
    /// # Errors
    /// When a connection does not close cleanly.
    pub async fn close(&self) -> Result<()> {
        if let Some(near) = &self.inner.near {
            near.close();
        }
        self.inner.readers.clone().close().await?;
        Ok(self.inner.writing.clone().close().await?)
    }

    /// Asks the database for a sign of life.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when there is none.
    pub async fn ping(&self) -> Result<()> {
        self.inner.readers.execute_unprepared("SELECT 1").await?;
        Ok(())
    }

    /// The door for reading. What is read through it has no effect, on SQLite by `query_only`.
    pub(crate) fn read(&self) -> &DatabaseConnection {
        &self.inner.readers
    }

    /// The door for looks that an index answers at once, on SQLite; elsewhere [`Db::read`] is the only one.
    pub(crate) fn near(&self) -> Option<&near::Near> {
        self.inner.near.as_ref()
    }

    /// Runs `work` in one transaction with its audit and change-log rows. When it answers an error,
    /// nothing stays; when it answers a value, everything is on disk before this returns.
    ///
    /// On SQLite all writes go through one writer that commits those which wait together in one
    /// transaction (each in its own savepoint), so that many clients share the cost of a durable commit.
    ///
    /// # Errors
    /// What `work` answers, or the database's own fault.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'t> FnOnce(&'t Tx<'t>) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    {
        self.inner.writer.write(work).await
    }

    /// How far the change log is known here to have come. Writes of this process are in it before they
    /// are answered; those of others follow within moments.
    #[must_use]
    pub fn positions(&self) -> Positions {
        *self.inner.positions.borrow()
    }

    /// Wakes whenever the change log grows.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<Positions> {
        self.inner.positions.subscribe()
    }

    /// Looks how far the change log has come, for writes of other processes.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn refresh_positions(&self) -> Result<()> {
        if crate::changes::newest(self).await? > self.positions().newest() {
            let fresh = crate::changes::newest_by_kind(self).await?;
            self.inner.positions.send_if_modified(|positions| positions.advance(&fresh));
        }
        Ok(())
    }

    pub(crate) fn writing(&self) -> &DatabaseConnection {
        &self.inner.writing
    }
}

//! The one way to write.
//!
//! SQLite has one writer at a time, and a durable commit costs as much as many statements. So writes are
//! sent to one task that begins a transaction, runs the first, then those that have come to wait meanwhile
//! (each in a savepoint, so that one that fails takes nothing else with it), commits once and answers all.
//! A lone writer pays no savepoint. PostgreSQL does the same by itself: there each write has its own.

use super::connect::advance;
use super::{Engine, Positions, Tx};
use crate::{Error, Result};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use std::panic::AssertUnwindSafe;
use tokio::sync::{mpsc, oneshot, watch};

/// Writes that may wait; beyond that a caller is told that the database is busy.
const QUEUE: usize = 1_024;
/// Writes that share one commit at most, so that the first of them does not wait for ever.
const BATCH: usize = 64;

/// Runs writes one after the other (SQLite) or each on its own (PostgreSQL).
pub(super) enum Writer {
    Batching(mpsc::Sender<Box<dyn Work>>),
    Direct(DatabaseConnection, watch::Sender<Positions>),
}

impl Writer {
    /// Starts the writing task; it ends when the writer is dropped and all that waited is done.
    pub(super) fn batching(connection: DatabaseConnection, positions: watch::Sender<Positions>) -> Self {
        let (sender, receiver) = mpsc::channel(QUEUE);
        tokio::spawn(run(connection, positions, receiver));
        Self::Batching(sender)
    }

    pub(super) const fn direct(connection: DatabaseConnection, positions: watch::Sender<Positions>) -> Self {
        Self::Direct(connection, positions)
    }

    pub(super) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'t> FnOnce(&'t Tx<'t>) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let mut piece = Box::new(Piece { work: Some(work), outcome: None, reply: Some(reply) });
        match self {
            Self::Batching(queue) => queue.try_send(piece).map_err(|_| Error::Busy)?,
            Self::Direct(connection, positions) => {
                let committed = alone(connection, positions, piece.as_mut()).await;
                piece.finish(committed);
            }
        }
        answer.await.unwrap_or_else(|_| Err(Error::Other("a write ended without an answer".to_owned()).into()))
    }
}

/// A write whose types are forgotten, so that different ones can wait in one queue.
pub(super) trait Work: Send {
    /// Does the work; `Ok` holds the change-log numbers it was given. On `Err` the
    /// transaction must be rolled back.
    fn run<'t>(&'t mut self, tx: &'t Tx<'t>) -> BoxFuture<'t, Result<Positions, ()>>;
    /// Answers who waits: with the outcome when `committed`, with the fault of the commit otherwise.
    fn finish(self: Box<Self>, committed: Result<()>);
}

struct Piece<T, E, F> {
    work: Option<F>,
    outcome: Option<Result<T, E>>,
    reply: Option<oneshot::Sender<Result<T, E>>>,
}

impl<T, E, F> Work for Piece<T, E, F>
where
    T: Send + 'static,
    E: From<Error> + Send + 'static,
    F: for<'t> FnOnce(&'t Tx<'t>) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
{
    fn run<'t>(&'t mut self, tx: &'t Tx<'t>) -> BoxFuture<'t, Result<Positions, ()>> {
        async move {
            let Some(work) = self.work.take() else { return Err(()) };
            // A panic in one write must not end the task that serves all.
            let outcome = AssertUnwindSafe(async { work(tx).await }).catch_unwind().await;
            let outcome = outcome.unwrap_or_else(|_| Err(Error::Other("a write panicked".to_owned()).into()));
            let numbered = match outcome {
                Ok(value) => tx.close().await.map(|seen| (value, seen)).map_err(E::from),
                Err(error) => Err(error),
            };
            match numbered {
                Ok((value, seen)) => {
                    self.outcome = Some(Ok(value));
                    Ok(seen)
                }
                Err(error) => {
                    self.outcome = Some(Err(error));
                    Err(())
                }
            }
        }
        .boxed()
    }

    fn finish(mut self: Box<Self>, committed: Result<()>) {
        let Some(reply) = self.reply.take() else { return };
        let outcome = match (self.outcome.take(), committed) {
            (Some(Err(error)), _) => Err(error),
            (_, Err(error)) => Err(error.into()),
            (Some(Ok(value)), Ok(())) => Ok(value),
            (None, Ok(())) => Err(Error::Other("a write did not run".to_owned()).into()),
        };
        // Nobody may be waiting any more: the write stands all the same.
        drop(reply.send(outcome));
    }
}

#[expect(clippy::disallowed_methods, reason = "this module is the one place that begins transactions")]
async fn begin(connection: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    connection.begin_with_options(options).await
}

/// One write in its own transaction.
async fn alone(
    connection: &DatabaseConnection,
    positions: &watch::Sender<Positions>,
    work: &mut dyn Work,
) -> Result<()> {
    let transaction = begin(connection).await?;
    let tx = Tx::new(&transaction, Engine::Postgres);
    let ran = work.run(&tx).await;
    drop(tx);
    match ran {
        Ok(seen) => {
            transaction.commit().await?;
            advance(positions, &seen);
            Ok(())
        }
        Err(()) => Ok(transaction.rollback().await?),
    }
}

async fn run(
    connection: DatabaseConnection,
    positions: watch::Sender<Positions>,
    mut queue: mpsc::Receiver<Box<dyn Work>>,
) {
    while let Some(first) = queue.recv().await {
        batch(&connection, &positions, first, &mut queue).await;
    }
}

/// Commits `first` and what waits behind it.
async fn batch(
    connection: &DatabaseConnection,
    positions: &watch::Sender<Positions>,
    mut first: Box<dyn Work>,
    queue: &mut mpsc::Receiver<Box<dyn Work>>,
) {
    let transaction = match begin(connection).await {
        Ok(transaction) => transaction,
        Err(error) => {
            renew(connection).await;
            return first.finish(Err(error.into()));
        }
    };
    let Ok(mut seen) = first.run(&Tx::new(&transaction, Engine::Sqlite)).await else {
        let undone = transaction.rollback().await.map_err(Error::from);
        if undone.is_err() {
            renew(connection).await;
        }
        return first.finish(undone);
    };
    let mut done = vec![first];
    let mut broken = Ok(());
    while done.len() < BATCH
        && broken.is_ok()
        && let Ok(mut next) = queue.try_recv()
    {
        broken = in_savepoint(&transaction, next.as_mut()).await.map(|further| {
            seen.advance(&further);
        });
        done.push(next);
    }
    let committed = match broken {
        Ok(()) => transaction.commit().await.map_err(Error::from),
        Err(error) => transaction.rollback().await.map_err(Error::from).and(Err(error)),
    };
    match &committed {
        Ok(()) => advance(positions, &seen),
        Err(_) => renew(connection).await,
    }
    answer(done, committed);
}

/// Throws the writing connection away; the next write opens a fresh one.
///
/// After a commit that failed (a full disk, a broken one) SQLite may have rolled back by itself. The driver then still
/// believes to be within a transaction: what it calls the next commit would only end a savepoint, and nothing of it
/// would be on the disk.
async fn renew(connection: &DatabaseConnection) {
    match connection.get_sqlite_connection_pool().acquire().await {
        Ok(held) => drop(held.detach()),
        Err(error) => tracing::warn!(%error, "the writing connection cannot be renewed"),
    }
}

/// Runs a further write of a batch; an error here means that the whole transaction cannot be trusted.
#[expect(clippy::disallowed_methods, reason = "this module is the one place that begins transactions")]
async fn in_savepoint(transaction: &DatabaseTransaction, work: &mut dyn Work) -> Result<Positions> {
    let savepoint = transaction.begin().await?;
    match work.run(&Tx::new(&savepoint, Engine::Sqlite)).await {
        Ok(seen) => {
            savepoint.commit().await?;
            Ok(seen)
        }
        Err(()) => {
            savepoint.rollback().await?;
            Ok(Positions::default())
        }
    }
}

fn answer(done: Vec<Box<dyn Work>>, committed: Result<()>) {
    match committed {
        Ok(()) => done.into_iter().for_each(|work| work.finish(Ok(()))),
        Err(error) => done.into_iter().for_each(|work| work.finish(Err(error.clone()))),
    }
}

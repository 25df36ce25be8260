//! What a use case gets to write with.

use super::{Engine, Positions};
use crate::entities::change_log;
use crate::{Error, Result};
use chrono::{DateTime, Utc};
use domain::live::{ChangeAction, ThingKind};
use ids::AccountId;
use sea_orm::{ActiveValue, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryOrder, QuerySelect, Statement};
use std::sync::{Mutex, PoisonError};
use uuid::Uuid;

/// Rows that one insert takes, below the bounds on parameters of both engines.
const ROWS_AN_INSERT: usize = 500;
/// Advisory lock of PostgreSQL under which changes are numbered.
const NUMBERING_LOCK: i64 = 0x6332_725f_6c6f_6773;

/// What is no thing with an id of its own, and yet is decided by one transaction at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// Who administers: somebody must be left.
    Administrators,
    /// The slugs of organisations.
    OrganisationSlugs,
    /// The names and slugs of cities.
    CityNames,
    /// The slugs of lessons, and which of them takes the place of which.
    Lessons,
    /// The slugs of the library's items and collections.
    Library,
    /// The slugs of publications and their issues, and the numbers of these.
    Briefings,
    /// Which issues go out, and whether a worker is at it.
    Deliveries,
    /// The slugs of notes.
    Notes,
}

impl Shared {
    /// Its advisory lock of PostgreSQL.
    const fn lock(self) -> i64 {
        match self {
            Self::Administrators => 0x6332_725f_6164_6d6e,
            Self::OrganisationSlugs => 0x6332_725f_6f72_6773,
            Self::CityNames => 0x6332_725f_6369_7479,
            Self::Lessons => 0x6332_725f_6c65_7373,
            Self::Library => 0x6332_725f_6c69_6272,
            Self::Briefings => 0x6332_725f_6272_6965,
            Self::Deliveries => 0x6332_725f_6465_6c69,
            Self::Notes => 0x6332_725f_6e6f_7465,
        }
    }
}

/// One line for the change log.
#[derive(Debug, Clone)]
pub struct NewChange {
    /// When it happened.
    pub at: DateTime<Utc>,
    /// Kind of the thing.
    pub kind: ThingKind,
    /// Id of the thing.
    pub id: Uuid,
    /// Slug of the thing, where it has one.
    pub slug: Option<String>,
    /// What happened.
    pub action: ChangeAction,
    /// Version of the thing after it.
    pub version: i64,
    /// Whom alone it may be told to; nobody in particular where the kind of the thing decides.
    pub audience: Option<AccountId>,
}

/// A transaction that is being written. What it has to tell is collected and numbered at its end.
pub struct Tx<'c> {
    connection: &'c DatabaseTransaction,
    engine: Engine,
    changes: Mutex<Vec<NewChange>>,
}

impl std::fmt::Debug for Tx<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tx").field("engine", &self.engine).finish_non_exhaustive()
    }
}

impl<'c> Tx<'c> {
    pub(super) const fn new(connection: &'c DatabaseTransaction, engine: Engine) -> Self {
        Self { connection, engine, changes: Mutex::new(Vec::new()) }
    }

    pub(crate) const fn connection(&self) -> &'c DatabaseTransaction {
        self.connection
    }

    pub(crate) const fn engine(&self) -> Engine {
        self.engine
    }

    /// Notes a change for the log.
    pub fn tell(&self, change: NewChange) {
        self.changes.lock().unwrap_or_else(PoisonError::into_inner).push(change);
    }

    /// Numbers and writes the noted changes. The last step of a transaction: on PostgreSQL it takes the
    /// lock under which changes are numbered and keeps it to the commit. Sequences alone would commit out
    /// of order, and a reader that has seen number 8 would never see number 7.
    ///
    /// Answers the numbers given.
    pub(super) async fn close(&self) -> Result<Positions> {
        let changes = std::mem::take(&mut *self.changes.lock().unwrap_or_else(PoisonError::into_inner));
        let mut given = Positions::default();
        if changes.is_empty() {
            return Ok(given);
        }
        if self.engine == Engine::Postgres {
            self.lock(NUMBERING_LOCK).await?;
        }
        for part in changes.chunks(ROWS_AN_INSERT) {
            let newest = self.insert(part).await?;
            // Numbers of the part's other kinds lie a little lower; the highest one serves them all.
            part.iter().for_each(|change| given.note(change.kind, newest));
        }
        if self.engine == Engine::Postgres {
            self.notify(&given.to_text()).await?;
        }
        Ok(given)
    }

    async fn insert(&self, changes: &[NewChange]) -> Result<i64> {
        let mut rows: Vec<_> = changes.iter().map(to_row).collect();
        if rows.len() == 1
            && let Some(row) = rows.pop()
        {
            return Ok(change_log::Entity::insert(row).exec(self.connection).await?.last_insert_id);
        }
        change_log::Entity::insert_many(rows).exec_without_returning(self.connection).await?;
        let newest = change_log::Entity::find()
            .select_only()
            .column(change_log::Column::Seq)
            .order_by_desc(change_log::Column::Seq)
            .limit(1);
        let newest: Option<i64> = newest.into_tuple().one(self.connection).await?;
        newest.ok_or_else(|| Error::Other("the change log is empty after a write".to_owned()))
    }

    /// Waits until nobody else changes a thing, and keeps others waiting until this transaction ends.
    ///
    /// Whoever compares what is there with what they may do (a version, a number of rows) calls this first: on
    /// PostgreSQL two could otherwise compare at once and both go on. SQLite has one writer at a time anyway.
    ///
    /// Who needs several takes them in one order, so that no two wait for each other: who administers, a person, a
    /// city, names and slugs, an organisation, anything else.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn alone_with(&self, thing: Uuid) -> Result<()> {
        if self.engine == Engine::Postgres {
            // The last half of an id is chance; two things that share it would wait for each other, no more.
            let [.., a, b, c, d, e, f, g, h] = thing.into_bytes();
            self.lock(i64::from_be_bytes([a, b, c, d, e, f, g, h])).await?;
        }
        Ok(())
    }

    /// As [`Tx::alone_with`], for what is no thing of its own.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn alone_among(&self, what: Shared) -> Result<()> {
        if self.engine == Engine::Postgres {
            self.lock(what.lock()).await?;
        }
        Ok(())
    }

    /// Holds a lock of PostgreSQL until the transaction ends.
    pub(crate) async fn lock(&self, key: i64) -> Result<()> {
        let sql = Statement::from_sql_and_values(
            sea_orm::DbBackend::Postgres,
            "SELECT pg_advisory_xact_lock($1)",
            [key.into()],
        );
        self.connection.execute_raw(sql).await?;
        Ok(())
    }

    async fn notify(&self, text: &str) -> Result<()> {
        let values = [super::connect::CHANNEL.into(), text.into()];
        let sql = Statement::from_sql_and_values(sea_orm::DbBackend::Postgres, "SELECT pg_notify($1, $2)", values);
        self.connection.execute_raw(sql).await?;
        Ok(())
    }
}

fn to_row(change: &NewChange) -> change_log::ActiveModel {
    change_log::ActiveModel {
        seq: ActiveValue::NotSet,
        at: ActiveValue::Set(change.at),
        kind: ActiveValue::Set(change.kind.as_str().to_owned()),
        thing_id: ActiveValue::Set(change.id),
        slug: ActiveValue::Set(change.slug.clone()),
        action: ActiveValue::Set(change.action.as_str().to_owned()),
        version: ActiveValue::Set(change.version),
        audience_id: ActiveValue::Set(change.audience),
    }
}

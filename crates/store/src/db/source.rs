//! Where a function reads from: the readers, or a transaction that decides by what it reads.

use super::{Db, Tx};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction};

/// A [`Db`] (what was committed) or a [`Tx`] (and what it has written itself). Nothing else can be one.
pub trait Source: sealed::Sealed + Send + Sync {
    /// The connection of the engine.
    type Connection: ConnectionTrait;
    /// Where queries go.
    #[doc(hidden)]
    fn reading(&self) -> &Self::Connection;
}

impl Source for Db {
    type Connection = DatabaseConnection;
    fn reading(&self) -> &DatabaseConnection {
        self.read()
    }
}

impl Source for Tx<'_> {
    type Connection = DatabaseTransaction;
    fn reading(&self) -> &DatabaseTransaction {
        self.connection()
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Db {}
    impl Sealed for super::Tx<'_> {}
}

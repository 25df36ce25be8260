//! What is kept, on SQLite and PostgreSQL alike.
//!
//! Entities are private: other crates meet functions, one module a slice, and the types of `domain`.
//! Reads go through [`Db::read`] and take a [`Scope`] (who may see); writes go through [`Db::write`],
//! one immediate transaction with its audit and change-log rows. There is no other way to begin one.

mod db;
mod entities;
mod error;

pub mod api_keys;
pub mod audit;
pub mod briefings;
pub mod changes;
pub mod cities;
pub mod city_proposals;
pub mod corrections;
pub mod countries;
pub mod drafting;
pub mod idempotency;
pub mod identity;
pub mod jobs;
pub mod lessons;
pub mod library;
pub mod memberships;
pub mod notes;
pub mod organisations;
pub mod paging;
pub mod reference;
pub mod saved_searches;
pub mod subscriptions;
pub mod vocabularies;

pub use db::backup;
pub use db::{Db, Engine, NewChange, Options, Positions, Shared, Source, Tx};
pub use domain::policy::Scope;
pub use error::Error;

/// What a function of this crate answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

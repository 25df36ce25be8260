//! The floors: the least that the same answer can cost on this machine, each a process of its own.

mod commits;
mod database;
mod fixed;
mod rows;

use anyhow::Result;
use clap::Subcommand;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Which floor, with what it needs.
#[derive(Subcommand)]
pub(crate) enum Floor {
    /// actix-web with the same bytes for every request, and nothing around it.
    F0 {
        /// Where to answer.
        #[arg(long)]
        bind: SocketAddr,
        /// Bytes of the answer.
        #[arg(long)]
        bytes: usize,
    },
    /// actix-web, rusqlite and serde: the list and one city, in the same bytes as the product's.
    F2 {
        /// Where to answer.
        #[arg(long)]
        bind: SocketAddr,
        /// The database.
        #[arg(long)]
        db: PathBuf,
    },
    /// One connection that inserts a row and commits, again and again; prints commits a second.
    F7 {
        /// The database, which is made.
        #[arg(long)]
        db: PathBuf,
        /// For how long.
        #[arg(long)]
        seconds: u64,
    },
}

/// Runs it.
pub(crate) fn run(floor: Floor) -> Result<()> {
    match floor {
        Floor::F0 { bind, bytes } => fixed::serve(bind, bytes),
        Floor::F2 { bind, db } => database::serve(bind, db),
        Floor::F7 { db, seconds } => commits::run(&db, seconds),
    }
}

pub(crate) use commits::FloorCommits;
pub(crate) use database::{Place, cursor, places, prepare};

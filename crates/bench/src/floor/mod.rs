//! The floors: the least that the same answer can cost on this machine, each a process of its own but for F6, which is
//! asked without HTTP.

mod bare;
mod commits;
mod database;
mod fixed;
mod lessons;
mod mails;
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
    /// actix-web, rusqlite and serde: the lists and one city or lesson, in the same bytes as the product's.
    F2 {
        /// Where to answer.
        #[arg(long)]
        bind: SocketAddr,
        /// The database.
        #[arg(long)]
        db: PathBuf,
        /// Plan each statement once for all values.
        #[arg(long)]
        one_plan: bool,
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
    /// One mail again and again by SMTP, to one recipient after the other; prints mails a second.
    F9 {
        /// Where it is taken.
        #[arg(long)]
        to: SocketAddr,
        /// How many mails.
        #[arg(long)]
        mails: usize,
        /// Over how many connections.
        #[arg(long)]
        connections: usize,
        /// Bytes of a mail.
        #[arg(long)]
        bytes: usize,
    },
}

/// Runs it.
pub(crate) fn run(floor: Floor) -> Result<()> {
    match floor {
        Floor::F0 { bind, bytes } => fixed::serve(bind, bytes),
        Floor::F2 { bind, db, one_plan } => database::serve(bind, db, one_plan),
        Floor::F7 { db, seconds } => commits::run(&db, seconds),
        Floor::F9 { to, mails, connections, bytes } => mails::run(to, (mails, connections, bytes)),
    }
}

pub(crate) use bare::{Bare, Found};
pub(crate) use commits::FloorCommits;
pub(crate) use database::{CITIES_BY, Place, cursor, places, prepare};
pub(crate) use lessons::{LESSONS_BY, lesson_filters, lesson_places};
pub(crate) use mails::FloorMails;

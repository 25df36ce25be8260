//! A database for each test, copied from one that was migrated and loaded once a process.

use crate::{FixedClock, REFERENCE};
use app::{Context, DatabaseOptions, Db};
use sea_orm::{ConnectionTrait, Database as Connection};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// Counts the databases of this process.
static COUNT: AtomicU32 = AtomicU32::new(0);
/// What tests copy: with the reference data, and without.
static LOADED: OnceCell<Template> = OnceCell::const_new();
static EMPTY: OnceCell<Template> = OnceCell::const_new();

/// Address of the PostgreSQL server to test on, if one is named.
fn server() -> Option<String> {
    std::env::var("TEST_DATABASE_URL").ok().filter(|url| !url.is_empty())
}

fn fresh_name(what: &str) -> String {
    format!("c2r_{what}_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

/// A database of one test.
#[derive(Debug)]
pub enum Database {
    /// A file in a folder of its own.
    Sqlite {
        /// The folder.
        folder: TempDir,
    },
    /// A database of the server.
    Postgres {
        /// Its address.
        url: String,
        /// Its name.
        name: String,
    },
}

#[derive(Debug)]
enum Template {
    Sqlite(TempDir),
    Postgres(String),
}

impl Database {
    /// Makes one.
    pub(crate) async fn create(empty: bool) -> Self {
        let template = if empty { &EMPTY } else { &LOADED };
        let template = template.get_or_init(async || Template::create(empty).await).await;
        match template {
            Template::Sqlite(folder) => {
                let copy = TempDir::new().expect("a temporary folder");
                std::fs::copy(file_in(folder), file_in(&copy)).expect("a copy of the database");
                Self::Sqlite { folder: copy }
            }
            Template::Postgres(template) => {
                let name = fresh_name("test");
                run(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
                Self::Postgres { url: url_of(&name), name }
            }
        }
    }

    /// How to open it.
    #[must_use]
    pub fn options(&self) -> DatabaseOptions {
        match self {
            Self::Sqlite { folder } => DatabaseOptions::sqlite(file_in(folder)),
            Self::Postgres { url, .. } => DatabaseOptions::Postgres { url: url.clone(), connections: 5 },
        }
    }

    /// Opens it.
    pub async fn open(&self) -> Db {
        Db::open(&self.options()).await.expect("the test's database opens")
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let Self::Postgres { name, .. } = self else { return };
        let sql = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        // Dropping cannot wait on the test's own runtime, which may be going away.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(run(&sql));
        });
        // A database that is left behind spoils no other test.
        drop(dropping.join());
    }
}

impl Template {
    async fn create(empty: bool) -> Self {
        let (template, options) = match server() {
            None => {
                let folder = TempDir::new().expect("a temporary folder");
                let options = DatabaseOptions::sqlite(file_in(&folder));
                (Self::Sqlite(folder), options)
            }
            Some(_) => {
                let name = fresh_name("template");
                run(&format!("CREATE DATABASE {name}")).await;
                let options = DatabaseOptions::Postgres { url: url_of(&name), connections: 2 };
                (Self::Postgres(name), options)
            }
        };
        prepare(&options, empty).await;
        template
    }
}

/// Migrates and loads, then leaves nothing open: a template may have no connection, a copied file no journal.
async fn prepare(options: &DatabaseOptions, empty: bool) {
    let db = Db::open(options).await.expect("the template opens");
    db.migrate().await.expect("migrations run");
    if !empty {
        let ctx = Context::new(db.clone(), search::Index::in_memory().expect("an index in memory"), FixedClock::default());
        app::reference::load(&ctx, app::operator(), REFERENCE).await.expect("the reference data loads");
    }
    db.close().await.expect("the template closes");
}

fn file_in(folder: &TempDir) -> PathBuf {
    folder.path().join("c2r.db")
}

/// The server's address with another database's name.
fn url_of(name: &str) -> String {
    let server = server().unwrap_or_default();
    let (base, query) = server.split_once('?').map_or((server.as_str(), None), |(base, query)| (base, Some(query)));
    let base = base.rsplit_once('/').filter(|(base, _)| base.contains("//") && !base.ends_with('/')).map_or(base, |(base, _)| base);
    query.map_or_else(|| format!("{base}/{name}"), |query| format!("{base}/{name}?{query}"))
}

async fn run(sql: &str) {
    let server = server().expect("TEST_DATABASE_URL");
    let connection = Connection::connect(&server).await.unwrap_or_else(|error| panic!("TEST_DATABASE_URL does not answer: {error}"));
    connection.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    connection.close().await.expect("the connection closes");
}

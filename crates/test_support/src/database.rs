//! A database for each test, copied from one that was migrated and loaded once a process.

use crate::{FixedClock, REFERENCE};
use app::{Context, DatabaseOptions, Db};
use sea_orm::{ConnectionTrait, Database as Connection, DatabaseConnection, DbBackend, Statement};
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// Bytes in a page of an SQLite file.
const PAGE: u64 = 4_096;
/// Counts the databases of this process.
static COUNT: AtomicU32 = AtomicU32::new(0);
/// What tests copy: with the reference data, and without.
static LOADED: OnceCell<Template> = OnceCell::const_new();
static EMPTY: OnceCell<Template> = OnceCell::const_new();
static BLANK: OnceCell<Template> = OnceCell::const_new();
/// The search index of the reference data: to build one for each test takes longer than most tests.
static INDEX: OnceLock<TempDir> = OnceLock::new();

/// What a database of a test begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Nothing, not even tables.
    Blank,
    /// The tables.
    Empty,
    /// The tables and the real reference data.
    Loaded,
}

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
    pub async fn create(content: Content) -> Self {
        let template = match content {
            Content::Blank => &BLANK,
            Content::Empty => &EMPTY,
            Content::Loaded => &LOADED,
        };
        let template = template.get_or_init(async || Template::create(content).await).await;
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

    /// Opens it with room for a few kilobytes more than it holds, as on a disk that is about to be full.
    /// `None` on PostgreSQL, whose disk is not ours to fill.
    #[must_use]
    pub fn nearly_full(&self) -> Option<DatabaseOptions> {
        let Self::Sqlite { folder } = self else { return None };
        let bytes = std::fs::metadata(file_in(folder)).expect("the database is a file").len();
        let pages = u32::try_from(bytes / PAGE).expect("a small database");
        Some(DatabaseOptions::Sqlite { file: file_in(folder), readers: 3, max_pages: Some(pages + 8) })
    }

    /// A plain connection beside the product's own, to look at tables.
    pub async fn connect(&self) -> DatabaseConnection {
        let url = match self {
            Self::Sqlite { folder } => format!("sqlite://{}", file_in(folder).display()),
            Self::Postgres { url, .. } => url.clone(),
        };
        Connection::connect(url).await.expect("the test's database opens")
    }

    /// The rows of a query whose only column is text.
    pub async fn texts(&self, sql: &str) -> Vec<String> {
        let connection = self.connect().await;
        let rows = connection
            .query_all_raw(Statement::from_string(self.backend(), sql))
            .await
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
        let texts = rows.iter().map(|row| row.try_get_by_index(0).expect("a column of text")).collect();
        connection.close().await.expect("the connection closes");
        texts
    }

    /// How many rows a table has.
    pub async fn count(&self, table: &str) -> u64 {
        let texts = self.texts(&format!("SELECT CAST(COUNT(*) AS TEXT) FROM {table}")).await;
        texts.first().and_then(|text| text.parse().ok()).expect("a number of rows")
    }

    /// The names of all tables.
    pub async fn tables(&self) -> Vec<String> {
        let sql = match self {
            Self::Sqlite { .. } => {
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
            }
            Self::Postgres { .. } => {
                "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
            }
        };
        self.texts(sql).await
    }

    /// Everything that stands in a table, as text.
    pub async fn dump(&self, table: &str) -> String {
        let sql = match self {
            Self::Sqlite { .. } => {
                let columns = self.texts(&format!("SELECT name FROM pragma_table_info('{table}')")).await;
                let columns: Vec<_> =
                    columns.iter().map(|name| format!("CASE typeof(\"{name}\") WHEN 'blob' THEN hex(\"{name}\") ELSE COALESCE(CAST(\"{name}\" AS TEXT), '') END")).collect();
                format!("SELECT {} FROM {table}", columns.join(" || ' ' || "))
            }
            Self::Postgres { .. } => format!("SELECT row::text FROM {table} AS row"),
        };
        self.texts(&sql).await.join("\n")
    }

    /// Its dialect.
    #[must_use]
    pub const fn backend(&self) -> DbBackend {
        match self {
            Self::Sqlite { .. } => DbBackend::Sqlite,
            Self::Postgres { .. } => DbBackend::Postgres,
        }
    }

    /// Takes it away from its server: who is connected is thrown out, who comes finds nothing.
    ///
    /// # Panics
    /// On SQLite, where a file cannot be taken away from who holds it open.
    pub async fn vanish(&self) {
        let Self::Postgres { name, .. } = self else { panic!("only a database of a server can vanish") };
        let gone = format!("{name}_gone");
        for _ in 0..50 {
            run(&format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")).await;
            // Whoever came back between the two statements is thrown out in the next round.
            if try_run(&format!("ALTER DATABASE {name} RENAME TO {gone}")).await.is_ok() {
                return;
            }
        }
        panic!("somebody holds on to the database");
    }

    /// Brings back what [`Database::vanish`] took away.
    pub async fn reappear(&self) {
        let Self::Postgres { name, .. } = self else { return };
        run(&format!("ALTER DATABASE {name}_gone RENAME TO {name}")).await;
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let Self::Postgres { name, .. } = self else { return };
        let sql = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        // On a thread of its own: the test's runtime may be going away. Nobody waits for it, since it takes longer than
        // most tests; what the end of the process cuts off is swept up by the next one.
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(run(&sql));
        });
    }
}

impl Template {
    async fn create(content: Content) -> Self {
        let (template, options) = match server() {
            None => {
                let folder = TempDir::new().expect("a temporary folder");
                let options = DatabaseOptions::sqlite(file_in(&folder));
                (Self::Sqlite(folder), options)
            }
            Some(_) => {
                sweep().await;
                let name = fresh_name("template");
                run(&format!("CREATE DATABASE {name}")).await;
                let options = DatabaseOptions::Postgres { url: url_of(&name), connections: 2 };
                (Self::Postgres(name), options)
            }
        };
        prepare(&options, content).await;
        template
    }
}

/// Migrates and loads, then leaves nothing open: a template may have no connection, a copied file no journal.
async fn prepare(options: &DatabaseOptions, content: Content) {
    let db = Db::open(options).await.expect("the template opens");
    if content != Content::Blank {
        db.migrate().await.expect("migrations run");
    }
    if content == Content::Loaded {
        let folder = TempDir::new().expect("a temporary folder");
        let index = search::Index::open(folder.path()).expect("an index in a folder");
        let ctx = Context::new(db.clone(), index, FixedClock::default(), crate::cheap_identity());
        app::reference::load(&ctx, &app::operator(), REFERENCE, app::reference::Origin::Program)
            .await
            .expect("the reference data loads");
        crate::index_once(&ctx).await;
        drop(ctx);
        // A second one would be the same.
        let _ = INDEX.set(folder);
    }
    db.close().await.expect("the template closes");
}

/// A copy of the search index of what was loaded; `None` where nothing was.
pub(crate) fn loaded_index() -> Option<TempDir> {
    let made = INDEX.get()?;
    let copy = TempDir::new().expect("a temporary folder");
    for entry in std::fs::read_dir(made.path()).expect("the index is a folder").flatten() {
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        // The lock is of who has it open.
        if is_file && !entry.file_name().to_string_lossy().ends_with(".lock") {
            std::fs::copy(entry.path(), copy.path().join(entry.file_name())).expect("a copy of the index");
        }
    }
    Some(copy)
}

fn file_in(folder: &TempDir) -> PathBuf {
    folder.path().join("c2r.db")
}

/// Nobody pulls the plug of a test's server, so nobody has to wait for its disk.
const UNHURRIED: &str = "options[synchronous_commit]=off";

/// The server's address with another database's name.
fn url_of(name: &str) -> String {
    let server = server().unwrap_or_default();
    let (base, query) = server.split_once('?').map_or((server.as_str(), None), |(base, query)| (base, Some(query)));
    let base = base
        .rsplit_once('/')
        .filter(|(base, _)| base.contains("//") && !base.ends_with('/'))
        .map_or(base, |(base, _)| base);
    query.map_or_else(|| format!("{base}/{name}?{UNHURRIED}"), |query| format!("{base}/{name}?{query}&{UNHURRIED}"))
}

/// Drops what test processes that have ended left on the server: their templates, and all of those that were killed.
async fn sweep() {
    // Whether a process lives can be seen on systems with `/proc`, and only for those of this machine.
    if !std::path::Path::new("/proc/self").exists() {
        return;
    }
    let server = server().expect("TEST_DATABASE_URL");
    let connection = Connection::connect(&server).await.expect("TEST_DATABASE_URL answers");
    let sql = Statement::from_string(
        DbBackend::Postgres,
        "SELECT datname::text FROM pg_database WHERE datname LIKE 'c2r\\_%'",
    );
    let rows = connection.query_all_raw(sql).await.expect("the names of the databases");
    connection.close().await.expect("the connection closes");
    let names = rows.iter().filter_map(|row| row.try_get_by_index::<String>(0).ok());
    for name in names.filter(|name| left_behind(name)) {
        // Another process may have been quicker.
        drop(try_run(&format!("DROP DATABASE IF EXISTS {name}")).await);
    }
}

/// Whether a database bears the name that [`fresh_name`] gives, of a process that has ended.
fn left_behind(name: &str) -> bool {
    let parts: Vec<&str> = name.split('_').collect();
    let ["c2r", "test" | "template", process, rest @ ..] = parts.as_slice() else { return false };
    !rest.is_empty()
        && process.parse::<u32>().is_ok_and(|process| !std::path::Path::new(&format!("/proc/{process}")).exists())
}

async fn run(sql: &str) {
    try_run(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

async fn try_run(sql: &str) -> Result<(), sea_orm::DbErr> {
    let server = server().expect("TEST_DATABASE_URL");
    let connection =
        Connection::connect(&server).await.unwrap_or_else(|error| panic!("TEST_DATABASE_URL does not answer: {error}"));
    let outcome = connection.execute_unprepared(sql).await;
    connection.close().await.expect("the connection closes");
    outcome.map(|_| ())
}

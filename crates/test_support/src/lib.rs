//! A running server for tests: its own database with the real reference data, a clock that stands still,
//! and the real client. Tests do not know which engine they run on: SQLite files by default, PostgreSQL
//! databases when `TEST_DATABASE_URL` names a server that may create some.
//!
//! A test that cannot be set up has no business going on, so everything here panics with its reason.
#![expect(clippy::expect_used, clippy::panic, reason = "a test without its surroundings must stop at once")]

mod answer;
mod briefings;
mod clock;
mod database;
mod lessons;
mod library;
mod notes;
mod people;
mod reference;
mod shared;
mod sink;
mod site;

pub use answer::{Answer, Ask};
pub use clock::FixedClock;
pub use database::{Content, Database};
pub use lessons::{lesson, report};
pub use library::{Links, library_item};
pub use notes::note;
pub use people::{Machine, PASSWORD, Person, city_scopes, login, proposal};
pub use reference::Reference;
pub use shared::SharedApp;
pub use sink::{Chances, Handed, Sink};
pub use site::FolderSite;

use api::{Settings, Site, State};
use app::files::Files;
use app::identity::{Cost, IdentitySettings};
use app::library::LinkAsker;
use app::{Context, Db};
use client::Client;
use mailer::Memory;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::{CancellationToken, DropGuard};

/// The files of the reference data, as they are committed.
pub const REFERENCE: app::reference::Files<'static> = app::reference_files!();

/// How a test server differs from the usual one.
pub struct Builder {
    settings: Settings,
    site: Arc<dyn Site>,
    content: Content,
    indexed: bool,
    nearly_full: bool,
    identity: IdentitySettings,
    mail_folder: Option<tempfile::TempDir>,
    links: Option<Arc<dyn LinkAsker>>,
    files: Files,
}

impl Default for Builder {
    fn default() -> Self {
        let limits = api::LimitSettings {
            reads_per_minute: 0,
            writes_per_minute: 0,
            sign_ins_per_quarter: 0,
            mails_per_hour: 0,
        };
        let settings = Settings { limits, workers: 1, stop_within: Duration::from_secs(1), ..Settings::default() };
        Self {
            settings,
            site: Arc::new(api::NoSite),
            content: Content::Loaded,
            indexed: true,
            nearly_full: false,
            identity: cheap_identity(),
            mail_folder: None,
            links: None,
            files: Files::in_memory(),
        }
    }
}

impl Builder {
    /// Changes the settings. By default there are no limits and one thread serves.
    #[must_use]
    pub fn settings(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(&mut self.settings);
        self
    }

    /// Lets administrators be administrators without a second factor.
    #[must_use]
    pub const fn without_second_factor(mut self) -> Self {
        self.identity.administrators_need_second_factor = false;
        self
    }

    /// Offers what exists for demonstration.
    #[must_use]
    pub const fn demo(mut self) -> Self {
        self.identity.demo = true;
        self
    }

    /// Offers what exists for demonstration, and keeps mails as files besides.
    #[must_use]
    pub fn demo_mails(mut self) -> Self {
        let kept = tempfile::TempDir::new().expect("a temporary folder");
        self.identity.mails = Some(mailer::Folder::new(kept.path()).expect("a folder of mails"));
        self.mail_folder = Some(kept);
        self.demo()
    }

    /// Looks at links of the library, in this way. By default nobody does.
    #[must_use]
    pub fn links(mut self, asker: impl LinkAsker) -> Self {
        self.links = Some(Arc::new(asker));
        self
    }

    /// Keeps the files of the library there. By default they are in memory.
    #[must_use]
    pub fn files(mut self, files: Files) -> Self {
        self.files = files;
        self
    }

    /// Serves the files of an app.
    #[must_use]
    pub fn site(mut self, site: impl Site) -> Self {
        self.site = Arc::new(site);
        self
    }

    /// Begins without reference data.
    #[must_use]
    pub const fn empty(mut self) -> Self {
        self.content = Content::Empty;
        self
    }

    /// Never builds the search index.
    #[must_use]
    pub const fn unindexed(mut self) -> Self {
        self.indexed = false;
        self
    }

    /// Gives the database's file room for a few kilobytes more (SQLite; elsewhere it changes nothing).
    #[must_use]
    pub const fn nearly_full(mut self) -> Self {
        self.nearly_full = true;
        self
    }

    /// Starts the server and waits until its search index is built.
    pub async fn start(self) -> TestApp {
        // A second installation in the same process is refused, and that is fine.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let database = Database::create(self.content).await;
        let options = database.nearly_full().filter(|_| self.nearly_full).unwrap_or_else(|| database.options());
        let db = Db::open(&options).await.expect("the test's database opens");
        let clock = FixedClock::default();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("the port");
        let url = format!("http://{address}");
        let identity = IdentitySettings { public_url: url.clone(), ..self.identity };
        let kept = identity.mails.clone();
        let (index, index_folder) = index_of(self.indexed && self.content == Content::Loaded);
        let ctx = Context::new(db.clone(), index, clock.clone(), identity).with_files(self.files);
        let ctx = self.links.into_iter().fold(ctx, Context::with_links).with_site(people::site(&url), None);
        ctx_ready(&ctx).await;
        let stopping = follow(&ctx, self.indexed);
        let settings = Settings { public_url: url.clone(), ..self.settings };
        serve(listener, (ctx.clone(), settings, self.site), stopping.clone());
        let mails = Arc::new(Memory::new());
        let handlers = app::handlers(people::mail_settings(&mails, kept, &url));
        let _stop = stopping.drop_guard();
        let app = TestApp {
            url,
            ctx,
            clock,
            database,
            mails,
            handlers,
            db,
            _stop,
            _mail_folder: self.mail_folder,
            _index_folder: index_folder,
        };
        if self.indexed {
            app.wait_until_indexed().await;
        }
        app
    }
}

/// Hashing that costs as little as it may: tests make many accounts, and none of them is worth anything.
#[must_use]
pub fn cheap_identity() -> IdentitySettings {
    IdentitySettings { password_cost: Cost { memory_kib: 8, passes: 1, lanes: 1 }, ..IdentitySettings::default() }
}

/// A search index: a copy of that of the reference data, in a folder, or an empty one in memory.
fn index_of(loaded: bool) -> (search::Index, Option<tempfile::TempDir>) {
    match if loaded { database::loaded_index() } else { None } {
        Some(folder) => (search::Index::open(folder.path()).expect("a copy of the index"), Some(folder)),
        None => (search::Index::in_memory().expect("an index in memory"), None),
    }
}

/// Follows the change log until what is answered is cancelled; with the search index where it is to be kept.
fn follow(ctx: &Context, indexed: bool) -> CancellationToken {
    let stopping = CancellationToken::new();
    tokio::spawn(app::live::keep_following(ctx.clone(), stopping.clone()));
    if indexed {
        tokio::spawn(app::keep_indexed(ctx.clone(), stopping.clone()));
    }
    stopping
}

fn serve(
    listener: TcpListener,
    (ctx, settings, site): (Context, Settings, Arc<dyn Site>),
    stopping: CancellationToken,
) {
    let metrics: Option<Arc<dyn Fn() -> String + Send + Sync>> = Some(Arc::new(|| "figures 1\n".to_owned()));
    let state = State { ctx, settings: Arc::new(settings), site, stopping, metrics };
    tokio::spawn(api::run(listener, state).expect("a server"));
}

/// Builds the search index of what is there now, and stops.
pub(crate) async fn index_once(ctx: &Context) {
    ctx_ready(ctx).await;
    let stopping = CancellationToken::new();
    let indexing = tokio::spawn(app::keep_indexed(ctx.clone(), stopping.clone()));
    until_indexed(ctx).await;
    stopping.cancel();
    indexing.await.expect("the indexing ends");
}

async fn ctx_ready(ctx: &Context) {
    app::operations::look(ctx).await.expect("the change log can be read");
}

/// A running server. It stops, and its database goes, when dropped.
pub struct TestApp {
    /// Where it listens, without a slash at the end.
    pub url: String,
    /// Its use cases, to look behind the API.
    pub ctx: Context,
    /// Its clock.
    pub clock: FixedClock,
    /// Its database.
    pub database: Database,
    /// The mails that were sent so far; see [`TestApp::work`].
    pub mails: Arc<Memory>,
    handlers: Vec<Arc<dyn app::jobs::Handler>>,
    db: Db,
    _stop: DropGuard,
    _mail_folder: Option<tempfile::TempDir>,
    _index_folder: Option<tempfile::TempDir>,
}

impl TestApp {
    /// A server with the usual test settings and the real reference data.
    pub async fn start() -> Self {
        Builder::default().start().await
    }

    /// The server that tests share which write nothing, not even by way of `ctx`.
    pub async fn shared() -> Arc<SharedApp> {
        SharedApp::get().await
    }

    /// A server that differs.
    #[must_use]
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The typed client.
    #[must_use]
    pub fn client(&self) -> Client {
        Client::new(&self.url)
    }

    /// A plain client, for what the typed one would not send.
    #[must_use]
    pub fn http(&self) -> reqwest::Client {
        reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client")
    }

    /// `GET` of a path below the server's address.
    pub fn get(&self, path_and_query: &str) -> Ask {
        self.ask("GET", path_and_query)
    }

    /// `POST` to a path below the server's address.
    pub fn post(&self, path: &str) -> Ask {
        self.ask("POST", path)
    }

    /// A request with any method.
    pub fn ask(&self, method: &str, path_and_query: &str) -> Ask {
        let method = method.parse().expect("a method");
        Ask::new(self.http().request(method, format!("{}{path_and_query}", self.url)))
    }

    /// Loads changed reference data and waits until search knows of them.
    pub async fn load(&self, reference: &Reference) -> app::reference::Report {
        let report = reference.load(&self.ctx).await.unwrap_or_else(|error| panic!("{error:?}"));
        self.wait_until_indexed().await;
        report
    }

    /// Cuts the server's own connections to the database for good.
    pub async fn lose_database(&self) {
        self.db.close().await.expect("the connections close");
    }

    /// A second handle to the database.
    pub async fn db(&self) -> Db {
        self.database.open().await
    }

    /// Waits until the search index has taken in every change so far.
    pub async fn wait_until_indexed(&self) {
        until_indexed(&self.ctx).await;
    }

    /// The use cases over the same database, with a search index that is built anew, as after an upgrade.
    pub async fn indexed_anew(&self) -> Context {
        let index = search::Index::in_memory().expect("an index in memory");
        let ctx = Context::new(self.db().await, index, self.clock.clone(), cheap_identity());
        ctx_ready(&ctx).await;
        let stopping = CancellationToken::new();
        let building = tokio::spawn(app::keep_indexed(ctx.clone(), stopping.clone()));
        until_indexed(&ctx).await;
        stopping.cancel();
        building.await.expect("the index follows until it is stopped");
        ctx
    }
}

async fn until_indexed(ctx: &Context) {
    for _ in 0..400 {
        if app::operations::indexed(ctx).await.expect("the change log can be read") {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("the search index was not built within 10 seconds");
}

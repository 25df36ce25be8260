//! A data folder of a test's own, and the program to use it with.

use app::Caller;
use app::{Context, SystemClock};
use domain::corrections::{CityFact, Correction, CorrectionStatus, NewCorrection};
use domain::policy::Actor;
use search::Index;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use store::{Db, Options, Scope};

/// Cities in the small reference data.
pub(crate) const CITIES: usize = 3;

/// A data folder, removed in the end.
pub(crate) struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    /// An empty one.
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// One with a database that holds the small reference data.
    pub(crate) fn loaded() -> Self {
        let place = Self::new();
        place.run(&["migrate"]).succeeded();
        place.load_small();
        place
    }

    /// Loads the small reference data; answers what the command said.
    pub(crate) fn load_small(&self) -> String {
        let from = self.path("small");
        write_small(&from);
        self.run(&["load", "--from", from.to_str().unwrap()]).succeeded()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The data folder itself: made by the program, not by the test.
    pub(crate) fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// The program with these arguments on this data, with nothing of the surroundings' settings.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_c2r"));
        command.env_clear().current_dir(self.folder.path()).args(arguments).env("C2R_DATA", self.data());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        Ran(self.command(arguments).output().unwrap())
    }

    /// Runs a command that reads `input`.
    pub(crate) fn run_with(&self, arguments: &[&str], input: &str) -> Ran {
        use std::io::Write as _;
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // It may end before it has read everything.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        Ran(child.wait_with_output().unwrap())
    }

    /// Reports something about Accra, as the API would.
    pub(crate) fn report(&self, value: &str) {
        let caller = Caller { actor: Actor::Visitor, request_id: None, idempotency: None };
        let new = about_accra(value, None);
        self.with_database(async |db| {
            let ctx =
                Context::new(db, Index::in_memory().unwrap(), SystemClock, app::identity::IdentitySettings::default());
            app::corrections::create(&ctx, caller, new).await.unwrap();
        });
    }

    /// Puts in a report that nothing has checked: today's rules say nothing about what yesterday's let in.
    pub(crate) fn plant(&self, id: &str, value: &str, email: &str) {
        let (id, new) = (id.parse().unwrap(), about_accra(value, Some(email)));
        self.with_database(async |db| {
            let city = store::cities::get(&db, Scope::Everything, &"accra".parse().unwrap()).await.unwrap().unwrap();
            let correction = Correction {
                id,
                city_id: city.id,
                city: city.slug,
                fact: new.fact,
                value: new.value.clone(),
                source: new.source.clone(),
                status: CorrectionStatus::Received,
                received_at: chrono::DateTime::UNIX_EPOCH,
                decided_at: None,
                reason: None,
            };
            let work =
                db.write(move |tx| Box::pin(async move { store::corrections::insert(tx, &correction, &new).await }));
            work.await.unwrap();
        });
    }

    fn with_database(&self, work: impl AsyncFnOnce(Db)) {
        let database = Options::sqlite(self.data().join("c2r.db"));
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async { work(Db::open(&database).await.unwrap()).await });
    }

    /// The values of all reports.
    pub(crate) fn reported(&self) -> Vec<String> {
        let listed: Vec<Value> =
            serde_json::from_str(&self.run(&["corrections", "list", "--format", "json"]).succeeded()).unwrap();
        listed.iter().map(|report| report["value"].as_str().unwrap().to_owned()).collect()
    }
}

/// What a run of the program came to.
pub(crate) struct Ran(pub(crate) Output);

impl Ran {
    /// It did its work; answers what it said.
    pub(crate) fn succeeded(self) -> String {
        assert!(self.0.status.success(), "{}", String::from_utf8_lossy(&self.0.stderr));
        String::from_utf8(self.0.stdout).unwrap()
    }

    /// It ended with this status; answers what it complained of.
    pub(crate) fn failed(self, status: i32) -> String {
        let complaint = String::from_utf8(self.0.stderr).unwrap();
        assert_eq!(self.0.status.code(), Some(status), "{complaint}");
        complaint
    }
}

pub(crate) fn about_accra(value: &str, email: Option<&str>) -> NewCorrection {
    let (city, source) = ("accra".to_owned(), "https://example.org/".to_owned());
    NewCorrection { city, fact: CityFact::Shocks, value: value.to_owned(), source, email: email.map(str::to_owned) }
}

/// Text of a file of the project's reference data.
fn reference(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../reference/cities").join(name);
    std::fs::read_to_string(path).unwrap()
}

/// All word lists and countries, and the first few cities: enough for every reference between them.
pub(crate) fn write_small(folder: &Path) {
    std::fs::create_dir_all(folder).unwrap();
    for name in ["vocab.json", "countries.json"] {
        std::fs::write(folder.join(name), reference(name)).unwrap();
    }
    let mut cities: Vec<Value> = serde_json::from_str(&reference("cities.json")).unwrap();
    cities.truncate(CITIES);
    write_cities(folder, &cities);
}

pub(crate) fn read_cities(folder: &Path) -> Vec<Value> {
    serde_json::from_str(&std::fs::read_to_string(folder.join("cities.json")).unwrap()).unwrap()
}

pub(crate) fn write_cities(folder: &Path, cities: &[Value]) {
    std::fs::write(folder.join("cities.json"), serde_json::to_string(cities).unwrap()).unwrap();
}

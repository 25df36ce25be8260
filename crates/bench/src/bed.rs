//! What is measured: the product with its real cities, the product with many generated ones, and a copy of these for
//! F2; the product with many generated lessons; and the product with many generated subscribers.

use crate::floor;
use crate::http;
use crate::process::{self, Process};
use crate::say;
use crate::words::Query;
use crate::work::Work;
use crate::{cities, lessons, run::Options, subscribers};
use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;

/// How long loading, or building the index of all cities, may take.
const PATIENCE: Duration = Duration::from_secs(600);
/// What every start of the product is asked first: the smallest page of the list.
pub(crate) const FIRST: &str = "/api/v1/cities?limit=1";

/// The folders and programs of a run. What is in the folder goes with this value.
pub(crate) struct Bed {
    folder: TempDir,
    c2r: PathBuf,
    /// Whether servers are kept on their core.
    pub(crate) pinned: bool,
    /// How many cities were generated.
    pub(crate) cities: usize,
    /// How long the product took to load them.
    pub(crate) loading: Duration,
    /// How many lessons were generated.
    pub(crate) lessons: usize,
    /// What is searched for in them.
    pub(crate) queries: Vec<Query>,
}

/// Which data a server works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Data {
    /// The cities that the product brings along.
    Real,
    /// The generated ones.
    Generated,
    /// The real cities with generated lessons beside the real ones.
    Lessons,
    /// The real data with generated subscribers.
    Subscribers,
}

impl Data {
    const fn folder(self) -> &'static str {
        match self {
            Self::Real => "real",
            Self::Generated => "generated",
            Self::Lessons => "lessons",
            Self::Subscribers => "subscribers",
        }
    }
}

impl Bed {
    /// Makes and fills the databases below `parent`: those that the work to be done needs.
    pub(crate) fn make(parent: &Path, c2r: PathBuf, options: &Options) -> Result<Self> {
        fs::create_dir_all(parent)?;
        let folder = tempfile::tempdir_in(parent)?;
        let (cities, lessons) = (options.cities, options.lessons);
        let (loading, queries) = (Duration::ZERO, Vec::new());
        let mut bed = Self { folder, c2r, pinned: process::can_pin(), cities, loading, lessons, queries };
        if options.works().any(Work::is_of_cities) {
            bed.make_cities()?;
        }
        if options.works().any(Work::is_of_lessons) {
            bed.make_lessons(parent)?;
        }
        if options.works().any(Work::is_of_subscribers) {
            bed.make_subscribers(options.subscribers)?;
        }
        Ok(bed)
    }

    fn make_cities(&mut self) -> Result<()> {
        let generated = self.path("reference");
        cities::write(&reference().join("cities"), &generated, self.cities)?;
        say::progress(format_args!("loading {} generated cities", self.cities));
        process::finish(&mut self.product(Data::Generated, "migrate"))?;
        self.loading = process::finish(self.product(Data::Generated, "load").arg("--from").arg(generated))?.1;
        process::finish(&mut self.product(Data::Real, "migrate"))?;
        process::finish(&mut self.product(Data::Real, "load"))?;
        say::progress("building the search indexes");
        for data in [Data::Real, Data::Generated] {
            self.serve(data)?.stop()?;
        }
        floor::prepare(&self.database(Data::Generated), &self.path("floor.db"))
    }

    /// Rows are written before the product is started for the first time: its index is made from them then. What is
    /// searched for is left in a file for who wants to look.
    fn make_lessons(&mut self, parent: &Path) -> Result<()> {
        process::finish(&mut self.product(Data::Lessons, "migrate"))?;
        process::finish(&mut self.product(Data::Lessons, "load"))?;
        say::progress(format_args!("writing {} generated lessons", self.lessons));
        self.queries = lessons::write(&reference(), &self.database(Data::Lessons), self.lessons)?.queries();
        let lines = self.queries.iter().map(|query| format!("{}\t{}\n", query.class, query.word));
        fs::write(parent.join("queries.txt"), lines.collect::<String>())?;
        say::progress("building the search index of the lessons");
        self.serve(Data::Lessons)?.stop()
    }

    /// Nothing of them is searched: they may come when the index is built.
    fn make_subscribers(&self, count: usize) -> Result<()> {
        process::finish(&mut self.product(Data::Subscribers, "migrate"))?;
        process::finish(&mut self.product(Data::Subscribers, "load"))?;
        self.serve(Data::Subscribers)?.stop()?;
        say::progress(format_args!("writing {count} generated subscribers"));
        subscribers::write(&self.database(Data::Subscribers), count)
    }

    /// A path in the folder of the run.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The product's database.
    pub(crate) fn database(&self, data: Data) -> PathBuf {
        self.path(data.folder()).join("c2r.db")
    }

    /// A command of the product, alone with its own settings: no limits, no log, one thread for requests, and no links
    /// that are looked at meanwhile.
    fn product(&self, data: Data, command: &str) -> Command {
        let mut product = process::command(&self.c2r, self.pinned);
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("C2R_")) {
            product.env_remove(name);
        }
        product.env("C2R_LIMITS__READS_PER_MINUTE", "0").env("C2R_LIMITS__WRITES_PER_MINUTE", "0");
        product.env("C2R_LOG", "error").env("C2R_WORKERS", "1").env("C2R_LINK_CHECKS", "false");
        // Generated data are not those of the release: a start would load the real cities beside the generated ones.
        product.env("C2R_LOAD_REFERENCE", if data == Data::Real { "true" } else { "false" });
        product.arg(command).arg("--data").arg(self.path(data.folder()));
        product
    }

    /// Starts the product; answers with the time to its first answer.
    pub(crate) fn start(&self, data: Data) -> Result<(Process, Duration)> {
        let address = process::free_address()?;
        let mut server = Process::start(self.product(data, "serve").arg("--bind").arg(address.to_string()), address)?;
        let time = server.wait_for(FIRST, PATIENCE)?;
        Ok((server, time))
    }

    /// Starts the product and waits until its search index is built, so that nothing goes on beside a measurement.
    pub(crate) fn serve(&self, data: Data) -> Result<Process> {
        let (mut server, _) = self.start(data)?;
        server.wait_for("/api/v1/cities?q=bench&limit=1", PATIENCE)?;
        Ok(server)
    }

    /// Starts the product with the accounts of the demonstration, and without bounds to what is tried by address.
    pub(crate) fn serve_demo(&self) -> Result<Process> {
        let address = process::free_address()?;
        let mut server = Process::start(self.demo(Data::Real).arg("--bind").arg(address.to_string()), address)?;
        server.wait_for(FIRST, PATIENCE)?;
        Ok(server)
    }

    /// Starts the product with the generated subscribers and the accounts of the demonstration; its mails go to `sink`,
    /// over so many connections at most.
    pub(crate) fn serve_mails(&self, sink: SocketAddr, connections: u8) -> Result<Process> {
        let address = process::free_address()?;
        let mut command = self.demo(Data::Subscribers);
        command.env("C2R_MAIL__URL", format!("smtp://{sink}?tls=none"));
        command.env("C2R_MAIL__CONNECTIONS", connections.to_string()).arg("--bind").arg(address.to_string());
        let mut server = Process::start(&mut command, address)?;
        server.wait_for(FIRST, PATIENCE)?;
        Ok(server)
    }

    fn demo(&self, data: Data) -> Command {
        let mut command = self.product(data, "serve");
        command.env("C2R_DEMO", "true").env("C2R_LIMITS__SIGN_INS_PER_QUARTER", "0");
        command.env("C2R_LIMITS__MAILS_PER_HOUR", "0");
        command
    }

    /// The place behind every generated city in the list.
    pub(crate) fn places(&self) -> Result<Vec<floor::Place>> {
        floor::places(&self.path("floor.db"))
    }

    /// Starts F2 on the copy of the cities' database, or on the lessons' own.
    pub(crate) fn floor_f2(&self, data: Data) -> Result<Process> {
        let (database, first) = match data {
            Data::Real | Data::Generated | Data::Subscribers => {
                (self.path("floor.db"), format!("/api/v1/cities/{}", cities::slug(1)))
            }
            Data::Lessons => (self.database(data), format!("/api/v1/lessons/{}", lessons::slug(1))),
        };
        let database = database.to_str().context("the path of the floor's database is not UTF-8")?;
        let mut arguments = vec!["--db", database];
        arguments.extend((data == Data::Lessons).then_some("--one-plan"));
        self.floor("f2", &arguments, &first)
    }

    /// Starts a floor that answers.
    pub(crate) fn floor(&self, floor: &str, arguments: &[&str], first: &str) -> Result<Process> {
        let address = process::free_address()?;
        let mut server =
            Process::start(self.floor_command(floor)?.args(["--bind", &address.to_string()]).args(arguments), address)?;
        server.wait_for(first, Duration::from_secs(10))?;
        Ok(server)
    }

    /// The command of a floor.
    pub(crate) fn floor_command(&self, floor: &str) -> Result<Command> {
        let this = std::env::current_exe().context("the benchmark cannot find itself")?;
        let mut command = process::command(this, self.pinned);
        command.args(["floor", floor]);
        Ok(command)
    }
}

/// The folder of the real data.
fn reference() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../reference")
}

/// As much of a page as is needed to go to the next.
#[derive(Deserialize)]
struct Page {
    next: Option<String>,
}

/// Addresses of the list of cities under two filters, newest first: the first page of each.
pub(crate) fn filters() -> Vec<String> {
    let regions = ["africa", "asia_pacific", "europe_middle_east", "latin_america_caribbean", "north_america"];
    let bands = ["under_100k", "from_100k_to_500k", "from_500k_to_1m", "from_1m_to_5m", "over_10m"];
    let filters = regions
        .map(|region| format!("region={region}"))
        .into_iter()
        .chain(bands.map(|band| format!("population_band={band}")));
    let path =
        |filter: &String, coastal| format!("/api/v1/cities?{filter}&coastal={coastal}&sort=-updated_at&limit=20");
    filters.flat_map(|filter| [true, false].map(|coastal| path(&filter, coastal))).collect()
}

/// From each of these first pages on some pages.
pub(crate) fn lists(server: &Process, firsts: &[String], pages: usize) -> Result<Vec<String>> {
    let mut lists = Vec::new();
    for first in firsts {
        let mut path = first.clone();
        for _ in 0..pages {
            let page: Page = serde_json::from_slice(&http::fetch(server.address(), &path)?)?;
            lists.push(path);
            let Some(next) = page.next else { break };
            path = format!("{first}&cursor={next}");
        }
    }
    ensure!(!lists.is_empty(), "there are no lists");
    Ok(lists)
}

//! The steps, in order: what is quick and often wrong comes first.

use anyhow::Result;

use super::build::{Build, NATIVE};
use crate::{app, cargo, e2e, openapi, postgres, tidy, wasm};

/// One thing that CI checks.
pub(super) struct Step {
    /// As `--only` takes it.
    pub(super) name: &'static str,
    /// What it checks.
    pub(super) about: &'static str,
    /// Whether it is started with the first step and waited for in its turn: it shares nothing with those before it.
    pub(super) beside: bool,
    /// Does it, and returns a note for the summary.
    pub(super) run: fn(&mut Session) -> Result<String>,
}

/// What steps share.
#[derive(Default)]
pub(super) struct Session {
    build: Option<Build>,
}

impl Session {
    fn build(&mut self) -> Result<&Build> {
        let build = match self.build.take() {
            Some(build) => build,
            None => Build::of_workspace()?,
        };
        Ok(self.build.insert(build))
    }
}

pub(super) const STEPS: &[Step] = &[
    Step { name: "fmt", about: "the code is formatted", beside: false, run: |_| fmt() },
    Step { name: "tidy", about: "the rules of the architecture hold", beside: false, run: |_| tidy::check() },
    Step { name: "clippy", about: "everything builds natively without a lint", beside: false, run: clippy },
    Step { name: "unit", about: "unit, property and documentation tests", beside: false, run: unit },
    Step { name: "api-sqlite", about: "the API on SQLite", beside: false, run: api_sqlite },
    Step { name: "api-postgres", about: "the store and the API on PostgreSQL", beside: false, run: api_postgres },
    Step {
        name: "wasm",
        about: "golden cases give the same bits in the browser",
        beside: false,
        run: |_| wasm::golden_cases(),
    },
    Step { name: "spec", about: "the committed specification is the server's", beside: false, run: spec },
    Step {
        name: "app",
        about: "the app builds for browsers without a lint and is within its budget",
        beside: true,
        run: |_| app(),
    },
    Step { name: "e2e", about: "journeys in a browser", beside: false, run: journeys },
];

fn fmt() -> Result<String> {
    cargo::succeed(cargo::command("fmt").args(["--all", "--check"]))?;
    Ok(String::new())
}

fn clippy(session: &mut Session) -> Result<String> {
    // The build that all tests are taken from.
    session.build()?;
    Ok(String::new())
}

fn app() -> Result<String> {
    app::build(app::Mode::Release, app::Lints::Errors)?;
    Ok(String::new())
}

fn unit(session: &mut Session) -> Result<String> {
    let note = session.build()?.run_tests(|package| !matches!(package, "api" | "e2e"), without_postgres)?;
    cargo::succeed(cargo::linted(cargo::command("test").args(NATIVE)).args(["--doc", "--quiet"]))?;
    Ok(format!("{note} and those in the documentation"))
}

fn api_sqlite(session: &mut Session) -> Result<String> {
    session.build()?.run_tests(|package| package == "api", without_postgres)
}

fn api_postgres(session: &mut Session) -> Result<String> {
    let build = session.build()?;
    let database = postgres::provide()?;
    build.run_tests(
        |package| matches!(package, "api" | "store"),
        |command| {
            // Each test waits for its database more than it computes.
            command.env(postgres::GIVEN, &database.url).arg("--test-threads=4");
        },
    )
}

/// Tests choose their database by one variable: whoever has it set still tests SQLite where that is the point.
fn without_postgres(command: &mut std::process::Command) {
    command.env_remove(postgres::GIVEN);
}

fn spec(session: &mut Session) -> Result<String> {
    openapi::check(&session.build()?.server()?)?;
    Ok(String::new())
}

fn journeys(session: &mut Session) -> Result<String> {
    // The server of the journeys reads the app from where this puts it.
    app::build(app::Mode::Release, app::Lints::Errors)?;
    e2e::all_journeys(session.build()?)
}

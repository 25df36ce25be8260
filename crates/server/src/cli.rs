//! The command line: what there is, its help, and the way to each command.

use crate::commands;
use crate::config::{self, Config, Known, Sources};
use crate::failure::Failure;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use std::time::Duration;

/// Threads of the runtime beside those that serve requests: background tasks wait more than they work.
const THREADS: usize = 2;
/// Threads for what blocks: the search index, mostly.
const BLOCKING_THREADS: usize = 16;

/// C2R, Cities for a Resilient Recovery: the server and the commands of the person who runs it.
#[derive(Parser)]
#[command(name = "c2r", version, max_term_width = 100, after_long_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  c2r serve                                        on 127.0.0.1:8080, everything kept in ./data
  c2r serve --bind 0.0.0.0:8080 --data /var/lib/c2r
  C2R_DATABASE_URL=postgres://c2r:secret@db/c2r c2r serve
  c2r backup /backups/c2r-monday.db                while the server runs
  c2r corrections list --format csv > reports.csv

Settings come from four places, each over the one before: defaults, a TOML file (--config or C2R_CONFIG), variables of \
the environment (C2R_BIND, C2R_LIMITS__READS_PER_MINUTE), flags. All of them with their meaning: docs/operations.md. A \
wrong or unknown setting stops the start and is named.

Exit status: 0 done; 1 it could not be done, or a fault was found; 2 a setting or an argument is wrong.";

#[derive(Subcommand)]
enum Command {
    /// Start the server: API, app and reference data in one process.
    ///
    /// The first start makes the data folder and the database and loads the reference data. Ctrl-C or SIGTERM
    /// ends open requests and stops; a second one stops at once.
    #[command(after_long_help = "\
Examples:
  c2r serve --demo                                 try it on this machine
  C2R_LOG_FORMAT=json c2r serve --config /etc/c2r.toml
  C2R_METRICS_BIND=127.0.0.1:9464 c2r serve        with figures for Prometheus

All settings: docs/operations.md")]
    Serve(Serve),
    /// Bring the database up to date, and make it if it is not there.
    Migrate(Place),
    /// Load the reference data: vocabularies, countries, cities.
    ///
    /// Rows are found by their stable key: loading twice changes nothing. A bad row is reported by file, row
    /// and field, and then nothing at all is loaded. A running server shows the new data at once. Files of your
    /// own (--from) stay across starts and upgrades, until `c2r load` without --from brings back the program's.
    Load(Load),
    /// Print the specification of the API (OpenAPI, JSON).
    #[command(
        after_long_help = "Example:\n  c2r openapi --version 3.0 > openapi-3.0.json    for generators that need 3.0.3"
    )]
    Openapi(Openapi),
    /// Copy the SQLite database to FILE while others read and write.
    ///
    /// The copy is consistent, complete on disk when the command ends, and readable by its owner only.
    /// PostgreSQL has its own tools: see docs/operations.md.
    Backup(Backup),
    /// Put the SQLite database of FILE in place of the present one, which is kept beside it.
    ///
    /// The file is checked first. The server must be stopped.
    Restore(Restore),
    /// Look whether the database and the search index are sound.
    Check(Place),
    /// What people have reported about cities.
    #[command(subcommand)]
    Corrections(Corrections),
    /// What exists for demonstration.
    #[command(subcommand)]
    Demo(Demo),
    /// Administrators of the platform.
    #[command(subcommand)]
    Admin(Admin),
    /// What the mail server hands over.
    #[command(subcommand)]
    Mail(Mail),
}

#[derive(Subcommand)]
enum Demo {
    /// Remove the accounts for demonstration and everything that hangs on them.
    Remove(Place),
}

#[derive(Subcommand)]
enum Admin {
    /// Make the first administrator, or another one.
    ///
    /// Reads the password from the first line of standard input. Where the address has an account already, it becomes
    /// an administrator's and keeps its own password. The role comes into force once a second factor is set up in the
    /// app, unless the setting `administrators_need_second_factor` says otherwise.
    #[command(
        after_long_help = "Example:\n  c2r admin create --email ana@example.org --name 'Ana Example' < password.txt"
    )]
    Create(CreateAdmin),
}

#[derive(Subcommand)]
enum Mail {
    /// Take a report that a mail came back, or a complaint about one, from standard input.
    ///
    /// Recognised are mails to many, by the word in the address that the report came to. An address that nobody has any
    /// more, or whose owner complained, is not written to again. What is no report is passed over.
    #[command(
        after_long_help = "Example, in the aliases of Postfix:\n  bounces: \"|c2r mail bounce --data /var/lib/c2r\""
    )]
    Bounce(Place),
}

#[derive(Args)]
struct CreateAdmin {
    /// Address of the account; no mail is sent to it.
    #[arg(long, value_name = "ADDRESS")]
    email: String,
    /// Name, as others will see it.
    #[arg(long, value_name = "NAME")]
    name: String,
    #[command(flatten)]
    place: Place,
}

/// Where the data are.
#[derive(Args)]
struct Place {
    /// Folder of everything that is kept [default: ./data; variable: C2R_DATA].
    #[arg(long, value_name = "DIR")]
    data: Option<String>,
    /// sqlite://PATH or postgres://… [default: c2r.db in the data folder; variable: C2R_DATABASE_URL].
    ///
    /// Other users of the machine can see flags: give a password in the variable or in the settings file.
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
    /// File with settings, TOML [variable: C2R_CONFIG].
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

#[derive(Args)]
struct Serve {
    /// Address and port to answer on [default: 127.0.0.1:8080; variable: C2R_BIND].
    #[arg(long, value_name = "ADDRESS")]
    bind: Option<String>,
    /// Offer what exists for demonstration only; on addresses of this machine alone [variable: C2R_DEMO].
    #[arg(long)]
    demo: bool,
    #[command(flatten)]
    place: Place,
}

#[derive(Args)]
struct Load {
    /// Folder with cities.json, countries.json and vocab.json, or with a folder `cities` that holds them and, if
    /// need be, a folder `frameworks` beside it
    /// [default: those inside this program].
    #[arg(long, value_name = "DIR")]
    from: Option<PathBuf>,
    #[command(flatten)]
    place: Place,
}

#[derive(Args)]
struct Openapi {
    /// Version of the format.
    #[arg(long = "version", value_enum, default_value = "3.1")]
    format: OpenapiVersion,
}

/// Versions of OpenAPI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OpenapiVersion {
    /// What the server itself gives.
    #[value(name = "3.1")]
    V3_1,
    /// 3.0.3, for generators that need it.
    #[value(name = "3.0")]
    V3_0,
}

#[derive(Args)]
struct Backup {
    /// File to write; there must be none yet.
    file: PathBuf,
    #[command(flatten)]
    place: Place,
}

#[derive(Args)]
struct Restore {
    /// File that `c2r backup` wrote.
    file: PathBuf,
    #[command(flatten)]
    place: Place,
}

#[derive(Subcommand)]
enum Corrections {
    /// List all reports, the oldest first.
    ///
    /// Addresses of people are among them: keep the output as you would keep letters. Characters that could
    /// play with a terminal are written as \u{1b}.
    List(ListCorrections),
}

#[derive(Args)]
struct ListCorrections {
    /// As a table (long texts are cut), JSON or CSV (whole).
    #[arg(long, value_enum, default_value = "table")]
    format: commands::corrections::Format,
    #[command(flatten)]
    place: Place,
}

impl Place {
    fn config(self, mut flags: Vec<(&'static Known, String)>) -> Result<Config, Failure> {
        let given = [(&config::DATA, self.data), (&config::DATABASE_URL, self.database_url)];
        flags.extend(given.into_iter().filter_map(|(known, text)| text.map(|text| (known, text))));
        Config::read(&Sources { file: self.config, flags, environment: std::env::vars_os().collect() })
    }
}

impl Serve {
    fn config(self) -> Result<Config, Failure> {
        let mut flags = Vec::new();
        if let Some(bind) = self.bind {
            flags.push((&config::BIND, bind));
        }
        if self.demo {
            flags.push((&config::DEMO, "true".to_owned()));
        }
        self.place.config(flags)
    }
}

/// Reads the command line and does what it says.
///
/// # Errors
/// Why it could not be done.
pub(crate) fn run() -> Result<(), Failure> {
    let command = Cli::parse().command;
    // There is one crypto provider in the whole binary, but more than one crate asks for "the" default.
    if rustls::crypto::ring::default_provider().install_default().is_err() {
        return Err(Failure::work("The crypto provider was installed twice."));
    }
    match command {
        Command::Serve(args) => wait_for(commands::serve::run(args.config()?)),
        Command::Migrate(place) => wait_for(commands::migrate::run(place.config(Vec::new())?)),
        Command::Load(args) => wait_for(commands::load::run(args.place.config(Vec::new())?, args.from)),
        Command::Openapi(args) => commands::openapi::run(match args.format {
            OpenapiVersion::V3_1 => api::Version::V3_1,
            OpenapiVersion::V3_0 => api::Version::V3_0,
        }),
        Command::Backup(args) => wait_for(commands::backup::run(args.place.config(Vec::new())?, args.file)),
        Command::Restore(args) => wait_for(commands::restore::run(args.place.config(Vec::new())?, args.file)),
        Command::Check(place) => wait_for(commands::check::run(place.config(Vec::new())?)),
        Command::Demo(Demo::Remove(place)) => wait_for(commands::demo::remove(place.config(Vec::new())?)),
        Command::Admin(Admin::Create(args)) => {
            wait_for(commands::admin::create(args.place.config(Vec::new())?, args.email, args.name))
        }
        Command::Mail(Mail::Bounce(place)) => wait_for(commands::mail::bounce(place.config(Vec::new())?)),
        Command::Corrections(Corrections::List(args)) => {
            wait_for(commands::corrections::list(args.place.config(Vec::new())?, args.format))
        }
    }
}

/// Runs a command to its end on a runtime of its own.
fn wait_for(command: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(THREADS)
        .max_blocking_threads(BLOCKING_THREADS)
        .thread_name("c2r")
        .enable_all()
        .build();
    let runtime = runtime.map_err(|error| Failure::work(format!("The runtime cannot start: {error}.")))?;
    let outcome = runtime.block_on(command);
    // What still blocks now, such as a merge of the search index, is done again at the next start.
    runtime.shutdown_timeout(Duration::from_secs(1));
    outcome
}

#[cfg(test)]
mod tests {
    use super::{Cli, Command, OpenapiVersion};
    use clap::{CommandFactory as _, Parser as _};

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_version_of_the_format_is_no_request_for_ours() {
        let cli = Cli::try_parse_from(["c2r", "openapi", "--version", "3.0"]).unwrap();
        assert!(matches!(cli.command, Command::Openapi(args) if args.format == OpenapiVersion::V3_0));
    }

    #[test]
    fn the_place_follows_the_command() {
        let cli =
            Cli::try_parse_from(["c2r", "load", "--data", "d", "--database-url", "sqlite://x", "--from", "f"]).unwrap();
        assert!(
            matches!(cli.command, Command::Load(args) if args.place.data.as_deref() == Some("d") && args.from.is_some())
        );
    }
}

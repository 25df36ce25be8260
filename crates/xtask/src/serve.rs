//! `cargo xtask serve`: from a fresh clone to the running product.

use std::ffi::OsString;
use std::net::{SocketAddr, TcpListener};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::{app, cargo, project, ready, say, system};

/// Builds what is missing, loads the real data, and starts the product on this machine.
///
/// The first start compiles everything (up to ten minutes on two cores) and shows what it is doing; the next
/// takes seconds. Ctrl-C stops the server gracefully.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Address and port to answer on.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    bind: SocketAddr,
    /// Folder for the database, the search index and uploads; made if it is not there [default: data/ of the project].
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// PostgreSQL to use instead of a SQLite file in the data folder: `postgres://user@host/database`.
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
    /// Start without what exists for demonstration only.
    #[arg(long)]
    no_demo: bool,
    /// Build the server optimised, with the app inside.
    #[arg(long)]
    release: bool,
}

/// Runs the command. On success it does not return: the server takes this process's place.
pub(crate) fn run(args: &Args) -> Result<()> {
    // Found out now rather than after minutes of building.
    drop(TcpListener::bind(args.bind).with_context(|| format!("cannot answer on {} (try --bind)", args.bind))?);
    let data = match &args.data {
        Some(folder) => std::path::absolute(folder)?,
        None => project::path("data"),
    };
    let mut steps = say::Steps::of(5);
    steps.run("Rust's target for the browser", system::ensure_wasm_target)?;
    steps.run("building the app in the browser (minutes the first time)", || {
        app::build(app::Mode::Release, app::Lints::Unseen)
    })?;
    let server = steps.run("building the server (minutes the first time)", || cargo::server(args.release))?;
    std::fs::create_dir_all(&data).with_context(|| format!("making the data folder {}", data.display()))?;
    let c2r = |subcommand: &str| c2r(&server, subcommand, &data, args.database_url.as_deref());
    steps.run("bringing the database up to date", || cargo::succeed(&mut c2r("migrate")))?;
    // The server itself loads the reference data, unless its operator has loaded other ones.
    steps.announce("loading the reference data and starting the server");
    start(c2r("serve"), args)
}

/// A command of the server's program on this data and database.
fn c2r(server: &Path, subcommand: &str, data: &Path, database_url: Option<&str>) -> Command {
    let mut command = Command::new(server);
    command.current_dir(project::root()).arg(subcommand).arg("--data").arg(data);
    if let Some(url) = database_url {
        command.args(["--database-url", url]);
    }
    command
}

/// Becomes the server: whoever started this command then has its signals, its output and its exit status, with
/// nothing in between. The address is announced by a small process beside it.
fn start(mut serve: Command, args: &Args) -> Result<()> {
    serve.args(serve_options(args));
    ready::announce_later(args.bind)?;
    Err(serve.exec()).context("cannot start the server")
}

fn serve_options(args: &Args) -> Vec<OsString> {
    let mut options: Vec<OsString> = vec!["--bind".into(), args.bind.to_string().into()];
    if !args.no_demo {
        options.push("--demo".into());
    }
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(no_demo: bool) -> Args {
        let bind = SocketAddr::from(([127, 0, 0, 1], 9));
        Args { bind, data: None, database_url: None, no_demo, release: false }
    }

    #[test]
    fn demo_is_on_unless_refused() {
        assert_eq!(serve_options(&args(false)), ["--bind", "127.0.0.1:9", "--demo"]);
        assert_eq!(serve_options(&args(true)), ["--bind", "127.0.0.1:9"]);
    }

    #[test]
    fn options_follow_the_subcommand() {
        let command = c2r(Path::new("c2r"), "load", Path::new("/data"), Some("postgres://localhost/c2r"));
        let arguments: Vec<_> = command.get_args().collect();
        assert_eq!(arguments, ["load", "--data", "/data", "--database-url", "postgres://localhost/c2r"]);
    }

    #[test]
    fn a_port_in_use_is_found_out_before_anything_is_built() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let error = run(&Args { bind: taken.local_addr().unwrap(), ..args(false) }).unwrap_err();
        assert!(error.to_string().contains("cannot answer on 127.0.0.1"), "{error}");
    }
}

//! A PostgreSQL for the tests: the one given, the one found, or one of our own.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::{cargo, say, system};

/// The variable by which tests learn of a PostgreSQL.
pub(crate) const GIVEN: &str = "TEST_DATABASE_URL";
const STANDARD_PORT: u16 = 5432;
const START_PATIENCE: Duration = Duration::from_secs(60);

/// A server for tests; one of our own ends with this value.
pub(crate) struct Database {
    /// The address of a database whose user may create others.
    pub(crate) url: String,
    _cluster: Option<Cluster>,
}

/// Finds or starts a server: `TEST_DATABASE_URL`, else the one on 127.0.0.1:5432 that trusts `postgres`, else a
/// temporary one from installed binaries, which are installed on Debian as root.
pub(crate) fn provide() -> Result<Database> {
    if let Ok(url) = std::env::var(GIVEN) {
        say::line(format_args!("      PostgreSQL: given by {GIVEN}"));
        return Ok(Database { url, _cluster: None });
    }
    if trusts_postgres(STANDARD_PORT) {
        say::line(format_args!("      PostgreSQL: found on 127.0.0.1:{STANDARD_PORT}"));
        return Ok(Database { url: url(STANDARD_PORT), _cluster: None });
    }
    let programs = match installed() {
        Some(programs) => programs,
        None => {
            system::install_on_debian(&["postgresql"], "PostgreSQL is missing (or name one with TEST_DATABASE_URL)")?;
            installed().context("PostgreSQL was installed and still has no initdb")?
        }
    };
    let cluster = Cluster::start(&programs)?;
    say::line(format_args!("      PostgreSQL: our own, until the tests end, on 127.0.0.1:{}", cluster.port));
    Ok(Database { url: url(cluster.port), _cluster: Some(cluster) })
}

fn url(port: u16) -> String {
    format!("postgres://postgres@127.0.0.1:{port}/postgres")
}

/// The folder with `initdb` and its like, of the newest version installed.
fn installed() -> Option<PathBuf> {
    if let Some(initdb) = system::find_program(&["initdb"]) {
        return initdb.parent().map(Path::to_path_buf);
    }
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let folders = versions.flatten().map(|version| version.path().join("bin"));
    folders.filter(|folder| folder.join("initdb").is_file()).max_by_key(|folder| version(folder))
}

/// `17` of `/usr/lib/postgresql/17/bin`.
fn version(programs: &Path) -> u32 {
    let name = programs.parent().and_then(Path::file_name).unwrap_or_default();
    name.to_string_lossy().parse().unwrap_or(0)
}

/// A temporary server, in a folder of its own.
struct Cluster {
    folder: tempfile::TempDir,
    port: u16,
    server: Child,
    stop: Command,
}

impl Cluster {
    fn start(programs: &Path) -> Result<Self> {
        let owner = owner()?;
        let folder = tempfile::Builder::new().prefix("c2r-postgres-").tempdir()?;
        if let Some((user, group)) = owner {
            std::os::unix::fs::chown(folder.path(), Some(user), Some(group))?;
        }
        let data = folder.path().join("data");
        let program = |name: &str| as_owner(&programs.join(name), owner, folder.path());
        let mut initdb = program("initdb");
        initdb.arg("--pgdata").arg(&data).args(["--username=postgres", "--auth=trust", "--encoding=UTF8"]);
        cargo::succeed(initdb.args(["--locale=C", "--no-sync"]).stdout(Stdio::null()))?;

        let port = free_port()?;
        let mut server = program("postgres");
        server.arg("-D").arg(&data).args(["-p", &port.to_string(), "-h", "127.0.0.1", "-k", ""]);
        // Nothing in it outlives the tests, which open many databases at once.
        server.args(["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=300"]);
        let log = fs::File::create(folder.path().join("log"))?;
        let server = server.stdout(log.try_clone()?).stderr(log).spawn().context("cannot start postgres")?;
        let mut stop = program("pg_ctl");
        stop.args(["stop", "--mode=immediate", "--pgdata"]).arg(&data).stdout(Stdio::null()).stderr(Stdio::null());
        let mut cluster = Self { folder, port, server, stop };
        cluster.wait()?;
        Ok(cluster)
    }

    fn wait(&mut self) -> Result<()> {
        let start = Instant::now();
        while !trusts_postgres(self.port) {
            let ended = self.server.try_wait()?.is_some();
            if ended || start.elapsed() > START_PATIENCE {
                let log = fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
                bail!("PostgreSQL does not start: {}", log.trim());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // Best effort: a failure to clean up must not hide the outcome of the tests.
        let stopped = self.stop.status().is_ok_and(|status| status.success());
        if !stopped {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
    }
}

/// Whose the cluster is: PostgreSQL refuses to run as root, so there it is another user's.
fn owner() -> Result<Option<(u32, u32)>> {
    if !system::is_root() {
        return Ok(None);
    }
    let passwd = fs::read_to_string("/etc/passwd").context("reading /etc/passwd")?;
    ["postgres", "nobody"]
        .iter()
        .find_map(|name| system::account(&passwd, name))
        .map(Some)
        .context("PostgreSQL does not run as root, and there is no user `postgres` or `nobody`")
}

fn as_owner(program: &Path, owner: Option<(u32, u32)>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).stdin(Stdio::null());
    if let Some((user, group)) = owner {
        command.uid(user).gid(group);
    }
    command
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// Whether a server on this port lets `postgres` in without a password, asked in PostgreSQL's own protocol.
fn trusts_postgres(port: u16) -> bool {
    let ask = || -> std::io::Result<bool> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(3)))?;
        stream.write_all(&startup_message()?)?;
        let mut answer = [0; 9];
        stream.read_exact(&mut answer)?;
        Ok(is_let_in(answer))
    };
    ask().unwrap_or(false)
}

/// The first message of a session (protocol 3.0): its length, the version, and who asks for which database.
fn startup_message() -> std::io::Result<Vec<u8>> {
    let body = b"\x00\x03\x00\x00user\0postgres\0database\0postgres\0\0";
    let length = u32::try_from(body.len() + 4).map_err(std::io::Error::other)?;
    Ok([&length.to_be_bytes(), &body[..]].concat())
}

/// `AuthenticationOk` is the letter R, the length 8 and the number 0; other numbers ask for a password.
fn is_let_in(answer: [u8; 9]) -> bool {
    answer == *b"R\0\0\0\x08\0\0\0\0"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_trust_lets_in() {
        assert!(is_let_in(*b"R\0\0\0\x08\0\0\0\0"));
        assert!(!is_let_in(*b"R\0\0\0\x17\0\0\0\x0a"), "asks for SASL");
        assert!(!is_let_in(*b"E\0\0\0\x40SFAT"), "refuses");
        assert!(!trusts_postgres(free_port().unwrap()), "nobody there");
    }

    #[test]
    fn the_startup_message_carries_its_length() {
        let message = startup_message().unwrap();
        assert_eq!(message[..4], u32::try_from(message.len()).unwrap().to_be_bytes());
    }

    #[test]
    fn the_newest_version_is_taken() {
        assert!(version(Path::new("/usr/lib/postgresql/17/bin")) > version(Path::new("/usr/lib/postgresql/9/bin")));
        assert_eq!(version(Path::new("/opt/pgsql/bin")), 0);
    }
}

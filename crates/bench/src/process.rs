//! Servers as processes of their own, on a core of their own.

use crate::http;
use anyhow::{Context as _, Result, bail, ensure};
use std::ffi::OsStr;
use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The core of servers and floors.
pub(crate) const SERVER_CORE: &str = "0";
/// The core of the load generator.
pub(crate) const LOAD_CORE: &str = "1";

/// Units of processor time in `/proc`, a second; Linux shows 100 on every machine.
const TICKS: f64 = 100.0;
/// How long a process may take to end.
const ENDING: Duration = Duration::from_secs(30);

/// Whether processes can be kept on a core: two cores or more, and `taskset` of util-linux.
pub(crate) fn can_pin() -> bool {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut taskset = Command::new("taskset");
    let found = taskset.arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    cores >= 2 && found.is_ok_and(|status| status.success())
}

/// Keeps this process, and the threads it will start, on the core of the load generator.
pub(crate) fn pin_self() -> Result<()> {
    let pid = std::process::id().to_string();
    let status = Command::new("taskset").args(["-cp", LOAD_CORE, &pid]).stdout(Stdio::null()).status()?;
    ensure!(status.success(), "taskset cannot keep the load generator on core {LOAD_CORE}");
    Ok(())
}

/// A command for the core of the servers.
pub(crate) fn command(program: impl AsRef<OsStr>, pinned: bool) -> Command {
    if !pinned {
        return Command::new(program);
    }
    let mut command = Command::new("taskset");
    command.args(["-c", SERVER_CORE]).arg(program);
    command
}

/// An address on which nobody listens.
pub(crate) fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

/// A server that was started; it ends with this value.
pub(crate) struct Process {
    child: Child,
    address: SocketAddr,
    begun: Instant,
}

impl Process {
    /// Starts a server that will answer at `address`.
    pub(crate) fn start(command: &mut Command, address: SocketAddr) -> Result<Self> {
        let begun = Instant::now();
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn();
        let child = child.with_context(|| format!("starting {}", command.get_program().display()))?;
        Ok(Self { child, address, begun })
    }

    /// Where it answers.
    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Waits for the first 200 at `path`; answers the time since the process was started.
    pub(crate) fn wait_for(&mut self, path: &str, patience: Duration) -> Result<Duration> {
        let request = http::get(path, "Connection: close\r\n");
        loop {
            if let Ok(200) = http::ask_once(self.address, &request, |answer| Ok(answer.status)) {
                return Ok(self.begun.elapsed());
            }
            if let Some(status) = self.child.try_wait()? {
                bail!("a server ended before it answered {path} ({status})");
            }
            ensure!(self.begun.elapsed() < patience, "{path} does not answer with 200 within {patience:?}");
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Memory in use (resident), in MB of a million bytes.
    pub(crate) fn resident_mb(&self) -> Result<f64> {
        let status = fs::read_to_string(self.file("status"))?;
        resident_kib(&status).map(|kib| kib * 1_024.0 / 1e6).context("the system does not tell the memory of a process")
    }

    /// Processor time that all its threads have used, in seconds.
    pub(crate) fn cpu_seconds(&self) -> Result<f64> {
        let stat = fs::read_to_string(self.file("stat"))?;
        ticks(&stat).map(|ticks| ticks / TICKS).context("the system does not tell the processor time of a process")
    }

    fn file(&self, name: &str) -> String {
        format!("/proc/{}/{name}", self.child.id())
    }

    /// Asks it to end and waits until it has.
    pub(crate) fn stop(mut self) -> Result<()> {
        let asked = Command::new("kill").arg(self.child.id().to_string()).status()?;
        ensure!(asked.success(), "a server cannot be asked to stop");
        let since = Instant::now();
        while self.child.try_wait()?.is_none() {
            ensure!(since.elapsed() < ENDING, "a server does not stop within {ENDING:?}");
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // After `stop` there is nothing left to end; after an error there is nobody left to tell.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// `VmRSS` in the text of `/proc/…/status`.
fn resident_kib(status: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// `utime` and `stime` in the text of `/proc/…/stat`; they are counted from behind the name, which may hold anything.
fn ticks(stat: &str) -> Option<f64> {
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_ascii_whitespace().skip(11);
    let mut field = || fields.next()?.parse::<f64>().ok();
    Some(field()? + field()?)
}

/// Runs a command to its end; answers what it printed and how long it took.
pub(crate) fn finish(command: &mut Command) -> Result<(String, Duration)> {
    let begun = Instant::now();
    let output = command.stderr(Stdio::inherit()).output()?;
    let name = Path::new(command.get_program()).display().to_string();
    ensure!(output.status.success(), "{name} failed ({})", output.status);
    Ok((String::from_utf8_lossy(&output.stdout).into_owned(), begun.elapsed()))
}

#[cfg(test)]
mod tests {
    use super::{resident_kib, ticks};

    #[test]
    fn what_the_system_tells_is_read() {
        assert_eq!(resident_kib("Name:\tc2r\nVmRSS:\t   51200 kB\nThreads:\t9\n"), Some(51_200.0));
        assert_eq!(resident_kib("Name:\tc2r\n"), None);
        let stat = "7 (a) b c) S 1 7 7 0 -1 4194304 900 0 0 0 250 50 0 0 20 0 9 0 12345";
        assert_eq!(ticks(stat), Some(300.0));
        assert_eq!(ticks("7"), None);
    }
}

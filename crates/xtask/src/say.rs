//! What the commands tell the person at the terminal.
//!
//! A closed pipe (`cargo xtask test | head`) must not end a run half way, so failures to write are let go.

use std::fmt::Display;
use std::io::Write as _;
use std::time::{Duration, Instant};

/// One line on standard output.
pub(crate) fn line(text: impl Display) {
    if cfg!(test) {
        // The harness does not capture this handle, and its own output would be hard to read in between.
        return;
    }
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// The one line that says why a command failed.
pub(crate) fn error(text: &str) {
    if cfg!(test) {
        return;
    }
    let _ = writeln!(std::io::stderr(), "error: {text}");
}

/// Numbered steps with their durations: whoever waits sees for what.
pub(crate) struct Steps {
    total: usize,
    done: usize,
}

impl Steps {
    /// Steps of which `total` will be announced.
    pub(crate) fn of(total: usize) -> Self {
        Self { total, done: 0 }
    }

    /// Announces the next step, does it, and tells how long it took.
    pub(crate) fn run<T>(&mut self, what: &str, work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
        self.announce(what);
        let start = Instant::now();
        let value = work()?;
        line(format_args!("      done in {}", duration(start.elapsed())));
        Ok(value)
    }

    /// Announces a step that does not come back, such as handing over to the server.
    pub(crate) fn announce(&mut self, what: &str) {
        self.done += 1;
        line(format_args!("[{}/{}] {what}", self.done, self.total));
    }
}

/// A duration as people read it: `0.4 s`, `12.3 s`, `3 min 05 s`.
pub(crate) fn duration(span: Duration) -> String {
    let seconds = span.as_secs();
    if seconds < 60 {
        return format!("{:.1} s", span.as_secs_f64());
    }
    format!("{} min {:02} s", seconds / 60, seconds % 60)
}

/// A size in kilobytes of 1000 bytes, the unit of the budgets.
pub(crate) fn kilobytes(bytes: u64) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_and_sizes_read_well() {
        assert_eq!(duration(Duration::from_millis(420)), "0.4 s");
        assert_eq!(duration(Duration::from_secs(185)), "3 min 05 s");
        assert_eq!(kilobytes(249_960), "249.9 kB");
        assert_eq!(kilobytes(40), "0.0 kB");
    }

    #[test]
    fn a_failing_step_is_not_swallowed() {
        let outcome: anyhow::Result<()> = Steps::of(1).run("fail", || anyhow::bail!("no"));
        assert!(outcome.is_err());
    }
}

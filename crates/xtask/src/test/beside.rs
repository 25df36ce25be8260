//! A step that is done beside the others: what keeps one core busy for minutes lets the other one get on.

use std::fs::File;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use super::steps::Step;
use crate::{project, say};

/// A step in a program of its own, whose words are kept until somebody asks: in between they could not be read.
pub(super) struct Beside {
    name: &'static str,
    child: Child,
    started: Instant,
}

impl Beside {
    /// Starts this program for one step.
    pub(super) fn start(step: &Step) -> Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["test", "--only", step.name]);
        Self::spawn(step.name, &mut command)
    }

    fn spawn(name: &'static str, command: &mut Command) -> Result<Self> {
        std::fs::create_dir_all(project::work())?;
        let words = File::create(words_of(name)).context("keeping what a step says")?;
        let child = command.stdin(Stdio::null()).stdout(words.try_clone()?).stderr(words).spawn()?;
        Ok(Self { name, child, started: Instant::now() })
    }

    /// Waits for its end, and tells what it said.
    pub(super) fn end(mut self) -> (Result<String>, Duration) {
        let result = self.wait();
        (result, self.started.elapsed())
    }

    fn wait(&mut self) -> Result<String> {
        let status = self.child.wait()?;
        say::line(std::fs::read_to_string(words_of(self.name))?);
        if !status.success() {
            bail!("failed beside the other steps ({status})");
        }
        Ok("beside the other steps".to_owned())
    }
}

impl Drop for Beside {
    /// Where another step has failed nobody waits for this one. Once it has ended there is nothing to stop.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn words_of(name: &str) -> std::path::PathBuf {
    project::work().join(name).with_extension("log")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(name: &'static str, script: &str) -> Beside {
        Beside::spawn(name, Command::new("sh").args(["-c", script])).unwrap()
    }

    #[test]
    fn it_ends_as_its_program_does() {
        assert!(shell("beside-good", "exit 0").end().0.is_ok());
        assert!(shell("beside-bad", "exit 3").end().0.unwrap_err().to_string().contains('3'));
    }

    #[test]
    fn nobody_waits_for_it_after_a_failure() {
        let begun = Instant::now();
        drop(shell("beside-long", "exec sleep 60"));
        assert!(begun.elapsed() < Duration::from_secs(30), "it was stopped");
    }
}

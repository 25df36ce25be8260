//! Counting what test harnesses report.

use anyhow::{Result, bail};

/// How many tests ran.
#[derive(Default, PartialEq, Eq, Debug)]
pub(super) struct Tally {
    passed: usize,
    ignored: usize,
}

impl Tally {
    /// Takes a line of a harness's output into account: `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
    pub(super) fn add(&mut self, line: &str) {
        let Some((_, counts)) = line.trim().strip_prefix("test result: ").and_then(|rest| rest.split_once(". ")) else {
            return;
        };
        for count in counts.split(';') {
            match count.trim().split_once(' ') {
                Some((number, "passed")) => self.passed += number.parse::<usize>().unwrap_or(0),
                Some((number, "ignored")) => self.ignored += number.parse::<usize>().unwrap_or(0),
                _ => {}
            }
        }
    }

    /// The note for the summary; no test at all, or one left out, is a failure and not a success.
    pub(super) fn note(&self) -> Result<String> {
        match self {
            Self { passed: 0, .. } => bail!("no test ran"),
            Self { ignored: 0, passed } => Ok(format!("{passed} tests")),
            Self { ignored, .. } => bail!("{ignored} tests are ignored: mend or remove them"),
        }
    }
}

/// The note for what a harness printed.
pub(crate) fn tally_of(printed: &str) -> Result<String> {
    let mut tally = Tally::default();
    printed.lines().for_each(|line| tally.add(line));
    tally.note()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_added_up() {
        let printed = "running 2 tests\ntest a ... ok\n\
            test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            test result: ok. 40 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.00s\n";
        assert_eq!(tally_of(printed).unwrap(), "42 tests");
    }

    #[test]
    fn nothing_is_left_out_silently() {
        assert!(tally_of("running 0 tests").is_err());
        assert!(tally_of("test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured").is_err());
    }
}

//! Why a command did not do its work, in sentences for whoever typed it, and the exit status.

use crate::say;
use app::reference::LoadError;
use std::fmt::{self, Display};
use std::process::ExitCode;

/// The work could not be done, or a fault was found.
const WORK: u8 = 1;
/// A setting or an argument is wrong; clap ends with the same status.
const SETTING: u8 = 2;

/// What went wrong. Never a debug dump: every line can be read by who does not know the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    status: u8,
    lines: Vec<String>,
}

impl Failure {
    /// The work could not be done.
    pub(crate) fn work(sentence: impl Display) -> Self {
        Self { status: WORK, lines: vec![sentence.to_string()] }
    }

    /// A setting is wrong.
    pub(crate) fn setting(sentence: impl Display) -> Self {
        Self { status: SETTING, lines: vec![sentence.to_string()] }
    }

    /// Whoever read the output has closed it: there is nothing to say, and nobody to say it to.
    pub(crate) fn unheard() -> Self {
        Self { status: 0, lines: Vec::new() }
    }

    /// Puts `line` before what is told already.
    pub(crate) fn after(mut self, line: impl Display) -> Self {
        self.lines.insert(0, line.to_string());
        self
    }

    /// Tells it, and answers the exit status.
    pub(crate) fn report(self) -> ExitCode {
        let (last, before) = match self.lines.split_last() {
            Some((last, before)) => (Some(last), before),
            None => (None, &[][..]),
        };
        before.iter().for_each(say::complaint);
        if let Some(last) = last {
            say::complaint(format_args!("c2r: {last}"));
        }
        ExitCode::from(self.status)
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.lines.join("\n"))
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        Self::work(sentence(&error))
    }
}

impl From<app::Error> for Failure {
    fn from(error: app::Error) -> Self {
        Self::work(sentence(&error))
    }
}

impl From<search::Error> for Failure {
    fn from(error: search::Error) -> Self {
        let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}")).unwrap_or_default();
        Self::work(sentence(&format!("{error}{cause}")))
    }
}

impl From<LoadError> for Failure {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::BadRows(ref rows) => {
                let lines = rows.iter().map(|row| crate::text::visible(&row.to_string()));
                let lines = lines.chain([sentence(&error)]).collect();
                Self { status: WORK, lines }
            }
            LoadError::App(error) => error.into(),
        }
    }
}

/// Errors begin small and have no full stop, so that they can stand inside others; alone they are sentences.
fn sentence(error: &impl Display) -> String {
    let text = error.to_string();
    let text = text.trim_end_matches('.');
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

#[cfg(test)]
mod tests {
    use super::{Failure, sentence};

    #[test]
    fn errors_become_sentences() {
        assert_eq!(sentence(&"the disk of the database is full"), "The disk of the database is full.");
        assert_eq!(sentence(&"The database does not answer."), "The database does not answer.");
        assert_eq!(sentence(&""), "");
    }

    #[test]
    fn a_line_can_be_put_before() {
        let failure = Failure::work("No.").after("accra: no latitude");
        assert_eq!(failure.to_string(), "accra: no latitude\nNo.");
    }
}

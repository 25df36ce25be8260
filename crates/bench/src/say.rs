//! What is told at the terminal: the result on standard output, progress on standard error.

use std::fmt::Display;
use std::io::{self, Write};

/// A line of the result.
pub(crate) fn line(text: impl Display) -> io::Result<()> {
    writeln!(io::stdout(), "{text}")
}

/// A line of progress. If it cannot be written there is nobody who waits for it.
pub(crate) fn progress(text: impl Display) {
    drop(writeln!(io::stderr(), "{text}"));
}

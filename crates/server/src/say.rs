//! Everything that the commands tell the person at the terminal goes through here. The server's own
//! messages are logs, not lines: see `logging`.

use crate::failure::Failure;
use std::fmt::Display;
use std::io::{self, ErrorKind, Write};

/// One line on standard output.
pub(crate) fn line(text: impl Display) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    // Flushed line by line: through a pipe, too, a line is seen when it is said.
    writeln!(output, "{text}").and_then(|()| output.flush()).map_err(not_written)
}

/// Standard output for longer texts.
pub(crate) fn output() -> impl Write {
    io::BufWriter::new(io::stdout().lock())
}

/// Why something could not be said. A reader who has seen enough (`c2r openapi | head`) is no fault.
#[expect(clippy::needless_pass_by_value, reason = "handed to map_err")]
pub(crate) fn not_written(error: io::Error) -> Failure {
    if error.kind() == ErrorKind::BrokenPipe {
        return Failure::unheard();
    }
    Failure::work(format!("Standard output cannot be written: {error}."))
}

/// One line on standard error. If even that cannot be written there is nobody left to tell.
pub(crate) fn complaint(text: impl Display) {
    drop(writeln!(io::stderr(), "{text}"));
}

//! `c2r openapi`: the specification of the API.

use crate::failure::Failure;
use crate::say;
use std::io::Write as _;

/// Prints it.
pub(crate) fn run(version: api::Version) -> Result<(), Failure> {
    let text = api::specification(version);
    let mut output = say::output();
    writeln!(output, "{}", text.trim_end()).and_then(|()| output.flush()).map_err(say::not_written)
}

//! Logs go to standard error, one line an event, as text or as JSON. No line holds an address of a client, a
//! query string or a body: who reads logs learns what the server did, not who asked what.

use crate::config::{Config, LogFormat};
use crate::failure::Failure;
use std::io::IsTerminal as _;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::util::SubscriberInitExt as _;

/// Begins to log as the settings say.
///
/// # Errors
/// When this process logs already.
pub(crate) fn start(config: &Config) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(without_foreign_faults(&config.log))
        .map_err(|error| Failure::setting(format!("The log filter is wrong: {error}.")))?;
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = match config.log_format {
        LogFormat::Text => lines.with_ansi(std::io::stderr().is_terminal()).finish().try_init(),
        LogFormat::Json => lines.json().flatten_event(true).with_current_span(false).finish().try_init(),
    };
    started.map_err(|error| Failure::work(format!("Logging cannot begin: {error}.")))?;
    std::panic::set_hook(Box::new(log_panic));
    Ok(())
}

/// The filter without what the library calls an error and is none of ours: bytes that cannot be read as HTTP, and clients
/// that hang up. Whoever wants to see them names the library.
fn without_foreign_faults(filter: &str) -> String {
    if filter.contains("actix_http") { filter.to_owned() } else { format!("{filter},actix_http::h1::dispatcher=off") }
}

/// A panic becomes a line of the log like any other fault, so that it is found where faults are looked for.
fn log_panic(panic: &std::panic::PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    tracing::error!(%place, message = panic.payload_as_str().unwrap_or("a panic"));
}

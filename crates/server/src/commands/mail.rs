//! `c2r mail bounce`: what the mail server hands over that came to the address for reports.

use crate::config::Config;
use crate::failure::Failure;
use crate::{database, say};
use app::Caller;
use domain::policy::Actor;
use domain::subscriptions::MAX_BOUNCE_BYTES;
use std::io::Read as _;

/// Reads one message from standard input. What is no report is no failure: a mail server that is told of one would
/// write a report itself.
pub(crate) async fn bounce(config: Config) -> Result<(), Failure> {
    let ctx = database::context(database::open_current(&config).await?)?;
    let message = tokio::task::spawn_blocking(read).await;
    let message = message.map_err(|error| Failure::work(format!("The message cannot be read: {error}.")))??;
    let caller = Caller { actor: Actor::Operator, request_id: None, idempotency: None };
    let report = app::subscriptions::create_bounce(&ctx, &caller, &message).await?;
    say::line(format_args!(
        "{} told of, {} recognised, {} suppressed",
        report.told, report.recognised, report.suppressed
    ))?;
    Ok(())
}

/// As much as a report may have, and what is behind it away: whoever writes it waits until all is taken.
fn read() -> Result<Vec<u8>, Failure> {
    let failed = |error| Failure::work(format!("The message cannot be read from standard input: {error}."));
    let (mut input, mut message) = (std::io::stdin().lock(), Vec::new());
    let most = u64::try_from(MAX_BOUNCE_BYTES).unwrap_or(u64::MAX);
    input.by_ref().take(most).read_to_end(&mut message).map_err(failed)?;
    std::io::copy(&mut input, &mut std::io::sink()).map_err(failed)?;
    Ok(message)
}

//! `c2r migrate`: the database has the shape that this version needs.

use crate::config::Config;
use crate::failure::Failure;
use crate::{database, say};

/// Applies what is pending, and tells what that was.
pub(crate) async fn run(config: Config) -> Result<(), Failure> {
    let db = database::open_or_create(&config).await?;
    let pending = db.pending_migrations().await?;
    if pending.is_empty() {
        return say::line("nothing to do");
    }
    db.migrate().await?;
    pending.iter().try_for_each(|name| say::line(format_args!("applied {name}")))
}

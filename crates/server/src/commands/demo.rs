//! `c2r demo remove`, and the accounts that a start in demo mode makes and names.

use crate::config::Config;
use crate::failure::Failure;
use crate::{database, say};
use app::identity::DEMO_PASSWORD;
use app::{Caller, Context};
use domain::policy::Actor;
use mailer::Folder;

/// Where addresses for demonstration are.
const DEMO_DOMAIN: &str = "@demo.invalid";

fn operator() -> Caller {
    Caller { actor: Actor::Operator, request_id: None, idempotency: None }
}

/// Removes everything that is for demonstration, and says what of it was taken back and what stays.
pub(crate) async fn remove(config: Config) -> Result<(), Failure> {
    let ctx = database::context(database::open_current(&config).await?)?;
    let removed = app::identity::remove_demo(&ctx, &operator()).await?;
    let folder = config.data.join("mails");
    if folder.is_dir() {
        let told = |error| Failure::work(format!("{} cannot be cleared: {error}.", folder.display()));
        let mails = Folder::new(&folder).map_err(told)?;
        mails.forget(&[DEMO_DOMAIN.to_owned()]).await.map_err(told)?;
    }
    say::line(format_args!("{} accounts for demonstration removed", removed.accounts))?;
    for trace in removed.taken_back {
        say::line(format_args!("taken back: {trace}"))?;
    }
    for trace in removed.kept {
        say::line(format_args!("kept, because others have worked on it or build on it: {trace}"))?;
    }
    Ok(())
}

/// Makes the accounts for demonstration that are missing, and says how to sign in and where mails can be read.
pub(crate) async fn load(ctx: &Context) -> Result<(), Failure> {
    let accounts = app::identity::load_demo(ctx, &operator()).await?;
    say::line(format_args!("accounts for demonstration, password \"{DEMO_PASSWORD}\":"))?;
    for account in accounts {
        say::line(format_args!("  {:<32} {}", account.email, account.name))?;
    }
    if let Some(page) = app::identity::demo_mails_page(ctx) {
        say::line(format_args!("mails, which stay on this machine: {page}"))?;
    }
    Ok(())
}

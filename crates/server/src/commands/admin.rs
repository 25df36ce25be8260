//! `c2r admin create`: somebody must be the first who can let others in.

use crate::config::Config;
use crate::failure::Failure;
use crate::{database, say};
use app::Caller;
use domain::identity::NewRegistration;
use domain::policy::Actor;
use std::io::{BufRead as _, IsTerminal as _};

/// Makes the account, or makes the one that is there an administrator's.
pub(crate) async fn create(config: Config, email: String, name: String) -> Result<(), Failure> {
    let ctx = database::context(database::open_current(&config).await?)?;
    let password = read_password()?;
    let caller = Caller { actor: Actor::Operator, request_id: None, idempotency: None };
    let new = NewRegistration { email: email.clone(), password, name, language: None };
    let (id, made) = app::identity::create_administrator(&ctx, caller, new).await.map_err(told)?;
    let what = if made { "made, as an administrator's" } else { "there already; it is an administrator's now" };
    say::line(format_args!("the account of {} is {what} ({id})", crate::text::visible(&email)))
}

/// The first line of standard input: a flag could be seen by other users of the machine.
fn read_password() -> Result<String, Failure> {
    let input = std::io::stdin();
    if input.is_terminal() {
        say::complaint("Password (at least 12 characters; it can be seen while you type):");
    }
    let mut line = String::new();
    let read = input.lock().read_line(&mut line);
    read.map_err(|error| Failure::work(format!("The password cannot be read: {error}.")))?;
    let password = line.trim_end_matches(['\r', '\n']).to_owned();
    if password.is_empty() {
        return Err(Failure::work("There is no password on standard input."));
    }
    Ok(password)
}

/// What is wrong with the address, the name or the password, a line each.
fn told(error: app::Error) -> Failure {
    let app::Error::Broken(faults) = error else { return error.into() };
    let lines =
        faults.iter().rev().map(|fault| format!("{}: {}", fault.pointer.trim_start_matches('/'), fault.message));
    lines.fold(Failure::work("No administrator was made."), |failure, line| failure.after(line))
}

//! The door of every use case.

use crate::{Error, Result};
use domain::policy::{Action, Actor, Decision, Scope, may};

/// Lets `actor` do `action`, or not; answers whose eyes its queries look with.
pub(crate) const fn authorise(actor: Actor, action: Action) -> Result<Scope> {
    match may(actor, action) {
        Decision::Allowed => Ok(actor.scope()),
        Decision::Denied => Err(Error::Denied),
        Decision::Hidden => Err(Error::Hidden),
    }
}

//! The door of every use case.

use crate::{Error, Result};
use domain::policy::{Action, Actor, Decision, Scope, Thing, may};

/// Lets `actor` do `action`, or not; answers whose eyes its queries look with.
pub(crate) fn authorise(actor: &Actor, action: Action) -> Result<Scope> {
    authorise_on(actor, action, Thing::NONE)
}

/// Lets `actor` do `action` to `thing`, or not; answers whose eyes its queries look with.
pub(crate) fn authorise_on(actor: &Actor, action: Action, thing: Thing) -> Result<Scope> {
    match may(actor, action, thing) {
        Decision::Allowed(rule) => Ok(rule.scope(actor)),
        Decision::SignIn => Err(Error::SignIn),
        Decision::SecondFactor => Err(Error::SecondFactorFirst),
        Decision::KeyLacks(scope) => Err(Error::KeyLacks(scope)),
        Decision::Denied => Err(Error::Denied),
        Decision::Hidden => Err(Error::Hidden),
    }
}

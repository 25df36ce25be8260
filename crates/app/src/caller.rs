//! Who asks and how.

use crate::idempotency::Idempotency;
use crate::{Error, Result};
use domain::live::ThingKind;
use domain::policy::{Action, Actor, SignedIn};
use ids::AuditId;
use store::audit::NewAudit;
use uuid::Uuid;

/// What a use case that writes needs to know of a request.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Who acts.
    pub actor: Actor,
    /// Id of the request, for the audit log.
    pub request_id: Option<String>,
    /// The caller's key, where there is one.
    pub idempotency: Option<Idempotency>,
}

impl Caller {
    /// The person who acts.
    ///
    /// # Errors
    /// [`Error::SignIn`] where nobody has signed in.
    pub(crate) fn person(&self) -> Result<&SignedIn> {
        self.actor.person().ok_or(Error::SignIn)
    }

    /// Names operation and caller, so that idempotency keys of different callers do not meet.
    pub(crate) fn key_scope(&self, action: Action) -> String {
        let whose = match &self.actor {
            Actor::Person(person) => person.account.to_string(),
            Actor::Machine(machine) => machine.key.to_string(),
            Actor::Visitor | Actor::Operator => self.actor.as_str().to_owned(),
        };
        format!("{action}:{whose}")
    }

    /// A line for the audit log about what the caller does.
    pub(crate) fn audit(
        &self,
        ctx: &crate::Context,
        action: Action,
        (kind, thing_id): (ThingKind, Uuid),
        fields: Vec<&'static str>,
    ) -> NewAudit {
        NewAudit {
            id: AuditId::generate(ctx.unix_ms()),
            at: ctx.now(),
            actor: self.actor.clone(),
            action,
            kind,
            thing_id,
            fields,
            request_id: self.request_id.clone(),
        }
    }
}

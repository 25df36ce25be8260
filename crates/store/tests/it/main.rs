//! The store on whichever engine the surroundings name: its schema, its one way to write, its journal, its copies.
#![expect(clippy::unwrap_used, reason = "a test that meets what it did not expect should stop there")]

mod backup;
mod cities;
mod jobs;
mod journal;
mod organisations;
mod schema;
mod way_back;
mod writer;

use chrono::{DateTime, Utc};
use domain::live::{ChangeAction, ThingKind};
use domain::policy::{Action, Actor};
use ids::AuditId;
use store::audit::NewAudit;
use store::{Db, Error, NewChange, Tx};

/// A moment.
fn moment() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_339_800, 0).unwrap()
}

/// What every write leaves behind: a row of the audit log and a line of the change log.
async fn leave_trace(tx: &Tx<'_>, request: &str) -> Result<(), Error> {
    let id = AuditId::generate(1).as_uuid();
    tx.tell(NewChange {
        at: moment(),
        kind: ThingKind::City,
        id,
        slug: Some(request.to_owned()),
        action: ChangeAction::Updated,
        version: 1,
        audience: None,
    });
    let line = NewAudit {
        id: id.into(),
        at: moment(),
        actor: Actor::Operator,
        action: Action::LoadReferenceData,
        kind: ThingKind::City,
        thing_id: id,
        fields: vec!["name"],
        request_id: Some(request.to_owned()),
    };
    store::audit::append(tx, line).await
}

/// Asks again for as long as no connection is free: beyond a second of waiting the store says so, and has done nothing.
async fn patiently<T>(mut write: impl AsyncFnMut() -> Result<T, Error>) -> Result<T, Error> {
    loop {
        match write().await {
            Err(Error::Unavailable(_)) => {}
            outcome => return outcome,
        }
    }
}

/// A write that does that and nothing else.
async fn write_trace(db: &Db, request: String) -> Result<(), Error> {
    db.write(move |tx| Box::pin(async move { leave_trace(tx, &request).await })).await
}

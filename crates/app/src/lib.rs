//! The use cases: authorise (by `domain::policy`), decide (by `domain`), transact (by `store`), tell.
//! Nothing here knows HTTP: the API, the command line and the tests call the same functions.

mod access;
mod cached;
mod caller;
mod context;
mod cursor;
mod error;
mod expected;
mod idempotency;
mod indexing;
mod listing;
mod names;

pub mod api_keys;
pub mod audit;
pub mod briefings;
pub mod changes;
pub mod cities;
pub mod city_proposals;
pub mod corrections;
pub mod drafting;
pub mod export;
pub mod files;
pub mod identity;
pub mod jobs;
pub mod lessons;
pub mod library;
pub mod live;
pub mod markdown;
pub mod memberships;
pub mod notes;
pub mod operations;
pub mod organisations;
pub mod reference;
pub mod saved_searches;
pub mod search;
pub mod subscriptions;
pub mod vocabularies;

pub use caller::Caller;
pub use context::{Clock, Context, SystemClock};
pub use error::{Error, KeyFault};
pub use expected::Expected;
pub use idempotency::{Idempotency, Outcome};
pub use indexing::keep_indexed;
pub use store::{Db, Engine, Options as DatabaseOptions};

/// The person at the machine, for commands and tests.
#[must_use]
pub const fn operator() -> domain::policy::Actor {
    domain::policy::Actor::Operator
}

/// What workers do: every handler of every slice.
#[must_use]
pub fn handlers(mail: identity::MailSettings) -> Vec<std::sync::Arc<dyn jobs::Handler>> {
    let own = memberships::handlers().into_iter().chain(city_proposals::handlers()).chain(library::handlers());
    let own = own.chain(organisations::handlers()).chain(files::handlers()).chain(saved_searches::handlers());
    let own = own.chain(subscriptions::handlers()).chain(briefings::handlers(&mail));
    identity::handlers(mail).into_iter().chain(own).collect()
}

/// What a use case answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

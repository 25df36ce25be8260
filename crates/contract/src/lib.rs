//! The envelope of the API, shared by server, client and app: [`Problem`]s, [`Page`]s and the one
//! filter grammar of the address bar and the API ([`query`]).

mod page;
mod patch;
mod problem;
pub mod query;

pub use page::{Facet, FacetValue, Page};
pub use patch::Patch;
pub use problem::{Fault, Problem, ProblemKind};

/// Path under which every operation of the API stands.
pub const BASE_PATH: &str = "/api/v1";

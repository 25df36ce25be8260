//! Similarity of cities: Gower's general coefficient (1971), with its reasons.
//!
//! - [`Profile`]: what is compared of a city;
//! - [`Aspect`]: the seven things compared, and how alike two cities are in each;
//! - [`Weights`]: how much each aspect counts;
//! - [`similar`]: the candidates most like a target, each with its [`Reason`]s.
//!
//! The method, its source and its limits are in the [crate's documentation](crate).

mod aspect;
mod profile;
mod rank;
mod weights;

pub use aspect::Aspect;
pub use profile::Profile;
pub use rank::{Reason, Similar, similar};
pub use weights::{WeightError, Weights};

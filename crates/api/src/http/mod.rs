//! What all handlers share: errors as problems, bodies, validators, budgets, and the layers around every request.

pub(crate) mod accept;
pub(crate) mod answers;
pub(crate) mod body;
pub(crate) mod caller;
pub(crate) mod conditional;
pub(crate) mod device;
pub(crate) mod error;
pub(crate) mod files;
pub(crate) mod layers;
pub(crate) mod limits;
pub(crate) mod parameters;
pub(crate) mod problems;
pub(crate) mod raw;
pub(crate) mod shape;
pub(crate) mod validators;

pub(crate) use answers::{answered_once, json, made, made_once, private, versioned, versioned_once};
pub(crate) use body::{Body, LargeBody};
pub(crate) use caller::{Request, client_of, if_match, no_query};
pub(crate) use error::ApiError;
pub(crate) use parameters::{PageParams, id_of, page};

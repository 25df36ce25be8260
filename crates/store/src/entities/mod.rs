//! Rows as the tables hold them. Private: other crates see the types of `domain`.
//!
//! Plain derives rather than `#[sea_orm::model]`, whose nested writes open transactions of their own:
//! here only `Db::write` does.

pub(crate) mod account;
pub(crate) mod api_key;
pub(crate) mod audit_log;
pub(crate) mod change_log;
pub(crate) mod city;
pub(crate) mod city_profile;
pub(crate) mod city_proposal;
pub(crate) mod city_term;
pub(crate) mod correction;
pub(crate) mod country;
pub(crate) mod idempotency_key;
pub(crate) mod invitation;
pub(crate) mod job;
pub(crate) mod login;
pub(crate) mod mail_link;
pub(crate) mod membership;
pub(crate) mod organisation;
pub(crate) mod organisation_domain;
pub(crate) mod recovery_code;
pub(crate) mod reference_file;
pub(crate) mod registration;
pub(crate) mod role_grant;
pub(crate) mod signing_key;
pub(crate) mod term;

use crate::{Error, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::str::FromStr;

/// Reads a key of a closed set from its column.
pub(crate) fn key<T: FromStr>(column: &str, text: &str) -> Result<T> {
    text.parse().map_err(|_| Error::unreadable(column, format!("'{text}' is not a known key")))
}

/// Reads a column that holds JSON.
pub(crate) fn from_json<T: DeserializeOwned>(column: &str, text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Error::unreadable(column, error))
}

/// Writes a column that holds JSON.
pub(crate) fn to_json<T: Serialize>(column: &str, value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::unreadable(column, error))
}

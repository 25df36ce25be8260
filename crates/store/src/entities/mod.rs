//! Rows as the tables hold them. Private: other crates see the types of `domain`.
//!
//! Plain derives rather than `#[sea_orm::model]`, whose nested writes open transactions of their own:
//! here only `Db::write` does.

pub(crate) mod account;
pub(crate) mod api_key;
pub(crate) mod audit_log;
pub(crate) mod briefing;
pub(crate) mod briefing_delivery;
pub(crate) mod briefing_issue;
pub(crate) mod briefing_pick;
pub(crate) mod change_log;
pub(crate) mod city;
pub(crate) mod city_profile;
pub(crate) mod city_proposal;
pub(crate) mod city_term;
pub(crate) mod collection;
pub(crate) mod collection_item;
pub(crate) mod correction;
pub(crate) mod country;
pub(crate) mod idempotency_key;
pub(crate) mod invitation;
pub(crate) mod job;
pub(crate) mod lesson;
pub(crate) mod lesson_author;
pub(crate) mod lesson_draft;
pub(crate) mod lesson_draft_author;
pub(crate) mod lesson_draft_comment;
pub(crate) mod lesson_link;
pub(crate) mod lesson_outcome;
pub(crate) mod lesson_revision;
pub(crate) mod lesson_term;
pub(crate) mod library_item;
pub(crate) mod library_removed;
pub(crate) mod library_term;
pub(crate) mod login;
pub(crate) mod mail_link;
pub(crate) mod membership;
pub(crate) mod note;
pub(crate) mod note_author;
pub(crate) mod note_citation;
pub(crate) mod note_draft;
pub(crate) mod note_draft_author;
pub(crate) mod note_draft_comment;
pub(crate) mod note_term;
pub(crate) mod note_topic;
pub(crate) mod note_version;
pub(crate) mod organisation;
pub(crate) mod organisation_domain;
pub(crate) mod recovery_code;
pub(crate) mod reference_file;
pub(crate) mod registration;
pub(crate) mod role_grant;
pub(crate) mod saved_search;
pub(crate) mod signing_key;
pub(crate) mod subscriber;
pub(crate) mod subscriber_bounce;
pub(crate) mod subscriber_consent;
pub(crate) mod suppression;
pub(crate) mod term;

use crate::{Error, Result};
use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr, SimpleExpr};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::str::FromStr;

/// Reads a key of a closed set from its column.
pub(crate) fn key<T: FromStr>(column: &str, text: &str) -> Result<T> {
    text.parse().map_err(|_| Error::unreadable(column, format!("'{text}' is not a known key")))
}

/// Rows whose column is one of these keys; nothing to ask for where none is named.
pub(crate) fn any_of<C: ColumnTrait>(column: C, keys: impl Iterator<Item = &'static str>) -> Option<SimpleExpr> {
    let keys: Vec<&'static str> = keys.collect();
    (!keys.is_empty()).then(|| ColumnTrait::is_in(&column, keys))
}

/// Rows whose column holds this text as it is: no sign of it is a wildcard, and nothing is held by no row.
pub(crate) fn holds<C: ColumnTrait>(column: C, text: &str) -> SimpleExpr {
    if text.is_empty() {
        return ColumnTrait::is_in(&column, std::iter::empty::<String>());
    }
    let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    ExprTrait::like(Expr::col(column), LikeExpr::new(format!("%{escaped}%")).escape('\\'))
}

/// Reads a column that holds JSON.
pub(crate) fn from_json<T: DeserializeOwned>(column: &str, text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Error::unreadable(column, error))
}

/// Writes a column that holds JSON.
pub(crate) fn to_json<T: Serialize>(column: &str, value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::unreadable(column, error))
}

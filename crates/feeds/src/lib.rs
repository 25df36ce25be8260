#![doc = include_str!("../README.md")]

mod atom;
mod feed;
mod json;

pub use atom::atom;
pub use feed::{Author, Category, Entry, Feed};
pub use json::json_feed;

/// The media type of what [`atom()`] writes.
pub const ATOM: &str = "application/atom+xml";

/// The media type of what [`json_feed`] writes.
pub const JSON_FEED: &str = "application/feed+json";

#![doc = include_str!("../README.md")]

mod column;
mod document;
mod error;
mod evaluate;
mod facets;
mod find;
mod fold;
mod highlight;
mod index;
mod pattern;
mod schema;
mod selected;
mod storage;
mod tokens;

pub use document::{Document, Operation};
pub use error::Error;
pub use facets::Facets;
pub use find::{Found, Hit, Query};
pub use highlight::{Mark, Marked};
pub use index::Index;
pub use selected::Selection;

#![doc = include_str!("../README.md")]

mod alike;
mod bits;
mod column;
mod document;
mod error;
mod evaluate;
mod facets;
mod facts;
mod find;
mod fold;
mod highlight;
mod index;
mod lexicon;
mod matches;
mod narrowed;
mod pattern;
mod place;
mod schema;
mod selected;
mod stem;
mod storage;
mod tagged;
mod tokens;
mod typo;

pub use alike::Alike;
pub use document::{Document, Operation};
pub use error::Error;
pub use facets::Facets;
pub use find::{Found, Hit, Nearness, Query};
pub use highlight::{Mark, Marked};
pub use index::Index;
pub use selected::Selection;
pub use tagged::Tag;

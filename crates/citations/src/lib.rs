#![doc = include_str!("../README.md")]

mod bibtex;
mod csl;
mod kind;
mod reference;
mod ris;
mod text;
mod work;

pub use bibtex::bibtex;
pub use csl::csl_json;
pub use kind::Kind;
pub use reference::{Words, reference};
pub use ris::ris;
pub use work::{Name, Work};

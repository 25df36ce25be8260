//! Parts that several pages are made of.

mod facts;
mod failure;
mod load;
mod notice;
mod page;
mod rows;

pub(crate) use facts::{Fact, SourceLink};
pub(crate) use failure::Failure;
pub(crate) use load::{Load, Skeleton};
pub(crate) use notice::{Faults, Notice};
pub(crate) use page::use_page;
pub(crate) use rows::move_between_rows;

//! Parts that several pages are made of.

mod facts;
mod failure;
mod fields;
mod form;
mod load;
mod notice;
mod odd;
mod page;
mod rows;

pub(crate) use facts::{Fact, SourceLink};
pub(crate) use failure::Failure;
pub(crate) use fields::{Options, SelectField, TextField};
pub(crate) use form::{Field, Form, FormView, Kind, Texts};
pub(crate) use load::{Load, Skeleton};
pub(crate) use notice::Notice;
pub(crate) use odd::{OddAddress, Parameters};
pub(crate) use page::{use_new_heading, use_page};
pub(crate) use rows::move_between_rows;

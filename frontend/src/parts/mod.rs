//! Parts that several pages are made of.

mod crumbs;
mod deed;
mod entered;
mod explained;
mod facts;
mod failure;
mod fields;
mod filters;
mod form;
mod listed;
mod load;
mod markdown;
mod new_password;
mod odd;
mod page;
mod reason;
mod rows;
mod share;

pub(crate) use crumbs::Crumbs;
pub(crate) use deed::{Answer, Deed};
pub(crate) use entered::Entered;
pub(crate) use explained::Explained;
pub(crate) use facts::{Fact, SourceLink};
pub(crate) use failure::{Broken, Failure};
pub(crate) use fields::{Boxes, Options, SelectField, TextField, options};
pub(crate) use filters::{Asked, Choice, Day, Filters, Word};
pub(crate) use form::{Field, Form, FormView, Kind, Texts};
pub(crate) use listed::{Line, Listed, More, Rows, Source, lines};
pub(crate) use load::{Load, Skeleton};
pub(crate) use markdown::preview;
pub(crate) use new_password::NewPasswordField;
pub(crate) use odd::{OddAddress, Parameters};
pub(crate) use page::{use_new_heading, use_page};
pub(crate) use reason::{Question, QuestionDialog, Questions};
pub(crate) use rows::move_between_rows;
pub(crate) use share::Share;

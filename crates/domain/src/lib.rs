//! The language of the product: its things, their rules, what input is valid ([`validation`]) and who
//! may do what ([`policy`]). Nothing here does input or output, reads a clock or draws a random number,
//! so the same code runs on the server and in the browser.
//!
//! A slice has the same name here as on every other floor: [`api_keys`], [`briefings`], [`cities`], [`city_proposals`], [`corrections`], [`identity`],
//! [`lessons`], [`library`], [`memberships`], [`notes`], [`organisations`], [`saved_searches`], [`search`], [`subscriptions`], [`vocabularies`], and [`live`] for the change log that stream and
//! mirrors read. [`lists`] is how they are narrowed down, [`feeds`] how they are followed, [`drafting`] how they are written.

#[macro_use]
mod keys;

pub mod api_keys;
pub mod audit;
pub mod briefings;
pub mod cities;
pub mod city_proposals;
pub mod corrections;
pub mod countries;
pub mod demo;
pub mod drafting;
pub mod feeds;
pub mod identity;
pub mod jobs;
pub mod lessons;
pub mod library;
pub mod lists;
pub mod live;
pub mod markdown;
pub mod memberships;
pub mod notes;
pub mod organisations;
pub mod policy;
pub mod saved_searches;
pub mod search;
pub mod since;
pub mod slugs;
pub mod spreadsheets;
pub mod subscriptions;
pub mod validation;
pub mod vocabularies;

pub use keys::{Key, UnknownKey};
pub use validation::Valid;

//! The HTTP face: handlers adapt requests to use cases of `app` and outcomes to answers. Nothing here
//! reaches the database, and nothing here decides who may do what.
//!
//! A module a slice with its handlers; [`http`] holds what all of them share; [`specification`] makes the
//! OpenAPI document from the routes.

mod audit;
mod briefing_desk;
mod briefings;
mod cities;
mod city_proposals;
mod collections;
mod corrections;
mod dead_links;
mod demo;
mod docs;
mod http;
mod identity;
mod jobs;
mod lesson_drafts;
mod lesson_outcomes;
mod lessons;
mod library;
mod library_files;
mod live;
mod markdown;
mod memberships;
mod note_drafts;
mod notes;
mod operations;
mod organisations;
mod profiles;
mod routes;
mod saved_searches;
mod search;
mod settings;
mod site;
mod specification;
mod subscribers;
mod subscriptions;
mod unsubscribe;
mod vocabularies;

pub use routes::run;
pub use settings::{LimitSettings, Settings, State};
pub use site::{Encoding, NoSite, Site};
pub use specification::{Version, specification};

//! The API through the real client, on whichever engine the surroundings name.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that meets what it did not expect should stop there"
)]

mod access;
mod api_keys;
mod briefings;
mod changes;
mod cities;
mod city_proposals;
mod conditions;
mod corrections;
mod demo;
mod expected;
mod faults;
mod fields;
mod guards;
mod headers;
mod identity;
mod issue_mails;
mod jobs;
mod lessons;
mod library;
mod lists;
mod markdown;
mod memberships;
mod notes;
mod openapi;
mod organisations;
mod patches;
mod problems;
mod races;
mod reference;
mod replays;
mod saved_searches;
mod schema;
mod search;
mod site;
mod stream;
mod subscriptions;
mod traces;
mod vocabularies;
mod worker;

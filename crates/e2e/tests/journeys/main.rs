//! What people do with the app, from their first page to their last, in a real browser.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a journey that cannot go on must stop at once")]

mod admin;
mod api_keys;
mod barriers;
mod briefings;
mod city_proposals;
mod face;
mod filters;
mod gallery;
mod identity;
mod keyboard;
mod lesson_drafts;
mod lessons;
mod library;
mod mails;
mod memberships;
mod notes;
mod organisations;
mod people;
mod report;
mod routes;
mod saved_searches;
mod search;
mod shell;
mod states;
mod structure;
mod walk;

use app::corrections::list_received;
use test_support::TestApp;

/// The reports that have arrived at the server, oldest first: id, city and text.
async fn reports(app: &TestApp) -> Vec<(String, String, String)> {
    let reports = list_received(&app.ctx, &app::operator(), None, 100).await.unwrap();
    let line = |report: domain::corrections::Correction| (report.id.to_string(), report.city, report.value);
    reports.into_iter().map(|received| line(received.correction)).collect()
}

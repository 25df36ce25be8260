//! The library: reading it, keeping it, lists of its items, their links and their files.

mod collections;
mod editing;
mod exports;
mod files;
mod links;
mod reading;

use domain::library::{LibraryItem, LibraryItemRef};
use domain::policy::Role;
use test_support::{Person, TestApp};

const HEAT: &str = "heat-action-platform";

fn named(item: &LibraryItem) -> LibraryItemRef {
    LibraryItemRef::Id(item.id)
}

fn slug(slug: &str) -> LibraryItemRef {
    LibraryItemRef::Slug(slug.to_owned())
}

async fn edited() -> (TestApp, Person) {
    let app = TestApp::start().await;
    let editor = app.with_role("editor@example.org", Role::Editor).await;
    (app, editor)
}

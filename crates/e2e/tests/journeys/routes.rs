//! Every page of the app is looked at, and pictures of it can be taken.

use crate::{
    admin, api_keys, barriers, briefings, gallery, identity, lesson_drafts, library, mails, memberships, notes,
    organisations, people,
};

/// What the journeys look at: names of pictures, and addresses.
const LOOKED_AT: [&[(&str, &str)]; 16] = [
    &admin::PAGES,
    &api_keys::PAGES,
    &barriers::PAGES,
    &briefings::OF_EDITORS,
    &briefings::OF_VISITORS,
    &gallery::PAGES,
    &identity::OF_ACCOUNTS,
    &identity::OF_VISITORS,
    &lesson_drafts::PAGES,
    &library::PAGES,
    &mails::OF_ACCOUNTS,
    &mails::PAGES,
    &memberships::PAGES,
    &notes::PAGES,
    &organisations::PAGES,
    &people::PAGES,
];

/// Where the routes of the app stand.
const APP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../frontend/src/app.rs");

/// Whether an address leads to a route, in which `:name` stands for anything.
fn leads_to(address: &str, route: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let [path, route] = [path, route].map(|path| path.trim_matches('/').split('/').collect::<Vec<_>>());
    path.len() == route.len() && path.iter().zip(&route).all(|(part, wanted)| wanted.starts_with(':') || part == wanted)
}

#[test]
fn every_route_is_looked_at() {
    let app = std::fs::read_to_string(APP).unwrap();
    let routes: Vec<&str> = app.split("path!(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(routes.len() > 40, "these are the routes: {routes:?}");
    // An address without a language only leads to one with.
    let missed = routes.into_iter().filter(|route| *route != "/").filter(|route| {
        let mut addresses = LOOKED_AT.into_iter().flatten().map(|(_, address)| address);
        !addresses.any(|address| leads_to(address, route))
    });
    assert_eq!(missed.collect::<Vec<_>>(), [""; 0], "put them into the pages of a journey");
}

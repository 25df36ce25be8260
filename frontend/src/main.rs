//! The app in the browser: a client of the API like any other.
//!
//! A slice has the same name here as on every other floor ([`cities`], [`search`]); what pages share is in [`parts`],
//! what stands around them in [`shell`], what they know in [`state`]. Each page is a chunk of its own, fetched when
//! somebody goes there.

#![expect(clippy::needless_pass_by_value, reason = "components take their properties by value")]
#![expect(unreachable_pub, reason = "the component macro makes properties public, whoever may see the component")]

mod about;
mod address;
mod admin;
mod api_keys;
mod app;
mod briefing_desk;
mod briefings;
mod browser;
mod cities;
mod city_proposals;
mod collections;
mod compare;
mod demo;
mod drafting;
mod gallery;
mod glossary;
mod home;
mod identity;
mod landing;
mod lesson_drafts;
mod lessons;
mod library;
mod library_desk;
mod lists;
mod map;
mod memberships;
mod messages;
mod missing;
mod note_drafts;
mod notes;
mod organisations;
mod page;
mod parts;
mod people;
mod saved_searches;
mod search;
mod shell;
mod state;
mod subscribers;
mod subscriptions;
mod tour;

fn main() {
    std::panic::set_hook(Box::new(shell::show_apology));
    address::take_language(&browser::path_and_query());
    wasm_bindgen_futures::spawn_local(async {
        // On its way since the page has come: the shell of the page asks for it beside this code.
        match messages::fetch(&[messages::Section::Common]).await {
            Ok(()) => start(),
            // Heard by the page's guard, which says what to do.
            Err(error) => drop(js_sys::Promise::reject(&error)),
        }
    });
}

fn start() {
    if let Some(container) = browser::find("#app") {
        leptos::mount::mount_to(container, app::App).forget();
    }
}

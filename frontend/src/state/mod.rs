//! What the app knows, and how it gets to know it.

mod debounce;
mod follow;
mod identity;
mod pages;
mod preferences;
mod remote;
mod shortcuts;
mod standing;
mod vocabularies;
mod world;

pub(crate) use debounce::Debounce;
pub(crate) use follow::{follow_decisions, follow_issues};
pub(crate) use identity::{Identity, Who};
pub(crate) use pages::Pages;
pub(crate) use preferences::{Theme, keep_language, own_name};
pub(crate) use remote::{Remote, Stage};
pub(crate) use shortcuts::Shortcuts;
pub(crate) use standing::{Standing, leads, use_standing};
pub(crate) use vocabularies::{Vocabularies, words_of};
pub(crate) use world::World;

use crate::messages::Texts;
use client::Client;
use leptos::prelude::*;

/// Puts what every page needs at the root of the app, where it lives as long as the app does.
pub(crate) fn provide() {
    let client = Client::new(crate::browser::origin());
    provide_context(client.clone());
    provide_context(Identity::new(client));
    provide_context(Vocabularies::new());
    provide_context(World::new());
    provide_context(Shortcuts::new());
    provide_context(Texts::new());
}

/// The client of the API.
pub(crate) fn api() -> Client {
    expect_context()
}

/// Who sits before the screen.
pub(crate) fn identity() -> Identity {
    expect_context()
}

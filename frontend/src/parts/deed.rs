//! Something that is done at the press of a button.

use crate::messages::{Key, t};
use crate::shell::Announcer;
use crate::state::{Identity, identity};
use client::{Client, Error};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::pin::Pin;

/// An answer on its way.
pub(crate) type Answer<T> = Pin<Box<dyn Future<Output = Result<T, Error>>>>;

/// One thing at a time, in the name of who has signed in. What was done is said, what went wrong is kept to be shown.
#[derive(Clone, Copy)]
pub(crate) struct Deed {
    /// Who does it.
    pub(crate) identity: Identity,
    /// What went wrong the last time.
    pub(crate) failure: RwSignal<Option<Error>>,
    announcer: Announcer,
    busy: RwSignal<bool>,
}

impl Deed {
    /// Nothing has been done yet.
    pub(crate) fn new() -> Self {
        let (failure, busy) = (RwSignal::new(None), RwSignal::new(false));
        Self { identity: identity(), failure, announcer: expect_context(), busy }
    }

    /// Does it, unless something else is on its way, and goes on with the answer.
    pub(crate) fn run<T: 'static>(self, call: impl Fn(Client) -> Answer<T> + 'static, done: impl FnOnce(T) + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        spawn_local(async move {
            let answer = self.identity.ask(call).await;
            self.busy.try_set(false);
            match answer {
                Ok(value) => done(value),
                Err(error) => {
                    self.failure.try_set(Some(error));
                }
            }
        });
    }

    /// Says what was done.
    pub(crate) fn say(self, text: String) {
        self.announcer.say(text);
    }

    /// Says what was done, in words that stand.
    pub(crate) fn tell(self, key: Key) {
        self.say(t(key).to_owned());
    }
}

//! The thing that an address names, as the pages about it get it.

use super::{Answer, Failure, Skeleton, use_page};
use crate::address::{own_address, parts};
use crate::messages::{Key, t};
use crate::missing::Missing;
use crate::state::{Remote, Who, api, identity};
use client::Client;
use leptos::prelude::*;
use std::sync::Arc;

/// How things of a kind are named and fetched.
pub(crate) struct Subject<T> {
    /// The name in a path: a slug, or an id.
    pub(crate) slug: fn(&str) -> Option<&str>,
    /// Whether a thing goes by a name.
    pub(crate) is_named: fn(&T, &str) -> bool,
    /// Asks for the thing of a name.
    pub(crate) fetch: fn(Client, String) -> Answer<T>,
    /// Whether some things are there for somebody alone: then it is asked for when it is known who looks, and anew when
    /// that changes.
    pub(crate) personal: bool,
}

/// The thing that the address names, and whether there is one.
pub(crate) struct One<T: Send + Sync + 'static> {
    thing: Remote<Arc<T>>,
    here: Memo<Option<Arc<T>>>,
    is_missing: Memo<bool>,
}

impl<T: Send + Sync + 'static> Clone for One<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for One<T> {}

impl<T: PartialEq + Send + Sync + 'static> One<T> {
    /// Asks for the thing of the page whose path `mine` knows; `title` is what the page is called.
    pub(crate) fn new(subject: Subject<T>, mine: fn(&str) -> bool, title: fn(&T) -> String) -> Self {
        let Subject { slug: slug_of, is_named, fetch, personal } = subject;
        let own = own_address(mine);
        let slug = Memo::new(move |_| own.with(|own| slug_of(parts(own).0).unwrap_or_default().to_owned()));
        let (client, identity) = (api(), identity());
        let who = Memo::new(move |_| match identity.who() {
            Who::Unknown => None,
            Who::Visitor => Some(false),
            Who::Somebody(_) => Some(true),
        });
        let thing = Remote::new(
            move || {
                let is_known = !personal || who.get().is_some();
                is_known.then(|| slug.get())
            },
            move |slug| {
                let answer = fetch(client.clone(), slug);
                async move { answer.await.map(Arc::new) }
            },
        );
        // The thing before this one is not this thing.
        let here = Memo::new(move |_| thing.get().filter(|thing| slug.with(|slug| is_named(thing, slug))));
        let is_missing =
            Memo::new(move |_| thing.error().is_some_and(|error| matches!(error.status(), Some(400 | 404))));
        use_page(move || match here.get() {
            Some(thing) => Some(title(&thing)),
            None => thing.error().filter(|_| !is_missing.get()).map(|_| t(Key::FailureTitle).to_owned()),
        });
        Self { thing, here, is_missing }
    }

    /// Asks for the thing again.
    pub(crate) fn again(self) {
        self.thing.retry();
    }
}

/// What a page about a thing shows: the thing, that there is none, or why it has not come.
#[component]
pub(crate) fn About<T: PartialEq + Send + Sync + 'static>(
    /// The thing.
    one: One<T>,
    /// Shows it.
    show: fn(Arc<T>) -> AnyView,
) -> impl IntoView {
    let One { thing, here, is_missing } = one;
    move || match (here.get(), is_missing.get()) {
        (_, true) => view! { <Missing/> }.into_any(),
        (Some(found), false) => show(found),
        (None, false) if thing.error().is_some() => view! {
            <div class="page">
                <h1 tabindex="-1">{t(Key::FailureTitle)}</h1>
                <Failure error=Signal::derive(move || thing.error()) retry=move || thing.retry()/>
            </div>
        }
        .into_any(),
        _ => view! {
            <div class="page">
                <Skeleton lines=11 heading=true/>
            </div>
        }
        .into_any(),
    }
}

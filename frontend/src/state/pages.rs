//! A list that grows page by page.

use super::{Remote, identity};
use client::Error;
use contract::{Facet, Page};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::pin::Pin;
use std::rc::Rc;

type Fetched<T> = Pin<Box<dyn Future<Output = Result<Page<T>, Error>>>>;
type Fetch<Q, T> = Rc<dyn Fn(Q, Option<String>) -> Fetched<T>>;

/// The pages of a list that have been fetched so far, one after the other.
pub(crate) struct Pages<T: Send + Sync + 'static> {
    /// The first page, with the facets.
    pub(crate) first: Remote<Page<T>>,
    /// The last facets that came; `None` until the first have. They outlive a failure: else there would be no way
    /// to take back what led to it.
    pub(crate) facets: RwSignal<Option<Vec<Facet>>>,
    /// The things of all pages so far.
    pub(crate) items: RwSignal<Vec<T>>,
    /// Whether there is more to fetch.
    pub(crate) has_more: Memo<bool>,
    /// Whether the next page is on its way.
    pub(crate) is_growing: RwSignal<bool>,
    /// Why the next page could not be fetched.
    pub(crate) failure: RwSignal<Option<Error>>,
    grow: StoredValue<Rc<dyn Fn()>, LocalStorage>,
}

impl<T: Send + Sync + 'static> Clone for Pages<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Pages<T> {}

impl<T: Clone + Send + Sync + 'static> Pages<T> {
    /// Begins anew with every new query; while there is none (`None`) nothing is fetched.
    pub(crate) fn new<Q: Clone + 'static>(
        query: impl Fn() -> Option<Q> + Clone + 'static,
        fetch: impl Fn(Q, Option<String>) -> Fetched<T> + 'static,
    ) -> Self {
        let (identity, fetch): (_, Fetch<Q, T>) = (identity(), Rc::new(fetch));
        let first = Remote::new(query.clone(), {
            let fetch = Rc::clone(&fetch);
            move |query| fetch(query, None)
        });
        let (facets, items, next) = (RwSignal::new(None), RwSignal::new(Vec::new()), RwSignal::new(None::<String>));
        let (is_growing, failure) = (RwSignal::new(false), RwSignal::new(None));
        Effect::new(move |_| {
            if let Some(page) = first.get() {
                facets.set(Some(page.facets.unwrap_or_default()));
                items.set(page.items);
                next.set(page.next);
                is_growing.set(false);
                failure.set(None);
            }
        });
        let grow = move || {
            let (Some(query), Some(cursor)) = (untrack(&query), next.get_untracked()) else { return };
            is_growing.set(true);
            failure.set(None);
            let fetch = Rc::clone(&fetch);
            spawn_local(async move {
                let page = identity.again(|| fetch(query.clone(), Some(cursor.clone()))).await;
                // A new query, or the end of the page, has overtaken this one.
                if next.try_get_untracked().flatten().as_deref() != Some(&cursor) {
                    return;
                }
                is_growing.try_set(false);
                match page {
                    Ok(page) => {
                        items.try_update(|items| items.extend(page.items));
                        next.try_set(page.next);
                    }
                    Err(error) => {
                        failure.try_set(Some(error));
                    }
                }
            });
        };
        let has_more = Memo::new(move |_| next.with(Option::is_some));
        Self { first, facets, items, has_more, is_growing, failure, grow: StoredValue::new_local(Rc::new(grow)) }
    }

    /// Fetches the next page.
    pub(crate) fn grow(self) {
        let grow = self.grow.get_value();
        grow();
    }

    /// The values of a facet; empty while unknown.
    pub(crate) fn facet(self, name: &str) -> Facet {
        let found = self.facets.with(|facets| facets.iter().flatten().find(|facet| facet.name == name).cloned());
        found.unwrap_or_else(|| Facet { name: name.to_owned(), values: Vec::new() })
    }
}

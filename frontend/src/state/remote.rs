//! Something that is fetched.

use super::identity;
use client::Error;
use futures_util::future::{AbortHandle, abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;

/// A value that the server has. Fetched again when its key changes; until the new value is there the last one
/// stays, so that nothing jumps. A newer request, or the end of the page, cancels the one before.
///
/// Used instead of `LocalResource` because that one forgets the last value, takes part in every `Suspense` around it
/// and has no retry.
pub(crate) struct Remote<T: Send + Sync + 'static> {
    value: RwSignal<Option<Result<T, Error>>>,
    busy: RwSignal<bool>,
    attempt: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Remote<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Remote<T> {}

/// What a view can show of a [`Remote`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Nothing has come yet.
    Pending,
    /// The last attempt failed.
    Failed,
    /// There is a value.
    Ready,
}

impl<T: Clone + Send + Sync + 'static> Remote<T> {
    /// Fetches with every new key; while there is none (`None`) nothing is fetched.
    pub(crate) fn new<K, Fetched>(key: impl Fn() -> Option<K> + 'static, fetch: impl Fn(K) -> Fetched + 'static) -> Self
    where
        K: Clone + 'static,
        Fetched: Future<Output = Result<T, Error>> + 'static,
    {
        let remote = Self { value: RwSignal::new(None), busy: RwSignal::new(false), attempt: RwSignal::new(0) };
        let running = StoredValue::new(None::<AbortHandle>);
        let (identity, fetch) = (identity(), Rc::new(fetch));
        let cancel = move || {
            if let Some(Some(handle)) = running.try_update_value(Option::take) {
                handle.abort();
            }
        };
        Effect::new(move |_| {
            remote.attempt.track();
            cancel();
            let Some(key) = key() else { return };
            let fetch = Rc::clone(&fetch);
            let (answer, handle) = abortable(async move { identity.again(|| fetch(key.clone())).await });
            running.set_value(Some(handle));
            remote.busy.set(true);
            spawn_local(async move {
                let Ok(result) = answer.await else { return };
                // The page may be gone by now.
                remote.value.try_set(Some(result));
                remote.busy.try_set(false);
            });
        });
        on_cleanup(cancel);
        remote
    }

    /// The value; `None` while there is none.
    pub(crate) fn get(self) -> Option<T> {
        self.value.with(|value| value.as_ref()?.as_ref().ok().cloned())
    }

    /// What `read` makes of the value; `None` while there is none.
    pub(crate) fn with<U>(self, read: impl FnOnce(&T) -> U) -> Option<U> {
        self.value.with(|value| value.as_ref()?.as_ref().ok().map(read))
    }

    /// What went wrong the last time.
    pub(crate) fn error(self) -> Option<Error> {
        self.value.with(|value| value.as_ref()?.as_ref().err().cloned())
    }

    /// What there is to show.
    pub(crate) fn stage(self) -> Stage {
        self.value.with(|value| match value {
            None => Stage::Pending,
            Some(Err(_)) => Stage::Failed,
            Some(Ok(_)) => Stage::Ready,
        })
    }

    /// Whether a request is on its way.
    pub(crate) fn is_busy(self) -> bool {
        self.busy.get()
    }

    /// Tries again.
    pub(crate) fn retry(self) {
        self.attempt.update(|attempt| *attempt += 1);
    }
}

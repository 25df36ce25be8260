//! A collection while somebody arranges it: what is changed shows at once, and is kept one change after the other.

use super::put::entries;
use crate::parts::Deed;
use crate::state::{identity, use_standing};
use client::{Client, Error};
use domain::library::{Collection, CollectionItem, CollectionRef, CollectionUpdate};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub(super) struct Board {
    /// The collection as the server has it.
    pub(super) collection: RwSignal<Collection>,
    /// Its items as they are shown.
    pub(super) items: RwSignal<Vec<CollectionItem>>,
    /// Whether the reader may change it.
    pub(super) edits: Memo<bool>,
    /// Whether the reader may delete it.
    pub(super) deletes: Memo<bool>,
    /// What is done at once, and what went wrong.
    pub(super) deed: Deed,
    /// Whether somebody else has changed it meanwhile.
    pub(super) stale: RwSignal<bool>,
    /// Whether items are on their way to the server.
    pub(super) saving: RwSignal<bool>,
    /// Whether they have changed since they were sent.
    again: StoredValue<bool>,
}

impl Board {
    pub(super) fn new(collection: &Collection) -> Self {
        let (identity, standing) = (identity(), use_standing());
        let owner = collection.person.as_ref().map(|person| person.id);
        let is_own = move || owner.is_some() && identity.account().map(|account| account.id) == owner;
        let is_editor = Memo::new(move |_| standing.with(|standing| standing.edits()).unwrap_or_default());
        // What belongs to nobody is the network's.
        let edits = Memo::new(move |_| is_own() || (owner.is_none() && is_editor.get()));
        Self {
            collection: RwSignal::new(collection.clone()),
            items: RwSignal::new(collection.items.clone()),
            edits,
            deletes: Memo::new(move |_| edits.get() || is_editor.get()),
            deed: Deed::new(),
            stale: RwSignal::new(false),
            saving: RwSignal::new(false),
            again: StoredValue::new(false),
        }
    }

    /// Its name, and the version that is changed.
    pub(super) fn named(self) -> (CollectionRef, i64) {
        self.collection.with_untracked(|collection| (CollectionRef::Id(collection.id), collection.version))
    }

    /// Changes the items, here at once and then on the server.
    pub(super) fn arrange(self, change: impl FnOnce(&mut Vec<CollectionItem>)) {
        self.items.update(change);
        self.save();
    }

    /// Keeps the items as they are shown.
    pub(super) fn save(self) {
        if self.saving.get_untracked() {
            self.again.set_value(true);
            return;
        }
        self.saving.set(true);
        self.deed.failure.set(None);
        spawn_local(async move {
            let sent = self.send().await;
            self.saving.try_set(false);
            match sent {
                Err(error) if error.status() == Some(412) => _ = self.stale.try_set(true),
                Err(error) => _ = self.deed.failure.try_set(Some(error)),
                Ok(()) => {}
            }
        });
    }

    /// Sends the items until those that were sent are those that are shown. The page may be gone by then.
    async fn send(self) -> Result<(), Error> {
        loop {
            let Some(items) = self.items.try_with_untracked(|items| entries(items)) else { return Ok(()) };
            self.again.set_value(false);
            let (list, version) = self.named();
            let call = |client: Client| {
                let (list, items) = (list.clone(), items.clone());
                async move { client.replace_collection_items(&list, version, &items).await }
            };
            let after = self.deed.identity.ask(call).await?;
            if self.collection.try_set(after).is_some() || !self.again.try_get_value().unwrap_or_default() {
                return Ok(());
            }
        }
    }
}

/// Changes what a collection says of itself; `None` where somebody else has changed it meanwhile.
///
/// # Errors
/// See [`Error`].
pub(super) async fn updated(
    client: &Client,
    (list, version): &(CollectionRef, i64),
    change: &CollectionUpdate,
) -> Result<Option<Collection>, Error> {
    match client.update_collection(list, *version, change).await {
        Ok(after) => Ok(Some(after)),
        Err(error) if error.status() == Some(412) => Ok(None),
        Err(error) => Err(error),
    }
}

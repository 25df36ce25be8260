//! The library: items and collections of the network that accounts for demonstration added. Their reading lists go with
//! them.

use super::{DemoTrace, TakingBack};
use crate::Result;
use crate::library::{remove_item, tell_collection};
use domain::library::{CollectionRef, LibraryItemRef};
use domain::live::{ChangeAction, ThingKind};
use domain::policy::{Action, Scope};
use ids::{CollectionId, LibraryItemId};
use uuid::Uuid;

/// What is done to an item that is there.
const TO_ITEMS: [Action; 4] = [
    Action::CreateLibraryItem,
    Action::UpdateLibraryItem,
    Action::ReplaceLibraryItemFile,
    Action::DeleteLibraryItemFile,
];
/// What is done to a collection that is there.
const TO_COLLECTIONS: [Action; 3] =
    [Action::CreateCollection, Action::UpdateCollection, Action::ReplaceCollectionItems];

impl TakingBack<'_, '_> {
    /// Removes an item that they added, unless somebody else has worked on it.
    pub(super) async fn library_item(&mut self, id: LibraryItemId) -> Result<()> {
        self.tx.alone_with(id.as_uuid()).await?;
        let reference = LibraryItemRef::Id(id);
        let Some(item) = store::library::get(self.tx, Scope::Public, &reference).await? else { return Ok(()) };
        if self.others_worked_on(id.as_uuid(), &TO_ITEMS).await? {
            return Ok(());
        }
        remove_item(self.ctx, self.tx, &item, self.ctx.now()).await?;
        self.audit((ThingKind::LibraryItem, id.as_uuid()), vec!["*"]).await?;
        self.removed.taken_back.push(DemoTrace::LibraryItem(item.slug));
        Ok(())
    }

    /// Removes a collection of the network that they made, unless somebody else has worked on it.
    pub(super) async fn collection(&mut self, id: CollectionId) -> Result<()> {
        self.tx.alone_with(id.as_uuid()).await?;
        let reference = CollectionRef::Id(id);
        let found = store::library::collections::find(self.tx, Scope::Everything, &reference).await?;
        let Some(found) = found.filter(|found| found.account.is_none()) else { return Ok(()) };
        if self.others_worked_on(id.as_uuid(), &TO_COLLECTIONS).await? {
            return Ok(());
        }
        store::library::collections::delete(self.tx, id).await?;
        tell_collection(self.tx, &found, ChangeAction::Deleted, self.ctx.now());
        self.audit((ThingKind::Collection, id.as_uuid()), vec!["*"]).await?;
        self.removed.taken_back.push(DemoTrace::Collection(found.slug));
        Ok(())
    }

    pub(super) async fn others_worked_on(&self, thing: Uuid, actions: &[Action]) -> Result<bool> {
        for action in actions {
            let done = store::audit::history(self.tx, thing, *action).await?;
            if done.iter().any(|line| !self.demo.did(line)) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

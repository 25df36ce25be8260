//! Notes: what accounts for demonstration published of them. Their drafts go with them.

use super::{DemoTrace, TakingBack};
use crate::Result;
use crate::notes::tell_note;
use domain::live::{ChangeAction, ThingKind};
use domain::notes::{NoteDraft, NoteRef};
use domain::policy::Action;
use ids::NoteId;
use store::drafting::Drafts as _;

impl TakingBack<'_, '_> {
    /// Removes a note that they wrote and published, unless anything of somebody else hangs on it.
    pub(super) async fn note(&mut self, id: NoteId) -> Result<()> {
        let Some(note) = store::notes::name(self.tx, &NoteRef::Id(id)).await? else { return Ok(()) };
        self.tx.alone_with(id.as_uuid()).await?;
        let published = store::audit::history(self.tx, id.as_uuid(), Action::CreateNoteDraftDecision).await?;
        let is_new = published.first().is_some_and(|line| line.fields.iter().any(|field| field == "*"));
        let authors = store::notes::authors(self.tx, id).await?;
        let theirs = published.iter().all(|line| self.demo.did(line))
            && !authors.is_empty()
            && authors.iter().all(|author| self.demo.accounts.contains(author));
        // One without authors is the network's own, whoever has published it.
        if !is_new || !theirs || NoteDraft::are_of(self.tx, id, &self.demo.accounts).await? {
            return Ok(());
        }
        store::notes::delete(self.tx, id).await?;
        tell_note(self.tx, (id, &note.slug), (ChangeAction::Deleted, 1), self.ctx.now());
        self.audit((ThingKind::Note, id.as_uuid()), vec!["*"]).await?;
        self.removed.taken_back.push(DemoTrace::Note(note.slug));
        Ok(())
    }
}

//! What else could stand in a section of an issue.

use super::{authorised, pool, refuse_public};
use crate::{Context, Error, Result};
use domain::briefings::{
    AlternativesQuery, BriefingAlternative, BriefingAlternatives, BriefingContent, BriefingIssueRef, EntryKind, Pick,
    Picked, alternatives,
};
use domain::policy::{Action, Actor, Scope};
use ids::BriefingIssueId;
use std::collections::BTreeSet;

/// What else could stand in a section, the best first, each with why.
///
/// # Errors
/// [`Error::Hidden`] for who may not; [`Error::Missing`] where the issue has no such section; [`Error::Conflict`] where it
/// has gone out; when the database fails.
pub async fn list_briefing_alternatives(
    ctx: &Context,
    actor: &Actor,
    id: BriefingIssueId,
    query: &AlternativesQuery,
) -> Result<BriefingAlternatives> {
    let key = authorised(ctx, actor, Action::ListBriefingAlternatives, id).await?;
    refuse_public(&key)?;
    let content = super::list::found(ctx.db(), Scope::Everything, &BriefingIssueRef::Id(id)).await?.content;
    let section = content.sections.iter().find(|section| section.key == query.section);
    let missing = || Error::Missing(format!("This issue has no section '{}'.", query.section));
    let section = section.ok_or_else(missing)?;
    let knowledge = pool::load(ctx, key.briefing).await?;
    let found = alternatives(&knowledge.pool, (section.kind, section.topic.as_deref()), &taken(&content));
    let alternative = |pick: Pick| {
        let (kind, (thing, excerpt)) = match pick.thing {
            Picked::Lesson(id) => (EntryKind::Lesson, knowledge.lesson(id)?),
            Picked::Item(id) => (EntryKind::Item, knowledge.item(id)?),
        };
        Some(BriefingAlternative { kind, thing, excerpt, reasons: pick.reasons })
    };
    Ok(BriefingAlternatives { items: found.into_iter().filter_map(alternative).collect() })
}

/// What stands in the issue already.
fn taken(content: &BriefingContent) -> BTreeSet<Picked> {
    let lessons = content.lessons().into_iter().map(|(id, _)| Picked::Lesson(id));
    lessons.chain(content.items().into_iter().map(|(id, _)| Picked::Item(id))).collect()
}

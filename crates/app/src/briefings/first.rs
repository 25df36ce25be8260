//! The publication that every installation begins with, and the draft of its first issue.

use super::publications::{due, insert as insert_briefing, written};
use super::{by_itself, compose, zones};
use crate::{Context, Error, Result};
use chrono::NaiveTime;
use domain::briefings::{BriefingLayout, BriefingRef, BriefingWeekday, NewBriefing, NewBriefingIssue};
use domain::policy::Scope;
use domain::vocabularies::Language;
use ids::BriefingId;
use store::Shared;

/// The publication: it comes on Thursdays, as the briefing did that it follows (see `frameworks/briefings.json`).
fn weekly() -> NewBriefing {
    NewBriefing {
        title: "Weekly briefing".to_owned(),
        about: "What cities learned about recovery and resilience: lessons on one topic and from across the world, a case study, and what to watch and read. Put together by [written rules](/en/briefings/rules), and edited by the network.".to_owned(),
        language: Language::English,
        layout: BriefingLayout::AToD,
        weekday: BriefingWeekday::Thursday,
        time: NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default(),
        time_zone: "UTC".to_owned(),
        lessons_per_issue: 9,
        drafts_itself: true,
    }
}

/// Makes the publication with a draft of its first issue, where there is no publication yet; whether it did.
///
/// # Errors
/// When the database fails.
pub(crate) async fn first(ctx: &Context) -> Result<bool> {
    if !store::briefings::briefings(ctx.db(), Scope::Everything, None, 1).await?.is_empty() {
        return Ok(false);
    }
    let id = BriefingId::generate(ctx.unix_ms());
    let (unnamed, ctx_in) = (written(id, String::new(), weekly()).await?, ctx.clone());
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                // Replicas that start together load together: one of them makes it.
                tx.alone_among(Shared::Briefings).await?;
                if store::briefings::briefings(tx, Scope::Everything, None, 1).await?.is_empty() {
                    insert_briefing(&ctx_in, tx, &by_itself(), unnamed).await?;
                }
                Ok::<_, Error>(())
            })
        })
        .await?;
    let row = store::briefings::briefing(ctx.db(), Scope::Everything, &BriefingRef::Id(id)).await?;
    let Some(briefing) = row.map(|row| due(row, ctx.now())) else { return Ok(false) };
    let mut issue = compose::composed(ctx, &briefing, NewBriefingIssue::default()).await?;
    // With nothing to show there is nothing to begin with.
    if issue.content.is_empty() {
        return Ok(true);
    }
    let day = briefing.next_at.with_timezone(&zones::zone(&briefing.time_zone)).date_naive();
    let week = zones::week(day);
    issue.week = Some(week.clone());
    let ctx_in = ctx.clone();
    ctx.db()
        .write(move |tx| {
            Box::pin(async move {
                compose::insert(&ctx_in, tx, &by_itself(), issue).await?;
                Ok::<_, Error>(store::briefings::note_drafted(tx, id, &week).await?)
            })
        })
        .await?;
    Ok(true)
}

//! How an issue goes out: it gets its number, what it says is kept as it goes out, and so is what stood in it.

use super::issues::{IssueKey, to_key};
use crate::entities::{briefing_issue, briefing_pick, to_json};
use crate::{Result, Source, Tx};
use chrono::{DateTime, Utc};
use domain::briefings::{BriefingContent, BriefingHold, EntryKind, IssueStatus, ShownSection};
use ids::{BriefingId, BriefingIssueId};
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// What rules ask about an issue, whoever may see it.
///
/// # Errors
/// When the database fails.
pub async fn find(source: &impl Source, id: BriefingIssueId) -> Result<Option<IssueKey>> {
    briefing_issue::Entity::find_by_id(id).one(source.reading()).await?.as_ref().map(to_key).transpose()
}

/// Lets an issue begin to go out, with the next number of its publication; answers number and version.
///
/// # Errors
/// When the database fails.
pub async fn begin(
    tx: &Tx<'_>,
    before: &IssueKey,
    (content, shown): (&BriefingContent, &[ShownSection]),
    at: DateTime<Utc>,
) -> Result<(i32, i64)> {
    let (number, version) = (next_number(tx, before.briefing).await?, before.version + 1);
    let row = briefing_issue::ActiveModel {
        id: ActiveValue::Unchanged(before.id),
        number: ActiveValue::Set(Some(i64::from(number))),
        status: ActiveValue::Set(IssueStatus::Sending.as_str().to_owned()),
        shown: ActiveValue::Set(Some(to_json("briefing_issues.shown", &shown)?)),
        sent_at: ActiveValue::Set(Some(at)),
        listed_at: ActiveValue::Set(at),
        updated_at: ActiveValue::Set(at),
        version: ActiveValue::Set(version),
        ..Default::default()
    };
    briefing_issue::Entity::update(row).exec(tx.connection()).await?;
    put_picks(tx, before.id, content, shown).await?;
    Ok((number, version))
}

async fn next_number(tx: &Tx<'_>, briefing: BriefingId) -> Result<i32> {
    let last: Option<Option<i64>> = briefing_issue::Entity::find()
        .select_only()
        .column(briefing_issue::Column::Number)
        .filter(briefing_issue::Column::BriefingId.eq(briefing))
        .filter(briefing_issue::Column::Number.is_not_null())
        .order_by_desc(briefing_issue::Column::Number)
        .into_tuple()
        .one(tx.connection())
        .await?;
    let next = last.flatten().unwrap_or_default() + 1;
    Ok(i32::try_from(next).unwrap_or(i32::MAX))
}

async fn put_picks(
    tx: &Tx<'_>,
    issue: BriefingIssueId,
    content: &BriefingContent,
    shown: &[ShownSection],
) -> Result<()> {
    let graded = |id: uuid::Uuid| {
        let mut things = shown.iter().flat_map(|section| &section.entries).filter_map(|entry| entry.thing.as_ref());
        things.find(|thing| thing.id == id).and_then(|thing| thing.grade).map(|grade| grade.to_string())
    };
    let lessons = content.lessons().into_iter().map(|(id, key)| (id.as_uuid(), EntryKind::Lesson, key.to_owned()));
    let items = content.items().into_iter().map(|(id, key)| (id.as_uuid(), EntryKind::Item, key.to_owned()));
    let rows = (0_i64..).zip(lessons.chain(items)).map(|(place, (thing, kind, section))| briefing_pick::ActiveModel {
        issue_id: ActiveValue::Set(issue),
        thing_id: ActiveValue::Set(thing),
        kind: ActiveValue::Set(kind.as_str().to_owned()),
        section: ActiveValue::Set(section),
        place: ActiveValue::Set(place),
        grade: ActiveValue::Set(graded(thing)),
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        briefing_pick::Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// Lets the going out of an issue rest, or go on; with why, where it rests by itself. Answers its new version.
///
/// # Errors
/// When the database fails.
pub async fn turn(
    tx: &Tx<'_>,
    before: &IssueKey,
    (status, held): (IssueStatus, Option<BriefingHold>),
    at: DateTime<Utc>,
) -> Result<i64> {
    let version = before.version + 1;
    let held = held.map(|held| to_json("briefing_issues.cursor", &held)).transpose()?;
    let row = briefing_issue::ActiveModel {
        id: ActiveValue::Unchanged(before.id),
        status: ActiveValue::Set(status.as_str().to_owned()),
        held: ActiveValue::Set(held),
        updated_at: ActiveValue::Set(at),
        version: ActiveValue::Set(version),
        ..Default::default()
    };
    briefing_issue::Entity::update(row).exec(tx.connection()).await?;
    Ok(version)
}

/// Notes that an issue has gone out to everyone it was for; answers its new version, or `None` where it does not go out.
///
/// # Errors
/// When the database fails.
pub async fn finish(tx: &Tx<'_>, id: BriefingIssueId, at: DateTime<Utc>) -> Result<Option<i64>> {
    let Some(before) = find(tx, id).await?.filter(|issue| issue.status == IssueStatus::Sending) else {
        return Ok(None);
    };
    let version = before.version + 1;
    let row = briefing_issue::ActiveModel {
        id: ActiveValue::Unchanged(id),
        status: ActiveValue::Set(IssueStatus::Sent.as_str().to_owned()),
        finished_at: ActiveValue::Set(Some(at)),
        updated_at: ActiveValue::Set(at),
        version: ActiveValue::Set(version),
        ..Default::default()
    };
    briefing_issue::Entity::update(row).exec(tx.connection()).await?;
    Ok(Some(version))
}

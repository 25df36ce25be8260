//! What the rules of an issue read: what stood in the last ones, what cities reported since, and how much there is.

use crate::entities::{briefing_issue, briefing_pick, key, lesson, lesson_outcome, lesson_term};
use crate::{Result, Scope, Source};
use chrono::{DateTime, Utc};
use domain::briefings::{Counts, EntryKind};
use domain::lessons::{LessonFacet, LessonGrade, LessonStatus, Tried};
use ids::{BriefingId, BriefingIssueId, CityId, LessonId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// Something that stood in an issue that has gone out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownPick {
    /// The lesson or the item.
    pub thing: Uuid,
    /// Which of them it is.
    pub kind: EntryKind,
    /// Number of the issue.
    pub issue: u32,
    /// When its draft was made: what came after that was not known to it.
    pub at: DateTime<Utc>,
    /// How well a lesson was supported then.
    pub grade: Option<LessonGrade>,
}

/// What stood in the last `issues` issues of a publication that went out, the last first; and when the draft of the last of
/// them was made. What came between that and its going out has stood in none, and belongs to the next.
///
/// # Errors
/// When the database fails.
pub async fn shown(
    source: &impl Source,
    _scope: Scope,
    briefing: BriefingId,
    issues: u64,
) -> Result<(Vec<ShownPick>, Option<DateTime<Utc>>)> {
    use briefing_issue::Column::{BriefingId as Of, CreatedAt, Id, Number, SentAt};
    let query = briefing_issue::Entity::find().select_only().columns([Id, Number, CreatedAt]);
    let query = query.filter(Of.eq(briefing)).filter(SentAt.is_not_null()).order_by_desc(SentAt).limit(issues);
    let last: Vec<(BriefingIssueId, Option<i64>, DateTime<Utc>)> = query.into_tuple().all(source.reading()).await?;
    let newest = last.first().map(|(_, _, at)| *at);
    let mut found = Vec::new();
    for (issue, number, at) in last {
        let rows = briefing_pick::Entity::find().filter(briefing_pick::Column::IssueId.eq(issue));
        for row in rows.order_by_asc(briefing_pick::Column::Place).all(source.reading()).await? {
            let grade = row.grade.as_deref().map(|grade| key("briefing_picks.grade", grade)).transpose()?;
            found.push(ShownPick {
                thing: row.thing_id,
                kind: key("briefing_picks.kind", &row.kind)?,
                issue: number.and_then(|number| u32::try_from(number).ok()).unwrap_or_default(),
                at,
                grade,
            });
        }
    }
    Ok((found, newest))
}

/// A city's report about a lesson, as far as the rules read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// The lesson.
    pub lesson: LessonId,
    /// What the grade is made from.
    pub tried: Tried,
    /// When it was made.
    pub at: DateTime<Utc>,
}

/// The reports of cities about these lessons.
///
/// # Errors
/// When the database fails.
pub async fn reports(source: &impl Source, lessons: &[LessonId]) -> Result<Vec<Report>> {
    use lesson_outcome::Column::{Basis, CityId as City, CreatedAt, LessonId as Of, Result as Became};
    if lessons.is_empty() {
        return Ok(Vec::new());
    }
    let query = lesson_outcome::Entity::find().select_only().columns([Of, City, Became, Basis, CreatedAt]);
    let query = query.filter(Of.is_in(lessons.iter().copied()));
    let rows: Vec<(LessonId, CityId, String, String, DateTime<Utc>)> = query.into_tuple().all(source.reading()).await?;
    let report = |(lesson, city, result, basis, at): (LessonId, CityId, String, String, DateTime<Utc>)| {
        let result = key("lesson_outcomes.result", &result)?;
        Ok(Report { lesson, tried: Tried { city, result, basis: key("lesson_outcomes.basis", &basis)? }, at })
    };
    rows.into_iter().map(report).collect()
}

/// Lessons about which cities reported after a moment, at most `limit`, the last reported first.
///
/// # Errors
/// When the database fails.
pub async fn reported_since(source: &impl Source, since: DateTime<Utc>, limit: u64) -> Result<Vec<LessonId>> {
    use lesson_outcome::Column::{CreatedAt, Id, LessonId as Of};
    let query = lesson_outcome::Entity::find().select_only().column(Of).filter(CreatedAt.gt(since));
    let query = query.order_by_desc(CreatedAt).order_by_desc(Id).limit(limit);
    let mut found: Vec<LessonId> = query.into_tuple().all(source.reading()).await?;
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// How many lessons there are by topic, by theme and by country.
///
/// # Errors
/// When the database fails.
pub async fn stock(source: &impl Source, _scope: Scope) -> Result<(Counts, Counts, Counts)> {
    let by_topic = lesson::Entity::find()
        .select_only()
        .column(lesson::Column::Topic)
        .column_as(lesson::Column::Id.count(), "count")
        .filter(lesson::Column::Status.eq(LessonStatus::Published.as_str()))
        .group_by(lesson::Column::Topic);
    let topics = counts(by_topic.into_tuple().all(source.reading()).await?);
    let themes = terms(source, LessonFacet::Theme).await?;
    Ok((topics, themes, terms(source, LessonFacet::Country).await?))
}

async fn terms(source: &impl Source, facet: LessonFacet) -> Result<Counts> {
    let by_key = lesson_term::Entity::find()
        .select_only()
        .column(lesson_term::Column::Key)
        .column_as(lesson_term::Column::LessonId.count(), "count")
        .filter(lesson_term::Column::Facet.eq(facet.as_str()))
        .group_by(lesson_term::Column::Key);
    Ok(counts(by_key.into_tuple().all(source.reading()).await?))
}

fn counts(rows: Vec<(String, i64)>) -> Counts {
    rows.into_iter().map(|(key, count)| (key, u32::try_from(count).unwrap_or(u32::MAX))).collect()
}

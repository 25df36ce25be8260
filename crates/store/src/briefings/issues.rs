//! Issues. What has not gone out yet is there for who sees everything, and for nobody else.

use super::names;
use crate::entities::{any_of, briefing_issue, from_json, key, to_json};
use crate::paging::{self, SortValue, beyond};
use crate::{Db, Error, Result, Scope, Source, Tx};
use chrono::{DateTime, Utc};
use domain::briefings::{
    BriefingContent, BriefingIssueFilter, BriefingIssueRef, BriefingIssueSummary, BriefingName, BriefingSegment,
    IssueStatus, ShownSection,
};
use ids::{BriefingId, BriefingIssueId};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue, ColumnTrait, Condition, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

/// Where in the list stands what has not gone out: before everything that has. Seconds since 1970, in the year 2999.
const UNSENT: i64 = 32_472_144_000;

/// Where the last page ended.
pub type After = paging::After<BriefingIssueId>;

/// What rules and decisions ask about an issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueKey {
    /// Its id.
    pub id: BriefingIssueId,
    /// Its publication.
    pub briefing: BriefingId,
    /// Its name in addresses.
    pub slug: String,
    /// Its number, once it goes out.
    pub number: Option<i32>,
    /// Where it stands.
    pub status: IssueStatus,
    /// When it goes out by itself.
    pub scheduled_at: Option<DateTime<Utc>>,
    /// To whom it goes.
    pub segment: BriefingSegment,
    /// Its version.
    pub version: i64,
}

/// An issue as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredIssue {
    /// What lists show of it.
    pub summary: BriefingIssueSummary,
    /// What its editors wrote.
    pub content: BriefingContent,
    /// What went out, of one that goes or went out.
    pub shown: Option<Vec<ShownSection>>,
}

/// An issue that is begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewIssueRow {
    /// Its id.
    pub id: BriefingIssueId,
    /// Its publication.
    pub briefing: BriefingId,
    /// Its name in addresses.
    pub slug: String,
    /// The week that it made itself for; `None` where an editor asked for it.
    pub week: Option<String>,
    /// What it says.
    pub content: BriefingContent,
    /// The beginning of what it says, without markup.
    pub excerpt: String,
}

/// What `scope` may see: what goes or went out, and all of it for who sees everything.
fn seen(scope: Scope) -> Condition {
    let public = IssueStatus::ALL.iter().filter(|status| status.is_public()).map(|status| status.as_str());
    match scope {
        Scope::Everything => Condition::all(),
        Scope::Public | Scope::Account(_) | Scope::Organisation(_) => {
            Condition::all().add_option(any_of(briefing_issue::Column::Status, public))
        }
    }
}

async fn one(source: &impl Source, scope: Scope, named: &BriefingIssueRef) -> Result<Option<briefing_issue::Model>> {
    let query = match named {
        BriefingIssueRef::Id(id) => briefing_issue::Entity::find_by_id(*id),
        BriefingIssueRef::Slug(slug) => briefing_issue::Entity::find().filter(briefing_issue::Column::Slug.eq(slug)),
    };
    Ok(query.filter(seen(scope)).one(source.reading()).await?)
}

/// What rules ask about an issue; `None` when there is none that `scope` may see.
///
/// # Errors
/// When the database fails.
pub async fn find(source: &impl Source, scope: Scope, named: &BriefingIssueRef) -> Result<Option<IssueKey>> {
    one(source, scope, named).await?.as_ref().map(to_key).transpose()
}

pub(super) fn to_key(row: &briefing_issue::Model) -> Result<IssueKey> {
    Ok(IssueKey {
        id: row.id,
        briefing: row.briefing_id,
        slug: row.slug.clone(),
        number: number(row.number),
        status: key("briefing_issues.status", &row.status)?,
        scheduled_at: row.scheduled_at,
        segment: from_json("briefing_issues.segment", &row.segment)?,
        version: row.version,
    })
}

fn number(kept: Option<i64>) -> Option<i32> {
    kept.and_then(|number| i32::try_from(number).ok())
}

/// One issue; `None` when there is none that `scope` may see.
///
/// # Errors
/// When the database fails.
pub async fn get(source: &impl Source, scope: Scope, named: &BriefingIssueRef) -> Result<Option<StoredIssue>> {
    let row = one(source, scope, named).await?;
    Ok(to_stored(source, row.into_iter().collect()).await?.pop())
}

/// Which issues with all that they say.
#[derive(Debug, Clone, Copy)]
pub enum IssueWhich<'a> {
    /// Those of these ids; ids that name none are left out.
    Of(&'a [BriefingIssueId]),
    /// Those behind this id, in the order of ids; from the first when `None`. At most so many.
    Behind(Option<BriefingIssueId>, u64),
}

/// Issues that `scope` may see with all that they say: for the search index, and for feeds.
///
/// # Errors
/// When the database fails.
pub async fn stored(source: &impl Source, scope: Scope, which: IssueWhich<'_>) -> Result<Vec<StoredIssue>> {
    use briefing_issue::Column::Id;
    let query = briefing_issue::Entity::find().filter(seen(scope));
    let query = match which {
        IssueWhich::Of([]) => return Ok(Vec::new()),
        IssueWhich::Of(ids) => query.filter(Id.is_in(ids.iter().copied())),
        IssueWhich::Behind(after, limit) => {
            let behind = Condition::all().add_option(after.map(|after| Id.gt(after)));
            query.filter(behind).order_by_asc(Id).limit(limit)
        }
    };
    to_stored(source, query.all(source.reading()).await?).await
}

async fn to_stored(source: &impl Source, rows: Vec<briefing_issue::Model>) -> Result<Vec<StoredIssue>> {
    let of: Vec<BriefingId> = rows.iter().map(|row| row.briefing_id).collect();
    let known = names(source, &of).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        // It goes with its publication: a row without it is being deleted right now.
        let Some(briefing) = known.iter().find(|name| name.id == row.briefing_id).cloned() else { continue };
        let content = from_json("briefing_issues.content", &row.content)?;
        let shown = row.shown.as_deref().map(|shown| from_json("briefing_issues.shown", shown)).transpose()?;
        found.push(StoredIssue { content, shown, summary: to_summary(row, briefing)? });
    }
    Ok(found)
}

fn to_summary(row: briefing_issue::Model, briefing: BriefingName) -> Result<BriefingIssueSummary> {
    Ok(BriefingIssueSummary {
        id: row.id,
        briefing,
        number: number(row.number),
        slug: row.slug,
        title: row.title,
        excerpt: row.excerpt,
        layout: key("briefing_issues.layout", &row.layout)?,
        language: key("briefing_issues.language", &row.language)?,
        status: key("briefing_issues.status", &row.status)?,
        scheduled_at: row.scheduled_at,
        time_zone: row.time_zone,
        created_at: row.created_at,
        updated_at: row.updated_at,
        sent_at: row.sent_at,
        version: row.version,
    })
}

/// What lists show of one issue; `None` when there is none that `scope` may see.
///
/// # Errors
/// When the database fails.
pub async fn summary_of(
    source: &impl Source,
    scope: Scope,
    named: &BriefingIssueRef,
) -> Result<Option<BriefingIssueSummary>> {
    Ok(get(source, scope, named).await?.map(|issue| issue.summary))
}

/// Issues that the filter lets through and `scope` may see, at most `limit`, behind `after`: first what has not gone out,
/// then the last sent first.
///
/// # Errors
/// When the database fails.
pub async fn list(
    source: &impl Source,
    scope: Scope,
    (filter, statuses): (&BriefingIssueFilter, &[IssueStatus]),
    after: Option<After>,
    limit: u64,
) -> Result<Vec<BriefingIssueSummary>> {
    use briefing_issue::Column::{BriefingId as Of, Id, Language, ListedAt, Status};
    let mut wanted = Condition::all()
        .add(seen(scope))
        .add_option(any_of(Status, statuses.iter().map(|status| status.as_str())))
        .add_option(any_of(Language, filter.languages.iter().map(|language| language.as_str())));
    if !filter.briefings.is_empty() {
        wanted = wanted.add(Of.is_in(named_ids(source, &filter.briefings).await?));
    }
    let place = || (Expr::col(ListedAt), Expr::col(Id));
    let behind = after.map(|after| {
        let (moment, id) = place();
        beyond((moment, id), &Order::Desc, after)
    });
    let query = briefing_issue::Entity::find().filter(wanted.add_option(behind));
    let rows = query.order_by_desc(ListedAt).order_by_desc(Id).limit(limit).all(source.reading()).await?;
    Ok(to_stored(source, rows).await?.into_iter().map(|issue| issue.summary).collect())
}

/// Issues that one step of a [`Walk`] brings: each is read with all that it says.
const PART: u64 = 100;

/// Goes through every issue that everyone may see and a filter lets through, the last sent first, part by part.
#[derive(Debug)]
pub struct Walk {
    filter: BriefingIssueFilter,
    after: Option<After>,
    done: bool,
}

impl Walk {
    /// Stands before the first issue.
    #[must_use]
    pub const fn of_public(filter: BriefingIssueFilter) -> Self {
        Self { filter, after: None, done: false }
    }

    /// The next part; `None` behind the last.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next(&mut self, db: &Db) -> Result<Option<Vec<BriefingIssueSummary>>> {
        if self.done {
            return Ok(None);
        }
        let part = list(db, Scope::Public, (&self.filter, &[]), self.after.take(), PART).await?;
        self.done = part.len() as u64 != PART;
        self.after = part.last().map(place);
        Ok(Some(part))
    }
}

async fn named_ids(source: &impl Source, slugs: &[String]) -> Result<Vec<BriefingId>> {
    use crate::entities::briefing::{Column, Entity};
    let query = Entity::find().select_only().column(Column::Id);
    let query = query.filter(Column::Slug.is_in(slugs.iter().map(String::as_str)));
    Ok(query.into_tuple().all(source.reading()).await?)
}

/// Where an issue stands in the list, for the page behind it.
#[must_use]
pub fn place(issue: &BriefingIssueSummary) -> After {
    After { value: SortValue::Moment(issue.sent_at.unwrap_or_else(unsent)), id: issue.id }
}

pub(super) fn unsent() -> DateTime<Utc> {
    DateTime::from_timestamp(UNSENT, 0).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// Whether an issue has this name in addresses.
///
/// # Errors
/// When the database fails.
pub async fn slug_is_taken(tx: &Tx<'_>, slug: &str) -> Result<bool> {
    let query = briefing_issue::Entity::find().filter(briefing_issue::Column::Slug.eq(slug));
    Ok(query.count(tx.connection()).await? > 0)
}

fn said(content: &BriefingContent, excerpt: String) -> Result<briefing_issue::ActiveModel> {
    Ok(briefing_issue::ActiveModel {
        title: ActiveValue::Set(content.title.clone()),
        excerpt: ActiveValue::Set(excerpt),
        layout: ActiveValue::Set(content.layout.as_str().to_owned()),
        language: ActiveValue::Set(content.language.as_str().to_owned()),
        content: ActiveValue::Set(to_json("briefing_issues.content", content)?),
        segment: ActiveValue::Set(to_json("briefing_issues.segment", &content.segment)?),
        ..Default::default()
    })
}

/// Adds an issue, a draft.
///
/// # Errors
/// [`Error::Constraint`] where one of that week is there; when the database fails.
pub async fn insert(tx: &Tx<'_>, new: NewIssueRow, at: DateTime<Utc>) -> Result<()> {
    let row = briefing_issue::ActiveModel {
        id: ActiveValue::Set(new.id),
        briefing_id: ActiveValue::Set(new.briefing),
        number: ActiveValue::Set(None),
        slug: ActiveValue::Set(new.slug),
        status: ActiveValue::Set(IssueStatus::Draft.as_str().to_owned()),
        scheduled_at: ActiveValue::Set(None),
        time_zone: ActiveValue::Set(None),
        week: ActiveValue::Set(new.week),
        created_at: ActiveValue::Set(at),
        updated_at: ActiveValue::Set(at),
        sent_at: ActiveValue::Set(None),
        listed_at: ActiveValue::Set(unsent()),
        version: ActiveValue::Set(1),
        shown: ActiveValue::Set(None),
        finished_at: ActiveValue::Set(None),
        recipients: ActiveValue::Set(None),
        held: ActiveValue::Set(None),
        told_at: ActiveValue::Set(None),
        ..said(&new.content, new.excerpt)?
    };
    briefing_issue::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Puts what an issue says from now on; answers its new version.
///
/// # Errors
/// When the database fails.
pub async fn put_content(
    tx: &Tx<'_>,
    before: &IssueKey,
    (content, excerpt): (&BriefingContent, String),
    at: DateTime<Utc>,
) -> Result<i64> {
    let version = before.version + 1;
    let row = briefing_issue::ActiveModel {
        id: ActiveValue::Unchanged(before.id),
        updated_at: ActiveValue::Set(at),
        version: ActiveValue::Set(version),
        ..said(content, excerpt)?
    };
    briefing_issue::Entity::update(row).exec(tx.connection()).await?;
    Ok(version)
}

/// Says when an issue goes out by itself, and in which time zone that was chosen; `None`: it is a draft again. Answers its
/// new version.
///
/// # Errors
/// When the database fails.
pub async fn schedule(
    tx: &Tx<'_>,
    before: &IssueKey,
    when: Option<(DateTime<Utc>, String)>,
    at: DateTime<Utc>,
) -> Result<i64> {
    let version = before.version + 1;
    let status = if when.is_some() { IssueStatus::Scheduled } else { IssueStatus::Draft };
    let (moment, zone) = when.unzip();
    let row = briefing_issue::ActiveModel {
        id: ActiveValue::Unchanged(before.id),
        status: ActiveValue::Set(status.as_str().to_owned()),
        scheduled_at: ActiveValue::Set(moment),
        time_zone: ActiveValue::Set(zone),
        updated_at: ActiveValue::Set(at),
        version: ActiveValue::Set(version),
        ..Default::default()
    };
    briefing_issue::Entity::update(row).exec(tx.connection()).await?;
    Ok(version)
}

/// Removes an issue that has not gone out.
///
/// # Errors
/// [`Error::Other`] where it has; when the database fails.
pub async fn delete(tx: &Tx<'_>, issue: &IssueKey) -> Result<()> {
    if issue.status.is_public() {
        return Err(Error::Other("an issue that has gone out stays".to_owned()));
    }
    briefing_issue::Entity::delete_by_id(issue.id).exec(tx.connection()).await?;
    Ok(())
}

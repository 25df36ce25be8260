//! Publications. Everyone may see them.

use crate::entities::{briefing, key};
use crate::{Result, Scope, Source, Tx};
use chrono::{DateTime, NaiveTime, Utc};
use domain::briefings::{Briefing, BriefingName, BriefingRef, NewBriefing};
use ids::BriefingId;
use sea_orm::{ActiveValue, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

/// How a time of the day is kept.
const TIME: &str = "%H:%M:%S";

/// A publication as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BriefingRow {
    /// What everyone sees of it. When it is due next is left at its last change: who answers computes it.
    pub briefing: Briefing,
    /// The last week whose draft made itself.
    pub drafted_week: Option<String>,
}

/// A publication as it is put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenBriefing {
    /// Its id.
    pub id: BriefingId,
    /// Its name in addresses.
    pub slug: String,
    /// What is said of it.
    pub said: NewBriefing,
    /// What it is, as HTML.
    pub about_html: String,
}

fn to_row(row: briefing::Model) -> Result<BriefingRow> {
    let unreadable = |error: chrono::ParseError| crate::Error::unreadable("briefings.time", error);
    Ok(BriefingRow {
        drafted_week: row.drafted_week,
        briefing: Briefing {
            id: row.id,
            slug: row.slug,
            title: row.title,
            about: row.about,
            about_html: row.about_html,
            language: key("briefings.language", &row.language)?,
            layout: key("briefings.layout", &row.layout)?,
            weekday: key("briefings.weekday", &row.weekday)?,
            time: NaiveTime::parse_from_str(&row.time, TIME).map_err(unreadable)?,
            time_zone: row.time_zone,
            lessons_per_issue: u32::try_from(row.lessons_per_issue).unwrap_or_default(),
            drafts_itself: row.drafts_itself,
            next_at: row.updated_at,
            created_at: row.created_at,
            updated_at: row.updated_at,
            version: row.version,
        },
    })
}

/// One publication; `None` when there is none of that name.
///
/// # Errors
/// When the database fails.
pub async fn briefing(source: &impl Source, _scope: Scope, named: &BriefingRef) -> Result<Option<BriefingRow>> {
    let query = match named {
        BriefingRef::Id(id) => briefing::Entity::find_by_id(*id),
        BriefingRef::Slug(slug) => briefing::Entity::find().filter(briefing::Column::Slug.eq(slug)),
    };
    query.one(source.reading()).await?.map(to_row).transpose()
}

/// Publications, the first made first, behind the one of this id, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn briefings(
    source: &impl Source,
    _scope: Scope,
    after: Option<BriefingId>,
    limit: u64,
) -> Result<Vec<BriefingRow>> {
    let behind = Condition::all().add_option(after.map(|after| briefing::Column::Id.gt(after)));
    let query = briefing::Entity::find().filter(behind).order_by_asc(briefing::Column::Id).limit(limit);
    query.all(source.reading()).await?.into_iter().map(to_row).collect()
}

/// The names of publications, in no order.
///
/// # Errors
/// When the database fails.
pub async fn names(source: &impl Source, ids: &[BriefingId]) -> Result<Vec<BriefingName>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = briefing::Entity::find()
        .select_only()
        .columns([briefing::Column::Id, briefing::Column::Slug, briefing::Column::Title])
        .filter(briefing::Column::Id.is_in(ids.iter().copied()));
    let rows: Vec<(BriefingId, String, String)> = query.into_tuple().all(source.reading()).await?;
    Ok(rows.into_iter().map(|(id, slug, title)| BriefingName { id, slug, title }).collect())
}

/// Whether a publication has this name in addresses.
///
/// # Errors
/// When the database fails.
pub async fn briefing_slug_is_taken(tx: &Tx<'_>, slug: &str) -> Result<bool> {
    let query = briefing::Entity::find().filter(briefing::Column::Slug.eq(slug));
    Ok(query.count(tx.connection()).await? > 0)
}

fn said(written: WrittenBriefing, version: i64, at: DateTime<Utc>) -> briefing::ActiveModel {
    let NewBriefing { title, about, language, layout, weekday, time, time_zone, lessons_per_issue, drafts_itself } =
        written.said;
    briefing::ActiveModel {
        title: ActiveValue::Set(title),
        about: ActiveValue::Set(about),
        about_html: ActiveValue::Set(written.about_html),
        language: ActiveValue::Set(language.as_str().to_owned()),
        layout: ActiveValue::Set(layout.as_str().to_owned()),
        weekday: ActiveValue::Set(weekday.as_str().to_owned()),
        time: ActiveValue::Set(time.format(TIME).to_string()),
        time_zone: ActiveValue::Set(time_zone),
        lessons_per_issue: ActiveValue::Set(i64::from(lessons_per_issue)),
        drafts_itself: ActiveValue::Set(drafts_itself),
        updated_at: ActiveValue::Set(at),
        version: ActiveValue::Set(version),
        ..Default::default()
    }
}

/// Adds a publication.
///
/// # Errors
/// When the database fails.
pub async fn insert_briefing(tx: &Tx<'_>, new: WrittenBriefing, at: DateTime<Utc>) -> Result<()> {
    let row = briefing::ActiveModel {
        id: ActiveValue::Set(new.id),
        slug: ActiveValue::Set(new.slug.clone()),
        drafted_week: ActiveValue::Set(None),
        created_at: ActiveValue::Set(at),
        ..said(new, 1, at)
    };
    briefing::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// Puts what is said of a publication from now on, whose version was `before`; answers its new version.
///
/// # Errors
/// When the database fails.
pub async fn put_briefing(tx: &Tx<'_>, written: WrittenBriefing, before: i64, at: DateTime<Utc>) -> Result<i64> {
    let (id, version) = (written.id, before + 1);
    let row = briefing::ActiveModel { id: ActiveValue::Unchanged(id), ..said(written, version, at) };
    briefing::Entity::update(row).exec(tx.connection()).await?;
    Ok(version)
}

/// Notes that the draft of a week has made itself. Nobody reads of it, so that no version counts it.
///
/// # Errors
/// When the database fails.
pub async fn note_drafted(tx: &Tx<'_>, id: BriefingId, week: &str) -> Result<()> {
    let row = briefing::ActiveModel {
        id: ActiveValue::Unchanged(id),
        drafted_week: ActiveValue::Set(Some(week.to_owned())),
        ..Default::default()
    };
    briefing::Entity::update(row).exec(tx.connection()).await?;
    Ok(())
}

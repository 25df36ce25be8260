//! What is known of the links of items: which are due to be looked at, and which lead nowhere.

use super::rows::{self, SummaryRow, summary};
use crate::entities::{any_of, library_item};
use crate::{Db, Result, Scope, Source, Tx};
use chrono::{DateTime, Utc};
use domain::library::{LibraryItemSummary, LinkRecord, LinkState, NewLibraryItem};
use ids::LibraryItemId;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveValue, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// When a link is due that nobody has looked at yet: at once. Never where there is none.
pub(super) fn due_after_change(item: &NewLibraryItem, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    item.url.as_ref().map(|_| at)
}

/// A link, and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownLink {
    /// Name of its item in addresses.
    pub slug: String,
    /// Version of its item.
    pub version: i64,
    /// Where it leads; `None` where the item is a file alone.
    pub url: Option<String>,
    /// How it is, and what came before.
    pub record: LinkRecord,
}

/// The link of an item, and what is known of it; `None` where there is no such item.
///
/// # Errors
/// When the database fails.
pub async fn find(source: &impl Source, id: LibraryItemId) -> Result<Option<KnownLink>> {
    let Some(row) = library_item::Entity::find_by_id(id).one(source.reading()).await? else { return Ok(None) };
    let count = |number: i64| u32::try_from(number).unwrap_or(0);
    let record = LinkRecord {
        link: rows::link(&row)?,
        misses: count(row.link_misses),
        denials: count(row.link_denials),
        missed_since: row.link_missed_since,
    };
    Ok(Some(KnownLink { slug: row.slug, version: row.version, url: row.url, record }))
}

/// The links that are due to be looked at, the longest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn due(source: &impl Source, now: DateTime<Utc>, limit: u64) -> Result<Vec<(LibraryItemId, String)>> {
    use library_item::Column::{Id, LinkDueAt, Url};
    let query = library_item::Entity::find().select_only().columns([Id, Url]);
    let query = query.filter(LinkDueAt.lte(now)).filter(Url.is_not_null());
    let query = query.order_by_asc(LinkDueAt).order_by_asc(Id).limit(limit);
    Ok(query.into_tuple().all(source.reading()).await?)
}

/// Keeps what a check found, and when the next one is due. The version of the item stays: nothing that is said of it
/// has changed.
///
/// # Errors
/// When the database fails.
pub async fn put(tx: &Tx<'_>, id: LibraryItemId, record: LinkRecord, due_at: DateTime<Utc>) -> Result<()> {
    let LinkRecord { link, misses, denials, missed_since } = record;
    let row = library_item::ActiveModel {
        id: ActiveValue::Unchanged(id),
        link_state: ActiveValue::Set(link.state.as_str().to_owned()),
        link_dead: ActiveValue::Set(link.dead),
        link_checked_at: ActiveValue::Set(link.checked_at),
        link_since: ActiveValue::Set(link.since),
        link_moved_to: ActiveValue::Set(link.moved_to),
        link_misses: ActiveValue::Set(misses.into()),
        link_denials: ActiveValue::Set(denials.into()),
        link_missed_since: ActiveValue::Set(missed_since),
        link_due_at: ActiveValue::Set(Some(due_at)),
        ..Default::default()
    };
    library_item::Entity::update(row).exec(tx.connection()).await?;
    Ok(())
}

/// The items whose link is in one of these states, those first that have been in it for longest: behind the item
/// `after` with the moment since when its link is as it is, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &Db,
    _scope: Scope,
    states: &[LinkState],
    after: Option<(DateTime<Utc>, LibraryItemId)>,
    limit: u64,
) -> Result<Vec<LibraryItemSummary>> {
    use library_item::Column::{Id, LinkSince, LinkState as State};
    let behind = after.map(|(since, id)| {
        let row = Expr::tuple([Expr::col(LinkSince), Expr::col(Id)]);
        row.gt(Expr::tuple([Expr::value(since), Expr::value(id)]))
    });
    let wanted = Condition::all()
        .add_option(any_of(State, states.iter().map(|state| state.as_str())))
        .add(LinkSince.is_not_null())
        .add_option(behind);
    let query = summary(library_item::Entity::find()).filter(wanted);
    let query = query.order_by_asc(LinkSince).order_by_asc(Id).limit(limit);
    let found: Vec<SummaryRow> = query.into_model().all(db.read()).await?;
    found.into_iter().map(SummaryRow::into_summary).collect()
}

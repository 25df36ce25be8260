//! Reading the change log.

use crate::entities::{change_log, key};
use crate::{Db, Positions, Result, Scope};
use domain::live::{Change, ThingKind};
use ids::AccountId;
use sea_orm::{ColumnTrait, Condition, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

/// One line with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    /// Position in the log.
    pub seq: i64,
    /// The line.
    pub change: Change,
    /// Whom alone it may be told to; `None` where the kind of the thing decides.
    pub audience: Option<AccountId>,
}

/// Number of the newest line; 0 while the log is empty.
///
/// # Errors
/// When the database fails.
pub async fn newest(db: &Db) -> Result<i64> {
    let newest = change_log::Entity::find().select_only().column(change_log::Column::Seq);
    let newest = newest.order_by_desc(change_log::Column::Seq).limit(1);
    let newest: Option<i64> = match db.near() {
        Some(near) => near.rows(&newest.build(DbBackend::Sqlite), |row| row.whole())?.pop(),
        None => newest.into_tuple().one(db.read()).await?,
    };
    Ok(newest.unwrap_or(0))
}

/// How far the log has come, by kind.
///
/// # Errors
/// When the database fails.
pub async fn newest_by_kind(db: &Db) -> Result<Positions> {
    let mut positions = Positions::default();
    for kind in ThingKind::ALL {
        // One look at the end of an index a kind; a GROUP BY would read the whole log.
        let newest = change_log::Entity::find().select_only().column(change_log::Column::Seq);
        let newest =
            newest.filter(change_log::Column::Kind.eq(kind.as_str())).order_by_desc(change_log::Column::Seq).limit(1);
        let newest: Option<i64> = newest.into_tuple().one(db.read()).await?;
        positions.note(*kind, newest.unwrap_or(0));
    }
    Ok(positions)
}

/// The lines after number `since`, oldest first, at most `limit`, of `kinds` that `scope` may see.
///
/// # Errors
/// When the database fails.
pub async fn after(db: &Db, scope: Scope, since: i64, kinds: &[ThingKind], limit: u64) -> Result<Vec<Numbered>> {
    let of = |kinds: Vec<ThingKind>| change_log::Column::Kind.is_in(kinds.into_iter().map(ThingKind::as_str));
    let open = of(kinds.iter().copied().filter(|kind| scope.hears(*kind, None)).collect());
    let heard = match scope {
        Scope::Everything => Condition::all().add(open),
        Scope::Public | Scope::Organisation(_) => {
            Condition::all().add(open).add(change_log::Column::AudienceId.is_null())
        }
        Scope::Account(account) => {
            let everyones = Condition::all().add(open).add(change_log::Column::AudienceId.is_null());
            let own = Condition::all().add(of(kinds.to_vec())).add(change_log::Column::AudienceId.eq(account));
            Condition::any().add(everyones).add(own)
        }
    };
    let query = change_log::Entity::find().filter(change_log::Column::Seq.gt(since)).filter(heard);
    let rows = query.order_by_asc(change_log::Column::Seq).limit(limit).all(db.read()).await?;
    rows.into_iter().map(to_change).collect()
}

fn to_change(row: change_log::Model) -> Result<Numbered> {
    let change = Change {
        cursor: row.seq.to_string(),
        at: row.at,
        action: key("change_log.action", &row.action)?,
        kind: key("change_log.kind", &row.kind)?,
        id: row.thing_id,
        slug: row.slug,
        version: row.version,
    };
    Ok(Numbered { seq: row.seq, change, audience: row.audience_id })
}

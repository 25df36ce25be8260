//! What is not kept for longer than it is needed: the addresses of who gets no mails any more.

use super::write::ROWS;
use crate::entities::subscriber;
use crate::{Result, Source, Tx};
use chrono::{DateTime, Utc};
use domain::subscriptions::SubscriberStatus;
use ids::{CityId, SubscriberId};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashSet;

/// Where somebody stands who gets nothing, and will not unless they ask.
const ENDED: [SubscriberStatus; 3] = [SubscriberStatus::Left, SubscriberStatus::Bounced, SubscriberStatus::Complained];

/// Subscribers whose address is there. Of the others their consents are kept, and the hash that suppressions know.
pub(super) fn with_address() -> Condition {
    Condition::all().add(subscriber::Column::Email.ne(""))
}

fn ended() -> Condition {
    Condition::all().add(subscriber::Column::Status.is_in(ENDED.map(SubscriberStatus::as_str)))
}

/// Those whose address is forgotten.
pub(super) fn forgotten() -> Condition {
    ended().add(subscriber::Column::Email.eq(""))
}

/// Forgets the addresses of subscribers who have got no mails since `before`, and what they chose; a few hundred at once.
/// What they agreed to and when stays, beside the hash of the address alone. Answers the first of them, and how many
/// there were.
///
/// # Errors
/// When the database fails.
pub async fn forget_addresses_of_ended(tx: &Tx<'_>, before: DateTime<Utc>) -> Result<Option<(SubscriberId, u64)>> {
    let wanted = ended().add(with_address()).add(subscriber::Column::UpdatedAt.lt(before));
    let query = subscriber::Entity::find().select_only().column(subscriber::Column::Id).filter(wanted.clone());
    let query = query.order_by_asc(subscriber::Column::Id).limit(ROWS as u64);
    let ids: Vec<SubscriberId> = query.into_tuple().all(tx.connection()).await?;
    let Some(first) = ids.first().copied() else { return Ok(None) };
    let forgotten = subscriber::Entity::update_many()
        .col_expr(subscriber::Column::Email, Expr::value(""))
        // It has to be one that no other row has, and is no address: these words hold no at-sign.
        .col_expr(subscriber::Column::EmailKey, Expr::col(subscriber::Column::Word))
        .col_expr(subscriber::Column::Filter, Expr::value(None::<String>))
        .col_expr(subscriber::Column::CityId, Expr::value(None::<CityId>))
        .col_expr(subscriber::Column::Version, Expr::col(subscriber::Column::Version).add(1))
        .filter(subscriber::Column::Id.is_in(ids))
        // Whoever asks at this very moment is not forgotten.
        .filter(wanted);
    Ok(Some((first, forgotten.exec(tx.connection()).await?.rows_affected)))
}

/// Which of these hashes are of somebody who got mails, gets none any more, and whose address is forgotten.
///
/// # Errors
/// When the database fails.
pub async fn are_forgotten(source: &impl Source, digests: &[String]) -> Result<HashSet<String>> {
    let mut found = HashSet::new();
    for part in digests.chunks(ROWS) {
        let query = subscriber::Entity::find()
            .select_only()
            .column(subscriber::Column::EmailDigest)
            .filter(forgotten())
            .filter(subscriber::Column::EmailDigest.is_in(part.iter().map(String::as_str)));
        found.extend(query.into_tuple::<String>().all(source.reading()).await?);
    }
    Ok(found)
}

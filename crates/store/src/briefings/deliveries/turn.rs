//! One turn of the worker in one transaction: what became of the mails that it handed over, and whose mails come next.

use super::audience::{Candidate, audience};
use super::{REFUSED, SENT, SKIPPED, sending};
use crate::entities::{briefing_delivery, briefing_issue, key, subscriber};
use crate::subscriptions::are_suppressed;
use crate::{Engine, Result, Tx};
use chrono::{DateTime, Utc};
use domain::briefings::BriefingSegment;
use domain::vocabularies::Language;
use ids::{BriefingIssueId, CityId, SubscriberId};
use sea_orm::sea_query::{Expr, ExprTrait, LockType};
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What became of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Became {
    /// A server has taken it.
    Sent,
    /// No server will take it.
    Refused,
    /// It is tried again from this moment; `true` where this counts as a try.
    PutBack(DateTime<Utc>, bool),
}

/// What became of a mail to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// To whom.
    pub subscriber: SubscriberId,
    /// What.
    pub became: Became,
}

/// Whose turn comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pick {
    /// For the first time.
    First(Candidate),
    /// For the first time, and later: their server gets no more for now.
    Later(Candidate, DateTime<Utc>),
    /// For the first time, and there is nothing for them in it.
    Nothing(Candidate),
    /// Once more.
    Again(SubscriberId),
}

/// A turn.
#[derive(Debug, Clone)]
pub struct Turn {
    /// Of which issue.
    pub issue: BriefingIssueId,
    /// To whom it goes.
    pub segment: BriefingSegment,
    /// By which lease of the worker.
    pub lease: Uuid,
    /// The moment.
    pub now: DateTime<Utc>,
    /// What became of mails.
    pub ended: Vec<Ended>,
    /// Whose turn comes; those for the first time in the order of their ids.
    pub picks: Vec<Pick>,
}

/// A mail that is claimed: it may go.
#[derive(Clone, PartialEq, Eq)]
pub struct ToSend {
    /// To whom.
    pub subscriber: SubscriberId,
    /// Where it goes.
    pub email: String,
    /// In which language its links lead on.
    pub language: Language,
    /// The city that they work for.
    pub city: Option<CityId>,
    /// The word of its links.
    pub word: String,
    /// What a report names it by.
    pub token: String,
    /// How often it was tried before.
    pub tries: i64,
}

impl std::fmt::Debug for ToSend {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ToSend").field("subscriber", &self.subscriber).finish_non_exhaustive()
    }
}

/// Notes what became of mails, and claims those that may go now: to who still wants them, at this very moment. `None`
/// where the issue does not go out any more, or rests: then nothing is claimed.
///
/// # Errors
/// When the database fails.
pub async fn turn(tx: &Tx<'_>, turn: &Turn) -> Result<Option<Vec<ToSend>>> {
    for ended in &turn.ended {
        note(tx, turn, *ended).await?;
    }
    let status = briefing_issue::Entity::find()
        .select_only()
        .column(briefing_issue::Column::Id)
        .filter(briefing_issue::Column::Id.eq(turn.issue))
        .filter(sending());
    if status.into_tuple::<BriefingIssueId>().one(tx.connection()).await?.is_none() {
        return Ok(None);
    }
    if turn.picks.is_empty() {
        return Ok(Some(Vec::new()));
    }
    claim(tx, turn).await.map(Some)
}

async fn note(tx: &Tx<'_>, turn: &Turn, ended: Ended) -> Result<()> {
    let row = briefing_delivery::Entity::update_many()
        .filter(briefing_delivery::Column::IssueId.eq(turn.issue))
        .filter(briefing_delivery::Column::SubscriberId.eq(ended.subscriber))
        .filter(briefing_delivery::Column::Outcome.is_null());
    let over = |outcome: &'static str| {
        row.clone()
            .col_expr(briefing_delivery::Column::Outcome, Expr::value(outcome))
            .col_expr(briefing_delivery::Column::At, Expr::value(turn.now))
    };
    let row = match ended.became {
        Became::Sent => over(SENT),
        Became::Refused => over(REFUSED),
        Became::PutBack(retry_at, counts) => row
            .col_expr(briefing_delivery::Column::ClaimedAt, Expr::value(None::<DateTime<Utc>>))
            .col_expr(briefing_delivery::Column::Claim, Expr::value(None::<Uuid>))
            .col_expr(briefing_delivery::Column::RetryAt, Expr::value(retry_at))
            .col_expr(
                briefing_delivery::Column::Tries,
                Expr::col(briefing_delivery::Column::Tries).add(i64::from(counts)),
            ),
    };
    row.exec(tx.connection()).await?;
    Ok(())
}

impl Pick {
    const fn subscriber(&self) -> SubscriberId {
        match self {
            Self::First(candidate) | Self::Later(candidate, _) | Self::Nothing(candidate) => candidate.id,
            Self::Again(id) => *id,
        }
    }
}

async fn claim(tx: &Tx<'_>, turn: &Turn) -> Result<Vec<ToSend>> {
    let wanting = wanting(tx, turn).await?;
    let tokens = again(tx, turn, &wanting).await?;
    let mut rows = Vec::new();
    let mut to_send = Vec::new();
    for pick in &turn.picks {
        let id = pick.subscriber();
        let (token, tries) = tokens.get(&id).cloned().unwrap_or_else(|| (Uuid::now_v7().simple().to_string(), 0));
        let first = match pick {
            Pick::First(candidate) | Pick::Later(candidate, _) | Pick::Nothing(candidate) => Some(candidate),
            Pick::Again(_) => None,
        };
        if let Some(candidate) = first {
            rows.push(to_row(turn, pick, (candidate, &token), wanting.contains_key(&id)));
        }
        if let (Pick::First(_) | Pick::Again(_), Some(row)) = (pick, wanting.get(&id)) {
            to_send.push(ToSend {
                subscriber: id,
                email: row.email.clone(),
                language: key("subscribers.language", &row.language)?,
                city: row.city_id,
                word: row.word.clone(),
                token,
                tries,
            });
        }
    }
    if !rows.is_empty() {
        briefing_delivery::Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    }
    Ok(to_send)
}

/// Those of them who want mails at this moment. Whoever leaves waits for this transaction, or is seen by it.
async fn wanting(tx: &Tx<'_>, turn: &Turn) -> Result<HashMap<SubscriberId, subscriber::Model>> {
    let ids = turn.picks.iter().map(Pick::subscriber);
    let mut query = subscriber::Entity::find()
        .filter(subscriber::Column::Id.is_in(ids))
        .filter(audience(&turn.segment, turn.now))
        .order_by_asc(subscriber::Column::Id);
    if tx.engine() == Engine::Postgres {
        query = query.lock(LockType::Share);
    }
    let rows = query.all(tx.connection()).await?;
    let digests: Vec<String> = rows.iter().map(|row| row.email_digest.clone()).collect();
    let suppressed: HashSet<String> = are_suppressed(tx, &digests).await?;
    let rows = rows.into_iter().filter(|row| !suppressed.contains(&row.email_digest));
    Ok(rows.map(|row| (row.id, row)).collect())
}

/// Claims mails that were put back or orphaned, and gives up those whose reader wants them no more. Answers by what each
/// is known, and how often it was tried.
async fn again(
    tx: &Tx<'_>,
    turn: &Turn,
    wanting: &HashMap<SubscriberId, subscriber::Model>,
) -> Result<HashMap<SubscriberId, (String, i64)>> {
    let picked = turn.picks.iter().filter_map(|pick| match pick {
        Pick::Again(id) => Some(*id),
        Pick::First(_) | Pick::Later(..) | Pick::Nothing(_) => None,
    });
    let (go, stay): (Vec<_>, Vec<_>) = picked.partition(|id| wanting.contains_key(id));
    let of = |ids: &[SubscriberId]| {
        briefing_delivery::Entity::update_many()
            .filter(briefing_delivery::Column::IssueId.eq(turn.issue))
            .filter(briefing_delivery::Column::SubscriberId.is_in(ids.iter().copied()))
            .filter(briefing_delivery::Column::Outcome.is_null())
    };
    if !stay.is_empty() {
        let over = of(&stay)
            .col_expr(briefing_delivery::Column::Outcome, Expr::value(SKIPPED))
            .col_expr(briefing_delivery::Column::At, Expr::value(turn.now));
        over.exec(tx.connection()).await?;
    }
    if go.is_empty() {
        return Ok(HashMap::new());
    }
    let claimed = of(&go)
        .col_expr(briefing_delivery::Column::ClaimedAt, Expr::value(turn.now))
        .col_expr(briefing_delivery::Column::Claim, Expr::value(turn.lease));
    claimed.exec(tx.connection()).await?;
    let rows = briefing_delivery::Entity::find()
        .filter(briefing_delivery::Column::IssueId.eq(turn.issue))
        .filter(briefing_delivery::Column::SubscriberId.is_in(go));
    let rows = rows.all(tx.connection()).await?;
    Ok(rows.into_iter().map(|row| (row.subscriber_id, (row.token.unwrap_or_default(), row.tries))).collect())
}

fn to_row(
    turn: &Turn,
    pick: &Pick,
    (candidate, token): (&Candidate, &str),
    wants: bool,
) -> briefing_delivery::ActiveModel {
    let goes = wants && matches!(pick, Pick::First(_));
    let later = match pick {
        Pick::Later(_, at) if wants => Some(*at),
        _ => None,
    };
    let is_over = !goes && later.is_none();
    briefing_delivery::ActiveModel {
        issue_id: ActiveValue::Set(turn.issue),
        subscriber_id: ActiveValue::Set(candidate.id),
        email_domain: ActiveValue::Set(Some(candidate.domain.clone())),
        token: ActiveValue::Set(Some(token.to_owned())),
        tries: ActiveValue::Set(0),
        claimed_at: ActiveValue::Set(goes.then_some(turn.now)),
        claim: ActiveValue::Set(goes.then_some(turn.lease)),
        outcome: ActiveValue::Set(is_over.then(|| SKIPPED.to_owned())),
        at: ActiveValue::Set(is_over.then_some(turn.now)),
        retry_at: ActiveValue::Set(later),
        bounced_at: ActiveValue::Set(None),
        complained_at: ActiveValue::Set(None),
        left_at: ActiveValue::Set(None),
    }
}

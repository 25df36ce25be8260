//! Drafts of notes. They stand apart from what is published, so that nothing that lists notes can show one; who may see a
//! draft is decided above, by who writes it and where it stands.

mod people;
mod said;
mod shown;

pub use people::{add_author, co_authors, hand_over, is_co_author, remove_author};
pub use said::{comments_of_account, count_comments, delete_comments_of, insert_comment};
pub use shown::{get, list, of_account};

use crate::entities::{key, note_draft, note_draft_author, to_json};
use crate::{Result, Source, Tx};
use chrono::{DateTime, Utc};
use domain::lessons::DraftStatus;
use domain::notes::NoteContent;
use ids::{AccountId, NoteDraftId, NoteId};
use sea_orm::sea_query::{Query, SimpleExpr};
use sea_orm::{
    ActiveValue, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};

/// What rules and decisions ask about a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftKey {
    /// Its id.
    pub id: NoteDraftId,
    /// Who leads it; `None` for one of the network's own.
    pub account: Option<AccountId>,
    /// Who writes it with them.
    pub co_authors: Vec<AccountId>,
    /// Who sent it to review last.
    pub submitted_by: Option<AccountId>,
    /// The note that it changes, or that it became.
    pub note: Option<NoteId>,
    /// The version of that note that it takes into account.
    pub base: Option<i32>,
    /// Where it stands.
    pub status: DraftStatus,
    /// Its version.
    pub version: i64,
}

impl DraftKey {
    /// Who writes it, the one who leads first.
    #[must_use]
    pub fn authors(&self) -> Vec<AccountId> {
        self.account.into_iter().chain(self.co_authors.iter().copied()).collect()
    }

    /// Whether somebody writes it, or has sent it to review: who decides about it is somebody else.
    #[must_use]
    pub fn is_of(&self, account: AccountId) -> bool {
        self.account == Some(account) || self.co_authors.contains(&account) || self.submitted_by == Some(account)
    }
}

/// A draft that is begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDraftRow {
    /// Its id.
    pub id: NoteDraftId,
    /// Who leads it; `None` for one of the network's own.
    pub account: Option<AccountId>,
    /// The published note that it changes, and its version.
    pub note: Option<(NoteId, i32)>,
    /// What it says so far.
    pub content: NoteContent,
    /// The moment.
    pub at: DateTime<Utc>,
}

/// Adds a draft.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx<'_>, new: &NewDraftRow) -> Result<()> {
    let row = note_draft::ActiveModel {
        id: ActiveValue::Set(new.id),
        account_id: ActiveValue::Set(new.account),
        note_id: ActiveValue::Set(new.note.map(|(note, _)| note)),
        base: ActiveValue::Set(new.note.map(|(_, number)| number.into())),
        status: ActiveValue::Set(DraftStatus::Writing.as_str().to_owned()),
        kind: ActiveValue::Set(new.content.kind.as_str().to_owned()),
        title: ActiveValue::Set(new.content.title.clone()),
        content: ActiveValue::Set(to_json("note_drafts.content", &new.content)?),
        reason: ActiveValue::Set(None),
        submitted_by: ActiveValue::Set(None),
        created_at: ActiveValue::Set(new.at),
        updated_at: ActiveValue::Set(new.at),
        submitted_at: ActiveValue::Set(None),
        version: ActiveValue::Set(1),
    };
    note_draft::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// What rules ask about a draft, whoever may see it.
///
/// # Errors
/// When the database fails.
pub async fn find(source: &impl Source, id: NoteDraftId) -> Result<Option<DraftKey>> {
    let Some(row) = note_draft::Entity::find_by_id(id).one(source.reading()).await? else { return Ok(None) };
    Ok(Some(DraftKey {
        id,
        account: row.account_id,
        co_authors: people::co_authors(source, id).await?,
        submitted_by: row.submitted_by,
        note: row.note_id,
        base: row.base.map(|base| super::small("note_drafts.base", base)).transpose()?,
        status: key("note_drafts.status", &row.status)?,
        version: row.version,
    }))
}

/// Whether there are drafts that change a note, or became it, led by others than these accounts.
///
/// # Errors
/// When the database fails.
pub async fn are_of(source: &impl Source, note: NoteId, besides: &[AccountId]) -> Result<bool> {
    let query = note_draft::Entity::find()
        .filter(note_draft::Column::NoteId.eq(note))
        .filter(note_draft::Column::AccountId.is_not_in(besides.iter().copied()));
    Ok(query.count(source.reading()).await? > 0)
}

/// Since when those wait that are in review and that `account` neither writes nor has sent, the longest first, at most
/// `limit`.
///
/// # Errors
/// When the database fails.
pub async fn oldest_in_review(source: &impl Source, account: AccountId, limit: u64) -> Result<Vec<DateTime<Utc>>> {
    use note_draft::Column::{AccountId as Lead, Status, SubmittedAt, SubmittedBy};
    let query = note_draft::Entity::find()
        .select_only()
        .column(SubmittedAt)
        .filter(Status.eq(DraftStatus::InReview.as_str()))
        .filter(Condition::any().add(Lead.is_null()).add(Lead.ne(account)))
        .filter(Condition::any().add(SubmittedBy.is_null()).add(SubmittedBy.ne(account)))
        .filter(Condition::all().not().add(writes_with_others(account)))
        .filter(SubmittedAt.is_not_null())
        .order_by_asc(SubmittedAt);
    Ok(query.limit(limit).into_tuple().all(source.reading()).await?)
}

/// Drafts that an account writes with whoever leads them.
fn writes_with_others(account: AccountId) -> SimpleExpr {
    let own = note_draft_author::Entity::find()
        .select_only()
        .column(note_draft_author::Column::DraftId)
        .filter(note_draft_author::Column::AccountId.eq(account));
    let mut select = Query::select();
    select.clone_from(&own.into_query());
    note_draft::Column::Id.in_subquery(select)
}

/// Puts what a draft says from now on, and which version of its note that takes into account where that is said; answers
/// its new version.
///
/// # Errors
/// When the database fails.
pub async fn put_content(
    tx: &Tx<'_>,
    before: &DraftKey,
    content: &NoteContent,
    base: Option<i32>,
    at: DateTime<Utc>,
) -> Result<i64> {
    let version = before.version + 1;
    let row = note_draft::ActiveModel {
        id: ActiveValue::Unchanged(before.id),
        kind: ActiveValue::Set(content.kind.as_str().to_owned()),
        title: ActiveValue::Set(content.title.clone()),
        content: ActiveValue::Set(to_json("note_drafts.content", content)?),
        base: base.map_or(ActiveValue::NotSet, |base| ActiveValue::Set(Some(base.into()))),
        updated_at: ActiveValue::Set(at),
        version: ActiveValue::Set(version),
        ..Default::default()
    };
    note_draft::Entity::update(row).exec(tx.connection()).await?;
    Ok(version)
}

/// What becomes of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftTurn {
    /// It goes to review.
    Submitted {
        /// Who sends it.
        by: AccountId,
    },
    /// It goes back to who writes it.
    Returned {
        /// Why.
        reason: Option<String>,
    },
    /// It is published.
    Published {
        /// The note that it is a version of.
        note: NoteId,
    },
}

/// Changes where a draft stands; answers its new version. Why it was given back stays where it goes to review again.
///
/// # Errors
/// When the database fails.
pub async fn turn(tx: &Tx<'_>, before: &DraftKey, turn: DraftTurn, at: DateTime<Utc>) -> Result<i64> {
    let version = before.version + 1;
    let row = note_draft::ActiveModel {
        id: ActiveValue::Unchanged(before.id),
        updated_at: ActiveValue::Set(at),
        version: ActiveValue::Set(version),
        ..Default::default()
    };
    let status = |status: DraftStatus| ActiveValue::Set(status.as_str().to_owned());
    let row = match turn {
        DraftTurn::Submitted { by } => note_draft::ActiveModel {
            status: status(DraftStatus::InReview),
            submitted_by: ActiveValue::Set(Some(by)),
            submitted_at: ActiveValue::Set(Some(at)),
            ..row
        },
        DraftTurn::Returned { reason } => {
            note_draft::ActiveModel { status: status(DraftStatus::Returned), reason: ActiveValue::Set(reason), ..row }
        }
        DraftTurn::Published { note } => note_draft::ActiveModel {
            status: status(DraftStatus::Published),
            reason: ActiveValue::Set(None),
            note_id: ActiveValue::Set(Some(note)),
            ..row
        },
    };
    note_draft::Entity::update(row).exec(tx.connection()).await?;
    Ok(version)
}

/// Removes a draft with what was said about it.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &Tx<'_>, id: NoteDraftId) -> Result<()> {
    note_draft::Entity::delete_by_id(id).exec(tx.connection()).await?;
    Ok(())
}

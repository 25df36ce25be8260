//! What drafts of all kinds are kept with in the same way. They stand apart from what is published, so that nothing that
//! lists that can show one; who may see a draft is decided above, by who writes it and where it stands.

mod people;
mod rows;
mod said;

pub(crate) use people::{AuthorRows, add_author, authors, co_authors, remove_author};
pub(crate) use rows::{DraftRows, are_of, hand_over, listed, oldest_in_review, owned};
pub(crate) use said::{
    CommentRows, Said, about, comments_of_account, count_comments, delete_comments_of, insert_comment,
};

use crate::{Db, Result, Source, Tx};
use chrono::{DateTime, Utc};
use domain::drafting::{DraftComment, DraftStatus, NewDraftComment};
use ids::{AccountId, DraftCommentId};

/// What rules and decisions ask about a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftKey<D: Drafts> {
    /// Its id.
    pub id: D::Id,
    /// Who leads it; `None` for one of the network's own.
    pub account: Option<AccountId>,
    /// Who writes it with them.
    pub co_authors: Vec<AccountId>,
    /// Who sent it to review last, where that may be somebody else than who leads it.
    pub submitted_by: Option<AccountId>,
    /// What is published and changes by it, or what it became.
    pub of: Option<D::Of>,
    /// The number of that which it takes into account; `None` for a new one, and where nobody knows.
    pub base: Option<i32>,
    /// Where it stands.
    pub status: DraftStatus,
    /// Its version.
    pub version: i64,
}

impl<D: Drafts> DraftKey<D> {
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
pub struct NewDraft<D: Drafts> {
    /// Its id.
    pub id: D::Id,
    /// Who leads it; `None` for one of the network's own.
    pub account: Option<AccountId>,
    /// What is published and changes by it, and the number of that.
    pub of: Option<(D::Of, i32)>,
    /// What it says so far.
    pub content: D::Content,
    /// The moment.
    pub at: DateTime<Utc>,
}

/// What becomes of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftTurn<P> {
    /// It goes to review. Why it was given back before stays where it stands.
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
        /// What it is a part of the history of from now on.
        of: P,
    },
}

impl<P> DraftTurn<P> {
    /// Where a draft stands after it.
    pub(crate) const fn status(&self) -> DraftStatus {
        match self {
            Self::Submitted { .. } => DraftStatus::InReview,
            Self::Returned { .. } => DraftStatus::Returned,
            Self::Published { .. } => DraftStatus::Published,
        }
    }
}

/// Which drafts a list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftFilter {
    /// Those that this account writes, alone or with others.
    pub account: AccountId,
    /// And besides the network's own, and those of others that were sent to review.
    pub reviews: bool,
    /// Where they stand: any of these; all when empty.
    pub statuses: Vec<DraftStatus>,
}

/// A kind of draft as it is kept. All of it fails when the database does.
pub trait Drafts: Sized + Send + Sync + 'static {
    /// Id of a draft.
    type Id: Copy + Send + Sync + 'static;
    /// Id of what it becomes.
    type Of: Copy + Send + Sync + 'static;
    /// What it says.
    type Content: Send + Sync + 'static;
    /// A draft in a list.
    type Summary: Send + 'static;

    /// Adds a draft.
    fn insert(tx: &Tx<'_>, new: &NewDraft<Self>) -> impl Future<Output = Result<()>> + Send;

    /// What rules ask about a draft, whoever may see it.
    fn find(source: &impl Source, id: Self::Id) -> impl Future<Output = Result<Option<DraftKey<Self>>>> + Send;

    /// One draft, whoever may see it. HTML is left empty: who answers renders it.
    fn get(source: &impl Source, id: Self::Id) -> impl Future<Output = Result<Option<Self>>> + Send;

    /// Drafts that the filter lets through, the last begun first, before the draft `before`, at most `limit`.
    fn list(
        db: &Db,
        filter: &DraftFilter,
        before: Option<Self::Id>,
        limit: u64,
    ) -> impl Future<Output = Result<Vec<Self::Summary>>> + Send;

    /// The drafts that an account writes, alone or with others, the last begun first, at most `limit`.
    fn of_account(db: &Db, account: AccountId, limit: u64) -> impl Future<Output = Result<Vec<Self>>> + Send;

    /// Whether there are drafts that change something published, or became it, led by others than these accounts.
    fn are_of(source: &impl Source, of: Self::Of, besides: &[AccountId]) -> impl Future<Output = Result<bool>> + Send;

    /// Since when those wait that are in review and that `account` neither writes nor has sent, the longest first, at most
    /// `limit`.
    fn oldest_in_review(
        source: &impl Source,
        account: AccountId,
        limit: u64,
    ) -> impl Future<Output = Result<Vec<DateTime<Utc>>>> + Send;

    /// Puts what a draft says from now on, and the number of what it takes into account where that is said; answers its new
    /// version.
    fn put_content(
        tx: &Tx<'_>,
        before: &DraftKey<Self>,
        content: &Self::Content,
        base: Option<i32>,
        at: DateTime<Utc>,
    ) -> impl Future<Output = Result<i64>> + Send;

    /// Changes where a draft stands; answers its new version.
    fn turn(
        tx: &Tx<'_>,
        before: &DraftKey<Self>,
        turn: DraftTurn<Self::Of>,
        at: DateTime<Utc>,
    ) -> impl Future<Output = Result<i64>> + Send;

    /// Removes a draft with what was said about it.
    fn delete(tx: &Tx<'_>, id: Self::Id) -> impl Future<Output = Result<()>> + Send;

    /// Adds somebody who does not write a draft yet, behind those who do.
    fn add_author(
        tx: &Tx<'_>,
        draft: Self::Id,
        account: AccountId,
        at: DateTime<Utc>,
    ) -> impl Future<Output = Result<()>> + Send;

    /// Takes somebody off who writes a draft besides the one who leads it.
    fn remove_author(tx: &Tx<'_>, draft: Self::Id, account: AccountId) -> impl Future<Output = Result<()>> + Send;

    /// Hands the drafts that an account leads and others write, too, over to the first of those: what they wrote does not
    /// go with somebody else's account. Answers the drafts as they are then.
    fn hand_over(tx: &Tx<'_>, account: AccountId) -> impl Future<Output = Result<Vec<DraftKey<Self>>>> + Send;

    /// Adds what somebody says about a draft.
    fn insert_comment(
        tx: &Tx<'_>,
        place: (DraftCommentId, Self::Id),
        account: AccountId,
        new: NewDraftComment,
        at: DateTime<Utc>,
    ) -> impl Future<Output = Result<()>> + Send;

    /// How much was said about a draft.
    fn count_comments(source: &impl Source, draft: Self::Id) -> impl Future<Output = Result<u64>> + Send;

    /// What an account said about drafts, its own and others', the last first, at most `limit`; without its HTML.
    fn comments_of_account(
        db: &Db,
        account: AccountId,
        limit: u64,
    ) -> impl Future<Output = Result<Vec<DraftComment>>> + Send;

    /// Removes what an account said about drafts.
    fn delete_comments_of(tx: &Tx<'_>, account: AccountId) -> impl Future<Output = Result<()>> + Send;
}

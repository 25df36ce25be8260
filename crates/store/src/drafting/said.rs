//! What is said about drafts.

use crate::memberships::{people, to_person};
use crate::{Db, Result, Source, Tx};
use chrono::{DateTime, Utc};
use domain::drafting::DraftComment;
use ids::{AccountId, DraftCommentId};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Value};

/// Something that was said about a draft, as it is kept.
pub(crate) struct Said<D> {
    pub(crate) id: DraftCommentId,
    pub(crate) draft: D,
    /// Who; `None` where the account is gone.
    pub(crate) account: Option<AccountId>,
    /// The field that it speaks of.
    pub(crate) field: Option<String>,
    pub(crate) text: String,
    pub(crate) at: DateTime<Utc>,
}

/// A table of what is said about drafts.
pub(crate) trait CommentRows: EntityTrait<Model: Send + Sync> {
    /// Id of a draft.
    type Draft: Copy + Into<Value> + Send + Sync;

    /// Its id: what is said later has a higher one.
    const ID: Self::Column;
    /// Which draft.
    const DRAFT: Self::Column;
    /// Who says it.
    const ACCOUNT: Self::Column;

    /// A row.
    fn row(said: Said<Self::Draft>) -> Self::ActiveModel;

    /// What a row says.
    fn said(row: Self::Model) -> Said<Self::Draft>;
}

/// Adds something that is said.
pub(crate) async fn insert_comment<E: CommentRows>(tx: &Tx<'_>, said: Said<E::Draft>) -> Result<()> {
    E::insert(E::row(said)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// How much was said about a draft.
pub(crate) async fn count_comments<E: CommentRows>(source: &impl Source, draft: E::Draft) -> Result<u64> {
    Ok(E::find().filter(E::DRAFT.eq(draft)).count(source.reading()).await?)
}

/// What an account said about drafts, its own and others', the last first, at most `limit`; without its HTML.
pub(crate) async fn comments_of_account<E: CommentRows>(
    db: &Db,
    account: AccountId,
    limit: u64,
) -> Result<Vec<DraftComment>> {
    let query = E::find().filter(E::ACCOUNT.eq(account)).order_by_desc(E::ID).limit(limit);
    let rows = query.all(db.read()).await?;
    Ok(to_comments::<E>(db, rows).await?.into_iter().map(|(_, comment)| comment).collect())
}

/// Removes what an account said about drafts.
pub(crate) async fn delete_comments_of<E: CommentRows>(tx: &Tx<'_>, account: AccountId) -> Result<()> {
    E::delete_many().filter(E::ACCOUNT.eq(account)).exec(tx.connection()).await?;
    Ok(())
}

/// What was said about these drafts, the oldest first.
pub(crate) async fn about<E: CommentRows>(
    source: &impl Source,
    drafts: Vec<E::Draft>,
) -> Result<Vec<(E::Draft, DraftComment)>> {
    let said = E::find().filter(E::DRAFT.is_in(drafts)).order_by_asc(E::ID);
    to_comments::<E>(source, said.all(source.reading()).await?).await
}

async fn to_comments<E: CommentRows>(
    source: &impl Source,
    rows: Vec<E::Model>,
) -> Result<Vec<(E::Draft, DraftComment)>> {
    let said: Vec<Said<E::Draft>> = rows.into_iter().map(E::said).collect();
    let people = people(source, said.iter().filter_map(|said| said.account).collect()).await?;
    let comment = |said: Said<E::Draft>| {
        let person = said.account.and_then(|account| people.get(&account)).map(to_person);
        let Said { id, draft, field, text, at, .. } = said;
        (draft, DraftComment { id, person, field, text, html: String::new(), created_at: at })
    };
    Ok(said.into_iter().map(comment).collect())
}

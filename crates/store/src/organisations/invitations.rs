//! Invitations that nobody has taken yet.

use crate::entities::{invitation, key};
use crate::{Db, Result, Source, Tx};
use chrono::{DateTime, Utc};
use domain::policy::MembershipRole;
use ids::{AccountId, InvitationId, OrganisationId};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// An invitation to keep.
#[derive(Clone, PartialEq, Eq)]
pub struct NewInvitationRow {
    /// The invitation.
    pub open: OpenInvitation,
    /// What its address is compared by.
    pub email_key: String,
    /// Digest of its word.
    pub token_digest: String,
}

impl std::fmt::Debug for NewInvitationRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewInvitationRow").field("id", &self.open.id).finish_non_exhaustive()
    }
}

/// An invitation that nobody has taken yet.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenInvitation {
    /// Its id.
    pub id: InvitationId,
    /// To which organisation.
    pub organisation: OrganisationId,
    /// Where it was sent.
    pub email: String,
    /// What the person will be.
    pub role: MembershipRole,
    /// Who invites.
    pub invited_by: AccountId,
    /// When it was sent.
    pub created_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// When it was declined.
    pub declined_at: Option<DateTime<Utc>>,
}

impl std::fmt::Debug for OpenInvitation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenInvitation").field("id", &self.id).finish_non_exhaustive()
    }
}

fn to_invitation(row: invitation::Model) -> Result<OpenInvitation> {
    Ok(OpenInvitation {
        id: row.id,
        organisation: row.organisation_id,
        email: row.email,
        role: key("invitations.role", &row.role)?,
        invited_by: row.invited_by,
        created_at: row.created_at,
        expires_at: row.expires_at,
        declined_at: row.declined_at,
    })
}

/// Keeps an invitation in place of an earlier one of the same organisation to the same address.
///
/// # Errors
/// When the database fails.
pub async fn insert_invitation(tx: &Tx<'_>, new: NewInvitationRow) -> Result<()> {
    invitation::Entity::delete_many()
        .filter(invitation::Column::OrganisationId.eq(new.open.organisation))
        .filter(invitation::Column::EmailKey.eq(new.email_key.as_str()))
        .exec(tx.connection())
        .await?;
    let row = invitation::ActiveModel {
        id: ActiveValue::Set(new.open.id),
        organisation_id: ActiveValue::Set(new.open.organisation),
        email: ActiveValue::Set(new.open.email),
        email_key: ActiveValue::Set(new.email_key),
        role: ActiveValue::Set(new.open.role.as_str().to_owned()),
        token_digest: ActiveValue::Set(new.token_digest),
        invited_by: ActiveValue::Set(new.open.invited_by),
        created_at: ActiveValue::Set(new.open.created_at),
        expires_at: ActiveValue::Set(new.open.expires_at),
        declined_at: ActiveValue::Set(new.open.declined_at),
    };
    invitation::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// The invitations of an organisation that are not over, newest first, before the invitation `before`, at most `limit`:
/// the open ones, and those that were declined.
///
/// # Errors
/// When the database fails.
pub async fn invitations(
    db: &Db,
    organisation: OrganisationId,
    before: Option<InvitationId>,
    now: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<OpenInvitation>> {
    let wanted = Condition::all()
        .add(invitation::Column::OrganisationId.eq(organisation))
        .add(invitation::Column::ExpiresAt.gt(now))
        .add_option(before.map(|before| invitation::Column::Id.lt(before)));
    let query = invitation::Entity::find().filter(wanted).order_by_desc(invitation::Column::Id).limit(limit);
    query.all(db.read()).await?.into_iter().map(to_invitation).collect()
}

/// The invitation that a word belongs to, if it still holds.
///
/// # Errors
/// When the database fails.
pub async fn invitation(
    source: &impl Source,
    token_digest: &str,
    now: DateTime<Utc>,
) -> Result<Option<OpenInvitation>> {
    let query = invitation::Entity::find().filter(open_by(token_digest, now));
    query.one(source.reading()).await?.map(to_invitation).transpose()
}

/// The invitation that a word opens: one that is over or was declined is opened by nothing.
fn open_by(token_digest: &str, now: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(invitation::Column::TokenDigest.eq(token_digest))
        .add(invitation::Column::ExpiresAt.gt(now))
        .add(invitation::Column::DeclinedAt.is_null())
}

/// An invitation that nobody has taken yet, whoever may see it and whether or not it still holds.
///
/// # Errors
/// When the database fails.
pub async fn invitation_by_id(source: &impl Source, id: InvitationId) -> Result<Option<OpenInvitation>> {
    invitation::Entity::find_by_id(id).one(source.reading()).await?.map(to_invitation).transpose()
}

/// Takes the invitation that a word belongs to: it is good once.
///
/// # Errors
/// When the database fails.
pub async fn take_invitation(tx: &Tx<'_>, token_digest: &str, now: DateTime<Utc>) -> Result<Option<OpenInvitation>> {
    let Some(found) = invitation(tx, token_digest, now).await? else { return Ok(None) };
    let gone = invitation::Entity::delete_many().filter(open_by(token_digest, now)).exec(tx.connection()).await?;
    Ok((gone.rows_affected == 1).then_some(found))
}

/// Notes that the invitation was declined that a word belongs to: its word is worthless from now on. It stays until it
/// would have ended, for who invites.
///
/// # Errors
/// When the database fails.
pub async fn decline_invitation(tx: &Tx<'_>, token_digest: &str, now: DateTime<Utc>) -> Result<Option<OpenInvitation>> {
    let Some(found) = invitation(tx, token_digest, now).await? else { return Ok(None) };
    let declined = invitation::Entity::update_many()
        .col_expr(invitation::Column::DeclinedAt, Expr::value(Some(now)))
        .filter(open_by(token_digest, now))
        .exec(tx.connection())
        .await?;
    Ok((declined.rows_affected == 1).then_some(found))
}

/// Withdraws an invitation of an organisation; `false` where there is none.
///
/// # Errors
/// When the database fails.
pub async fn delete_invitation(tx: &Tx<'_>, organisation: OrganisationId, id: InvitationId) -> Result<bool> {
    let gone = invitation::Entity::delete_many()
        .filter(invitation::Column::Id.eq(id))
        .filter(invitation::Column::OrganisationId.eq(organisation))
        .exec(tx.connection())
        .await?;
    Ok(gone.rows_affected == 1)
}

/// Invitations that an account sent, or that were sent to its address.
///
/// # Errors
/// When the database fails.
pub async fn invitations_of_account(db: &Db, account: AccountId, email_key: &str) -> Result<Vec<OpenInvitation>> {
    let wanted =
        Condition::any().add(invitation::Column::InvitedBy.eq(account)).add(invitation::Column::EmailKey.eq(email_key));
    let query = invitation::Entity::find().filter(wanted).order_by_desc(invitation::Column::Id).limit(200);
    query.all(db.read()).await?.into_iter().map(to_invitation).collect()
}

/// Forgets invitations whose time is over, and the addresses in them; answers how many.
///
/// # Errors
/// When the database fails.
pub async fn drop_expired_invitations(db: &Db, now: DateTime<Utc>) -> Result<u64> {
    db.write(move |tx| {
        Box::pin(async move {
            let over = invitation::Entity::delete_many().filter(invitation::Column::ExpiresAt.lte(now));
            Ok(over.exec(tx.connection()).await?.rows_affected)
        })
    })
    .await
}

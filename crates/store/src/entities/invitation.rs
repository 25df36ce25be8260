//! Table `invitations`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "invitations")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ids::InvitationId,
    pub organisation_id: ids::OrganisationId,
    pub email: String,
    pub email_key: String,
    pub role: String,
    pub token_digest: String,
    pub invited_by: ids::AccountId,
    pub created_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub declined_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

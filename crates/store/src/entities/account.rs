//! Table `accounts`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "accounts")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ids::AccountId,
    pub email: String,
    pub email_key: String,
    pub password_hash: String,
    pub name: String,
    pub name_key: String,
    pub work_role: Option<String>,
    pub languages: String,
    pub language: String,
    pub time_zone: Option<String>,
    pub skills: String,
    pub public_fields: String,
    pub status: String,
    pub suspension_reason: Option<String>,
    pub delete_after: Option<DateTimeUtc>,
    pub generation: i64,
    pub totp_secret: Option<String>,
    pub totp_confirmed_at: Option<DateTimeUtc>,
    pub totp_last_step: Option<i64>,
    pub demo: bool,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

//! Accounts, how their owners prove who they are, and where they are signed in.

mod accounts;
mod links;
mod listing;
mod logins;
mod recovery;
mod registrations;
mod roles;
mod signing;

pub(crate) use accounts::shown;
pub use accounts::{
    Credentials, NewAccount, Totp, credentials, credentials_of, delete, get, insert, is_taken, public_profile,
    set_email, set_leaving, set_password, set_suspended, set_totp, set_totp_step, update,
};
pub use links::{LinkPurpose, MailLink, address_links, drop_links, insert_link, link_of, take_link};
pub use listing::{
    AccountFilter, count_administrators, demo_accounts, due_for_deletion, holders, is_due_for_deletion, list,
};
pub use logins::{
    EndReason, LoginRecord, NewLoginRecord, end_all_logins, end_login, insert_login, knows_device, login, logins,
    rotate, touch,
};
pub use recovery::{count_recovery_codes, replace_recovery_codes, take_recovery_code};
pub use registrations::{Registration, Taken, drop_expired, insert_registration, take_registration};
pub use roles::{grant, has_role, revoke, roles};
pub use signing::{SigningSecret, insert_secret, retire_secrets, secrets};

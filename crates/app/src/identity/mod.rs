//! Accounts: getting one, proving who one is, what one may do, and leaving again.

mod accounts;
mod authenticate;
mod demo;
mod demo_mails;
mod demo_traces;
mod email_changes;
mod handlers;
mod keys;
pub(crate) mod letters;
mod logins;
mod me;
mod passwords;
mod people;
mod permissions;
mod registration;
mod second_factor;
mod settings;

pub use accounts::{
    create_administrator, create_role_grant, create_suspension, delete_role_grant, delete_suspension, get_account,
    list_accounts,
};
pub use authenticate::authenticate;
pub(crate) use authenticate::still;
pub use credentials::password::Cost;
pub use demo::{DEMO_PASSWORD, DemoAccount, DemoPlace, DemoRemoved, load_demo, remove_demo};
pub use demo_mails::{demo_mails_page, get_demo_mail, list_demo_mails};
pub use demo_traces::DemoTrace;
pub use email_changes::{cancel_email_change, confirm_email_change, create_email_change};
pub use handlers::{MailSettings, handlers};
pub(crate) use keys::KeyRing;
pub use keys::jwks;
pub use logins::{
    Issued, create_login, create_refresh, delete_current_login, delete_my_login, delete_my_logins, list_my_logins,
};
pub use me::{clear_away, delete_me, export_me, get_me, get_my_permissions, restore_me, update_me};
pub use passwords::{complete_password_reset, create_password_change, create_password_check, create_password_reset};
pub use people::{PEOPLE_MADE_FROM, get_person, nobody};
pub use permissions::explain_permission;
pub use registration::{create_confirmation, create_registration};
pub use second_factor::{confirm_second_factor, create_recovery_codes, create_second_factor, delete_second_factor};
pub use settings::{ACCESS_FOR, GRACE_OF_DELETION, IdentitySettings, LOGIN_FOR};
pub(crate) use settings::{Hashing, internal};

use crate::{Error, Result};
use chrono::{DateTime, Utc};
use contract::Fault;
use domain::live::{ChangeAction, ThingKind};
use ids::{AccountId, LoginId};
use store::{NewChange, Tx};

/// What identity works with, a part of the context.
pub(crate) struct Identity {
    pub(crate) settings: IdentitySettings,
    pub(crate) hashing: Hashing,
    pub(crate) keys: KeyRing,
}

impl Identity {
    pub(crate) fn new(settings: IdentitySettings) -> Self {
        Self { hashing: Hashing::new(&settings), settings, keys: KeyRing::default() }
    }
}

/// How many passwords this process has hashed or compared: the same for an address with an account as for one without.
#[must_use]
pub fn passwords_hashed(ctx: &crate::Context) -> u64 {
    ctx.identity().hashing.done()
}

/// The word of a link that is not, or no longer, good: one sentence for every reason.
pub(crate) fn bad_link() -> Error {
    let message = "This link is not good any more. Ask for a new one.";
    Error::Broken(vec![Fault::new("/token", "bad_link", message)])
}

/// Two links to one address may be confirmed at the same moment: the database lets one through, and the other link is
/// as good as one whose address was taken before.
fn taken(error: store::Error) -> Error {
    match error {
        store::Error::Constraint(_) => bad_link(),
        error => error.into(),
    }
}

/// Tells the change log of an account. The line is not public; streams of the account's owner end by it.
fn tell_account(tx: &Tx<'_>, id: AccountId, action: ChangeAction, version: i64, at: DateTime<Utc>) {
    tx.tell(NewChange { at, kind: ThingKind::Account, id: id.as_uuid(), slug: None, action, version, audience: None });
}

/// Tells the change log that an account can act, or cannot any more: whether somebody leads an organisation changes
/// with it.
async fn tell_standing(tx: &Tx<'_>, id: AccountId, version: i64, at: DateTime<Utc>) -> Result<()> {
    tell_account(tx, id, ChangeAction::Updated, version, at);
    crate::organisations::tell_led(tx, id, at).await
}

/// Tells the change log that a login has ended.
fn tell_login(tx: &Tx<'_>, id: LoginId, at: DateTime<Utc>) {
    let action = ChangeAction::Deleted;
    tx.tell(NewChange { at, kind: ThingKind::Login, id: id.as_uuid(), slug: None, action, version: 1, audience: None });
}

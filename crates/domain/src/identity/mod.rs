//! Who somebody is: accounts, how one gets, proves and loses them, and what stands on them.
//!
//! A *login* is one signed-in device; the word *session* belongs to the speaker series.

mod account;
mod admin;
mod email_change;
mod login;
mod password_check;
mod registration;
mod second_factor;

pub use account::{
    Account, AccountStatus, AccountUpdate, MAX_NAME, MAX_SKILL, MAX_SKILLS, MAX_WORK, Person, PublicField,
    PublicProfile,
};
pub use admin::{
    AccountQuery, Explanation, Export, NewRoleGrant, NewSuspension, Permission, PermissionHolder, PermissionQuery,
    PermissionRefusal, PermissionSubject, Permissions,
};
pub use email_change::{AddressLink, KeptEmail, NewEmailChange};
pub use login::{AuthenticationMethod, Login, NewLogin, NewRefresh, RefreshDelivery, Tokens};
pub use password_check::{NewPasswordCheck, PasswordCheck, PasswordWeakness};
pub use registration::{
    LinkToken, MAX_PASSWORD, MIN_PASSWORD, NewPassword, NewRegistration, PasswordChange, PasswordResetRequest,
    SentMail, email_key,
};
pub use second_factor::{NewSecondFactor, RecoveryCodes, SecondFactorCode, SecondFactorRemoval};

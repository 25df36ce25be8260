//! Signing in, staying signed in, and where one is signed in.

use super::account::Account;
use super::registration::check_given_password;
use crate::corrections::MAX_EMAIL;
use crate::validation::{Faults, Validate};
use chrono::{DateTime, Utc};
use ids::LoginId;
use serde::{Deserialize, Serialize};

/// Longest code of a second factor or recovery code, in characters.
const MAX_CODE: usize = 40;
/// Longest refresh token, in characters.
const MAX_REFRESH: usize = 400;

keys! {
    /// How the refresh token comes and goes.
    RefreshDelivery {
        /// In a cookie that no script can read: for pages in a browser.
        Cookie = "cookie",
        /// In the body: for programs, which keep it themselves.
        Body = "body",
    }
}

keys! {
    /// What somebody has proved when signing in (RFC 8176).
    AuthenticationMethod {
        /// The password.
        Password = "pwd",
        /// A code of the second factor.
        OneTimePassword = "otp",
        /// A recovery code in place of the second factor.
        RecoveryCode = "rec",
    }
}

/// Who signs in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewLogin {
    /// Address of the account.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 254, example = "name@example.org"))]
    pub email: String,
    /// The password.
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 1, max_length = 128, format = Password, example = "five quiet bridges over one river")
    )]
    pub password: String,
    /// Code of the second factor, or a recovery code, where the account asks for one.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 40, example = "123456"))]
    pub code: Option<String>,
    /// How the refresh token is handed over; in a cookie when absent.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<RefreshDelivery>))]
    pub refresh: Option<RefreshDelivery>,
}

impl std::fmt::Debug for NewLogin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewLogin").finish_non_exhaustive()
    }
}

impl Validate for NewLogin {
    fn validate(&self, faults: &mut Faults) {
        faults.line("/email", &self.email, 1..=MAX_EMAIL);
        check_given_password(faults, "/password", &self.password);
        if let Some(code) = &self.code {
            faults.line("/code", code, 0..=MAX_CODE);
        }
    }

    fn tidied(self) -> Self {
        let code = self.code.map(|code| code.trim().to_owned()).filter(|code| !code.is_empty());
        Self { email: self.email.trim().to_owned(), code, ..self }
    }
}

/// Who stays signed in.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewRefresh {
    /// The refresh token, where it was handed over in a body; a browser's comes in its cookie.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 400))]
    pub refresh_token: Option<String>,
}

impl std::fmt::Debug for NewRefresh {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewRefresh").finish_non_exhaustive()
    }
}

impl Validate for NewRefresh {
    fn validate(&self, faults: &mut Faults) {
        if let Some(token) = &self.refresh_token {
            faults.line("/refresh_token", token, 1..=MAX_REFRESH);
        }
    }
}

/// What who has signed in works with.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tokens {
    /// Send it as `Authorization: Bearer …`. Keep it in memory only.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 2000, example = "eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJFUzI1NiJ9.e30.c2ln")
    )]
    pub access_token: String,
    /// When the access token ends; ask for another one by a refresh before.
    pub expires_at: DateTime<Utc>,
    /// The next refresh token, where it is handed over in the body; else `null`. Each is used once.
    #[cfg_attr(feature = "openapi", schema(max_length = 400))]
    pub refresh_token: Option<String>,
    /// Id of the login, as the list of logins names it.
    pub login_id: LoginId,
    /// The account.
    pub account: Account,
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tokens").field("login_id", &self.login_id).finish_non_exhaustive()
    }
}

/// A device that is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Login {
    /// Id of the login.
    pub id: LoginId,
    /// Browser and system, as far as they say who they are.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "Firefox on Linux"))]
    pub device: String,
    /// Whether it is the one that asks.
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub current: bool,
    /// What was proved when signing in.
    #[cfg_attr(feature = "openapi", schema(max_items = 3))]
    pub methods: Vec<AuthenticationMethod>,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was last used, within ten minutes.
    pub last_used_at: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::NewLogin;
    use crate::Valid;

    #[test]
    fn rules_and_the_form_that_is_kept() {
        let login = |email: &str, password: &str, code: Option<&str>| NewLogin {
            email: email.into(),
            password: password.into(),
            code: code.map(str::to_owned),
            refresh: None,
        };
        let valid = Valid::check(login(" a@example.org ", " p ", Some(" "))).unwrap();
        assert_eq!(
            (valid.email.as_str(), valid.password.as_str(), valid.code.as_deref()),
            ("a@example.org", " p ", None)
        );
        let faults = Valid::check(login("", "", Some(&"1".repeat(41)))).unwrap_err();
        let found: Vec<_> = faults.iter().map(|fault| (fault.pointer.as_str(), fault.code.as_str())).collect();
        assert_eq!(found, [("/email", "required"), ("/password", "required"), ("/code", "too_long")]);
    }
}

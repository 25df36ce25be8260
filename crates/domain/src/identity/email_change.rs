//! Another address for an account: asked for with the password, done by the new address, stopped or undone by the old.

use super::registration::{check_email, check_given_password};
use crate::validation::{Faults, Validate};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Another address, by who is signed in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewEmailChange {
    /// The new address; a mail with a link goes there.
    #[cfg_attr(feature = "openapi", schema(min_length = 3, max_length = 254, example = "new.name@example.org"))]
    pub new_email: String,
    /// The password.
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 1, max_length = 128, format = Password, example = "five quiet bridges over one river")
    )]
    pub password: String,
}

impl std::fmt::Debug for NewEmailChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewEmailChange").finish_non_exhaustive()
    }
}

impl Validate for NewEmailChange {
    fn validate(&self, faults: &mut Faults) {
        check_email(faults, "/new_email", &self.new_email);
        check_given_password(faults, "/password", &self.password);
    }

    fn tidied(self) -> Self {
        Self { new_email: self.new_email.trim().to_owned(), ..self }
    }
}

/// The address that an account keeps.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeptEmail {
    /// The address.
    #[cfg_attr(feature = "openapi", schema(max_length = 254, example = "name@example.org"))]
    pub email: String,
    /// Whether the change had been made and was undone: then every login has ended and the password is worth nothing,
    /// and another one is to be chosen by `POST /auth/password-resets`.
    #[cfg_attr(feature = "openapi", schema(example = false))]
    pub undone: bool,
}

impl std::fmt::Debug for KeptEmail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeptEmail").field("undone", &self.undone).finish_non_exhaustive()
    }
}

/// A link of a mail that is still good and names an address.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AddressLink {
    /// The address: the new one that the link would confirm, or the old one that it would keep.
    #[cfg_attr(feature = "openapi", schema(max_length = 254, example = "new.name@example.org"))]
    pub email: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

impl std::fmt::Debug for AddressLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AddressLink").field("expires_at", &self.expires_at).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::NewEmailChange;
    use crate::Valid;

    #[test]
    fn rules_and_the_form_that_is_kept() {
        let change =
            |new_email: &str, password: &str| NewEmailChange { new_email: new_email.into(), password: password.into() };
        let valid = Valid::check(change(" A@example.org ", " p ")).unwrap();
        assert_eq!((valid.new_email.as_str(), valid.password.as_str()), ("A@example.org", " p "));
        assert!(!format!("{valid:?}").contains("example"));
        let faults = Valid::check(change("a", "")).unwrap_err();
        let found: Vec<_> = faults.iter().map(|fault| (fault.pointer.as_str(), fault.code.as_str())).collect();
        assert_eq!(found, [("/new_email", "not_an_address"), ("/password", "required")]);
    }
}

//! Getting an account, and what is asked for by mail: confirmation, another password, another address.
//!
//! None of the answers tells whether an address has an account: that is told by mail alone, to the address itself.

use super::account::MAX_NAME;
use crate::corrections::MAX_EMAIL;
use crate::validation::{Faults, Validate};
use crate::vocabularies::Language;
use serde::{Deserialize, Serialize};

/// Shortest password, in characters. NIST SP 800-63B-4 (2025) asks for 15 where a password stands alone and 8 beside
/// a second factor; 12, with a list of the commonest passwords refused and guesses limited, is between the two.
pub const MIN_PASSWORD: usize = 12;
/// Longest password, in characters.
pub const MAX_PASSWORD: usize = 128;
/// Longest word of a link, in characters.
const MAX_TOKEN: usize = 200;

/// What an address is compared by: upper and lower case are one.
#[must_use]
pub fn email_key(address: &str) -> String {
    address.trim().to_lowercase()
}

pub(super) fn check_email(faults: &mut Faults, pointer: &str, address: &str) {
    faults.text(pointer, address, 1..=MAX_EMAIL);
    if !address.trim().is_empty() {
        faults.email(pointer, address);
    }
}

/// A password that is compared with one that is kept: longer than any of those can be, it is not looked at.
pub(super) fn check_given_password(faults: &mut Faults, pointer: &str, password: &str) {
    if password.is_empty() {
        faults.add(pointer, "required", "Fill this in.");
    } else if password.chars().count() > MAX_PASSWORD {
        faults.add(pointer, "too_long", format!("Use at most {MAX_PASSWORD} characters."));
    }
}

/// Length alone: whether a password is too common is known where the list is.
fn check_new_password(faults: &mut Faults, pointer: &str, password: &str) {
    let length = password.chars().count();
    if length == 0 {
        faults.add(pointer, "required", "Choose a password.");
    } else if length < MIN_PASSWORD {
        faults.add(pointer, "too_short", format!("Use at least {MIN_PASSWORD} characters; several words do well."));
    } else if length > MAX_PASSWORD {
        faults.add(pointer, "too_long", format!("Use at most {MAX_PASSWORD} characters."));
    }
}

/// Who wants an account.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewRegistration {
    /// Address; a mail with a link goes there.
    #[cfg_attr(feature = "openapi", schema(min_length = 3, max_length = 254, example = "name@example.org"))]
    pub email: String,
    /// Password: 12 to 128 characters, not one of the commonest.
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 12, max_length = 128, format = Password, example = "five quiet bridges over one river")
    )]
    pub password: String,
    /// Name, as others will see it.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 120, example = "A. Practitioner"))]
    pub name: String,
    /// Language of mails; English when absent.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Language>))]
    pub language: Option<Language>,
}

impl std::fmt::Debug for NewRegistration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewRegistration").finish_non_exhaustive()
    }
}

impl Validate for NewRegistration {
    fn validate(&self, faults: &mut Faults) {
        check_email(faults, "/email", &self.email);
        check_new_password(faults, "/password", &self.password);
        faults.line("/name", &self.name, 1..=MAX_NAME);
    }

    fn tidied(self) -> Self {
        Self { email: self.email.trim().to_owned(), name: self.name.trim().to_owned(), ..self }
    }
}

/// A mail was sent, or will be within moments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SentMail {
    /// The address as it was given. Whether it has an account is told in the mail alone.
    #[cfg_attr(feature = "openapi", schema(max_length = 254, example = "name@example.org"))]
    pub sent_to: String,
}

/// The word that a link in a mail carries. The link shows a page; sending the word does what the page says.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkToken {
    /// The word behind `token=` in the link.
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 1, max_length = 200, example = "Q3VyaW9zaXR5IGlzIG5vdCBhIHRva2VuLCBidXQgbG9va3M")
    )]
    pub token: String,
}

impl std::fmt::Debug for LinkToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LinkToken").finish_non_exhaustive()
    }
}

impl Validate for LinkToken {
    fn validate(&self, faults: &mut Faults) {
        faults.line("/token", &self.token, 1..=MAX_TOKEN);
    }
}

/// Who has forgotten their password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordResetRequest {
    /// Address of the account.
    #[cfg_attr(feature = "openapi", schema(min_length = 3, max_length = 254, example = "name@example.org"))]
    pub email: String,
}

impl Validate for PasswordResetRequest {
    fn validate(&self, faults: &mut Faults) {
        check_email(faults, "/email", &self.email);
    }

    fn tidied(self) -> Self {
        Self { email: self.email.trim().to_owned() }
    }
}

/// Another password, by the link that was sent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewPassword {
    /// The word behind `token=` in the link.
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 1, max_length = 200, example = "Q3VyaW9zaXR5IGlzIG5vdCBhIHRva2VuLCBidXQgbG9va3M")
    )]
    pub token: String,
    /// The new password.
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 12, max_length = 128, format = Password, example = "five quiet bridges over one river")
    )]
    pub password: String,
}

impl std::fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewPassword").finish_non_exhaustive()
    }
}

impl Validate for NewPassword {
    fn validate(&self, faults: &mut Faults) {
        faults.line("/token", &self.token, 1..=MAX_TOKEN);
        check_new_password(faults, "/password", &self.password);
    }
}

/// Another password, by who is signed in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordChange {
    /// The password so far.
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 1, max_length = 128, format = Password, example = "five quiet bridges over one river")
    )]
    pub current_password: String,
    /// The new password. Every other login ends.
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 12, max_length = 128, format = Password, example = "six loud trains under one hill")
    )]
    pub new_password: String,
}

impl std::fmt::Debug for PasswordChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PasswordChange").finish_non_exhaustive()
    }
}

impl Validate for PasswordChange {
    fn validate(&self, faults: &mut Faults) {
        check_given_password(faults, "/current_password", &self.current_password);
        check_new_password(faults, "/new_password", &self.new_password);
        if self.new_password == self.current_password && !self.new_password.is_empty() {
            faults.add("/new_password", "unchanged", "Choose another password than the one so far.");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{NewRegistration, PasswordChange, email_key};
    use crate::Valid;

    fn registration(email: &str, password: &str, name: &str) -> NewRegistration {
        NewRegistration { email: email.into(), password: password.into(), name: name.into(), language: None }
    }

    #[test]
    fn rules_by_table() {
        let fine = "five quiet bridges";
        let table = [
            (registration("a@example.org", fine, "A"), vec![]),
            (registration("", "", ""), vec![("/email", "required"), ("/password", "required"), ("/name", "required")]),
            (
                registration("a", "short", "A\u{7}"),
                vec![("/email", "not_an_address"), ("/password", "too_short"), ("/name", "control_character")],
            ),
            (
                registration("a@example.org", &"x".repeat(129), &"y".repeat(121)),
                vec![("/password", "too_long"), ("/name", "too_long")],
            ),
            // Twelve letters of four bytes each are twelve characters.
            (registration("a@example.org", &"𝄞".repeat(12), "A"), vec![]),
        ];
        for (new, expected) in table {
            let faults = Valid::check(new).err().unwrap_or_default();
            let found: Vec<_> = faults.iter().map(|fault| (fault.pointer.as_str(), fault.code.as_str())).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_password_keeps_its_spaces_and_stays_out_of_logs() {
        let valid = Valid::check(registration(" a@example.org ", " twelve letters ", " A ")).unwrap();
        assert_eq!((valid.email.as_str(), valid.password.as_str()), ("a@example.org", " twelve letters "));
        assert!(!format!("{valid:?}").contains("twelve"));
    }

    #[test]
    fn the_same_password_is_no_change() {
        let change =
            PasswordChange { current_password: "twelve letters".into(), new_password: "twelve letters".into() };
        assert_eq!(Valid::check(change).unwrap_err()[0].code, "unchanged");
    }

    #[test]
    fn addresses_are_compared_without_case() {
        assert_eq!(email_key(" Name@Example.ORG "), "name@example.org");
    }
}

//! Whether a password will do, told before it is chosen.

use super::account::MAX_NAME;
use super::registration::check_given_password;
use crate::corrections::MAX_EMAIL;
use crate::validation::{Faults, Validate};
use serde::{Deserialize, Serialize};

keys! {
    /// Why a password will not do.
    PasswordWeakness {
        /// Fewer than 12 characters, once letters and their accents are put together.
        TooShort = "too_short",
        /// More than 128 characters, once letters that are written as one are taken apart.
        TooLong = "too_long",
        /// One of those that are tried first, with or without digits and signs around it.
        Common = "common",
        /// Little more than the name of the person.
        ContainsName = "contains_name",
        /// Little more than the mail address of the person.
        ContainsAddress = "contains_address",
        /// Little more than the name of this site.
        ContainsProduct = "contains_product",
        /// Few different characters, one piece over and over, or a walk along the alphabet or the keyboard.
        Repetitive = "repetitive",
    }
}

/// A password that somebody thinks of, and who would choose it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewPasswordCheck {
    /// The password.
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 1, max_length = 128, format = Password, example = "five quiet bridges over one river")
    )]
    pub password: String,
    /// Name of who would choose it; where it is left out, that of the account that has signed in.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 120, example = "A. Practitioner"))]
    pub name: Option<String>,
    /// Address of who would choose it, as far as it is written yet; where it is left out, that of the account that has
    /// signed in.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 254, example = "name@example.org"))]
    pub email: Option<String>,
}

impl std::fmt::Debug for NewPasswordCheck {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewPasswordCheck").finish_non_exhaustive()
    }
}

impl Validate for NewPasswordCheck {
    /// Bounds alone: that a password is short is what the answer tells, and an address may be half written.
    fn validate(&self, faults: &mut Faults) {
        check_given_password(faults, "/password", &self.password);
        faults.line("/name", self.name.as_deref().unwrap_or_default(), 0..=MAX_NAME);
        faults.line("/email", self.email.as_deref().unwrap_or_default(), 0..=MAX_EMAIL);
    }
}

/// What is weak about a password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordCheck {
    /// Why it will not do; empty where it will.
    #[cfg_attr(feature = "openapi", schema(max_items = 7, example = json!(["common"])))]
    pub weaknesses: Vec<PasswordWeakness>,
}

#[cfg(test)]
mod tests {
    use super::NewPasswordCheck;
    use crate::Valid;

    fn check(password: &str, name: &str, email: &str) -> NewPasswordCheck {
        NewPasswordCheck { password: password.into(), name: Some(name.into()), email: Some(email.into()) }
    }

    #[test]
    fn rules_by_table() {
        let long = |length: usize| "x".repeat(length);
        let table = [
            (check("x", "", ""), vec![]),
            (check("\u{7}", "A", "half@writ"), vec![]),
            (check(&long(128), &long(120), &long(254)), vec![]),
            (NewPasswordCheck { name: None, email: None, ..check("x", "", "") }, vec![]),
            (check("", "A\u{7}", "a"), vec![("/password", "required"), ("/name", "control_character")]),
            (
                check(&long(129), &long(121), &long(255)),
                vec![("/password", "too_long"), ("/name", "too_long"), ("/email", "too_long")],
            ),
        ];
        for (new, expected) in table {
            let faults = Valid::check(new).err().unwrap_or_default();
            let found: Vec<_> = faults.iter().map(|fault| (fault.pointer.as_str(), fault.code.as_str())).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn nothing_of_it_comes_into_a_log() {
        assert_eq!(format!("{:?}", check("twelve letters", "Ana", "ana@example.org")), "NewPasswordCheck { .. }");
    }
}

//! A second factor: codes of an authenticator (RFC 6238), and recovery codes for when it is lost.

use super::registration::check_given_password;
use crate::validation::{Faults, Validate};
use serde::{Deserialize, Serialize};

/// A second factor that is set up, but not in force before a first code has been given.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewSecondFactor {
    /// The secret, base32: for typing it into an authenticator by hand.
    #[cfg_attr(feature = "openapi", schema(max_length = 64, example = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"))]
    pub secret: String,
    /// The same as an address that authenticators read from a QR code.
    #[cfg_attr(
        feature = "openapi",
        schema(
            max_length = 600,
            example = "otpauth://totp/C2R:name@example.org?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=C2R"
        )
    )]
    pub uri: String,
}

impl std::fmt::Debug for NewSecondFactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewSecondFactor").finish_non_exhaustive()
    }
}

/// A code of the authenticator.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactorCode {
    /// Six digits.
    #[cfg_attr(feature = "openapi", schema(min_length = 6, max_length = 10, example = "123456"))]
    pub code: String,
}

impl std::fmt::Debug for SecondFactorCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SecondFactorCode").finish_non_exhaustive()
    }
}

impl Validate for SecondFactorCode {
    fn validate(&self, faults: &mut Faults) {
        let digits = self.code.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            faults.add("/code", "not_a_code", "Use the six digits that your authenticator shows.");
        }
    }
}

/// Who takes the second factor off, or wants new recovery codes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactorRemoval {
    /// The password, to be sure that it is you.
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 1, max_length = 128, format = Password, example = "five quiet bridges over one river")
    )]
    pub password: String,
}

impl std::fmt::Debug for SecondFactorRemoval {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SecondFactorRemoval").finish_non_exhaustive()
    }
}

impl Validate for SecondFactorRemoval {
    fn validate(&self, faults: &mut Faults) {
        check_given_password(faults, "/password", &self.password);
    }
}

/// Codes that stand in for the authenticator, each once. Shown this one time.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    /// The codes.
    #[cfg_attr(feature = "openapi", schema(max_items = 20, example = json!(["7KQ2-M9TX-4HWD"])))]
    pub codes: Vec<String>,
}

impl std::fmt::Debug for RecoveryCodes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RecoveryCodes").finish_non_exhaustive()
    }
}

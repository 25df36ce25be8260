//! Access tokens: short-lived proof of a sign-in that every replica can check without asking the store.
//!
//! JSON Web Tokens (RFC 7519, 2015) in the profile of RFC 9068 (2021), signed by ES256 (RFC 7518 section 3.4) and by
//! nothing else. What the profile says of clients is left out: there is one, our own.
//!
//! The header must be exactly the one that [`SigningKey::sign`] writes. All that has ever let a token choose how it is
//! checked is in a header: another algorithm or none, an embedded key, an address of one, extensions (RFC 8725, 2020).

mod keys;
mod provider;
#[cfg(test)]
mod tests;

use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header};
use serde::{Deserialize, Serialize};

pub use keys::{Jwk, JwkSet, Keys, SigningKey, VerifyingKey};

/// The type in the header of our tokens (RFC 9068 section 2.1): no other JWT can pass for one.
pub const TYPE: &str = "at+jwt";

/// Longer texts are no tokens of ours: nothing of them is decoded. In bytes.
pub const MAX_LENGTH: usize = 4096;

/// How far a token may have been issued in the future, in seconds: clocks of replicas differ.
pub const MAX_SKEW: u64 = 60;

/// How somebody has proven who they are (RFC 8176, 2017).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Method {
    /// By a password.
    #[serde(rename = "pwd")]
    Password,
    /// By a one-time code: of an authenticator app, or a recovery code.
    #[serde(rename = "otp")]
    OneTimeCode,
}

/// What an access token says. All of it must be there, in these types; more may be, for newer replicas beside older ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// Who has issued the token: the public address of this installation.
    pub iss: String,
    /// Whom it is for: the API of this installation. Exactly one.
    pub aud: String,
    /// Whose it is: the identifier of the account.
    pub sub: String,
    /// The identifier of the sign-in that it comes from.
    pub sid: String,
    /// The account's generation of sessions at that time: with a newer one in the store, the token is worth nothing.
    #[serde(rename = "gen")]
    pub generation: u32,
    /// When it was issued, in seconds of Unix time.
    pub iat: u64,
    /// From when on it is not valid any more, in seconds of Unix time.
    pub exp: u64,
    /// The identifier of the token itself.
    pub jti: String,
    /// How its owner has signed in.
    pub amr: Vec<Method>,
}

/// Why an access token is refused: for figures and logs. Whoever sent it hears only that it is not valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// More than [`MAX_LENGTH`] bytes, not three parts, or a header that cannot be read.
    #[error("no access token")]
    Malformed,
    /// Another header than ours: algorithm, type, or something beside them.
    #[error("a header that is not ours")]
    Header,
    /// No key, or one that is not in the set.
    #[error("signed with an unknown key")]
    UnknownKey,
    /// The signature is not that of the key.
    #[error("a wrong signature")]
    Signature,
    /// Signed by us, but not the claims of an access token.
    #[error("claims that are not those of an access token")]
    Claims,
    /// Issued by another installation.
    #[error("of another issuer")]
    Issuer,
    /// For something else.
    #[error("for another audience")]
    Audience,
    /// At or past its end.
    #[error("expired")]
    Expired,
    /// Issued more than [`MAX_SKEW`] from now.
    #[error("issued in the future")]
    Future,
}

/// The claims of a token, if it is one of `issuer` for `audience`, signed by one of the keys and valid at `now`, in
/// seconds of Unix time. There is no leeway after its end.
///
/// That it is worth something still is for the caller to find out, by [`Claims::generation`] and [`Claims::sid`].
///
/// # Errors
///
/// [`Refused`], by the first reason that is found. Nothing in the claims is looked at before the signature is right.
pub fn verify(token: &str, keys: &Keys, issuer: &str, audience: &str, now: u64) -> Result<Claims, Refused> {
    if token.len() > MAX_LENGTH {
        return Err(Refused::Malformed);
    }
    let found = decode_header(token).map_err(|error| in_header(error.kind()))?;
    let kid = found.kid.as_deref().ok_or(Refused::UnknownKey)?;
    if found != header(kid) {
        return Err(Refused::Header);
    }
    let key = keys.get(kid).ok_or(Refused::UnknownKey)?;
    let claims = decode::<Claims>(token, key.decoding(), &validation(issuer, audience))
        .map_err(|error| in_token(error.kind()))?
        .claims;
    if now >= claims.exp {
        return Err(Refused::Expired);
    }
    if claims.iat > now.saturating_add(MAX_SKEW) {
        return Err(Refused::Future);
    }
    Ok(claims)
}

/// The one header that we write and take.
fn header(kid: &str) -> Header {
    let mut header = Header::new(Algorithm::ES256);
    header.typ = Some(TYPE.to_owned());
    header.kid = Some(kid.to_owned());
    header
}

/// What the library is to check: algorithm, issuer and audience. Not the time, for which it would ask the clock; a time
/// of the wrong type, which older versions of it took for none (CVE-2026-25537), does not become [`Claims`].
fn validation(issuer: &str, audience: &str) -> Validation {
    let mut validation = Validation::new(Algorithm::ES256);
    validation.set_required_spec_claims(&["iss", "aud", "sub", "exp"]);
    validation.set_issuer(&[issuer]);
    validation.set_audience(&[audience]);
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation
}

/// An algorithm that the library does not know, as `none`, is a value that cannot be read.
fn in_header(kind: &ErrorKind) -> Refused {
    match kind {
        ErrorKind::Json(error) if error.is_data() => Refused::Header,
        _ => Refused::Malformed,
    }
}

fn in_token(kind: &ErrorKind) -> Refused {
    match kind {
        ErrorKind::InvalidIssuer => Refused::Issuer,
        ErrorKind::InvalidAudience => Refused::Audience,
        ErrorKind::Json(_) | ErrorKind::MissingRequiredClaim(_) => Refused::Claims,
        // Base64 of the signature, or of claims that somebody signed so: neither is ours.
        _ => Refused::Signature,
    }
}

//! The keys of access tokens: one that signs, and those that verify.

use std::collections::BTreeMap;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{DecodingKey, EncodingKey, encode};
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde::Serialize;

use super::provider;
use super::{Claims, MAX_LENGTH, header};
use crate::Error;

/// Bytes of a coordinate on the curve P-256.
const COORDINATE: usize = 32;
/// Bytes of an uncompressed point: a four, x and y (SEC 1, 2009, section 2.3.3).
const POINT: usize = 1 + 2 * COORDINATE;

/// The private key that signs. There is one at a time; the public half of an old one stays in [`Keys`] until the last
/// token that it signed has expired.
pub struct SigningKey {
    encoding: EncodingKey,
    public: VerifyingKey,
}

impl SigningKey {
    /// Makes a new one, as the bytes of PKCS#8 (RFC 5958) to be kept, encrypted where the place can be copied.
    ///
    /// # Errors
    ///
    /// [`Error::Randomness`].
    pub fn generate() -> Result<Vec<u8>, Error> {
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new());
        pkcs8.map(|bytes| bytes.as_ref().to_vec()).map_err(|_| Error::Randomness)
    }

    /// Reads a kept one.
    ///
    /// # Errors
    ///
    /// [`Error::Key`] if these are no bytes of PKCS#8 with a key of P-256 and its public half; [`Error::Provider`].
    pub fn from_pkcs8(pkcs8: &[u8]) -> Result<Self, Error> {
        let pair = provider::pair(pkcs8)?;
        let public = VerifyingKey::from_point(pair.public_key().as_ref())?;
        Ok(Self { encoding: EncodingKey::from_ec_der(pkcs8), public })
    }

    /// Its public half.
    pub fn verifying(&self) -> &VerifyingKey {
        &self.public
    }

    /// Signs an access token.
    ///
    /// # Errors
    ///
    /// [`Error::TokenLength`] if it would be longer than is ever accepted; [`Error::Signing`].
    pub fn sign(&self, claims: &Claims) -> Result<String, Error> {
        let token = encode(&header(self.public.kid()), claims, &self.encoding).map_err(|_| Error::Signing)?;
        if token.len() > MAX_LENGTH { Err(Error::TokenLength) } else { Ok(token) }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey").field("kid", &self.public.kid).finish_non_exhaustive()
    }
}

/// A public key that verifies.
#[derive(Clone)]
pub struct VerifyingKey {
    kid: String,
    point: [u8; POINT],
    decoding: DecodingKey,
}

impl VerifyingKey {
    /// Reads a kept one: the uncompressed point that [`Self::point`] answers.
    ///
    /// # Errors
    ///
    /// [`Error::Key`] if it has not the form of one; one that is on no curve verifies nothing. [`Error::Provider`].
    pub fn from_point(point: &[u8]) -> Result<Self, Error> {
        provider::install()?;
        let point: [u8; POINT] = point.try_into().map_err(|_| Error::Key)?;
        if point[0] != 4 {
            return Err(Error::Key);
        }
        let mut this = Self { kid: String::new(), point, decoding: DecodingKey::from_ec_der(&point) };
        this.kid = this.thumbprint();
        Ok(this)
    }

    /// Its name in the header of tokens: the thumbprint by RFC 7638 (2015), which nobody has to choose or keep.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The point to keep: 65 bytes, no secret.
    pub fn point(&self) -> &[u8] {
        &self.point
    }

    /// As others read it (RFC 7517, 2015).
    pub fn jwk(&self) -> Jwk {
        let (x, y) = self.coordinates();
        Jwk { kty: "EC", crv: "P-256", x, y, kid: self.kid.clone(), usage: "sig", alg: "ES256" }
    }

    pub(super) fn decoding(&self) -> &DecodingKey {
        &self.decoding
    }

    fn coordinates(&self) -> (String, String) {
        let (x, y) = self.point[1..].split_at(COORDINATE);
        (URL_SAFE_NO_PAD.encode(x), URL_SAFE_NO_PAD.encode(y))
    }

    /// The required members, in the order of their names, without spaces.
    fn thumbprint(&self) -> String {
        let (x, y) = self.coordinates();
        let members = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
        URL_SAFE_NO_PAD.encode(digest(&SHA256, members.as_bytes()))
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifyingKey").field("kid", &self.kid).finish_non_exhaustive()
    }
}

/// All keys by which a token may be signed: the present one, those before it whose tokens still live, and the next one
/// once it is announced.
#[derive(Debug, Clone, Default)]
pub struct Keys(BTreeMap<String, VerifyingKey>);

impl Keys {
    /// The key of that name.
    pub fn get(&self, kid: &str) -> Option<&VerifyingKey> {
        self.0.get(kid)
    }

    /// All of them for others to verify with, in the order of their names.
    pub fn jwks(&self) -> JwkSet {
        JwkSet { keys: self.0.values().map(VerifyingKey::jwk).collect() }
    }
}

impl FromIterator<VerifyingKey> for Keys {
    fn from_iter<I: IntoIterator<Item = VerifyingKey>>(keys: I) -> Self {
        Self(keys.into_iter().map(|key| (key.kid.clone(), key)).collect())
    }
}

/// A set of public keys (RFC 7517 section 5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JwkSet {
    /// The keys.
    pub keys: Vec<Jwk>,
}

/// A public key of P-256 (RFC 7517; RFC 7518 section 6.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Jwk {
    /// The family of keys, `EC`.
    pub kty: &'static str,
    /// The curve, `P-256`.
    pub crv: &'static str,
    /// The first coordinate, 32 bytes as base64url.
    pub x: String,
    /// The second one.
    pub y: String,
    /// The name of the key: its thumbprint.
    pub kid: String,
    /// What it is for: signatures.
    #[serde(rename = "use")]
    pub usage: &'static str,
    /// The algorithm, `ES256`.
    pub alg: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(x: &str, y: &str) -> Vec<u8> {
        let coordinate = |text| URL_SAFE_NO_PAD.decode(text).unwrap();
        [vec![4], coordinate(x), coordinate(y)].concat()
    }

    #[test]
    fn the_name_of_a_key_is_its_thumbprint() {
        // The key and its thumbprint in RFC 9449 sections 4.1 and 6.1.
        let (x, y) = ("l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs", "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA");
        let key = VerifyingKey::from_point(&point(x, y)).unwrap();
        assert_eq!(key.kid(), "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");
        assert_eq!(key.point(), point(x, y));
        let jwk = serde_json::to_value(key.jwk()).unwrap();
        let expected = serde_json::json!({
            "kty": "EC", "crv": "P-256", "x": x, "y": y, "kid": key.kid(), "use": "sig", "alg": "ES256"
        });
        assert_eq!(jwk, expected);
    }

    #[test]
    fn a_kept_key_comes_back() {
        let pkcs8 = SigningKey::generate().unwrap();
        let (key, again) = (SigningKey::from_pkcs8(&pkcs8).unwrap(), SigningKey::from_pkcs8(&pkcs8).unwrap());
        assert_eq!(key.verifying().kid(), again.verifying().kid());
        let public = VerifyingKey::from_point(key.verifying().point()).unwrap();
        assert_eq!(public.jwk(), key.verifying().jwk());
        let other = SigningKey::from_pkcs8(&SigningKey::generate().unwrap()).unwrap();
        assert_ne!(other.verifying().kid(), key.verifying().kid());
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let pkcs8 = SigningKey::generate().unwrap();
        let mut changed = pkcs8.clone();
        let last = changed.len() - 1;
        changed[last] ^= 1;
        let other_curve =
            EcdsaKeyPair::generate_pkcs8(&ring::signature::ECDSA_P384_SHA384_FIXED_SIGNING, &SystemRandom::new());
        for wrong in [&[][..], b"no key", &pkcs8[1..], &pkcs8[..last], &changed, other_curve.unwrap().as_ref()] {
            assert_eq!(SigningKey::from_pkcs8(wrong).unwrap_err(), Error::Key);
        }
        let key = SigningKey::from_pkcs8(&pkcs8).unwrap();
        let fine = key.verifying().point();
        let compressed = [&[2], &fine[1..33]].concat();
        let wrong_tag = [&[3], &fine[1..]].concat();
        for wrong in [&[][..], &fine[1..], &fine[..64], &[fine, &[0]].concat(), &compressed, &wrong_tag] {
            assert_eq!(VerifyingKey::from_point(wrong).unwrap_err(), Error::Key);
        }
    }

    #[test]
    fn a_set_answers_each_key_by_its_name_and_shows_all_in_order() {
        let made: Vec<VerifyingKey> = (0..5)
            .map(|_| SigningKey::from_pkcs8(&SigningKey::generate().unwrap()).unwrap().verifying().clone())
            .collect();
        let keys: Keys = made.iter().cloned().collect();
        assert!(made.iter().all(|key| keys.get(key.kid()).is_some_and(|found| found.point() == key.point())));
        assert!(keys.get("other").is_none() && keys.get("").is_none());
        let shown: Vec<String> = keys.jwks().keys.into_iter().map(|jwk| jwk.kid).collect();
        assert!(shown.len() == 5 && shown.is_sorted(), "the same document from every replica");
        assert_eq!(serde_json::to_string(&Keys::default().jwks()).unwrap(), r#"{"keys":[]}"#);
    }

    #[test]
    fn debug_output_holds_no_private_key() {
        let key = SigningKey::from_pkcs8(&SigningKey::generate().unwrap()).unwrap();
        let kid = key.verifying().kid();
        assert_eq!(format!("{key:?}"), format!("SigningKey {{ kid: {kid:?}, .. }}"));
        assert_eq!(format!("{:?}", key.verifying()), format!("VerifyingKey {{ kid: {kid:?}, .. }}"));
    }
}

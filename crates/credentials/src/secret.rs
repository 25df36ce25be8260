//! Long random secrets: in links of mails, in keys of machines. The text goes to who may have it, once; the store keeps
//! its digest, so that a copy of the database opens nothing.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::{digest, hmac};

use crate::text::wipe;
use crate::{Error, random};

/// Bytes of randomness in a secret: 256 bits, beyond any search.
const BYTES: usize = 32;

/// A secret that nobody has seen yet.
pub struct Secret(String);

impl Secret {
    /// Characters of the text of a secret.
    pub const CHARS: usize = 43;

    /// Makes one of 256 random bits.
    ///
    /// # Errors
    ///
    /// [`Error::Randomness`].
    pub fn generate() -> Result<Self, Error> {
        let mut bytes = random::bytes::<BYTES>()?;
        let this = Self(URL_SAFE_NO_PAD.encode(bytes));
        wipe(&mut bytes);
        Ok(this)
    }

    /// The secret itself, [`Self::CHARS`] characters that can stand in an address.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// What to keep of it; see [`digest()`].
    pub fn digest(&self) -> String {
        digest(&self.0)
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        wipe(&mut std::mem::take(&mut self.0).into_bytes());
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What is kept of a secret, and found again by it: SHA-256 as 43 characters of base64url without padding.
///
/// Enough for secrets that are random and long, as those of this crate are (OWASP ASVS 5.0 V6.5.2: 112 bits or more);
/// not for passwords.
pub fn digest(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, text.as_bytes()))
}

/// What is kept of a text that somebody could guess, such as an address: HMAC-SHA-256 under a key of the installation, as
/// 43 characters of base64url without padding. Without the key nobody can try addresses until one fits.
pub fn keyed_digest(key: &[u8], text: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    URL_SAFE_NO_PAD.encode(hmac::sign(&key, text.as_bytes()))
}

/// Whether two texts are the same, in a time that does not depend on where they differ.
///
/// Both go through HMAC-SHA-256, and ring compares the results in constant time: its own comparison of slices is not
/// meant for others.
pub fn is_same(one: &str, other: &str) -> bool {
    let key = hmac::Key::new(hmac::HMAC_SHA256, b"c2r comparison");
    let tag = hmac::sign(&key, one.as_bytes());
    hmac::verify(&key, other.as_bytes(), tag.as_ref()).is_ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_secret_has_256_random_bits_and_fits_into_an_address() {
        let secrets: Vec<Secret> = (0..100).map(|_| Secret::generate().unwrap()).collect();
        assert_eq!(secrets.iter().map(Secret::text).collect::<BTreeSet<_>>().len(), 100);
        for secret in &secrets {
            let bytes = URL_SAFE_NO_PAD.decode(secret.text()).unwrap();
            assert_eq!((bytes.len(), secret.text().len()), (32, Secret::CHARS));
            assert!(secret.text().bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
        }
        // Every bit is one in some and zero in others: none is fixed.
        let bytes: Vec<Vec<u8>> = secrets.iter().map(|secret| URL_SAFE_NO_PAD.decode(secret.text()).unwrap()).collect();
        let any = (0..32).map(|at| bytes.iter().fold(0, |all, one| all | one[at]));
        let all = (0..32).map(|at| bytes.iter().fold(0xff, |all, one| all & one[at]));
        assert!(any.eq([0xff; 32]) && all.eq([0; 32]));
    }

    #[test]
    fn a_digest_is_sha_256() {
        // FIPS 180-4: SHA-256 of "abc" begins with ba7816bf.
        assert_eq!(digest("abc"), "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
        let secret = Secret::generate().unwrap();
        assert_eq!(secret.digest(), digest(secret.text()));
        assert_ne!(secret.digest(), secret.text());
    }

    #[test]
    fn a_keyed_digest_depends_on_both() {
        // RFC 4231, test case 2: HMAC-SHA-256 begins with 5bdcc146.
        let known = keyed_digest(b"Jefe", "what do ya want for nothing?");
        assert_eq!(&known[..6], "W9zBRr");
        assert_ne!(known, keyed_digest(b"Jef", "what do ya want for nothing?"));
        assert_ne!(known, keyed_digest(b"Jefe", "what do ya want for nothing"));
    }

    #[test]
    fn texts_are_the_same_only_if_they_are() {
        assert!(is_same("", "") && is_same("abc", "abc"));
        for other in ["", "ab", "abd", "abcd", "Abc", "abc\0"] {
            assert!(!is_same("abc", other) && !is_same(other, "abc"), "{other:?}");
        }
    }

    #[test]
    fn debug_output_holds_no_secret() {
        let secret = Secret::generate().unwrap();
        assert_eq!(format!("{secret:?}"), "Secret(…)");
    }
}

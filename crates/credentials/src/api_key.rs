//! Keys of machines: `c2r_<prefix>_<secret>`. The prefix says which key it is and is no secret; the store finds the row by
//! it, keeps the digest of the secret beside it, and compares.

use std::fmt;

use crate::secret::{Secret, digest, is_same};
use crate::{Error, random};

/// What every key begins with, so that whoever finds one, and whatever looks for secrets in code, sees what it is.
pub const MARK: &str = "c2r_";

/// Characters of a prefix: small hexadecimal digits, so that none is the `_` in front of the secret.
pub const PREFIX_CHARS: usize = 12;

/// A key that was made, to be shown once.
pub struct ApiKey {
    prefix: String,
    secret: Secret,
}

impl ApiKey {
    /// Makes one: 48 random bits to be found by, and 256 that are secret.
    ///
    /// # Errors
    ///
    /// [`Error::Randomness`].
    pub fn generate() -> Result<Self, Error> {
        let bytes = random::bytes::<{ PREFIX_CHARS / 2 }>()?;
        let prefix = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self { prefix, secret: Secret::generate()? })
    }

    /// Which key it is.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// What to keep of the secret.
    ///
    /// A fast hash is right here: nobody can try 2^256 secrets, however fast each try is, so that there is nothing for a
    /// slow one to make up for; and it is computed with every request of a machine. A password, which people choose, is
    /// another matter.
    pub fn digest(&self) -> String {
        self.secret.digest()
    }

    /// The whole key, as it is sent.
    pub fn text(&self) -> String {
        [MARK, &self.prefix, "_", self.secret.text()].concat()
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiKey").field("prefix", &self.prefix).finish_non_exhaustive()
    }
}

/// A key that somebody has shown, taken apart. Whether it is one of ours is not said by its shape.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Shown<'a> {
    prefix: &'a str,
    secret: &'a str,
}

impl<'a> Shown<'a> {
    /// Whether a text is meant to be a key, rather than another kind of token.
    pub fn is_meant(text: &str) -> bool {
        text.starts_with(MARK)
    }

    /// Takes a key apart; `None` where it has not the shape of one, whatever else it is.
    pub fn parse(text: &'a str) -> Option<Self> {
        let (prefix, secret) = text.strip_prefix(MARK)?.split_once('_')?;
        let hexadecimal = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        let prefix_fine = prefix.len() == PREFIX_CHARS && prefix.bytes().all(hexadecimal);
        let in_address = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
        let secret_fine = secret.len() == Secret::CHARS && secret.bytes().all(in_address);
        (prefix_fine && secret_fine).then_some(Self { prefix, secret })
    }

    /// Which key it says to be.
    pub const fn prefix(&self) -> &'a str {
        self.prefix
    }

    /// Whether its secret is the one that this digest was kept of; without a digest never, after the same work. The time
    /// that it takes does not tell how much of it was right, nor whether there is such a key.
    pub fn proves(&self, kept: Option<&str>) -> bool {
        let same = is_same(&digest(self.secret), kept.unwrap_or_default());
        same && kept.is_some()
    }
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shown").field("prefix", &self.prefix).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_proves_itself_and_no_other() {
        let (key, other) = (ApiKey::generate().unwrap(), ApiKey::generate().unwrap());
        let (text, digest) = (key.text(), key.digest());
        let shown = Shown::parse(&text).unwrap();
        assert_eq!(shown.prefix(), key.prefix());
        assert!(shown.proves(Some(&digest)));
        assert!(!shown.proves(Some(&other.digest())) && !shown.proves(Some("")) && !shown.proves(None));
    }

    #[test]
    fn shapes_by_table() {
        let secret = "A".repeat(Secret::CHARS);
        let good = format!("c2r_0123456789ab_{secret}");
        assert!(Shown::parse(&good).is_some() && Shown::is_meant(&good));
        for bad in [
            String::new(),
            "c2r_".into(),
            "c2r__".into(),
            format!("C2R_0123456789ab_{secret}"),
            format!("c2r_0123456789AB_{secret}"),
            format!("c2r_0123456789a_{secret}"),
            format!("c2r_0123456789abc_{secret}"),
            format!("c2r_0123456789ab{secret}"),
            format!("{good}A"),
            format!("{good} "),
            good.replace("AA", "é"),
            good[..good.len() - 1].to_owned(),
        ] {
            assert_eq!(Shown::parse(&bad), None, "{bad}");
        }
    }

    #[test]
    fn debug_output_holds_no_secret() {
        let key = ApiKey::generate().unwrap();
        let text = key.text();
        let shown = Shown::parse(&text).unwrap();
        for printed in [format!("{key:?}"), format!("{shown:?}")] {
            assert!(printed.contains(key.prefix()) && !printed.contains(shown.secret), "{printed}");
        }
    }
}

//! One-time codes of authenticator apps: TOTP (M'Raihi, Machani, Pei and Rydell, RFC 6238, 2011).
//!
//! HMAC-SHA-1, six digits, thirty seconds: the only values that all apps take. What is known against SHA-1 does not
//! touch HMAC (RFC 4226 appendix B.2).

use std::fmt;

use totp_rs::{Algorithm, Builder, Totp};

use crate::text::wipe;
use crate::{Error, random};

/// Bytes of a secret: the 160 bits of RFC 4226 section 4.
const BYTES: usize = 20;
/// Characters of its text.
const CHARS: usize = 32;
/// Seconds for which a code is shown.
const STEP: u64 = 30;
/// More than anybody types for six digits.
const MAX_TYPED: usize = 64;

/// What an authenticator app and the server both know.
///
/// The server needs it as it is, so it cannot be hashed: keep it encrypted where the database can be copied.
#[derive(Clone)]
pub struct Secret([u8; BYTES]);

impl Secret {
    /// Makes one of 160 random bits.
    ///
    /// # Errors
    ///
    /// [`Error::Randomness`].
    pub fn generate() -> Result<Self, Error> {
        random::bytes().map(Self)
    }

    /// Reads its text: base32 of RFC 4648, in whatever case, with or without spaces.
    ///
    /// # Errors
    ///
    /// [`Error::TotpSecret`] if it is no base32 of 160 bits.
    pub fn from_base32(text: &str) -> Result<Self, Error> {
        let bare: String = text.chars().filter(|character| *character != ' ').take(CHARS + 1).collect();
        if bare.len() != CHARS {
            return Err(Error::TotpSecret);
        }
        let secret = totp_rs::Secret::try_from_base32(bare.to_ascii_uppercase()).map_err(|_| Error::TotpSecret)?;
        secret.as_bytes().try_into().map(Self).map_err(|_| Error::TotpSecret)
    }

    /// Its text, 32 characters: what is typed where no picture can be scanned.
    pub fn base32(&self) -> String {
        totp_rs::Secret::new_stack(self.0).to_base32()
    }

    /// The address that an app reads from a QR code, by the form that Google Authenticator began and all apps follow.
    /// `issuer` is the name of the product, `account` the address of the person; apps show both.
    ///
    /// # Errors
    ///
    /// [`Error::Label`] if either is empty or holds a colon.
    pub fn otpauth_uri(&self, issuer: &str, account: &str) -> Result<String, Error> {
        if issuer.is_empty() {
            return Err(Error::Label);
        }
        let totp = self.builder().with_issuer(Some(issuer)).with_account_name(account).build();
        totp.and_then(|totp| totp.to_url()).map_err(|_| Error::Label)
    }

    /// Whether `code` is the code of this moment, the one before or the one after (RFC 6238 section 5.2: one step for
    /// clocks that differ and fingers that are slow), but of no step up to `last_accepted_step`. Answers the step that
    /// it is of: keep it with the account, in the same transaction that makes use of it, so that a code opens once.
    ///
    /// Spaces in the code do not count. Comparison takes constant time.
    pub fn check(&self, code: &str, unix_seconds: u64, last_accepted_step: Option<u64>) -> Option<u64> {
        if code.len() > MAX_TYPED {
            return None;
        }
        let code: String = code.split_whitespace().collect();
        let totp = self.builder().with_skew(0).build().ok()?;
        let now = unix_seconds / STEP;
        let steps = now.saturating_sub(1)..=now + 1;
        let fresh = steps.filter(|step| last_accepted_step.is_none_or(|last| *step > last));
        // All of them, and the newest: a code that happens to be of two steps must not open twice.
        fresh.filter(|step| is_of(&totp, &code, *step)).max()
    }

    fn builder(&self) -> Builder {
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(6)
            .with_step_duration(STEP)
            .with_secret(totp_rs::Secret::new_stack(self.0))
    }
}

fn is_of(totp: &Totp, code: &str, step: u64) -> bool {
    step.checked_mul(STEP).is_some_and(|moment| totp.check(code, moment).is_some())
}

impl Drop for Secret {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238 appendix B, "12345678901234567890".
    fn reference() -> Secret {
        Secret(*b"12345678901234567890")
    }

    /// Moment and code of RFC 6238 appendix B for SHA-1; the table has eight digits, of which six are the last.
    const REFERENCE: [(u64, &str); 6] = [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ];

    #[test]
    fn codes_are_those_of_rfc_6238() {
        for (moment, code) in REFERENCE {
            assert_eq!(reference().check(code, moment, None), Some(moment / 30), "{moment}");
        }
    }

    #[test]
    fn a_code_is_taken_one_step_early_and_late_but_not_two() {
        // The code of step 37_037_037, from 1_111_111_110 to 1_111_111_139.
        let check = |moment| reference().check("050471", moment, None);
        for (moment, taken) in [
            (1_111_111_079, false),
            (1_111_111_080, true),
            (1_111_111_109, true),
            (1_111_111_110, true),
            (1_111_111_139, true),
            (1_111_111_140, true),
            (1_111_111_169, true),
            (1_111_111_170, false),
        ] {
            assert_eq!(check(moment), taken.then_some(37_037_037), "{moment}");
        }
    }

    #[test]
    fn a_code_opens_once() {
        let check = |last| reference().check("050471", 1_111_111_111, Some(last));
        assert_eq!(check(37_037_036), Some(37_037_037));
        assert_eq!(check(37_037_037), None, "the same step");
        assert_eq!(check(37_037_038), None, "an older code than the last");
        assert_eq!(check(u64::MAX), None);
    }

    #[test]
    fn spaces_do_not_count_and_anything_else_does() {
        let check = |code: &str| reference().check(code, 1_111_111_111, None).is_some();
        for fine in ["050471", " 050471\n", "050 471", "0 5 0 4 7 1", "050\u{a0}471"] {
            assert!(check(fine), "{fine:?}");
        }
        for wrong in [
            "",
            " ",
            "50471",
            "0050471",
            "+50471",
            "-50471",
            "050471x",
            "05047l",
            "050-471",
            "٠٥٠٤٧١",
            "050472",
            "1050471",
        ] {
            assert!(!check(wrong), "{wrong:?}");
        }
        let padded = |length: usize| format!("050471{}", " ".repeat(length - 6));
        assert!(check(&padded(64)));
        assert!(!check(&padded(65)), "longer than anybody types");
    }

    #[test]
    fn another_secret_has_other_codes() {
        let mut other = reference();
        other.0[0] ^= 1;
        assert_eq!(other.check("050471", 1_111_111_111, None), None);
    }

    #[test]
    fn the_ends_of_time_are_no_trouble() {
        for moment in [0, 1, 29, 30, u64::MAX - 30, u64::MAX] {
            assert_eq!(reference().check("000000", moment, Some(u64::MAX)), None);
            reference().check("000000", moment, None);
        }
        // Step 0 of the reference secret, RFC 4226 appendix D; there is no step before it.
        assert_eq!(reference().check("755224", 0, None), Some(0));
        assert_eq!(reference().check("287082", 0, None), Some(1));
    }

    #[test]
    fn the_text_is_base32_and_comes_back() {
        // The base32 of "12345678901234567890".
        let text = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        assert_eq!(reference().base32(), text);
        for written in [text, &text.to_lowercase(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"] {
            assert_eq!(Secret::from_base32(written).unwrap().0, reference().0);
        }
        let secret = Secret::generate().unwrap();
        assert_eq!(Secret::from_base32(&secret.base32()).unwrap().0, secret.0);
        for wrong in [
            "",
            &text[1..],
            &format!("{text}A"),
            &text.replace('G', "1"),
            &text.replace('Q', "="),
            &text.replace('G', "é"),
        ] {
            assert_eq!(Secret::from_base32(wrong).unwrap_err(), Error::TotpSecret, "{wrong}");
        }
    }

    #[test]
    fn secrets_differ() {
        assert_ne!(Secret::generate().unwrap().0, Secret::generate().unwrap().0);
    }

    #[test]
    fn apps_read_the_address() {
        assert_eq!(
            reference().otpauth_uri("Cities & Recovery", "ana+c2r@example.org").unwrap(),
            "otpauth://totp/Cities%20%26%20Recovery:ana%2Bc2r%40example.org\
             ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Cities%20%26%20Recovery"
        );
        for (issuer, account) in [("", "ana"), ("C2R", ""), ("C2R: test", "ana"), ("C2R", "a:na")] {
            assert_eq!(reference().otpauth_uri(issuer, account).unwrap_err(), Error::Label);
        }
    }

    #[test]
    fn debug_output_holds_no_secret() {
        assert_eq!(format!("{:?}", reference()), "Secret(…)");
    }
}

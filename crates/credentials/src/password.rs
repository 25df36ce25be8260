//! Passwords: hashed by Argon2id, compared, and refused when they are weak.
//!
//! Argon2id, version 19 (Biryukov, Dinu, Khovratovich and Josefsson, RFC 9106, 2021), kept as a PHC string with its own
//! salt and cost, so that the cost can rise with the machines. The costs are those of the OWASP Password Storage Cheat
//! Sheet (2023).

use std::fmt;
use std::hint::black_box;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};

use crate::strength::{self, About, Weakness};
use crate::text::{Normal, normal};
use crate::{Error, common, random, secret};

/// Bytes of a salt (RFC 9106 section 3.1 recommends 16).
const SALT: usize = 16;

/// What it costs to compute one hash, and so to try one guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB, at least 8 a lane, at most 1 GiB.
    pub memory_kib: u32,
    /// Passes over the memory, 1 to 64.
    pub passes: u32,
    /// Lanes that could be filled side by side, 1 to 16. This implementation fills them one after the other.
    pub lanes: u32,
}

impl Default for Cost {
    /// 19 MiB, two passes, one lane: the least that the OWASP Password Storage Cheat Sheet (2023) recommends.
    fn default() -> Self {
        Self { memory_kib: 19_456, passes: 2, lanes: 1 }
    }
}

impl Cost {
    fn params(self) -> Result<Params, Error> {
        let sane = (1..=64).contains(&self.passes) && (1..=16).contains(&self.lanes) && self.memory_kib <= 1 << 20;
        if !sane {
            return Err(Error::Cost);
        }
        // Argon2 itself asks for 8 KiB a lane.
        Params::new(self.memory_kib, self.passes, self.lanes, None).map_err(|_| Error::Cost)
    }

    fn of(hash: &PasswordHash) -> Option<Self> {
        let number = |name: &str| hash.params.get(name)?.decimal().ok();
        let this = Self { memory_kib: number("m")?, passes: number("t")?, lanes: number("p")? };
        // Nothing but these three: keys and associated data are not ours.
        (hash.params.iter().count() == 3).then_some(this)
    }
}

/// The hash of a password, with its salt and cost.
#[derive(Clone)]
pub struct Hash {
    parsed: PasswordHash,
    cost: Cost,
}

impl Hash {
    /// Reads a kept hash.
    ///
    /// # Errors
    ///
    /// [`Error::Hash`] if it is no PHC string of Argon2id, version 19, with salt, hash and a sane [`Cost`].
    pub fn parse(text: &str) -> Result<Self, Error> {
        let parsed = PasswordHash::new(text).map_err(|_| Error::Hash)?;
        let cost = Cost::of(&parsed).ok_or(Error::Hash)?;
        let ours = parsed.algorithm.as_str() == Algorithm::Argon2id.as_str()
            && parsed.version == Some(Version::V0x13.into())
            && parsed.salt.is_some()
            && parsed.hash.is_some()
            && cost.params().is_ok();
        ours.then_some(Self { parsed, cost }).ok_or(Error::Hash)
    }

    /// The PHC string to keep, `$argon2id$v=19$m=…,t=…,p=…$salt$hash`: about 100 characters of ASCII. It lets whoever has
    /// it guess offline: it belongs into no answer and no log.
    pub fn text(&self) -> String {
        self.parsed.to_string()
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hash").field("cost", &self.cost).finish_non_exhaustive()
    }
}

/// Hashes a password, normalized, with a new salt. Takes as long as the cost says: tens of milliseconds and 19 MiB by
/// default; run it where threads may be busy, and few at a time.
///
/// # Errors
///
/// [`Error::PasswordLength`] for an empty or too long password, which [`weaknesses`] tells before;
/// [`Error::Cost`]; [`Error::Hashing`]; [`Error::Randomness`].
pub fn hash(password: &str, cost: &Cost) -> Result<Hash, Error> {
    let password = Normal::of(password).ok_or(Error::PasswordLength)?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, cost.params()?);
    let salt = random::bytes::<SALT>()?;
    let parsed = argon2.hash_password_with_salt(password.bytes(), &salt).map_err(|_| Error::Hashing)?;
    Ok(Hash { parsed, cost: *cost })
}

/// Whether this is the password. Takes as long as the hash has cost; compares in constant time. An empty and a too long
/// password are never right, and are refused at once, whatever the hash. So is any when there is no memory left.
pub fn verify(password: &str, hash: &Hash) -> bool {
    let Some(password) = Normal::of(password) else { return false };
    Argon2::default().verify_password(password.bytes(), &hash.parsed).is_ok()
}

/// Whether a hash costs other than what is asked for now: hash the password anew at the next sign-in, when it is known.
pub fn needs_rehash(hash: &Hash, cost: &Cost) -> bool {
    hash.cost != *cost
}

/// The hash of a password that nobody knows.
///
/// Whoever asks for an address without an account must wait as long as for one with an account, or the waiting tells
/// which addresses are known. Make one at the start, with the cost of new hashes.
#[derive(Debug, Clone)]
pub struct Decoy(Hash);

impl Decoy {
    /// Hashes a random password.
    ///
    /// # Errors
    ///
    /// Those of [`hash`], but for the length.
    pub fn new(cost: &Cost) -> Result<Self, Error> {
        let secret = secret::Secret::generate()?;
        hash(secret.text(), cost).map(Self)
    }

    /// Does the work of [`verify`]; always `false`.
    pub fn verify(&self, password: &str) -> bool {
        black_box(verify(password, &self.0));
        false
    }
}

/// All that makes a new password weak: [`strength::weaknesses`] and the list of the commonest. Empty for a good one.
pub fn weaknesses(password: &str, about: &[About<'_>]) -> Vec<Weakness> {
    let mut found = strength::weaknesses(password, about);
    let known = |normal: String| !found.contains(&Weakness::TooLong) && common::is_common(&normal);
    if normal(password).is_some_and(known) {
        found.push(Weakness::Common);
    }
    found
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::strength::What;

    const TINY: Cost = Cost { memory_kib: 8, passes: 1, lanes: 1 };
    const PASSWORD: &str = "correct horse battery staple";

    #[test]
    fn the_right_password_is_right_and_others_are_wrong() {
        let hash = hash(PASSWORD, &TINY).unwrap();
        assert!(verify(PASSWORD, &hash));
        for wrong in
            ["", "Correct horse battery staple", "correct horse battery staple ", " correct horse battery staple"]
        {
            assert!(!verify(wrong, &hash), "{wrong:?}");
        }
    }

    #[test]
    fn a_password_is_the_same_from_two_keyboards() {
        let hash = hash("Schl\u{fc}ssel ﬁndet Tür", &TINY).unwrap();
        assert!(verify("Schlu\u{308}ssel findet Tu\u{308}r", &hash));
        assert!(!verify("Schlussel findet Tur", &hash));
    }

    #[test]
    fn what_cannot_be_hashed_is_never_right() {
        assert_eq!(hash("", &TINY).unwrap_err(), Error::PasswordLength);
        assert_eq!(hash(&"x".repeat(129), &TINY).unwrap_err(), Error::PasswordLength);
        let longest = hash(&"x".repeat(128), &TINY).unwrap();
        assert!(verify(&"x".repeat(128), &longest));
        assert!(!verify(&"x".repeat(129), &longest), "nothing is cut");
        assert!(!verify(&"x".repeat(1 << 20), &longest));
    }

    #[test]
    fn two_hashes_of_one_password_differ() {
        assert_ne!(hash(PASSWORD, &TINY).unwrap().text(), hash(PASSWORD, &TINY).unwrap().text());
    }

    #[test]
    fn new_hashes_have_the_form_and_cost_that_owasp_recommends() {
        let hash = hash(PASSWORD, &Cost::default()).unwrap();
        assert!(hash.text().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", hash.text());
        assert!(verify(PASSWORD, &hash));
        assert!(hash.text().len() <= 100);
    }

    #[test]
    fn a_hash_of_the_reference_implementation_is_read() {
        // Test vector of phc-winner-argon2, src/test.c: Argon2id, "password", "somesalt", t = 2, m = 2^8, p = 1.
        let text = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        let hash = Hash::parse(text).unwrap();
        assert!(verify("password", &hash));
        assert!(!verify("Password", &hash));
        assert_eq!(hash.text(), text);
    }

    #[test]
    fn only_our_hashes_are_read() {
        let text = hash(PASSWORD, &TINY).unwrap().text();
        assert_eq!(Hash::parse(&text).unwrap().text(), text);
        let tail = text.rsplit_once("p=1$").unwrap().1;
        let without_hash = text.rsplit_once('$').unwrap().0;
        for wrong in [
            "",
            "x",
            without_hash,
            &text.replace("argon2id", "argon2i"),
            &text.replace("argon2id", "scrypt"),
            &text.replace("v=19", "v=16"),
            &text.replace("v=19$", ""),
            &text.replace("p=1", "p=1,data=AAAA"),
            &text.replace("m=8,", ""),
            &text.replace("m=8", "m=4"),
            &text.replace("m=8", "m=2000000"),
            &text.replace("t=1", "t=65"),
            &text.replace("p=1", "p=2"),
            &format!("$argon2id$v=19$m=4294967295,t=4294967295,p=1${tail}"),
        ] {
            assert_eq!(Hash::parse(wrong).unwrap_err(), Error::Hash, "{wrong}");
        }
    }

    #[test]
    fn costs_are_bounded() {
        let cost = |memory_kib, passes, lanes| hash("x", &Cost { memory_kib, passes, lanes }).map(|_| ());
        for fine in [cost(8, 1, 1), cost(8, 64, 1), cost(128, 1, 16)] {
            assert_eq!(fine, Ok(()));
        }
        for wrong in [
            cost(7, 1, 1),
            cost(8, 0, 1),
            cost(8, 65, 1),
            cost(8, 1, 0),
            cost(15, 1, 2),
            cost(136, 1, 17),
            cost(1_048_577, 1, 1),
        ] {
            assert_eq!(wrong, Err(Error::Cost));
        }
    }

    #[test]
    fn a_hash_of_another_cost_is_to_be_made_anew() {
        let kept = Hash::parse(&hash(PASSWORD, &TINY).unwrap().text()).unwrap();
        assert!(!needs_rehash(&kept, &TINY));
        for other in
            [Cost { memory_kib: 16, ..TINY }, Cost { passes: 2, ..TINY }, Cost { memory_kib: 16, lanes: 2, ..TINY }]
        {
            assert!(needs_rehash(&kept, &other));
        }
    }

    #[test]
    fn an_unknown_address_costs_what_a_known_one_does() {
        let cost = Cost { memory_kib: 2048, passes: 2, lanes: 1 };
        let (hash, decoy) = (hash(PASSWORD, &cost).unwrap(), Decoy::new(&cost).unwrap());
        // Both are checked by the same function; the work of a hash is its cost. Times are the bench's (W11).
        assert!(!needs_rehash(&hash, &cost) && !decoy.verify(PASSWORD));
        assert!(!needs_rehash(&decoy.0, &cost));
    }

    #[test]
    fn a_decoy_never_opens() {
        // Even with the hash of a known password inside.
        let decoy = Decoy(hash(PASSWORD, &TINY).unwrap());
        assert!(!decoy.verify(PASSWORD));
    }

    #[test]
    fn debug_output_holds_no_hash() {
        let hash = hash(PASSWORD, &TINY).unwrap();
        let shown = "Hash { cost: Cost { memory_kib: 8, passes: 1, lanes: 1 }, .. }";
        assert_eq!(format!("{hash:?}"), shown);
        assert_eq!(format!("{:?}", Decoy(hash)), format!("Decoy({shown})"));
    }

    #[test]
    fn all_weaknesses_are_told_at_once() {
        let about = [About { what: What::Name, text: "Jessica" }];
        assert_eq!(
            weaknesses("Jessica", &about),
            [Weakness::TooShort, Weakness::Contains(What::Name), Weakness::Common]
        );
        assert_eq!(weaknesses("password1234", &about), [Weakness::Common]);
        assert_eq!(weaknesses(PASSWORD, &about), []);
        assert_eq!(weaknesses(&format!("password{}", "1".repeat(121)), &about), [Weakness::TooLong]);
    }
}

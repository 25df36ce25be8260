//! Refresh tokens: what keeps somebody signed in, and is exchanged for a new one each time.
//!
//! A token is the name of the sign-in, the number of its generation and a code of both (HMAC-SHA-256, RFC 2104): nothing
//! of it is kept but the newest generation and when it began. So all requests that exchange one token at the same time
//! get the same next one, and a token of an older generation is known for what it is, however old: somebody has copied
//! it (RFC 9700, 2025, section 4.14.2).
//!
//! The salt of the sign-in goes into the code as well. With the key alone, of a backup or a setting, nobody can make a
//! token: they would need the row of the sign-in, too. And where the row is gone, its tokens are worth nothing.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;

use crate::text::wipe;
use crate::{Error, random};

/// Keeps these codes apart from all others that might be made with the same key.
const DOMAIN: &[u8] = b"c2r refresh token 1";
/// The longest name of a sign-in, in bytes.
const MAX_LOGIN: usize = 64;
/// Bytes of a code.
const CODE: usize = 32;

/// The key of all refresh tokens. Whoever runs the server keeps it; with another one, everybody has to sign in anew.
pub struct Key(hmac::Key);

impl Key {
    /// Takes 32 bytes, as [`Key::generate`] makes them.
    pub fn new(bytes: &[u8; 32]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, bytes))
    }

    /// Makes the bytes of a key, to be kept.
    ///
    /// # Errors
    ///
    /// [`Error::Randomness`].
    pub fn generate() -> Result<[u8; 32], Error> {
        random::bytes()
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

/// A sign-in as the store has it.
#[derive(Clone, Copy)]
pub struct Login<'a> {
    /// Its name, a UUID as text: at most 64 visible characters of ASCII.
    pub id: &'a str,
    /// What was made for it by [`Secret::generate`](crate::secret::Secret::generate) and never leaves the store.
    pub salt: &'a str,
}

impl fmt::Debug for Login<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Login").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The token of a generation of a sign-in, `<id>.<generation>.<code>`: always the same. It can stand in a cookie.
pub fn issue(key: &Key, login: Login<'_>, generation: u32) -> String {
    let code = hmac::sign(&key.0, &message(login, generation));
    format!("{}.{generation}.{}", login.id, URL_SAFE_NO_PAD.encode(code))
}

/// What is told by the code: each part with its length, so that no two sign-ins tell the same.
fn message(login: Login<'_>, generation: u32) -> Vec<u8> {
    let mut message = Vec::with_capacity(128);
    for part in [DOMAIN, login.id.as_bytes(), login.salt.as_bytes(), &generation.to_be_bytes()] {
        message.extend_from_slice(&(part.len() as u64).to_be_bytes());
        message.extend_from_slice(part);
    }
    message
}

/// A token that somebody has sent. It has the form of one; [`Presented::prove`] tells whether it is one.
pub struct Presented {
    login: String,
    generation: u32,
    code: [u8; CODE],
}

impl Presented {
    /// Reads a token. `None` if it has not exactly the form of [`issue`].
    pub fn read(text: &str) -> Option<Self> {
        let (head, code) = text.rsplit_once('.')?;
        let (login, number) = head.rsplit_once('.')?;
        let named = (1..=MAX_LOGIN).contains(&login.len()) && login.bytes().all(|byte| byte.is_ascii_graphic());
        let generation: u32 = number.parse().ok()?;
        let mut bytes = [0; CODE];
        let written = URL_SAFE_NO_PAD.decode_slice(code, &mut bytes).ok()?;
        let exact = written == CODE && generation.to_string() == number;
        (named && exact).then(|| Self { login: login.to_owned(), generation, code: bytes })
    }

    /// Whose token it claims to be: to find the sign-in, and for nothing else before it is proven.
    pub fn login(&self) -> &str {
        &self.login
    }

    /// The generation of the token, if it was issued with this key for the sign-in of that name and this salt. Takes the
    /// same time wherever a wrong code differs.
    pub fn prove(&self, key: &Key, salt: &str) -> Option<u32> {
        let login = Login { id: &self.login, salt };
        hmac::verify(&key.0, &message(login, self.generation), &self.code).ok().map(|()| self.generation)
    }
}

impl Drop for Presented {
    fn drop(&mut self) {
        wipe(&mut self.code);
    }
}

impl fmt::Debug for Presented {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Presented").field("login", &self.login).finish_non_exhaustive()
    }
}

/// What the store knows of a sign-in's newest token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Newest {
    /// Its generation.
    pub generation: u32,
    /// When it was issued, in seconds of Unix time.
    pub since: u64,
}

/// What to do about a proven token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It is the newest: move the sign-in on to this generation, if nobody has meanwhile, and issue it. Whoever loses
    /// that race reads the row again and judges again.
    Rotate(u32),
    /// It was the newest a moment ago, and the answer was lost or another request of the same person was faster: issue
    /// this generation, the newest, once more and change nothing.
    Repeat(u32),
    /// It was exchanged long ago, or not issued by this database: somebody else has it. End the sign-in.
    Reused,
}

/// Judges a proven token against the newest one. For `grace` seconds after an exchange, the token before it gets the
/// same answer again.
///
/// A generation from the future was issued before the database was restored from a backup: which of its tokens have
/// been exchanged since then is not known, so that the sign-in ends, too. So it does after 2³² exchanges.
pub fn judge(presented: u32, newest: Newest, now: u64, grace: u64) -> Decision {
    if presented == newest.generation {
        return presented.checked_add(1).map_or(Decision::Reused, Decision::Rotate);
    }
    let just_exchanged = presented.checked_add(1) == Some(newest.generation);
    if just_exchanged && now < newest.since.saturating_add(grace) {
        return Decision::Repeat(newest.generation);
    }
    Decision::Reused
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOGIN: Login<'static> = Login { id: "0192f0c1-2d3e-7a4b-8c5d-6e7f80912a3b", salt: "salt of the login" };

    fn key() -> Key {
        Key::new(b"0123456789abcdef0123456789abcdef")
    }

    #[test]
    fn a_token_is_always_the_same() {
        let token = "0192f0c1-2d3e-7a4b-8c5d-6e7f80912a3b.7.RUjvUmw-DBrwZqWHNZYsjHroTGehqMskUPcNzRzEtuc";
        assert_eq!(issue(&key(), LOGIN, 7), token, "a change here signs everybody out");
    }

    #[test]
    fn a_token_proves_its_login_and_generation() {
        for generation in [0, 1, 7, u32::MAX] {
            let presented = Presented::read(&issue(&key(), LOGIN, generation)).unwrap();
            assert_eq!(presented.login(), LOGIN.id);
            assert_eq!(presented.prove(&key(), LOGIN.salt), Some(generation));
        }
    }

    #[test]
    fn nothing_of_a_token_can_be_changed() {
        let token = issue(&key(), LOGIN, 7);
        let proves = |text: &str| Presented::read(text).and_then(|token| token.prove(&key(), LOGIN.salt)).is_some();
        assert!(proves(&token));
        assert!(!proves(&token.replace(".7.", ".8.")));
        assert!(!proves(&token.replace(".7.", ".6.")));
        assert!(!proves(&token.replace("3b.", "3c.")));
        // Each character of the code; the last one has two bits that are not used, and must be zero.
        let code = token.rfind('.').unwrap() + 1;
        for at in code..token.len() {
            let mut changed = token.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            assert!(!proves(&String::from_utf8(changed).unwrap()), "{at}");
        }
    }

    #[test]
    fn another_key_and_another_salt_prove_nothing() {
        let presented = Presented::read(&issue(&key(), LOGIN, 7)).unwrap();
        assert_eq!(presented.prove(&Key::new(&[0; 32]), LOGIN.salt), None);
        assert_eq!(presented.prove(&key(), ""), None);
        assert_eq!(presented.prove(&key(), "salt of the logim"), None);
    }

    #[test]
    fn parts_cannot_be_moved_from_one_to_the_next() {
        let one = message(Login { id: "ab", salt: "c" }, 1);
        let other = message(Login { id: "a", salt: "bc" }, 1);
        assert_ne!(one, other);
    }

    #[test]
    fn only_the_exact_form_is_read() {
        let token = issue(&key(), LOGIN, 7);
        let code = token.rsplit_once('.').unwrap().1;
        assert!(Presented::read(&format!("{}.7.{code}", "l".repeat(64))).is_some());
        for text in [
            "",
            ".",
            "..",
            "...",
            code,
            &format!("7.{code}"),
            &format!(".7.{code}"),
            &format!("login.07.{code}"),
            &format!("login.+7.{code}"),
            &format!("login.-7.{code}"),
            &format!("login..{code}"),
            &format!("login.4294967296.{code}"),
            &format!("login.7.{code}A"),
            &format!("login.7.{code}="),
            &format!("login.7.{}", &code[1..]),
            &format!("login.7.{code}{code}"),
            "login.7.",
            &format!("log in.7.{code}"),
            &format!("lögin.7.{code}"),
            &format!("{}.7.{code}", "l".repeat(65)),
        ] {
            assert!(Presented::read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn exchanges_are_judged() {
        use Decision::{Repeat, Reused, Rotate};
        let newest = Newest { generation: 7, since: 1000 };
        for (presented, now, decision) in [
            (7, 1000, Rotate(8)),
            (7, 999_999, Rotate(8)),
            (6, 1000, Repeat(7)),
            (6, 1009, Repeat(7)),
            (6, 1010, Reused),
            (6, 999_999, Reused),
            // A clock that was set back.
            (6, 900, Repeat(7)),
            (5, 1000, Reused),
            (0, 1000, Reused),
            (8, 1000, Reused),
            (u32::MAX, 1000, Reused),
        ] {
            assert_eq!(judge(presented, newest, now, 10), decision, "{presented} at {now}");
        }
        assert_eq!(judge(6, newest, 1000, 0), Reused, "no grace");
    }

    #[test]
    fn the_last_generation_is_not_followed_by_the_first() {
        let newest = Newest { generation: u32::MAX, since: 0 };
        assert_eq!(judge(u32::MAX, newest, 0, 10), Decision::Reused);
        assert_eq!(judge(u32::MAX, Newest { generation: 0, since: 0 }, 0, u64::MAX), Decision::Reused);
    }

    #[test]
    fn concurrent_exchanges_of_one_token_get_the_same_next_one() {
        let token = issue(&key(), LOGIN, 7);
        let mut newest = Newest { generation: 7, since: 1000 };
        let next: Vec<String> = (0..50)
            .map(|_| {
                let presented = Presented::read(&token).unwrap().prove(&key(), LOGIN.salt).unwrap();
                let (Decision::Rotate(generation) | Decision::Repeat(generation)) = judge(presented, newest, 2000, 10)
                else {
                    panic!("ended")
                };
                newest = Newest { generation, since: 2000 };
                issue(&key(), LOGIN, generation)
            })
            .collect();
        assert!(next.iter().all(|one| *one == issue(&key(), LOGIN, 8)));
    }

    #[test]
    fn keys_differ() {
        assert_ne!(Key::generate().unwrap(), Key::generate().unwrap());
    }

    #[test]
    fn debug_output_holds_no_secret() {
        let presented = Presented::read(&issue(&key(), LOGIN, 7)).unwrap();
        assert_eq!(format!("{:?}", key()), "Key(…)");
        assert_eq!(format!("{LOGIN:?}"), format!("Login {{ id: {:?}, .. }}", LOGIN.id));
        assert_eq!(format!("{presented:?}"), format!("Presented {{ login: {:?}, .. }}", LOGIN.id));
    }
}

//! What holds for every text that a stranger can send.

use credentials::access::{Claims, Keys, Method, SigningKey, verify};
use credentials::api_key::{ApiKey, Shown};
use credentials::password::{Cost, Hash, hash};
use credentials::refresh::{self, Decision, Key, Login, Newest, Presented, judge};
use credentials::strength::{About, MAX_CHARS, MIN_CHARS, Weakness, What};
use credentials::{common, password, recovery, secret, totp};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// Any text, and texts that look like what is expected, so that more than the first check is reached.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[A-Za-z0-9_.-]{0,200}",
        "[A-Za-z0-9_-]{0,40}\\.[A-Za-z0-9_-]{0,40}\\.[A-Za-z0-9_-]{0,90}",
        "[0-9a-f-]{36}\\.[0-9]{1,11}\\.[A-Za-z0-9_-]{40,46}",
        "c2r_[0-9a-f]{10,14}_[A-Za-z0-9_-]{40,46}",
        "[0-9A-Za-z -]{20,32}",
        "[0-9 ]{5,8}",
        "\\$argon2id\\$v=19\\$m=[0-9]{1,4},t=[0-9],p=[0-9]\\$[A-Za-z0-9+/]{0,30}\\$[A-Za-z0-9+/]{0,50}",
    ]
}

fn seeded() -> ProptestConfig {
    ProptestConfig { rng_seed: RngSeed::Fixed(25_537), failure_persistence: None, ..ProptestConfig::default() }
}

fn claims() -> Claims {
    Claims {
        iss: "issuer".to_owned(),
        aud: "audience".to_owned(),
        sub: "account".to_owned(),
        sid: "login".to_owned(),
        generation: 1,
        iat: 1000,
        exp: 2000,
        jti: "token".to_owned(),
        amr: vec![Method::Password],
    }
}

proptest! {
    #![proptest_config(seeded())]

    #[test]
    fn a_key_is_taken_apart_or_refused_and_proves_nothing_but_itself(text in texts()) {
        let key = ApiKey::generate().unwrap();
        if let Some(shown) = Shown::parse(&text) {
            prop_assert!(Shown::is_meant(&text));
            let whole = ["c2r_", shown.prefix(), "_"].concat();
            prop_assert!(text.starts_with(&whole) && !shown.prefix().contains('_'));
            prop_assert!(!shown.proves(Some(&key.digest())) && !shown.proves(None));
            prop_assert!(shown.proves(Some(&secret::digest(&text[whole.len()..]))));
        }
        let own = key.text();
        prop_assert!(Shown::parse(&own).unwrap().proves(Some(&key.digest())));
        prop_assert!(Shown::parse(&[own.as_str(), &text].concat()).is_none_or(|_| text.is_empty()));
    }

    #[test]
    fn no_text_is_trouble_for_what_reads_it(text in texts(), other in texts(), moment in any::<u64>(), last in any::<Option<u64>>()) {
        let pkcs8 = SigningKey::generate().unwrap();
        let keys = Keys::from_iter([SigningKey::from_pkcs8(&pkcs8).unwrap().verifying().clone()]);
        prop_assert!(verify(&text, &keys, "issuer", "audience", moment).is_err());
        if let Some(token) = Presented::read(&text) {
            prop_assert_eq!(token.prove(&Key::new(&[7; 32]), &other), None);
        }
        if let Some(code) = recovery::Code::parse(&text) {
            prop_assert_eq!(recovery::Code::parse(&code.text()), Some(code));
        }
        if let Ok(secret) = totp::Secret::from_base32(&text) {
            prop_assert_eq!(totp::Secret::from_base32(&secret.base32()).unwrap().base32(), secret.base32());
        }
        let secret = totp::Secret::generate().unwrap();
        if let Some(step) = secret.check(&text, moment, last) {
            prop_assert!(step.abs_diff(moment / 30) <= 1 && last.is_none_or(|last| step > last));
        }
        if let Ok(read) = Hash::parse(&text) {
            prop_assert_eq!(read.text(), text.clone());
        }
        prop_assert_eq!(secret::is_same(&text, &other), text == other);
        let _ = secret.otpauth_uri(&text, &other);
    }

    #[test]
    fn every_password_is_judged(text in texts(), name in texts()) {
        let about = [About { what: What::Name, text: &name }, About { what: What::Product, text: "C2R" }];
        let found = password::weaknesses(&text, &about);
        let tiny = Cost { memory_kib: 8, passes: 1, lanes: 1 };
        let hashed = hash(&text, &tiny);
        if found.is_empty() {
            prop_assert!(text.chars().count() >= MIN_CHARS || text.len() > MIN_CHARS);
            prop_assert!(!common::is_common(&text));
        }
        // What can be hashed and what is not too long are the same, but for the empty text.
        prop_assert_eq!(hashed.is_ok(), !text.is_empty() && !found.contains(&Weakness::TooLong));
        if text.chars().count() > 18 * MAX_CHARS {
            prop_assert!(hashed.is_err());
        }
        if let Ok(hashed) = hashed {
            prop_assert!(password::verify(&text, &hashed));
            let longer = format!("{text}x");
            prop_assert!(!password::verify(&longer, &hashed));
        }
    }

    #[test]
    fn a_common_password_stays_common_with_digits_and_signs_around(
        before in "[0-9!#$ .-]{0,6}", after in "[0-9!#$ .-]{0,6}", at in 0_usize..5
    ) {
        let word = ["dragon", "Sunshine", "PASSWORD", "пароль", "iloveyou"][at];
        let dressed = format!("{}{}{}", before, word, after);
        prop_assert!(common::is_common(&dressed));
    }

    #[test]
    fn a_token_with_one_byte_changed_is_none(at in any::<prop::sample::Index>(), to in any::<u8>()) {
        let key = SigningKey::from_pkcs8(&SigningKey::generate().unwrap()).unwrap();
        let keys = Keys::from_iter([key.verifying().clone()]);
        let token = key.sign(&claims()).unwrap();
        let mut changed = token.clone().into_bytes();
        let at = at.index(changed.len());
        changed[at] = to;
        let changed = String::from_utf8_lossy(&changed).into_owned();
        let taken = verify(&changed, &keys, "issuer", "audience", 1500);
        prop_assert_eq!(taken.is_ok(), changed == token);
    }

    #[test]
    fn a_refresh_token_is_of_one_key_login_salt_and_generation(
        one in (any::<[u8; 32]>(), "[a-z.]{1,9}", "[a-z.]{0,9}", 0_u32..12),
        other in (any::<[u8; 32]>(), "[a-z.]{1,9}", "[a-z.]{0,9}", 0_u32..12),
    ) {
        let issue = |of: &([u8; 32], String, String, u32)| {
            refresh::issue(&Key::new(&of.0), Login { id: &of.1, salt: &of.2 }, of.3)
        };
        let (token, another) = (issue(&one), issue(&other));
        prop_assert_eq!(token == another, one == other);
        let presented = Presented::read(&token).unwrap();
        prop_assert_eq!(presented.login(), &one.1);
        prop_assert_eq!(presented.prove(&Key::new(&one.0), &one.2), Some(one.3));
        prop_assert_eq!(presented.prove(&Key::new(&other.0), &one.2), None);
    }

    #[test]
    fn an_exchange_never_goes_back(presented in any::<u32>(), generation in any::<u32>(), since in any::<u64>(), now in any::<u64>(), grace in any::<u64>()) {
        match judge(presented, Newest { generation, since }, now, grace) {
            Decision::Rotate(next) => prop_assert!(presented == generation && next == generation + 1),
            Decision::Repeat(next) => prop_assert!(next == generation && presented + 1 == generation),
            Decision::Reused => prop_assert!(presented != generation || generation == u32::MAX),
        }
    }
}

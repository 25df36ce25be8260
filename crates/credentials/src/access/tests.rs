//! What an access token may be, and the many things that it must not.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair,
};
use ring::{hmac, signature};
use serde_json::{Value, json};

use super::*;

mod headers;

const ISSUER: &str = "https://c2r.example";
const AUDIENCE: &str = "https://c2r.example/api/v1";
const NOW: u64 = 1_800_000_000;

/// A signing key, and the pieces to forge with.
struct Forge {
    pkcs8: Vec<u8>,
    key: SigningKey,
    keys: Keys,
}

impl Forge {
    fn new() -> Self {
        let pkcs8 = SigningKey::generate().unwrap();
        let key = SigningKey::from_pkcs8(&pkcs8).unwrap();
        let keys = Keys::from_iter([key.verifying().clone()]);
        Self { pkcs8, key, keys }
    }

    fn header(&self) -> Value {
        json!({ "typ": "at+jwt", "alg": "ES256", "kid": self.key.verifying().kid() })
    }

    /// Header and claims as they are, with a right signature of our key.
    fn signed(&self, header: &str, claims: &str) -> String {
        let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
        self.signed_by(algorithm, &self.pkcs8, header, claims)
    }

    fn signed_by(
        &self,
        algorithm: &'static signature::EcdsaSigningAlgorithm,
        pkcs8: &[u8],
        header: &str,
        claims: &str,
    ) -> String {
        let pair = EcdsaKeyPair::from_pkcs8(algorithm, pkcs8, &SystemRandom::new()).unwrap();
        joined(header, claims, |message| pair.sign(&SystemRandom::new(), message).unwrap().as_ref().to_vec())
    }

    fn verify(&self, token: &str) -> Result<Claims, Refused> {
        verify(token, &self.keys, ISSUER, AUDIENCE, NOW)
    }
}

fn joined(header: &str, claims: &str, sign: impl FnOnce(&[u8]) -> Vec<u8>) -> String {
    let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
    let signature = URL_SAFE_NO_PAD.encode(sign(message.as_bytes()));
    format!("{message}.{signature}")
}

fn claims() -> Claims {
    Claims {
        iss: ISSUER.to_owned(),
        aud: AUDIENCE.to_owned(),
        sub: "0192f0c1-2d3e-7a4b-8c5d-6e7f80912a3b".to_owned(),
        sid: "0192f0c1-2d3e-7a4b-8c5d-6e7f80912a3c".to_owned(),
        generation: 3,
        iat: NOW - 10,
        exp: NOW + 590,
        jti: "0192f0c1-2d3e-7a4b-8c5d-6e7f80912a3d".to_owned(),
        amr: vec![Method::Password, Method::OneTimeCode],
    }
}

/// The claims with one of them changed; `null` takes it out.
fn with(name: &str, value: Value) -> String {
    let mut claims = serde_json::to_value(claims()).unwrap();
    let members = claims.as_object_mut().unwrap();
    match value {
        Value::Null => _ = members.remove(name),
        value => _ = members.insert(name.to_owned(), value),
    }
    claims.to_string()
}

fn plain() -> String {
    serde_json::to_string(&claims()).unwrap()
}

#[test]
fn a_token_says_what_was_signed() {
    let forge = Forge::new();
    let token = forge.key.sign(&claims()).unwrap();
    assert_eq!(forge.verify(&token), Ok(claims()));
    // The forge makes tokens that pass, so that what it makes below fails for the reason given.
    assert_eq!(forge.verify(&forge.signed(&forge.header().to_string(), &plain())), Ok(claims()));
}

#[test]
fn a_token_is_written_as_the_standards_say() {
    let forge = Forge::new();
    let token = forge.key.sign(&claims()).unwrap();
    let parts: Vec<Vec<u8>> = token.split('.').map(|part| URL_SAFE_NO_PAD.decode(part).unwrap()).collect();
    let read = |at: usize| serde_json::from_slice::<Value>(&parts[at]).unwrap();
    assert_eq!(read(0), forge.header());
    let expected = json!({
        "iss": ISSUER, "aud": AUDIENCE, "sub": claims().sub, "sid": claims().sid, "gen": 3,
        "iat": NOW - 10, "exp": NOW + 590, "jti": claims().jti, "amr": ["pwd", "otp"]
    });
    assert_eq!(read(1), expected);
    assert_eq!((parts.len(), parts[2].len()), (3, 64));
}

#[test]
fn a_retired_key_still_verifies_and_a_removed_one_does_not() {
    let (old, new) = (Forge::new(), Forge::new());
    let token = old.key.sign(&claims()).unwrap();
    let both = Keys::from_iter([new.key.verifying().clone(), old.key.verifying().clone()]);
    assert_eq!(verify(&token, &both, ISSUER, AUDIENCE, NOW), Ok(claims()));
    assert_eq!(new.verify(&token), Err(Refused::UnknownKey));
    assert_eq!(verify(&token, &Keys::default(), ISSUER, AUDIENCE, NOW), Err(Refused::UnknownKey));
}

#[test]
fn signatures_of_other_kinds_are_refused() {
    let forge = Forge::new();
    let header = forge.header().to_string();
    let point = forge.key.verifying().point().to_vec();
    let jwk = serde_json::to_string(&forge.key.verifying().jwk()).unwrap();
    let with_hmac = |key: &[u8], header: &str| {
        let key = hmac::Key::new(hmac::HMAC_SHA256, key);
        joined(header, &plain(), |message| hmac::sign(&key, message).as_ref().to_vec())
    };
    let hs256 = header.replace("ES256", "HS256");
    let p384 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P384_SHA384_FIXED_SIGNING, &SystemRandom::new()).unwrap();
    let by_p384 = |header: &str| forge.signed_by(&ECDSA_P384_SHA384_FIXED_SIGNING, p384.as_ref(), header, &plain());
    let raw = |signature: Vec<u8>| joined(&header, &plain(), |_| signature);
    let table = [
        ("HS256, the point as the secret", with_hmac(&point, &hs256), Refused::Header),
        ("HS256, the JWK as the secret", with_hmac(jwk.as_bytes(), &hs256), Refused::Header),
        ("an HMAC called ES256", with_hmac(&point, &header), Refused::Signature),
        ("another curve", by_p384(&header.replace("ES256", "ES384")), Refused::Header),
        ("another curve called ES256", by_p384(&header), Refused::Signature),
        ("another key of the curve", Forge::new().signed(&header, &plain()), Refused::Signature),
        (
            "ASN.1",
            forge.signed_by(&ECDSA_P256_SHA256_ASN1_SIGNING, &forge.pkcs8, &header, &plain()),
            Refused::Signature,
        ),
        ("none", raw(Vec::new()), Refused::Signature),
        ("zeros, CVE-2022-21449", raw(vec![0; 64]), Refused::Signature),
        ("ones", raw(vec![0xff; 64]), Refused::Signature),
        ("one byte", raw(vec![1]), Refused::Signature),
    ];
    for (name, token, refused) in table {
        assert_eq!(forge.verify(&token), Err(refused), "{name}");
    }
}

#[test]
fn claims_must_be_there_in_their_types() {
    let forge = Forge::new();
    let header = forge.header().to_string();
    for name in ["iss", "aud", "sub", "sid", "gen", "iat", "exp", "jti", "amr"] {
        let refused = |value: Value| forge.verify(&forge.signed(&header, &with(name, value))).unwrap_err();
        assert_eq!(refused(Value::Null), Refused::Claims, "no {name}");
        for wrong in
            [json!({}), json!(true), json!([1]), json!([null]), json!(-1), json!(1.5), json!("9999999999999999")]
        {
            let text = matches!(name, "iss" | "aud" | "sub" | "sid" | "jti");
            if !(text && wrong.is_string()) {
                assert_eq!(refused(wrong.clone()), Refused::Claims, "{name}: {wrong}");
            }
        }
        let present = with(name, Value::Null).replacen('{', &format!(r#"{{"{name}":null,"#), 1);
        assert_eq!(forge.verify(&forge.signed(&header, &present)), Err(Refused::Claims), "{name}: null");
    }
    for (name, wrong) in [
        ("exp", json!(1e30)),
        ("exp", json!(1_800_000_590.0)),
        ("gen", json!(4_294_967_296_u64)),
        ("aud", json!([AUDIENCE])),
        ("iss", json!([ISSUER])),
        ("amr", json!(["pwd", "face"])),
    ] {
        assert_eq!(
            forge.verify(&forge.signed(&header, &with(name, wrong.clone()))),
            Err(Refused::Claims),
            "{name}: {wrong}"
        );
    }
}

#[test]
fn a_claim_that_stands_twice_is_refused() {
    let forge = Forge::new();
    let twice = plain().replacen('{', r#"{"sub":"somebody else","#, 1);
    assert_eq!(forge.verify(&forge.signed(&forge.header().to_string(), &twice)), Err(Refused::Claims));
}

#[test]
fn a_claim_that_is_not_known_yet_is_passed_over() {
    let forge = Forge::new();
    let more = with("nbf", json!("later"));
    assert_eq!(forge.verify(&forge.signed(&forge.header().to_string(), &more)), Ok(claims()));
}

#[test]
fn claims_that_are_no_json_are_refused() {
    let forge = Forge::new();
    for text in ["", "{", "[]", "null", "{} {}", "\u{feff}{}"] {
        assert_eq!(forge.verify(&forge.signed(&forge.header().to_string(), text)), Err(Refused::Claims), "{text:?}");
    }
}

#[test]
fn tokens_of_others_and_for_others_are_refused() {
    let forge = Forge::new();
    let of = |change: fn(&mut Claims)| {
        let mut claims = claims();
        change(&mut claims);
        forge.verify(&forge.key.sign(&claims).unwrap())
    };
    assert_eq!(of(|claims| claims.iss = "https://other.example".to_owned()), Err(Refused::Issuer));
    assert_eq!(of(|claims| claims.iss.push('/')), Err(Refused::Issuer));
    assert_eq!(of(|claims| claims.iss.clear()), Err(Refused::Issuer));
    assert_eq!(of(|claims| claims.aud = "https://c2r.example/api/v2".to_owned()), Err(Refused::Audience));
    assert_eq!(of(|claims| claims.aud = ISSUER.to_owned()), Err(Refused::Audience));
    assert_eq!(of(|claims| claims.aud.clear()), Err(Refused::Audience));
}

#[test]
fn a_token_ends_with_its_last_second() {
    let forge = Forge::new();
    let token = forge.key.sign(&claims()).unwrap();
    let at = |now| verify(&token, &forge.keys, ISSUER, AUDIENCE, now).map(|_| ());
    assert_eq!(at(NOW + 589), Ok(()));
    assert_eq!(at(NOW + 590), Err(Refused::Expired));
    assert_eq!(at(NOW + 591), Err(Refused::Expired));
    assert_eq!(at(u64::MAX), Err(Refused::Expired));
}

#[test]
fn a_token_of_the_past_is_taken_at_its_time_whatever_the_clock_says() {
    let forge = Forge::new();
    let old = Claims { iat: 1000, exp: 1600, ..claims() };
    let token = forge.key.sign(&old).unwrap();
    assert_eq!(verify(&token, &forge.keys, ISSUER, AUDIENCE, 1599), Ok(old));
}

#[test]
fn a_token_may_come_from_a_clock_that_is_a_minute_ahead() {
    let forge = Forge::new();
    let issued = |iat| forge.verify(&forge.key.sign(&Claims { iat, ..claims() }).unwrap()).map(|_| ());
    assert_eq!(issued(NOW + 60), Ok(()));
    assert_eq!(issued(NOW + 61), Err(Refused::Future));
    assert_eq!(issued(u64::MAX), Err(Refused::Future));
    assert_eq!(issued(0), Ok(()));
}

#[test]
fn nothing_of_a_token_can_be_changed() {
    let forge = Forge::new();
    let token = forge.key.sign(&claims()).unwrap();
    let (message, signature) = token.rsplit_once('.').unwrap();
    let (header, payload) = message.rsplit_once('.').unwrap();
    let other = URL_SAFE_NO_PAD.encode(with("sub", json!("somebody else")));
    assert_eq!(forge.verify(&format!("{header}.{other}.{signature}")), Err(Refused::Signature));
    let another = forge.key.sign(&Claims { jti: "other".to_owned(), ..claims() }).unwrap();
    let (_, of_another) = another.rsplit_once('.').unwrap();
    assert_eq!(forge.verify(&format!("{header}.{payload}.{of_another}")), Err(Refused::Signature));
    for at in 0..token.len() {
        let mut changed = token.clone().into_bytes();
        changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        assert!(forge.verify(&changed).is_err(), "{at}");
        assert!(forge.verify(&token[..at]).is_err(), "cut at {at}");
    }
}

#[test]
fn what_has_not_the_form_of_a_token_is_refused() {
    let forge = Forge::new();
    let token = forge.key.sign(&claims()).unwrap();
    let (message, signature) = token.rsplit_once('.').unwrap();
    let (header, payload) = message.rsplit_once('.').unwrap();
    for wrong in [
        String::new(),
        ".".to_owned(),
        "..".to_owned(),
        "...".to_owned(),
        "a.b.c".to_owned(),
        message.to_owned(),
        format!("{message}."),
        format!(".{token}"),
        format!("{token}."),
        format!("{token}.."),
        format!("{header}..{payload}.{signature}"),
        format!("{token}.{signature}"),
        format!("{token}="),
        format!("{token} "),
        format!(" {token}"),
        format!("{token}\n"),
        format!("Bearer {token}"),
        format!("{header}.{payload}=.{signature}"),
        token.to_uppercase(),
        "é".repeat(500),
    ] {
        assert!(forge.verify(&wrong).is_err(), "{wrong}");
    }
}

#[test]
fn long_texts_are_not_looked_at() {
    let forge = Forge::new();
    let garbage = "A".repeat(10_000);
    assert_eq!(forge.verify(&garbage), Err(Refused::Malformed));
    assert_eq!(forge.verify(&format!("{garbage}.{garbage}.{garbage}")), Err(Refused::Malformed));
    // Even what is signed with our key.
    let long = with("more", json!("x".repeat(10_000)));
    assert_eq!(forge.verify(&forge.signed(&forge.header().to_string(), &long)), Err(Refused::Malformed));
}

#[test]
fn no_token_is_made_that_is_never_taken() {
    let forge = Forge::new();
    let longest = (0..4096).rev().find_map(|length| {
        let claims = Claims { jti: "x".repeat(length), ..claims() };
        forge.key.sign(&claims).ok().map(|token| (length, token))
    });
    let (length, token) = longest.unwrap();
    assert_eq!(token.len(), MAX_LENGTH);
    assert!(forge.verify(&token).is_ok());
    let longer = Claims { jti: "x".repeat(length + 1), ..claims() };
    assert_eq!(forge.key.sign(&longer), Err(crate::Error::TokenLength));
}

#[test]
fn a_point_that_is_on_no_curve_verifies_nothing() {
    let forge = Forge::new();
    let mut point = forge.key.verifying().point().to_vec();
    point[64] ^= 1;
    let broken = VerifyingKey::from_point(&point).unwrap();
    let header = forge.header().to_string().replace(forge.key.verifying().kid(), broken.kid());
    let token = forge.signed(&header, &plain());
    assert_eq!(verify(&token, &Keys::from_iter([broken]), ISSUER, AUDIENCE, NOW), Err(Refused::Signature));
}

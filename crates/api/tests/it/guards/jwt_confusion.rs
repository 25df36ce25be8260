//! Tokens that somebody has put together: one that is right, as a proof that the others fail for their reason, and others.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use ring::{digest, hmac};
use serde_json::{Value, json};
use test_support::{Person, TestApp};

const ANA: &str = "ana@example.org";

/// The server's own key, as who reads its database has it.
struct Forge {
    key: EcdsaKeyPair,
    header: Value,
    claims: Value,
}

fn key(pkcs8: &[u8]) -> EcdsaKeyPair {
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8, &SystemRandom::new()).unwrap()
}

fn part(token: &str, place: usize) -> Value {
    let part = token.split('.').nth(place).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

fn message(header: &Value, claims: &Value) -> String {
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}", encode(header), encode(claims))
}

fn signed(key: &EcdsaKeyPair, header: &Value, claims: &Value) -> String {
    let message = message(header, claims);
    let signature = key.sign(&SystemRandom::new(), message.as_bytes()).unwrap();
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}

/// The object with one member changed; `null` takes it out.
fn with(object: &Value, name: &str, value: Value) -> Value {
    let mut object = object.clone();
    if value.is_null() {
        object.as_object_mut().unwrap().remove(name);
    } else {
        object[name] = value;
    }
    object
}

impl Forge {
    async fn new(app: &TestApp, person: &Person) -> Self {
        let secrets = app.database.texts("SELECT secret FROM signing_keys WHERE purpose = 'access'").await;
        let token = &person.tokens.access_token;
        let key = key(&STANDARD.decode(&secrets[0]).unwrap());
        Self { key, header: part(token, 0), claims: part(token, 1) }
    }

    fn header(&self, name: &str, value: Value) -> String {
        signed(&self.key, &with(&self.header, name, value), &self.claims)
    }

    fn claim(&self, name: &str, value: Value) -> String {
        signed(&self.key, &self.header, &with(&self.claims, name, value))
    }

    /// The public key taken for a secret, in the shapes in which libraries have done so.
    fn by_public_key(&self, algorithm: hmac::Algorithm, name: &str) -> Vec<String> {
        let point = self.key.public_key().as_ref();
        let message = message(&with(&self.header, "alg", json!(name)), &self.claims);
        let sign = |secret: &[u8]| {
            let tag = hmac::sign(&hmac::Key::new(algorithm, secret), message.as_bytes());
            format!("{message}.{}", URL_SAFE_NO_PAD.encode(tag))
        };
        let pem = format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", STANDARD.encode(point));
        let hash = digest::digest(&digest::SHA256, point);
        [point, &point[1..], pem.as_bytes(), hash.as_ref(), b""].map(sign).to_vec()
    }

    /// With headers that are not ours.
    fn headers(&self) -> Vec<(String, String)> {
        let mut wrong = Vec::new();
        for (name, value) in [
            ("typ", json!("JWT")),
            ("typ", Value::Null),
            ("kid", json!("../../etc/passwd")),
            ("kid", json!("refresh")),
            ("kid", Value::Null),
            ("alg", Value::Null),
            ("jwk", json!({ "kty": "EC", "crv": "P-256" })),
            ("jku", json!("https://evil.example/jwks")),
            ("crit", json!(["exp"])),
        ] {
            wrong.push((format!("header {name} {value}"), self.header(name, value)));
        }
        wrong
    }

    /// With claims that are not those of an access token that is in force.
    fn wrong_claims(&self) -> Vec<(String, String)> {
        let now = self.claims["iat"].as_i64().unwrap();
        let mut wrong = Vec::new();
        for (name, value) in [
            ("iss", json!("https://evil.example")),
            ("iss", Value::Null),
            ("aud", json!("another")),
            ("aud", json!(["c2r", "another"])),
            ("aud", Value::Null),
            ("exp", json!(now)),
            ("exp", json!(now - 1)),
            ("exp", Value::Null),
            ("iat", json!(now + 3_600)),
            ("iat", Value::Null),
            ("gen", json!(0)),
            ("gen", json!(99)),
            ("gen", Value::Null),
            ("sub", json!("0190163d-8694-739b-aea5-966c26f8ad91")),
            ("sid", json!("0190163d-8694-739b-aea5-966c26f8ad91")),
            ("sub", Value::Null),
        ] {
            wrong.push((format!("claim {name} {value}"), self.claim(name, value)));
        }
        wrong
    }
}

async fn status(app: &TestApp, token: &str) -> u16 {
    app.get("/api/v1/me").header("authorization", &format!("Bearer {token}")).send().await.status
}

#[tokio::test]
async fn jwt_confusion() {
    let app = TestApp::start().await;
    let person = app.sign_up(ANA, "Ana").await;
    let forge = Forge::new(&app, &person).await;
    let right = signed(&forge.key, &forge.header, &forge.claims);
    assert_eq!(status(&app, &right).await, 200, "the forge makes tokens that pass");

    let stranger =
        key(EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new()).unwrap().as_ref());
    let mut wrong = vec![
        ("another key".to_owned(), signed(&stranger, &forge.header, &forge.claims)),
        ("no signature".to_owned(), format!("{}.", message(&forge.header, &forge.claims))),
    ];
    for name in ["none", "None", "NONE", "HS256", "RS256", "ES384"] {
        wrong.push((format!("alg {name}, signed"), forge.header("alg", json!(name))));
        let unsigned = message(&with(&forge.header, "alg", json!(name)), &forge.claims);
        wrong.push((format!("alg {name}, unsigned"), format!("{unsigned}.")));
    }
    for (algorithm, name) in [(hmac::HMAC_SHA256, "HS256"), (hmac::HMAC_SHA512, "HS512")] {
        wrong.extend(
            forge.by_public_key(algorithm, name).into_iter().map(|token| (format!("{name} by the public key"), token)),
        );
    }
    wrong.extend(forge.headers());
    wrong.extend(forge.wrong_claims());
    for (what, token) in wrong {
        assert_eq!(status(&app, &token).await, 401, "{what}");
    }
    assert_eq!(status(&app, &right).await, 200);
}

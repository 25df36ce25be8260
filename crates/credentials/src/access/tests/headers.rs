//! Headers that are not ours, on tokens that are signed with our key.

use super::*;

/// The header with some members changed; `null` takes one out.
fn header_with(forge: &Forge, changes: &Value) -> String {
    let mut header = forge.header();
    let members = header.as_object_mut().unwrap();
    for (name, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => _ = members.remove(name),
            value => _ = members.insert(name.clone(), value.clone()),
        }
    }
    header.to_string()
}

#[test]
fn only_our_algorithm_type_and_keys_are_taken() {
    let forge = Forge::new();
    let table = [
        (json!({ "alg": "none" }), Refused::Header),
        (json!({ "alg": "None" }), Refused::Header),
        (json!({ "alg": null }), Refused::Header),
        (json!({ "alg": "es256" }), Refused::Header),
        (json!({ "alg": ["ES256"] }), Refused::Malformed),
        (json!({ "alg": "HS256" }), Refused::Header),
        (json!({ "alg": "ES384" }), Refused::Header),
        (json!({ "alg": "RS256" }), Refused::Header),
        (json!({ "typ": null }), Refused::Header),
        (json!({ "typ": "JWT" }), Refused::Header),
        (json!({ "typ": "AT+JWT" }), Refused::Header),
        (json!({ "typ": "application/at+jwt" }), Refused::Header),
        (json!({ "kid": null }), Refused::UnknownKey),
        (json!({ "kid": "" }), Refused::UnknownKey),
        (json!({ "kid": "other" }), Refused::UnknownKey),
        (json!({ "kid": "../../../dev/null" }), Refused::UnknownKey),
        (json!({ "kid": 1 }), Refused::Header),
    ];
    for (changes, refused) in table {
        assert_eq!(forge.verify(&forge.signed(&header_with(&forge, &changes), &plain())), Err(refused), "{changes}");
    }
}

#[test]
fn a_header_that_says_more_is_refused() {
    let forge = Forge::new();
    let jwk = serde_json::to_value(forge.key.verifying().jwk()).unwrap();
    for more in [
        json!({ "jwk": jwk }),
        json!({ "jku": "https://evil.example/jwks" }),
        json!({ "x5c": ["AAAA"] }),
        json!({ "x5u": "https://evil.example/cert" }),
        json!({ "crit": ["exp"] }),
        json!({ "b64": false, "crit": ["b64"] }),
        json!({ "zip": "DEF" }),
        json!({ "cty": "JWT" }),
        json!({ "x": 1 }),
    ] {
        let token = forge.signed(&header_with(&forge, &more), &plain());
        assert_eq!(forge.verify(&token), Err(Refused::Header), "{more}");
    }
}

#[test]
fn a_header_that_is_none_is_refused() {
    let forge = Forge::new();
    let kid = forge.key.verifying().kid();
    let twice = format!(r#"{{"alg":"ES256","alg":"ES256","typ":"at+jwt","kid":"{kid}"}}"#);
    for (header, refused) in [
        (twice.as_str(), Refused::Header),
        ("[]", Refused::Header),
        ("{", Refused::Malformed),
        ("", Refused::Malformed),
    ] {
        assert_eq!(forge.verify(&forge.signed(header, &plain())), Err(refused), "{header}");
    }
}

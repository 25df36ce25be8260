//! ES256 on ring, for `jsonwebtoken`.
//!
//! The library asks one provider for the whole process and panics when there is none. Ours is installed before the first
//! key exists, and there is no way to a token without a key. It knows one algorithm, so that no other can be reached, and
//! answers with an error where others would panic.

use std::sync::OnceLock;

use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{ErrorKind, Result};
use jsonwebtoken::signature::{Error as SignatureError, Signer, Verifier};
use jsonwebtoken::{Algorithm, AlgorithmFamily, DecodingKey, EncodingKey};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, UnparsedPublicKey};

use crate::Error;

static PROVIDER: CryptoProvider = CryptoProvider {
    signer_factory: signer,
    verifier_factory: verifier,
    key_utils: KeyUtils {
        rsa_pub_components_from_private_key: |_| unsupported(),
        rsa_pub_components_from_public_key: |_| unsupported(),
        ec_pub_components_from_private_key: |_, _| unsupported(),
        ed_pub_components_from_private_key: |_, _| unsupported(),
        compute_digest: |_, _| unsupported(),
    },
};

/// Makes ours the provider of the process, once.
///
/// # Errors
///
/// [`Error::Provider`] if another one was there before; from then on it always is.
pub(super) fn install() -> std::result::Result<(), Error> {
    static OURS: OnceLock<bool> = OnceLock::new();
    let ours = *OURS.get_or_init(|| PROVIDER.install_default().is_ok());
    ours.then_some(()).ok_or(Error::Provider)
}

/// The pair of a private key in PKCS#8.
pub(super) fn pair(pkcs8: &[u8]) -> std::result::Result<EcdsaKeyPair, Error> {
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8, &SystemRandom::new()).map_err(|_| Error::Key)
}

fn unsupported<T>() -> Result<T> {
    Err(ErrorKind::UnsupportedAlgorithm.into())
}

fn signer(algorithm: &Algorithm, key: &EncodingKey) -> Result<Box<dyn JwtSigner>> {
    if *algorithm != Algorithm::ES256 || key.family() != AlgorithmFamily::Ec {
        return unsupported();
    }
    let pair = pair(key.as_bytes()).map_err(|_| ErrorKind::InvalidEcdsaKey)?;
    Ok(Box::new(Pair(pair)))
}

fn verifier(algorithm: &Algorithm, key: &DecodingKey) -> Result<Box<dyn JwtVerifier>> {
    if *algorithm != Algorithm::ES256 || key.family() != AlgorithmFamily::Ec {
        return unsupported();
    }
    Ok(Box::new(Point(key.try_get_as_bytes()?.to_vec())))
}

struct Pair(EcdsaKeyPair);

impl Signer<Vec<u8>> for Pair {
    fn try_sign(&self, message: &[u8]) -> std::result::Result<Vec<u8>, SignatureError> {
        let signature = self.0.sign(&SystemRandom::new(), message).map_err(|_| SignatureError::new())?;
        Ok(signature.as_ref().to_vec())
    }
}

impl JwtSigner for Pair {
    fn algorithm(&self) -> Algorithm {
        Algorithm::ES256
    }
}

/// A public key: a point of the curve, uncompressed. ring looks whether it is on the curve.
struct Point(Vec<u8>);

impl Verifier<Vec<u8>> for Point {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> std::result::Result<(), SignatureError> {
        let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &self.0);
        key.verify(message, signature).map_err(|_| SignatureError::new())
    }
}

impl JwtVerifier for Point {
    fn algorithm(&self) -> Algorithm {
        Algorithm::ES256
    }
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::crypto::{sign, verify};

    use super::*;

    /// The key of RFC 7515 appendix A.3.1.
    fn key_of_rfc_7515() -> DecodingKey {
        let (x, y) = ("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
        DecodingKey::from_ec_components(x, y).unwrap()
    }

    #[test]
    fn the_signature_of_rfc_7515_is_right() {
        install().unwrap();
        let message = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
        let signature = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
        let check =
            |message: &str| verify(signature, message.as_bytes(), &key_of_rfc_7515(), Algorithm::ES256).unwrap();
        assert!(check(message));
        assert!(!check(&message[1..]));
    }

    #[test]
    fn nothing_but_es256_can_be_asked_for() {
        install().unwrap();
        let secret = (EncodingKey::from_secret(b"secret"), DecodingKey::from_secret(b"secret"));
        for algorithm in [Algorithm::HS256, Algorithm::ES384, Algorithm::RS256, Algorithm::PS256, Algorithm::EdDSA] {
            assert!(sign(b"x", &secret.0, algorithm).is_err(), "{algorithm:?}");
            assert!(verify("AA", b"x", &secret.1, algorithm).is_err(), "{algorithm:?}");
            assert!(verify("AA", b"x", &key_of_rfc_7515(), algorithm).is_err(), "{algorithm:?}");
        }
        assert!(sign(b"x", &secret.0, Algorithm::ES256).is_err());
        assert!(verify("AA", b"x", &secret.1, Algorithm::ES256).is_err());
        // A key of the curve that is given as a secret of HMAC.
        let pkcs8 = crate::access::SigningKey::generate().unwrap();
        assert!(sign(b"x", &EncodingKey::from_secret(&pkcs8), Algorithm::ES256).is_err());
        assert!(sign(b"x", &EncodingKey::from_ec_der(&pkcs8), Algorithm::ES384).is_err());
        assert!(sign(b"x", &EncodingKey::from_ec_der(&pkcs8), Algorithm::ES256).is_ok());
        assert!(sign(b"x", &EncodingKey::from_ec_der(b"no key"), Algorithm::ES256).is_err());
    }

    #[test]
    fn what_is_not_there_is_an_error_and_no_panic() {
        install().unwrap();
        let key = EncodingKey::from_ec_der(b"no key");
        assert!(jsonwebtoken::jwk::Jwk::from_encoding_key(&key, Algorithm::ES256).is_err());
    }

    #[test]
    fn installing_twice_is_no_trouble() {
        assert_eq!((install(), install()), (Ok(()), Ok(())));
    }
}

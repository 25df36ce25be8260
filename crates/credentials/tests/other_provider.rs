//! What happens when something else in the process was faster to give `jsonwebtoken` its cryptography. A file of its
//! own, because it is a process of its own.

use credentials::Error;
use credentials::access::{SigningKey, VerifyingKey};
use jsonwebtoken::crypto::{CryptoProvider, KeyUtils};
use jsonwebtoken::errors::ErrorKind;

static OTHER: CryptoProvider = CryptoProvider {
    signer_factory: |_, _| Err(ErrorKind::UnsupportedAlgorithm.into()),
    verifier_factory: |_, _| Err(ErrorKind::UnsupportedAlgorithm.into()),
    key_utils: KeyUtils::new_unimplemented(),
};

#[test]
fn no_key_is_read_and_nothing_panics() {
    assert!(OTHER.install_default().is_ok());
    let pkcs8 = SigningKey::generate().expect("a key");
    for _ in 0..2 {
        assert_eq!(SigningKey::from_pkcs8(&pkcs8).unwrap_err(), Error::Provider);
        assert_eq!(VerifyingKey::from_point(&[4; 65]).unwrap_err(), Error::Provider);
    }
}

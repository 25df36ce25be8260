//! Why something could not be made or read.

/// Why something could not be made or read, as a sentence for whoever operates the server. None holds a secret.
///
/// That somebody could not prove who they are is no error: functions that check answer `bool`, `Option` or
/// [`Refused`](crate::access::Refused).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The system gave no randomness.
    #[error("the system's source of randomness gives nothing; look at the log of the system and try again")]
    Randomness,
    /// A password that is to be hashed is empty or has more than [`strength::MAX_CHARS`](crate::strength::MAX_CHARS)
    /// characters.
    #[error("a password has between 1 and 128 characters; ask for another one")]
    PasswordLength,
    /// A cost outside of what Argon2 can do, or of what a server should.
    #[error(
        "the cost of a password must be 8 KiB a lane to 1 GiB of memory, 1 to 64 passes and 1 to 16 lanes; \
         correct the setting"
    )]
    Cost,
    /// The hash could not be computed: there was no memory for it.
    #[error("a password could not be hashed for lack of memory; lower its cost or let fewer be hashed at a time")]
    Hashing,
    /// A text that is no hash of this crate.
    #[error("the kept hash of a password cannot be read; its owner must set a new one")]
    Hash,
    /// A text that is no secret of an authenticator app.
    #[error("the kept secret of an authenticator app cannot be read; its owner must set it up anew")]
    TotpSecret,
    /// A name that cannot stand in the address for authenticator apps.
    #[error("issuer and account of an authenticator app must not be empty and must not hold a colon")]
    Label,
    /// Bytes that are no key of the curve P-256.
    #[error("the key for access tokens cannot be read; make a new one")]
    Key,
    /// Another part of the process has given `jsonwebtoken` another provider of cryptography, or used it without one.
    #[error("access tokens have another provider of cryptography than ours; nothing else may install one")]
    Provider,
    /// Claims that make a longer token than is ever accepted.
    #[error("the claims of an access token are too long; shorten its issuer or audience")]
    TokenLength,
    /// The token could not be signed.
    #[error("an access token could not be signed; look at the key for access tokens")]
    Signing,
}

//! Why an address was not asked, or gave no answer.

use crate::address::Range;

/// What became of an address that gave no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// It was not asked.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It was asked, and led on to an address that was not.
    #[error("it leads on to an address that is not asked: {0}")]
    Astray(Refusal),
    /// It was asked, and gave no answer that can be read.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Why we do not ask an address. Holds nothing of what our own resolver knows but the kind of network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It cannot be read, or holds characters that readers read differently.
    #[error("this is no web address; it looks like https://example.org/page")]
    Unreadable,
    /// More than anyone writes.
    #[error("the address is longer than {0} characters")]
    TooLong(usize),
    /// Another protocol.
    #[error("only addresses that begin with http:// or https:// are asked")]
    Scheme,
    /// A name or a password in front of the host.
    #[error("an address must hold no user name and no password")]
    Credentials,
    /// A port of something else than a web server.
    #[error("port {0} is none of a public web server")]
    Port(u16),
    /// A name that has a meaning only inside a network.
    #[error("this name has a meaning only inside a private network")]
    LocalName,
    /// The name, or the address itself, leads out of the public internet. One such address is enough.
    #[error("it leads to {0}, not to the public internet")]
    Range(Range),
}

/// Why an address that was asked gave no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Its name has no address.
    #[error("the name of the server is not known")]
    Dns,
    /// Nobody took the connection.
    #[error("the server takes no connections")]
    Connect,
    /// No encrypted connection to the one who was meant. Says what was wrong.
    #[error("the connection is not safe: {0}")]
    Tls(&'static str),
    /// Not in time.
    #[error("the server did not answer in time")]
    Timeout,
    /// Hung up, or spoke something else than HTTP.
    #[error("the server gave no answer that can be read")]
    Protocol,
    /// It led on and on.
    #[error("it leads on from one address to the next without an end")]
    TooManyRedirects,
}

//! What may be asked, and how long it may take.

use std::time::Duration;

/// Ports of web servers that people can reach.
const USUAL: [u16; 4] = [80, 443, 8080, 8443];

/// Which ports may be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ports {
    /// These, whatever the protocol.
    Only(Vec<u16>),
    /// Every one but 0.
    Any,
}

impl Ports {
    pub(crate) fn allow(&self, port: u16) -> bool {
        match self {
            Self::Only(ports) => port != 0 && ports.contains(&port),
            Self::Any => port != 0,
        }
    }
}

impl Default for Ports {
    /// 80, 443, 8080 and 8443.
    fn default() -> Self {
        Self::Only(USUAL.to_vec())
    }
}

/// How addresses are asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Who we say that we are; a name and an address by which one can find out more.
    pub user_agent: String,
    /// How long a look-up or an answer may take. A check with all its redirects may take three times as long. At most a
    /// minute.
    pub timeout: Duration,
    /// How much of an answer's body is read, in bytes, before the connection is dropped.
    pub max_bytes: usize,
    /// How many redirects are followed, each judged anew. With 0 none is, and its answer stands: so for webhooks.
    pub max_redirects: u8,
    /// Which ports may be asked.
    pub ports: Ports,
    /// Lets private addresses and names through. For tests, whose servers are on this machine, and for nothing else.
    pub allow_private: bool,
}

impl Settings {
    /// As it should be for links: five seconds, one megabyte, five redirects, the usual ports, the public internet.
    #[must_use]
    pub fn new(user_agent: impl Into<String>) -> Self {
        Self {
            user_agent: user_agent.into(),
            timeout: Duration::from_secs(5),
            max_bytes: 1_000_000,
            max_redirects: 5,
            ports: Ports::default(),
            allow_private: false,
        }
    }
}

/// What is wrong with the settings.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// Not a value of a header.
    #[error("the user agent must be one line of plain letters that is not empty")]
    UserAgent,
    /// The cryptographic backend does not offer what is needed.
    #[error("encrypted connections cannot be made: {0}")]
    Tls(#[from] rustls::Error),
}

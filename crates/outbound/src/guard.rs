//! Judges an address, looks its name up once, and judges what that leads to.

use crate::address::special;
use crate::error::{Error, Failure, Refusal};
use crate::network::Network;
use crate::settings::Ports;
use hyper::Uri;
use hyper::header::HeaderValue;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use url::{Position, Url};

/// Characters of an address that anyone may give; browsers and servers take no more than about this.
const MAX_LENGTH: usize = 2_048;
/// Characters of a name and of each of its parts (RFC 1035).
const MAX_NAME: usize = 253;
const MAX_LABEL: usize = 63;
/// Addresses of one name that are tried. More would make us the tool of whoever names a hundred machines of others.
const MAX_ADDRESSES: usize = 8;

/// Names that are no names of the internet's, and whatever is below them (RFC 6761, 6762, 7686, 8375, 9476; ICANN for
/// `internal`).
const LOCAL_NAMES: [&str; 10] =
    ["alt", "example", "home.arpa", "internal", "invalid", "local", "localdomain", "localhost", "onion", "test"];

/// Who is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Host {
    /// A name in its one form: lower case, in ASCII, without a dot at the end.
    Name(String),
    Address(IpAddr),
}

/// An address whose text has been judged. Where it leads to has not.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub(crate) url: Url,
    pub(crate) host: Host,
    pub(crate) port: u16,
    /// Host and port as the request names them.
    pub(crate) authority: HeaderValue,
    /// Path and query.
    pub(crate) path: Uri,
}

impl Target {
    pub(crate) fn is_encrypted(&self) -> bool {
        self.url.scheme() == "https"
    }
}

/// An address to connect to. There is no other way to get one than [`Guard::admit`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Admitted(SocketAddr);

impl Admitted {
    pub(crate) fn address(self) -> SocketAddr {
        self.0
    }
}

pub(crate) struct Guard {
    pub(crate) ports: Ports,
    pub(crate) allow_private: bool,
    pub(crate) network: Arc<dyn Network>,
}

impl Guard {
    /// Reads and judges what a stranger wrote.
    pub(crate) fn read(&self, text: &str) -> Result<Target, Refusal> {
        if text.chars().count() > MAX_LENGTH {
            return Err(Refusal::TooLong(MAX_LENGTH));
        }
        // Some readers skip these, some end there, some take `\` for `/`: the one who follows a link may read another
        // address.
        if text.chars().any(|letter| letter.is_control() || letter.is_whitespace() || letter == '\\') {
            return Err(Refusal::Unreadable);
        }
        self.judge(Url::parse(text).map_err(|_| Refusal::Unreadable)?)
    }

    /// Reads and judges where an answer leads on to. A place on the page is kept unless the answer names another (RFC
    /// 9110).
    pub(crate) fn join(&self, from: &Target, location: &str) -> Result<Target, Refusal> {
        let mut url = from.url.join(location).map_err(|_| Refusal::Unreadable)?;
        if url.as_str().len() > MAX_LENGTH {
            return Err(Refusal::TooLong(MAX_LENGTH));
        }
        if url.fragment().is_none() {
            url.set_fragment(from.url.fragment());
        }
        self.judge(url)
    }

    fn judge(&self, mut url: Url) -> Result<Target, Refusal> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Refusal::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refusal::Credentials);
        }
        let host = match url.host().ok_or(Refusal::Unreadable)? {
            url::Host::Ipv4(address) => Host::Address(address.into()),
            url::Host::Ipv6(address) => Host::Address(IpAddr::from(address).to_canonical()),
            url::Host::Domain(name) => Host::Name(self.name(name)?),
        };
        if let Host::Name(name) = &host {
            // The rules of the URL standard again, without the dot: a name that turns into an address is none.
            url.set_host(Some(name)).map_err(|_| Refusal::Unreadable)?;
            if url.host() != Some(url::Host::Domain(name.as_str())) {
                return Err(Refusal::Unreadable);
            }
        }
        let port = url.port_or_known_default().ok_or(Refusal::Unreadable)?;
        if !self.ports.allow(port) {
            return Err(Refusal::Port(port));
        }
        let authority = HeaderValue::from_str(&url[Position::BeforeHost..Position::AfterPort]);
        let path = url[Position::BeforePath..Position::AfterQuery].parse();
        let (Ok(authority), Ok(path)) = (authority, path) else {
            return Err(Refusal::Unreadable);
        };
        let target = Target { url, host, port, authority, path };
        if let Host::Address(address) = target.host {
            self.judge_address(address)?;
        }
        Ok(target)
    }

    /// The one form of a name, which `url` has already made lower case and ASCII.
    fn name(&self, name: &str) -> Result<String, Refusal> {
        let name = name.strip_suffix('.').unwrap_or(name);
        let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
        let label = |label: &str| (1..=MAX_LABEL).contains(&label.len()) && label.bytes().all(letter);
        if name.len() > MAX_NAME || !name.split('.').all(label) {
            return Err(Refusal::Unreadable);
        }
        // Not even looked up: whether it exists in here is nobody's business.
        if !self.allow_private && is_local(name) {
            return Err(Refusal::LocalName);
        }
        Ok(name.to_owned())
    }

    fn judge_address(&self, address: IpAddr) -> Result<(), Refusal> {
        match special(address) {
            Some(range) if !self.allow_private => Err(Refusal::Range(range)),
            _ => Ok(()),
        }
    }

    /// Looks up where a target leads to, and judges that. What comes out is what is connected to: the name is not asked
    /// again.
    pub(crate) async fn admit(&self, target: &Target) -> Result<Vec<Admitted>, Error> {
        let found = match &target.host {
            Host::Address(address) => vec![*address],
            Host::Name(name) => self.network.resolve(name).await.map_err(|_| Failure::Dns)?,
        };
        if found.is_empty() {
            return Err(Failure::Dns.into());
        }
        for address in &found {
            // All of them: a name that has public and private addresses is broken, or a try.
            self.judge_address(*address)?;
        }
        let addresses = found.iter().take(MAX_ADDRESSES);
        Ok(addresses.map(|address| Admitted(SocketAddr::new(address.to_canonical(), target.port))).collect())
    }
}

/// Whether a name is one of a private network: special by its end, or without a dot.
fn is_local(name: &str) -> bool {
    let below = |end: &str| name.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    !name.contains('.') || LOCAL_NAMES.iter().any(|end| below(end))
}

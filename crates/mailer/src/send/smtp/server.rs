//! Where the server is, and how it is talked to.

use super::SettingsError;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use std::net::IpAddr;
use url::{Url, form_urlencoded};

/// Ports without one in the address: in the clear, turned to encryption, encrypted from the start (RFC 8314, Moore and
/// Newman 2018).
const PORTS: [u16; 3] = [25, 587, 465];

/// A server.
pub(super) struct Server {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) tls: Tls,
    /// The name that we greet with.
    pub(super) hello: ClientId,
    pub(super) credentials: Option<Credentials>,
}

impl Server {
    /// Reads its address. A connection is encrypted unless it stays near.
    pub(super) fn parse(url: &str) -> Result<Self, SettingsError> {
        let url = Url::parse(url).map_err(|_| SettingsError::Url)?;
        let host = url.host_str().map(bare).filter(|host| !host.is_empty()).ok_or(SettingsError::Url)?.to_owned();
        let tls = url.query_pairs().find(|(key, _)| key == "tls").map(|(_, value)| value.into_owned());
        let parameters = || TlsParameters::new(host.clone()).map_err(|_| SettingsError::Url);
        let [clear, turned, encrypted] = PORTS;
        let (port, tls) = match (url.scheme(), tls.as_deref()) {
            ("smtps", None) => (encrypted, Tls::Wrapper(parameters()?)),
            ("smtp", None) => (turned, Tls::Required(parameters()?)),
            ("smtp", Some("none")) if is_near(&host) => (clear, Tls::None),
            ("smtp", Some("none")) => return Err(SettingsError::Clear),
            ("smtp" | "smtps", Some(_)) => return Err(SettingsError::Tls),
            _ => return Err(SettingsError::Url),
        };
        let name = Some(url.path().trim_matches('/')).filter(|name| !name.is_empty());
        Ok(Self {
            port: url.port().unwrap_or(port),
            tls,
            hello: name.map_or_else(ClientId::default, |name| ClientId::Domain(name.to_owned())),
            credentials: credentials(&url)?,
            host,
        })
    }
}

/// A host without the brackets around an address of IPv6.
fn bare(host: &str) -> &str {
    host.trim_start_matches('[').trim_end_matches(']')
}

/// Whether a host is this machine, or one that only the network around it knows by name.
fn is_near(host: &str) -> bool {
    host.parse::<IpAddr>().map_or_else(|_| !host.contains('.'), |ip| ip.is_loopback())
}

/// User and password; a user alone is none.
fn credentials(url: &Url) -> Result<Option<Credentials>, SettingsError> {
    let Some(password) = url.password() else { return Ok(None) };
    Ok(Some(Credentials::new(decoded(url.username())?, decoded(password)?)))
}

/// A text without percent-encoding. The decoder that comes with `url` reads forms, where a plus sign is a space and `&`
/// begins the next field.
fn decoded(text: &str) -> Result<String, SettingsError> {
    let form = format!("x={}", text.replace('+', "%2B").replace('&', "%26"));
    let value = form_urlencoded::parse(form.as_bytes()).next().map(|(_, value)| value.into_owned());
    value.filter(|value| !value.contains(char::REPLACEMENT_CHARACTER)).ok_or(SettingsError::Url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_is_encrypted_unless_it_stays_near() {
        for (url, expected) in [
            ("smtps://a:b@mail.example.org", Ok("encrypted mail.example.org 465")),
            ("smtp://a:b%40c@mail.example.org", Ok("turned mail.example.org 587")),
            ("smtp://mail.example.org:2525", Ok("turned mail.example.org 2525")),
            ("smtp://127.0.0.1:2525?tls=none", Ok("clear 127.0.0.1 2525")),
            ("smtp://[::1]:2525?tls=none", Ok("clear ::1 2525")),
            ("smtp://localhost?tls=none", Ok("clear localhost 25")),
            ("smtp://mailpit:1025?tls=none", Ok("clear mailpit 1025")),
            ("smtp://mail.example.org?tls=none", Err(SettingsError::Clear)),
            ("smtp://192.0.2.1?tls=none", Err(SettingsError::Clear)),
            ("smtp://mail.example.org?tls=opportunistic", Err(SettingsError::Tls)),
            ("smtps://localhost?tls=none", Err(SettingsError::Tls)),
            ("https://mail.example.org", Err(SettingsError::Url)),
            ("smtp://", Err(SettingsError::Url)),
            ("mail.example.org", Err(SettingsError::Url)),
            ("smtps://a:%FF@mail.example.org", Err(SettingsError::Url)),
        ] {
            let said = Server::parse(url).map(|Server { host, port, tls, .. }| {
                let tls = match tls {
                    Tls::None => "clear",
                    Tls::Required(_) => "turned",
                    Tls::Wrapper(_) => "encrypted",
                    Tls::Opportunistic(_) => "perhaps",
                };
                format!("{tls} {host} {port}")
            });
            assert_eq!(said.as_deref(), expected.as_ref().copied(), "{url}");
        }
    }

    #[test]
    fn user_password_and_name_are_read() {
        let server = Server::parse("smtps://ana%40x:s%20e+c&r=t%25@mail.example.org/c2r.example").unwrap();
        assert!(server.credentials == Some(Credentials::new("ana@x".into(), "s e+c&r=t%".into())));
        assert_eq!(server.hello, ClientId::Domain("c2r.example".into()));
        assert!(Server::parse("smtps://ana@mail.example.org").unwrap().credentials.is_none());
    }
}

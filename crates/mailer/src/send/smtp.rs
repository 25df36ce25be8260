//! Mails by SMTP, to the server that delivers them.

use super::reply::sorted;
use super::{Mailer, SendError};
use crate::message::Message;
use async_trait::async_trait;
use lettre::transport::smtp::{AsyncSmtpTransportBuilder, PoolConfig};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use std::fmt;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use url::Url;

/// Connections that are kept open. One carries a few mails a second; servers count connections against us.
const MAX_IDLE: u32 = 4;
/// How long one is kept without work; servers hang up after some minutes.
const IDLE: Duration = Duration::from_secs(60);
/// How often the time to connect goes into the time for the whole conversation.
const CONVERSATION: u32 = 3;

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// How to reach the server.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpSettings {
    /// `smtps://user:password@host:465` (encrypted from the start) or `smtp://user:password@host:587` (turned to encryption
    /// by STARTTLS, and ended where the server does not offer it). `?tls=none` leaves a connection open to readers; only
    /// loopback and hosts without a dot in their name (a neighbour in the same network of containers) may have it.
    /// Special characters of user and password are percent-encoded. A path is the name that we greet with.
    pub url: String,
    /// How long to wait for a connection; the whole conversation may take three times as long.
    pub timeout: Duration,
}

impl SmtpSettings {
    /// With ten seconds for a connection.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), timeout: Duration::from_secs(10) }
    }
}

impl fmt::Debug for SmtpSettings {
    /// Without the address, which holds the password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpSettings").field("timeout", &self.timeout).finish_non_exhaustive()
    }
}

/// What is wrong with the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// The address cannot be read.
    #[error("the mail server must be an address such as smtp://user:password@mail.example.org:587 or smtps://…")]
    Url,
    /// `tls` has a value that does not exist.
    #[error("`tls` of the mail server can only be `none`; without it the connection is encrypted")]
    Tls,
    /// A connection in the clear over a network.
    #[error(
        "`tls=none` is for a mail server on this machine or beside it; to any other the connection must be encrypted"
    )]
    Clear,
}

/// Hands mails to a server, over connections that are kept.
pub struct Smtp {
    builder: AsyncSmtpTransportBuilder,
    /// Made with the first mail: that starts a task, for which there must be a runtime.
    transport: Mutex<Option<Transport>>,
    limit: Duration,
}

impl Smtp {
    /// Makes ready; connects with the first mail.
    ///
    /// # Errors
    ///
    /// If the address cannot be read, or asks for an open connection where there must be none.
    pub fn new(settings: &SmtpSettings) -> Result<Self, SettingsError> {
        let url = encrypted(&settings.url)?;
        let pool = PoolConfig::new().max_size(MAX_IDLE).idle_timeout(IDLE);
        let builder = Transport::from_url(&url).map_err(|_| SettingsError::Url)?;
        let builder = builder.timeout(Some(settings.timeout)).pool_config(pool);
        Ok(Self { builder, transport: Mutex::default(), limit: settings.timeout * CONVERSATION })
    }

    fn kept(&self) -> MutexGuard<'_, Option<Transport>> {
        self.transport.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn transport(&self) -> Transport {
        self.kept().get_or_insert_with(|| self.builder.clone().build()).clone()
    }
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Smtp").field("limit", &self.limit).finish_non_exhaustive()
    }
}

/// The address as lettre reads it, which takes encryption as an option: here it is the default.
fn encrypted(url: &str) -> Result<String, SettingsError> {
    let mut url = Url::parse(url).map_err(|_| SettingsError::Url)?;
    let host = url.host_str().filter(|host| !host.is_empty()).ok_or(SettingsError::Url)?.to_owned();
    let tls: Option<String> = url.query_pairs().find(|(key, _)| key == "tls").map(|(_, value)| value.into_owned());
    url.set_query(None);
    match (url.scheme(), tls.as_deref()) {
        ("smtps", None) => {}
        ("smtp", None) => url.set_query(Some("tls=required")),
        ("smtp", Some("none")) if is_near(&host) => {}
        ("smtp", Some("none")) => return Err(SettingsError::Clear),
        ("smtp" | "smtps", Some(_)) => return Err(SettingsError::Tls),
        _ => return Err(SettingsError::Url),
    }
    Ok(url.into())
}

/// Whether a host is this machine, or one that only the network around it knows by name.
fn is_near(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.parse::<IpAddr>().map_or_else(|_| !bare.contains('.'), |ip| ip.is_loopback())
}

/// Lets go of all connections unless the conversation came to its end. lettre puts a connection back even if whoever waited has
/// gone in the middle of it; the next mail would be written into the one before.
struct Conversation<'a> {
    smtp: &'a Smtp,
    ended: bool,
}

impl Drop for Conversation<'_> {
    fn drop(&mut self) {
        if !self.ended {
            *self.smtp.kept() = None;
        }
    }
}

#[async_trait]
impl Mailer for Smtp {
    async fn send(&self, message: &Message) -> Result<(), SendError> {
        let transport = self.transport();
        let mut conversation = Conversation { smtp: self, ended: false };
        // lettre bounds the time to connect, and nothing after it.
        let sent = tokio::time::timeout(self.limit, transport.send_raw(message.envelope(), message.eml())).await;
        conversation.ended = sent.is_ok();
        match sent {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(sorted(&error, message.to().address())),
            Err(_) => Err(SendError::Temporary("the mail server does not answer".into())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_is_encrypted_unless_it_stays_near() {
        for (url, expected) in [
            ("smtps://a:b@mail.example.org", Ok("smtps://a:b@mail.example.org")),
            ("smtp://a:b%40c@mail.example.org:587", Ok("smtp://a:b%40c@mail.example.org:587?tls=required")),
            ("smtp://127.0.0.1:2525?tls=none", Ok("smtp://127.0.0.1:2525")),
            ("smtp://[::1]:2525?tls=none", Ok("smtp://[::1]:2525")),
            ("smtp://localhost:25?tls=none", Ok("smtp://localhost:25")),
            ("smtp://mailpit:1025?tls=none", Ok("smtp://mailpit:1025")),
            ("smtp://mail.example.org?tls=none", Err(SettingsError::Clear)),
            ("smtp://192.0.2.1?tls=none", Err(SettingsError::Clear)),
            ("smtp://mail.example.org?tls=opportunistic", Err(SettingsError::Tls)),
            ("smtps://localhost?tls=none", Err(SettingsError::Tls)),
            ("https://mail.example.org", Err(SettingsError::Url)),
            ("smtp://", Err(SettingsError::Url)),
            ("mail.example.org", Err(SettingsError::Url)),
        ] {
            assert_eq!(encrypted(url).as_deref(), expected.as_ref().copied(), "{url}");
        }
    }

    #[test]
    fn a_password_is_not_shown() {
        let settings = SmtpSettings::new("smtps://ana:secret@mail.example.org");
        let smtp = Smtp::new(&settings).unwrap();
        assert!(!format!("{settings:?} {smtp:?}").contains("secret"));
    }
}

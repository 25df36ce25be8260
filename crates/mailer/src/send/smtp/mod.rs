//! Mails by SMTP, to the server that delivers them.

mod connections;
mod server;
mod session;

use super::reply::{Step, sorted};
use super::{Mailer, SendError};
use crate::message::Message;
use async_trait::async_trait;
use connections::Connections;
use lettre::transport::smtp::response::Severity;
use server::Server;
use session::{Failure, hung_up};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;

/// Connections at the same time, unless the settings say otherwise. Servers count them.
const CONNECTIONS: usize = 4;
/// Most connections that settings may ask for.
const MAX_CONNECTIONS: usize = 100;
/// How often the time to connect goes into the time for a whole conversation.
const CONVERSATION: u32 = 3;

/// How to reach the server.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpSettings {
    /// `smtps://user:password@host:465` (encrypted from the start) or `smtp://user:password@host:587` (turned to
    /// encryption by STARTTLS, and ended where the server does not offer it). `?tls=none` leaves a connection open to
    /// readers; only loopback and hosts without a dot in their name (a neighbour in the same network of containers) may
    /// have it. Special characters of user and password are percent-encoded. A path is the name that we greet with.
    pub url: String,
    /// How long to wait for a connection. The whole conversation until the mail may come takes at most three times as
    /// long, and so does the answer to the mail.
    pub timeout: Duration,
    /// How many connections there are at most, from 1 to 100.
    pub connections: usize,
}

impl SmtpSettings {
    /// With ten seconds for a connection, and four of them.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), timeout: Duration::from_secs(10), connections: CONNECTIONS }
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
///
/// A mail counts as handed over when the server has answered to the end of it, and no sooner. Whoever sends side by
/// side uses as many connections, at most those of the settings; each carries one mail after the other.
pub struct Smtp {
    connections: Arc<Connections>,
    /// A permit is the right to talk.
    places: Semaphore,
    /// Most mails at once for those who have many.
    at_once: usize,
    limit: Duration,
}

impl Smtp {
    /// Makes ready; connects with the first mail.
    ///
    /// # Errors
    ///
    /// If the address cannot be read, or asks for an open connection where there must be none.
    pub fn new(settings: &SmtpSettings) -> Result<Self, SettingsError> {
        let places = settings.connections.clamp(1, MAX_CONNECTIONS);
        let server = Server::parse(&settings.url)?;
        Ok(Self {
            connections: Arc::new(Connections::new(server, settings.timeout)),
            places: Semaphore::new(places),
            at_once: places.saturating_sub(1).max(1),
            limit: settings.timeout * CONVERSATION,
        })
    }

    async fn place(&self) -> Result<SemaphorePermit<'_>, SendError> {
        let place = timeout(self.limit, self.places.acquire()).await.ok().and_then(Result::ok);
        place.ok_or_else(|| SendError::Temporary("all connections to the mail server are busy".into()))
    }
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Smtp").field("limit", &self.limit).finish_non_exhaustive()
    }
}

#[async_trait]
impl Mailer for Smtp {
    /// Whoever stops waiting in the middle ends the connection with it, so that no mail is written into another.
    async fn send(&self, message: &Message) -> Result<(), SendError> {
        let _place = self.place().await?;
        let to = message.to().address();
        let opened = timeout(self.limit, self.connections.open(message.envelope(), message.eml().is_ascii())).await;
        let mut session = opened.map_err(|_| Failure::Silence).flatten().map_err(|failure| failure.sorted(to))?;
        match timeout(self.limit, session.hand_over(message.eml())).await {
            Ok(Ok(response)) if response.code().severity == Severity::PositiveCompletion => {
                self.connections.keep(session);
                Ok(())
            }
            Ok(Err(error)) => {
                if !hung_up(&error) {
                    self.connections.keep(session);
                }
                Err(sorted(Step::End, &error, to))
            }
            Ok(Ok(_)) | Err(_) => Err(SendError::Unknown("the mail server has not said that it took the mail".into())),
        }
    }

    /// One fewer than there are connections: the last is for letters that somebody waits for.
    fn at_once(&self) -> usize {
        self.at_once
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_not_shown() {
        let settings = SmtpSettings::new("smtps://ana:secret@mail.example.org");
        let smtp = Smtp::new(&settings).unwrap();
        assert!(!format!("{settings:?} {smtp:?}").contains("secret"));
    }

    #[test]
    fn one_connection_is_left_for_letters() {
        for (connections, at_once) in [(0, 1), (1, 1), (2, 1), (4, 3), (1_000, 99)] {
            let settings = SmtpSettings { connections, ..SmtpSettings::new("smtp://localhost?tls=none") };
            assert_eq!(Smtp::new(&settings).unwrap().at_once(), at_once);
        }
    }
}

//! One connection, and the conversation about one mail after the other.

use super::server::Server;
use crate::address::Address;
use crate::send::SendError;
use crate::send::reply::{CLOSING, Step, sorted};
use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::DEFAULT_MECHANISMS;
use lettre::transport::smtp::client::{AsyncSmtpConnection, Tls};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{Extension, MailBodyParameter, MailParameter};
use lettre::transport::smtp::response::Response;
use std::time::Duration;

const UNWRITABLE: &str = "the mail server cannot write addresses with letters outside of ASCII";

/// What went wrong before the mail was written.
pub(super) enum Failure {
    /// The server refused, or the line broke.
    Talk(Step, Error),
    /// An address has letters that this server cannot write.
    Letters,
    /// It says nothing.
    Silence,
}

impl Failure {
    /// Whether the connection can be used on. A fault of ours is found before anything is said.
    pub(super) fn leaves_open(&self) -> bool {
        match self {
            Self::Talk(_, error) => !hung_up(error),
            Self::Letters => true,
            Self::Silence => false,
        }
    }

    /// Whether the server had gone before the conversation began: it has heard nothing of the mail.
    pub(super) fn came_late(&self) -> bool {
        matches!(self, Self::Talk(Step::Sender, error) if hung_up(error))
    }

    /// What this means for a mail to somebody.
    pub(super) fn sorted(&self, to: &Address) -> SendError {
        match self {
            Self::Talk(step, error) => sorted(*step, error, to),
            // A sender with such letters is a setting that is wrong.
            Self::Letters if to.as_str().is_ascii() => SendError::Temporary(UNWRITABLE.into()),
            Self::Letters => SendError::Permanent(UNWRITABLE.into()),
            Self::Silence => SendError::Temporary("the mail server does not answer".into()),
        }
    }
}

/// Whether the connection is of no more use: what came was no reply, or the last one.
pub(super) fn hung_up(error: &Error) -> bool {
    error.status().is_none_or(|code| u16::from(code) == CLOSING)
}

/// A connection on which the greetings have been said.
pub(super) struct Session(AsyncSmtpConnection);

impl Session {
    /// Connects, encrypts and signs in.
    pub(super) async fn open(server: &Server, timeout: Duration) -> Result<Self, Failure> {
        Self::connect(server, timeout).await.map_err(|error| Failure::Talk(Step::Connect, error))
    }

    async fn connect(server: &Server, timeout: Duration) -> Result<Self, Error> {
        let from_the_start = if let Tls::Wrapper(parameters) = &server.tls { Some(parameters.clone()) } else { None };
        let address = (server.host.as_str(), server.port);
        let hello = &server.hello;
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(address, Some(timeout), hello, from_the_start, None).await?;
        if let Tls::Required(parameters) = &server.tls {
            connection.starttls(parameters.clone(), hello).await?;
        }
        if let Some(credentials) = &server.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials).await?;
        }
        Ok(Self(connection))
    }

    /// Says whom a mail is from and to, until the server asks for it. `ascii` tells whether the mail holds nothing
    /// else.
    pub(super) async fn announce(&mut self, envelope: &Envelope, ascii: bool) -> Result<(), Failure> {
        let parameters = self.parameters(envelope, ascii)?;
        self.say(Step::Sender, Mail::new(envelope.from().cloned(), parameters)).await?;
        for to in envelope.to() {
            self.say(Step::Recipient, Rcpt::new(to.clone(), Vec::new())).await?;
        }
        self.say(Step::Data, Data).await
    }

    async fn say(&mut self, step: Step, command: impl std::fmt::Display) -> Result<(), Failure> {
        self.0.command(command).await.map(|_| ()).map_err(|error| Failure::Talk(step, error))
    }

    /// What the server has to know beforehand: letters outside of ASCII in addresses (RFC 6531, Yao and Mao 2012) and
    /// in the mail, which has them only where an address has.
    fn parameters(&self, envelope: &Envelope, ascii: bool) -> Result<Vec<MailParameter>, Failure> {
        let can = |extension| self.0.server_info().supports_feature(extension);
        let plain =
            envelope.from().into_iter().chain(envelope.to()).all(|address| AsRef::<str>::as_ref(address).is_ascii());
        let mut parameters = Vec::new();
        if !plain {
            parameters.push(MailParameter::SmtpUtfEight);
        }
        if !ascii {
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        let possible = (plain || can(Extension::SmtpUtfEight)) && (ascii || can(Extension::EightBitMime));
        if possible { Ok(parameters) } else { Err(Failure::Letters) }
    }

    /// Writes the mail that the server waits for, and answers what the server does.
    pub(super) async fn hand_over(&mut self, eml: &[u8]) -> Result<Response, Error> {
        self.0.command(wire(eml)).await
    }

    /// Forgets a mail that was begun.
    pub(super) async fn reset(&mut self) -> Result<(), Error> {
        self.0.command(Rset).await.map(|_| ())
    }

    /// Takes leave.
    pub(super) async fn quit(&mut self) {
        // Whatever it answers, we go.
        let _ = self.0.quit().await;
    }
}

/// The mail with its dots doubled and a dot at its end (RFC 5321, section 4.5.2), to be written in one go: lettre
/// writes the end apart, and the kernel lets such a small piece wait until the other side confirms what came before
/// (Nagle 1984, RFC 896). That is forty milliseconds a mail.
fn wire(eml: &[u8]) -> String {
    let mut text = String::from_utf8_lossy(eml).replace("\r\n.", "\r\n..");
    if text.starts_with('.') {
        text.insert(0, '.');
    }
    if !text.ends_with("\r\n") {
        text.push_str("\r\n");
    }
    text.push_str(".\r\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_line_is_a_dot() {
        for (eml, expected) in [
            ("A: b\r\n\r\nc", "A: b\r\n\r\nc\r\n.\r\n"),
            ("A: b\r\n\r\n.\r\n", "A: b\r\n\r\n..\r\n.\r\n"),
            (".\r\n.\r\n..", "..\r\n..\r\n...\r\n.\r\n"),
            ("", "\r\n.\r\n"),
        ] {
            assert_eq!(wire(eml.as_bytes()), expected, "{eml:?}");
        }
    }
}

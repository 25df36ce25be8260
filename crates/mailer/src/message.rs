//! A mail as it goes out: headers and two parts, by RFC 5322 and MIME.

use crate::address::Address;
use crate::bulk::Bulk;
use crate::clean;
use crate::render::Rendered;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{MessageBuilder, MultiPart, SinglePart, header::ContentType};
use std::fmt;

/// Longest id of a message, in characters.
const MAX_ID: usize = 64;

/// An address with the name of whom it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    name: Option<String>,
    address: Address,
}

impl Mailbox {
    /// With a name. One that is empty or holds a web address is left out.
    #[must_use]
    pub fn new(name: &str, address: Address) -> Self {
        Self { name: clean::name(name), address }
    }

    /// The name, if there is one that can be shown.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The address.
    #[must_use]
    pub fn address(&self) -> &Address {
        &self.address
    }

    fn to_lettre(&self) -> lettre::message::Mailbox {
        lettre::message::Mailbox::new(self.name.clone(), self.address.inner().clone())
    }
}

impl From<Address> for Mailbox {
    fn from(address: Address) -> Self {
        Self { name: None, address }
    }
}

/// Who writes all mails of an installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// Whom mails are from. What stands behind its at-sign also ends the ids of mails.
    pub from: Mailbox,
    /// Where answers go, if not there.
    pub reply_to: Option<Mailbox>,
}

/// Why a message could not be put together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MessageError {
    /// The id cannot stand in a header and in the name of a file.
    #[error("the id of a message has 1 to {MAX_ID} ASCII letters, digits, `-` and `_`")]
    Id,
    /// The sender's domain has letters that a message id cannot have.
    #[error("the domain of the sender must be written in ASCII (as xn--…)")]
    SenderDomain,
    /// The address for reports has letters that not every server on the way back can write.
    #[error("the address that reports go to must be written in ASCII")]
    Bounces,
    /// The parts do not make a mail.
    #[error("the mail could not be put together: {0}")]
    Parts(String),
}

/// A mail that can be handed over, with the same bytes each time.
#[derive(Clone)]
pub struct Message {
    id: String,
    to: Mailbox,
    rendered: Rendered,
    envelope: lettre::address::Envelope,
    eml: Vec<u8>,
}

impl Message {
    /// Puts a mail together. `id` is what stands before the at-sign of its `Message-ID`: take the identifier of the job, so
    /// that a mail that is handed over twice can be seen to be the same one, and one whose text sorts by time (UUID
    /// version 7), because [`Folder`](crate::Folder) lists by it.
    ///
    /// # Errors
    ///
    /// If the id has other characters than ASCII letters, digits, `-` and `_` or more than 64 of them, or if the sender's
    /// domain is not in ASCII.
    pub fn new(id: &str, to: Mailbox, sender: &Sender, rendered: Rendered) -> Result<Self, MessageError> {
        let builder = head(id, &to, sender, &rendered.subject)?
            // RFC 3834 (Moore 2004): no automatic answer to an automatic mail. The second is Exchange's word for it.
            .raw_header(fixed("Auto-Submitted", "auto-generated"))
            .raw_header(fixed("X-Auto-Response-Suppress", "All"));
        Self::built(id, to, rendered, builder)
    }

    /// Puts together a mail that goes to many, each of whom asked for it: with the way out, the name of the list, and a
    /// sender of its own in the envelope, where reports go. The HTML part is taken as it is, but for control characters;
    /// it must be clean already. `id` is one for each mail, as in [`Message::new`].
    ///
    /// # Errors
    ///
    /// Those of [`Message::new`], and if the envelope's sender is not in ASCII.
    pub fn bulk(
        id: &str,
        to: Mailbox,
        sender: &Sender,
        mut rendered: Rendered,
        bulk: &Bulk,
    ) -> Result<Self, MessageError> {
        rendered.subject = clean::subject(&rendered.subject);
        rendered.html = clean::lines(&rendered.html);
        rendered.text = clean::lines(&rendered.text);
        if !bulk.bounces.as_str().is_ascii() {
            return Err(MessageError::Bounces);
        }
        let (from, whom) = (bulk.bounces.inner().clone(), vec![to.address.inner().clone()]);
        let envelope = lettre::address::Envelope::new(Some(from), whom);
        let envelope = envelope.map_err(|error| MessageError::Parts(error.to_string()))?;
        let builder = head(id, &to, sender, &rendered.subject)?.envelope(envelope);
        let headers = bulk.headers(sender.from.address.domain()).into_iter();
        let builder = headers.fold(builder, |builder, (name, value)| builder.raw_header(header(name, value)));
        Self::built(id, to, rendered, builder)
    }

    fn built(id: &str, to: Mailbox, rendered: Rendered, builder: MessageBuilder) -> Result<Self, MessageError> {
        let message = builder.multipart(parts(&rendered)).map_err(|error| MessageError::Parts(error.to_string()))?;
        let (envelope, eml) = (message.envelope().clone(), message.formatted());
        Ok(Self { id: id.to_owned(), to, rendered, envelope, eml })
    }

    /// What stands before the at-sign of its `Message-ID`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Whom it is to.
    #[must_use]
    pub fn to(&self) -> &Mailbox {
        &self.to
    }

    /// Where reports about it go: the sender in its envelope.
    #[must_use]
    pub fn envelope_sender(&self) -> Option<&str> {
        self.envelope.from().map(AsRef::as_ref)
    }

    /// Its subject.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.rendered.subject
    }

    /// Its HTML part.
    #[must_use]
    pub fn html(&self) -> &str {
        &self.rendered.html
    }

    /// Its plain part.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.rendered.text
    }

    /// The whole mail, as it goes over the wire and into `.eml` files.
    #[must_use]
    pub fn to_eml(&self) -> Vec<u8> {
        self.eml.clone()
    }

    pub(crate) fn eml(&self) -> &[u8] {
        &self.eml
    }

    pub(crate) fn envelope(&self) -> &lettre::address::Envelope {
        &self.envelope
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Message({})", self.id)
    }
}

/// Whether a text can be the id of a message. It becomes part of a header and the name of a file.
pub(crate) fn is_id(text: &str) -> bool {
    (1..=MAX_ID).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// The headers that every mail has.
fn head(id: &str, to: &Mailbox, sender: &Sender, subject: &str) -> Result<MessageBuilder, MessageError> {
    if !is_id(id) {
        return Err(MessageError::Id);
    }
    let domain = sender.from.address.domain();
    if !domain.is_ascii() {
        return Err(MessageError::SenderDomain);
    }
    let builder = lettre::Message::builder()
        .message_id(Some(format!("<{id}@{domain}>")))
        .from(sender.from.to_lettre())
        .to(to.to_lettre())
        .subject(subject);
    Ok(match &sender.reply_to {
        Some(reply_to) => builder.reply_to(reply_to.to_lettre()),
        None => builder,
    })
}

/// The plain part first: programs show the last one that they can.
fn parts(rendered: &Rendered) -> MultiPart {
    MultiPart::alternative()
        .singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(rendered.text.clone()))
        .singlepart(SinglePart::builder().header(ContentType::TEXT_HTML).body(rendered.html.clone()))
}

/// A header whose value is ours.
fn fixed(name: &'static str, value: &'static str) -> HeaderValue {
    header(name, value.to_owned())
}

/// A header. Whatever its value holds, it is folded and encoded so that it stays one.
fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

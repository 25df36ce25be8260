//! A mail as bytes.

use crate::support::{message, samples, sender, written};
use mail_parser::MessageParser;
use mailer::{Address, Mailbox, Message, MessageError, Sender};

#[test]
fn a_mail_has_two_parts_and_the_headers_of_an_automatic_one() {
    let message = message("019ab3c4-0000-7000-8000-000000000001");
    let eml = message.to_eml();
    assert!(eml.is_ascii(), "no server needs more than the oldest rules for it");
    let mail = MessageParser::default().parse(&eml).unwrap();
    assert_eq!(mail.message_id(), Some("019ab3c4-0000-7000-8000-000000000001@c2r.example"));
    assert_eq!(mail.subject(), Some("Confirm your e-mail address"));
    let to = mail.to().unwrap().first().unwrap();
    assert_eq!((to.name(), to.address()), (Some("Ana López"), Some("ana@example.org")));
    assert_eq!(mail.from().unwrap().first().unwrap().address(), Some("no-reply@c2r.example"));
    assert_eq!(mail.reply_to().unwrap().first().unwrap().address(), Some("help@c2r.example"));
    assert_eq!(mail.header_raw("Auto-Submitted").map(str::trim), Some("auto-generated"));
    assert_eq!(mail.body_text(0).unwrap().replace("\r\n", "\n"), message.text());
    assert_eq!(mail.body_html(0).unwrap().replace("\r\n", "\n"), message.html());
    let head = String::from_utf8_lossy(&eml);
    assert!(head.contains("Content-Type: multipart/alternative;"));
    let plain = head.find("Content-Type: text/plain; charset=utf-8").unwrap();
    assert!(plain < head.find("Content-Type: text/html; charset=utf-8").unwrap(), "programs show the last they can");
}

#[test]
fn a_repeat_has_the_same_id() {
    let id = |message: &Message| {
        let eml = message.to_eml();
        MessageParser::default().parse(&eml).unwrap().message_id().map(str::to_owned)
    };
    assert_eq!(id(&message("a-1")), id(&message("a-1")));
    assert_ne!(id(&message("a-1")), id(&message("a-2")));
}

#[test]
fn an_id_that_could_not_be_a_header_and_a_file_name_is_refused() {
    for id in ["", "a b", "a@b", "../a", "a.b", "a\r\nBcc: eve", "ä", &"a".repeat(65)] {
        let to = Mailbox::from(Address::parse("ana@example.org").unwrap());
        let made = Message::new(id, to, &sender(), written(&samples()[0]));
        assert_eq!(made.unwrap_err(), MessageError::Id, "{id:?}");
    }
}

#[test]
fn a_sender_whose_domain_is_not_in_ascii_is_refused() {
    let sender = Sender { from: Address::parse("post@städte.example").unwrap().into(), reply_to: None };
    let to = Mailbox::from(Address::parse("ana@example.org").unwrap());
    let made = Message::new("a", to, &sender, written(&samples()[0]));
    assert_eq!(made.unwrap_err(), MessageError::SenderDomain);
}

#[test]
fn debug_output_says_nothing_personal() {
    let message = message("a-1");
    let shown = format!("{message:?} {:?} {:?}", message.to().address(), written(&samples()[0]));
    for personal in ["ana@", "López", "confirm#"] {
        assert!(!shown.contains(personal), "{shown}");
    }
}

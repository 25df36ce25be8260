//! A mail to many.

use crate::support::{sender, site};
use mail_parser::MessageParser;
use mailer::bounce::Verp;
use mailer::{Address, Bulk, List, Mailbox, Message, MessageError, Rendered, Unsubscribe};

pub(crate) fn bulk(token: &str) -> Bulk {
    let address = |text: &str| Address::parse(text).unwrap();
    let leave = format!("https://c2r.example/en/newsletters/leave?token={token}");
    let mailbox = address(&format!("leave+{token}@c2r.example"));
    Bulk {
        list: List::new("briefing", "Weekly briefing").unwrap(),
        unsubscribe: Unsubscribe::new(&site(), &leave, Some(&mailbox)).unwrap(),
        bounces: Verp::new(&address("bounces@c2r.example")).unwrap().address(token).unwrap(),
    }
}

pub(crate) fn rendered() -> Rendered {
    Rendered {
        subject: "Heat: what cities learned".into(),
        html: "<p>Heat</p>\n<p>What cities learned</p>\n".into(),
        text: "Heat\n\nWhat cities learned\n".into(),
    }
}

fn message(rendered: Rendered, bulk: &Bulk) -> Message {
    let to = Mailbox::new("Ana López", Address::parse("ana@example.org").unwrap());
    Message::bulk("a-1", to, &sender(), rendered, bulk).unwrap()
}

/// The headers as they stand there, unfolded.
fn headers(message: &Message) -> Vec<(String, String)> {
    let eml = String::from_utf8(message.to_eml()).unwrap();
    let (head, _) = eml.split_once("\r\n\r\n").unwrap();
    let unfolded = head.replace("\r\n ", " ");
    let header = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned())).unwrap();
    unfolded.split("\r\n").map(header).collect()
}

fn header(message: &Message, name: &str) -> Option<String> {
    headers(message).into_iter().find(|(other, _)| other == name).map(|(_, value)| value)
}

#[test]
fn a_mail_to_many_says_how_to_leave_and_which_list_it_is() {
    let message = message(rendered(), &bulk("k2m9q0xw"));
    assert_eq!(
        header(&message, "List-Unsubscribe").as_deref(),
        Some("<https://c2r.example/en/newsletters/leave?token=k2m9q0xw>, <mailto:leave+k2m9q0xw@c2r.example>")
    );
    assert_eq!(header(&message, "List-Unsubscribe-Post").as_deref(), Some("List-Unsubscribe=One-Click"));
    assert_eq!(header(&message, "List-Id").as_deref(), Some("Weekly briefing <briefing.c2r.example>"));
    assert_eq!(header(&message, "X-Auto-Response-Suppress").as_deref(), Some("DR, RN, NRN, OOF, AutoReply"));
    assert_eq!(header(&message, "Message-ID").as_deref(), Some("<a-1@c2r.example>"));
    for absent in ["Auto-Submitted", "Precedence", "Feedback-ID", "DKIM-Signature", "Sender", "Return-Path"] {
        assert_eq!(header(&message, absent), None, "{absent}");
    }
    assert_eq!(message.envelope_sender(), Some("bounces+k2m9q0xw@c2r.example"));
    let eml = message.to_eml();
    let mail = MessageParser::default().parse(&eml).unwrap();
    assert_eq!(mail.from().unwrap().first().unwrap().address(), Some("no-reply@c2r.example"));
    assert_eq!(mail.body_html(0).unwrap().replace("\r\n", "\n"), rendered().html);
    assert_eq!(mail.body_text(0).unwrap().replace("\r\n", "\n"), rendered().text);
}

#[test]
fn a_list_may_have_a_name_in_any_language() {
    for name in ["Boletín semanal, nº 3", "النشرة الأسبوعية", "Weekly \"briefing\" <eve@evil.example>\r\nBcc: eve"]
    {
        let bulk = Bulk { list: List::new("briefing", name).unwrap(), ..bulk("x") };
        let message = message(rendered(), &bulk);
        let id = header(&message, "List-Id").unwrap();
        assert!(id.is_ascii() && id.ends_with(" <briefing.c2r.example>") && id.matches('<').count() == 1, "{id}");
        assert!(!id.contains(['"', '@', ',']), "{id}");
        assert_eq!(header(&message, "Bcc"), None);
    }
}

#[test]
fn nothing_that_is_written_becomes_a_header_or_the_end_of_the_mail() {
    let text = "A\r\n.\r\nMAIL FROM:<eve>\r.\rB\n.\nC\0\u{7}\r\n..\n";
    let hostile = Rendered { subject: "A\r\nBcc: eve@evil.example".into(), html: text.into(), text: text.into() };
    let message = message(hostile, &bulk("x"));
    assert_eq!(message.text(), "A\n.\nMAIL FROM:<eve>\n.\nB\n.\nC\n..\n");
    let mut names: Vec<String> = headers(&message).into_iter().map(|(name, _)| name).collect();
    names.sort_unstable();
    let expected = [
        "Content-Type",
        "Date",
        "From",
        "List-Id",
        "List-Unsubscribe",
        "List-Unsubscribe-Post",
        "MIME-Version",
        "Message-ID",
        "Reply-To",
        "Subject",
        "To",
        "X-Auto-Response-Suppress",
    ];
    assert_eq!(names, expected);
    let eml = String::from_utf8(message.to_eml()).unwrap();
    let bare = eml.replace("\r\n", "");
    assert!(!bare.contains(['\r', '\n', '\0', '\u{7}']), "every line ends in the one way");
}

#[test]
fn reports_can_find_their_way_back_or_there_is_no_mail() {
    let bulk = Bulk { bounces: Address::parse("josé@c2r.example").unwrap(), ..bulk("x") };
    let to = Mailbox::from(Address::parse("ana@example.org").unwrap());
    let made = Message::bulk("a-1", to.clone(), &sender(), rendered(), &bulk);
    assert_eq!(made.unwrap_err(), MessageError::Bounces);
    let made = Message::bulk("a b", to, &sender(), rendered(), &self::bulk("x"));
    assert_eq!(made.unwrap_err(), MessageError::Id);
}

#[test]
fn debug_output_shows_no_way_to_take_somebody_off_the_list() {
    let shown = format!("{:?}", bulk("k2m9q0xw"));
    assert!(!shown.contains("k2m9q0xw"), "{shown}");
}

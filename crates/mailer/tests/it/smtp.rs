//! Mails to a server.

use crate::server::{Rule, Server, Then};
use crate::support::{message, samples, sender, written};
use mailer::{Address, Mailbox, Mailer, Message, SendError, Smtp, SmtpSettings};
use std::time::Duration;

fn smtp(server: &Server) -> Smtp {
    Smtp::new(&SmtpSettings { timeout: Duration::from_millis(500), ..SmtpSettings::new(server.url()) }).unwrap()
}

fn once(line: &'static str, then: Then) -> [Rule; 1] {
    [Rule { line, then, times: 1 }]
}

#[tokio::test]
async fn mails_go_over_one_connection() {
    let server = Server::start(&[]).await;
    let smtp = smtp(&server);
    for id in ["a-1", "a-2", "a-3"] {
        smtp.send(&message(id)).await.unwrap();
        // The connection is put back by a task of its own.
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let mails = server.mails();
    assert_eq!((mails.len(), server.connections()), (3, 1));
    assert!(mails[1].contains("Message-ID: <a-2@c2r.example>\n"), "{}", mails[1]);
    let lines = server.lines();
    assert!(lines.contains(&"MAIL FROM:<no-reply@c2r.example>".to_owned()), "{lines:?}");
    assert!(lines.contains(&"RCPT TO:<ana@example.org>".to_owned()), "{lines:?}");
}

#[tokio::test]
async fn a_reply_says_whether_to_try_again() {
    let replies: [(&str, &str, SendError); 7] = [
        ("MAIL", "421 4.3.2 closing", SendError::Temporary("transient error (421): 4.3.2 closing".into())),
        ("RCPT", "451 4.7.1 greylisted", SendError::Temporary("transient error (451): 4.7.1 greylisted".into())),
        (
            "RCPT",
            "550 5.1.1 <ana@example.org>: no user ana here",
            SendError::Permanent("permanent error (550): 5.1.1 … no user … here".into()),
        ),
        (".", "452 4.3.1 disk full", SendError::Temporary("transient error (452): 4.3.1 disk full".into())),
        (".", "554 5.7.1 spam", SendError::Permanent("permanent error (554): 5.7.1 spam".into())),
        ("MAIL", "530 5.7.0 sign in", SendError::Temporary("permanent error (530): 5.7.0 sign in".into())),
        ("EHLO", "nonsense", SendError::Temporary(String::new())),
    ];
    for (line, answer, expected) in replies {
        let server = Server::start(&once(line, Then::Answer(answer))).await;
        let smtp = smtp(&server);
        let error = smtp.send(&message("a-1")).await.unwrap_err();
        if answer == "nonsense" {
            assert!(error.is_temporary(), "{error}");
        } else {
            assert_eq!(error, expected);
        }
        smtp.send(&message("a-1")).await.unwrap();
        assert_eq!(server.mails().len(), 1, "{answer}: the next mail goes");
    }
}

#[tokio::test]
async fn a_wrong_password_is_no_reason_to_lose_mails() {
    let server = Server::start(&once("AUTH", Then::Answer("535 5.7.8 wrong"))).await;
    let url = server.url().replace("127.0.0.1", "ana:s%20ecret@127.0.0.1");
    let smtp = Smtp::new(&SmtpSettings::new(url)).unwrap();
    let error = smtp.send(&message("a-1")).await.unwrap_err();
    assert_eq!(error, SendError::Temporary("permanent error (535): 5.7.8 wrong".into()));
    smtp.send(&message("a-1")).await.unwrap();
}

#[tokio::test]
async fn a_line_that_breaks_is_a_reason_to_try_again() {
    for line in ["EHLO", "MAIL", "RCPT", "DATA", "."] {
        let server = Server::start(&once(line, Then::HangUp)).await;
        let smtp = smtp(&server);
        assert!(smtp.send(&message("a-1")).await.unwrap_err().is_temporary(), "{line}");
        smtp.send(&message("a-1")).await.unwrap();
    }
    let nobody = Server::start(&[]).await;
    let smtp = Smtp::new(&SmtpSettings::new("smtp://127.0.0.1:1?tls=none")).unwrap();
    assert!(smtp.send(&message("a-1")).await.unwrap_err().is_temporary());
    assert_eq!(nobody.connections(), 0);
}

#[tokio::test]
async fn a_server_that_says_nothing_is_left_and_the_next_mail_goes() {
    for line in ["EHLO", "RCPT", "."] {
        let server = Server::start(&once(line, Then::Silence)).await;
        let settings = SmtpSettings { timeout: Duration::from_millis(100), ..SmtpSettings::new(server.url()) };
        let smtp = Smtp::new(&settings).unwrap();
        let error = smtp.send(&message("a-1")).await.unwrap_err();
        assert_eq!(error, SendError::Temporary("the mail server does not answer".into()), "{line}");
        smtp.send(&message("a-2")).await.unwrap();
        assert_eq!(server.mails().len(), 1, "{line}");
    }
}

#[tokio::test]
async fn a_mail_that_was_given_up_half_way_does_not_end_up_in_the_next() {
    let server = Server::start(&once("DATA", Then::Silence)).await;
    let smtp = smtp(&server);
    let first = message("a-1");
    let given_up = tokio::time::timeout(Duration::from_millis(200), smtp.send(&first)).await;
    assert!(given_up.is_err());
    tokio::time::sleep(Duration::from_millis(50)).await;
    smtp.send(&message("a-2")).await.unwrap();
    let mails = server.mails();
    assert_eq!((mails.len(), server.connections()), (1, 2));
    assert!(mails[0].contains("<a-2@c2r.example>") && !mails[0].contains("<a-1@"), "{}", mails[0]);
}

#[tokio::test]
async fn nothing_is_said_in_the_clear_where_encryption_is_asked_for() {
    let server = Server::start(&[]).await;
    let url = server.url().replace("?tls=none", "");
    let smtp = Smtp::new(&SmtpSettings::new(url)).unwrap();
    assert!(smtp.send(&message("a-1")).await.unwrap_err().is_temporary());
    assert!(server.lines().iter().all(|line| line.starts_with("EHLO") || line == "QUIT"), "{:?}", server.lines());
}

#[tokio::test]
async fn an_address_that_the_server_cannot_write_to_is_refused() {
    let server = Server::start(&[]).await;
    let to = Mailbox::from(Address::parse("josé@example.org").unwrap());
    let message = Message::new("a-1", to, &sender(), written(&samples()[0])).unwrap();
    let error = smtp(&server).send(&message).await.unwrap_err();
    assert!(!error.is_temporary() && !error.to_string().contains("jos"), "{error}");
}

//! Mails to a server.

use crate::server::{Rule, Server, Then};
use crate::support::{message, samples, sender, written};
use mailer::bounce::Kind;
use mailer::{Address, Mailbox, Mailer, Message, SendError, Smtp, SmtpSettings, Step};
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
    let replies = [
        ("MAIL", "421 4.3.2 closing", true, Kind::Ours, "transient error (421): 4.3.2 closing"),
        ("RCPT", "451 4.7.1 greylisted", true, Kind::Ours, "transient error (451): 4.7.1 greylisted"),
        ("RCPT", "452 4.2.2 mailbox full", true, Kind::Soft, "transient error (452): 4.2.2 mailbox full"),
        (
            "RCPT",
            "550 5.1.1 <ana@example.org>: no user ana here",
            false,
            Kind::Hard,
            "permanent error (550): 5.1.1 … no user … here",
        ),
        ("RCPT", "552 5.2.2 mailbox full", false, Kind::Soft, "permanent error (552): 5.2.2 mailbox full"),
        (".", "452 4.3.1 disk full", true, Kind::Ours, "transient error (452): 4.3.1 disk full"),
        (".", "554 5.7.1 spam", false, Kind::Ours, "permanent error (554): 5.7.1 spam"),
        ("MAIL", "530 5.7.0 sign in", true, Kind::Ours, "permanent error (530): 5.7.0 sign in"),
    ];
    for (line, answer, again, kind, reason) in replies {
        let server = Server::start(&once(line, Then::Answer(answer))).await;
        let smtp = smtp(&server);
        let error = smtp.send(&message("a-1")).await.unwrap_err();
        assert_eq!(error.is_temporary(), again, "{answer}");
        assert!(!matches!(error, SendError::Unknown(_)) && error.to_string().ends_with(reason), "{error}");
        let said = error.answer().unwrap();
        assert_eq!((said.reply.to_string().as_str(), said.kind), (&answer[..3], kind));
        assert_eq!(said.status.unwrap().to_string(), answer[4..9]);
        smtp.send(&message("a-1")).await.unwrap();
        // Only a server that is closing is left.
        let connections = if answer.starts_with("421") { 2 } else { 1 };
        assert_eq!((server.mails().len(), server.connections()), (1, connections), "{answer}: the next mail goes");
    }
}

#[tokio::test]
async fn a_server_that_speaks_another_language_is_no_reason_to_lose_mails() {
    let server = Server::start(&once("EHLO", Then::Answer("nonsense"))).await;
    let smtp = smtp(&server);
    let error = smtp.send(&message("a-1")).await.unwrap_err();
    assert!(error.is_temporary() && error.answer().is_none(), "{error}");
    smtp.send(&message("a-1")).await.unwrap();
}

#[tokio::test]
async fn a_wrong_password_is_no_reason_to_lose_mails() {
    let server = Server::start(&once("AUTH", Then::Answer("535 5.7.8 wrong"))).await;
    let url = server.url().replace("127.0.0.1", "ana:s%20ecret@127.0.0.1");
    let smtp = Smtp::new(&SmtpSettings::new(url)).unwrap();
    let error = smtp.send(&message("a-1")).await.unwrap_err();
    assert_eq!(error.to_string(), "not now: permanent error (535): 5.7.8 wrong");
    let answer = error.answer().unwrap();
    assert_eq!((answer.step, answer.is_final(), answer.is_about_signing_in()), (Step::Connect, true, true));
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
        let expected = match line {
            "." => SendError::Unknown("the mail server has not said that it took the mail".into()),
            _ => SendError::Temporary("the mail server does not answer".into()),
        };
        assert_eq!(error, expected, "{line}");
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
async fn a_mail_without_an_answer_is_sent_again_as_the_same() {
    let server = Server::start(&once(".", Then::TakeAndHangUp)).await;
    let smtp = smtp(&server);
    let mail = message("a-1");
    let error = smtp.send(&mail).await.unwrap_err();
    assert!(matches!(error, SendError::Unknown(_)) && error.is_temporary() && error.answer().is_none(), "{error}");
    smtp.send(&mail).await.unwrap();
    let mails = server.mails();
    assert_eq!((mails.len(), server.connections()), (2, 2));
    assert!(mails[0] == mails[1] && mails[0].contains("Message-ID: <a-1@c2r.example>\n"), "{}", mails[0]);
}

#[tokio::test]
async fn a_server_that_left_between_two_mails_is_found_again_at_once() {
    for then in [Then::HangUp, Then::Answer("421 4.4.2 you were quiet for too long")] {
        let server = Server::start(&[]).await;
        let smtp = smtp(&server);
        smtp.send(&message("a-1")).await.unwrap();
        server.add(Rule { line: "MAIL", then, times: 1 });
        smtp.send(&message("a-2")).await.unwrap();
        assert_eq!((server.mails().len(), server.connections()), (2, 2));
    }
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

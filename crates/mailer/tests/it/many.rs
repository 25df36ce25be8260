//! Thousands of mails to a server.

use crate::bulk::{bulk, rendered};
use crate::server::{Rule, Server, Then};
use crate::support::sender;
use mailer::bounce::Kind;
use mailer::{Address, Mailbox, Mailer, Message, SendError, Smtp, SmtpSettings};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

fn mail(number: usize) -> Message {
    let to = Mailbox::from(Address::parse(&format!("reader-{number}@example.org")).unwrap());
    Message::bulk(&format!("n-{number}"), to, &sender(), rendered(), &bulk(&format!("t{number}"))).unwrap()
}

/// Sends so many, `side_by_side` at a time, and answers those that failed.
async fn send(smtp: &Arc<Smtp>, mails: usize, side_by_side: usize) -> Vec<SendError> {
    let next = Arc::new(AtomicUsize::new(0));
    let tasks: Vec<_> = (0..side_by_side)
        .map(|_| {
            let (smtp, next) = (smtp.clone(), next.clone());
            tokio::spawn(async move {
                let mut failed = Vec::new();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= mails {
                        return failed;
                    }
                    failed.extend(smtp.send(&mail(number)).await.err());
                }
            })
        })
        .collect();
    let mut failed = Vec::new();
    for task in tasks {
        failed.extend(task.await.unwrap());
    }
    failed
}

fn ids(mails: &[String]) -> BTreeSet<String> {
    let id = |mail: &String| mail.lines().find_map(|line| line.strip_prefix("Message-ID: ").map(str::to_owned));
    mails.iter().filter_map(id).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn thousands_go_over_a_few_connections_in_seconds() {
    const MAILS: usize = 2_000;
    let server = Server::start(&[]).await;
    let smtp = Arc::new(Smtp::new(&SmtpSettings::new(server.url())).unwrap());
    let start = Instant::now();
    assert_eq!(send(&smtp, MAILS, smtp.at_once()).await, []);
    let took = start.elapsed();
    println!("{MAILS} mails in {took:?}");
    assert_eq!((ids(&server.mails()).len(), server.mails().len()), (MAILS, MAILS));
    assert!(server.connections() <= smtp.at_once(), "{}", server.connections());
    // A pause of forty milliseconds a mail would make it half a minute. Of the machine itself, nothing is asked.
    assert!(took < Duration::from_secs(15), "{took:?}");
}

#[tokio::test]
async fn there_are_no_more_connections_than_the_settings_allow() {
    let server = Server::start(&[]).await;
    let settings = SmtpSettings { connections: 2, ..SmtpSettings::new(server.url()) };
    let smtp = Arc::new(Smtp::new(&settings).unwrap());
    assert_eq!(send(&smtp, 60, 20).await, []);
    assert_eq!((server.mails().len(), server.connections()), (60, 2));
}

#[tokio::test]
async fn refusals_in_between_cost_neither_mails_nor_connections() {
    let refusals = [
        ("RCPT TO:<reader-3@", "550 5.1.1 no such user"),
        ("RCPT TO:<reader-5@", "452 4.2.2 mailbox full"),
        ("MAIL FROM:<bounces+t7@", "451 4.3.0 try later"),
    ];
    let rules = refusals.map(|(line, answer)| Rule { line, then: Then::Answer(answer), times: 1 });
    let server = Server::start(&rules).await;
    let settings = SmtpSettings { connections: 1, ..SmtpSettings::new(server.url()) };
    let smtp = Arc::new(Smtp::new(&settings).unwrap());
    let failed = send(&smtp, 20, 1).await;
    let said: Vec<(bool, Kind)> =
        failed.iter().map(|error| (error.is_temporary(), error.answer().unwrap().kind)).collect();
    assert_eq!(said, [(false, Kind::Hard), (true, Kind::Soft), (true, Kind::Ours)]);
    assert_eq!((server.mails().len(), server.connections()), (17, 1));
    assert!(server.lines().iter().filter(|line| *line == "RSET").count() == 3);
}

#[tokio::test]
async fn who_waits_too_long_for_a_connection_is_told_to_come_again() {
    let late = Rule { line: "MAIL", then: Then::Late(Duration::from_millis(200)), times: 1 };
    let server = Server::start(&[late, Rule { line: ".", then: Then::Silence, times: 1 }]).await;
    let settings =
        SmtpSettings { connections: 1, timeout: Duration::from_millis(100), ..SmtpSettings::new(server.url()) };
    let smtp = Arc::new(Smtp::new(&settings).unwrap());
    let first = tokio::spawn({
        let smtp = smtp.clone();
        async move { smtp.send(&mail(1)).await }
    });
    tokio::time::sleep(Duration::from_millis(20)).await;
    let busy = SendError::Temporary("all connections to the mail server are busy".into());
    assert_eq!(smtp.send(&mail(2)).await, Err(busy));
    assert!(matches!(first.await.unwrap(), Err(SendError::Unknown(_))));
    smtp.send(&mail(2)).await.unwrap();
}

#[tokio::test]
async fn a_line_that_begins_with_a_dot_arrives_as_it_was() {
    let server = Server::start(&[]).await;
    let smtp = Smtp::new(&SmtpSettings::new(server.url())).unwrap();
    let to = Mailbox::from(Address::parse("ana@example.org").unwrap());
    let dots = mailer::Rendered { text: ".\n..\n.a\n".into(), ..rendered() };
    smtp.send(&Message::bulk("a-1", to, &sender(), dots, &bulk("x")).unwrap()).await.unwrap();
    let mails = server.mails();
    assert!(mails[0].contains("\n.\n..\n.a\n"), "{}", mails[0]);
}

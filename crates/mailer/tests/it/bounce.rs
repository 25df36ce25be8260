//! Messages that come to the address for reports.

use crate::reports::{COMPLAINT, DELAYED, GATEWAY, RETURNED, SEVERAL, SIMPLE, complaint, delivery, failed};
use mailer::Address;
use mailer::bounce::{Action, Bounce, Kind, MAX_LENGTH, NotABounce, Verp, read};
use proptest::prelude::*;

fn one(message: &str) -> Bounce {
    let mut bounces = read(message.as_bytes()).unwrap();
    assert_eq!(bounces.len(), 1, "{bounces:?}");
    bounces.remove(0)
}

fn code(bounce: &Bounce) -> Option<String> {
    bounce.status.map(|status| status.to_string())
}

fn at(text: &str) -> Option<chrono::DateTime<chrono::Utc>> {
    Some(text.parse().unwrap())
}

#[test]
fn a_mail_that_was_given_up_after_days_is_a_soft_bounce() {
    let from_a_pipe = format!("From MAILER-DAEMON Thu Jul  7 17:16:05 1994\n{SIMPLE}");
    for message in [SIMPLE.to_owned(), SIMPLE.replace('\n', "\r\n"), from_a_pipe] {
        let bounce = one(&message);
        assert_eq!(bounce.recipient().unwrap().as_str(), "ana@example.org");
        assert_eq!((bounce.action, bounce.kind), (Action::Failed, Kind::Soft));
        assert_eq!(code(&bounce).as_deref(), Some("4.0.0"));
        assert_eq!(bounce.diagnostic.as_deref(), Some("426 connection timed out"));
        assert_eq!(bounce.reported_at, at("1994-07-07T21:16:05Z"));
        assert_eq!((bounce.message_id, bounce.envelope_sender), (None, None));
    }
}

#[test]
fn each_recipient_has_a_bounce_of_its_own() {
    let bounces = read(SEVERAL.as_bytes()).unwrap();
    let said: Vec<_> =
        bounces.iter().map(|bounce| (bounce.recipient().unwrap().as_str(), bounce.action, bounce.kind)).collect();
    assert_eq!(
        said,
        [
            ("a@example.org", Action::Failed, Kind::Hard),
            ("b@example.org", Action::Delayed, Kind::Soft),
            ("c@example.org", Action::Failed, Kind::Hard),
        ]
    );
    assert_eq!(bounces[0].diagnostic.as_deref(), Some("550 … is not … registered gateway user"));
}

#[test]
fn a_recipient_of_another_mail_system_is_nobody_we_know() {
    let bounce = one(GATEWAY);
    assert_eq!((bounce.recipient(), bounce.action, bounce.kind), (None, Action::Failed, Kind::Soft));
}

#[test]
fn a_delay_is_told_from_a_failure() {
    let bounce = one(DELAYED);
    assert_eq!((bounce.action, bounce.kind), (Action::Delayed, Kind::Soft));
    assert_eq!(bounce.final_recipient.unwrap().as_str(), "thomas@example.org");
}

#[test]
fn a_refusal_is_judged_by_the_most_telling_code() {
    let action = "Final-Recipient: rfc822; ana@example.org\nAction: failed\n";
    for (fields, status, kind) in [
        ("Status: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 <ana@example.org>: User unknown", Some("5.1.1"), Kind::Hard),
        ("Status: 5.0.0\nDiagnostic-Code: smtp; 550-5.1.1 The account does not exist", Some("5.1.1"), Kind::Hard),
        ("Status: 5.0.0\nDiagnostic-Code: smtp; 452 4.2.2 over quota", Some("4.2.2"), Kind::Soft),
        ("Status: 5.2.2\nDiagnostic-Code: smtp; 552 5.2.2 Mailbox full", Some("5.2.2"), Kind::Soft),
        ("Status: 5.0.0\nDiagnostic-Code: smtp; 552 quota", Some("5.0.0"), Kind::Soft),
        ("Status: 5.5.0\nDiagnostic-Code: smtp; 550 5.5.0 mailbox unavailable", Some("5.5.0"), Kind::Hard),
        ("Status: 5.7.1\nDiagnostic-Code: smtp; 554 5.7.1 listed", Some("5.7.1"), Kind::Ours),
        ("Status: 5.4.4\nDiagnostic-Code: X-Postfix; Host or domain name not found", Some("5.4.4"), Kind::Soft),
        ("Status: 5.1.1\nDiagnostic-Code: X-Postfix; unknown user", Some("5.1.1"), Kind::Hard),
        ("Diagnostic-Code: SMTP; 550 #5.1.0 Address rejected.", Some("5.1.0"), Kind::Hard),
        ("Diagnostic-Code: smtp; 550 no such user", None, Kind::Hard),
        ("Status: 5.1.1", Some("5.1.1"), Kind::Hard),
    ] {
        let bounce = one(&failed(&format!("{action}{fields}\n")));
        assert_eq!((code(&bounce).as_deref(), bounce.kind), (status, kind), "{fields}");
        assert!(!bounce.diagnostic.unwrap_or_default().contains('@'), "{fields}");
    }
}

#[test]
fn a_bounce_leads_back_to_its_mail() {
    let fields = "Original-Recipient: rfc822;ana+c2r@example.org\nFinal-Recipient: RFC822; <ana@example.net>\n\
                  Action: Failed (gone)\nStatus: 5.1.6\n";
    for returned in [RETURNED.to_owned(), RETURNED.replace("text/rfc822-headers", "message/rfc822")] {
        let bounce = one(&delivery(fields, &returned));
        assert_eq!(bounce.original_recipient.as_ref().unwrap().as_str(), "ana+c2r@example.org");
        assert_eq!(bounce.final_recipient.as_ref().unwrap().as_str(), "ana@example.net");
        assert_eq!(bounce.message_id.as_deref(), Some("n-17@c2r.example"));
        assert_eq!(bounce.reported_at, at("2026-11-25T10:00:05Z"));
        let verp = Verp::new(&Address::parse("bounces@c2r.example").unwrap()).unwrap();
        let token = verp.token(bounce.envelope_sender.as_ref().unwrap().as_str());
        assert_eq!(token.as_deref(), Some("k2m9q0xw"));
    }
}

#[test]
fn a_report_in_other_letters_is_read_too() {
    let status = "Content-Type: message/global-delivery-status\nContent-Transfer-Encoding: base64\n\n\
                  UmVwb3J0aW5nLU1UQTogZG5zOyBteC5leGFtcGxlLm5ldAoKRmluYWwtUmVjaXBpZW50OiB1dGYt\n\
                  ODtqb3PDqUBleGFtcGxlLm9yZwpBY3Rpb246IGZhaWxlZApTdGF0dXM6IDUuMS4xCg==\n";
    let message = format!(
        "MIME-Version: 1.0\nContent-Type: multipart/report; report-type=global-delivery-status; boundary=x\n\n--x\n\
         {status}--x--\n"
    );
    let bounce = one(&message);
    assert_eq!((bounce.recipient().unwrap().as_str(), bounce.kind), ("josé@example.org", Kind::Hard));
}

#[test]
fn a_server_that_forgets_an_empty_line_is_understood() {
    let message = failed("Action: failed\nStatus: 5.1.1\n").replace("(UTC)\n\nAction", "(UTC)\nAction");
    assert_eq!(one(&message).kind, Kind::Hard);
}

#[test]
fn a_complaint_says_who_complained_or_which_mail_it_was() {
    let bounce = one(COMPLAINT);
    assert_eq!((bounce.action, bounce.kind, bounce.status), (Action::Complained, Kind::Complaint, None));
    assert_eq!(bounce.recipient().unwrap().as_str(), "user@example.com");
    assert_eq!(bounce.envelope_sender.unwrap().as_str(), "bounces+k2m9q0xw@c2r.example");
    assert_eq!(bounce.message_id.as_deref(), Some("n-17@c2r.example"));

    let several =
        "Feedback-Type: Abuse\nVersion: 1\nOriginal-Rcpt-To: a@example.org\nOriginal-Rcpt-To: <b@example.org>";
    let bounces = read(complaint(several).as_bytes()).unwrap();
    let who: Vec<_> = bounces.iter().map(|bounce| bounce.recipient().unwrap().as_str()).collect();
    assert_eq!(who, ["a@example.org", "b@example.org"]);

    for silent in ["Feedback-Type: abuse\nVersion: 1", "Feedback-Type: opt-out\nOriginal-Rcpt-To: redacted"] {
        let bounce = one(&complaint(silent));
        assert_eq!((bounce.recipient(), bounce.kind), (None, Kind::Complaint));
        assert_eq!(bounce.message_id.as_deref(), Some("n-17@c2r.example"));
        assert_eq!(bounce.envelope_sender.unwrap().as_str(), "bounces+k2m9q0xw@c2r.example");
    }
}

#[test]
fn a_message_that_is_no_report_of_a_failure_is_none() {
    let recipient = "Final-Recipient: rfc822; ana@example.org\n";
    let no_mail = |text: String| text.replace("Message-ID", "X-ID").replace("Return-Path", "X-Path");
    for (message, reason) in [
        (String::new(), NotABounce::Form),
        ("\n\n".to_owned(), NotABounce::Form),
        ("hello".to_owned(), NotABounce::Form),
        ("Subject: I am away\nAuto-Submitted: auto-replied\n\nUntil Monday.\n".to_owned(), NotABounce::Form),
        (SIMPLE.replace("report-type=delivery-status", "report-type=disposition-notification"), NotABounce::Form),
        (SIMPLE.replace("report-type=delivery-status;", ""), NotABounce::Form),
        (SIMPLE.replace("multipart/report", "multipart/mixed"), NotABounce::Form),
        (SIMPLE.replace("message/delivery-status", "text/plain"), NotABounce::Form),
        (SIMPLE.replace("boundary=\"RAA14128", "boundary=\"RAA14129"), NotABounce::Form),
        (format!("Subject: FW\nContent-Type: message/rfc822\n\n{SIMPLE}"), NotABounce::Form),
        (SIMPLE.replace("Action: failed", "Action: perhaps"), NotABounce::Broken),
        (SIMPLE.replace("Action: failed", "X: y"), NotABounce::Broken),
        (failed(&format!("{recipient}Action: failed\n")), NotABounce::Broken),
        (
            failed(&format!("{recipient}Action: failed\nStatus: gone\nDiagnostic-Code: smtp; gone\n")),
            NotABounce::Broken,
        ),
        (failed(&format!("{recipient}Action: failed\nStatus: 5.1.1\n\n").repeat(101)), NotABounce::Broken),
        (failed(&format!("{recipient}Action: delivered\nStatus: 2.0.0\n")), NotABounce::NoFailure),
        (failed(&format!("{recipient}Action: relayed\nStatus: 2.0.0\n")), NotABounce::NoFailure),
        (complaint("Feedback-Type: not-spam\nVersion: 1"), NotABounce::NoFailure),
        (complaint("Feedback-Type: auth-failure\nVersion: 1"), NotABounce::NoFailure),
        (complaint("Version: 1"), NotABounce::Broken),
        (no_mail(complaint("Feedback-Type: abuse\nVersion: 1")), NotABounce::Broken),
        ("x".repeat(MAX_LENGTH + 1), NotABounce::Length),
    ] {
        let short: String = message.chars().take(300).collect();
        assert_eq!(read(message.as_bytes()), Err(reason), "{short}");
    }
}

#[test]
fn debug_output_masks_addresses_and_leaves_words_out() {
    let shown =
        format!("{:?}", one(&failed("Final-Recipient: rfc822; ana@example.org\nAction: failed\nStatus: 5.1.1\n")));
    assert!(shown.contains("a…@example.org") && shown.contains("5.1.1") && !shown.contains("ana@"), "{shown}");
    assert!(!shown.contains("k2m9q0xw"), "{shown}");
}

#[test]
fn mails_within_mails_are_not_opened() {
    for nested in ["Content-Type: message/rfc822\n\n", "Content-Type: multipart/digest; boundary=y\n\n--y\n\n"] {
        let depth = (MAX_LENGTH - 2_000) / nested.len();
        let bounce = one(&delivery("Action: failed\nStatus: 5.1.1\n", &nested.repeat(depth)));
        assert_eq!((bounce.kind, bounce.message_id), (Kind::Hard, None));
        assert_eq!(read(nested.repeat(depth).as_bytes()), Err(NotABounce::Form));
    }
}

#[test]
fn a_head_made_to_take_long_takes_none() {
    let start = std::time::Instant::now();
    for part in ["a*0=b;", "a=b;", "(", "\"\\", "=?utf-8?q?x?= ", "<", ":;"] {
        for name in ["Content-Type: multipart/report;", "Date: ", "Message-ID: ", "To: "] {
            let message = format!("{name}{}\nX: y\n\nbody", part.repeat((MAX_LENGTH - 100) / part.len()));
            assert_eq!(read(message.as_bytes()), Err(NotABounce::Form));
            let message = format!("{name}{}\nX: y\n\nbody", part.repeat(60_000 / part.len()));
            assert!(read(message.as_bytes()).is_err());
        }
    }
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

proptest! {
    #[test]
    fn no_bytes_do_harm(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = read(&bytes);
    }

    #[test]
    fn no_text_that_looks_like_headers_does_harm(
        text in "(Content-Type: (multipart/report|message/delivery-status|message/rfc822)[;a-z=\"* -]{0,30}\r?\n|[A-Za-z-]{1,12}: \\PC{0,30}\r?\n|--b(--)?\r?\n|\r?\n){0,30}",
    ) {
        let whole = format!("Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n{text}");
        let _ = (read(text.as_bytes()), read(whole.as_bytes()));
    }

    #[test]
    fn no_change_to_a_report_does_harm(
        which in 0..6_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0..40_usize, "(\\PC|[\r\n;:=<>\"()\0-]){0,8}"), 1..6),
    ) {
        let failed = failed("Final-Recipient: rfc822; ana@example.org\nAction: failed\nStatus: 5.1.1\n");
        let reports = [SIMPLE, SEVERAL, GATEWAY, DELAYED, COMPLAINT, failed.as_str()];
        let mut message = reports[which].as_bytes().to_vec();
        for (index, cut, new) in changes {
            let from = index.index(message.len().max(1)).min(message.len());
            let to = (from + cut).min(message.len());
            message.splice(from..to, new.bytes());
        }
        for bounce in read(&message).unwrap_or_default() {
            let diagnostic = bounce.diagnostic.unwrap_or_default();
            prop_assert!(diagnostic.chars().count() <= 200 && !diagnostic.contains(['\r', '\n', '@']), "{diagnostic:?}");
        }
    }
}

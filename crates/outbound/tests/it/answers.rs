//! How one address is asked, and what is made of answers that are slow, large or broken.

use crate::server::{Server, Then, status};
use crate::support::{on_this_machine, settings};
use outbound::{Checked, Error, Failure, LinkState, Settings, classify};
use std::time::Duration;

async fn check_with(settings: Settings, server: &Server, path: &str) -> Result<Checked, Error> {
    on_this_machine(settings).check(&format!("http://127.0.0.1:{}{path}", server.port)).await
}

async fn check(server: &Server, path: &str) -> Result<Checked, Error> {
    check_with(settings(), server, path).await
}

fn hurried() -> Settings {
    Settings { timeout: Duration::from_millis(300), ..settings() }
}

#[tokio::test]
async fn the_head_is_enough_where_it_is_believed() {
    for code in [200, 204, 400, 401, 429, 500, 503] {
        let server = Server::start(&[("/page", status(code))]).await;
        assert_eq!(check(&server, "/page").await.unwrap().status, code);
        assert_eq!(server.requests(), ["HEAD /page"], "{code}");
    }
}

#[tokio::test]
async fn a_page_is_asked_for_where_the_head_is_not_believed() {
    for code in [403, 404, 405, 410, 501] {
        let server = Server::start(&[("HEAD /page", status(code)), ("GET /page", status(200))]).await;
        assert_eq!(check(&server, "/page").await.unwrap().status, 200, "{code}");
        assert_eq!(server.requests(), ["HEAD /page", "GET /page"], "{code}");
    }
}

#[tokio::test]
async fn the_page_has_the_last_word() {
    for (code, state) in [
        (403, LinkState::Refused),
        (404, LinkState::Gone),
        (405, LinkState::Refused),
        (410, LinkState::Gone),
        (501, LinkState::Failing),
    ] {
        let server = Server::start(&[("/page", status(code))]).await;
        assert_eq!(classify(&check(&server, "/page").await), state, "{code}");
        assert_eq!(server.requests().len(), 2, "{code}");
    }
}

#[tokio::test]
async fn a_request_says_who_asks_and_nothing_else() {
    let server = Server::start(&[("/a//b?q=%20|^", status(200))]).await;
    assert_eq!(check(&server, "/a//b?q=%20|^#part").await.unwrap().status, 200);
    let head = server.heads().concat();
    let expected = format!(
        "HEAD /a//b?q=%20|^ HTTP/1.1\r\nhost: 127.0.0.1:{}\r\nuser-agent: c2r-tests (+https://c2r.example)\r\n\
         accept: */*\r\nconnection: close\r\n\r\n",
        server.port
    );
    assert_eq!(head, expected);
}

#[tokio::test]
async fn of_a_page_without_an_end_a_part_is_read() {
    let server = Server::start(&[("HEAD /", status(405)), ("GET /", Then::Endless)]).await;
    let patient = Settings { timeout: Duration::from_secs(60), ..settings() };
    assert_eq!(check_with(patient, &server, "/").await.unwrap().status, 200);
    let taken = async {
        loop {
            if let Some(taken) = *server.taken.lock().unwrap() {
                return taken;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    // More than was read: buffers of the system stand between.
    assert!(taken.await < 64 << 20);
}

#[tokio::test]
async fn whoever_does_not_answer_is_not_waited_for() {
    let server = Server::start(&[("/", Then::Silence)]).await;
    let checked = check_with(hurried(), &server, "/").await;
    assert_eq!(checked, Err(Failure::Timeout.into()));
    assert_eq!(classify(&checked), LinkState::Failing);
}

#[tokio::test]
async fn a_head_in_drops_is_not_waited_for() {
    let server = Server::start(&[("/", Then::AnswerAndWait("HTTP/1.1 200 OK\r\nX-Slow: ".to_owned()))]).await;
    assert_eq!(check_with(hurried(), &server, "/").await, Err(Failure::Timeout.into()));
}

#[tokio::test]
async fn a_page_that_does_not_come_to_its_end_has_answered() {
    let slow = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nand then";
    for then in [Then::AnswerAndWait(slow.to_owned()), Then::Answer(slow.to_owned())] {
        let server = Server::start(&[("HEAD /", status(405)), ("GET /", then)]).await;
        assert_eq!(check_with(hurried(), &server, "/").await.unwrap().status, 200);
    }
}

#[tokio::test]
async fn what_is_no_http_is_no_answer() {
    let long = format!("HTTP/1.1 200 OK\r\nX-Long: {}\r\n\r\n", "a".repeat(1 << 20));
    let many = format!("HTTP/1.1 200 OK\r\n{}\r\n", "X-Many: 1\r\n".repeat(1_000));
    let answers = ["SSH-2.0-OpenSSH_9.2\r\n".to_owned(), "<html>".to_owned(), "\0\0\0".to_owned(), long, many];
    for then in answers.into_iter().map(Then::Answer).chain([Then::HangUp]) {
        let server = Server::start(&[("/", then)]).await;
        assert_eq!(check(&server, "/").await, Err(Failure::Protocol.into()));
    }
}

#[tokio::test]
async fn where_nobody_listens_nobody_answers() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    drop(listener);
    assert_eq!(on_this_machine(settings()).check(&url).await, Err(Failure::Connect.into()));
}

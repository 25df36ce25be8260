//! What names mean is looked up once, and judged.

use crate::server::{Server, status, to};
use crate::support::{Internet, PUBLIC, on_this_machine, outbound, settings};
use async_trait::async_trait;
use outbound::address::Range;
use outbound::{Error, Failure, Network, Outbound, Refusal, Settings};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;

#[tokio::test]
async fn one_private_address_among_public_ones_is_enough() {
    let server = Server::start(&[("/", status(200))]).await;
    for (addresses, range) in [
        (vec!["127.0.0.1"], Range::Loopback),
        (vec![PUBLIC, "10.0.0.1"], Range::Private),
        (vec!["10.0.0.1", PUBLIC], Range::Private),
        (vec![PUBLIC, "2606:4700::1111", "::1"], Range::Loopback),
        (vec![PUBLIC, "::ffff:169.254.169.254"], Range::LinkLocal),
        (vec![PUBLIC, "64:ff9b::a00:1"], Range::Translated),
        (vec![PUBLIC, "fd00::1"], Range::Private),
        (vec![PUBLIC, "0.0.0.0"], Range::Unspecified),
        // Behind more public ones than are tried.
        ([vec![PUBLIC; 20], vec!["100.64.0.1"]].concat(), Range::Shared),
    ] {
        let internet = Arc::new(Internet::at(&server).name("mixed.example.org", &addresses));
        let checked = outbound(&internet).check("http://mixed.example.org/").await;
        assert_eq!(checked, Err(Refusal::Range(range).into()), "{addresses:?}");
        assert!(internet.connections().is_empty(), "{addresses:?}");
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_name_that_means_something_else_a_moment_later_does_not_help() {
    let server = Server::start(&[("HEAD /", status(405)), ("GET /", status(200))]).await;
    let internet =
        Internet::at(&server).name("rebind.example.org", &[PUBLIC]).name("rebind.example.org", &["10.0.0.1"]);
    let internet = Arc::new(internet);
    let checked = outbound(&internet).check("http://rebind.example.org/").await.unwrap();
    assert_eq!(checked.status, 200);
    assert_eq!(server.requests(), ["HEAD /", "GET /"]);
    assert_eq!(internet.lookups(), ["rebind.example.org"], "once for both requests");
    assert_eq!(internet.connections(), ["93.184.215.14:80", "93.184.215.14:80"]);
}

#[tokio::test]
async fn each_step_is_looked_up_anew() {
    let server = Server::start(&[("/", to(302, "/next")), ("/next", status(200))]).await;
    let internet =
        Internet::at(&server).name("rebind.example.org", &[PUBLIC]).name("rebind.example.org", &["10.0.0.1"]);
    let internet = Arc::new(internet);
    let checked = outbound(&internet).check("http://rebind.example.org/").await;
    assert_eq!(checked, Err(Error::Astray(Refusal::Range(Range::Private))));
    assert_eq!(server.requests(), ["HEAD /"]);
}

#[tokio::test]
async fn the_next_address_is_tried_where_one_is_dead() {
    let server = Server::start(&[("/", status(200))]).await;
    let internet = Internet::at(&server).name("example.org", &["2606:4700::1111", PUBLIC]).dead("2606:4700::1111");
    let internet = Arc::new(internet);
    assert_eq!(outbound(&internet).check("http://example.org/").await.unwrap().status, 200);
    assert_eq!(internet.connections(), ["[2606:4700::1111]:80", "93.184.215.14:80"]);
}

#[tokio::test]
async fn not_more_than_a_few_are_tried() {
    let many: Vec<String> = (1..=50).map(|last| format!("93.184.215.{last}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let internet = Arc::new(Internet::new().name("example.org", &many));
    assert_eq!(outbound(&internet).check("http://example.org/").await, Err(Failure::Connect.into()));
    assert_eq!(internet.connections().len(), 8);
}

#[tokio::test]
async fn a_name_without_an_address_is_not_known() {
    let internet = Arc::new(Internet::new().name("empty.example.org", &[]));
    let outbound = outbound(&internet);
    for url in ["http://empty.example.org/", "http://missing.example.org/"] {
        assert_eq!(outbound.check(url).await, Err(Failure::Dns.into()), "{url}");
    }
}

/// A resolver that does not answer.
struct Mute;

#[async_trait]
impl Network for Mute {
    async fn resolve(&self, _: &str) -> io::Result<Vec<IpAddr>> {
        std::future::pending().await
    }

    async fn connect(&self, _: SocketAddr) -> io::Result<TcpStream> {
        std::future::pending().await
    }
}

#[tokio::test]
async fn nobody_waits_for_a_resolver_or_a_connection_for_ever() {
    let settings = Settings { timeout: Duration::from_millis(50), ..settings() };
    let outbound = Outbound::with_network(settings, Arc::new(Mute)).unwrap();
    assert_eq!(outbound.check("http://example.org/").await, Err(Failure::Timeout.into()));
    assert_eq!(outbound.check("http://93.184.215.14/").await, Err(Failure::Timeout.into()));
}

#[tokio::test]
async fn the_system_is_asked_for_names_where_tests_allow_it() {
    let server = Server::start(&[("/", status(200))]).await;
    let outbound = on_this_machine(settings());
    for host in ["localhost", "127.0.0.1", "127.1", "[::ffff:127.0.0.1]"] {
        let checked = outbound.check(&format!("http://{host}:{}/", server.port)).await.unwrap();
        assert_eq!(checked.status, 200, "{host}");
    }
    let strict = Outbound::new(Settings { ports: outbound::Ports::Any, ..settings() }).unwrap();
    let checked = strict.check(&format!("http://127.0.0.1:{}/", server.port)).await;
    assert_eq!(checked, Err(Refusal::Range(Range::Loopback).into()));
    assert_eq!(server.requests().len(), 4);
}

//! Where addresses lead on to, and how far that is followed.

use crate::server::{Server, Then, status, to};
use crate::support::{Internet, PUBLIC, outbound, settings};
use outbound::address::Range;
use outbound::{Checked, Error, Failure, LinkState, Outbound, Refusal, Settings, classify};
use std::sync::Arc;

const SITE: &str = "http://site.example.org";

fn site(server: &Server) -> Arc<Internet> {
    Arc::new(
        Internet::at(server)
            .name("site.example.org", &[PUBLIC])
            .name("www.example.org", &["93.184.215.15"])
            .name("inside.example.org", &["192.168.0.10"]),
    )
}

async fn check(server: &Server, path: &str) -> Result<Checked, Error> {
    outbound(&site(server)).check(&format!("{SITE}{path}")).await
}

#[tokio::test]
async fn a_redirect_to_what_must_not_be_asked_ends_there() {
    for (location, refusal) in [
        ("http://127.0.0.1/", Refusal::Range(Range::Loopback)),
        ("http://127.0.0.1:8080/admin", Refusal::Range(Range::Loopback)),
        ("//2130706433/", Refusal::Range(Range::Loopback)),
        ("http://[::1]/", Refusal::Range(Range::Loopback)),
        ("http://169.254.169.254/latest/meta-data/", Refusal::Range(Range::LinkLocal)),
        ("/\\127.0.0.1/", Refusal::Range(Range::Loopback)),
        ("http://inside.example.org/", Refusal::Range(Range::Private)),
        ("https://inside.example.org/", Refusal::Range(Range::Private)),
        ("http://localhost/", Refusal::LocalName),
        ("http://user:secret@www.example.org/", Refusal::Credentials),
        ("http://www.example.org:22/", Refusal::Port(22)),
        ("file:///etc/passwd", Refusal::Scheme),
        ("gopher://www.example.org/", Refusal::Scheme),
        ("http://", Refusal::Unreadable),
    ] {
        let server = Server::start(&[("/start", to(302, location))]).await;
        let internet = site(&server);
        let checked = outbound(&internet).check(&format!("{SITE}/start")).await;
        assert_eq!(checked, Err(Error::Astray(refusal)), "{location}");
        assert_eq!(server.requests(), ["HEAD /start"], "{location}");
        assert_eq!(internet.connections(), ["93.184.215.14:80"], "{location}");
    }
}

#[tokio::test]
async fn it_ends_there_after_some_steps_too() {
    let server = Server::start(&[
        ("/1", to(301, "/2")),
        ("/2", to(307, "//www.example.org/3")),
        ("/3", to(302, "http://inside.example.org/")),
    ])
    .await;
    let internet = site(&server);
    let checked = outbound(&internet).check(&format!("{SITE}/1")).await;
    assert_eq!(checked, Err(Error::Astray(Refusal::Range(Range::Private))));
    assert_eq!(internet.lookups(), ["site.example.org", "site.example.org", "www.example.org", "inside.example.org"]);
    assert_eq!(internet.connections(), ["93.184.215.14:80", "93.184.215.14:80", "93.184.215.15:80"]);
}

#[tokio::test]
async fn the_last_address_answers() {
    let rules = [("/a?q=1", to(302, "b/c?q=2")), ("/b/c?q=2", to(303, "../d")), ("/d", status(200))];
    let server = Server::start(&rules).await;
    let checked = check(&server, "/a?q=1").await.unwrap();
    let expected = Checked { status: 200, final_url: format!("{SITE}/d"), redirected: true, moved_to: None };
    assert_eq!(checked, expected);
    assert_eq!(classify(&Ok(checked)), LinkState::Alive);
    assert_eq!(server.requests(), ["HEAD /a?q=1", "HEAD /b/c?q=2", "HEAD /d"]);
}

#[tokio::test]
async fn a_new_address_is_as_far_as_permanent_redirects_lead() {
    for (first, second, moved_to) in [
        (301, 308, Some("/last")),
        (308, 301, Some("/last")),
        (301, 302, Some("/second")),
        (301, 307, Some("/second")),
        (302, 301, None),
        (303, 308, None),
    ] {
        let rules = [("/first", to(first, "/second")), ("/second", to(second, "/last")), ("/last", status(200))];
        let server = Server::start(&rules).await;
        let checked = check(&server, "/first").await.unwrap();
        assert_eq!(checked.final_url, format!("{SITE}/last"));
        let moved_to = moved_to.map(|path| format!("{SITE}{path}"));
        assert_eq!(checked.moved_to, moved_to, "{first}, {second}");
        assert_eq!(classify(&Ok(checked)), moved_to.map_or(LinkState::Alive, LinkState::Moved));
    }
}

#[tokio::test]
async fn a_place_on_the_page_is_kept_unless_the_server_names_another() {
    let rules = [("/old", to(301, "/new")), ("/named", to(301, "/new#two")), ("/new", status(200))];
    let server = Server::start(&rules).await;
    assert_eq!(check(&server, "/old#one").await.unwrap().final_url, format!("{SITE}/new#one"));
    assert_eq!(check(&server, "/named#one").await.unwrap().final_url, format!("{SITE}/new#two"));
    assert!(server.heads().iter().all(|head| !head.contains('#')), "it is not sent");
}

#[tokio::test]
async fn a_page_that_moved_to_nothing_is_gone() {
    let server = Server::start(&[("/old", to(301, "/nowhere"))]).await;
    let checked = check(&server, "/old").await;
    assert_eq!(classify(&checked), LinkState::Gone);
    assert_eq!(checked.unwrap().status, 404);
}

#[tokio::test]
async fn circles_and_long_ways_end() {
    let server = Server::start(&[("/self", to(302, "/self")), ("/a", to(301, "/b")), ("/b", to(301, "/a"))]).await;
    assert_eq!(check(&server, "/self").await, Err(Failure::TooManyRedirects.into()));
    assert_eq!(server.requests().len(), 6, "the first address and five more");
    let circle = check(&server, "/a").await;
    assert_eq!(circle, Err(Failure::TooManyRedirects.into()));
    assert_eq!(classify(&circle), LinkState::Failing);
}

#[tokio::test]
async fn five_are_followed_and_a_sixth_is_not() {
    let server = Server::start(&[
        ("/0", to(302, "/1")),
        ("/1", to(302, "/2")),
        ("/2", to(302, "/3")),
        ("/3", to(302, "/4")),
        ("/4", to(302, "/5")),
        ("/5", to(302, "/6")),
        ("/6", status(200)),
    ])
    .await;
    assert_eq!(check(&server, "/1").await.unwrap().status, 200);
    assert_eq!(check(&server, "/0").await, Err(Failure::TooManyRedirects.into()));
}

#[tokio::test]
async fn none_is_followed_where_the_settings_say_so() {
    let server = Server::start(&[("/hook", to(308, "http://www.example.org/"))]).await;
    let internet = site(&server);
    let outbound = Outbound::with_network(Settings { max_redirects: 0, ..settings() }, internet.clone()).unwrap();
    let checked = outbound.check(&format!("{SITE}/hook")).await.unwrap();
    let expected = Checked { status: 308, final_url: format!("{SITE}/hook"), redirected: false, moved_to: None };
    assert_eq!(checked, expected);
    assert_eq!(internet.lookups(), ["site.example.org"]);
}

#[tokio::test]
async fn a_location_means_something_in_redirects_only() {
    let created = Then::Answer("HTTP/1.1 201 Created\r\nLocation: /new\r\nContent-Length: 0\r\n\r\n".to_owned());
    let server = Server::start(&[("/made", created), ("/nowhere", status(302))]).await;
    assert_eq!(check(&server, "/made").await.unwrap().status, 201);
    let nowhere = check(&server, "/nowhere").await;
    assert_eq!(classify(&nowhere), LinkState::Failing);
    assert_eq!(nowhere.unwrap().status, 302);
}

#[tokio::test]
async fn letters_beyond_ascii_are_understood() {
    let server = Server::start(&[("/start", to(302, "/größe")), ("/gr%C3%B6%C3%9Fe", status(200))]).await;
    assert_eq!(check(&server, "/start").await.unwrap().final_url, format!("{SITE}/gr%C3%B6%C3%9Fe"));
}

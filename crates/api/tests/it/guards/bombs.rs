//! Bombs: little is sent, and much would become of it.

use super::{REGISTRATIONS, wish};
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use serde_json::json;
use std::io::Write;
use std::time::Duration;
use test_support::TestApp;

const PREVIEWS: &str = "/api/v1/markdown/previews";
/// Longer than any of this may take, on a slow machine and unoptimised.
const PATIENCE: Duration = Duration::from_secs(20);

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

fn deflate(body: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

/// A text to look at, of so many characters.
fn text(length: usize) -> Vec<u8> {
    [b"{\"text\":\"".as_slice(), vec![b'a'; length].as_slice(), b"\"}".as_slice()].concat()
}

/// The status of a body in an encoding.
async fn packed(app: &TestApp, encoding: &str, body: Vec<u8>) -> u16 {
    let ask = app.http().post(format!("{}{PREVIEWS}", app.url));
    let ask = ask.header("content-type", "application/json").header("content-encoding", encoding).body(body);
    tokio::time::timeout(PATIENCE, ask.send()).await.expect("an answer in time").unwrap().status().as_u16()
}

/// The status of a body of JSON as it is.
async fn plain(app: &TestApp, path: &str, body: String) -> u16 {
    let ask = app.post(path).header("content-type", "application/json").body(body);
    tokio::time::timeout(PATIENCE, ask.status()).await.expect("an answer in time")
}

#[tokio::test]
async fn bombs() {
    let app = TestApp::start().await;
    app.wait_until_indexed().await;
    decompression(&app).await;
    nesting(&app).await;
    large_bodies(&app).await;
    patterns(&app).await;
    assert_eq!(app.get("/api/v1/vocabularies/shocks").status().await, 200, "the server has not noticed");
}

/// The bound is on what a body unpacks to.
async fn decompression(app: &TestApp) {
    assert_eq!(packed(app, "gzip", gzip(&text(1_000))).await, 200);
    assert_eq!(packed(app, "deflate", deflate(&text(1_000))).await, 200);
    let big = text(32 << 20);
    for (encoding, bomb) in [("gzip", gzip(&big)), ("deflate", deflate(&big))] {
        assert!(bomb.len() < 60_000, "{encoding}: {} bytes are let in by their own length", bomb.len());
        assert_eq!(packed(app, encoding, bomb).await, 413, "{encoding}");
    }
    let twice = gzip(&gzip(&big));
    assert_eq!(packed(app, "gzip, gzip", twice.clone()).await, 415, "packed once at most");
    assert!([400, 422].contains(&packed(app, "gzip", twice).await), "what is inside is not unpacked again");
    assert_eq!(packed(app, "gzip", b"\x1f\x8b\x08\x00 no gzip".to_vec()).await, 400);
}

/// Values within values, as deep as a body is long.
async fn nesting(app: &TestApp) {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        for depth in [200, 10_000] {
            let deep = [open.repeat(depth), "1".to_owned(), close.repeat(depth)].concat();
            let bodies = [deep.clone(), format!("{{\"text\":{deep}}}"), open.repeat(depth)];
            for body in bodies {
                let status = plain(app, PREVIEWS, body).await;
                assert!([400, 413, 422].contains(&status), "{depth} × {open}: {status}");
            }
        }
    }
}

async fn large_bodies(app: &TestApp) {
    for path in [PREVIEWS, REGISTRATIONS, "/api/v1/corrections"] {
        assert_eq!(plain(app, path, " ".repeat(100_000)).await, 413, "{path}");
        let mut many = wish("ana@example.org");
        for number in 0..5_000 {
            many[format!("field{number}")] = json!(0);
        }
        let status = plain(app, path, many.to_string()).await;
        assert!([413, 422].contains(&status), "{path}: {status}");
    }
    assert_eq!(app.database.count("jobs").await, 0, "nothing comes of them");
}

/// What costs more than it is long: patterns that are tried again and again, and marks that open and never close.
async fn patterns(app: &TestApp) {
    for query in ["(a%2B)%2B%24", "%25%25%25%25%25a%25%25%25%25", "a*a*a*a*a*a*a*a*b", "%22%22%22((((((((((~~~~"] {
        for list in ["cities?q=", "organisations?q=", "search?q="] {
            let ask = app.get(&format!("/api/v1/{list}{query}")).status();
            let status = tokio::time::timeout(PATIENCE, ask).await.expect("an answer in time");
            assert!([200, 400].contains(&status), "{list}{query}: {status}");
        }
    }
    for mark in ["*a _b ", "[", "![", "> ", "`", "* ", "<a ", "&#", "|a|\n|-|\n", "[a](", "~~", "\\"] {
        let body = json!({ "text": mark.repeat(15_000 / mark.len()) }).to_string();
        assert_eq!(plain(app, PREVIEWS, body).await, 200, "{mark:?}");
    }
    let address = json!({ "email": format!("{}@{}", "a.".repeat(60), "a-".repeat(90)), "password": "x", "name": "x" });
    assert_eq!(plain(app, REGISTRATIONS, address.to_string()).await, 422);
}

//! One journey: a server and a browser of its own, and what must be true at its end.

use crate::Browser;
use crate::driver::Driver;
use futures_util::FutureExt as _;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::PathBuf;
use test_support::{Builder, FolderSite, TestApp};
use tokio::sync::Semaphore;

/// Journeys at a time: a browser keeps a core busy.
static AT_A_TIME: Semaphore = Semaphore::const_new(2);

/// Makes a journey against a server with all reference data.
///
/// # Panics
/// When the story does, or the browser complains at its end.
pub async fn journey(story: impl AsyncFnOnce(&Browser, &TestApp)) {
    journey_on(TestApp::builder(), story).await;
}

/// Makes a journey against a server that differs.
///
/// # Panics
/// As [`journey`].
pub async fn journey_on(server: Builder, story: impl AsyncFnOnce(&Browser, &TestApp)) {
    walk(server, 1, async |browsers, app| story(&browsers[0], app).await).await;
}

/// Makes a journey of two people at once, each before a browser of their own.
///
/// # Panics
/// As [`journey`].
pub async fn journey_of_two(server: Builder, story: impl AsyncFnOnce(&Browser, &Browser, &TestApp)) {
    walk(server, 2, async |browsers, app| story(&browsers[0], &browsers[1], app).await).await;
}

async fn walk(server: Builder, people: usize, story: impl AsyncFnOnce(&[Browser], &TestApp)) {
    assert!(FolderSite::built().0.join("index.html").exists(), "build the app first: cargo xtask app");
    // Whoever waits holds the driver, so that it does not end between two journeys.
    let driver = Driver::shared();
    let _permit = AT_A_TIME.acquire().await.expect("nobody closes it");
    let app = server.site(FolderSite::built()).start().await;
    let mut profiles = Vec::new();
    let mut browsers = Vec::new();
    for _ in 0..people {
        let profile = tempfile::tempdir().expect("a folder for the browser");
        browsers.push(Browser::new(driver.browser(profile.path()).await, &app.url));
        profiles.push(profile);
    }
    let made = AssertUnwindSafe(make(&browsers, &app, story)).catch_unwind().await;
    if made.is_err() {
        // The first failure is the one to be told.
        for (number, browser) in browsers.iter().enumerate() {
            let _ = AssertUnwindSafe(keep_evidence(browser, number)).catch_unwind().await;
        }
    }
    // Closed whatever has happened: the driver is killed, and would leave the browsers behind.
    let mut closed = Ok(());
    for browser in &browsers {
        closed = closed.and(browser.client.clone().close().await);
    }
    made.unwrap_or_else(|reason| resume_unwind(reason));
    closed.unwrap_or_else(|error| panic!("the browser did not close: {error}"));
}

async fn make(browsers: &[Browser], app: &TestApp, story: impl AsyncFnOnce(&[Browser], &TestApp)) {
    for browser in browsers {
        browser.is_wide(1440).await;
    }
    story(browsers, app).await;
    for browser in browsers {
        let mut complaints = browser.complaints().await;
        complaints.append(&mut browser.in_pictures.borrow_mut());
        assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    }
}

/// Keeps a picture of where a journey ended, and says what the console has.
#[expect(clippy::print_stdout, reason = "the test harness shows it with the failure")]
async fn keep_evidence(browser: &Browser, number: usize) {
    let name = std::thread::current().name().unwrap_or("journey").replace("::", "-");
    let name = if number == 0 { name } else { format!("{name}-{}", number + 1) };
    let file =
        PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/journeys")).join(name).with_extension("png");
    for complaint in browser.complaints().await {
        println!("{complaint}");
    }
    browser.keeps_picture(&file).await;
    println!("how it looked: {}", file.display());
}

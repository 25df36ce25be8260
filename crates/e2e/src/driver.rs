//! The one driver process of a test binary, and the browsers it starts.

use crate::wire;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// chromedriver on a free port. It ends with the last journey that holds it, also when that one panics: a static
/// would never be dropped.
pub(crate) struct Driver {
    process: Child,
    url: String,
}

static RUNNING: Mutex<Weak<Driver>> = Mutex::new(Weak::new());

impl Driver {
    /// The driver that other journeys use at this time, or a new one.
    pub(crate) fn shared() -> Arc<Self> {
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        running.upgrade().unwrap_or_else(|| {
            let driver = Arc::new(Self::start());
            *running = Arc::downgrade(&driver);
            driver
        })
    }

    fn start() -> Self {
        let program = setting("C2R_CHROMEDRIVER", "/usr/bin/chromedriver");
        let mut command = Command::new(&program);
        // Times of day are the same everywhere.
        command.arg("--port=0").env("TZ", "UTC").stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().unwrap_or_else(|error| panic!("{program} (C2R_CHROMEDRIVER): {error}"));
        let port = process.stdout.take().and_then(port_in);
        let mut driver = Self { process, url: String::new() };
        let port = port.unwrap_or_else(|| panic!("{program} did not say on which port it listens"));
        driver.url = format!("http://127.0.0.1:{port}");
        driver
    }

    /// A browser with the empty profile folder `profile`.
    pub(crate) async fn browser(&self, profile: &Path) -> Client {
        let wanted = capabilities(profile);
        let capabilities = wanted.as_object().expect("capabilities are an object").clone();
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let client = builder.connect(&self.url).await;
        let client = client.unwrap_or_else(|error| panic!("the browser did not start: {error}"));
        // Otherwise the browser would make up what assistive technology has of the page anew for every question.
        let enabled = wire::devtools(&client, "Accessibility.enable", json!({})).await;
        enabled.unwrap_or_else(|error| panic!("assistive technology: {error}"));
        client
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // One that has ended by itself needs no more.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The port that chromedriver says it listens on. The rest of what it says is read and thrown away: a full pipe
/// would stop it.
fn port_in(output: impl std::io::Read + Send + 'static) -> Option<u16> {
    let mut lines = BufReader::new(output).lines().map_while(Result::ok);
    let port =
        lines.find_map(|line| line.split_once("started successfully on port ")?.1.trim_end_matches('.').parse().ok());
    std::thread::spawn(move || lines.for_each(drop));
    port
}

fn capabilities(profile: &Path) -> Value {
    let mut arguments = vec![
        // Tests run as root in containers, where the sandbox cannot be set up.
        "--no-sandbox".to_owned(),
        "--disable-dev-shm-usage".to_owned(),
        "--disable-gpu".to_owned(),
        "--disable-background-networking".to_owned(),
        "--disable-component-update".to_owned(),
        // What a browser does for a person beside the page costs as much as the page.
        "--disable-software-rasterizer".to_owned(),
        "--disable-extensions".to_owned(),
        "--disable-sync".to_owned(),
        "--disable-features=PreloadTopChromeWebUI,Translate,MediaRouter,OptimizationHints".to_owned(),
        "--no-first-run".to_owned(),
        "--lang=en-US".to_owned(),
        "--force-prefers-reduced-motion".to_owned(),
        "--hide-scrollbars".to_owned(),
        "--window-size=1440,900".to_owned(),
        format!("--user-data-dir={}", profile.display()),
    ];
    if std::env::var_os("C2R_HEADED").is_none() {
        arguments.push("--headless=new".to_owned());
    }
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": { "binary": setting("C2R_CHROMIUM", "/usr/bin/chromium"), "args": arguments },
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
    })
}

fn setting(name: &str, usual: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| usual.to_owned())
}

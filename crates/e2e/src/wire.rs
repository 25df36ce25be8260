//! Commands of chromedriver beyond WebDriver: the browser's own protocol, and its logs.

use fantoccini::Client;
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

/// A command of chromedriver alone.
#[derive(Debug)]
struct Vendor {
    /// Path below the session.
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Vendor {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&["session/", session.unwrap_or_default(), "/", self.path].concat())
    }

    fn method_and_body(&self, _url: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

/// Runs a command of the [DevTools protocol](https://chromedevtools.github.io/devtools-protocol/).
pub(crate) async fn devtools(client: &Client, command: &str, parameters: Value) -> Result<Value, CmdError> {
    client.issue_cmd(Vendor { path: "goog/cdp/execute", body: json!({ "cmd": command, "params": parameters }) }).await
}

/// What has come into a log since it was read last.
pub(crate) async fn log(client: &Client, kind: &str) -> Result<Vec<Value>, CmdError> {
    let entries = client.issue_cmd(Vendor { path: "se/log", body: json!({ "type": kind }) }).await?;
    Ok(match entries {
        Value::Array(entries) => entries,
        _ => Vec::new(),
    })
}

//! What the browser complains of, and whom it asks.

use crate::{Browser, wire};
use serde_json::Value;
use url::Url;

impl Browser {
    /// Errors in the console that have `part` in them belong to the journey.
    pub fn expects_console(&self, part: &str) {
        self.expected.borrow_mut().push(part.to_owned());
    }

    /// Takes up who was asked for something since it was last looked at.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub(crate) async fn notes_requests(&self) {
        let entries =
            wire::log(&self.client, "performance").await.unwrap_or_else(|error| panic!("the log of requests: {error}"));
        let origins = entries.iter().filter_map(|entry| origin_asked(entry["message"].as_str()?));
        self.asked.borrow_mut().extend(origins);
    }

    /// What a journey may not leave behind: errors in the console, requests to others.
    pub(crate) async fn complaints(&self) -> Vec<String> {
        self.notes_requests().await;
        let entries = wire::log(&self.client, "browser").await.unwrap_or_else(|error| panic!("the console: {error}"));
        let errors =
            entries.iter().filter(|entry| entry["level"] == "SEVERE").filter_map(|entry| entry["message"].as_str());
        let expected = self.expected.borrow();
        let errors = errors.filter(|error| !expected.iter().any(|part| error.contains(part.as_str())));
        let mut complaints: Vec<String> = errors.map(|error| format!("in the console: {error}")).collect();
        let foreign = self.asked.borrow().iter().filter(|origin| **origin != self.origin).cloned().collect::<Vec<_>>();
        complaints.extend(foreign.into_iter().map(|origin| format!("a request left for {origin}")));
        complaints
    }
}

/// The origin that an entry of the log says was asked; `None` where it says something else, or nobody was.
fn origin_asked(message: &str) -> Option<String> {
    let message: Value = serde_json::from_str(message).ok()?;
    let message = &message["message"];
    if message["method"] != "Network.requestWillBeSent" {
        return None;
    }
    let url = Url::parse(message["params"]["request"]["url"].as_str()?).ok()?;
    matches!(url.scheme(), "http" | "https" | "ws" | "wss").then(|| url.origin().ascii_serialization())
}

#[cfg(test)]
mod tests {
    use super::origin_asked;
    use serde_json::json;

    fn entry(method: &str, url: &str) -> String {
        json!({ "message": { "method": method, "params": { "request": { "url": url } } } }).to_string()
    }

    #[test]
    fn only_requests_to_somebody_count() {
        let asked = |url| origin_asked(&entry("Network.requestWillBeSent", url));
        assert_eq!(asked("https://elsewhere.example/a.js").as_deref(), Some("https://elsewhere.example"));
        assert_eq!(asked("http://127.0.0.1:81/a?b").as_deref(), Some("http://127.0.0.1:81"));
        assert_eq!(asked("data:image/svg+xml,a"), None);
        assert_eq!(origin_asked(&entry("Network.responseReceived", "https://elsewhere.example/")), None);
    }
}

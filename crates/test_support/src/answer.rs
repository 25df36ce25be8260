//! Requests and answers as they are on the wire, for what the typed client would not send or not show.

use reqwest::RequestBuilder;
use serde::Serialize;
use serde_json::Value;

/// A request that is being put together.
#[must_use]
pub struct Ask(RequestBuilder);

impl Ask {
    pub(crate) const fn new(request: RequestBuilder) -> Self {
        Self(request)
    }

    /// Adds a header.
    pub fn header(self, name: &str, value: &str) -> Self {
        Self(self.0.header(name, value))
    }

    /// Adds a JSON body with its media type.
    pub fn json(self, body: &impl Serialize) -> Self {
        Self(self.0.json(body))
    }

    /// Adds a body as it is, without a media type.
    pub fn body(self, body: impl Into<String>) -> Self {
        Self(self.0.body(body.into()))
    }

    /// Sends it and waits for its status alone: the way to look at an answer that never ends.
    pub async fn status(self) -> u16 {
        self.0.send().await.expect("the server answers").status().as_u16()
    }

    /// Sends it and waits for the whole answer.
    pub async fn send(self) -> Answer {
        let response = self.0.send().await.expect("the server answers");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let headers = headers
            .iter()
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        let body = response.bytes().await.expect("the whole answer").to_vec();
        Answer { status, headers, body }
    }
}

/// An answer as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Status.
    pub status: u16,
    headers: Vec<(String, String)>,
    /// Body, in whatever encoding the headers say.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header's value; the first one where it is given several times.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("status {}, no JSON ({error}): {}", self.status, self.text()))
    }
}

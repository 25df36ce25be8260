//! One way to send a request and to read its answer.

use crate::http::header::{ACCEPT, IF_NONE_MATCH};
use crate::http::{RequestBuilder, Response, StatusCode};
use crate::{Client, Error};
use contract::Problem;
use serde::de::DeserializeOwned;
use std::time::Duration;

/// Longest wait for a whole answer. Long enough for a slow line, short enough to offer another try.
const TIMEOUT: Duration = Duration::from_secs(30);

impl Client {
    /// `GET` of JSON.
    pub(crate) async fn get<T: DeserializeOwned>(&self, path_and_query: &str) -> Result<T, Error> {
        let request = self.http.get(self.url(path_and_query)).header(ACCEPT, "application/json").timeout(TIMEOUT);
        read_json(send(self.signed(request)).await?).await
    }

    /// `GET` of JSON unless it still is of the version with this `ETag`: then `None`.
    pub(crate) async fn get_unless<T: DeserializeOwned>(&self, path: &str, etag: &str) -> Result<Option<T>, Error> {
        let request = self.http.get(self.url(path)).header(ACCEPT, "application/json");
        let answer = send(self.signed(request.header(IF_NONE_MATCH, etag).timeout(TIMEOUT))).await?;
        if answer.status() == StatusCode::NOT_MODIFIED {
            return Ok(None);
        }
        read_json(answer).await.map(Some)
    }

    /// `GET` of text.
    pub(crate) async fn get_text(&self, path_and_query: &str, media_type: &str) -> Result<String, Error> {
        let request = self.http.get(self.url(path_and_query)).header(ACCEPT, media_type).timeout(TIMEOUT);
        Ok(send(self.signed(request)).await?.text().await?)
    }

    /// Sends what answers JSON.
    pub(crate) async fn post<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, Error> {
        let request = request.header(ACCEPT, "application/json").timeout(TIMEOUT);
        read_json(send(self.signed(request)).await?).await
    }

    /// Sends what answers nothing.
    pub(crate) async fn done(&self, request: RequestBuilder) -> Result<(), Error> {
        send(self.signed(request.timeout(TIMEOUT))).await.map(|_| ())
    }
}

/// Sends `request` and turns every answer that is an error into one.
pub(crate) async fn send(request: RequestBuilder) -> Result<Response, Error> {
    let answer = request.send().await?;
    let status = answer.status();
    if !status.is_client_error() && !status.is_server_error() {
        return Ok(answer);
    }
    let body = answer.text().await?;
    Err(match serde_json::from_str::<Problem>(&body) {
        Ok(problem) => Error::Problem(Box::new(problem)),
        Err(error) => Error::Unreadable { status: status.as_u16(), reason: error.to_string() },
    })
}

async fn read_json<T: DeserializeOwned>(answer: Response) -> Result<T, Error> {
    let status = answer.status().as_u16();
    let body = answer.text().await?;
    serde_json::from_str(&body).map_err(|error| Error::Unreadable { status, reason: error.to_string() })
}

/// One segment of a path: everything but the unreserved characters of RFC 3986 is percent-encoded, so that no
/// input can reach another operation.
pub(crate) fn segment(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
            encoded.push('%');
            encoded.push(char::from(DIGITS[usize::from(byte >> 4)]));
            encoded.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::segment;

    #[test]
    fn a_segment_stays_one_segment() {
        assert_eq!(segment("greater-manchester"), "greater-manchester");
        assert_eq!(segment("a/b?c#d é"), "a%2Fb%3Fc%23d%20%C3%A9");
    }
}

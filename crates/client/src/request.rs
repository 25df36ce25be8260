//! One way to send a request and to read its answer.

use crate::http::header::{ACCEPT, IF_NONE_MATCH};
use crate::http::{RequestBuilder, Response, StatusCode};
use crate::{Client, Error};
use contract::Problem;
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use std::time::Duration;

/// The media type of sheets.
pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Longest wait for a whole answer. Long enough for a slow line, short enough to offer another try.
const TIMEOUT: Duration = Duration::from_secs(30);
/// The same where a file of twenty megabytes goes there or comes.
const FILE_TIMEOUT: Duration = Duration::from_secs(600);

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

    /// `GET` of values that come as a line of JSON each.
    pub(crate) async fn get_lines<T: DeserializeOwned>(&self, path_and_query: &str) -> Result<Vec<T>, Error> {
        let text = self.get_text(path_and_query, "application/x-ndjson").await?;
        let unreadable = |error: serde_json::Error| Error::Unreadable { status: 200, reason: error.to_string() };
        text.lines().map(|line| serde_json::from_str(line).map_err(unreadable)).collect()
    }

    /// `GET` of a file.
    pub(crate) async fn get_file(&self, path_and_query: &str, media_type: &str) -> Result<Vec<u8>, Error> {
        let request = self.http.get(self.url(path_and_query)).header(ACCEPT, media_type).timeout(FILE_TIMEOUT);
        let mut parts = Box::pin(send(self.signed(request)).await?.bytes_stream());
        let mut bytes = Vec::new();
        while let Some(part) = parts.next().await {
            bytes.extend_from_slice(&part?);
        }
        Ok(bytes)
    }

    /// Sends what answers JSON.
    pub(crate) async fn post<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, Error> {
        let request = request.header(ACCEPT, "application/json").timeout(TIMEOUT);
        read_json(send(self.signed(request)).await?).await
    }

    /// Sends a file as the body of what answers JSON.
    pub(crate) async fn send_file<T: DeserializeOwned>(
        &self,
        request: RequestBuilder,
        media_type: &str,
        bytes: Vec<u8>,
    ) -> Result<T, Error> {
        let request = request.header(ACCEPT, "application/json").header("Content-Type", media_type).body(bytes);
        read_json(send(self.signed(request.timeout(FILE_TIMEOUT))).await?).await
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

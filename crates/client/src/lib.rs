#![doc = include_str!("../README.md")]

mod error;
mod idempotency;
mod operations;
mod request;
mod stream;

pub use error::Error;
pub use idempotency::IdempotencyKey;
pub use stream::StreamEvent;

/// A caller of one server's API. Cheap to clone: clones share their connections.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    base_url: String,
}

impl Client {
    /// A client of the server at `base_url`, such as `https://c2r.example.org`, without the path of the API.
    #[must_use]
    pub fn new(base_url: impl Into<String>) -> Self {
        let base_url = base_url.into().trim_end_matches('/').to_owned();
        Self { http: reqwest::Client::new(), base_url }
    }

    /// The HTTP client underneath, for requests that no method makes.
    #[must_use]
    pub const fn http(&self) -> &reqwest::Client {
        &self.http
    }

    /// The full address of `path_and_query` below the API's base path, such as `/cities?limit=1`.
    #[must_use]
    pub fn url(&self, path_and_query: &str) -> String {
        [&self.base_url, contract::BASE_PATH, path_and_query].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::Client;

    #[test]
    fn addresses_have_one_slash_between_their_parts() {
        for base in ["http://127.0.0.1:8080", "http://127.0.0.1:8080/"] {
            assert_eq!(Client::new(base).url("/cities?limit=1"), "http://127.0.0.1:8080/api/v1/cities?limit=1");
        }
    }
}

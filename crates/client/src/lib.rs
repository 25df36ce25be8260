#![doc = include_str!("../README.md")]

mod briefings;
mod city_proposals;
mod demo;
mod email_changes;
mod error;
mod http;
mod idempotency;
mod identity;
mod lessons;
mod library;
mod notes;
mod operations;
mod organisations;
mod request;
mod saved_searches;
mod stream;
mod subscriptions;

use std::sync::{Arc, PoisonError, RwLock};

pub use error::Error;
pub use idempotency::IdempotencyKey;
pub use stream::StreamEvent;

/// A caller of one server's API. Cheap to clone: clones share their connections.
#[derive(Debug, Clone)]
pub struct Client {
    http: http::Client,
    base_url: String,
    access: Access,
}

/// The access token that requests carry, shared by the clones of a client. Shown nowhere.
#[derive(Clone, Default)]
struct Access(Arc<RwLock<Option<String>>>);

impl std::fmt::Debug for Access {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Access")
    }
}

impl Client {
    /// A client of the server at `base_url`, such as `https://c2r.example.org`, without the path of the API.
    #[must_use]
    pub fn new(base_url: impl Into<String>) -> Self {
        let base_url = base_url.into().trim_end_matches('/').to_owned();
        Self { http: http::Client::new(), base_url, access: Access::default() }
    }

    /// A client for a machine: every request carries this key of an organisation.
    #[must_use]
    pub fn with_key(base_url: impl Into<String>, key: impl Into<String>) -> Self {
        let this = Self::new(base_url);
        this.set_access_token(Some(key.into()));
        this
    }

    /// The HTTP client underneath, for requests that no method makes.
    #[must_use]
    pub const fn http(&self) -> &http::Client {
        &self.http
    }

    /// Sends this access token with every request from now on, or none. Clones follow.
    pub fn set_access_token(&self, token: Option<String>) {
        *self.access.0.write().unwrap_or_else(PoisonError::into_inner) = token;
    }

    /// The access token that requests carry.
    #[must_use]
    pub fn access_token(&self) -> Option<String> {
        self.access.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The request with the access token, where there is one.
    fn signed(&self, request: http::RequestBuilder) -> http::RequestBuilder {
        match self.access.0.read().unwrap_or_else(PoisonError::into_inner).as_deref() {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
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

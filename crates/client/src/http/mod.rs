//! What requests are made with: reqwest, and in the browser the same few names over the browser's own `fetch`.
//!
//! reqwest works in a browser, too, but brings a parser of addresses with the tables of international domain names,
//! and all headers that HTTP knows: a third of the app's first load, for what the browser does anyway.

#[cfg(target_arch = "wasm32")]
mod browser;

#[cfg(target_arch = "wasm32")]
pub(crate) use browser::{Client, Error, RequestBuilder, Response, StatusCode, header};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use reqwest::{Client, Error, RequestBuilder, Response, StatusCode, header};

//! The part of reqwest that this crate uses, by `fetch`.

use futures_util::{Stream, stream};
use js_sys::{Reflect, Uint8Array};
use serde::Serialize;
use std::fmt;
use std::time::Duration;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, ReadableStreamDefaultReader, Request, RequestInit};

/// Names of headers.
pub(crate) mod header {
    /// What the caller reads.
    pub(crate) const ACCEPT: &str = "Accept";
    /// Only if it still is this version.
    pub(crate) const IF_MATCH: &str = "If-Match";
    /// Only if it no longer is this version.
    pub(crate) const IF_NONE_MATCH: &str = "If-None-Match";
}

/// Why no answer came.
#[derive(Debug)]
pub struct Error(String);

impl Error {
    /// The same. What the browser says names no address.
    #[must_use]
    pub fn without_url(self) -> Self {
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl From<JsValue> for Error {
    fn from(error: JsValue) -> Self {
        let message = Reflect::get(&error, &JsValue::from_str("message")).ok();
        Self(message.and_then(|message| message.as_string()).or_else(|| error.as_string()).unwrap_or_default())
    }
}

/// Status of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusCode(u16);

impl StatusCode {
    /// What the caller has is still right.
    pub const NOT_MODIFIED: Self = Self(304);

    /// As a number.
    #[must_use]
    pub const fn as_u16(&self) -> u16 {
        self.0
    }

    /// 400 to 499.
    #[must_use]
    pub fn is_client_error(&self) -> bool {
        (400..500).contains(&self.0)
    }

    /// 500 to 599.
    #[must_use]
    pub fn is_server_error(&self) -> bool {
        (500..600).contains(&self.0)
    }
}

/// Makes requests. The browser keeps the connections.
#[derive(Debug, Clone, Default)]
pub struct Client;

impl Client {
    /// There is only one kind.
    #[must_use]
    pub const fn new() -> Self {
        Self
    }

    /// A `GET`.
    pub fn get(&self, url: String) -> RequestBuilder {
        RequestBuilder::new("GET", url)
    }

    /// A `POST`.
    pub fn post(&self, url: String) -> RequestBuilder {
        RequestBuilder::new("POST", url)
    }

    /// A `PUT`.
    pub fn put(&self, url: String) -> RequestBuilder {
        RequestBuilder::new("PUT", url)
    }

    /// A `PATCH`.
    pub fn patch(&self, url: String) -> RequestBuilder {
        RequestBuilder::new("PATCH", url)
    }

    /// A `DELETE`.
    pub fn delete(&self, url: String) -> RequestBuilder {
        RequestBuilder::new("DELETE", url)
    }
}

/// What a request sends.
#[derive(Debug)]
enum Body {
    Text(String),
    Bytes(Vec<u8>),
}

/// A request that is being put together.
#[derive(Debug)]
#[must_use]
pub struct RequestBuilder {
    method: &'static str,
    url: String,
    headers: Vec<(&'static str, String)>,
    /// What is sent, or why it cannot be.
    body: Option<Result<Body, String>>,
    timeout: Option<Duration>,
}

impl RequestBuilder {
    fn new(method: &'static str, url: String) -> Self {
        Self { method, url, headers: Vec::new(), body: None, timeout: None }
    }

    /// With a header.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// With a token of access.
    pub fn bearer_auth(self, token: &str) -> Self {
        self.header("Authorization", ["Bearer ", token].concat())
    }

    /// With a body of JSON.
    pub fn json(mut self, body: &(impl Serialize + ?Sized)) -> Self {
        self.body = Some(serde_json::to_string(body).map(Body::Text).map_err(|error| error.to_string()));
        self.header("Content-Type", "application/json")
    }

    /// With a body of bytes, whose type a header says.
    pub fn body(mut self, body: Vec<u8>) -> Self {
        self.body = Some(Ok(Body::Bytes(body)));
        self
    }

    /// Longest wait for the whole answer.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Sends it.
    ///
    /// # Errors
    /// When no answer comes.
    pub async fn send(self) -> Result<Response, Error> {
        let body = self.body.transpose().map_err(Error)?;
        let abort = Abort::new(self.timeout)?;
        let headers = Headers::new()?;
        for (name, value) in &self.headers {
            headers.set(name, value)?;
        }
        let init = RequestInit::new();
        init.set_method(self.method);
        init.set_headers(&headers);
        init.set_signal(Some(&abort.controller.signal()));
        match body {
            Some(Body::Text(text)) => init.set_body(&JsValue::from_str(&text)),
            Some(Body::Bytes(bytes)) => init.set_body(&Uint8Array::from(bytes.as_slice())),
            None => {}
        }
        let window = web_sys::window().ok_or_else(|| Error("there is no window".to_owned()))?;
        let request = Request::new_with_str_and_init(&self.url, &init)?;
        let response = JsFuture::from(window.fetch_with_request(&request)).await?.dyn_into()?;
        Ok(Response { response, abort })
    }
}

/// Ends the request when nobody waits for it any more, or the wait takes too long.
#[derive(Debug)]
struct Abort {
    controller: AbortController,
    timer: Option<i32>,
}

impl Abort {
    fn new(timeout: Option<Duration>) -> Result<Self, JsValue> {
        let controller = AbortController::new()?;
        let timer = match (timeout, web_sys::window()) {
            (Some(timeout), Some(window)) => {
                let controller = controller.clone();
                let abort = Closure::once_into_js(move || controller.abort());
                let milliseconds = i32::try_from(timeout.as_millis()).unwrap_or(i32::MAX);
                let abort = abort.unchecked_ref();
                Some(window.set_timeout_with_callback_and_timeout_and_arguments_0(abort, milliseconds)?)
            }
            _ => None,
        };
        Ok(Self { controller, timer })
    }
}

impl Drop for Abort {
    fn drop(&mut self) {
        // Does nothing to an answer that has come whole.
        self.controller.abort();
        if let (Some(timer), Some(window)) = (self.timer, web_sys::window()) {
            window.clear_timeout_with_handle(timer);
        }
    }
}

/// An answer whose body has not been read.
#[derive(Debug)]
pub struct Response {
    response: web_sys::Response,
    abort: Abort,
}

impl Response {
    /// Its status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        StatusCode(self.response.status())
    }

    /// The whole body.
    ///
    /// # Errors
    /// When it does not come whole.
    pub async fn text(self) -> Result<String, Error> {
        let text = JsFuture::from(self.response.text()?).await?;
        Ok(text.as_string().unwrap_or_default())
    }

    /// The body as it comes.
    pub fn bytes_stream(self) -> impl Stream<Item = Result<Vec<u8>, Error>> + use<> {
        let reader = self.response.body().map(|body| body.get_reader().unchecked_into::<ReadableStreamDefaultReader>());
        stream::unfold((reader, self.abort), |(reader, abort)| async move {
            let open = reader?;
            match read(&open).await {
                Ok(Some(piece)) => Some((Ok(piece), (Some(open), abort))),
                Ok(None) => None,
                Err(error) => Some((Err(error.into()), (None, abort))),
            }
        })
    }
}

/// The next piece; `None` at the end.
async fn read(reader: &ReadableStreamDefaultReader) -> Result<Option<Vec<u8>>, JsValue> {
    let piece = JsFuture::from(reader.read()).await?;
    if Reflect::get(&piece, &JsValue::from_str("done"))?.is_truthy() {
        return Ok(None);
    }
    Ok(Some(Uint8Array::new(&Reflect::get(&piece, &JsValue::from_str("value"))?).to_vec()))
}

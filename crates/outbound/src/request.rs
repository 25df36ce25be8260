//! One request over one connection of its own. There is no pool, no proxy, no resolver and no redirect in here.

use crate::error::Failure;
use crate::guard::{Admitted, Target};
use crate::network::Network;
use crate::tls;
use http_body_util::{BodyExt as _, Empty};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper::header::{ACCEPT, CONNECTION, HOST, HeaderValue, LOCATION, USER_AGENT};
use hyper::{Method, Request, Response};
use hyper_util::rt::TokioIo;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout, timeout_at};
use tokio_rustls::TlsConnector;
use tokio_util::task::AbortOnDropHandle;

/// Bytes of status line and headers.
const MAX_HEAD: usize = 64 * 1024;
const MAX_HEADERS: usize = 200;
/// In which part of the time one of several addresses has to take the connection, so that there is time for the next.
const ATTEMPTS: u32 = 3;

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Where it leads on to, as the server wrote it; only of redirects.
    pub(crate) location: Option<String>,
}

impl Answer {
    fn of(response: &Response<Incoming>) -> Self {
        let status = response.status().as_u16();
        let location = response.headers().get(LOCATION).filter(|_| matches!(status, 301 | 302 | 303 | 307 | 308));
        // Some servers write other letters than ASCII as they are; browsers take them for UTF-8.
        let location = location.and_then(|value| std::str::from_utf8(value.as_bytes()).ok()).map(ToOwned::to_owned);
        Self { status, location }
    }

    /// Whether the other address is to be used from now on.
    pub(crate) fn is_permanent(&self) -> bool {
        matches!(self.status, 301 | 308)
    }
}

/// Asks.
pub(crate) struct Asker {
    pub(crate) network: Arc<dyn Network>,
    pub(crate) tls: TlsConnector,
    pub(crate) user_agent: HeaderValue,
    pub(crate) timeout: Duration,
    pub(crate) max_bytes: usize,
}

impl Asker {
    /// Sends a request without a body to the addresses that were admitted, and reads what comes back: the head, and a
    /// bounded part of the body, which says nothing about the answer; of a redirect none.
    pub(crate) async fn ask(&self, method: Method, target: &Target, to: &[Admitted]) -> Result<Answer, Failure> {
        let until = Instant::now() + self.timeout;
        let exchange = timeout_at(until, self.exchange(method, target, to)).await;
        let (response, _connection) = exchange.map_err(|_| Failure::Timeout)??;
        let answer = Answer::of(&response);
        if answer.location.is_none() {
            // A page that streams for ever, or hangs up in the middle, has answered.
            let _ = timeout_at(until, drain(response.into_body(), self.max_bytes)).await;
        }
        Ok(answer)
    }

    async fn exchange(&self, method: Method, target: &Target, to: &[Admitted]) -> Result<Exchange, Failure> {
        let request = self.request(method, target)?;
        let stream = self.connect(to).await?;
        if target.is_encrypted() {
            send(tls::encrypt(&self.tls, &target.host, stream).await?, request).await
        } else {
            send(stream, request).await
        }
    }

    fn request(&self, method: Method, target: &Target) -> Result<Request<Empty<Bytes>>, Failure> {
        Request::builder()
            .method(method)
            .uri(target.path.clone())
            .header(HOST, target.authority.clone())
            .header(USER_AGENT, self.user_agent.clone())
            .header(ACCEPT, "*/*")
            .header(CONNECTION, "close")
            .body(Empty::new())
            .map_err(|_| Failure::Protocol)
    }

    /// To the first address that takes the connection.
    async fn connect(&self, to: &[Admitted]) -> Result<TcpStream, Failure> {
        let share = if to.len() > 1 { self.timeout / ATTEMPTS } else { self.timeout };
        let mut failure = Failure::Connect;
        for address in to {
            match timeout(share, self.network.connect(address.address())).await {
                Ok(Ok(stream)) => return Ok(stream),
                Ok(Err(_)) => {}
                Err(_) => failure = Failure::Timeout,
            }
        }
        Err(failure)
    }
}

/// The head of an answer with its body to come, and what drives the connection: dropped, it ends.
type Exchange = (Response<Incoming>, AbortOnDropHandle<()>);

async fn send<S>(stream: S, request: Request<Empty<Bytes>>) -> Result<Exchange, Failure>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let (mut sender, connection) = http1::Builder::new()
        .max_buf_size(MAX_HEAD)
        .max_headers(MAX_HEADERS)
        .ignore_invalid_headers_in_responses(true)
        .handshake(TokioIo::new(stream))
        .await
        .map_err(|_| Failure::Protocol)?;
    let driver = AbortOnDropHandle::new(tokio::spawn(async move {
        // Why it ended is told to whoever waits for the answer.
        let _ = connection.await;
    }));
    let response = sender.send_request(request).await.map_err(|_| Failure::Protocol)?;
    Ok((response, driver))
}

/// Reads a body to its end or to a number of bytes, and keeps nothing of it.
async fn drain(mut body: Incoming, max: usize) {
    let mut left = max;
    while let Some(Ok(frame)) = body.frame().await {
        let length = frame.data_ref().map_or(0, Bytes::len);
        if length >= left {
            return;
        }
        left -= length;
    }
}

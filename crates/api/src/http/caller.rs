//! Who calls: the actor, the request's id, the idempotency key, from where and on what device.

use super::device::device;
use super::error::ApiError;
use super::layers::RequestId;
use super::limits::{Class, Client, Guard, Limits};
use super::validators;
use crate::State;
use actix_web::dev::Payload;
use actix_web::http::header::{AUTHORIZATION, IF_MATCH, USER_AGENT};
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use app::{Expected, Idempotency, KeyFault};
use contract::query::Reader;
use contract::{Fault, ProblemKind};
use domain::policy::Actor;
use futures_util::future::LocalBoxFuture;
use ipnet::IpNet;
use ring::digest::{SHA256, digest};
use serde::Serialize;
use std::net::{IpAddr, SocketAddr};

/// A request as handlers see it.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// Who acts.
    pub(crate) actor: Actor,
    /// From where, as far as budgets go.
    pub(crate) client: Client,
    /// Browser and system, in words.
    pub(crate) device: String,
    id: Option<String>,
    key: Option<String>,
    /// Method and path: a key stands for one request to one address.
    target: String,
}

impl Request {
    /// What a use case that writes needs to know. `content` is what the idempotency key stands for, besides the method
    /// and the path of the request.
    pub(crate) fn caller(self, content: &impl Serialize) -> app::Caller {
        let target = self.target;
        let idempotency = self.key.map(|key| Idempotency { key, fingerprint: fingerprint(&(target, content)) });
        app::Caller { actor: self.actor, request_id: self.id, idempotency }
    }
}

fn fingerprint(content: &impl Serialize) -> String {
    let json = serde_json::to_vec(content).unwrap_or_default();
    digest(&SHA256, &json).as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

impl FromRequest for Request {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let read = Self::read(request);
        let token = bearer(request);
        let state = request.app_data::<web::Data<State>>().cloned();
        let limits = request.app_data::<web::Data<dyn Limits>>().cloned();
        let request = request.clone();
        Box::pin(async move {
            let mut this = read?;
            if let (Some(token), Some(state)) = (token?, state) {
                let limits = limits.as_ref().map(|limits| limits.get_ref());
                let shown = app::identity::authenticate(&state.ctx, &token).await;
                this.actor = shown.map_err(|error| this.refused(error, limits))?;
                this.spend(&request, limits)?;
            }
            Ok(this)
        })
    }
}

impl Request {
    /// Why nobody is let in. Keys that nobody has count as guesses of the client; one that has ended is no guess.
    fn refused(&self, error: app::Error, limits: Option<&dyn Limits>) -> ApiError {
        let guessed = matches!(error, app::Error::Key(KeyFault::Unknown));
        let guard = |limits: &dyn Limits| limits.guard(Guard::KeysOfClient, &self.client.0.to_string()).err();
        limits.filter(|_| guessed).and_then(guard).unwrap_or_else(|| error.into())
    }

    /// A machine spends the budget of its key besides that of its address: one key is one caller, wherever it is used.
    /// What is left of it is told on the answer.
    fn spend(&self, request: &HttpRequest, limits: Option<&dyn Limits>) -> Result<(), ApiError> {
        let (Some(machine), Some(limits)) = (self.actor.machine(), limits) else { return Ok(()) };
        let class = Class::of(request.method());
        let Some(verdict) = limits.spend(class, Client::of_key(machine.key)) else { return Ok(()) };
        request.extensions_mut().insert(verdict);
        verdict.refusal().map_or(Ok(()), Err)
    }
}

impl Request {
    /// Refuses who has not signed in before anything else of the request is looked at.
    pub(crate) fn signed_in(&self) -> Result<(), ApiError> {
        if self.actor == Actor::Visitor { Err(app::Error::SignIn.into()) } else { Ok(()) }
    }

    /// Everything but who acts, which takes a look into the database.
    fn read(request: &HttpRequest) -> Result<Self, ApiError> {
        let id = request.extensions().get::<RequestId>().map(|RequestId(id)| id.clone());
        let trusted = request.app_data::<web::Data<State>>().map(|state| state.settings.trusted_proxies.as_slice());
        let client = client_of(request, trusted.unwrap_or_default());
        let device = device(request.headers().get(USER_AGENT).and_then(|value| value.to_str().ok()));
        let target = [request.method().as_str(), " ", request.path()].concat();
        Ok(Self { actor: Actor::Visitor, client, device, id, key: key_of(request)?, target })
    }
}

/// The access token or the key, where one is sent. Something else in its place is not passed over: whoever sent it
/// believes to be somebody.
fn bearer(request: &HttpRequest) -> Result<Option<String>, ApiError> {
    let Some(value) = request.headers().get(AUTHORIZATION) else { return Ok(None) };
    let token = value.to_str().ok().and_then(|text| text.split_once(' '));
    match token {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Ok(Some(token.trim().to_owned())),
        _ => Err(ApiError::new(
            ProblemKind::Unauthenticated,
            "Send `Authorization: Bearer` and an access token or a key.",
        )),
    }
}

/// For operations whose address takes no parameters.
pub(crate) fn no_query(request: &HttpRequest) -> Result<(), ApiError> {
    Reader::new(request.query_string()).finish().map_err(ApiError::bad_query)
}

/// The versions that the caller is willing to change, as `If-Match` names them. A mark that names none is that of no
/// version that the thing has: it is stale.
pub(crate) fn if_match(request: &HttpRequest) -> Result<Expected, ApiError> {
    if !request.headers().contains_key(IF_MATCH) {
        let detail = "Say by `If-Match` which version you change: the `ETag` that you got with it.";
        return Err(ApiError::new(ProblemKind::PreconditionRequired, detail));
    }
    let lines = request.headers().get_all(IF_MATCH).filter_map(|value| value.to_str().ok());
    let marks: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    if marks.contains(&"*") {
        return Ok(Expected::Any);
    }
    Ok(Expected::OneOf(marks.into_iter().filter_map(validators::version_of).collect()))
}

fn key_of(request: &HttpRequest) -> Result<Option<String>, ApiError> {
    let mut values = request.headers().get_all("idempotency-key");
    let Some(value) = values.next() else { return Ok(None) };
    // Of two keys one would be taken by chance.
    let alone = values.next().is_none();
    let text = value.to_str().ok().filter(|_| alone).map(|text| text.trim().trim_matches('"'));
    let fine = text.filter(|text| (1..=255).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic()));
    fine.map(|text| Some(text.to_owned())).ok_or_else(|| {
        let fault = Fault::new(
            "Idempotency-Key",
            "bad_key",
            "Use one, of 1 to 255 visible ASCII characters, best a random UUID.",
        );
        ApiError::with_faults(ProblemKind::Malformed, "The idempotency key cannot be read.", vec![fault])
    })
}

/// From where a request comes: the socket's address, or behind trusted proxies the right-most address of
/// `X-Forwarded-For` that is not one of them. What a client wrote further left is its own invention.
pub(crate) fn client_of(request: &HttpRequest, trusted: &[IpNet]) -> Client {
    let Some(socket) = request.peer_addr().map(|address| address.ip().to_canonical()) else { return Client(0) };
    if !is_trusted(socket, trusted) {
        return to_client(socket);
    }
    let lines = request.headers().get_all("x-forwarded-for").map(|value| value.to_str().unwrap_or_default());
    let hops: Vec<&str> = lines.flat_map(|line| line.split(',')).collect();
    // From the right each proxy says whom it got the request from. What is no address ends the walk: the last one that is
    // known is then all that is known.
    let mut known = socket;
    for hop in hops.into_iter().rev() {
        let Some(address) = address_of(hop.trim()) else { break };
        known = address.to_canonical();
        if !is_trusted(known, trusted) {
            break;
        }
    }
    to_client(known)
}

/// An address, with or without a port.
fn address_of(text: &str) -> Option<IpAddr> {
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    let in_brackets = || text.strip_prefix('[')?.strip_suffix(']')?.parse::<IpAddr>().ok();
    text.parse().ok().or_else(with_port).or_else(in_brackets)
}

fn is_trusted(address: IpAddr, trusted: &[IpNet]) -> bool {
    trusted.iter().any(|net| net.contains(&address))
}

fn to_client(address: IpAddr) -> Client {
    match address {
        IpAddr::V4(address) => Client(u128::from(u32::from(address))),
        IpAddr::V6(address) => Client(u128::from(address) >> 64 << 64 | 1 << 63),
    }
}

#[cfg(test)]
mod tests {
    use super::{client_of, to_client};
    use actix_web::test::TestRequest;
    use std::net::IpAddr;

    fn client(peer: &str, forwarded: Option<&str>, trusted: &[&str]) -> super::Client {
        let mut request = TestRequest::default().peer_addr(format!("{peer}:1").parse().unwrap());
        if let Some(forwarded) = forwarded {
            request = request.insert_header(("X-Forwarded-For", forwarded));
        }
        let trusted: Vec<_> = trusted.iter().map(|net| net.parse().unwrap()).collect();
        client_of(&request.to_http_request(), &trusted)
    }

    fn address(text: &str) -> super::Client {
        to_client(text.parse::<IpAddr>().unwrap())
    }

    #[test]
    fn who_is_believed() {
        assert_eq!(
            client("203.0.113.9", Some("1.2.3.4"), &[]),
            address("203.0.113.9"),
            "nobody's word without a trusted proxy"
        );
        assert_eq!(client("10.0.0.1", Some("1.2.3.4"), &["10.0.0.0/8"]), address("1.2.3.4"));
        assert_eq!(
            client("10.0.0.1", Some("6.6.6.6, 1.2.3.4, 10.0.0.2"), &["10.0.0.0/8"]),
            address("1.2.3.4"),
            "the right-most that is no proxy"
        );
        assert_eq!(client("10.0.0.1", None, &["10.0.0.0/8"]), address("10.0.0.1"));
        assert_eq!(client("[2001:db8::1]", None, &[]), address("2001:db8::ffff"), "a /64 is one client");
        assert_ne!(client("[2001:db8:0:1::1]", None, &[]), address("2001:db8::1"));
    }

    #[test]
    fn hops_by_table() {
        for (forwarded, expected, why) in [
            ("x, 203.0.113.1", "203.0.113.1", "what stands further left is nobody's business"),
            ("203.0.113.1, x", "10.0.0.1", "what the proxy wrote is no address: the proxy is all that is known"),
            ("203.0.113.1, x, 10.0.0.2", "10.0.0.2", "up to the last that is known"),
            ("", "10.0.0.1", "nothing"),
            ("203.0.113.1:4711", "203.0.113.1", "with a port"),
            ("6.6.6.6, 203.0.113.1:4711, 10.0.0.2:80", "203.0.113.1", "with ports"),
            ("[2001:db8::1]:443", "2001:db8::1", "with a port"),
            ("[2001:db8::1]", "2001:db8::1", "in brackets"),
            ("10.0.0.3, 10.0.0.2", "10.0.0.3", "proxies alone: the first of them"),
            ("::ffff:203.0.113.1", "203.0.113.1", "an address of version 4 in one of version 6"),
        ] {
            assert_eq!(client("10.0.0.1", Some(forwarded), &["10.0.0.0/8"]), address(expected), "{forwarded}: {why}");
        }
    }
}

//! Who calls: the actor, the request's id, the idempotency key, and from where.

use super::error::ApiError;
use super::layers::RequestId;
use super::limits::Client;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use app::Idempotency;
use contract::{Fault, ProblemKind};
use domain::policy::Actor;
use ipnet::IpNet;
use ring::digest::{SHA256, digest};
use serde::Serialize;
use std::future::{Ready, ready};
use std::net::IpAddr;

/// A request as handlers see it.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// Who acts.
    pub(crate) actor: Actor,
    id: Option<String>,
    key: Option<String>,
}

impl Request {
    /// What a use case that writes needs to know. `content` is what the idempotency key stands for.
    pub(crate) fn caller(self, content: &impl Serialize) -> app::corrections::Caller {
        let idempotency = self.key.map(|key| Idempotency { key, fingerprint: fingerprint(content) });
        app::corrections::Caller { actor: self.actor, request_id: self.id, idempotency }
    }
}

fn fingerprint(content: &impl Serialize) -> String {
    let json = serde_json::to_vec(content).unwrap_or_default();
    digest(&SHA256, &json).as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

impl FromRequest for Request {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let id = request.extensions().get::<RequestId>().map(|RequestId(id)| id.clone());
        ready(key_of(request).map(|key| Self { actor: Actor::Visitor, id, key }))
    }
}

fn key_of(request: &HttpRequest) -> Result<Option<String>, ApiError> {
    let Some(value) = request.headers().get("idempotency-key") else { return Ok(None) };
    let text = value.to_str().ok().map(|text| text.trim().trim_matches('"'));
    let fine = text.filter(|text| (1..=255).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic()));
    fine.map(|text| Some(text.to_owned())).ok_or_else(|| {
        let fault =
            Fault::new("Idempotency-Key", "bad_key", "Use 1 to 255 visible ASCII characters, best a random UUID.");
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
    let forwarded = request.headers().get_all("x-forwarded-for").filter_map(|value| value.to_str().ok());
    let hops: Vec<IpAddr> =
        forwarded.flat_map(|line| line.split(',')).map_while(|hop| hop.trim().parse().ok()).collect();
    let client = hops.iter().rev().map(IpAddr::to_canonical).find(|hop| !is_trusted(*hop, trusted));
    to_client(client.unwrap_or(socket))
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
}

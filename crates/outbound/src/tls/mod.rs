//! Encrypted connections, to the one who was meant.

use crate::error::Failure;
use crate::guard::Host;
use rustls::pki_types::ServerName;
use rustls::{CertificateError, ClientConfig, RootCertStore};
use std::io;
use std::sync::Arc;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

#[cfg(test)]
mod tests;

/// Whom browsers trust, by Mozilla's list.
pub(crate) fn public_roots() -> RootCertStore {
    webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect()
}

/// Trusts these, and speaks HTTP/1.1 only. Takes ring by name rather than the provider of the process: whoever forgot
/// to install one would panic.
pub(crate) fn connector(roots: RootCertStore) -> Result<TlsConnector, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsConnector::from(Arc::new(config)))
}

/// Encrypts a connection, and makes sure that the other end is the host.
pub(crate) async fn encrypt(
    connector: &TlsConnector,
    host: &Host,
    stream: TcpStream,
) -> Result<TlsStream<TcpStream>, Failure> {
    let name = match host {
        Host::Name(name) => ServerName::try_from(name.clone()).map_err(|_| Failure::Tls(OTHER_NAME))?,
        Host::Address(address) => ServerName::from(*address),
    };
    connector.connect(name, stream).await.map_err(|error| Failure::Tls(reason(&error)))
}

const OTHER_NAME: &str = "its certificate is for another name";

/// What people can do something with.
fn reason(error: &io::Error) -> &'static str {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    let Some(rustls::Error::InvalidCertificate(error)) = inner else {
        return "no encrypted connection came about";
    };
    match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => "its certificate has expired",
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "its certificate is not valid yet"
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => OTHER_NAME,
        CertificateError::UnknownIssuer => "its certificate, or one between, is signed by nobody whom browsers trust",
        CertificateError::Revoked => "its certificate has been revoked",
        _ => "its certificate is not in order",
    }
}

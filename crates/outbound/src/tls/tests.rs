use crate::{Error, Failure, Network, Outbound, Settings};
use async_trait::async_trait;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{RootCertStore, ServerConfig};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

const CERTIFICATE: &[u8] = include_bytes!("../../tests/data/site.certificate.der");
const EXPIRED: &[u8] = include_bytes!("../../tests/data/site.expired.der");
const KEY: &[u8] = include_bytes!("../../tests/data/site.key.der");

/// Every name is one public address, and every connection ends at a server of the test.
struct Everywhere(SocketAddr);

#[async_trait]
impl Network for Everywhere {
    async fn resolve(&self, _: &str) -> io::Result<Vec<IpAddr>> {
        Ok(vec![IpAddr::from([93, 184, 215, 14])])
    }

    async fn connect(&self, _: SocketAddr) -> io::Result<TcpStream> {
        TcpStream::connect(self.0).await
    }
}

fn trusting_it() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(CERTIFICATE)).unwrap();
    roots
}

/// A server with a certificate, which answers whatever it is asked; without one, it answers in the clear.
async fn serve(certificate: Option<&'static [u8]>) -> SocketAddr {
    let encrypted = certificate.is_some();
    let certificate = CertificateDer::from(certificate.unwrap_or(CERTIFICATE));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(KEY));
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = config.with_no_client_auth().with_single_cert(vec![certificate], key).unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                const ANSWER: &[u8] = b"HTTP/1.1 204 No Content\r\n\r\n";
                let mut request = [0; 4096];
                if encrypted {
                    let mut stream = acceptor.accept(stream).await?;
                    let _ = stream.read(&mut request).await?;
                    stream.write_all(ANSWER).await?;
                    return stream.shutdown().await;
                }
                let _ = stream.read(&mut request).await?;
                stream.write_all(ANSWER).await
            });
        }
    });
    address
}

async fn status(server: SocketAddr, roots: RootCertStore, url: &str) -> Result<u16, Error> {
    let outbound = Outbound::trusting(Settings::new("tests"), Arc::new(Everywhere(server)), roots).unwrap();
    outbound.check(url).await.map(|checked| checked.status)
}

fn unsafe_because(reason: &'static str) -> Result<u16, Error> {
    Err(Failure::Tls(reason).into())
}

#[tokio::test]
async fn whoever_has_the_right_certificate_is_asked() {
    let server = serve(Some(CERTIFICATE)).await;
    assert_eq!(status(server, trusting_it(), "https://site.example.org/").await, Ok(204));
    assert_eq!(status(server, trusting_it(), "https://SITE.example.org.:8443/").await, Ok(204));
}

#[tokio::test]
async fn nobody_else_is() {
    let server = serve(Some(CERTIFICATE)).await;
    let other = "its certificate is for another name";
    let unknown = "its certificate, or one between, is signed by nobody whom browsers trust";
    let none = "no encrypted connection came about";
    assert_eq!(status(server, trusting_it(), "https://www.example.org/").await, unsafe_because(other));
    assert_eq!(status(server, trusting_it(), "https://93.184.215.14/").await, unsafe_because(other));
    assert_eq!(status(server, super::public_roots(), "https://site.example.org/").await, unsafe_because(unknown));
    let old = serve(Some(EXPIRED)).await;
    let expired = "its certificate has expired";
    assert_eq!(status(old, trusting_it(), "https://site.example.org/").await, unsafe_because(expired));
    let open = serve(None).await;
    assert_eq!(status(open, trusting_it(), "https://site.example.org/").await, unsafe_because(none));
}

#[tokio::test]
async fn an_encrypted_port_is_no_open_one() {
    let server = serve(Some(CERTIFICATE)).await;
    let asked = status(server, trusting_it(), "http://site.example.org:443/").await;
    assert_eq!(asked, Err(Failure::Protocol.into()));
}

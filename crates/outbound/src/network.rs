//! What the network of the machine does for us: two functions, so that tests can stand in its place.

use async_trait::async_trait;
use std::io;
use std::net::{IpAddr, SocketAddr};
use tokio::net::TcpStream;

/// Looks names up and connects. Judges nothing: [`Outbound`](crate::Outbound) does, between the one and the other.
#[async_trait]
pub trait Network: Send + Sync {
    /// All addresses of a name.
    ///
    /// # Errors
    ///
    /// If it has none, or nobody could be asked.
    async fn resolve(&self, name: &str) -> io::Result<Vec<IpAddr>>;

    /// Connects to exactly this address.
    ///
    /// # Errors
    ///
    /// If nobody takes the connection.
    async fn connect(&self, address: SocketAddr) -> io::Result<TcpStream>;
}

/// The network as the system knows it.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

#[async_trait]
impl Network for System {
    async fn resolve(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        Ok(tokio::net::lookup_host((name, 0)).await?.map(|address| address.ip()).collect())
    }

    async fn connect(&self, address: SocketAddr) -> io::Result<TcpStream> {
        TcpStream::connect(address).await
    }
}

//! A network that means by names what a test says, and whose every address is the server of the test.

use crate::server::Server;
use async_trait::async_trait;
use outbound::{Network, Outbound, Ports, Settings};
use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use tokio::net::TcpStream;

/// A public address that is nobody's in here.
pub(crate) const PUBLIC: &str = "93.184.215.14";

#[derive(Default)]
pub(crate) struct Internet {
    /// What each name means: one list a look-up, the last one from then on.
    names: Mutex<HashMap<String, Vec<Vec<IpAddr>>>>,
    /// Addresses where nobody takes a connection.
    dead: Vec<IpAddr>,
    port: Option<u16>,
    lookups: Mutex<Vec<String>>,
    connections: Mutex<Vec<SocketAddr>>,
}

impl Internet {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Every connection ends at this server.
    pub(crate) fn at(server: &Server) -> Self {
        Self { port: Some(server.port), ..Self::default() }
    }

    /// A name with its addresses; said again, what the next look-up answers.
    pub(crate) fn name(self, name: &str, addresses: &[&str]) -> Self {
        let addresses = addresses.iter().map(|address| address.parse().unwrap()).collect();
        self.names.lock().unwrap().entry(name.to_owned()).or_default().push(addresses);
        self
    }

    pub(crate) fn dead(mut self, address: &str) -> Self {
        self.dead.push(address.parse().unwrap());
        self
    }

    pub(crate) fn lookups(&self) -> Vec<String> {
        self.lookups.lock().unwrap().clone()
    }

    /// Where connections were asked for, with those that nobody took.
    pub(crate) fn connections(&self) -> Vec<String> {
        self.connections.lock().unwrap().iter().map(ToString::to_string).collect()
    }
}

#[async_trait]
impl Network for Internet {
    async fn resolve(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        self.lookups.lock().unwrap().push(name.to_owned());
        let mut names = self.names.lock().unwrap();
        let answers = names.get_mut(name).ok_or(io::ErrorKind::NotFound)?;
        Ok(if answers.len() > 1 { answers.remove(0) } else { answers[0].clone() })
    }

    async fn connect(&self, address: SocketAddr) -> io::Result<TcpStream> {
        self.connections.lock().unwrap().push(address);
        match self.port {
            Some(port) if !self.dead.contains(&address.ip()) => TcpStream::connect(("127.0.0.1", port)).await,
            _ => Err(io::ErrorKind::ConnectionRefused.into()),
        }
    }
}

pub(crate) fn settings() -> Settings {
    Settings::new("c2r-tests (+https://c2r.example)")
}

/// As in production, over a network of tests.
pub(crate) fn outbound(internet: &Arc<Internet>) -> Outbound {
    Outbound::with_network(settings(), internet.clone()).unwrap()
}

/// Over the real network, to servers of tests on this machine.
pub(crate) fn on_this_machine(settings: Settings) -> Outbound {
    Outbound::new(Settings { allow_private: true, ports: Ports::Any, ..settings }).unwrap()
}

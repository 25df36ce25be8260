//! Tells when the server answers.

use std::io::{Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::say;

/// How long a server may take until it answers; a first search index takes the most of it.
const PATIENCE: Duration = Duration::from_secs(120);
const PAUSE: Duration = Duration::from_millis(100);

/// Waits for the server that this program became, and prints its address (called by `serve`, not by people).
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Where the server will answer.
    address: SocketAddr,
    /// The process of the server.
    server: u32,
}

/// Starts a process that announces the address once the server answers. It ends by itself, also when the
/// server ends first.
pub(crate) fn announce_later(address: SocketAddr) -> Result<()> {
    let program = std::env::current_exe()?;
    let server = std::process::id().to_string();
    Command::new(program)
        .args(["announce", &address.to_string(), &server])
        .spawn()
        .context("cannot watch the server")?;
    Ok(())
}

/// Prints the address once the server answers.
pub(crate) fn announce(args: &Args) -> Result<()> {
    let address = reachable(args.address);
    let start = Instant::now();
    while !answers(address) {
        if std::os::unix::process::parent_id() != args.server {
            // The server has ended and has said why.
            return Ok(());
        }
        if start.elapsed() > PATIENCE {
            bail!("the server does not answer on http://{address}/readyz after {}", say::duration(PATIENCE));
        }
        std::thread::sleep(PAUSE);
    }
    say::line(format_args!("\n      C2R is ready: http://{address}  (Ctrl-C stops it)\n"));
    Ok(())
}

/// Every address of the machine includes the machine itself.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => std::net::Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

/// Whether `/readyz` answers 200.
fn answers(address: SocketAddr) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        let request = format!("GET /readyz HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes())?;
        let mut status = [0; 12];
        stream.read_exact(&mut status)?;
        Ok(&status == b"HTTP/1.1 200")
    };
    ask().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    fn server(status: &'static str) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 512];
            let _ = stream.read(&mut request).unwrap();
            let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n");
            stream.write_all(answer.as_bytes()).unwrap();
        });
        address
    }

    #[test]
    fn only_200_is_ready() {
        assert!(answers(server("200 OK")));
        assert!(!answers(server("503 Service Unavailable")));
        let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        assert!(!answers(closed));
    }

    #[test]
    fn every_address_is_reached_on_this_machine() {
        assert_eq!(reachable("0.0.0.0:80".parse().unwrap()), "127.0.0.1:80".parse().unwrap());
        assert_eq!(reachable("[::]:80".parse().unwrap()), "[::1]:80".parse().unwrap());
        assert_eq!(reachable("10.0.0.7:80".parse().unwrap()), "10.0.0.7:80".parse().unwrap());
    }
}

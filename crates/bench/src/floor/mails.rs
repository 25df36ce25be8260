//! F9: how many mails fit into a second: one that was written beforehand, over some connections, to whom it may concern.
//! Each connection waits for the answer to every command, as the product has to where nothing else is offered.

use crate::say;
use crate::subscribers::email;
use anyhow::{Result, ensure};
use futures_util::future::try_join_all;
use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::net::SocketAddr;
use std::time::Instant;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const HEAD: &[u8] = b"From: <c2r@bench.example>\r\nSubject: The floor\r\n\r\n";
/// As long as lines of a mail are.
const LINE: &[u8] = b"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n";
const END: &[u8] = b"\r\n.\r\n";

/// What the floor prints.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct FloorMails {
    /// How many mails.
    mails: usize,
    /// In how many seconds.
    seconds: f64,
}

impl FloorMails {
    /// Mails in a second.
    pub(crate) fn rate(&self) -> f64 {
        self.mails as f64 / self.seconds
    }
}

/// Sends so many mails over so many connections, each of so many bytes.
pub(super) fn run(to: SocketAddr, (mails, connections, bytes): (usize, usize, usize)) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (message, next) = (message(bytes), Cell::new(0));
    let begun = Instant::now();
    runtime.block_on(try_join_all((0..connections).map(|_| send(to, &next, mails, &message))))?;
    let result = FloorMails { mails, seconds: begun.elapsed().as_secs_f64() };
    Ok(say::line(serde_json::to_string(&result)?)?)
}

async fn send(to: SocketAddr, next: &Cell<usize>, mails: usize, message: &[u8]) -> Result<()> {
    let mut stream = TcpStream::connect(to).await?;
    stream.set_nodelay(true)?;
    let mut buffer = Vec::with_capacity(1_024);
    hear(&mut stream, &mut buffer, b"220").await?;
    stream.write_all(b"EHLO bench\r\n").await?;
    hear(&mut stream, &mut buffer, b"250").await?;
    loop {
        let number = next.replace(next.get() + 1);
        if number >= mails {
            return Ok(());
        }
        let recipient = format!("RCPT TO:<{}>\r\n", email(number + 1));
        let talk: [(&[u8], &[u8]); 4] = [
            (b"MAIL FROM:<c2r@bench.example>\r\n", b"250"),
            (recipient.as_bytes(), b"250"),
            (b"DATA\r\n", b"354"),
            (message, b"250"),
        ];
        for (said, code) in talk {
            stream.write_all(said).await?;
            hear(&mut stream, &mut buffer, code).await?;
        }
    }
}

async fn hear(stream: &mut TcpStream, buffer: &mut Vec<u8>, code: &[u8]) -> Result<()> {
    buffer.clear();
    while !is_whole(buffer) {
        ensure!(stream.read_buf(buffer).await? > 0, "the sink has hung up");
    }
    ensure!(buffer.starts_with(code), "the sink says {}", String::from_utf8_lossy(buffer));
    Ok(())
}

/// Whether the last line of a reply is there: the one without a dash behind its number.
fn is_whole(reply: &[u8]) -> bool {
    let Some(lines) = reply.strip_suffix(b"\r\n") else { return false };
    let last = lines.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    last.get(3) != Some(&b'-')
}

/// A mail of so many bytes with its end.
fn message(bytes: usize) -> Vec<u8> {
    let mut message = HEAD.to_vec();
    while message.len() + END.len() < bytes {
        let rest = bytes - END.len() - message.len();
        message.extend_from_slice(&LINE[..rest.min(LINE.len())]);
    }
    message.extend_from_slice(END);
    message
}

#[cfg(test)]
mod tests {
    use super::{is_whole, message};

    #[test]
    fn a_mail_is_as_long_as_wanted_and_ends_once() {
        for bytes in [1_000, 1_001, 5_077, 60_000] {
            let message = message(bytes);
            assert_eq!(message.len(), bytes);
            let ends = message.windows(5).filter(|window| window == b"\r\n.\r\n").count();
            assert!(message.ends_with(b"\r\n.\r\n") && ends == 1, "{bytes}");
        }
    }

    #[test]
    fn a_reply_has_come_with_its_last_line() {
        assert!(is_whole(b"250 fine\r\n") && is_whole(b"250-a\r\n250 b\r\n"));
        assert!(!is_whole(b"") && !is_whole(b"250 fi") && !is_whole(b"250-a\r\n") && !is_whole(b"250-a\r\n250 b"));
    }
}

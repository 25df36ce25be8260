//! As much of HTTP/1.1 as the benchmark speaks: requests as bytes, answers with a content length.

use anyhow::{Context as _, Result, bail, ensure};
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

/// Longest head of an answer, in bytes.
const LONGEST_HEAD: usize = 16 * 1024;
/// How long one answer may take before the run is given up.
const PATIENCE: Duration = Duration::from_secs(30);

/// A GET request; `more` holds further header lines, each with its line end.
pub(crate) fn get(path: &str, more: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: bench\r\nAccept: application/json\r\n{more}\r\n").into_bytes()
}

/// A POST request with a JSON body.
pub(crate) fn post(path: &str, more: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("POST {path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n{more}\r\n{body}").into_bytes()
}

/// A POST request with a form, as programs that read mails send it.
pub(crate) fn form(path: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("POST {path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}").into_bytes()
}

/// What the head of an answer says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Head {
    status: u16,
    /// Bytes of the head with the empty line.
    end: usize,
    /// Bytes of the body.
    body: usize,
}

/// Reads the head at the start of `bytes`; `None` while it is not complete.
fn head(bytes: &[u8]) -> Result<Option<Head>> {
    let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n").map(|at| at + 4) else {
        ensure!(bytes.len() <= LONGEST_HEAD, "the head of an answer is longer than {LONGEST_HEAD} bytes");
        return Ok(None);
    };
    ensure!(bytes.starts_with(b"HTTP/1.1 "), "an answer is not HTTP/1.1");
    let status = bytes
        .get(9..12)
        .and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok())
        .context("an answer has no status")?;
    let length =
        header(&bytes[..end], "content-length").map(str::parse).transpose().context("a content length is no number")?;
    let body = match (status, length) {
        (204 | 304, _) => 0,
        (_, Some(length)) => length,
        (_, None) => bail!("an answer with status {status} has no content length"),
    };
    Ok(Some(Head { status, end, body }))
}

/// The value of a header in the bytes of a head.
fn header<'a>(head: &'a [u8], name: &str) -> Option<&'a str> {
    head.split(|byte| *byte == b'\n').skip(1).find_map(|line| {
        let (found, value) = line.split_at_checked(name.len())?;
        let value = value.strip_prefix(b":").filter(|_| found.eq_ignore_ascii_case(name.as_bytes()))?;
        std::str::from_utf8(value).ok().map(str::trim)
    })
}

/// An answer that was read whole.
#[derive(Debug)]
pub(crate) struct Answer<'a> {
    /// The status code.
    pub(crate) status: u16,
    head: &'a [u8],
    /// The body.
    pub(crate) body: &'a [u8],
}

impl<'a> Answer<'a> {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&'a str> {
        header(self.head, name)
    }
}

/// Finds the answer at the start of `bytes`; `None` while it is not complete.
fn answer(bytes: &[u8]) -> Result<Option<Answer<'_>>> {
    let Some(Head { status, end, body }) = head(bytes)? else { return Ok(None) };
    let Some(text) = bytes.get(end..end + body) else { return Ok(None) };
    ensure!(bytes.len() == end + body, "bytes follow an answer that nobody asked for");
    Ok(Some(Answer { status, head: &bytes[..end], body: text }))
}

/// One connection that is kept.
pub(crate) struct Connection {
    stream: tokio::net::TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    /// Connects.
    pub(crate) async fn open(address: SocketAddr) -> Result<Self> {
        let stream =
            tokio::net::TcpStream::connect(address).await.with_context(|| format!("connecting to {address}"))?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(LONGEST_HEAD) })
    }

    /// Sends one request and reads its answer.
    pub(crate) async fn ask(&mut self, request: &[u8]) -> Result<Answer<'_>> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        // Asked twice, because a borrow that is returned cannot end inside the loop.
        while answer(&self.buffer)?.is_none() {
            let read = self.stream.read_buf(&mut self.buffer).await?;
            ensure!(read > 0, "the server closed a connection in the middle of an answer");
        }
        answer(&self.buffer)?.context("an answer was lost")
    }
}

/// Sends one request on a connection of its own and hands the answer to `read`.
pub(crate) fn ask_once<T>(
    address: SocketAddr,
    request: &[u8],
    read: impl FnOnce(&Answer<'_>) -> Result<T>,
) -> Result<T> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(request)?;
    let mut buffer = Vec::new();
    let mut part = vec![0; LONGEST_HEAD];
    loop {
        if let Some(answer) = answer(&buffer)? {
            return read(&answer);
        }
        let count = stream.read(&mut part)?;
        ensure!(count > 0, "the server closed a connection in the middle of an answer");
        buffer.extend_from_slice(&part[..count]);
    }
}

/// The body of a page that must be there.
pub(crate) fn fetch(address: SocketAddr, path: &str) -> Result<Vec<u8>> {
    ask_once(address, &get(path, ""), |answer| {
        ensure!(answer.status == 200, "{path} answers {}: {}", answer.status, String::from_utf8_lossy(answer.body));
        Ok(answer.body.to_vec())
    })
}

#[cfg(test)]
mod tests {
    use super::{answer, form, get, head, post};

    const WHOLE: &[u8] = b"HTTP/1.1 200 OK\r\nContent-LENGTH: 5\r\netag: \"v1\"\r\n\r\nhello";

    #[test]
    fn an_answer_comes_in_parts() {
        for length in 0..WHOLE.len() {
            assert!(answer(&WHOLE[..length]).unwrap().is_none(), "{length} bytes");
        }
        let found = answer(WHOLE).unwrap().unwrap();
        assert_eq!((found.status, found.body), (200, b"hello".as_slice()));
        assert_eq!(found.header("ETag"), Some("\"v1\""));
        assert_eq!(found.header("tag"), None);
    }

    #[test]
    fn not_modified_has_no_body() {
        let found = head(b"HTTP/1.1 304 Not Modified\r\ncontent-length: 70\r\n\r\n").unwrap().unwrap();
        assert_eq!((found.status, found.body), (304, 0));
    }

    #[test]
    fn what_cannot_be_measured_is_refused() {
        assert!(head(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n").is_err());
        assert!(head(b"SMTP/1.1 200 OK\r\n\r\n").is_err());
        assert!(head(b"HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n").is_err());
        assert!(head(&[b'a'; 20_000]).is_err());
        assert!(answer(b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nab").is_err());
    }

    #[test]
    fn requests_end_where_they_should() {
        assert!(get("/a", "If-None-Match: \"x\"\r\n").ends_with(b"\"x\"\r\n\r\n"));
        assert!(post("/a", "", "{}").ends_with(b"Content-Length: 2\r\n\r\n{}"));
        assert!(form("/a", "b=c").ends_with(b"Content-Length: 3\r\n\r\nb=c"));
    }
}

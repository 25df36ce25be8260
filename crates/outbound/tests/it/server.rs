//! A web server of a few lines, which answers as a test wants.

use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// Bytes that [`Then::Endless`] ends at all the same, so that a test whose other side reads on comes to an end.
const ENDLESS: usize = 256 << 20;

/// What happens to a request.
#[derive(Clone)]
pub(crate) enum Then {
    /// Status line, headers and body, as they are.
    Answer(String),
    /// The same, and then nothing more: the connection stays open.
    AnswerAndWait(String),
    /// A page that does not end.
    Endless,
    /// Nothing at all.
    Silence,
    HangUp,
}

/// An answer without a body.
pub(crate) fn status(status: u16) -> Then {
    Then::Answer(format!("HTTP/1.1 {status} Any\r\nContent-Length: 0\r\n\r\n"))
}

/// A redirect.
pub(crate) fn to(status: u16, location: &str) -> Then {
    Then::Answer(format!("HTTP/1.1 {status} Any\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n"))
}

#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) port: u16,
    rules: Arc<Vec<(&'static str, Then)>>,
    seen: Arc<Mutex<Vec<String>>>,
    /// Bytes of endless pages that were taken, once they have come to an end.
    pub(crate) taken: Arc<Mutex<Option<usize>>>,
}

impl Server {
    /// Rules are read in order: the first whose text the request begins with (`GET /page`, or `/page` for both methods)
    /// holds. Without one the answer is 404.
    pub(crate) async fn start(rules: &[(&'static str, Then)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = Self { port, rules: Arc::new(rules.to_vec()), seen: Arc::default(), taken: Arc::default() };
        let shared = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let server = shared.clone();
                tokio::spawn(async move { server.talk(stream).await });
            }
        });
        server
    }

    /// Heads of all requests so far.
    pub(crate) fn heads(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }

    /// Method and path of all requests so far.
    pub(crate) fn requests(&self) -> Vec<String> {
        let first = |head: &String| head.split(" HTTP/").next().unwrap_or_default().to_owned();
        self.heads().iter().map(first).collect()
    }

    fn rule(&self, head: &str) -> Then {
        let path = head.split_once(' ').map_or("", |(_, path)| path);
        // The text ends where the path does: `/` is not `/page`.
        let holds = |request: &str, text: &str| request.strip_prefix(text).is_some_and(|rest| rest.starts_with(' '));
        let rule = self.rules.iter().find(|(text, _)| holds(head, text) || holds(path, text));
        rule.map_or_else(|| status(404), |(_, then)| then.clone())
    }

    async fn talk(&self, mut stream: TcpStream) -> Option<()> {
        let head = read_head(&mut stream).await?;
        let then = self.rule(&head);
        self.seen.lock().unwrap().push(head);
        match then {
            Then::Answer(answer) => stream.write_all(answer.as_bytes()).await.ok()?,
            Then::AnswerAndWait(answer) => {
                stream.write_all(answer.as_bytes()).await.ok()?;
                std::future::pending::<()>().await;
            }
            Then::Endless => {
                let taken = pour(&mut stream).await;
                *self.taken.lock().unwrap() = Some(taken);
            }
            Then::Silence => std::future::pending().await,
            Then::HangUp => {}
        }
        Some(())
    }
}

async fn read_head(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    String::from_utf8(head).ok()
}

async fn pour(stream: &mut TcpStream) -> usize {
    let piece = vec![b'a'; 64 << 10];
    if stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.is_err() {
        return 0;
    }
    let mut taken = 0;
    while taken < ENDLESS && stream.write_all(&piece).await.is_ok() {
        taken += piece.len();
    }
    taken
}

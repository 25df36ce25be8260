//! A mail server of a few lines, which answers as a test wants.

use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What happens in one place of the conversation.
#[derive(Clone)]
pub(crate) struct Rule {
    /// How the line begins (`RCPT`), or the dot that ends a mail.
    pub(crate) line: &'static str,
    pub(crate) then: Then,
    /// How often, before the server answers as usual.
    pub(crate) times: usize,
}

#[derive(Clone, Copy)]
pub(crate) enum Then {
    Answer(&'static str),
    HangUp,
    /// It takes the mail, and the line breaks before it can say so.
    TakeAndHangUp,
    Silence,
    /// It answers as usual, and later.
    Late(Duration),
}

pub(crate) struct Server {
    pub(crate) port: u16,
    seen: Arc<Mutex<Seen>>,
}

#[derive(Default)]
struct Seen {
    rules: Vec<Rule>,
    connections: usize,
    lines: Vec<String>,
    mails: Vec<String>,
}

impl Server {
    pub(crate) async fn start(rules: &[Rule]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(Seen { rules: rules.to_vec(), ..Seen::default() }));
        let shared = seen.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                shared.lock().unwrap().connections += 1;
                tokio::spawn(talk(stream, shared.clone()));
            }
        });
        Self { port, seen }
    }

    /// From now on.
    pub(crate) fn add(&self, rule: Rule) {
        self.seen.lock().unwrap().rules.push(rule);
    }

    /// Its address, in the clear.
    pub(crate) fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}?tls=none", self.port)
    }

    /// How many there were.
    pub(crate) fn connections(&self) -> usize {
        self.seen.lock().unwrap().connections
    }

    pub(crate) fn lines(&self) -> Vec<String> {
        self.seen.lock().unwrap().lines.clone()
    }

    pub(crate) fn mails(&self) -> Vec<String> {
        self.seen.lock().unwrap().mails.clone()
    }
}

/// The rule for a line, used up by one.
fn rule(seen: &Mutex<Seen>, line: &str) -> Option<Then> {
    let mut seen = seen.lock().unwrap();
    let rule = seen.rules.iter_mut().find(|rule| rule.times > 0 && line.starts_with(rule.line))?;
    rule.times -= 1;
    Some(rule.then)
}

async fn talk(stream: TcpStream, seen: Arc<Mutex<Seen>>) -> Option<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 test ESMTP\r\n").await.ok()?;
    let mut mail: Option<String> = None;
    while let Some(line) = lines.next_line().await.ok()? {
        if let Some(text) = mail.as_mut().filter(|_| line != ".") {
            text.push_str(line.strip_prefix('.').unwrap_or(&line));
            text.push('\n');
            continue;
        }
        seen.lock().unwrap().lines.push(line.clone());
        match rule(&seen, &line) {
            Some(Then::HangUp) => return None,
            Some(Then::TakeAndHangUp) => {
                seen.lock().unwrap().mails.extend(mail.take());
                return None;
            }
            Some(Then::Silence) => std::future::pending().await,
            Some(Then::Answer(answer)) => {
                mail = None;
                write.write_all(format!("{answer}\r\n").as_bytes()).await.ok()?;
                continue;
            }
            Some(Then::Late(time)) => tokio::time::sleep(time).await,
            None => {}
        }
        match line.as_str() {
            "DATA" => mail = Some(String::new()),
            "." => seen.lock().unwrap().mails.extend(mail.take()),
            _ => {}
        }
        write.write_all(format!("{}\r\n", usual(&line)).as_bytes()).await.ok()?;
    }
    Some(())
}

/// What a server answers when nothing is wrong.
fn usual(line: &str) -> &'static str {
    match line.split(' ').next() {
        Some("EHLO") => "250-test\r\n250 AUTH PLAIN",
        Some("DATA") => "354 go on",
        Some("QUIT") => "221 bye",
        Some("AUTH") => "235 ok",
        _ => "250 ok",
    }
}

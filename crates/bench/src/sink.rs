//! Where mails go: a small SMTP server (RFC 5321) in a thread of its own that counts how many each recipient gets, and
//! keeps nothing else of them.

use crate::say;
use anyhow::{Context as _, Result};
use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

/// Bytes that are read at once.
const PART: usize = 64 * 1024;
/// How a mail ends. Dots at the beginnings of its lines are doubled, so that it is nowhere else.
const END: &[u8] = b"\r\n.\r\n";

/// The server; it ends with this value.
pub(crate) struct Sink {
    address: SocketAddr,
    taken: Arc<Mutex<Taken>>,
    /// The server ends when this goes.
    _stop: oneshot::Sender<()>,
}

/// What is known of the mails that came.
#[derive(Debug, Default)]
struct Taken {
    /// How many each address got.
    counts: HashMap<String, usize>,
    mails: usize,
    /// Bytes of all mails, each with its end.
    bytes: usize,
    last: Option<Instant>,
}

impl Sink {
    /// Starts it at an address of its own.
    pub(crate) fn open() -> Result<Self> {
        let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        let (address, taken) = (listener.local_addr()?, Arc::new(Mutex::new(Taken::default())));
        let (stop, stopped) = oneshot::channel();
        let shared = Arc::clone(&taken);
        let work = move || {
            if let Err(error) = serve(listener, stopped, &shared) {
                say::progress(format_args!("the sink of mails has ended: {error}"));
            }
        };
        std::thread::Builder::new().name("sink".to_owned()).spawn(work).context("starting the sink of mails")?;
        Ok(Self { address, taken, _stop: stop })
    }

    /// Where it takes mails.
    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }

    /// How many mails came.
    pub(crate) fn mails(&self) -> usize {
        locked(&self.taken).mails
    }

    /// When the last one had come.
    pub(crate) fn last(&self) -> Option<Instant> {
        locked(&self.taken).last
    }

    /// Bytes of a mail, as it goes over the line: the mean of all.
    pub(crate) fn mean_bytes(&self) -> usize {
        let taken = locked(&self.taken);
        taken.bytes / taken.mails.max(1)
    }

    /// How many mails an address got.
    pub(crate) fn count(&self, address: &str) -> usize {
        locked(&self.taken).counts.get(address).copied().unwrap_or_default()
    }

    /// How many mails were one too many for their recipient.
    pub(crate) fn doubles(&self) -> usize {
        locked(&self.taken).counts.values().map(|count| count.saturating_sub(1)).sum()
    }

    /// Begins to count anew.
    pub(crate) fn forget(&self) {
        *locked(&self.taken) = Taken::default();
    }
}

impl Taken {
    fn take(&mut self, to: Vec<String>, bytes: usize) {
        to.into_iter().for_each(|address| *self.counts.entry(address).or_default() += 1);
        self.mails += 1;
        self.bytes += bytes;
        self.last = Some(Instant::now());
    }
}

fn locked(taken: &Mutex<Taken>) -> MutexGuard<'_, Taken> {
    taken.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve(listener: std::net::TcpListener, stopped: oneshot::Receiver<()>, taken: &Arc<Mutex<Taken>>) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::from_std(listener)?;
        tokio::select! {
            _ = stopped => Ok(()),
            ended = accept(&listener, taken) => ended,
        }
    })
}

async fn accept(listener: &TcpListener, taken: &Arc<Mutex<Taken>>) -> io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let taken = Arc::clone(taken);
        // Whoever is killed breaks off in the middle: that mail has not come.
        tokio::spawn(async move { drop(talk(stream, &taken).await) });
    }
}

/// One connection. It does not offer to be sent several commands at once, so that each comes alone.
async fn talk(mut stream: TcpStream, taken: &Mutex<Taken>) -> io::Result<()> {
    let (mut buffer, mut to): (Vec<u8>, Vec<String>) = (Vec::with_capacity(PART), Vec::new());
    stream.write_all(b"220 bench ESMTP\r\n").await?;
    loop {
        buffer.clear();
        while !buffer.ends_with(b"\r\n") {
            if stream.read_buf(&mut buffer).await? == 0 {
                return Ok(());
            }
        }
        let reply = reply(&String::from_utf8_lossy(&buffer), &mut to);
        stream.write_all(reply.as_bytes()).await?;
        if reply.starts_with("221") {
            return Ok(());
        }
        if reply.starts_with("354") {
            let Some(bytes) = content(&mut stream, &mut buffer).await? else { return Ok(()) };
            locked(taken).take(std::mem::take(&mut to), bytes);
            stream.write_all(b"250 taken\r\n").await?;
        }
    }
}

/// Reads a mail to its end; answers how many bytes it has. `None` where the other side has gone before.
async fn content(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> io::Result<Option<usize>> {
    let mut bytes = 0;
    // An empty mail is its end alone.
    buffer.clear();
    buffer.extend_from_slice(b"\r\n");
    while !buffer.ends_with(END) {
        buffer.drain(..buffer.len().saturating_sub(END.len()));
        let read = stream.read_buf(buffer).await?;
        if read == 0 {
            return Ok(None);
        }
        bytes += read;
    }
    Ok(Some(bytes))
}

fn reply(line: &str, to: &mut Vec<String>) -> &'static str {
    match line.get(..4).unwrap_or_default().to_ascii_uppercase().as_str() {
        "EHLO" => "250-bench\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n",
        "HELO" | "NOOP" => "250 bench\r\n",
        "MAIL" | "RSET" => {
            to.clear();
            "250 fine\r\n"
        }
        "RCPT" => match recipient(line) {
            Some(address) => {
                to.push(address);
                "250 fine\r\n"
            }
            None => "501 no address\r\n",
        },
        "DATA" if to.is_empty() => "503 to nobody\r\n",
        "DATA" => "354 go on\r\n",
        "QUIT" => "221 bye\r\n",
        _ => "502 not here\r\n",
    }
}

fn recipient(line: &str) -> Option<String> {
    let (address, _) = line.split_once('<')?.1.split_once('>')?;
    Some(address.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{Sink, reply};
    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;

    #[test]
    fn commands_are_answered() {
        let mut to = Vec::new();
        assert!(reply("EHLO me\r\n", &mut to).ends_with("250 SMTPUTF8\r\n"));
        assert_eq!(reply("DATA\r\n", &mut to), "503 to nobody\r\n");
        assert_eq!(reply("rcpt to:<A@bench.example> NOTIFY=NEVER\r\n", &mut to), "250 fine\r\n");
        assert_eq!(to, ["a@bench.example"]);
        assert_eq!(reply("DATA\r\n", &mut to), "354 go on\r\n");
        reply("MAIL FROM:<b@bench.example>\r\n", &mut to);
        assert!(to.is_empty());
        assert_eq!(
            (reply("x\r\n", &mut to), reply("RCPT TO\r\n", &mut to)),
            ("502 not here\r\n", "501 no address\r\n")
        );
    }

    #[test]
    fn mails_are_counted_by_recipient() {
        let sink = Sink::open().unwrap();
        let mut stream = TcpStream::connect(sink.address()).unwrap();
        let mut buffer = [0; 1_024];
        let mut hear = |stream: &mut TcpStream, code: &str| {
            let count = stream.read(&mut buffer).unwrap();
            assert!(buffer[..count].starts_with(code.as_bytes()), "{code}");
        };
        hear(&mut stream, "220");
        for mail in ["a\r\n..\r\nb\r\n.\r\n", ".\r\n"] {
            let commands = [("MAIL FROM:<>\r\n", "250"), ("RCPT TO:<a@x.example>\r\n", "250"), ("DATA\r\n", "354")];
            for (command, code) in commands.into_iter().chain([(mail, "250")]) {
                stream.write_all(command.as_bytes()).unwrap();
                hear(&mut stream, code);
            }
        }
        assert_eq!((sink.mails(), sink.count("a@x.example"), sink.doubles()), (2, 2, 1));
        assert!(sink.mean_bytes() > 3 && sink.last().is_some());
        sink.forget();
        assert_eq!((sink.mails(), sink.count("a@x.example")), (0, 0));
    }
}

//! Connections that are kept between two mails.

use super::server::Server;
use super::session::{Failure, Session};
use lettre::address::Envelope;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};
use tokio::time::{sleep, timeout};

/// How long one is kept without work; servers hang up after some minutes.
const IDLE: Duration = Duration::from_secs(60);
/// How often somebody looks for those.
const LOOK: Duration = Duration::from_secs(15);
/// How long a server may take to say goodbye.
const GOODBYE: Duration = Duration::from_secs(5);

/// The connections to one server that nobody uses at the moment. How many there are at most is up to who takes them.
pub(super) struct Connections {
    server: Server,
    /// For one connection.
    timeout: Duration,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    idle: Vec<(Session, Instant)>,
    /// Whether a task looks after them.
    watched: bool,
}

impl Connections {
    pub(super) fn new(server: Server, timeout: Duration) -> Self {
        Self { server, timeout, kept: Mutex::default() }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A connection on which the server waits for the mail.
    pub(super) async fn open(self: &Arc<Self>, envelope: &Envelope, ascii: bool) -> Result<Session, Failure> {
        while let Some(mut session) = self.take() {
            match session.announce(envelope, ascii).await {
                // It went while nobody was talking. A mail of which nothing was said may be said again at once.
                Err(failure) if failure.came_late() => {}
                said => return self.agreed(session, said).await,
            }
        }
        let mut session = Box::pin(Session::open(&self.server, self.timeout)).await?;
        let said = session.announce(envelope, ascii).await;
        self.agreed(session, said).await
    }

    /// Where the server does not agree, the connection is kept for another mail.
    async fn agreed(self: &Arc<Self>, mut session: Session, said: Result<(), Failure>) -> Result<Session, Failure> {
        match said {
            Ok(()) => Ok(session),
            Err(failure) => {
                if failure.leaves_open() && session.reset().await.is_ok() {
                    self.keep(session);
                }
                Err(failure)
            }
        }
    }

    /// The one that was used last, so that those in excess grow old.
    fn take(&self) -> Option<Session> {
        let mut kept = self.kept();
        while let Some((session, since)) = kept.idle.pop() {
            if since.elapsed() < IDLE {
                return Some(session);
            }
        }
        None
    }

    /// Keeps a connection whose conversation has come to an end.
    pub(super) fn keep(self: &Arc<Self>, session: Session) {
        let mut kept = self.kept();
        kept.idle.push((session, Instant::now()));
        if !std::mem::replace(&mut kept.watched, true) {
            tokio::spawn(watch(Arc::downgrade(self)));
        }
    }

    /// Those that are too old, and whether any is left.
    fn aged(&self) -> (Vec<Session>, bool) {
        let mut kept = self.kept();
        let (old, young) = std::mem::take(&mut kept.idle).into_iter().partition(|(_, since)| since.elapsed() >= IDLE);
        kept.idle = young;
        kept.watched = !kept.idle.is_empty();
        let old: Vec<(Session, Instant)> = old;
        (old.into_iter().map(|(session, _)| session).collect(), kept.watched)
    }
}

/// Takes leave of connections that nobody needs, as long as there are any.
async fn watch(connections: Weak<Connections>) {
    loop {
        sleep(LOOK).await;
        let Some(connections) = connections.upgrade() else { return };
        let (old, more) = connections.aged();
        drop(connections);
        for mut session in old {
            // One that does not answer is left all the same.
            let _ = timeout(GOODBYE, session.quit()).await;
        }
        if !more {
            return;
        }
    }
}

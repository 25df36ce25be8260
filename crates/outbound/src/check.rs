//! Asks an address, follows where it leads, and tells where that ended.

use crate::error::{Error, Failure};
use crate::guard::{Guard, Target};
use crate::network::{Network, System};
use crate::request::{Answer, Asker};
use crate::settings::{Settings, SettingsError};
use crate::tls;
use hyper::Method;
use hyper::header::HeaderValue;
use rustls::RootCertStore;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// How often the time for an answer goes into the time for a check with all that it leads to.
const WHOLE: u32 = 3;
/// What the settings cannot go beyond.
const LONGEST: Duration = Duration::from_mins(1);

/// What an address answered, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The status of HTTP that the last address answered.
    pub status: u16,
    /// The last address, in the one form of the URL standard.
    pub final_url: String,
    /// Whether that is another one than was asked for.
    pub redirected: bool,
    /// The address that the server asks to use from now on: the last one that only permanent redirects lead to. Where
    /// temporary ones lead on from there is nothing to write down.
    pub moved_to: Option<String>,
}

/// Asks addresses that strangers gave.
pub struct Outbound {
    guard: Guard,
    asker: Asker,
    timeout: Duration,
    max_redirects: u8,
}

impl Outbound {
    /// Asks over the network of this machine.
    ///
    /// # Errors
    ///
    /// If the user agent is no value of a header, or encrypted connections cannot be made.
    pub fn new(settings: Settings) -> Result<Self, SettingsError> {
        Self::with_network(settings, Arc::new(System))
    }

    /// Asks over another network: for tests, which say what names mean and where connections end.
    ///
    /// # Errors
    ///
    /// As [`Outbound::new`].
    pub fn with_network(settings: Settings, network: Arc<dyn Network>) -> Result<Self, SettingsError> {
        Self::trusting(settings, network, tls::public_roots())
    }

    pub(crate) fn trusting(
        settings: Settings,
        network: Arc<dyn Network>,
        roots: RootCertStore,
    ) -> Result<Self, SettingsError> {
        let user_agent = HeaderValue::from_str(settings.user_agent.trim()).map_err(|_| SettingsError::UserAgent)?;
        if user_agent.is_empty() {
            return Err(SettingsError::UserAgent);
        }
        let (timeout, max_bytes) = (settings.timeout.min(LONGEST), settings.max_bytes);
        let asker = Asker { network: network.clone(), tls: tls::connector(roots)?, user_agent, timeout, max_bytes };
        let guard = Guard { ports: settings.ports, allow_private: settings.allow_private, network };
        Ok(Self { guard, asker, timeout, max_redirects: settings.max_redirects })
    }

    /// Asks what an address answers: with `HEAD`, and with `GET` where that is not believed. Follows redirects as far
    /// as the settings say; each address on the way is judged and looked up anew.
    ///
    /// Asks at most twice an address, waits for nobody longer than the settings say, and keeps nothing.
    ///
    /// # Errors
    ///
    /// [`Error::Refused`] if the address must not be asked, [`Error::Astray`] if it leads to one that must not,
    /// [`Error::Failed`] if there was no answer.
    pub async fn check(&self, url: &str) -> Result<Checked, Error> {
        let start = self.guard.read(url)?;
        within(self.timeout * WHOLE, self.follow(start)).await?
    }

    async fn follow(&self, start: Target) -> Result<Checked, Error> {
        let mut way = Way { at: start, steps: 0, moved_to: None, permanent: true };
        loop {
            let answer = self.ask(&way.at).await.map_err(|error| way.tell(error))?;
            let Some(location) = answer.location.as_deref().filter(|_| self.max_redirects > 0) else {
                return Ok(way.end(answer.status));
            };
            if way.steps == self.max_redirects {
                return Err(Failure::TooManyRedirects.into());
            }
            let next = self.guard.join(&way.at, location).map_err(Error::Astray)?;
            way.go(next, answer.is_permanent());
        }
    }

    async fn ask(&self, target: &Target) -> Result<Answer, Error> {
        let to = within(self.timeout, self.guard.admit(target)).await??;
        let answer = self.asker.ask(Method::HEAD, target, &to).await?;
        if is_believed(answer.status) {
            return Ok(answer);
        }
        Ok(self.asker.ask(Method::GET, target, &to).await?)
    }
}

impl fmt::Debug for Outbound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outbound").field("timeout", &self.timeout).finish_non_exhaustive()
    }
}

/// Whether an answer to `HEAD` would be the same to `GET`. Servers that do not know the method, or shut out programs by
/// it, say so with these; some say of every page that it is not there, and that is not said of a link unseen.
fn is_believed(status: u16) -> bool {
    !matches!(status, 403 | 404 | 405 | 410 | 501)
}

async fn within<T>(limit: Duration, future: impl Future<Output = T>) -> Result<T, Failure> {
    tokio::time::timeout(limit, future).await.map_err(|_| Failure::Timeout)
}

/// The way from the first address to the last.
struct Way {
    at: Target,
    steps: u8,
    moved_to: Option<Target>,
    /// Whether all redirects so far were permanent.
    permanent: bool,
}

impl Way {
    fn go(&mut self, next: Target, permanent: bool) {
        self.steps += 1;
        self.permanent &= permanent;
        if self.permanent {
            self.moved_to = Some(next.clone());
        }
        self.at = next;
    }

    /// A refusal on the way is not one of the address that was given.
    fn tell(&self, error: Error) -> Error {
        match error {
            Error::Refused(refusal) if self.steps > 0 => Error::Astray(refusal),
            other => other,
        }
    }

    fn end(self, status: u16) -> Checked {
        Checked {
            status,
            final_url: self.at.url.into(),
            redirected: self.steps > 0,
            moved_to: self.moved_to.map(|target| target.url.into()),
        }
    }
}

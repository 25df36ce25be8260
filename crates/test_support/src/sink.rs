//! A mail server that takes, turns away and falls silent by chance, always in the same way for the same seed, and that
//! remembers what it was handed.

use async_trait::async_trait;
use mailer::{Mailer, Message, SendError};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How often out of a thousand a mail is turned away, for now and for good.
#[derive(Debug, Clone, Copy, Default)]
pub struct Chances {
    /// For now (4xx).
    pub soft: u64,
    /// For good (5xx): nobody has the mailbox.
    pub hard: u64,
}

/// What became of the mails to one address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Handed {
    /// How often one was begun.
    pub begun: usize,
    /// How often one was taken.
    pub taken: usize,
    /// Whether the mailbox was said not to exist.
    pub refused: bool,
}

/// The mail server.
#[derive(Debug)]
pub struct Sink {
    at_once: usize,
    chances: Chances,
    longest: Duration,
    inner: Mutex<Inner>,
}

#[derive(Debug)]
struct Inner {
    state: u64,
    handed: BTreeMap<String, Handed>,
    ids: BTreeSet<String>,
    on_the_way: usize,
    most_on_the_way: usize,
    taken: usize,
    refusing: Option<SendError>,
}

impl Inner {
    /// SplitMix64 (Steele, Lea and Flood, 2014).
    fn random(&mut self, below: u64) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = self.state;
        value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (value ^ (value >> 31)) % below
    }
}

impl Sink {
    /// One that takes so many mails at once, each within `longest`.
    #[must_use]
    pub fn new(at_once: usize, longest: Duration, chances: Chances, seed: u64) -> Self {
        let inner = Inner {
            state: seed,
            handed: BTreeMap::new(),
            ids: BTreeSet::new(),
            on_the_way: 0,
            most_on_the_way: 0,
            taken: 0,
            refusing: None,
        };
        Self { at_once, chances, longest, inner: Mutex::new(inner) }
    }

    /// What became of the mails to each address.
    #[must_use]
    pub fn handed(&self) -> BTreeMap<String, Handed> {
        self.lock().handed.clone()
    }

    /// What became of the mails to one address.
    #[must_use]
    pub fn handed_to(&self, email: &str) -> Handed {
        self.lock().handed.get(email).cloned().unwrap_or_default()
    }

    /// How many mails were taken, each time counted.
    #[must_use]
    pub fn taken(&self) -> usize {
        self.lock().taken
    }

    /// Refuses every mail in this way from now on, or none of them any more.
    pub fn refuse(&self, refusing: Option<SendError>) {
        self.lock().refusing = refusing;
    }

    /// Most mails that were on their way at the same time.
    #[must_use]
    pub fn most_on_the_way(&self) -> usize {
        self.lock().most_on_the_way
    }

    /// How many different mails there were, by their ids.
    #[must_use]
    pub fn ids(&self) -> usize {
        self.lock().ids.len()
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn pause(&self) -> Duration {
        let most = u64::try_from(self.longest.as_micros() / 2).unwrap_or(0).max(1);
        Duration::from_micros(self.lock().random(most))
    }
}

/// Counts a mail that is on its way, for as long as it is, however that ends.
struct OnTheWay<'s>(&'s Sink);

impl Drop for OnTheWay<'_> {
    fn drop(&mut self) {
        self.0.lock().on_the_way -= 1;
    }
}

#[async_trait]
impl Mailer for Sink {
    async fn send(&self, message: &Message) -> Result<(), SendError> {
        let email = message.to().address().as_str().to_owned();
        {
            let mut inner = self.lock();
            inner.on_the_way += 1;
            inner.most_on_the_way = inner.most_on_the_way.max(inner.on_the_way);
            inner.ids.insert(message.id().to_owned());
            inner.handed.entry(email.clone()).or_default().begun += 1;
        }
        let _on_the_way = OnTheWay(self);
        tokio::time::sleep(self.pause()).await;
        let answer = {
            let mut inner = self.lock();
            let chance = inner.random(1_000);
            if let Some(error) = &inner.refusing {
                return Err(error.clone());
            }
            let handed = inner.handed.entry(email).or_default();
            if chance < self.chances.soft {
                Err(SendError::refused(450, "4.2.1 not now"))
            } else if chance < self.chances.soft + self.chances.hard {
                handed.refused = true;
                Err(SendError::refused(550, "5.1.1 no such user"))
            } else {
                handed.taken += 1;
                inner.taken += 1;
                Ok(())
            }
        };
        // It has it, and the answer is still on its way: the worst moment to be killed in.
        tokio::time::sleep(self.pause()).await;
        answer
    }

    fn at_once(&self) -> usize {
        self.at_once
    }
}

//! Mails that go nowhere, for tests.

use super::{Mailer, SendError};
use crate::message::Message;
use async_trait::async_trait;
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Keeps what is handed over, and fails when it is told to.
#[derive(Debug, Default)]
pub struct Memory {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    sent: Vec<Message>,
    failures: VecDeque<SendError>,
}

impl Memory {
    /// With nothing in it.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What was handed over, in that order.
    #[must_use]
    pub fn sent(&self) -> Vec<Message> {
        self.lock().sent.clone()
    }

    /// Forgets what was handed over, and the failures that were still to come.
    pub fn clear(&self) {
        *self.lock() = Inner::default();
    }

    /// Fails the next `times` mails with this error, after those that were to fail already.
    pub fn fail_next(&self, times: usize, error: &SendError) {
        self.lock().failures.extend(std::iter::repeat_n(error.clone(), times));
    }

    /// A test that panicked has left whole values behind: there is nothing in between.
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Mailer for Memory {
    async fn send(&self, message: &Message) -> Result<(), SendError> {
        let mut inner = self.lock();
        if let Some(error) = inner.failures.pop_front() {
            return Err(error);
        }
        inner.sent.push(message.clone());
        Ok(())
    }
}

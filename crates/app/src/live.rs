//! Following the change log as it grows.
//!
//! One task reads new lines and hands them to everyone who follows, so that thousands of followers cost
//! one query an event. A follower first catches up from the log itself, then listens; one that falls
//! behind the broadcast catches up again. Nothing is missed and nothing comes twice, because every line
//! has its number.

use crate::access::authorise;
use crate::changes::kinds_of;
use crate::{Context, Error, Result};
use chrono::{DateTime, Utc};
use domain::live::{Channel, ThingKind};
use domain::policy::{Action, Actor, Scope};
use std::time::Duration;
use store::changes::Numbered;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tokio_util::sync::CancellationToken;

/// Lines that wait for a slow follower before it has to catch up from the log.
const BROADCAST: usize = 1_024;
/// Lines read at once.
const PART: u64 = 500;
/// A follower who comes back after more lines than this is told to read everything anew.
const LONGEST_GAP: i64 = 10_000;
/// How often the log is looked at for lines that nobody told of: those of other processes.
const LOOK: Duration = Duration::from_millis(500);

/// Where new lines are handed on.
#[derive(Debug, Clone)]
pub(crate) struct Feed(broadcast::Sender<Numbered>);

impl Default for Feed {
    fn default() -> Self {
        Self(broadcast::Sender::new(BROADCAST))
    }
}

/// Reads new lines and hands them on, until `stop`. One such task a process.
pub async fn keep_following(ctx: Context, stop: CancellationToken) {
    let mut grown = ctx.db().watch();
    let mut last = None;
    while !stop.is_cancelled() {
        match hand_on(&ctx, last).await {
            Ok(seq) => last = Some(seq),
            Err(error) => tracing::warn!(%error, "cannot read the change log"),
        }
        tokio::select! {
            () = stop.cancelled() => return,
            _ = grown.changed() => {}
            () = tokio::time::sleep(LOOK) => {
                if let Err(error) = ctx.db().refresh_positions().await {
                    tracing::debug!(%error, "cannot look at the change log");
                }
            }
        }
    }
}

/// Hands on what came after `last`; answers the new last number.
async fn hand_on(ctx: &Context, last: Option<i64>) -> Result<i64> {
    let Some(mut last) = last else {
        // Followers catch up from the log themselves: begin with what comes from now on.
        return Ok(store::changes::newest(ctx.db()).await?);
    };
    let newest = ctx.db().positions().newest();
    if newest <= last {
        return Ok(last);
    }
    if ctx.feed().0.receiver_count() == 0 {
        // Whoever begins to listen from here on looks for the end of the log after that, and finds it at `newest` or
        // beyond: what came before is nobody's to be told.
        return Ok(newest);
    }
    loop {
        let lines = store::changes::after(ctx.db(), Scope::Everything, last, ThingKind::ALL, PART).await?;
        let full = lines.len() as u64 == PART;
        for line in lines {
            last = line.seq;
            // Nobody may be listening.
            drop(ctx.feed().0.send(line));
        }
        if !full {
            return Ok(last);
        }
    }
}

/// What a follower gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A change.
    Change(Numbered),
    /// The gap is too large: read everything anew, then follow from this number.
    Reset(i64),
}

/// Somebody who follows.
pub struct Follower {
    ctx: Context,
    scope: Scope,
    actor: Actor,
    /// When the key of a machine ends by itself.
    until: Option<DateTime<Utc>>,
    kinds: Vec<ThingKind>,
    last: i64,
    feed: broadcast::Receiver<Numbered>,
    waiting: std::collections::VecDeque<Event>,
    behind: bool,
}

impl std::fmt::Debug for Follower {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Follower").field("last", &self.last).finish_non_exhaustive()
    }
}

/// Begins to follow `channels` after the line `last_seen`, or from now on.
///
/// # Errors
/// When the actor may not, `last_seen` is no position, or the database fails.
pub async fn follow(ctx: &Context, actor: &Actor, channels: &[Channel], last_seen: Option<&str>) -> Result<Follower> {
    let scope = authorise(actor, Action::StreamChanges)?;
    // Listening begins before the log is read, so that no line falls between the two.
    let feed = ctx.feed().0.subscribe();
    let newest = store::changes::newest(ctx.db()).await?;
    let mut waiting = std::collections::VecDeque::new();
    let last = match last_seen.map(|text| text.parse::<i64>()) {
        None => newest,
        Some(Ok(seq)) if (0..=newest).contains(&seq) && newest - seq <= LONGEST_GAP => seq,
        Some(_) => {
            waiting.push_back(Event::Reset(newest));
            newest
        }
    };
    let until = crate::api_keys::end_of(ctx, actor).await?;
    Ok(Follower {
        ctx: ctx.clone(),
        scope,
        actor: actor.clone(),
        until,
        kinds: kinds_of(channels),
        last,
        feed,
        waiting,
        behind: last < newest,
    })
}

impl Follower {
    /// Waits for the next event.
    ///
    /// # Errors
    /// [`Error::SignIn`] when the follower's login or key has ended; when the database fails while catching up, or the server
    /// stops.
    pub async fn next(&mut self) -> Result<Event> {
        loop {
            if let Some(event) = self.waiting.pop_front() {
                return Ok(event);
            }
            if self.behind {
                self.catch_up().await?;
                continue;
            }
            match self.feed.recv().await {
                Ok(line) if line.seq <= self.last => {}
                Ok(line) => {
                    self.last = line.seq;
                    if self.is_about_the_follower(&line) {
                        self.check().await?;
                    }
                    if self.kinds.contains(&line.change.kind) && self.scope.hears(line.change.kind, line.audience) {
                        return Ok(Event::Change(line));
                    }
                }
                Err(RecvError::Lagged(_)) => self.behind = true,
                Err(RecvError::Closed) => return Err(Error::Unavailable("The server is stopping.".to_owned())),
            }
        }
    }

    /// Whether the time of the follower's key is over: nothing in the change log tells of that.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.until.is_some_and(|until| until <= self.ctx.now())
    }

    /// A stream outlives the token that it began with, but neither the login nor the key: what ends one is in the change
    /// log.
    fn is_about_the_follower(&self, line: &Numbered) -> bool {
        match (&self.actor, line.change.kind) {
            (Actor::Person(person), ThingKind::Account) => line.change.id == person.account.as_uuid(),
            (Actor::Person(person), ThingKind::Login) => line.change.id == person.login.as_uuid(),
            (Actor::Machine(machine), ThingKind::ApiKey) => line.change.id == machine.key.as_uuid(),
            (Actor::Machine(machine), ThingKind::Organisation) => line.change.id == machine.organisation.as_uuid(),
            _ => false,
        }
    }

    async fn check(&self) -> Result<()> {
        match &self.actor {
            Actor::Person(person) => crate::identity::still(&self.ctx, person).await,
            Actor::Machine(machine) => crate::api_keys::still(&self.ctx, machine).await,
            Actor::Visitor | Actor::Operator => Ok(()),
        }
    }

    async fn catch_up(&mut self) -> Result<()> {
        let lines = store::changes::after(self.ctx.db(), self.scope, self.last, &self.kinds, PART).await?;
        self.check().await?;
        self.behind = lines.len() as u64 == PART;
        if let Some(line) = lines.last() {
            self.last = line.seq;
        }
        self.waiting.extend(lines.into_iter().map(Event::Change));
        Ok(())
    }
}

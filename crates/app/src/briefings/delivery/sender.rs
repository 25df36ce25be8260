//! One issue on its way: whose turn comes, what is on its way, what became of it.

use super::doubts::{Doubts, UNBELIEVED};
use super::outcome::{Judged, TROUBLE, judge};
use super::pace::Pace;
use super::{MailLinks, PreparedIssue};
use crate::briefings::{alone, audited, by_itself, tell as tell_of};
use crate::identity::MailSettings;
use crate::jobs::Running;
use crate::subscriptions::{apply, audit_of_refusal};
use crate::{Context, Error, Expected, Result};
use chrono::{DateTime, Utc};
use domain::briefings::{BriefingHold, HoldReason, IssueStatus};
use domain::lessons::LessonFilter;
use domain::lists::ListFilter as _;
use domain::live::{ChangeAction, ThingKind};
use domain::policy::{Action, Scope};
use futures_util::StreamExt as _;
use futures_util::future::{BoxFuture, FutureExt as _};
use futures_util::stream::FuturesUnordered;
use ids::{BriefingIssueId, LessonId, SubscriberId};
use mailer::bounce::Verp;
use mailer::{Address, Bulk, Message, SendError, Unsubscribe};
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::briefings::deliveries::{self, Candidate, Ended, Going, Pick, ToSend, Turn};
use store::lessons::{LessonSelection, Window};
use store::{NewChange, Tx};

/// Subscribers that are read ahead.
const AHEAD: u64 = 500;
/// Mails that were put back or orphaned, read at once.
const AGAIN: u64 = 100;
/// At most so often is told how far an issue has come.
const TELL_EVERY: Duration = Duration::from_secs(1);
/// At most so often it is looked whether a mail is due again while others go.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Filters whose outcome is remembered.
const FILTERS: usize = 10_000;

/// How far an issue came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Came {
    /// Nobody waits any more.
    ToItsEnd,
    /// Somebody waits until this moment.
    Waits(DateTime<Utc>),
    /// It rests, or the worker stops.
    Stopped,
}

/// A mail that has been handed over, or not.
pub(super) struct Handed {
    pub(super) subscriber: SubscriberId,
    /// How many answers had come when it was begun.
    pub(super) begun: u64,
    /// What stands behind the at-sign of the address.
    pub(super) domain: String,
    pub(super) judged: Judged,
}

/// An issue on its way.
pub(super) struct Sender<'s> {
    ctx: &'s Context,
    job: &'s Running,
    mail: &'s MailSettings,
    prepared: Arc<dyn PreparedIssue>,
    verp: Option<Verp>,
    going: Going,
    pace: &'s mut Pace,
    ahead: VecDeque<Candidate>,
    again: VecDeque<SubscriberId>,
    /// Who was read ahead last.
    read_to: Option<SubscriberId>,
    walked: bool,
    looked_at: Option<Instant>,
    told_at: Option<Instant>,
    interests: HashMap<String, bool>,
    trouble: bool,
    doubts: Doubts,
    /// Why it has to rest, as long as that is not noted.
    hold: Option<BriefingHold>,
}

impl<'s> Sender<'s> {
    pub(super) async fn new(
        (ctx, job, mail): (&'s Context, &'s Running, &'s MailSettings),
        prepared: Arc<dyn PreparedIssue>,
        going: Going,
        pace: &'s mut Pace,
    ) -> Result<Self> {
        let read_to = deliveries::walked_to(ctx.db(), going.id).await?;
        Ok(Self {
            ctx,
            job,
            mail,
            prepared,
            verp: Verp::new(&mail.bounces),
            going,
            pace,
            ahead: VecDeque::new(),
            again: VecDeque::new(),
            read_to,
            walked: false,
            looked_at: None,
            told_at: None,
            interests: HashMap::new(),
            trouble: false,
            doubts: Doubts::default(),
            hold: None,
        })
    }

    /// Sends until nothing is due.
    pub(super) async fn run(mut self) -> Result<Came> {
        let places = self.mail.mailer.at_once().max(1);
        let mut on_the_way: FuturesUnordered<BoxFuture<'_, Handed>> = FuturesUnordered::new();
        let (mut handed, mut rests) = (Vec::new(), false);
        loop {
            let may_begin = !rests && !self.trouble && self.hold.is_none() && !self.job.is_ending();
            let picks = if may_begin { self.picks(places - on_the_way.len()).await? } else { Vec::new() };
            if picks.is_empty() && handed.is_empty() && on_the_way.is_empty() {
                if self.doubts.is_empty() {
                    break;
                }
                handed = self.settle(may_begin).await?;
            }
            if !picks.is_empty() || !handed.is_empty() {
                let holds = self.hold.is_some();
                let to_send = self.turn(std::mem::take(&mut handed), picks).await?;
                rests |= holds || to_send.is_none();
                for one in to_send.unwrap_or_default() {
                    on_the_way.push(self.hand_over(one));
                }
            }
            self.take_in(&mut on_the_way, &mut handed).await;
        }
        self.came(rests).await
    }

    /// Waits for one mail, and takes those that have come to their end with it.
    async fn take_in(&mut self, on_the_way: &mut FuturesUnordered<BoxFuture<'_, Handed>>, handed: &mut Vec<Handed>) {
        let Some(first) = on_the_way.next().await else { return };
        self.weigh(first, handed);
        while let Some(Some(next)) = on_the_way.next().now_or_never() {
            self.weigh(next, handed);
        }
        if let Some((reason, said)) = self.doubts.hold(false) {
            self.rest(reason, said, handed);
        }
    }

    /// Adds a mail to those of which it is certain what became of them, where it is.
    fn weigh(&mut self, one: Handed, handed: &mut Vec<Handed>) {
        self.trouble |= one.judged.trouble;
        let hold = one.judged.hold.map(|reason| (reason, one.judged.said.clone().unwrap_or_default()));
        handed.extend(self.doubts.take_in(one));
        if let Some((reason, said)) = hold {
            self.rest(reason, said, handed);
        }
    }

    /// Lets it rest: nothing more is begun, and what was refused is tried again when it goes on.
    fn rest(&mut self, reason: HoldReason, said: String, handed: &mut Vec<Handed>) {
        let now = self.ctx.now();
        handed.extend(self.doubts.untried(now));
        tracing::error!(issue = %self.going.id, %reason, %said, "the mail server refuses everything; the issue rests");
        self.hold.get_or_insert(BriefingHold { reason, said, at: now });
    }

    /// What becomes of refusals that no mail has followed which was taken, when nothing else is on its way. They are
    /// believed at the very end; as long as others wait, they wait as well, so that many of them are seen in a row.
    async fn settle(&mut self, is_walked: bool) -> Result<Vec<Handed>> {
        let (now, mut handed) = (self.ctx.now(), Vec::new());
        let (db, issue) = (self.ctx.db(), self.going.id);
        let none_taken = is_walked && !deliveries::is_any_taken(db, issue).await?;
        if let Some((reason, said)) = self.doubts.hold(none_taken) {
            self.rest(reason, said, &mut handed);
            return Ok(handed);
        }
        let at_the_end = is_walked && deliveries::count_open(db, issue).await? <= self.doubts.len() as u64;
        Ok(match (at_the_end, is_walked) {
            (true, _) => self.doubts.believed(),
            (false, true) => self.doubts.untried(now + UNBELIEVED),
            (false, false) => self.doubts.untried(now),
        })
    }

    async fn came(&self, rests: bool) -> Result<Came> {
        if rests || self.job.is_ending() {
            return Ok(Came::Stopped);
        }
        let now = self.ctx.now();
        if self.trouble {
            return Ok(Came::Waits(now + TROUBLE));
        }
        Ok(match deliveries::next_due(self.ctx.db(), self.going.id).await? {
            None => Came::ToItsEnd,
            Some(at) => Came::Waits(at.unwrap_or(now)),
        })
    }

    /// Whose turn comes, at most so many of them; those who get nothing, or get it later, are told besides.
    async fn picks(&mut self, places: usize) -> Result<Vec<Pick>> {
        let mut picks = Vec::new();
        self.look_again().await?;
        while picks.len() < places
            && let Some(id) = self.again.pop_front()
        {
            picks.push(Pick::Again(id));
        }
        let (mut going, most) = (picks.len(), usize::try_from(AHEAD).unwrap_or(usize::MAX));
        while going < places && picks.len() < most {
            let Some(candidate) = self.next().await? else { break };
            let pick = self.pick(candidate).await?;
            going += usize::from(matches!(pick, Pick::First(_)));
            picks.push(pick);
        }
        Ok(picks)
    }

    async fn pick(&mut self, candidate: Candidate) -> Result<Pick> {
        if !self.is_for(candidate.filter.as_deref()).await? {
            return Ok(Pick::Nothing(candidate));
        }
        Ok(match self.pace.place(&candidate.domain, self.ctx.now()) {
            Some(at) => Pick::Later(candidate, at),
            None => Pick::First(candidate),
        })
    }

    /// Mails whose worker has gone come first, then those that were put back and are due.
    async fn look_again(&mut self) -> Result<()> {
        if !self.again.is_empty() {
            return Ok(());
        }
        let (db, issue, lease) = (self.ctx.db(), self.going.id, self.job.held().lease);
        let is_first = self.looked_at.is_none();
        if !is_first && !self.walked && self.looked_at.is_some_and(|at| at.elapsed() < LOOK_EVERY) {
            return Ok(());
        }
        self.looked_at = Some(Instant::now());
        self.again.extend(deliveries::orphaned(db, issue, lease, AGAIN).await?);
        if self.again.is_empty() {
            self.again.extend(deliveries::due(db, issue, self.ctx.now(), AGAIN).await?);
        }
        if is_first && !self.again.is_empty() {
            // There may be more.
            self.looked_at = None;
        }
        Ok(())
    }

    async fn next(&mut self) -> Result<Option<Candidate>> {
        if self.ahead.is_empty() && !self.walked {
            let (db, now) = (self.ctx.db(), self.ctx.now());
            let part = deliveries::candidates(db, &self.going.segment, self.read_to, now, AHEAD).await?;
            self.walked = part.is_empty();
            self.read_to = part.last().map(|last| last.id).or(self.read_to);
            self.ahead.extend(part);
        }
        Ok(self.ahead.pop_front())
    }

    /// Whether something in the issue is for somebody who chose some lessons.
    async fn is_for(&mut self, filter: Option<&str>) -> Result<bool> {
        let lessons = self.prepared.lessons();
        let Some(text) = filter.filter(|_| !lessons.is_empty()) else { return Ok(true) };
        if let Some(known) = self.interests.get(text) {
            return Ok(*known);
        }
        let holds = lets_through(self.ctx, text, lessons).await?;
        if self.interests.len() >= FILTERS {
            self.interests.clear();
        }
        self.interests.insert(text.to_owned(), holds);
        Ok(holds)
    }

    /// One transaction: what became of mails, and which may go now.
    async fn turn(&mut self, handed: Vec<Handed>, picks: Vec<Pick>) -> Result<Option<Vec<ToSend>>> {
        let ended = |one: &Handed| Ended { subscriber: one.subscriber, became: one.judged.became };
        let turn = Turn {
            issue: self.going.id,
            segment: self.going.segment.clone(),
            lease: self.job.held().lease,
            now: self.ctx.now(),
            ended: handed.iter().map(ended).collect(),
            picks,
        };
        let hold = self.hold.take();
        let tells = self.told_at.is_none_or(|at| at.elapsed() >= TELL_EVERY);
        if tells {
            self.told_at = Some(Instant::now());
        }
        let (ctx, going) = (self.ctx.clone(), tells.then(|| self.going.clone()));
        let written = self.ctx.db().write(move |tx| {
            Box::pin(async move {
                let (issue, now) = (turn.issue, turn.now);
                let to_send = deliveries::turn(tx, &turn).await?;
                for one in handed {
                    if let Some(returned) = one.judged.returned
                        && apply(&ctx, tx, (one.subscriber, issue), returned).await?
                    {
                        store::audit::append(tx, audit_of_refusal(&ctx, one.subscriber)).await?;
                    }
                }
                if let Some(hold) = hold {
                    note_hold(&ctx, tx, issue, hold).await?;
                } else if let Some(going) = going {
                    tell(tx, &going, now);
                }
                Ok::<_, Error>(to_send)
            })
        });
        written.await
    }

    /// Hands a mail over. What cannot be written is refused like one that no server takes. It is written on the way: the
    /// edition of a city takes a moment, for which the mails of others do not wait.
    fn hand_over(&self, to: ToSend) -> BoxFuture<'s, Handed> {
        let (ctx, mail, prepared, begun) = (self.ctx, self.mail, Arc::clone(&self.prepared), self.doubts.answers());
        let bounces = self.verp.as_ref().and_then(|verp| verp.address(&to.token));
        let bounces = bounces.unwrap_or_else(|| mail.bounces.clone());
        Box::pin(async move {
            let answer = match message((ctx, mail), &*prepared, &to, bounces).await {
                Ok(message) => mail.mailer.send(&message).await,
                Err(error) => Err(error),
            };
            let domain = to.email.rsplit_once('@').map_or(String::new(), |(_, domain)| domain.to_lowercase());
            Handed { subscriber: to.subscriber, begun, domain, judged: judge(answer, to.tries, ctx.now()) }
        })
    }
}

/// Writes the mail to one reader.
async fn message(
    (ctx, mail): (&Context, &MailSettings),
    prepared: &dyn PreparedIssue,
    to: &ToSend,
    bounces: Address,
) -> std::result::Result<Message, SendError> {
    let refused = |reason: &str| SendError::Permanent(reason.into());
    let address = Address::parse(&to.email).map_err(|_| refused("the address cannot be written to"))?;
    let public_url = &ctx.identity().settings.public_url;
    let links = MailLinks {
        manage: format!("{public_url}/{}/subscription?word={}", to.language, to.word),
        leave: format!("{public_url}/unsubscribe/{}", to.word),
    };
    let unsubscribe = Unsubscribe::new(&mail.site, &links.leave, None).map_err(|error| refused(&error.to_string()))?;
    let bulk = Bulk { list: prepared.list().clone(), unsubscribe, bounces };
    let rendered = prepared.render(&links, to.city).await;
    // The word is the same whenever the mail is tried: one that comes twice can be seen to be one.
    Message::bulk(&to.token, address.into(), &mail.sender, rendered, &bulk).map_err(|error| refused(&error.to_string()))
}

/// Lets an issue rest that goes out, where nobody else has done so before.
async fn note_hold(ctx: &Context, tx: &Tx<'_>, issue: BriefingIssueId, hold: BriefingHold) -> Result<()> {
    let (at, before) = (hold.at, alone(tx, issue, &Expected::Any).await?);
    if before.status != IssueStatus::Sending {
        return Ok(());
    }
    let version = store::briefings::sending::turn(tx, &before, (IssueStatus::Paused, Some(hold)), at).await?;
    let audit = by_itself().audit(ctx, Action::CreateBriefingPause, audited(issue), vec!["status"]);
    store::audit::append(tx, audit).await?;
    tell_of(tx, &before, (ChangeAction::Updated, version), None, at);
    Ok(())
}

/// Tells that an issue has come further; how far, its figures say.
pub(super) fn tell(tx: &Tx<'_>, going: &Going, at: DateTime<Utc>) {
    tx.tell(NewChange {
        at,
        kind: ThingKind::BriefingIssue,
        id: going.id.as_uuid(),
        slug: Some(going.slug.clone()),
        action: ChangeAction::Updated,
        version: going.version,
        audience: None,
    });
}

/// Whether a filter lets any of these lessons through. Words are passed over: what is in a mail is not searched.
async fn lets_through(ctx: &Context, text: &str, lessons: &[LessonId]) -> Result<bool> {
    // A filter that this version cannot read keeps nobody from anything.
    let Ok(filter) = LessonFilter::parse(text) else { return Ok(true) };
    let filter = LessonFilter { q: None, ..filter };
    let selection = LessonSelection { filter, found: Some(lessons.to_vec()) };
    let window = Window { sort: domain::lessons::LessonSort::PublishedAtDescending, after: None, limit: 1 };
    let (found, _) = store::lessons::page(ctx.db(), Scope::Public, &selection, window).await?;
    Ok(!found.is_empty())
}

//! The load generator: a closed loop to find what a server can do, an open one to see how long callers wait.

use crate::http::{Answer, Connection};
use crate::process::Process;
use anyhow::Result;
use futures_util::future::try_join_all;
use std::borrow::Cow;
use std::cell::Cell;
use std::net::SocketAddr;
use std::ops::Range;
use std::time::{Duration, Instant};

/// How long before it is due a request stops sleeping: timers of the runtime are a millisecond coarse.
const COARSE: Duration = Duration::from_millis(2);

/// Requests, and what is right as their answers.
pub(crate) trait Source {
    /// The request with this number.
    fn request(&self, number: u64) -> Cow<'_, [u8]>;
    /// Says what is wrong with its answer.
    fn check(&self, number: u64, answer: &Answer<'_>) -> Result<()>;
}

/// What one round found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sample {
    /// Answers in a second of the clock.
    pub(crate) rate: f64,
    /// Answers in a second of the server's processor time: hardly moves when others use the machine.
    pub(crate) per_cpu_second: f64,
}

/// Every connection sends its next request when it has the answer to the last one.
pub(crate) async fn closed(
    server: &Process,
    source: &dyn Source,
    connections: usize,
    time: Duration,
) -> Result<Sample> {
    let next = Cell::new(0);
    let (begun, cpu) = (Instant::now(), server.cpu_seconds()?);
    let until = begun + time;
    let driving = (0..connections).map(|_| drive(server.address(), source, &next, until));
    let done: u64 = try_join_all(driving).await?.into_iter().sum();
    let (seconds, cpu) = (begun.elapsed().as_secs_f64(), server.cpu_seconds()? - cpu);
    let done = done as f64;
    Ok(Sample { rate: done / seconds, per_cpu_second: done / cpu.max(0.01) })
}

async fn drive(address: SocketAddr, source: &dyn Source, next: &Cell<u64>, until: Instant) -> Result<u64> {
    let mut connection = Connection::open(address).await?;
    let mut done = 0;
    while Instant::now() < until {
        let number = next.replace(next.get() + 1);
        let answer = connection.ask(&source.request(number)).await?;
        source.check(number, &answer)?;
        done += 1;
    }
    Ok(done)
}

/// One connection sends the requests of these numbers, each when it has the answer to the one before. Answers how long
/// each took, in their order.
pub(crate) async fn in_turn(server: &Process, source: &dyn Source, numbers: Range<u64>) -> Result<Vec<Duration>> {
    let mut connection = Connection::open(server.address()).await?;
    let mut times = Vec::new();
    for number in numbers {
        let request = source.request(number);
        let begun = Instant::now();
        let answer = connection.ask(&request).await?;
        times.push(begun.elapsed());
        source.check(number, &answer)?;
    }
    Ok(times)
}

/// A timetable of requests.
#[derive(Debug, Clone, Copy)]
struct Timetable {
    begun: Instant,
    interval: Duration,
    count: u64,
}

impl Timetable {
    fn new(rate: f64, time: Duration) -> Self {
        let interval = Duration::from_secs_f64(1.0 / rate.max(1.0));
        let count = u64::try_from(time.as_nanos() / interval.as_nanos().max(1)).unwrap_or(u64::MAX);
        Self { begun: Instant::now(), interval, count }
    }

    /// When the request with this number should be sent; `None` after the last.
    fn due(&self, number: u64) -> Option<Instant> {
        let nanos = u64::try_from(self.interval.as_nanos()).ok()?.checked_mul(number)?;
        (number < self.count).then(|| self.begun + Duration::from_nanos(nanos))
    }
}

/// Requests are sent by the clock, `rate` a second, whether or not earlier ones are answered. Answers how long
/// each took, shortest first, counted from the moment it should have been sent: a server that stalls is charged
/// for those that had to wait behind (no coordinated omission).
pub(crate) async fn open(
    server: &Process,
    source: &dyn Source,
    connections: usize,
    (rate, time): (f64, Duration),
) -> Result<Vec<Duration>> {
    let next = Cell::new(0);
    let timetable = Timetable::new(rate, time);
    let firing = (0..connections).map(|_| fire(server.address(), source, &next, timetable));
    let mut times: Vec<Duration> = try_join_all(firing).await?.into_iter().flatten().collect();
    times.sort_unstable();
    Ok(times)
}

async fn fire(
    address: SocketAddr,
    source: &dyn Source,
    next: &Cell<u64>,
    timetable: Timetable,
) -> Result<Vec<Duration>> {
    let mut connection = Connection::open(address).await?;
    let mut times = Vec::new();
    loop {
        let number = next.replace(next.get() + 1);
        let Some(due) = timetable.due(number) else { return Ok(times) };
        wait_until(due).await;
        let answer = connection.ask(&source.request(number)).await?;
        times.push(due.elapsed());
        source.check(number, &answer)?;
    }
}

/// Sleeps for most of the time and looks at the clock for the rest: the core is the generator's own.
async fn wait_until(due: Instant) {
    let wait = due.saturating_duration_since(Instant::now());
    if wait > COARSE {
        tokio::time::sleep(wait - COARSE).await;
    }
    while Instant::now() < due {
        tokio::task::yield_now().await;
    }
}

#[cfg(test)]
mod tests {
    use super::Timetable;
    use std::time::Duration;

    #[test]
    fn the_timetable_is_even_and_ends() {
        let timetable = Timetable::new(200.0, Duration::from_secs(2));
        assert_eq!(timetable.count, 400);
        assert_eq!(timetable.due(0), Some(timetable.begun));
        assert_eq!(timetable.due(399), Some(timetable.begun + Duration::from_millis(1_995)));
        assert_eq!(timetable.due(400), None);
    }
}

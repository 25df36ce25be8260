//! What is asked for, and what is right as its answer.

use crate::http::{self, Answer};
use crate::load::Source;
use crate::process::Process;
use anyhow::{Result, ensure};
use std::borrow::Cow;
use std::cell::Cell;

/// Every so many answers the whole body is looked at; status and length are always.
const SAMPLED: u64 = 16;

/// Addresses of which none is asked for twice, as far as there are enough of them.
pub(super) struct Fresh {
    path: Box<dyn Fn(usize) -> String>,
    sent: Cell<usize>,
    ends: (&'static [u8], &'static [u8]),
}

impl Fresh {
    /// `ends` are how every right body begins and ends.
    pub(super) fn new(path: impl Fn(usize) -> String + 'static, ends: (&'static [u8], &'static [u8])) -> Self {
        Self { path: Box::new(path), sent: Cell::new(0), ends }
    }
}

impl Source for Fresh {
    fn request(&self, _: u64) -> Cow<'_, [u8]> {
        let number = self.sent.replace(self.sent.get() + 1);
        Cow::Owned(http::get(&(self.path)(number), ""))
    }

    fn check(&self, _: u64, answer: &Answer<'_>) -> Result<()> {
        let (begin, end) = self.ends;
        let right = answer.status == 200 && answer.body.starts_with(begin) && answer.body.ends_with(end);
        ensure!(right, "a wrong answer with status {}: {}", answer.status, String::from_utf8_lossy(answer.body));
        Ok(())
    }
}

/// A request with its right answer.
pub(super) struct Prepared {
    pub(super) request: Vec<u8>,
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
}

/// Requests in turn, over and over.
pub(super) struct Cycle(pub(super) Vec<Prepared>);

impl Cycle {
    fn at(&self, number: u64) -> &Prepared {
        let count = u64::try_from(self.0.len()).unwrap_or(1);
        // A step that shares no factor with the count visits all of them, neighbours far apart.
        let place = number.wrapping_mul(7_919) % count;
        &self.0[usize::try_from(place).unwrap_or_default()]
    }
}

impl Source for Cycle {
    fn request(&self, number: u64) -> Cow<'_, [u8]> {
        Cow::Borrowed(&self.at(number).request)
    }

    fn check(&self, number: u64, answer: &Answer<'_>) -> Result<()> {
        let right = self.at(number);
        ensure!(
            answer.status == right.status,
            "status {} where {} is right: {}",
            answer.status,
            right.status,
            String::from_utf8_lossy(answer.body)
        );
        ensure!(
            answer.body.len() == right.body.len(),
            "a body of {} bytes where {} are right",
            answer.body.len(),
            right.body.len()
        );
        ensure!(!number.is_multiple_of(SAMPLED) || answer.body == right.body, "the body of an answer is wrong");
        Ok(())
    }
}

/// Fetches every page from both servers; both must answer the same bytes.
pub(super) fn prepared(paths: Vec<String>, ours: &Process, floor: &Process) -> Result<Cycle> {
    let prepare = |path: String| {
        let body = http::fetch(ours.address(), &path)?;
        let same = body == http::fetch(floor.address(), &path)?;
        ensure!(same, "product and floor answer {path} with different bytes");
        Ok(Prepared { request: http::get(&path, ""), status: 200, body })
    };
    Ok(Cycle(paths.into_iter().map(prepare).collect::<Result<_>>()?))
}

#[cfg(test)]
mod tests {
    use super::{Cycle, Prepared};

    #[test]
    fn a_cycle_visits_all() {
        for count in [1_u16, 2, 20, 260, 1_000] {
            let cycle =
                Cycle((0..count).map(|status| Prepared { request: Vec::new(), status, body: Vec::new() }).collect());
            let mut seen: Vec<u16> = (0..u64::from(count)).map(|number| cycle.at(number).status).collect();
            seen.sort_unstable();
            assert_eq!(seen, (0..count).collect::<Vec<_>>());
        }
    }
}

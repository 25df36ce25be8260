//! How fast mails go to one domain: servers of large providers turn away who comes too fast.

use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashMap;

/// Domains that are remembered before those that may have a mail again are forgotten.
const REMEMBERED: usize = 10_000;

/// When each domain may have its next mail.
#[derive(Debug)]
pub(super) struct Pace {
    /// Between two mails to one domain; `None` where there is no limit.
    between: Option<TimeDelta>,
    next: HashMap<String, DateTime<Utc>>,
}

impl Pace {
    /// So many mails a minute to each domain; any number where it is 0.
    pub(super) fn new(a_minute: u32) -> Self {
        let between = (a_minute > 0).then(|| TimeDelta::microseconds(60_000_000 / i64::from(a_minute)));
        Self { between, next: HashMap::new() }
    }

    /// Takes the next place of a domain: the moment of it, where that is still to come.
    pub(super) fn place(&mut self, domain: &str, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let between = self.between?;
        if self.next.len() >= REMEMBERED {
            self.next.retain(|_, next| *next > now);
        }
        let free = self.next.get(domain).copied().unwrap_or(now).max(now);
        self.next.insert(domain.to_owned(), free + between);
        (free > now).then_some(free)
    }
}

#[cfg(test)]
mod tests {
    use super::Pace;
    use chrono::{DateTime, TimeDelta, Utc};

    #[test]
    fn each_domain_has_its_own_pace() {
        let now: DateTime<Utc> = "2026-11-26T09:00:00Z".parse().unwrap();
        let mut pace = Pace::new(60);
        assert_eq!(pace.place("a.example", now), None);
        assert_eq!(pace.place("a.example", now), Some(now + TimeDelta::seconds(1)));
        assert_eq!(pace.place("b.example", now), None);
        assert_eq!(pace.place("a.example", now + TimeDelta::seconds(5)), None, "places that nobody took are gone");
        let mut free = Pace::new(0);
        assert!((0..100).all(|_| free.place("a.example", now).is_none()));
    }
}

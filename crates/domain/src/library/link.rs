//! How the link of an item is: what each check says of it, and when a page is taken for lost.
//!
//! One check that fails says little: servers are away for a night. A link is dead when no page has come three times in
//! a row over three days or more, or when the server has said twice in a row that there is no such page.

use super::LinkState;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// Checks in a row without a page that make a link dead.
const MISSES: u32 = 3;
/// How long no page has to have come for that.
const MISSED_FOR: TimeDelta = TimeDelta::days(3);
/// Times in a row that a server says there is no such page.
const DENIALS: u32 = 2;

/// How the link of an item is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemLink {
    /// How it is, by the last checks.
    pub state: LinkState,
    /// Whether it leads nowhere any more, as far as can be told: the page is gone, or has not come for days.
    #[cfg_attr(feature = "openapi", schema(example = false))]
    pub dead: bool,
    /// When it was last looked at; `null` before that.
    pub checked_at: Option<DateTime<Utc>>,
    /// Since when it is in this state; `null` before the first look.
    pub since: Option<DateTime<Utc>>,
    /// The address that its server asks to use from now on; `null` where it asks for none.
    #[cfg_attr(feature = "openapi", schema(max_length = 2048))]
    pub moved_to: Option<String>,
}

impl ItemLink {
    /// A link that nobody has looked at yet.
    pub const UNKNOWN: Self =
        Self { state: LinkState::Unknown, dead: false, checked_at: None, since: None, moved_to: None };
}

/// What one check of a link found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkAnswer {
    /// A page.
    Alive,
    /// A page, whose server asks to use this address from now on.
    Moved(String),
    /// The server does not show it to a program.
    Refused,
    /// No page.
    Failing,
    /// The word of the server that there is no such page.
    Gone,
}

/// What is kept of a link: how it is, and what came before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkRecord {
    /// How it is.
    pub link: ItemLink,
    /// Checks in a row that brought no page.
    pub misses: u32,
    /// Checks in a row by which the server said that there is no such page.
    pub denials: u32,
    /// When the first of those that brought no page was.
    pub missed_since: Option<DateTime<Utc>>,
}

impl LinkRecord {
    /// Of a link that nobody has looked at yet.
    pub const NEW: Self = Self { link: ItemLink::UNKNOWN, misses: 0, denials: 0, missed_since: None };

    /// What is kept after a check.
    #[must_use]
    pub fn after(&self, answer: LinkAnswer, at: DateTime<Utc>) -> Self {
        let missed = matches!(answer, LinkAnswer::Failing | LinkAnswer::Gone);
        let missed_since = missed.then(|| self.missed_since.unwrap_or(at));
        let misses = if missed { self.misses.saturating_add(1) } else { 0 };
        let denials = if answer == LinkAnswer::Gone { self.denials.saturating_add(1) } else { 0 };
        let (state, moved_to) = match answer {
            LinkAnswer::Alive => (LinkState::Alive, None),
            LinkAnswer::Moved(address) => (LinkState::Moved, Some(address)),
            LinkAnswer::Refused => (LinkState::Refused, None),
            LinkAnswer::Gone if denials >= DENIALS => (LinkState::Gone, None),
            LinkAnswer::Failing | LinkAnswer::Gone => (LinkState::Failing, None),
        };
        let lasting = misses >= MISSES && missed_since.is_some_and(|since| at - since >= MISSED_FOR);
        let since = self.link.since.filter(|_| self.link.state == state).unwrap_or(at);
        let link = ItemLink {
            state,
            dead: state == LinkState::Gone || lasting,
            checked_at: Some(at),
            since: Some(since),
            moved_to,
        };
        Self { link, misses, denials, missed_since }
    }
}

/// Who answers at a web address, in small letters: those of one host are not asked at once. Empty where there is none.
#[must_use]
pub fn host(url: &str) -> String {
    let rest = url.trim().split_once("://").map_or("", |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let place = authority.rsplit_once('@').map_or(authority, |(_, place)| place);
    let end = if place.starts_with('[') { place.find(']').map(|end| end + 1) } else { place.find(':') };
    place[..end.unwrap_or(place.len())].to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{LinkAnswer, LinkRecord, LinkState, host};
    use chrono::{DateTime, TimeDelta, Utc};

    fn at(days: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(20_000 + days)
    }

    /// Answers by the day, and what is known after them.
    type Case<'a> = (&'a [(i64, LinkAnswer)], LinkState, bool);

    /// What is kept after checks on these days.
    fn after(checks: &[(i64, LinkAnswer)]) -> LinkRecord {
        checks.iter().fold(LinkRecord::NEW, |record, (day, answer)| record.after(answer.clone(), at(*day)))
    }

    #[test]
    fn states_by_table() {
        use LinkAnswer::{Alive, Failing, Gone, Refused};
        let moved = || LinkAnswer::Moved("https://example.org/new".to_owned());
        let table: [Case<'_>; 11] = [
            (&[], LinkState::Unknown, false),
            (&[(0, Alive)], LinkState::Alive, false),
            (&[(0, moved())], LinkState::Moved, false),
            (&[(0, Refused)], LinkState::Refused, false),
            (&[(0, Gone)], LinkState::Failing, false),
            (&[(0, Gone), (1, Gone)], LinkState::Gone, true),
            (&[(0, Gone), (1, Alive), (2, Gone)], LinkState::Failing, false),
            (&[(0, Failing), (1, Failing), (2, Failing)], LinkState::Failing, false),
            (&[(0, Failing), (1, Failing), (3, Failing)], LinkState::Failing, true),
            (&[(0, Failing), (9, Failing)], LinkState::Failing, false),
            (&[(0, Gone), (1, Gone), (2, Alive)], LinkState::Alive, false),
        ];
        for (checks, state, dead) in table {
            let link = after(checks).link;
            assert_eq!((link.state, link.dead), (state, dead), "{checks:?}");
            assert_eq!(link.checked_at, checks.last().map(|(day, _)| at(*day)));
        }
    }

    #[test]
    fn a_state_lasts_since_its_first_check() {
        use LinkAnswer::{Alive, Failing};
        let link = after(&[(0, Alive), (5, Failing), (6, Failing)]).link;
        assert_eq!((link.since, link.checked_at), (Some(at(5)), Some(at(6))));
        assert_eq!(after(&[(0, Failing), (7, Alive)]).missed_since, None);
        assert_eq!(after(&[(0, LinkAnswer::Moved("a".into())), (7, Alive)]).link.moved_to, None);
    }

    #[test]
    fn hosts_by_table() {
        for (url, expected) in [
            ("https://Example.org/a?b", "example.org"),
            ("http://user@example.org:8080", "example.org"),
            ("https://example.org?q=/", "example.org"),
            ("http://[2001:DB8::1]:80/a", "[2001:db8::1]"),
            ("nothing", ""),
        ] {
            assert_eq!(host(url), expected, "{url}");
        }
    }
}

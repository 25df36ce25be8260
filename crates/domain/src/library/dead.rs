//! The queue of links that lead nowhere, or somewhere else.

use super::LinkState;
use contract::Fault;
use contract::query::{Reader, Writer};

/// States of links that somebody should look at.
const WORRYING: [LinkState; 3] = [LinkState::Gone, LinkState::Failing, LinkState::Moved];

/// Which links, and which page of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeadLinkQuery {
    /// In any of these states; when empty those that are gone, fail, or have moved.
    pub states: Vec<LinkState>,
    /// Page size; the default when absent.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

impl DeadLinkQuery {
    /// Reads the query string of `GET /dead-links`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self {
            states: reader.list("state", LinkState::expected()),
            limit: Some(reader.limit()),
            cursor: reader.cursor(),
        };
        reader.finish()?;
        Ok(query)
    }

    /// The states, said or not, in one order.
    #[must_use]
    pub fn wanted(&self) -> Vec<LinkState> {
        let mut states = if self.states.is_empty() { WORRYING.to_vec() } else { self.states.clone() };
        states.sort_unstable();
        states
    }

    /// What the list is of, without the page.
    #[must_use]
    pub fn filter(&self) -> String {
        Writer::new().list("state", &self.wanted()).with_mark()
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        let writer = Writer::new().list("state", &self.states);
        writer.one("limit", self.limit).text("cursor", self.cursor.as_deref()).with_mark()
    }
}

#[cfg(test)]
mod tests {
    use super::{DeadLinkQuery, LinkState};

    #[test]
    fn what_is_well_is_not_looked_at() {
        let query = DeadLinkQuery::parse("state=moved,gone&limit=5").unwrap();
        assert_eq!(DeadLinkQuery::parse(&query.to_query()[1..]).unwrap(), query);
        assert_eq!(query.filter(), DeadLinkQuery::parse("state=gone&state=moved").unwrap().filter());
        let all = DeadLinkQuery::parse("").unwrap().wanted();
        assert!(all.len() == 3 && !all.contains(&LinkState::Alive) && !all.contains(&LinkState::Refused));
        assert!(DeadLinkQuery::parse("state=dead").is_err());
    }
}

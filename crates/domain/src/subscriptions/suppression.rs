//! Addresses that nobody writes to.

use super::SuppressionReason;
use super::own::check_email;
use crate::organisations::tidy;
use crate::validation::{Faults, Validate};
use chrono::{DateTime, Utc};
use contract::Fault;
use contract::query::{Reader, Writer};
use ids::SuppressionId;
use serde::{Deserialize, Serialize};

/// Longest note, in characters.
const MAX_NOTE: usize = 500;

/// An address that nobody writes to. Which one is not kept, only a hash by which it is known again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Suppression {
    /// Its id.
    pub id: SuppressionId,
    /// Why.
    pub reason: SuppressionReason,
    /// What somebody noted; `null` where nobody did.
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "Asked us by telephone."))]
    pub note: Option<String>,
    /// Since when.
    pub at: DateTime<Utc>,
}

/// An address that nobody is to write to.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewSuppression {
    /// Which.
    #[cfg_attr(feature = "openapi", schema(min_length = 3, max_length = 254, example = "name@example.org"))]
    pub email: String,
    /// Why, for whoever asks later; without the address.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "Asked us by telephone."))]
    pub note: Option<String>,
}

impl std::fmt::Debug for NewSuppression {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewSuppression").finish_non_exhaustive()
    }
}

impl Validate for NewSuppression {
    fn validate(&self, faults: &mut Faults) {
        check_email(faults, &self.email);
        let note = self.note.as_deref().unwrap_or_default();
        faults.text("/note", note, 0..=MAX_NOTE);
        if note.contains('@') {
            faults.add("/note", "not_taken_here", "Leave addresses out: this list is kept without them.");
        }
    }

    fn tidied(self) -> Self {
        Self { email: self.email.trim().to_owned(), note: tidy(self.note) }
    }
}

/// A page of suppressions, the last first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SuppressionQuery {
    /// For any of these reasons; all when empty.
    pub reasons: Vec<SuppressionReason>,
    /// Of exactly this address.
    pub q: Option<String>,
    /// Page size; the default when absent.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

impl SuppressionQuery {
    /// Reads the query string of `GET /suppressions`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self {
            reasons: reader.list("reason", SuppressionReason::expected()),
            q: reader.text("q", 254),
            limit: Some(reader.limit()),
            cursor: reader.cursor(),
        };
        reader.finish()?;
        Ok(query)
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        let writer = Writer::new().list("reason", &self.reasons).text("q", self.q.as_deref());
        writer.one("limit", self.limit).text("cursor", self.cursor.as_deref()).with_mark()
    }

    /// The filter alone, its values in one order: what the places of a page belong to.
    #[must_use]
    pub fn filter(&self) -> String {
        let mut query = Self { limit: None, cursor: None, ..self.clone() };
        query.reasons.sort_unstable();
        query.to_query()
    }
}

#[cfg(test)]
mod tests {
    use super::{NewSuppression, SuppressionQuery};
    use crate::Valid;

    #[test]
    fn a_note_tells_no_address() {
        let new = |note: &str| NewSuppression { email: "ana@example.org".into(), note: Some(note.into()) };
        assert!(Valid::check(new("Asked by telephone.")).is_ok());
        assert_eq!(Valid::check(new("ana@example.org asked")).unwrap_err()[0].pointer, "/note");
    }

    #[test]
    fn a_query_goes_there_and_back() {
        let query = SuppressionQuery::parse("reason=left%2Cbounced&q=ana%40example.org&limit=5").unwrap();
        assert_eq!(SuppressionQuery::parse(&query.to_query()[1..]).unwrap(), query);
    }
}

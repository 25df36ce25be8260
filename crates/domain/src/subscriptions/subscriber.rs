//! Subscribers as editors see them.

use super::{SubscribedCity, SubscriberStatus};
use crate::vocabularies::Language;
use chrono::{DateTime, Utc};
use contract::Fault;
use contract::query::{Reader, Writer};
use ids::SubscriberId;
use serde::{Deserialize, Serialize};

/// Longest address to look for, in characters.
const MAX_Q: usize = 254;

/// Somebody who gets, got or is to get mails.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Subscriber {
    /// Its id.
    pub id: SubscriberId,
    /// Where mails go.
    #[cfg_attr(feature = "openapi", schema(max_length = 254, example = "name@example.org"))]
    pub email: String,
    /// In which language.
    pub language: Language,
    /// Where they stand.
    pub status: SubscriberStatus,
    /// Only what holds lessons that this filter lets through; `null` for everything.
    #[cfg_attr(feature = "openapi", schema(max_length = 1000, example = "topic=health"))]
    pub filter: Option<String>,
    /// The city that they work for; `null` for none.
    pub city: Option<SubscribedCity>,
    /// Until when nothing is sent; `null` where it is not paused.
    pub paused_until: Option<DateTime<Utc>>,
    /// When it was asked for, or imported.
    pub created_at: DateTime<Utc>,
    /// When it was confirmed; `null` while it is not.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts the changes.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1))]
    pub version: i64,
}

impl std::fmt::Debug for Subscriber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Subscriber").field("id", &self.id).field("status", &self.status).finish_non_exhaustive()
    }
}

/// Which subscribers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SubscriberFilter {
    /// Where they stand: any of these; all when empty.
    pub statuses: Vec<SubscriberStatus>,
    /// In any of these languages.
    pub languages: Vec<Language>,
    /// Who work for this city, by id or slug.
    pub city: Option<String>,
    /// With exactly this address.
    pub q: Option<String>,
}

impl SubscriberFilter {
    fn read(reader: &mut Reader) -> Self {
        Self {
            statuses: reader.list("status", SubscriberStatus::expected()),
            languages: reader.list("language", Language::expected()),
            city: reader.text("city", 100),
            q: reader.text("q", MAX_Q),
        }
    }

    fn write(&self, writer: Writer) -> Writer {
        let writer = writer.list("status", &self.statuses).list("language", &self.languages);
        writer.text("city", self.city.as_deref()).text("q", self.q.as_deref())
    }

    /// The filter as a query string, its values in one order, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        let mut one = self.clone();
        one.statuses.sort_unstable();
        one.languages.sort_unstable();
        one.write(Writer::new()).with_mark()
    }
}

/// A page of subscribers, the last come first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SubscriberQuery {
    /// Which of them.
    pub filter: SubscriberFilter,
    /// Page size; the default when absent.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

impl SubscriberQuery {
    /// Reads the query string of `GET /subscribers`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query =
            Self { filter: SubscriberFilter::read(&mut reader), limit: Some(reader.limit()), cursor: reader.cursor() };
        reader.finish()?;
        Ok(query)
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        let writer = self.filter.write(Writer::new());
        writer.one("limit", self.limit).text("cursor", self.cursor.as_deref()).with_mark()
    }
}

/// Which subscribers are taken away as a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SubscriberExportQuery {
    /// Which of them.
    pub filter: SubscriberFilter,
}

impl SubscriberExportQuery {
    /// Reads the query string of `GET /subscribers.csv`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self { filter: SubscriberFilter::read(&mut reader) };
        for name in ["limit", "cursor"] {
            reader.refuse(name, "A file holds every subscriber that passes the filter: leave this out.");
        }
        reader.finish()?;
        Ok(query)
    }
}

/// How many stand somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatusCount {
    /// Where.
    pub status: SubscriberStatus,
    /// How many.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 120))]
    pub count: i64,
}

/// How many get mails in a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LanguageCount {
    /// Which.
    pub language: Language,
    /// How many of those who get mails, or do so after a pause.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 80))]
    pub count: i64,
}

/// Subscriptions in figures. Nobody is followed: there are no figures of who opens or clicks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SubscriptionFigures {
    /// How many stand where, for every status.
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub statuses: Vec<StatusCount>,
    /// How many get mails in which language; languages without anybody are left out.
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub languages: Vec<LanguageCount>,
    /// Addresses that nobody writes to.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 7))]
    pub suppressions: i64,
    /// Who confirmed, or was imported, in the last 30 days.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 12))]
    pub joined_lately: i64,
    /// Who left in the last 30 days.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 2))]
    pub left_lately: i64,
}

#[cfg(test)]
mod tests {
    use super::{SubscriberExportQuery, SubscriberQuery};

    #[test]
    fn a_query_goes_there_and_back() {
        let raw = "status=active%2Cpaused&language=fr&city=accra&q=ana%40example.org&limit=5&cursor=x";
        let query = SubscriberQuery::parse(raw).unwrap();
        assert_eq!(SubscriberQuery::parse(&query.to_query()[1..]).unwrap(), query);
        assert!(SubscriberExportQuery::parse(raw).is_err(), "a file has no pages");
        assert!(SubscriberQuery::parse("status=gone").is_err());
    }
}

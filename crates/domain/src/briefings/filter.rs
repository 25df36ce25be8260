//! Which issues a list shows, and a feed.

use super::IssueStatus;
use crate::feeds::FeedFilter;
use crate::slugs::FilterKey;
use crate::vocabularies::Language;
use contract::Fault;
use contract::query::{Reader, Writer};

/// Which issues. Empty means all that one may see.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BriefingIssueFilter {
    /// Of any of these publications, slugs.
    pub briefings: Vec<String>,
    /// In any of these languages.
    pub languages: Vec<Language>,
}

impl FeedFilter for BriefingIssueFilter {
    fn read(reader: &mut Reader) -> Self {
        let briefings = FilterKey::texts(reader.list("briefing", "See /api/v1/briefings."));
        Self { briefings, languages: reader.list("language", Language::expected()) }
    }

    fn write(&self, writer: Writer) -> Writer {
        writer.list("briefing", &self.briefings).list("language", &self.languages)
    }

    fn words(&self) -> Option<&str> {
        None
    }
}

/// A page of issues: the last sent first, and before them what has not gone out yet, for who may see it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BriefingIssueQuery {
    /// Which issues.
    pub filter: BriefingIssueFilter,
    /// They stand at any of these; all when empty.
    pub statuses: Vec<IssueStatus>,
    /// Page size; the default when absent.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

impl BriefingIssueQuery {
    /// Reads the query string of `GET /briefing-issues`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self {
            filter: BriefingIssueFilter::read(&mut reader),
            statuses: reader.list("status", IssueStatus::expected()),
            limit: Some(reader.limit()),
            cursor: reader.cursor(),
        };
        reader.finish()?;
        Ok(query)
    }

    /// What the list is of, without the page.
    #[must_use]
    pub fn filtered(&self) -> String {
        self.filter.write(Writer::new()).list("status", &self.statuses).with_mark()
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        let writer = self.filter.write(Writer::new()).list("status", &self.statuses);
        writer.one("limit", self.limit).text("cursor", self.cursor.as_deref()).with_mark()
    }
}

/// What is taken away as a file: which issues, all that have gone out of them, the last sent first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BriefingIssueExportQuery {
    /// Which issues.
    pub filter: BriefingIssueFilter,
}

impl BriefingIssueExportQuery {
    /// Reads the query string of an export.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self { filter: BriefingIssueFilter::read(&mut reader) };
        for name in ["limit", "cursor", "status"] {
            reader.refuse(name, "A file holds every issue that has gone out: leave this out, or ask for JSON.");
        }
        reader.finish()?;
        Ok(query)
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        self.filter.write(Writer::new()).with_mark()
    }
}

#[cfg(test)]
mod tests {
    use super::{BriefingIssueExportQuery, BriefingIssueQuery, IssueStatus};

    #[test]
    fn a_query_goes_there_and_back() {
        let query =
            BriefingIssueQuery::parse("briefing=weekly-briefing&language=en&status=draft&limit=5&cursor=x").unwrap();
        assert_eq!(query.statuses, [IssueStatus::Draft]);
        assert_eq!(BriefingIssueQuery::parse(&query.to_query()[1..]).unwrap(), query);
        assert_eq!(query.filtered(), "?briefing=weekly-briefing&language=en&status=draft");
        assert!(BriefingIssueQuery::parse("status=lost").is_err());
    }

    #[test]
    fn a_file_takes_the_filter_alone() {
        let query = BriefingIssueExportQuery::parse("briefing=weekly-briefing&language=en").unwrap();
        assert_eq!(query.to_query(), "?briefing=weekly-briefing&language=en");
        for bad in ["status=sent", "limit=5", "cursor=x", "colour=red"] {
            assert!(BriefingIssueExportQuery::parse(bad).is_err(), "{bad}");
        }
    }
}

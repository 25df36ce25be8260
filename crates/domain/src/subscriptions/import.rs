//! Subscribers that come from elsewhere, each with what proves their consent.

use super::own::{check_email, tidy_filter_of};
use crate::organisations::tidy;
use crate::validation::{Faults, Validate};
use crate::vocabularies::Language;
use chrono::{DateTime, NaiveDate, Utc};
use contract::Fault;
use contract::query::{Reader, Writer};
use serde::{Deserialize, Serialize};

/// Most rows of one file.
pub const MAX_IMPORT_ROWS: usize = 50_000;
/// Largest file, in bytes.
pub const MAX_IMPORT_BYTES: usize = 16 * 1024 * 1024;
/// Most faults that a report names.
pub const MAX_IMPORT_FAULTS: usize = 500;
/// Columns of the file, by the names on its first line. The first and the last two must be there.
pub const IMPORT_COLUMNS: [&str; 6] = ["email", "language", "city", "filter", "consent_at", "consent_source"];
/// Longest text about where a consent comes from, in characters.
const MAX_PROOF: usize = 450;

/// How a file is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ImportQuery {
    /// Only says what would be done.
    pub dry_run: bool,
}

impl ImportQuery {
    /// Reads the query string of `POST /subscriber-imports`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self { dry_run: reader.one("dry_run", "Use true or false.").unwrap_or(false) };
        reader.finish()?;
        Ok(query)
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(self) -> String {
        Writer::new().one("dry_run", self.dry_run.then_some(true)).with_mark()
    }
}

/// A row of the file as it was written.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct ImportedRow {
    /// The address.
    pub email: String,
    /// Language of the mails; English where it is empty.
    pub language: String,
    /// City, by slug; none where it is empty.
    pub city: String,
    /// Filter of lessons; everything where it is empty.
    pub filter: String,
    /// When the owner of the address consented: a day (2025-03-01) or a moment (RFC 3339).
    pub consent_at: String,
    /// To what and where: the form, the list, the meeting.
    pub consent_source: String,
}

impl std::fmt::Debug for ImportedRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ImportedRow").finish_non_exhaustive()
    }
}

impl ImportedRow {
    /// When the owner of the address consented; `None` where it cannot be read.
    #[must_use]
    pub fn consented(&self) -> Option<DateTime<Utc>> {
        let text = self.consent_at.trim();
        let moment = || DateTime::parse_from_rfc3339(text).ok().map(|at| at.with_timezone(&Utc));
        let day = || text.parse::<NaiveDate>().ok()?.and_hms_opt(0, 0, 0).map(|at| at.and_utc());
        moment().or_else(day)
    }

    /// In which language mails are wanted.
    #[must_use]
    pub fn wanted_language(&self) -> Option<Language> {
        let text = self.language.trim();
        if text.is_empty() { Some(Language::English) } else { text.to_lowercase().parse().ok() }
    }

    /// The city, where one is named.
    #[must_use]
    pub fn wanted_city(&self) -> Option<String> {
        tidy(Some(self.city.clone()))
    }

    /// The filter in its one written form, where one is named.
    #[must_use]
    pub fn wanted_filter(&self) -> Option<String> {
        tidy_filter_of(&self.filter)
    }
}

impl Validate for ImportedRow {
    fn validate(&self, faults: &mut Faults) {
        check_email(faults, &self.email);
        if self.wanted_language().is_none() {
            faults.add("/language", "unknown_value", Language::expected());
        }
        faults.line("/city", &self.city, 0..=100);
        super::own::check_filter_of(faults, &self.filter);
        if self.consented().is_none() {
            faults.add("/consent_at", "required", "Say when consent was given: 2025-03-01, or a moment by RFC 3339.");
        }
        faults.line("/consent_source", &self.consent_source, 1..=MAX_PROOF);
    }
}

/// What is wrong with a row of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportFault {
    /// Which row, from 1, without the line of names.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 50_000, example = 12))]
    pub row: i64,
    /// Which column.
    #[cfg_attr(feature = "openapi", schema(max_length = 40, example = "consent_at"))]
    pub column: String,
    /// Stable code of the fault.
    #[cfg_attr(feature = "openapi", schema(max_length = 60, example = "required"))]
    pub code: String,
    /// What to do, in English.
    #[cfg_attr(feature = "openapi", schema(max_length = 1000, example = "Say when consent was given."))]
    pub message: String,
}

/// What became of a file, or would.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportReport {
    /// Whether nothing was done but to look.
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub dry_run: bool,
    /// Rows of the file.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 50_000, example = 100))]
    pub rows: i64,
    /// Who get mails from now on.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 50_000, example = 90))]
    pub added: i64,
    /// Who were subscribed already, and stay as they are.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 50_000, example = 8))]
    pub known: i64,
    /// Rows that were refused: for a fault, or because nobody writes to the address.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 50_000, example = 2))]
    pub refused: i64,
    /// What was wrong with them, the first rows first.
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub faults: Vec<ImportFault>,
}

#[cfg(test)]
mod tests {
    use super::{ImportQuery, ImportedRow};
    use crate::Valid;

    fn row() -> ImportedRow {
        ImportedRow {
            email: "ana@example.org".into(),
            consent_at: "2025-03-01".into(),
            consent_source: "Form of the newsletter".into(),
            ..ImportedRow::default()
        }
    }

    #[test]
    fn consent_is_proven() {
        assert!(Valid::check(row()).is_ok());
        assert_eq!(row().consented().unwrap().to_rfc3339(), "2025-03-01T00:00:00+00:00");
        let faults = Valid::check(ImportedRow { consent_at: "lately".into(), consent_source: " ".into(), ..row() });
        let faults = faults.unwrap_err();
        let pointers: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(pointers, ["/consent_at", "/consent_source"]);
    }

    #[test]
    fn languages_and_queries_by_table() {
        for (text, known) in [("", true), ("FR", true), (" pt ", true), ("de", false)] {
            let row = ImportedRow { language: text.into(), ..row() };
            assert_eq!(row.wanted_language().is_some(), known, "{text}");
        }
        assert!(ImportQuery::parse("dry_run=true").unwrap().dry_run);
        assert_eq!(ImportQuery { dry_run: true }.to_query(), "?dry_run=true");
        assert_eq!(ImportQuery::default().to_query(), "");
    }
}

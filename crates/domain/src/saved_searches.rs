//! Searches that somebody keeps: they see what is new in them, and are told of it at the rhythm that they chose.

use crate::lessons::LessonFilter;
use crate::library::LibraryFilter;
use crate::lists::ListFilter as _;
use crate::notes::NoteFilter;
use crate::search::SearchQuery;
use crate::validation::{Faults, Validate};
use chrono::{DateTime, Utc};
use contract::query::{Reader, Writer};
use contract::{Fault, Patch};
use ids::SavedSearchId;
use serde::{Deserialize, Serialize};

/// Most searches that one account keeps.
pub const MAX_SAVED: u64 = 50;
/// Longest name, in characters.
pub const MAX_NAME: usize = 100;
/// Longest query, in characters.
pub const MAX_QUERY: usize = 2_000;
/// New things are counted as far as this.
pub const MOST_NEW: u32 = 1_000;

keys! {
    /// What is searched.
    SavedSearchOf {
        /// Everything public.
        Search = "search",
        /// The lessons.
        Lessons = "lessons",
        /// The library.
        Library = "library",
        /// Practice and technical notes.
        Notes = "notes",
    }
}

keys! {
    /// How often somebody is told of what is new.
    AlertRhythm {
        /// Never: new things are counted where the searches are listed, and nowhere else.
        None = "none",
        /// Once a day, in the morning of the account's time zone, if there is anything new.
        Daily = "daily",
        /// On Monday mornings, if there is anything new.
        Weekly = "weekly",
    }
}

keys! {
    /// How somebody is told of what is new.
    AlertChannel {
        /// On the page that one begins on.
        InApp = "in_app",
        /// By mail; all searches that are due come in one.
        Mail = "mail",
        /// Both.
        Both = "both",
    }
}

impl AlertChannel {
    /// Whether mails are written.
    #[must_use]
    pub const fn writes(self) -> bool {
        matches!(self, Self::Mail | Self::Both)
    }

    /// Whether it is shown in the app.
    #[must_use]
    pub const fn shows(self) -> bool {
        matches!(self, Self::InApp | Self::Both)
    }
}

/// What a saved search asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SavedQuery {
    /// Everything public.
    Search(SearchQuery),
    /// The lessons.
    Lessons(Box<LessonFilter>),
    /// The library.
    Library(LibraryFilter),
    /// Practice and technical notes.
    Notes(NoteFilter),
}

impl SavedQuery {
    /// Reads a query string of a search or a list; without its page, order and facets, and without a moment since when:
    /// what is new since the last look is found by the search itself.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(of: SavedSearchOf, query: &str) -> Result<Self, Vec<Fault>> {
        let raw = query.strip_prefix('?').unwrap_or(query);
        Ok(match of {
            SavedSearchOf::Search => {
                Self::Search(SearchQuery { published_since: None, ..SearchQuery::parse(raw)?.filter() })
            }
            SavedSearchOf::Lessons => {
                let filter = crate::lessons::LessonQuery::parse(raw)?.filter;
                Self::Lessons(Box::new(LessonFilter { published_since: None, ..filter }))
            }
            SavedSearchOf::Library => {
                let filter = crate::library::LibraryQuery::parse(raw)?.filter;
                Self::Library(LibraryFilter { published_since: None, ..filter })
            }
            SavedSearchOf::Notes => {
                let filter = crate::notes::NoteQuery::parse(raw)?.filter;
                Self::Notes(NoteFilter { published_since: None, ..filter })
            }
        })
    }

    /// The same, of what was published from a moment on.
    #[must_use]
    pub fn since(self, since: crate::since::Since) -> Self {
        let published_since = Some(since);
        match self {
            Self::Search(query) => Self::Search(SearchQuery { published_since, ..query }),
            Self::Lessons(filter) => Self::Lessons(Box::new(LessonFilter { published_since, ..*filter })),
            Self::Library(filter) => Self::Library(LibraryFilter { published_since, ..filter }),
            Self::Notes(filter) => Self::Notes(NoteFilter { published_since, ..filter }),
        }
    }

    /// The query in its one form, without its `?`.
    #[must_use]
    pub fn to_query(&self) -> String {
        let query = match self {
            Self::Search(query) => query.to_query(),
            Self::Lessons(filter) => filter.to_query(),
            Self::Library(filter) => filter.to_query(),
            Self::Notes(filter) => filter.to_query(),
        };
        query.strip_prefix('?').unwrap_or(&query).to_owned()
    }

    /// The words that are looked for, where there are any.
    #[must_use]
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Search(query) => Some(&query.q),
            Self::Lessons(filter) => filter.q.as_deref(),
            Self::Library(filter) => filter.q.as_deref(),
            Self::Notes(filter) => filter.q.as_deref(),
        }
    }
}

/// A search that somebody keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedSearch {
    /// Its id.
    pub id: SavedSearchId,
    /// What it is called.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "Heat in cities like ours"))]
    pub name: String,
    /// What is searched.
    pub of: SavedSearchOf,
    /// What it asks for: the query string of the search or the list, in one form.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000, example = "q=heat&region=africa"))]
    pub query: String,
    /// How often one is told of what is new.
    pub rhythm: AlertRhythm,
    /// How one is told of it.
    pub channel: AlertChannel,
    /// How many things were published since `last_looked_at`, at most 1 000; `null` while the search index is being built.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1000, example = 3))]
    pub new_count: Option<u32>,
    /// How many of them one was told of in the app, at the chosen rhythm, and has not looked at.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1000, example = 3))]
    pub told_count: u32,
    /// When one last looked at what it finds; when it was saved, at first.
    pub last_looked_at: DateTime<Utc>,
    /// When one was last told of something new; `null` before that.
    pub last_alert_at: Option<DateTime<Utc>>,
    /// When it is looked through next to tell of what is new; `null` where one is never told.
    pub next_alert_at: Option<DateTime<Utc>>,
    /// When it was saved.
    pub created_at: DateTime<Utc>,
    /// Counts the changes; the `ETag` is made from it.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1))]
    pub version: i64,
}

/// A search to keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewSavedSearch {
    /// What it is called.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100, example = "Heat in cities like ours"))]
    pub name: String,
    /// What is searched.
    pub of: SavedSearchOf,
    /// What it asks for: the query string of the search or the list. Page, order, facets and `published_since` are left out
    /// of it.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000, example = "q=heat&region=africa"))]
    pub query: String,
    /// How often one is told of what is new.
    pub rhythm: AlertRhythm,
    /// How one is told of it.
    pub channel: AlertChannel,
}

impl NewSavedSearch {
    /// What it asks for.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn asked(&self) -> Result<SavedQuery, Vec<Fault>> {
        SavedQuery::parse(self.of, &self.query)
    }
}

impl Validate for NewSavedSearch {
    fn validate(&self, faults: &mut Faults) {
        faults.line("/name", &self.name, 1..=MAX_NAME);
        if self.query.chars().count() > MAX_QUERY {
            faults.add("/query", "too_long", format!("Use at most {MAX_QUERY} characters."));
        } else if let Err(odd) = self.asked() {
            odd.into_iter().for_each(|fault| faults.add("/query", &fault.code, fault.message));
        }
    }

    fn tidied(self) -> Self {
        let query = self.asked().map_or_else(|_| self.query.clone(), |asked| asked.to_query());
        Self { name: self.name.trim().to_owned(), query, ..self }
    }
}

/// What changes in a saved search; what is left out stays. What is searched is never changed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedSearchUpdate {
    /// What it is called.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, required = false, min_length = 1, max_length = 100, example = "Heat"))]
    pub name: Patch<String>,
    /// What it asks for.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, required = false, max_length = 2000, example = "q=heat"))]
    pub query: Patch<String>,
    /// How often one is told of what is new.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = AlertRhythm, required = false))]
    pub rhythm: Patch<AlertRhythm>,
    /// How one is told of it.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = AlertChannel, required = false))]
    pub channel: Patch<AlertChannel>,
}

impl SavedSearchUpdate {
    /// The search as it is after the change: to be checked as a new one is.
    #[must_use]
    pub fn over(self, before: &SavedSearch) -> NewSavedSearch {
        NewSavedSearch {
            name: self.name.or(before.name.clone()),
            of: before.of,
            query: self.query.or(before.query.clone()),
            rhythm: self.rhythm.or(before.rhythm),
            channel: self.channel.or(before.channel),
        }
    }
}

impl Validate for SavedSearchUpdate {
    fn validate(&self, faults: &mut Faults) {
        faults.never_empty("/name", &self.name);
        faults.never_empty("/query", &self.query);
        faults.never_empty("/rhythm", &self.rhythm);
        faults.never_empty("/channel", &self.channel);
    }
}

/// Which page of one's saved searches.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SavedSearchQuery {
    /// Only those of which one was told something in the app that one has not looked at.
    pub told: bool,
    /// Page size; the default when absent.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

impl SavedSearchQuery {
    /// Reads the query string of `GET /saved-searches`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self {
            told: reader.one("told", "Use true or false.").unwrap_or(false),
            limit: Some(reader.limit()),
            cursor: reader.cursor(),
        };
        reader.finish()?;
        Ok(query)
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        let writer = Writer::new().one("told", self.told.then_some(true)).one("limit", self.limit);
        writer.text("cursor", self.cursor.as_deref()).with_mark()
    }

    /// The filter alone: what the places of a page belong to.
    #[must_use]
    pub fn filter(&self) -> String {
        Self { limit: None, cursor: None, ..self.clone() }.to_query()
    }
}

#[cfg(test)]
mod tests {
    use super::{AlertChannel, AlertRhythm, NewSavedSearch, SavedQuery, SavedSearchOf, SavedSearchQuery};
    use crate::Valid;
    use proptest::prelude::*;

    fn new(of: SavedSearchOf, query: &str) -> NewSavedSearch {
        let (rhythm, channel) = (AlertRhythm::Daily, AlertChannel::Both);
        NewSavedSearch { name: " Heat ".to_owned(), of, query: query.to_owned(), rhythm, channel }
    }

    #[test]
    fn queries_have_one_form() {
        for (of, query, form) in [
            (SavedSearchOf::Search, "?kind=lesson&q=heat&limit=5&facets=kind", "q=heat&kind=lesson"),
            (SavedSearchOf::Search, "q=heat&published_since=2026-11-01T00:00:00Z&city=accra", "q=heat&city=accra"),
            (SavedSearchOf::Lessons, "sort=title&topic=health,economic&cursor=x", "topic=health,economic"),
            (SavedSearchOf::Lessons, "", ""),
            (SavedSearchOf::Library, "q=heat&kind=guide", "kind=guide&q=heat"),
            (SavedSearchOf::Notes, "sort=title&kind=practice", "kind=practice"),
        ] {
            let valid = Valid::check(new(of, query)).unwrap().into_inner();
            assert_eq!((valid.query.as_str(), valid.name.as_str()), (form, "Heat"), "{query}");
        }
    }

    #[test]
    fn what_is_no_query_is_told() {
        for (of, query, code) in [
            (SavedSearchOf::Search, "", "required"),
            (SavedSearchOf::Search, "q=heat&mood=good", "unknown_parameter"),
            (SavedSearchOf::Lessons, "grade=best", "unknown_value"),
            (SavedSearchOf::Library, "topic=health", "unknown_parameter"),
        ] {
            let faults = Valid::check(new(of, query)).unwrap_err();
            assert_eq!((faults[0].pointer.as_str(), faults[0].code.as_str()), ("/query", code), "{query}");
        }
        let long = format!("q={}", "x".repeat(2_000));
        assert_eq!(Valid::check(new(SavedSearchOf::Search, &long)).unwrap_err()[0].code, "too_long");
        let nameless = NewSavedSearch { name: " ".to_owned(), ..new(SavedSearchOf::Lessons, "") };
        assert_eq!(Valid::check(nameless).unwrap_err()[0].pointer, "/name");
    }

    #[test]
    fn the_list_goes_there_and_back() {
        let query = SavedSearchQuery::parse("told=true&limit=5&cursor=x").unwrap();
        assert_eq!(SavedSearchQuery::parse(&query.to_query()[1..]).unwrap(), query);
        assert_eq!(query.filter(), "?told=true");
        assert!(SavedSearchQuery::parse("sort=name").is_err());
    }

    proptest! {
        #[test]
        fn the_form_of_a_form_is_itself(q in "[a-z ]{1,20}[a-z]", topic in "[a-z_]{1,10}", pick in 0..4_usize) {
            let of = SavedSearchOf::ALL[pick];
            let raw = match of {
                SavedSearchOf::Library => format!("q={q}&theme={topic}&limit=7"),
                SavedSearchOf::Search | SavedSearchOf::Lessons | SavedSearchOf::Notes => format!("q={q}&topic={topic}&limit=7"),
            };
            let form = SavedQuery::parse(of, &raw).unwrap().to_query();
            prop_assert_eq!(SavedQuery::parse(of, &form).unwrap().to_query(), form);
        }
    }
}

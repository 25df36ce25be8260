//! The change log: one ordered list of everything that happened to public things. Stream, search index,
//! feeds, cache validators and mirrors all read it.

use chrono::{DateTime, Utc};
use contract::Fault;
use contract::query::{Reader, Writer};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

keys! {
    /// Kinds of things that the change log speaks of.
    ThingKind {
        /// An account. Not public.
        Account = "account",
        /// A key by which a machine of an organisation uses the API. Not public.
        ApiKey = "api_key",
        /// A publication whose issues are sent.
        Briefing = "briefing",
        /// An issue of a publication that its editors work on. Not public: told to who works on it.
        BriefingDraft = "briefing_draft",
        /// An issue of a publication that has gone out, or is going out.
        BriefingIssue = "briefing_issue",
        /// A city.
        City = "city",
        /// A proposal of a city. Told to who made it and to who decides.
        CityProposal = "city_proposal",
        /// A collection or a reading list of the library; one that is private is told to whose it is.
        Collection = "collection",
        /// A report about a city's fact. Not public: never told to visitors.
        Correction = "correction",
        /// A country.
        Country = "country",
        /// Work that is done later. Not public.
        Job = "job",
        /// A lesson that everyone can read.
        Lesson = "lesson",
        /// A lesson on its way to everyone. Told to who writes it.
        LessonDraft = "lesson_draft",
        /// A city's report of what became of a lesson; whoever keeps a copy of the lesson hears of that.
        LessonOutcome = "lesson_outcome",
        /// An item of the library.
        LibraryItem = "library_item",
        /// A device that somebody is signed in on. Not public.
        Login = "login",
        /// A place of somebody in an organisation. Told to that person and to who decides.
        Membership = "membership",
        /// A practice or technical note that everyone can read.
        Note = "note",
        /// A note on its way to everyone. Told to who writes it.
        NoteDraft = "note_draft",
        /// An organisation.
        Organisation = "organisation",
        /// Somebody who gets what is sent by mail. Not public.
        Subscriber = "subscriber",
        /// An address that nobody writes to. Not public.
        Suppression = "suppression",
        /// A search that somebody keeps. Told to them alone.
        SavedSearch = "saved_search",
        /// A term of a vocabulary.
        Term = "term",
    }
}

keys! {
    /// Channels of the stream and of the changes feed: the kinds of things that anyone may follow.
    Channel {
        /// Changes of issues that have gone out, or are going out.
        BriefingIssues = "briefing_issues",
        /// Changes of publications.
        Briefings = "briefings",
        /// Changes of cities.
        Cities = "cities",
        /// Changes of one's own proposals of cities, and of those that one decides; for who has signed in.
        CityProposals = "city_proposals",
        /// Changes of collections and public reading lists; of one's own private ones for who has signed in.
        Collections = "collections",
        /// Changes of countries.
        Countries = "countries",
        /// Changes of one's own drafts of lessons; for who has signed in.
        LessonDrafts = "lesson_drafts",
        /// Changes of lessons, and of what cities report of them.
        Lessons = "lessons",
        /// Changes of the library's items.
        LibraryItems = "library_items",
        /// Changes of one's own memberships, and of those that one decides; for who has signed in.
        Memberships = "memberships",
        /// Changes of one's own drafts of notes, and of those that one writes with others; for who has signed in.
        NoteDrafts = "note_drafts",
        /// Changes of practice and technical notes.
        Notes = "notes",
        /// Changes of organisations.
        Organisations = "organisations",
        /// Changes of one's own saved searches, and of what is new in them; for who has signed in.
        SavedSearches = "saved_searches",
        /// Changes of vocabularies and their terms.
        Vocabularies = "vocabularies",
    }
}

impl Channel {
    /// The kind of thing that the channel tells of.
    #[must_use]
    pub const fn kind(self) -> ThingKind {
        match self {
            Self::BriefingIssues => ThingKind::BriefingIssue,
            Self::Briefings => ThingKind::Briefing,
            Self::Cities => ThingKind::City,
            Self::CityProposals => ThingKind::CityProposal,
            Self::Collections => ThingKind::Collection,
            Self::Countries => ThingKind::Country,
            Self::LessonDrafts => ThingKind::LessonDraft,
            Self::Lessons => ThingKind::Lesson,
            Self::LibraryItems => ThingKind::LibraryItem,
            Self::Memberships => ThingKind::Membership,
            Self::NoteDrafts => ThingKind::NoteDraft,
            Self::Notes => ThingKind::Note,
            Self::Organisations => ThingKind::Organisation,
            Self::SavedSearches => ThingKind::SavedSearch,
            Self::Vocabularies => ThingKind::Term,
        }
    }
}

keys! {
    /// What happened to a thing.
    ChangeAction {
        /// It was made.
        Created = "created",
        /// It was changed.
        Updated = "updated",
        /// It is gone.
        Deleted = "deleted",
    }
}

/// One line of the change log, as mirrors and the stream get it. Read the thing itself for its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Change {
    /// Position in the log. Give the last one you have seen as `since` to get what came after it.
    #[cfg_attr(feature = "openapi", schema(max_length = 40, example = "412"))]
    pub cursor: String,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What happened.
    pub action: ChangeAction,
    /// Kind of the thing.
    pub kind: ThingKind,
    /// Id of the thing.
    pub id: Uuid,
    /// Slug of the thing, where it has one; for a term `vocabulary/key`.
    #[cfg_attr(feature = "openapi", schema(max_length = 200, example = "melbourne"))]
    pub slug: Option<String>,
    /// Version of the thing after the change.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1))]
    pub version: i64,
}

/// What a reader of the change log asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChangesQuery {
    /// Only what came after this position; from the beginning when absent.
    pub since: Option<String>,
    /// Only these channels; all when empty.
    pub channels: Vec<Channel>,
    /// Page size; the default when absent.
    pub limit: Option<u32>,
}

impl ChangesQuery {
    /// Reads the query string of `GET /changes`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self {
            since: reader.text("since", 40),
            channels: reader.list("channels", Channel::expected()),
            limit: Some(reader.limit()),
        };
        reader.finish()?;
        Ok(query)
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        Writer::new()
            .text("since", self.since.as_deref())
            .list("channels", &self.channels)
            .one("limit", self.limit)
            .with_mark()
    }
}

//! Collections of the network and reading lists of people: items of the library in an order, each with a word about it
//! where there is something to say.

use super::LibraryItemSummary;
use crate::identity::Person;
use crate::organisations::tidy;
use crate::validation::{Faults, Validate};
use chrono::{DateTime, Utc};
use contract::query::{Reader, Writer};
use contract::{Fault, Patch};
use ids::CollectionId;
use serde::{Deserialize, Serialize};

/// Longest title, in characters.
const MAX_TITLE: usize = 160;
/// Longest summary, in characters.
const MAX_SUMMARY: usize = 1_000;
/// Most items of one collection.
pub const MAX_ITEMS: usize = 200;
/// Longest name of an item in addresses, in characters.
const MAX_NAMED: usize = 120;
/// Longest word about an item, in characters.
const MAX_NOTE: usize = 500;

keys! {
    /// Whose a collection is.
    CollectionKind {
        /// The network's: its editors choose, everyone sees it.
        Collection = "collection",
        /// Somebody's own: they choose, and say who sees it.
        ReadingList = "reading_list",
    }
}

/// A collection or reading list in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CollectionSummary {
    /// Its id.
    pub id: CollectionId,
    /// Name in addresses: ASCII, unique, stable.
    #[cfg_attr(feature = "openapi", schema(max_length = 120, example = "heat-and-health"))]
    pub slug: String,
    /// Whose it is.
    pub kind: CollectionKind,
    /// Its title.
    #[cfg_attr(feature = "openapi", schema(max_length = 160, example = "Heat and health"))]
    pub title: String,
    /// The beginning of what it is for, without markup.
    #[cfg_attr(feature = "openapi", schema(max_length = 400, example = "To begin with before the hot season."))]
    pub excerpt: String,
    /// Whether everyone sees it.
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub public: bool,
    /// Whose reading list it is; `null` for a collection of the network.
    pub person: Option<Person>,
    /// How many items it holds.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 200, example = 12))]
    pub items: u32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts the changes.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1))]
    pub version: i64,
}

/// An item of a collection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CollectionItem {
    /// The item.
    pub item: LibraryItemSummary,
    /// A word about it here; `null` where nothing is said.
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "Read chapter 3 first."))]
    pub note: Option<String>,
}

/// A collection or reading list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Collection {
    /// Its id.
    pub id: CollectionId,
    /// Name in addresses: ASCII, unique, stable.
    #[cfg_attr(feature = "openapi", schema(max_length = 120, example = "heat-and-health"))]
    pub slug: String,
    /// Whose it is.
    pub kind: CollectionKind,
    /// Its title.
    #[cfg_attr(feature = "openapi", schema(max_length = 160, example = "Heat and health"))]
    pub title: String,
    /// What it is for, in Markdown; empty where nothing is said.
    #[cfg_attr(feature = "openapi", schema(max_length = 1000, example = "To begin with before the hot season."))]
    pub summary: String,
    /// The same as HTML that a page may hold as it is: nothing in it runs, loads or styles.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 100_000, example = "<p>To begin with before the hot season.</p>\n")
    )]
    pub summary_html: String,
    /// Whether everyone sees it.
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub public: bool,
    /// Whose reading list it is; `null` for a collection of the network.
    pub person: Option<Person>,
    /// Its items, in their order.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub items: Vec<CollectionItem>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts the changes; the `ETag` is made from it.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1))]
    pub version: i64,
}

/// A new collection or reading list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewCollection {
    /// The network's collection, or your own reading list.
    pub kind: CollectionKind,
    /// Its title.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 160, example = "Heat and health"))]
    pub title: String,
    /// What it is for, in Markdown.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000, example = "To begin with before the hot season."))]
    pub summary: Option<String>,
    /// Whether everyone sees it. Left out, a collection is public and a reading list is not.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(example = false))]
    pub public: Option<bool>,
}

impl NewCollection {
    /// Whether everyone sees it.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.public.unwrap_or(self.kind == CollectionKind::Collection)
    }
}

/// What is said of a collection that is to be hidden.
pub const ALWAYS_PUBLIC: &str = "A collection of the network is public. A reading list of your own need not be.";

impl Validate for NewCollection {
    fn validate(&self, faults: &mut Faults) {
        faults.line("/title", &self.title, 1..=MAX_TITLE);
        faults.text("/summary", self.summary.as_deref().unwrap_or_default(), 0..=MAX_SUMMARY);
        if self.kind == CollectionKind::Collection && self.public == Some(false) {
            faults.add("/public", "not_allowed", ALWAYS_PUBLIC);
        }
    }

    fn tidied(self) -> Self {
        Self { title: self.title.trim().to_owned(), summary: tidy(self.summary), ..self }
    }
}

/// What changes in a collection or reading list; what is left out stays. Its items are put by themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CollectionUpdate {
    /// Its title.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, required = false, min_length = 1, max_length = 160, example = "Heat and health"))]
    pub title: Patch<String>,
    /// What it is for, in Markdown; `null` where nothing is said.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, required = false, max_length = 1000, example = "To begin with."))]
    pub summary: Patch<String>,
    /// Whether everyone sees it.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    #[cfg_attr(feature = "openapi", schema(value_type = bool, required = false, example = true))]
    pub public: Patch<bool>,
}

impl CollectionUpdate {
    /// The collection as it is after the change: to be checked as a new one is.
    #[must_use]
    pub fn over(self, before: &Collection) -> NewCollection {
        NewCollection {
            kind: before.kind,
            title: self.title.or(before.title.clone()),
            summary: self.summary.over(tidy(Some(before.summary.clone()))),
            public: Some(self.public.or(before.public)),
        }
    }
}

impl Validate for CollectionUpdate {
    fn validate(&self, faults: &mut Faults) {
        faults.never_empty("/title", &self.title);
        faults.never_empty("/public", &self.public);
    }
}

/// An item for a collection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CollectionEntry {
    /// The item: its id or its slug.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 120, example = "heat-action-platform"))]
    pub item: String,
    /// A word about it here.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "Read chapter 3 first."))]
    pub note: Option<String>,
}

/// The items of a collection from now on, all of them, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CollectionItems {
    /// The items, each once.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub items: Vec<CollectionEntry>,
}

impl Validate for CollectionItems {
    fn validate(&self, faults: &mut Faults) {
        faults.most("/items", self.items.len(), MAX_ITEMS);
        for (place, entry) in self.items.iter().enumerate().take(MAX_ITEMS) {
            faults.line(&format!("/items/{place}/item"), &entry.item, 1..=MAX_NAMED);
            let note = entry.note.as_deref().unwrap_or_default();
            faults.line(&format!("/items/{place}/note"), note, 0..=MAX_NOTE);
        }
    }

    fn tidied(self) -> Self {
        let entry =
            |entry: CollectionEntry| CollectionEntry { item: entry.item.trim().to_owned(), note: tidy(entry.note) };
        Self { items: self.items.into_iter().map(entry).collect() }
    }
}

/// Which collections and reading lists, and which page of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CollectionQuery {
    /// Any of these kinds; all when empty.
    pub kinds: Vec<CollectionKind>,
    /// Only those that hold this item, by its id or its slug.
    pub item: Option<String>,
    /// Only one's own.
    pub own: bool,
    /// Page size; the default when absent.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

impl CollectionQuery {
    /// Reads the query string of `GET /collections`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self {
            kinds: reader.list("kind", CollectionKind::expected()),
            item: reader.text("item", MAX_NAMED),
            own: reader.one("own", "Use true or false.").unwrap_or(false),
            limit: Some(reader.limit()),
            cursor: reader.cursor(),
        };
        reader.finish()?;
        Ok(query)
    }

    fn write(&self) -> Writer {
        let writer = Writer::new().list("kind", &self.kinds).text("item", self.item.as_deref());
        writer.one("own", self.own.then_some(true))
    }

    /// What the list is of, without the page.
    #[must_use]
    pub fn filter(&self) -> String {
        let mut query = self.clone();
        query.kinds.sort_unstable();
        query.write().with_mark()
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        self.write().one("limit", self.limit).text("cursor", self.cursor.as_deref()).with_mark()
    }
}

#[cfg(test)]
mod tests {
    use super::{CollectionEntry, CollectionItems, CollectionKind, CollectionQuery, NewCollection};
    use crate::Valid;

    fn new(kind: CollectionKind, public: Option<bool>) -> NewCollection {
        NewCollection { kind, title: " Heat ".into(), summary: Some(" ".into()), public }
    }

    #[test]
    fn what_the_network_collects_everyone_sees() {
        let (network, own) = (CollectionKind::Collection, CollectionKind::ReadingList);
        for (kind, public, expected) in [
            (network, None, Some(true)),
            (network, Some(true), Some(true)),
            (network, Some(false), None),
            (own, None, Some(false)),
            (own, Some(true), Some(true)),
        ] {
            let checked = Valid::check(new(kind, public)).ok();
            assert_eq!(checked.map(|new| new.is_public()), expected, "{kind} {public:?}");
        }
        let kept = Valid::check(new(own, None)).unwrap().into_inner();
        assert_eq!((kept.title.as_str(), kept.summary), ("Heat", None));
    }

    #[test]
    fn entries_are_bounded() {
        let entry = |item: &str| CollectionEntry { item: item.into(), note: Some("x".repeat(501)) };
        let faults = Valid::check(CollectionItems { items: vec![entry("a"), entry(" ")] }).unwrap_err();
        let found: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(found, ["/items/0/note", "/items/1/item", "/items/1/note"]);
        let many = CollectionItems { items: vec![CollectionEntry { item: "a".into(), note: None }; 201] };
        assert_eq!(Valid::check(many).unwrap_err()[0].code, "too_many");
    }

    #[test]
    fn a_query_goes_there_and_back() {
        let query = CollectionQuery::parse("kind=reading_list&own=true&item=heat-action-platform&limit=5").unwrap();
        assert_eq!(CollectionQuery::parse(&query.to_query()[1..]).unwrap(), query);
        assert!(CollectionQuery::parse("kind=shelf").is_err());
    }
}

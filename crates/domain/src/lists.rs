//! Lists that one narrows down, sorts and pages through: what lessons, notes and the library are asked for in the same
//! way, by the API, the address bar, feeds and saved searches.

use crate::feeds::FeedFilter;
use crate::keys::Key;
use crate::since::{SINCE_EXPECTED, Since};
use crate::slugs::FilterKey;
use crate::vocabularies::VocabularyName;
use contract::Fault;
use contract::query::{Reader, Writer};
use std::fmt;

/// Longest text to look for, in characters.
pub const MAX_Q: usize = 200;

/// Which things of a list. What is left empty lets all of them through.
pub trait ListFilter: Clone + Default + PartialEq {
    /// What it narrows down by, and what can be counted.
    type Facet: Key;
    /// The orders of the list.
    type Sort: Key;

    /// Best match of the words first.
    const RELEVANCE: Self::Sort;
    /// The order where none is asked for, nor any words.
    const USUAL: Self::Sort;
    /// What one thing of the list is called.
    const THING: &'static str;

    /// Reads the filter's parameters, leaving others to the caller.
    fn read(reader: &mut Reader) -> Self;

    /// The chosen values by facet, as index and database keep them; facets of which nothing is chosen are left out.
    fn choices(&self) -> Vec<(Self::Facet, Vec<String>)>;

    /// Only what was published from this moment on.
    fn since(&self) -> Option<Since>;

    /// Words to look for, where there are any.
    fn words(&self) -> Option<&str>;

    /// Whether nothing is chosen.
    #[must_use]
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Reads a query string that holds a filter and nothing else.
    ///
    /// # Errors
    /// Every fault of the query.
    fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let filter = Self::read(&mut reader);
        reader.finish()?;
        Ok(filter)
    }

    /// The filter as a query string, with its `?` where it holds anything.
    #[must_use]
    fn to_query(&self) -> String {
        write(self, Writer::new()).with_mark()
    }
}

fn write(filter: &impl ListFilter, writer: Writer) -> Writer {
    let choices = filter.choices().into_iter();
    let writer = choices.fold(writer, |writer, (facet, values)| writer.list(facet.as_str(), &values));
    writer.one("published_since", filter.since()).text("q", filter.words())
}

/// Whatever can be listed so can be followed.
impl<F: ListFilter> FeedFilter for F {
    fn read(reader: &mut Reader) -> Self {
        <F as ListFilter>::read(reader)
    }

    fn write(&self, writer: Writer) -> Writer {
        write(self, writer)
    }

    fn words(&self) -> Option<&str> {
        ListFilter::words(self)
    }
}

/// The facets of which something is chosen.
pub(crate) fn chosen<F>(all: impl IntoIterator<Item = (F, Vec<String>)>) -> Vec<(F, Vec<String>)> {
    all.into_iter().filter(|(_, values)| !values.is_empty()).collect()
}

/// Values as index and database keep them.
pub(crate) fn texts<T: fmt::Display>(values: &[T]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

/// Any of these keys of a vocabulary; whether it has them is seen where it is at hand.
pub(crate) fn terms(reader: &mut Reader, name: &'static str, vocabulary: VocabularyName) -> Vec<String> {
    FilterKey::texts(reader.list(name, &format!("See /api/v1/vocabularies/{vocabulary}.")))
}

/// Any of these cities, by slug.
pub(crate) fn cities(reader: &mut Reader) -> Vec<String> {
    FilterKey::texts(reader.list("city", "Use slugs of cities such as accra."))
}

/// Any of these countries, ISO 3166-1 alpha-2.
pub(crate) fn countries(reader: &mut Reader) -> Vec<String> {
    let codes = FilterKey::texts(reader.list("country", "Use ISO 3166-1 alpha-2 codes such as GH."));
    codes.into_iter().map(|code| code.to_ascii_uppercase()).collect()
}

/// Any of these languages, BCP 47.
pub(crate) fn languages(reader: &mut Reader) -> Vec<String> {
    FilterKey::texts(reader.list("language", "Use tags of languages such as en or pt-BR."))
}

/// Any of these years.
pub(crate) fn years(reader: &mut Reader) -> Vec<i32> {
    reader.list("year", "Use years such as 2020.")
}

/// Only what was published from this moment on.
pub(crate) fn since(reader: &mut Reader) -> Option<Since> {
    reader.one("published_since", SINCE_EXPECTED)
}

/// Words in it; typos forgiven.
pub(crate) fn words(reader: &mut Reader) -> Option<String> {
    reader.text("q", MAX_Q)
}

/// A page of a list: of what, in which order, with what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListQuery<F: ListFilter> {
    /// Of what.
    pub filter: F,
    /// In which order; when absent the usual one, and with words the best match first.
    pub sort: Option<F::Sort>,
    /// Facets to count.
    pub facets: Vec<F::Facet>,
    /// Page size; the default when absent.
    pub limit: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

/// Written out, because the derive would ask facets and orders for a default of their own.
impl<F: ListFilter> Default for ListQuery<F> {
    fn default() -> Self {
        Self { filter: F::default(), sort: None, facets: Vec::new(), limit: None, cursor: None }
    }
}

impl<F: ListFilter> ListQuery<F> {
    /// Reads the query string of a list.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self {
            filter: <F as ListFilter>::read(&mut reader),
            sort: reader.one("sort", F::Sort::expected()),
            facets: reader.list("facets", F::Facet::expected()),
            limit: Some(reader.limit()),
            cursor: reader.cursor(),
        };
        if query.sort == Some(F::RELEVANCE) && ListFilter::words(&query.filter).is_none() {
            reader.fault("sort", "not_taken_here", "Relevance is to words: give q as well.".to_owned());
        }
        reader.finish()?;
        Ok(query)
    }

    /// The order, said or not.
    #[must_use]
    pub fn order(&self) -> F::Sort {
        let usual = if ListFilter::words(&self.filter).is_some() { F::RELEVANCE } else { F::USUAL };
        self.sort.unwrap_or(usual)
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        let writer = write(&self.filter, Writer::new()).one("sort", self.sort).list("facets", &self.facets);
        writer.one("limit", self.limit).text("cursor", self.cursor.as_deref()).with_mark()
    }
}

/// What is taken away as a file: all of what passes a filter, in the usual order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ExportQuery<F> {
    /// Of what.
    pub filter: F,
}

impl<F: ListFilter> ExportQuery<F> {
    /// Reads the query string of an export.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self { filter: <F as ListFilter>::read(&mut reader) };
        for name in ["limit", "cursor", "sort", "facets"] {
            let thing = F::THING;
            let reason = format!("A file holds every {thing} that passes the filter: leave this out, or ask for JSON.");
            reader.refuse(name, &reason);
        }
        reader.finish()?;
        Ok(query)
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        self.filter.to_query()
    }
}

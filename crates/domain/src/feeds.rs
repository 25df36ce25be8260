//! What a feed is asked for: the filter of a list, in a language, page by page.

use crate::vocabularies::Language;
use contract::Fault;
use contract::query::{Reader, Writer};

/// Entries a page of a feed.
pub const FEED_ENTRIES: u32 = 50;

/// A filter that a feed can be narrowed by.
pub trait FeedFilter: Sized {
    /// Reads the filter's parameters, leaving others to the caller.
    fn read(reader: &mut Reader) -> Self;

    /// Writes the filter's parameters.
    fn write(&self, writer: Writer) -> Writer;

    /// Words to look for, where there are any.
    fn words(&self) -> Option<&str>;
}

/// A page of a feed: of what, in which language. What was published last comes first, and [`FEED_ENTRIES`] of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FeedQuery<F> {
    /// Of what.
    pub filter: F,
    /// The language of titles and labels, and of the pages that it leads to; English when absent. Entries are in their
    /// own.
    pub lang: Option<Language>,
    /// Where the page begins.
    pub cursor: Option<String>,
}

impl<F: FeedFilter> FeedQuery<F> {
    /// Reads the query string of a feed.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self {
            filter: F::read(&mut reader),
            lang: reader.one("lang", Language::expected()),
            cursor: reader.cursor(),
        };
        for name in ["limit", "sort", "facets", "fields"] {
            reader.refuse(name, "A feed has an order and a size of its own: leave this out, or ask for the list.");
        }
        reader.finish()?;
        Ok(query)
    }

    /// The language, said or not.
    #[must_use]
    pub fn language(&self) -> Language {
        self.lang.unwrap_or(Language::English)
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(&self) -> String {
        let writer = self.filter.write(Writer::new()).one("lang", self.lang);
        writer.text("cursor", self.cursor.as_deref()).with_mark()
    }

    /// The same without the place where a page begins.
    #[must_use]
    pub fn first(&self) -> Self
    where
        F: Clone,
    {
        Self { filter: self.filter.clone(), lang: self.lang, cursor: None }
    }
}

#[cfg(test)]
mod tests {
    use super::FeedQuery;
    use crate::lessons::LessonFilter;
    use crate::vocabularies::Language;

    type Query = FeedQuery<LessonFilter>;

    #[test]
    fn a_query_goes_there_and_back() {
        let query = Query::parse("topic=health,economic&q=heat&lang=fr&cursor=x").unwrap();
        assert_eq!((query.language(), query.filter.topics.len()), (Language::French, 2));
        assert_eq!(query.to_query(), "?topic=health,economic&q=heat&lang=fr&cursor=x");
        assert_eq!(Query::parse(&query.to_query()[1..]).unwrap(), query);
        assert_eq!(query.first().to_query(), "?topic=health,economic&q=heat&lang=fr");
        assert_eq!((Query::default().language(), Query::default().to_query()), (Language::English, String::new()));
    }

    #[test]
    fn what_is_not_taken_is_told_by_its_reason() {
        let faults = Query::parse("limit=5&sort=title&colour=red&lang=de").unwrap_err();
        let told: Vec<_> = faults.iter().map(|fault| (fault.pointer.as_str(), fault.code.as_str())).collect();
        let expected = [
            ("lang", "unknown_value"),
            ("limit", "not_taken_here"),
            ("sort", "not_taken_here"),
            ("colour", "unknown_parameter"),
        ];
        assert_eq!(told, expected);
    }
}

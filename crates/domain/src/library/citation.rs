//! How an item is cited.

use super::CitationFormat;
use contract::Fault;
use contract::query::{Reader, Writer};

/// In which form an item is cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CitationQuery {
    /// The form; BibTeX when absent.
    pub format: Option<CitationFormat>,
}

impl CitationQuery {
    /// Reads the query string of `GET /library-items/{item}/citation`.
    ///
    /// # Errors
    /// Every fault of the query.
    pub fn parse(raw: &str) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(raw);
        let query = Self { format: reader.one("format", CitationFormat::expected()) };
        reader.finish()?;
        Ok(query)
    }

    /// The form, said or not.
    #[must_use]
    pub fn form(self) -> CitationFormat {
        self.format.unwrap_or(CitationFormat::Bibtex)
    }

    /// The same query as text, with its `?` where it holds anything.
    #[must_use]
    pub fn to_query(self) -> String {
        Writer::new().one("format", self.format).with_mark()
    }
}

#[cfg(test)]
mod tests {
    use super::{CitationFormat, CitationQuery};

    #[test]
    fn a_form_goes_there_and_back() {
        for form in CitationFormat::ALL {
            let query = CitationQuery { format: Some(*form) };
            assert_eq!(CitationQuery::parse(&query.to_query()[1..]).unwrap(), query);
        }
        assert_eq!(CitationQuery::parse("").unwrap().form(), CitationFormat::Bibtex);
        assert!(CitationQuery::parse("format=word").is_err());
    }
}

//! What is written so far of a note.

use crate::identity::faults;
use contract::Fault;
use domain::notes::{NoteContent, NoteSection, NoteSource};
use serde::{Deserialize, Serialize};

/// What is written so far: the content, with the years of its sources as they are typed. Its lists have a row more than
/// is said, where nothing is said yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Written {
    pub(super) content: NoteContent,
    /// The years of the sources, one each.
    pub(super) source_years: Vec<String>,
}

/// A section of which nothing is said.
pub(super) const fn no_section() -> NoteSection {
    NoteSection::new(String::new(), String::new())
}

/// A source of which nothing is said.
pub(super) const fn no_source() -> NoteSource {
    NoteSource { title: String::new(), publisher: None, url: None, year: None, quote: None }
}

/// What is no number is a year that no rule lets through.
fn year_of(text: &str) -> Option<i32> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.parse().unwrap_or(0))
}

fn is_said(text: &str) -> bool {
    !text.trim().is_empty()
}

fn is_section(section: &NoteSection) -> bool {
    is_said(&section.heading) || is_said(&section.text) || !section.figures.is_empty()
}

fn is_source(source: &NoteSource, year: &str) -> bool {
    let optional = [source.publisher.as_deref(), source.url.as_deref(), source.quote.as_deref()];
    [source.title.as_str(), year].into_iter().chain(optional.into_iter().flatten()).any(is_said)
}

impl Written {
    /// A content to go on with.
    pub(super) fn of(mut content: NoteContent) -> Self {
        if content.sections.is_empty() {
            content.sections.push(no_section());
        }
        if content.sources.is_empty() {
            content.sources.push(no_source());
        }
        let year = |source: &NoteSource| source.year.map(|year| year.to_string()).unwrap_or_default();
        Self { source_years: content.sources.iter().map(year).collect(), content }
    }

    /// What is sent: rows in which nothing stands are not.
    pub(super) fn content(&self) -> NoteContent {
        let sources =
            self.content.sources.iter().zip(&self.source_years).filter(|(source, year)| is_source(source, year));
        let sources = sources.map(|(source, year)| NoteSource { year: year_of(year), ..source.clone() });
        NoteContent {
            sections: self.content.sections.iter().filter(|section| is_section(section)).cloned().collect(),
            sources: sources.collect(),
            ..self.content.clone()
        }
    }

    /// What is wrong, by the rules that the server applies as well.
    pub(super) fn faults(&self) -> Vec<Fault> {
        let found = faults(self.content()).into_iter();
        found.map(|fault| Fault { pointer: self.place(&fault.pointer), ..fault }).collect()
    }

    /// Where something stands in the form that a pointer names in what is sent.
    pub(super) fn place(&self, pointer: &str) -> String {
        let mut parts = pointer.trim_start_matches('/').splitn(3, '/');
        let (Some(list), Some(number)) = (parts.next(), parts.next()) else { return pointer.to_owned() };
        let rows: Vec<usize> = match list {
            "sections" => rows(self.content.sections.iter().map(is_section)),
            "sources" => {
                rows(self.content.sources.iter().zip(&self.source_years).map(|(source, year)| is_source(source, year)))
            }
            _ => return pointer.to_owned(),
        };
        let Some(row) = number.parse().ok().and_then(|number: usize| rows.get(number)) else {
            return pointer.to_owned();
        };
        let rest = parts.next().map(|rest| ["/", rest].concat()).unwrap_or_default();
        ["/", list, "/", &row.to_string(), &rest].concat()
    }
}

/// The places of the rows in which something stands.
fn rows(said: impl Iterator<Item = bool>) -> Vec<usize> {
    said.enumerate().filter(|(_, said)| *said).map(|(row, _)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::{Written, no_section, no_source};
    use domain::notes::{NoteContent, NoteKind, NoteSection, NoteSource};
    use domain::vocabularies::Language;

    fn titled() -> NoteContent {
        NoteContent::titled(NoteKind::Practice, "Cool rooms".into(), Language::English)
    }

    #[test]
    fn what_is_read_is_what_is_sent() {
        let content = NoteContent {
            sections: vec![NoteSection::new("Roofs".into(), "First [@lesson:a].".into())],
            sources: vec![NoteSource { title: "A plan".into(), year: Some(2019), ..no_source() }],
            ..titled()
        };
        assert_eq!(Written::of(content.clone()).content(), content);
        let empty = Written::of(titled());
        assert_eq!((empty.content.sections.len(), empty.content.sources.len()), (1, 1), "there to be written in");
        assert_eq!(empty.content(), titled());
    }

    #[test]
    fn empty_rows_are_not_sent_and_faults_stand_at_theirs() {
        let mut written = Written::of(titled());
        written.content.sections = vec![no_section(), NoteSection::new("A".into(), "[@nothing]".into())];
        written.content.sources.push(NoteSource { url: Some("nowhere".into()), ..no_source() });
        written.source_years.push("soon".into());
        let found: Vec<String> = written.faults().into_iter().map(|fault| fault.pointer).collect();
        assert_eq!(found, ["/sections/1/text", "/sources/1/title", "/sources/1/url", "/sources/1/year"]);
        assert_eq!(written.place("/sections/0/heading"), "/sections/1/heading");
    }
}

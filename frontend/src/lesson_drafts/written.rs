//! What is written so far of a lesson.

use crate::identity::faults;
use contract::Fault;
use domain::lessons::{LessonContent, LessonSource};
use serde::{Deserialize, Serialize};

/// What sets tags apart, in the languages of the app.
const BETWEEN: [char; 4] = [',', ';', '\u{60c}', '\n'];

/// What is written so far: the content, with its years and tags as they are typed. Its lists have a row more than is
/// said, where nothing is said yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Written {
    pub(super) content: LessonContent,
    pub(super) year: String,
    /// The years of the sources, one each.
    pub(super) source_years: Vec<String>,
    pub(super) tags: String,
}

/// A source of which nothing is said.
pub(super) const fn no_source() -> LessonSource {
    LessonSource { title: String::new(), publisher: None, url: None, year: None, is_copy: false }
}

fn year_text(year: Option<i32>) -> String {
    year.map(|year| year.to_string()).unwrap_or_default()
}

/// What is no number is a year that no rule lets through.
fn year_of(text: &str) -> Option<i32> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.parse().unwrap_or(0))
}

fn is_said(text: &str) -> bool {
    !text.trim().is_empty()
}

fn is_source(source: &LessonSource, year: &str) -> bool {
    let texts = [Some(source.title.as_str()), source.publisher.as_deref(), source.url.as_deref(), Some(year)];
    texts.into_iter().flatten().any(is_said)
}

impl Written {
    /// A content to go on with.
    pub(super) fn of(mut content: LessonContent) -> Self {
        if content.consider.is_empty() {
            content.consider.push(String::new());
        }
        if content.sources.is_empty() {
            content.sources.push(no_source());
        }
        let source_years = content.sources.iter().map(|source| year_text(source.year)).collect();
        Self { year: year_text(content.year), source_years, tags: content.tags.join(", "), content }
    }

    /// What is sent: rows in which nothing stands are not.
    pub(super) fn content(&self) -> LessonContent {
        let points = self.content.consider.iter().filter(|point| is_said(point)).cloned();
        let sources =
            self.content.sources.iter().zip(&self.source_years).filter(|(source, year)| is_source(source, year));
        let sources = sources.map(|(source, year)| LessonSource { year: year_of(year), ..source.clone() });
        let tags = self.tags.split(BETWEEN).map(str::trim).filter(|tag| !tag.is_empty());
        LessonContent {
            consider: points.collect(),
            year: year_of(&self.year),
            tags: tags.map(str::to_owned).collect(),
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
            "consider" => rows(self.content.consider.iter().map(|point| is_said(point))),
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
    use super::{Written, no_source};
    use domain::lessons::{LessonContent, LessonSource};
    use domain::vocabularies::Language;

    fn written() -> Written {
        Written::of(LessonContent::titled("Do it".into(), Language::English))
    }

    #[test]
    fn what_is_read_is_what_is_sent() {
        let content = LessonContent {
            consider: vec!["Measure.".into()],
            year: Some(2020),
            tags: vec!["cool roofs".into(), "lime".into()],
            sources: vec![LessonSource { title: "A report".into(), year: Some(2021), ..no_source() }],
            ..LessonContent::titled("Do it".into(), Language::English)
        };
        assert_eq!(Written::of(content.clone()).content(), content);
        assert_eq!(written().content(), LessonContent::titled("Do it".into(), Language::English));
    }

    #[test]
    fn empty_rows_are_not_sent_and_faults_stand_at_theirs() {
        let mut written = written();
        written.content.sources.push(LessonSource { url: Some("nowhere".into()), ..no_source() });
        written.source_years.push("soon".into());
        written.content.consider = vec![String::new(), "x".repeat(501)];
        let found: Vec<String> = written.faults().into_iter().map(|fault| fault.pointer).collect();
        assert_eq!(found, ["/consider/1", "/sources/1/title", "/sources/1/url", "/sources/1/year"]);
        assert_eq!(written.content().sources.len(), 1);
    }

    #[test]
    fn years_and_tags_are_kept_as_they_are_typed() {
        let mut written = written();
        written.year = "20a".into();
        written.tags = "cool roofs,, lime ".into();
        assert_eq!(written.content().year, Some(0));
        assert_eq!(written.content().tags, ["cool roofs", "lime"]);
        assert_eq!(written.faults()[0].pointer, "/year");
    }
}

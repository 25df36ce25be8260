//! What changed between two versions of a note.

use super::{NoteContent, NoteFigure, NoteSection, NoteSource};
use crate::lessons::FieldChange;

/// The fields that differ between two contents, in the order of the content.
#[must_use]
pub fn diff(before: &NoteContent, after: &NoteContent) -> Vec<FieldChange> {
    let fields = texts(before).into_iter().zip(texts(after));
    let changed = fields.filter(|((_, before), (_, after))| before != after);
    changed.map(|((field, before), (_, after))| FieldChange { field: field.to_owned(), before, after }).collect()
}

/// Every field as texts, in the order of the content. Sections are one text after the other, so that one that is put
/// between two others is new, and not a change of all that come behind it.
fn texts(content: &NoteContent) -> [(&'static str, Vec<String>); 12] {
    let one = |text: &str| lines(text).take(1).collect::<Vec<String>>();
    [
        ("kind", one(content.kind.as_str())),
        ("title", one(&content.title)),
        ("summary", lines(&content.summary).collect()),
        ("audience", one(&content.audience)),
        ("question", one(&content.question)),
        ("sections", content.sections.iter().flat_map(section).collect()),
        ("topics", content.topics.clone()),
        ("themes", content.themes.clone()),
        ("stages", content.stages.clone()),
        ("cities", content.cities.clone()),
        ("sources", content.sources.iter().map(source).collect()),
        ("language", one(content.language.as_str())),
    ]
}

/// The lines of a text that say something: in Markdown a paragraph, a point of a list, a row of a table.
fn lines(text: &str) -> impl Iterator<Item = String> {
    text.lines().map(str::trim_end).filter(|line| !line.is_empty()).map(str::to_owned)
}

/// A section as Markdown: its heading, its lines, its pictures.
fn section(section: &NoteSection) -> Vec<String> {
    let heading = ["## ", &section.heading].concat();
    [heading].into_iter().chain(lines(&section.text)).chain(section.figures.iter().map(figure)).collect()
}

fn figure(figure: &NoteFigure) -> String {
    let picture = format!("![{}]({})", figure.alt, figure.item);
    let parts = [Some(picture), Some(figure.caption.clone()), figure.credit.clone()];
    joined(parts, " ")
}

fn source(source: &NoteSource) -> String {
    let year = source.year.map(|year| year.to_string());
    let parts = [Some(source.title.clone()), source.publisher.clone(), year, source.url.clone(), source.quote.clone()];
    joined(parts, ", ")
}

/// What is said of these, one behind the other.
fn joined<const N: usize>(parts: [Option<String>; N], between: &str) -> String {
    let said = parts.into_iter().flatten().filter(|part| !part.is_empty());
    said.collect::<Vec<String>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::{diff, texts};
    use crate::notes::{NoteContent, NoteFigure, NoteKind, NoteSection, NoteSource};
    use crate::vocabularies::Language;

    fn note(sections: &[(&str, &str)]) -> NoteContent {
        let section = |(heading, text): &(&str, &str)| NoteSection::new((*heading).to_owned(), (*text).to_owned());
        NoteContent {
            sections: sections.iter().map(section).collect(),
            ..NoteContent::titled(NoteKind::Practice, "Cool roofs".to_owned(), Language::English)
        }
    }

    #[test]
    fn what_differs_is_told_and_nothing_else() {
        let before = note(&[("Roofs", "White.\n\nCheap.")]);
        assert_eq!(diff(&before, &before), []);
        let after = NoteContent {
            title: "Cooler roofs".to_owned(),
            topics: vec!["environment".to_owned()],
            ..note(&[("Roofs", "White.\n\nQuick.")])
        };
        let changes = diff(&before, &after);
        let fields: Vec<&str> = changes.iter().map(|change| change.field.as_str()).collect();
        assert_eq!(fields, ["title", "sections", "topics"]);
        assert_eq!(changes[1].before, ["## Roofs", "White.", "Cheap."]);
        assert_eq!(changes[1].after, ["## Roofs", "White.", "Quick."]);
    }

    #[test]
    fn a_section_between_two_others_changes_neither() {
        let before = note(&[("Roofs", "White."), ("Rooms", "Near.")]);
        let after = note(&[("Roofs", "White."), ("Streets", "Green."), ("Rooms", "Near.")]);
        let sections = diff(&before, &after).remove(0);
        assert_eq!(sections.after[..2], sections.before[..2]);
        assert_eq!(sections.after[4..], sections.before[2..]);
    }

    #[test]
    fn pictures_and_sources_are_told_with_all_that_is_said_of_them() {
        let figure = NoteFigure {
            item: "map".to_owned(),
            alt: "A map.".to_owned(),
            caption: "Heat in May.".to_owned(),
            credit: None,
        };
        let source = |quote: Option<&str>| NoteSource {
            title: "Plan".to_owned(),
            publisher: None,
            url: None,
            year: Some(2019),
            quote: quote.map(str::to_owned),
        };
        let mut before = note(&[("Roofs", "White.")]);
        before.sources = vec![source(None)];
        let mut after = before.clone();
        after.sections[0].figures = vec![figure];
        after.sources = vec![source(Some("Roofs first."))];
        let changes = diff(&before, &after);
        assert_eq!(changes[0].after.last().map(String::as_str), Some("![A map.](map) Heat in May."));
        assert_eq!(
            (changes[1].before[0].as_str(), changes[1].after[0].as_str()),
            ("Plan, 2019", "Plan, 2019, Roofs first.")
        );
    }

    /// A field that is added to the content and not here would change unseen.
    #[test]
    fn every_field_is_compared() {
        let content = note(&[]);
        let value = serde_json::to_value(&content).unwrap();
        let names: Vec<&str> = texts(&content).iter().map(|(name, _)| *name).collect();
        for field in value.as_object().unwrap().keys() {
            assert!(names.contains(&field.as_str()), "{field}");
        }
    }
}

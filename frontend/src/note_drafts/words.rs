//! What to do about something that is missing, in words.

use crate::messages::{Key, t};

/// By its pointer; the domain has the same in English.
pub(super) fn missing(pointer: &str) -> &'static str {
    t(match pointer {
        "/summary" => Key::AuthorMissingSummary,
        "/audience" => Key::AuthorMissingAudience,
        "/question" => Key::AuthorMissingQuestion,
        "/sections" => Key::AuthorMissingSections,
        "/themes" => Key::AuthorMissingThemes,
        "/sources" => Key::AuthorMissingSources,
        pointer if pointer.ends_with("/heading") => Key::AuthorMissingHeading,
        pointer if pointer.ends_with("/alt") => Key::AuthorMissingAlt,
        _ => Key::AuthorMissingText,
    })
}

#[cfg(test)]
mod tests {
    use domain::notes::{NoteContent, NoteFigure, NoteKind, NoteSection};
    use domain::vocabularies::Language;

    /// A thing that is missing and has no words of its own would be told as the text of a section.
    #[test]
    fn everything_that_can_be_missing_has_its_words() {
        let figure = NoteFigure { item: "a".into(), alt: String::new(), caption: String::new(), credit: None };
        let content = NoteContent {
            sections: vec![
                NoteSection::new(String::new(), String::new()),
                NoteSection { figures: vec![figure], ..NoteSection::new("A".into(), String::new()) },
            ],
            ..NoteContent::titled(NoteKind::Practice, "A".into(), Language::English)
        };
        let pointers: Vec<String> = content.missing().into_iter().map(|(pointer, _)| pointer).collect();
        let known = ["/summary", "/audience", "/question", "/themes", "/sources"];
        let of_sections = ["/sections/0/heading", "/sections/0/text", "/sections/1/figures/0/alt"];
        assert_eq!(pointers, [&known[..], &of_sections[..]].concat());
    }
}

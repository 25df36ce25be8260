//! Notes as they are followed.

use super::lessons::{marks, section};
use super::{Followed, Part, whole_links};
use crate::State;
use crate::http::ApiError;
use crate::site::fill::escape;
use app::notes::{FEED_MADE_FROM, FollowedNote};
use domain::feeds::FeedQuery;
use domain::live::ThingKind;
use domain::notes::{CitedKind, Note, NoteFilter, NoteReference, NoteSource, ShownNoteSection};
use domain::policy::Actor;
use domain::vocabularies::Language;
use feeds::{Category, Entry};

/// The notes.
pub(super) struct Notes;

impl Followed for Notes {
    type Filter = NoteFilter;
    const NAME: &'static str = "notes";
    const MADE_FROM: &'static [ThingKind] = FEED_MADE_FROM;

    async fn page(state: &State, actor: &Actor, query: &FeedQuery<NoteFilter>) -> Result<Part, ApiError> {
        let feed = app::notes::feed(&state.ctx, actor, query).await?;
        let (url, language) = (&state.settings.public_url, query.language());
        let entries = feed.notes.into_iter().map(|followed| entry(url, language, followed)).collect();
        Ok(Part { about: feed.about, entries, next: feed.next })
    }
}

fn entry(public_url: &str, language: Language, followed: FollowedNote) -> Entry {
    let FollowedNote { note, excerpt, terms } = followed;
    let (own, url) = (note.content.language, format!("{public_url}/{language}/notes/{}", note.slug));
    Entry {
        id: format!("urn:uuid:{}", note.id),
        summary: Some(excerpt),
        content_html: Some(content((public_url, &url), language, &note)),
        url,
        published: note.published_at,
        updated: note.updated_at,
        authors: Vec::new(),
        categories: terms.into_iter().map(|(term, label)| Category { term, label }).collect(),
        language: (own != language).then(|| own.to_string()),
        title: note.content.title,
    }
}

/// The whole note as HTML: of its texts, which have been cleaned, and of headings and titles, which are escaped. Pictures
/// are left on the page: readers of feeds would load them from here.
fn content((public_url, page): (&str, &str), language: Language, note: &Note) -> String {
    let texts = std::iter::once(note.text.summary_html.clone()).chain(note.text.sections.iter().map(shown));
    // What is cited is listed below, and linked to on the page.
    let texts =
        texts.map(|html| whole_links(public_url, &html).replace("href=\"#", &format!("href=\"{}#", escape(page))));
    let references = note.text.references.iter().map(|one| reference(public_url, language, one));
    let sources = note.content.sources.iter().map(source);
    let lists = [
        section(language, "note_references", references.collect()),
        section(language, "lesson_sources", sources.collect()),
    ];
    format!("<div{}>{}</div>", marks(note.content.language), texts.chain(lists).collect::<String>())
}

fn shown(section: &ShownNoteSection) -> String {
    format!("<h3>{}</h3>{}", escape(&section.heading), section.html)
}

fn reference(public_url: &str, language: Language, reference: &NoteReference) -> String {
    let place = match reference.kind {
        CitedKind::Lesson => "lessons",
        CitedKind::LibraryItem => "library",
    };
    let (number, title) = (reference.number, escape(&reference.title));
    if reference.current_version.is_none() {
        return format!("<li>[{number}] {title}</li>");
    }
    let url = escape(&format!("{public_url}/{language}/{place}/{}", reference.slug));
    format!("<li>[{number}] <a href=\"{url}\">{title}</a></li>")
}

fn source(source: &NoteSource) -> String {
    let title = escape(&source.title);
    let web = |url: &&str| url.starts_with("https://") || url.starts_with("http://");
    let linked = match source.url.as_deref().filter(web) {
        Some(url) => format!("<a href=\"{}\" rel=\"nofollow noopener noreferrer\">{title}</a>", escape(url)),
        None => title,
    };
    let year = source.year.map(|year| year.to_string());
    let more = source.publisher.as_deref().map(escape).into_iter().chain(year);
    format!("<li>{}</li>", std::iter::once(linked).chain(more).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::{CitedKind, NoteReference, reference};
    use domain::notes::ReferenceState;
    use domain::vocabularies::Language;

    #[test]
    fn what_is_cited_is_linked_while_it_is_here() {
        let cited = |current_version| NoteReference {
            number: 2,
            kind: CitedKind::LibraryItem,
            id: uuid::Uuid::nil(),
            slug: "plan".to_owned(),
            title: "<Plan>".to_owned(),
            cited_version: 1,
            current_version,
            state: ReferenceState::Current,
            since: None,
            by: None,
        };
        let html = reference("https://c2r.example", Language::French, &cited(Some(1)));
        assert_eq!(html, "<li>[2] <a href=\"https://c2r.example/fr/library/plan\">&lt;Plan&gt;</a></li>");
        assert_eq!(reference("https://c2r.example", Language::French, &cited(None)), "<li>[2] &lt;Plan&gt;</li>");
    }
}

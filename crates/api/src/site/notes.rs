//! What the shell says of notes and their versions before the app has come.

use super::data::{CONTEXT, site};
use super::head::{Article, Opening, PageHead, plain};
use super::words::{self, PageWords};
use crate::State;
use chrono::{DateTime, Utc};
use domain::identity::Person;
use domain::lessons::excerpt;
use domain::notes::{CitedKind, Note, NoteContent, NoteKind, NoteRef, NoteReference, NoteSource, NoteVersion};
use domain::policy::Actor;
use domain::vocabularies::Language;
use serde_json::{Value, json};

/// What a note and a version of it have in common.
struct Paper {
    content: NoteContent,
    summary_html: String,
    slug: String,
    number: i32,
    is_version: bool,
    authors: Vec<Person>,
    references: Vec<NoteReference>,
    published_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl Paper {
    /// A note, as everyone reads it.
    fn of_note(note: Note) -> Self {
        Self {
            content: note.content,
            summary_html: note.text.summary_html,
            slug: note.slug,
            number: note.number,
            is_version: false,
            authors: note.authors,
            references: note.text.references,
            published_at: note.published_at,
            updated_at: note.updated_at,
        }
    }

    /// One version of a note.
    fn of_version(version: NoteVersion) -> Self {
        Self {
            content: version.content,
            summary_html: version.text.summary_html,
            slug: version.note.slug,
            number: version.number,
            is_version: true,
            authors: version.authors,
            references: version.text.references,
            published_at: version.published_at,
            updated_at: version.published_at,
        }
    }
}

/// The words by which the kind of a note is called.
const fn kind_of(paper: &Paper) -> &'static str {
    match paper.content.kind {
        NoteKind::Practice => "practice_note",
        NoteKind::Technical => "technical_note",
    }
}

/// What machines may know of it, as <https://schema.org> has it.
fn data_of(state: &State, language: Language, paper: &Paper, description: &str) -> Value {
    let public_url = &state.settings.public_url;
    let content = &paper.content;
    let publisher = json!({ "@type": "Organization", "name": words::brand(language) });
    let authors: Vec<Value> = paper.authors.iter().map(|one| json!({ "@type": "Person", "name": one.name })).collect();
    let authors = if authors.is_empty() { json!(publisher) } else { json!(authors) };
    let note = format!("{public_url}/{language}/notes/{}", paper.slug);
    let url = if paper.is_version { format!("{note}/versions/{}", paper.number) } else { note };
    let cited = |one: &NoteReference| {
        let below = if one.kind == CitedKind::Lesson { "lessons" } else { "library" };
        let url = format!("{public_url}/{language}/{below}/{}", one.slug);
        json!({ "@type": "CreativeWork", "name": one.title, "url": url })
    };
    let source = |source: &NoteSource| json!({ "@type": "CreativeWork", "name": source.title, "url": source.url });
    let citation: Vec<Value> = paper.references.iter().map(cited).chain(content.sources.iter().map(source)).collect();
    json!({
        "@context": CONTEXT,
        "@type": "Report",
        "headline": content.title,
        "alternativeHeadline": content.question,
        "description": description,
        "url": url,
        "inLanguage": content.language.as_str(),
        "audience": { "@type": "Audience", "audienceType": content.audience },
        "datePublished": paper.published_at,
        "dateModified": paper.updated_at,
        "version": paper.number,
        "author": authors,
        "publisher": publisher,
        "isPartOf": site(state, language),
        "citation": citation,
    })
}

/// The page of a note, or of one version of it: that keeps its address, and leaves the note to search engines.
pub(super) async fn of_note(state: &State, language: Language, name: &str, version: Option<&str>) -> PageHead {
    let Ok(reference) = name.parse::<NoteRef>() else { return PageHead::missing(language) };
    let found = match version.map(str::parse::<i32>) {
        None => app::notes::get(&state.ctx, &Actor::Visitor, &reference).await.map(Paper::of_note),
        Some(Ok(number)) => {
            let version = app::notes::get_note_version(&state.ctx, &Actor::Visitor, &reference, number).await;
            version.map(Paper::of_version)
        }
        Some(Err(_)) => return PageHead::missing(language),
    };
    match found {
        Ok(paper) => {
            let (title, description) = (paper.content.title.clone(), excerpt(&plain(&paper.summary_html)));
            let data = Some(data_of(state, language, &paper, &description));
            let label = words::of(language, kind_of(&paper)).title;
            let written = paper.content.language.to_string();
            let text = Some(written.clone());
            let article = Article { label, language: written, text, html: paper.summary_html };
            let head = PageHead::new(language, PageWords { title, heading: None, description, lede: None });
            PageHead { data, article: Some(article), public: version.is_none(), ..head }
        }
        Err(app::Error::Missing(_) | app::Error::Hidden) => PageHead::missing(language),
        // The app will show what is wrong; the shell must come all the same.
        Err(_) => PageHead { heading: words::brand(language), lede: None, ..PageHead::of(language, "landing") },
    }
}

/// The page of all versions of a note.
pub(super) async fn of_versions(state: &State, language: Language, name: &str) -> PageHead {
    let Ok(reference) = name.parse::<NoteRef>() else { return PageHead::missing(language) };
    match app::notes::get(&state.ctx, &Actor::Visitor, &reference).await {
        Ok(note) => {
            let words = words::of(language, "note_versions").fill(&[("{note}", &note.content.title)]);
            PageHead { opening: Opening::Narrow, ..PageHead::new(language, words) }
        }
        Err(app::Error::Missing(_) | app::Error::Hidden) => PageHead::missing(language),
        // The app will show what is wrong; the shell must come all the same.
        Err(_) => PageHead { heading: words::brand(language), lede: None, ..PageHead::of(language, "landing") },
    }
}

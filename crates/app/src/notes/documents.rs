//! Notes as the search index keeps them.

use crate::indexing::Names;
use domain::notes::{Note, NoteFacet, NoteKind, ReferenceState, without_marks};
use domain::search::SearchKind;
use domain::vocabularies::VocabularyName as Name;
use search::Document;

/// A note as a document. Its own words are in its language; those of what it is filed under in every language that the
/// vocabularies are labelled in.
pub(crate) fn document(note: &Note, names: &Names) -> Document {
    let content = &note.content;
    let filed = content.key_lists().into_iter().flat_map(|(_, name, keys)| keys.iter().map(move |key| (name, key)));
    let filed = filed.map(|(name, key)| names.words(name, key));
    let countries = note.countries.iter().map(|country| names.words(Name::Countries, country));
    let others = [content.audience.clone(), content.question.clone()];
    let cities = note.cities.iter().map(|city| city.name.clone());
    let words: Vec<String> = filed.chain(countries).chain(cities).chain(others).collect();
    let sections = content.sections.iter().flat_map(|section| [section.heading.as_str(), section.text.as_str()]);
    let body = std::iter::once(content.summary.as_str()).chain(sections);
    let body = body.map(|text| markdown::to_text(&without_marks(text)));
    Document {
        kind: SearchKind::Note.as_str().to_owned(),
        id: note.id.as_uuid(),
        slug: note.slug.clone(),
        title: content.title.clone(),
        subtitle: subtitle(note, names),
        body: body.collect::<Vec<_>>().join("\n"),
        words: words.join("\n"),
        language: Some(content.language.to_string()),
        tags: tags(note).into_iter().chain(names.places(&note.countries)).collect(),
        published: Some(note.published_at.timestamp_micros()),
        boost: 1.05,
    }
}

/// What it is, and what it is about.
fn subtitle(note: &Note, names: &Names) -> String {
    let kind = match note.content.kind {
        NoteKind::Practice => "Practice note",
        NoteKind::Technical => "Technical note",
    };
    let themes = note.content.themes.iter().map(|theme| names.english(Name::PriorityThemes, theme));
    std::iter::once(kind.to_owned()).chain(themes).collect::<Vec<_>>().join(", ")
}

fn tags(note: &Note) -> Vec<(String, String)> {
    let content = &note.content;
    let lists = [
        (NoteFacet::Topic, &content.topics),
        (NoteFacet::Theme, &content.themes),
        (NoteFacet::Stage, &content.stages),
        (NoteFacet::Country, &note.countries),
    ];
    let listed = lists.into_iter().flat_map(|(facet, keys)| keys.iter().map(move |key| (facet, key.clone())));
    let cities = note.cities.iter().map(|city| (NoteFacet::City, city.slug.clone()));
    let single = [(NoteFacet::Kind, content.kind.to_string()), (NoteFacet::Language, content.language.to_string())];
    let states = states(note).into_iter().map(|state| (NoteFacet::State, state.to_string()));
    let all = listed.chain(cities).chain(single).chain(states);
    all.map(|(facet, value)| (facet.as_str().to_owned(), value)).collect()
}

/// How what it cites stands: those states of which who reads should know, or that all is as it was.
fn states(note: &Note) -> Vec<ReferenceState> {
    let mut states: Vec<ReferenceState> = note.text.references.iter().map(|reference| reference.state).collect();
    states.retain(|state| state.warns());
    states.sort_unstable();
    states.dedup();
    if states.is_empty() { vec![ReferenceState::Current] } else { states }
}

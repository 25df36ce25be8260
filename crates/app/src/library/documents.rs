//! Items as the search index keeps them.

use crate::indexing::Names;
use domain::library::{LibraryFacet, LibraryItem, NewLibraryItem};
use domain::search::SearchKind;
use domain::vocabularies::VocabularyName as Name;
use search::Document;

/// An item as a document. Its own words are in its language; those of what it is filed under in every language that the
/// vocabularies are labelled in.
pub(crate) fn document(item: &LibraryItem, names: &Names) -> Document {
    let said = NewLibraryItem::from(item);
    let filed = said.key_lists().into_iter().flat_map(|(_, name, keys)| keys.iter().map(move |key| (name, key)));
    let filed = filed.map(|(name, key)| names.words(name, key));
    let words: Vec<String> = filed.chain(item.authors.iter().chain(&item.publisher).cloned()).collect();
    let kind = names.english(Name::ResourceTypes, &item.kind);
    let subtitle: Vec<String> = std::iter::once(kind).chain(item.publisher.clone()).collect();
    Document {
        kind: SearchKind::LibraryItem.as_str().to_owned(),
        id: item.id.as_uuid(),
        slug: item.slug.clone(),
        title: item.title.clone(),
        subtitle: subtitle.join(", "),
        body: markdown::to_text(&item.summary),
        words: words.join("\n"),
        language: Some(item.language.clone()),
        tags: tags(item),
        published: Some(item.published_at.timestamp_micros()),
        // What leads nowhere comes behind its equals.
        boost: if item.link.dead && item.file.is_none() { 0.7 } else { 0.95 },
    }
}

fn tags(item: &LibraryItem) -> Vec<(String, String)> {
    let lists = [
        (LibraryFacet::Theme, &item.themes),
        (LibraryFacet::Stage, &item.stages),
        (LibraryFacet::Sector, &item.sectors),
        (LibraryFacet::Shock, &item.shocks),
    ];
    let listed = lists.into_iter().flat_map(|(facet, keys)| keys.iter().map(move |key| (facet, key.clone())));
    let single = [
        (LibraryFacet::Kind, Some(item.kind.clone())),
        (LibraryFacet::Language, Some(item.language.clone())),
        (LibraryFacet::Licence, Some(item.licence_kind.to_string())),
        (LibraryFacet::Link, Some(item.link.state.to_string())),
        (LibraryFacet::Year, item.year.map(|year| year.to_string())),
    ];
    let single = single.into_iter().filter_map(|(facet, value)| Some((facet, value?)));
    listed.chain(single).map(|(facet, value)| (facet.as_str().to_owned(), value)).collect()
}

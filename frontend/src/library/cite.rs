//! How the work is cited.

use super::addresses::library_item;
use super::one::Shared;
use crate::browser::origin;
use crate::messages::{Key, t};
use crate::parts::{Citation, CitationWords};
use crate::state::Vocabularies;
use citations::{Kind, Name, Words, Work, reference};
use domain::library::LibraryItem;
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;

const WORDS: CitationWords =
    CitationWords { title: Key::CiteTitle, copy: Key::CiteCopy, copied: Key::CiteCopied, files: Key::CiteFiles };

/// The section of the page.
#[component]
pub(super) fn Cite(item: Shared) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let line = Memo::new(move |_| {
        item.with_value(|item| cited(item, vocabularies.label(VocabularyName::ResourceTypes, &item.kind)))
    });
    let name = item.with_value(|item| item.slug.clone());
    let path = ["/api/v1/library-items/", &name, "/citation"].concat();
    view! { <Citation line path name words=WORDS/> }
}

/// The line, with what kind of work it is. What has no address of its own is found at its page here.
fn cited(item: &LibraryItem, kind: String) -> String {
    let work = Work {
        kind: Kind::of(&item.kind).unwrap_or_default(),
        genre: Some(kind),
        title: item.title.clone(),
        authors: item.authors.iter().cloned().map(Name::Whole).collect(),
        publisher: item.publisher.clone(),
        year: item.year,
        url: Some(item.url.clone().unwrap_or_else(|| origin() + &library_item(&item.slug))),
        ..Work::default()
    };
    reference(&work, &Words { no_date: t(Key::CiteNoDate), and: t(Key::CiteAnd), ..Words::default() })
}

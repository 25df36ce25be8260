//! An item in a list.

use super::addresses::library_item;
use super::words;
use crate::messages::language_name;
use crate::state::Vocabularies;
use domain::library::{LibraryFile, LibraryItemSummary, LinkState};
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use ui::{Badge, Tag};

/// An item with what tells whether to read it.
#[component]
pub(super) fn Card(
    /// The item.
    item: LibraryItemSummary,
) -> impl IntoView {
    view! { <li class="card"><Described item/></li> }
}

/// What a card says.
#[component]
pub(crate) fn Described(
    /// The item.
    item: LibraryItemSummary,
) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let (lang, dir) = words::marks(&item.language);
    let (href, title, excerpt) = (library_item(&item.slug), item.title.clone(), item.excerpt.clone());
    let (kind, facts) = (item.kind.clone(), facts(&item).join(" · "));
    let kind = move || vocabularies.label(VocabularyName::ResourceTypes, &kind);
    view! {
        <p class="eyebrow harbour">{kind}</p>
        <h2 class="card-title"><a class="row-name" href=href data-row="" lang=lang dir=dir>{title}</a></h2>
        // Which language it is in, nobody says.
        <p class="card-text" dir="auto">{excerpt}</p>
        <p class="row-facts" dir="auto">{facts}</p>
        <Signs item/>
    }
}

/// By whom, from when, in which language; what is not known is left out.
fn facts(item: &LibraryItemSummary) -> Vec<String> {
    let year = item.year.map(|year| year.to_string());
    item.publisher.clone().into_iter().chain(year).chain([language_name(&item.language)]).collect()
}

/// What one may do with it, whether its link still leads there, and whether there is a file.
#[component]
fn Signs(
    /// The item.
    item: LibraryItemSummary,
) -> impl IntoView {
    let licence = item.licence_kind;
    // What nobody has looked at tells nothing.
    let link = item.url.is_some() && item.link.state != LinkState::Unknown;
    let link = link.then(|| {
        let (tone, label) = (words::link_tone(&item.link), words::item_link(&item.link));
        view! { <Badge tone label/> }
    });
    let file = item.file.as_ref().map(|file| view! { <Tag label=file_facts(file)/> });
    view! {
        <div class="card-signs">
            <Badge tone=words::licence_tone(licence) label=words::licence(licence)/>
            {link}
            {file}
        </div>
    }
}

/// What a file is, and how long.
pub(crate) fn file_facts(file: &LibraryFile) -> String {
    [words::file_type(file.media_type), " · ", &words::size(file.bytes as f64)].concat()
}

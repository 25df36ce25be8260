//! How the work is cited: a line to copy, and files for programs that keep references.

use super::addresses::library_item;
use super::one::Shared;
use crate::browser::{can_copy, copy, origin};
use crate::messages::{Key, t};
use crate::shell::Announcer;
use crate::state::Vocabularies;
use citations::{Kind, Name, Words, Work, reference};
use domain::library::{CitationFormat, LibraryItem};
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use ui::Button;

/// Forms of a citation: what each is called, and how its file ends.
const FORMS: [(CitationFormat, &str, &str); 3] = [
    (CitationFormat::Bibtex, "BibTeX", ".bib"),
    (CitationFormat::Ris, "RIS", ".ris"),
    (CitationFormat::CslJson, "CSL-JSON", ".json"),
];

/// The section of the page.
#[component]
pub(super) fn Cite(item: Shared) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let announcer: Announcer = expect_context();
    let line = Memo::new(move |_| {
        item.with_value(|item| cited(item, vocabularies.label(VocabularyName::ResourceTypes, &item.kind)))
    });
    let copied = RwSignal::new(false);
    let press = move |()| {
        copy(&line.get_untracked());
        copied.set(true);
        announcer.say(t(Key::CiteCopied).to_owned());
    };
    let word = move || t(if copied.get() { Key::CiteCopied } else { Key::CiteCopy });
    let button = can_copy().then(|| view! { <p><Button small=true on_press=press>{word}</Button></p> });
    let slug = item.with_value(|item| item.slug.clone());
    let files = FORMS.map(|(form, name, end)| {
        let href = ["/api/v1/library-items/", &slug, "/citation?format=", form.as_str()].concat();
        view! { " " <a href=href download=[slug.as_str(), end].concat() rel="external">{name}</a> }
    });
    view! {
        <section aria-labelledby="cite-title">
            <h2 id="cite-title">{t(Key::CiteTitle)}</h2>
            <p class="cited" dir="auto">{move || line.get()}</p>
            {button}
            <p class="small take">{t(Key::CiteFiles)} {files.collect_view()}</p>
        </section>
    }
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

//! How something is cited: a line to copy, and files for programs that keep references.

use crate::browser::{can_copy, copy};
use crate::messages::{Key, t};
use crate::shell::Announcer;
use domain::library::CitationFormat;
use leptos::prelude::*;
use ui::Button;

/// Forms of a citation: what each is called, and how its file ends.
const FORMS: [(CitationFormat, &str, &str); 3] = [
    (CitationFormat::Bibtex, "BibTeX", ".bib"),
    (CitationFormat::Ris, "RIS", ".ris"),
    (CitationFormat::CslJson, "CSL-JSON", ".json"),
];

/// What the section says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CitationWords {
    /// Its heading.
    pub(crate) title: Key,
    /// The button that copies the line.
    pub(crate) copy: Key,
    /// That it is copied.
    pub(crate) copied: Key,
    /// What stands before the files.
    pub(crate) files: Key,
}

/// The section of a page.
#[component]
pub(crate) fn Citation(
    /// The line.
    line: Memo<String>,
    /// Where the API has the files.
    path: String,
    /// What the files are called.
    name: String,
    /// What it says.
    words: CitationWords,
) -> impl IntoView {
    let announcer: Announcer = expect_context();
    let copied = RwSignal::new(false);
    let press = move |()| {
        copy(&line.get_untracked());
        copied.set(true);
        announcer.say(t(words.copied).to_owned());
    };
    let word = move || t(if copied.get() { words.copied } else { words.copy });
    let button = can_copy().then(|| view! { <p><Button small=true on_press=press>{word}</Button></p> });
    let files = FORMS.map(|(form, called, end)| {
        let href = [&path, "?format=", form.as_str()].concat();
        view! { " " <a href=href download=[name.as_str(), end].concat() rel="external">{called}</a> }
    });
    view! {
        <section aria-labelledby="cite-title">
            <h2 id="cite-title">{t(words.title)}</h2>
            <p class="cited" dir="auto">{move || line.get()}</p>
            {button}
            <p class="small take">{t(words.files)} {files.collect_view()}</p>
        </section>
    }
}

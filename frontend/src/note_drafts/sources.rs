//! Where a note can be checked besides what it cites: as many sources as there are, the first of them there to be
//! filled in.

use super::field::SOURCES_FIELD;
use super::kind::{Notes, Work};
use super::written::{Written, no_source};
use crate::drafting::{RowActs, Rows, said};
use crate::messages::{Key, fill, t};
use domain::notes::{MAX_SOURCES, NoteSource};
use leptos::prelude::*;
use ui::{Button, FieldSet, TextArea, TextInput};

const SOURCES: Rows<Notes> = Rows {
    field: SOURCES_FIELD,
    most: MAX_SOURCES,
    count: |written| written.content.sources.len(),
    put: |written, at| {
        written.content.sources.insert(at, no_source());
        written.source_years.insert(at, String::new());
    },
    // The last one is emptied.
    take: |written, at| {
        written.content.sources.remove(at);
        written.source_years.remove(at);
        if written.content.sources.is_empty() {
            written.content.sources.push(no_source());
            written.source_years.push(String::new());
        }
    },
    swap: |written, at, to| {
        written.content.sources.swap(at, to);
        written.source_years.swap(at, to);
    },
    first: "title",
    names: [Key::AuthorSourceUp, Key::AuthorSourceDown, Key::AuthorSourceOut],
    moved: Key::AuthorSourceMoved,
};

/// The sources.
#[component]
pub(super) fn Sources(
    /// The draft.
    work: Work,
) -> impl IntoView {
    let rows = SOURCES.counted(work);
    let sources = move || (0..rows.get()).map(|at| view! { <Source work at/> }).collect_view();
    let more = move || {
        let all = rows.get();
        let add = move |()| SOURCES.add(work, all);
        (all < MAX_SOURCES).then(|| view! { <p><Button small=true on_press=add>{t(Key::DraftSourceAdd)}</Button></p> })
    };
    view! {
        <FieldSet field=work.grouped(SOURCES_FIELD)>
            {sources}
            {more}
        </FieldSet>
    }
}

/// A part of a source that is a text.
#[derive(Clone, Copy)]
struct Part {
    name: &'static str,
    label: Key,
    read: fn(&NoteSource) -> &str,
    write: fn(&mut NoteSource, String),
}

const PARTS: [Part; 3] = [
    Part {
        name: "title",
        label: Key::DraftSourceTitle,
        read: |source| source.title.as_str(),
        write: |source, text| source.title = text,
    },
    Part {
        name: "publisher",
        label: Key::DraftSourcePublisher,
        read: |source| source.publisher.as_deref().unwrap_or_default(),
        write: |source, text| source.publisher = said(text),
    },
    Part {
        name: "url",
        label: Key::DraftSourceUrl,
        read: |source| source.url.as_deref().unwrap_or_default(),
        write: |source, text| source.url = said(text),
    },
];

fn pointer(at: usize, name: &str) -> String {
    [&SOURCES.pointer(at), "/", name].concat()
}

#[component]
fn Line(work: Work, at: usize, part: Part) -> impl IntoView {
    let read = move |written: &Written| {
        written.content.sources.get(at).map(|source| (part.read)(source).to_owned()).unwrap_or_default()
    };
    let write = move |written: &mut Written, text| {
        if let Some(source) = written.content.sources.get_mut(at) {
            (part.write)(source, text);
        }
    };
    let value = work.value(pointer(at, part.name), read, write);
    let leave = move |()| work.leave(&pointer(at, part.name));
    view! { <TextInput field=work.made(pointer(at, part.name), t(part.label)) value on_leave=leave/> }
}

#[component]
fn Year(work: Work, at: usize) -> impl IntoView {
    let read = move |written: &Written| written.source_years.get(at).cloned().unwrap_or_default();
    let write = move |written: &mut Written, text| {
        if let Some(year) = written.source_years.get_mut(at) {
            *year = text;
        }
    };
    let value = work.value(pointer(at, "year"), read, write);
    let leave = move |()| work.leave(&pointer(at, "year"));
    view! { <TextInput field=work.made(pointer(at, "year"), t(Key::DraftSourceYear)) value on_leave=leave/> }
}

/// The sentence that bears it out.
#[component]
fn Quote(work: Work, at: usize) -> impl IntoView {
    let read = move |written: &Written| {
        written.content.sources.get(at).and_then(|source| source.quote.clone()).unwrap_or_default()
    };
    let write = move |written: &mut Written, text| {
        if let Some(source) = written.content.sources.get_mut(at) {
            source.quote = said(text);
        }
    };
    let value = work.value(pointer(at, "quote"), read, write);
    let leave = move |()| work.leave(&pointer(at, "quote"));
    let field = work.made(pointer(at, "quote"), t(Key::AuthorSourceQuote)).hint(t(Key::AuthorSourceQuoteHint));
    view! { <TextArea field value rows=2 on_leave=leave/> }
}

#[component]
fn Source(work: Work, at: usize) -> impl IntoView {
    let lines = PARTS.into_iter().map(|part| view! { <Line work at part/> }).collect_view();
    view! {
        <fieldset class="entry">
            <legend>{fill(Key::DraftSource, &[("n", &(at + 1).to_string())])}</legend>
            {lines}
            <Year work at/>
            <Quote work at/>
            <RowActs work rows=SOURCES at/>
        </fieldset>
    }
}

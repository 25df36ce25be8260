//! Where a lesson can be checked: as many sources as there are, the first of them there to be filled in.

use super::field::{SOURCES, id_of};
use super::work::Work;
use super::written::{Written, no_source};
use crate::browser::focus_id;
use crate::drafting::said;
use crate::messages::{Key, fill, t};
use domain::lessons::{LessonSource, MAX_SOURCES};
use leptos::prelude::*;
use ui::{Button, Checkbox, FieldSet, TextInput};

fn pointer(at: usize, part: &str) -> String {
    ["/sources/", &at.to_string(), "/", part].concat()
}

fn count(written: &Written) -> usize {
    written.content.sources.len()
}

fn add(work: Work, at: usize) {
    work.write(SOURCES.pointer, |written| {
        written.content.sources.push(no_source());
        written.source_years.push(String::new());
    });
    request_animation_frame(move || focus_id(&id_of(&pointer(at, "title"))));
}

/// Takes a source out; the last one is emptied.
fn take_out(work: Work, at: usize) {
    work.write(SOURCES.pointer, |written| {
        if at < written.content.sources.len() && at < written.source_years.len() {
            written.content.sources.remove(at);
            written.source_years.remove(at);
        }
        if written.content.sources.is_empty() {
            written.content.sources.push(no_source());
            written.source_years.push(String::new());
        }
    });
    request_animation_frame(move || focus_id(&id_of(&pointer(at.saturating_sub(1), "title"))));
}

/// The sources.
#[component]
pub(super) fn Sources(
    /// The draft.
    work: Work,
) -> impl IntoView {
    let rows = Memo::new(move |_| work.written.with(count));
    let sources = move || (0..rows.get()).map(|at| view! { <Source work at/> }).collect_view();
    let more = move || {
        let all = rows.get();
        let add = move |()| add(work, all);
        (all < MAX_SOURCES).then(|| view! { <p><Button small=true on_press=add>{t(Key::DraftSourceAdd)}</Button></p> })
    };
    view! {
        <FieldSet field=work.grouped(SOURCES)>
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
    read: fn(&LessonSource) -> &str,
    write: fn(&mut LessonSource, String),
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

#[component]
fn Source(work: Work, at: usize) -> impl IntoView {
    let title = fill(Key::DraftSource, &[("n", &(at + 1).to_string())]);
    let out = fill(Key::DraftSourceOutIt, &[("title", &title)]);
    let lines = PARTS.into_iter().map(|part| view! { <Line work at part/> }).collect_view();
    let is_copy = Signal::derive(move || {
        work.written.with(|written| written.content.sources.get(at).is_some_and(|one| one.is_copy))
    });
    let copied = move |is_copy: bool| {
        work.write(SOURCES.pointer, |written| {
            if let Some(source) = written.content.sources.get_mut(at) {
                source.is_copy = is_copy;
            }
        });
    };
    view! {
        <fieldset class="entry">
            <legend>{title}</legend>
            {lines}
            <Year work at/>
            <Checkbox
                id=id_of(&pointer(at, "copy")) label=t(Key::DraftSourceCopy) hint=t(Key::DraftSourceCopyHint)
                checked=is_copy on_change=copied
            />
            <Button small=true name=out on_press=move |()| take_out(work, at)>{t(Key::DraftSourceOut)}</Button>
        </fieldset>
    }
}

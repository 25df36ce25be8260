//! The sections of a note: put in, taken out and moved by buttons and by keys, each with its pictures, and with what it
//! cites where one writes.

use super::field::SECTIONS_FIELD;
use super::figures::Figures;
use super::kind::{Notes, Work};
use super::picker::Picker;
use super::written::{Written, no_section};
use crate::drafting::{RowActs, Rows};
use crate::messages::{Key, fill, t};
use crate::parts::preview;
use domain::notes::{MAX_FIGURES, MAX_SECTIONS, NoteSection};
use leptos::prelude::*;
use ui::{Button, FieldSet, TextArea, TextInput};
use web_sys::KeyboardEvent;

const SECTIONS: Rows<Notes> = Rows {
    field: SECTIONS_FIELD,
    most: MAX_SECTIONS,
    count: |written| written.content.sections.len(),
    put: |written, at| written.content.sections.insert(at, no_section()),
    // The last one is emptied.
    take: |written, at| {
        written.content.sections.remove(at);
        if written.content.sections.is_empty() {
            written.content.sections.push(no_section());
        }
    },
    swap: |written, at, to| written.content.sections.swap(at, to),
    first: "heading",
    names: [Key::AuthorSectionUp, Key::AuthorSectionDown, Key::AuthorSectionOut],
    moved: Key::AuthorSectionMoved,
};

/// Where the text of a section stands.
pub(super) fn text_pointer(at: usize) -> String {
    ["/sections/", &at.to_string(), "/text"].concat()
}

/// What keys do in a section besides writing.
fn press(work: Work, at: usize, event: &KeyboardEvent) {
    match event.key().as_str() {
        _ if event.is_composing() || !event.alt_key() => return,
        "ArrowUp" => SECTIONS.swap(work, at, at.checked_sub(1)),
        "ArrowDown" => SECTIONS.swap(work, at, Some(at + 1)),
        _ => return,
    }
    event.prevent_default();
}

/// The sections.
#[component]
pub(super) fn Sections(
    /// The draft.
    work: Work,
    /// What finds what is put into them.
    picker: Picker,
) -> impl IntoView {
    let rows = SECTIONS.counted(work);
    let sections = move || (0..rows.get()).map(|at| view! { <Section work picker at/> }).collect_view();
    let more = move || {
        let all = rows.get();
        let add = move |()| SECTIONS.add(work, all);
        (all < MAX_SECTIONS).then(|| view! { <p><Button on_press=add>{t(Key::AuthorSectionAdd)}</Button></p> })
    };
    view! {
        <FieldSet field=work.grouped(SECTIONS_FIELD)>
            {sections}
            {more}
        </FieldSet>
    }
}

#[component]
fn Section(work: Work, picker: Picker, at: usize) -> impl IntoView {
    let legend = fill(Key::AuthorSection, &[("n", &(at + 1).to_string())]);
    let figures = Memo::new(move |_| {
        work.written.with(|written| written.content.sections.get(at).map_or(0, |section| section.figures.len()))
    });
    let cite_it = fill(Key::AuthorCiteIt, &[("n", &(at + 1).to_string())]);
    let picture_it = fill(Key::AuthorPictureIt, &[("n", &(at + 1).to_string())]);
    let is_full = Signal::derive(move || figures.get() >= MAX_FIGURES);
    view! {
        <fieldset class="entry" on:keydown=move |event| press(work, at, &event)>
            <legend>{legend}</legend>
            <Heading work at/>
            <Words work at/>
            <Figures work section=at count=figures/>
            <RowActs work rows=SECTIONS at>
                <Button small=true name=cite_it on_press=move |()| picker.cite(at)>{t(Key::AuthorCite)}</Button>
                <Button small=true name=picture_it disabled=is_full on_press=move |()| picker.picture(at)>
                    {t(Key::AuthorAddPicture)}
                </Button>
            </RowActs>
        </fieldset>
    }
}

fn change(written: &mut Written, at: usize, change: impl FnOnce(&mut NoteSection)) {
    if let Some(section) = written.content.sections.get_mut(at) {
        change(section);
    }
}

#[component]
fn Heading(work: Work, at: usize) -> impl IntoView {
    let pointer = [&SECTIONS.pointer(at), "/heading"].concat();
    let read = move |written: &Written| {
        written.content.sections.get(at).map(|section| section.heading.clone()).unwrap_or_default()
    };
    let write = move |written: &mut Written, text| change(written, at, |section| section.heading = text);
    let value = work.value(pointer.clone(), read, write);
    let field = work.made(pointer.clone(), t(Key::AuthorSectionHeading));
    view! { <TextInput field value on_leave=move |()| work.leave(&pointer)/> }
}

#[component]
fn Words(work: Work, at: usize) -> impl IntoView {
    let pointer = text_pointer(at);
    let read = move |written: &Written| {
        written.content.sections.get(at).map(|section| section.text.clone()).unwrap_or_default()
    };
    let write = move |written: &mut Written, text| change(written, at, |section| section.text = text);
    let value = work.value(pointer.clone(), read, write);
    let field = work.made(pointer.clone(), t(Key::AuthorSectionText));
    let looks = preview([t(Key::DraftWrite), t(Key::DraftLook), t(Key::DraftNothingYet)].map(Signal::from));
    view! { <TextArea field value rows=10 preview=looks on_leave=move |()| work.leave(&pointer)/> }
}

//! The pictures of a section: each is the file of an item of the library, with what is to be seen in words.

use super::field::id_of;
use super::kind::Work;
use super::written::Written;
use crate::browser::focus_id;
use crate::drafting::said;
use crate::messages::{Key, fill, t};
use domain::notes::NoteFigure;
use leptos::prelude::*;
use ui::{Button, TextInput};

/// The pictures of a section.
#[component]
pub(super) fn Figures(
    /// The draft.
    work: Work,
    /// The place of the section.
    section: usize,
    /// How many there are.
    count: Memo<usize>,
) -> impl IntoView {
    move || (0..count.get()).map(|at| view! { <Figure work section at/> }).collect_view()
}

fn figure_of(written: &Written, section: usize, at: usize) -> Option<&NoteFigure> {
    written.content.sections.get(section)?.figures.get(at)
}

fn pointer(section: usize, at: usize) -> String {
    ["/sections/", &section.to_string(), "/figures/", &at.to_string()].concat()
}

/// Takes a picture out; the focus goes to the text of its section.
fn take_out(work: Work, section: usize, at: usize) {
    work.write(&pointer(section, at), |written| {
        if let Some(section) = written.content.sections.get_mut(section)
            && at < section.figures.len()
        {
            section.figures.remove(at);
        }
    });
    request_animation_frame(move || focus_id(&id_of(&super::sections::text_pointer(section))));
}

/// A part of a figure that is a text.
#[derive(Clone, Copy)]
struct Part {
    name: &'static str,
    label: Key,
    hint: Key,
    read: fn(&NoteFigure) -> &str,
    write: fn(&mut NoteFigure, String),
}

const PARTS: [Part; 3] = [
    Part {
        name: "alt",
        label: Key::AuthorFigureAlt,
        hint: Key::AuthorFigureAltHint,
        read: |figure| figure.alt.as_str(),
        write: |figure, text| figure.alt = text,
    },
    Part {
        name: "caption",
        label: Key::AuthorFigureCaption,
        hint: Key::AuthorFigureCaptionHint,
        read: |figure| figure.caption.as_str(),
        write: |figure, text| figure.caption = text,
    },
    Part {
        name: "credit",
        label: Key::AuthorFigureCredit,
        hint: Key::AuthorFigureCreditHint,
        read: |figure| figure.credit.as_deref().unwrap_or_default(),
        write: |figure, text| figure.credit = said(text),
    },
];

#[component]
fn Line(work: Work, section: usize, at: usize, part: Part) -> impl IntoView {
    let pointer = [&pointer(section, at), "/", part.name].concat();
    let read = move |written: &Written| {
        figure_of(written, section, at).map(|figure| (part.read)(figure).to_owned()).unwrap_or_default()
    };
    let write = move |written: &mut Written, text| {
        let figure = written.content.sections.get_mut(section).and_then(|section| section.figures.get_mut(at));
        if let Some(figure) = figure {
            (part.write)(figure, text);
        }
    };
    let value = work.value(pointer.clone(), read, write);
    let field = work.made(pointer.clone(), t(part.label)).hint(t(part.hint));
    view! { <TextInput field value on_leave=move |()| work.leave(&pointer)/> }
}

#[component]
fn Figure(work: Work, section: usize, at: usize) -> impl IntoView {
    let n = (at + 1).to_string();
    let legend = fill(Key::AuthorFigure, &[("n", &n)]);
    let out = fill(Key::AuthorFigureOutIt, &[("n", &n)]);
    let address = move || {
        let item = work.written.with(|written| figure_of(written, section, at).map(|figure| figure.item.clone()));
        ["/api/v1/library-items/", &item.unwrap_or_default(), "/image"].concat()
    };
    let lines = PARTS.into_iter().map(|part| view! { <Line work section at part/> }).collect_view();
    view! {
        <fieldset class="entry">
            <legend>{legend}</legend>
            // What is to be seen is said in the field below.
            <img class="note-thumb" src=address alt="" loading="lazy"/>
            {lines}
            <p><Button small=true name=out on_press=move |()| take_out(work, section, at)>{t(Key::DraftPointOut)}</Button></p>
        </fieldset>
    }
}

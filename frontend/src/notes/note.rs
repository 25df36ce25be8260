//! The page of one note.

use super::addresses::{self, is_note};
use super::one::NOTE;
use super::paper::{Paper, Reading};
use crate::messages::{Key, count, t};
use crate::parts::{About, Crumbs, One, Share};
use domain::notes::Note;
use leptos::prelude::*;
use std::sync::Arc;
use ui::{Banner, Link, Rank, Tone};

/// The page.
#[component]
pub(super) fn NotePage() -> impl IntoView {
    let one = One::new(NOTE, is_note, |note| note.content.title.clone());
    view! { <About one show=|note| view! { <Shown note/> }.into_any()/> }
}

#[component]
fn Shown(note: Arc<Note>) -> impl IntoView {
    let paper = StoredValue::new(Paper::from(&*note));
    let (slug, title) = (note.slug.clone(), note.content.title.clone());
    view! {
        <article class="page note-page">
            <Crumbs above=vec![(addresses::notes(), t(Key::NotesTitle).to_owned())] here=t(Key::NoteHere)/>
            <Warned warnings=note.warnings/>
            <Reading paper>
                <Link rank=Rank::Plain href=addresses::note_edit(&slug)>{t(Key::NotePropose)}</Link>
                <Share title/>
            </Reading>
        </article>
    }
}

/// Says that something that the note cites does not stand as it did.
#[component]
pub(super) fn Warned(
    /// How many references that is.
    warnings: i32,
) -> impl IntoView {
    let warnings = usize::try_from(warnings).ok().filter(|n| *n > 0)?;
    Some(view! {
        <Banner tone=Tone::Warn word=count(Key::NoteWarned, warnings)>
            <p>{t(Key::NoteWarnedText)} " " <a href="#references-title">{t(Key::NoteWarnedSee)}</a></p>
        </Banner>
    })
}

//! The page of one version of a note, at the address that it keeps.

use super::addresses::{self, is_version};
use super::note::Warned;
use super::one::VERSION;
use super::paper::{Paper, Reading};
use crate::messages::{Key, fill, t};
use crate::parts::{About, Crumbs, One, Share};
use domain::notes::{NoteVersion, warnings};
use leptos::prelude::*;
use std::sync::Arc;
use ui::{Banner, Link, Tone};

/// The page.
#[component]
pub(super) fn VersionPage() -> impl IntoView {
    let one = One::new(VERSION, is_version, |version| version.content.title.clone());
    view! { <About one show=|version| view! { <Shown version/> }.into_any()/> }
}

#[component]
fn Shown(version: Arc<NoteVersion>) -> impl IntoView {
    let paper = StoredValue::new(Paper::from(&*version));
    let (slug, title) = (version.note.slug.clone(), version.content.title.clone());
    let above = vec![
        (addresses::notes(), t(Key::NotesTitle).to_owned()),
        (addresses::note(&slug), version.note.title.clone()),
        (addresses::note_versions(&slug), t(Key::NoteVersions).to_owned()),
    ];
    let here = fill(Key::NoteVersion, &[("n", &version.number.to_string())]);
    let newer = (version.number < version.note.number).then(|| {
        let word = fill(Key::NoteOld, &[("n", &version.note.number.to_string())]);
        view! {
            <Banner tone=Tone::Info word>
                <p><Link href=addresses::note(&slug)>{t(Key::NoteOldSee)}</Link></p>
            </Banner>
        }
    });
    let change = version.change.clone().map(|change| view! { <p class="small muted" dir="auto">{change}</p> });
    view! {
        <article class="page note-page">
            <Crumbs above here/>
            {newer}
            <Warned warnings=warnings(&version.text.references)/>
            {change}
            <Reading paper><Share title/></Reading>
        </article>
    }
}

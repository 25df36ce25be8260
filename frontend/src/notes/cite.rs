//! How a note is cited: the version that is shown, at the address that it keeps.

use super::addresses::note_version;
use super::paper::Shared;
use super::words;
use crate::browser::origin;
use crate::messages::{Key, t};
use crate::parts::{Citation, CitationWords};
use citations::{Kind, Name, Words, Work, reference};
use leptos::prelude::*;

const WORDS: CitationWords = CitationWords {
    title: Key::NoteCite,
    copy: Key::NoteCiteCopy,
    copied: Key::NoteCiteCopied,
    files: Key::NoteCiteFiles,
};

/// The section of the page.
#[component]
pub(super) fn Cite(paper: Shared) -> impl IntoView {
    let line = Memo::new(move |_| cited(paper));
    let name = paper.with_value(|paper| paper.slug.clone());
    let path = ["/api/v1/notes/", &name, "/citation"].concat();
    view! { <Citation line path name words=WORDS/> }
}

fn cited(paper: Shared) -> String {
    let work = paper.with_value(|paper| Work {
        kind: Kind::Note,
        genre: Some(words::kind(paper.content.kind).to_owned()),
        title: paper.content.title.clone(),
        authors: paper.authors.iter().map(|author| Name::Whole(author.name.clone())).collect(),
        publisher: Some(t(Key::SiteName).to_owned()),
        version: Some(paper.number.to_string()),
        year: Some(year_of(paper.on)),
        url: Some(origin() + &note_version(&paper.slug, paper.number)),
        ..Work::default()
    });
    reference(&work, &Words { no_date: "", and: t(Key::NoteCiteAnd), ..Words::default() })
}

/// The year of a moment, as the calendar of Greenwich has it.
fn year_of(unix_ms: i64) -> i32 {
    js_sys::Date::new(&(unix_ms as f64).into()).get_utc_full_year().try_into().unwrap_or_default()
}

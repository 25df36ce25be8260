//! All notes, narrowed down by what stands in the address.

use super::addresses;
use super::card::Card;
use super::choice::{self, FACETS};
use crate::lists::{Catalogue, Export, FacetedList, Words};
use crate::messages::{Key, t};
use crate::parts::{Line, Parameters, Source, lines};
use crate::state::identity;
use domain::lists::MAX_Q;
use domain::notes::{NoteQuery, NoteSort, NoteSummary};
use domain::saved_searches::SavedSearchOf;
use leptos::prelude::*;
use ui::{Link, Rank};

/// Notes a page of the list.
const PAGE: u32 = 20;

/// What the list is of.
const NOTES: Catalogue = Catalogue {
    source: Source {
        faults: |search| NoteQuery::parse(search).err().unwrap_or_default(),
        fetch: |client, search, cursor| {
            // Facets do not change from page to page.
            let offered = FACETS.offered.iter().filter(|_| cursor.is_none());
            let facets = offered.filter_map(|facet| facet.parse().ok()).collect();
            let query = NoteQuery::parse(&search).unwrap_or_default();
            let query = NoteQuery { cursor, facets, limit: Some(PAGE), ..query };
            Box::pin(async move { client.list_notes(&query).await.map(|page| lines(page, line)) })
        },
        parameters: Parameters {
            name: |parameter| match parameter {
                "q" => Some(t(Key::NotesWords)),
                "published_since" => Some(t(Key::SinceLabel)),
                "sort" => Some(t(Key::SortLabel)),
                facet => facet.parse().ok().map(choice::name),
            },
            path: addresses::notes,
            all: Key::NotesAll,
        },
    },
    is_here: |path| path == addresses::notes(),
    facets: FACETS,
    sorts: &[
        (NoteSort::Relevance.as_str(), Key::NoteSortRelevance),
        (NoteSort::PublishedAtDescending.as_str(), Key::NoteSortNewest),
        (NoteSort::PublishedAt.as_str(), Key::NoteSortOldest),
        (NoteSort::UpdatedAtDescending.as_str(), Key::NoteSortChanged),
        (NoteSort::Title.as_str(), Key::NoteSortTitle),
        (NoteSort::TitleDescending.as_str(), Key::NoteSortTitleDescending),
    ],
    usual: NoteSort::PublishedAtDescending.as_str(),
    most: MAX_Q,
    files: &[
        Export { name: "CSV", path: "/api/v1/notes.csv", file: "notes.csv" },
        Export { name: "NDJSON", path: "/api/v1/notes.ndjson", file: "notes.ndjson" },
        Export { name: "Excel (XLSX)", path: "/api/v1/notes.xlsx", file: "notes.xlsx" },
    ],
    feed: Some("/feeds/notes"),
    saved: Some(SavedSearchOf::Notes),
    words: Words {
        title: Key::NotesTitle,
        lede: Key::NotesLede,
        list: Key::NotesList,
        odd: Key::NotesOdd,
        find: Key::NotesWords,
        count: [Key::NotesCount, Key::NotesCountMore],
        take: Key::NotesTake,
        more: Key::NotesMore,
        clear: Key::NotesClear,
        without_words: Key::NotesNoWords,
        none: [Key::NotesNone, Key::NotesNoneText],
        empty: Key::NotesEmpty,
        what: Key::NotesWhat,
    },
    acts: || view! { <Contribute/> }.into_any(),
};

/// The page.
#[component]
pub(super) fn NoteList() -> impl IntoView {
    view! { <FacetedList catalogue=&NOTES/> }
}

fn line(note: NoteSummary) -> Line {
    let key = [&note.id.to_string(), "-", &note.version.to_string()].concat();
    Line::of(key, note, |note| view! { <Card note/> }.into_any())
}

/// The way to write one, for who has signed in.
#[component]
fn Contribute() -> impl IntoView {
    let identity = identity();
    let is_somebody = Memo::new(move |_| identity.account().is_some());
    move || {
        is_somebody.get().then(|| {
            view! { <Link rank=Rank::Primary href=addresses::new_note()>{t(Key::NotesWrite)}</Link> }
        })
    }
}

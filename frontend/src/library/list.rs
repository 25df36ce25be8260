//! The library, narrowed down by what stands in the address.

use super::addresses::{self, dead_links, new_item};
use super::card::Card;
use super::choice::{self, FACETS};
use crate::collections::addresses::collections;
use crate::lists::{Catalogue, Export, FacetedList, Words};
use crate::messages::{Key, t};
use crate::parts::{Line, Parameters, Source, lines};
use crate::state::use_standing;
use domain::library::{LibraryItemSummary, LibraryQuery, LibrarySort};
use domain::lists::MAX_Q;
use domain::policy::Action;
use domain::saved_searches::SavedSearchOf;
use leptos::prelude::*;
use ui::{Link, Rank};

/// Items a page of the list.
const PAGE: u32 = 20;

/// What the list is of.
const LIBRARY: Catalogue = Catalogue {
    source: Source {
        faults: |search| LibraryQuery::parse(search).err().unwrap_or_default(),
        fetch: |client, search, cursor| {
            // Facets do not change from page to page.
            let offered = FACETS.offered.iter().filter(|_| cursor.is_none());
            let facets = offered.filter_map(|facet| facet.parse().ok()).collect();
            let query = LibraryQuery::parse(&search).unwrap_or_default();
            let query = LibraryQuery { cursor, facets, limit: Some(PAGE), ..query };
            Box::pin(async move { client.list_library_items(&query).await.map(|page| lines(page, line)) })
        },
        parameters: Parameters {
            name: |parameter| match parameter {
                "q" => Some(t(Key::LibraryWords)),
                "published_since" => Some(t(Key::SinceLabel)),
                "sort" => Some(t(Key::SortLabel)),
                facet => facet.parse().ok().map(choice::name),
            },
            path: addresses::library,
            all: Key::LibraryAll,
        },
    },
    is_here: |path| path == addresses::library(),
    facets: FACETS,
    sorts: &[
        (LibrarySort::Relevance.as_str(), Key::LibrarySortRelevance),
        (LibrarySort::PublishedAtDescending.as_str(), Key::LibrarySortNewest),
        (LibrarySort::PublishedAt.as_str(), Key::LibrarySortOldest),
        (LibrarySort::UpdatedAtDescending.as_str(), Key::LibrarySortChanged),
        (LibrarySort::Title.as_str(), Key::LibrarySortTitle),
        (LibrarySort::TitleDescending.as_str(), Key::LibrarySortTitleDescending),
    ],
    usual: LibrarySort::PublishedAtDescending.as_str(),
    most: MAX_Q,
    files: &[
        Export { name: "CSV", path: "/api/v1/library-items.csv", file: "library.csv" },
        Export { name: "NDJSON", path: "/api/v1/library-items.ndjson", file: "library.ndjson" },
        Export { name: "Excel (XLSX)", path: "/api/v1/library-items.xlsx", file: "library.xlsx" },
        Export { name: "BibTeX", path: "/api/v1/library-items.bib", file: "library.bib" },
        Export { name: "RIS", path: "/api/v1/library-items.ris", file: "library.ris" },
    ],
    feed: Some("/feeds/library"),
    saved: Some(SavedSearchOf::Library),
    words: Words {
        title: Key::LibraryTitle,
        lede: Key::LibraryLede,
        list: Key::LibraryList,
        odd: Key::LibraryOdd,
        find: Key::LibraryWords,
        count: [Key::LibraryCount, Key::LibraryCountMore],
        take: Key::LibraryTake,
        more: Key::LibraryMore,
        clear: Key::LibraryClear,
        without_words: Key::LibraryNoWords,
        none: [Key::LibraryNone, Key::LibraryNoneText],
        empty: Key::LibraryEmpty,
        what: Key::LibraryWhat,
    },
    acts: || view! { <Acts/> }.into_any(),
};

/// The page.
#[component]
pub(super) fn LibraryList() -> impl IntoView {
    view! { <FacetedList catalogue=&LIBRARY/> }
}

fn line(item: LibraryItemSummary) -> Line {
    // Looking at a link is no change of the item.
    let looked = item.link.checked_at.map_or(0, |at| at.timestamp());
    let key = [&item.id.to_string(), "-", &item.version.to_string(), "-", &looked.to_string()].concat();
    Line::of(key, item, |item| view! { <Card item/> }.into_any())
}

/// The way to collections and, for editors, to a new item and to links that lead nowhere.
#[component]
fn Acts() -> impl IntoView {
    let standing = use_standing();
    let of_editors = move || {
        let may = standing.with(|standing| standing.may(Action::CreateLibraryItem)).unwrap_or_default();
        may.then(|| {
            view! {
                <Link rank=Rank::Primary href=new_item()>{t(Key::LibraryAdd)}</Link>
                " "
                <Link rank=Rank::Plain href=dead_links()>{t(Key::LibraryDeadLinks)}</Link>
                " "
            }
        })
    };
    view! { {of_editors} <Link rank=Rank::Plain href=collections()>{t(Key::LibraryCollections)}</Link> }
}

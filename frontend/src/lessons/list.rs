//! All lessons, narrowed down by what stands in the address.

use super::addresses;
use super::card::Card;
use super::choice::{self, FACETS};
use crate::address;
use crate::lists::{Catalogue, Export, FacetedList, Words};
use crate::messages::{Key, t};
use crate::parts::{Line, Parameters, Source, lines};
use crate::state::identity;
use domain::lessons::{LessonQuery, LessonSort, LessonSummary};
use domain::lists::MAX_Q;
use domain::saved_searches::SavedSearchOf;
use leptos::prelude::*;
use ui::{Link, Rank};

/// Lessons a page of the list.
const PAGE: u32 = 20;

/// What the list is of.
const LESSONS: Catalogue = Catalogue {
    source: Source {
        faults: |search| LessonQuery::parse(search).err().unwrap_or_default(),
        fetch: |client, search, cursor| {
            // Facets do not change from page to page.
            let offered = FACETS.offered.iter().filter(|_| cursor.is_none());
            let facets = offered.filter_map(|facet| facet.parse().ok()).collect();
            let query = LessonQuery::parse(&search).unwrap_or_default();
            let query = LessonQuery { cursor, facets, limit: Some(PAGE), ..query };
            Box::pin(async move { client.list_lessons(&query).await.map(|page| lines(page, line)) })
        },
        parameters: Parameters {
            name: |parameter| match parameter {
                "q" => Some(t(Key::LessonsWords)),
                "published_since" => Some(t(Key::SinceLabel)),
                "sort" => Some(t(Key::SortLabel)),
                facet => facet.parse().ok().map(choice::name),
            },
            path: addresses::lessons,
            all: Key::LessonsAll,
        },
    },
    is_here: |path| path == addresses::lessons(),
    facets: FACETS,
    sorts: &[
        (LessonSort::Relevance.as_str(), Key::LessonSortRelevance),
        (LessonSort::PublishedAtDescending.as_str(), Key::LessonSortNewest),
        (LessonSort::PublishedAt.as_str(), Key::LessonSortOldest),
        (LessonSort::UpdatedAtDescending.as_str(), Key::LessonSortChanged),
        (LessonSort::Title.as_str(), Key::LessonSortTitle),
        (LessonSort::TitleDescending.as_str(), Key::LessonSortTitleDescending),
    ],
    usual: LessonSort::PublishedAtDescending.as_str(),
    most: MAX_Q,
    files: &[
        Export { name: "CSV", path: "/api/v1/lessons.csv", file: "lessons.csv" },
        Export { name: "NDJSON", path: "/api/v1/lessons.ndjson", file: "lessons.ndjson" },
        Export { name: "Excel (XLSX)", path: "/api/v1/lessons.xlsx", file: "lessons.xlsx" },
    ],
    feed: Some("/feeds/lessons"),
    saved: Some(SavedSearchOf::Lessons),
    words: Words {
        title: Key::LessonsTitle,
        lede: Key::LessonsLede,
        list: Key::LessonsList,
        odd: Key::LessonsOdd,
        find: Key::LessonsWords,
        count: [Key::LessonsCount, Key::LessonsCountMore],
        take: Key::LessonsTake,
        more: Key::LessonsMore,
        clear: Key::LessonsClear,
        without_words: Key::LessonsNoWords,
        none: [Key::LessonsNone, Key::LessonsNoneText],
        empty: Key::LessonsEmpty,
        what: Key::LessonsWhat,
    },
    acts: || view! { <Contribute/> }.into_any(),
};

/// The page.
#[component]
pub(super) fn LessonList() -> impl IntoView {
    view! { <FacetedList catalogue=&LESSONS/> }
}

fn line(lesson: LessonSummary) -> Line {
    let key = [&lesson.id.to_string(), "-", &lesson.version.to_string()].concat();
    Line::of(key, lesson, |lesson| view! { <Card lesson/> }.into_any())
}

/// The way to share what one's city tried: to the form for who has signed in, to a city for everyone else.
#[component]
fn Contribute() -> impl IntoView {
    let identity = identity();
    let is_somebody = Memo::new(move |_| identity.account().is_some());
    move || {
        let (href, text) = match is_somebody.get() {
            true => (addresses::new_lesson(), Key::LessonsShare),
            false => (address::join(), Key::LessonsJoin),
        };
        view! { <Link rank=Rank::Primary href>{t(text)}</Link> }
    }
}

//! A list that grows: its rows, or what there is instead. There is one such list for all kinds of things, so that its
//! code is there once.

use super::{Asked, Failure, OddAddress, Parameters, Skeleton};
use crate::messages::{Key, t};
use crate::state::{Pages, Stage, api};
use client::{Client, Error};
use contract::{Fault, Page};
use leptos::prelude::*;
use std::pin::Pin;
use std::sync::Arc;
use ui::{Empty, ShowMore};

/// A row.
#[derive(Clone)]
pub(crate) struct Line {
    /// Tells it from the others, and from itself as it was.
    key: String,
    show: Arc<dyn Fn() -> AnyView + Send + Sync>,
}

impl Line {
    /// The row of a thing.
    pub(crate) fn of<T: Clone + Send + Sync + 'static>(key: String, thing: T, show: fn(T) -> AnyView) -> Self {
        Self { key, show: Arc::new(move || show(thing.clone())) }
    }
}

/// A page of rows on its way.
pub(crate) type Fetched = Pin<Box<dyn Future<Output = Result<Page<Line>, Error>>>>;

/// What a list is of.
#[derive(Clone, Copy)]
pub(crate) struct Source {
    /// What is wrong with a query.
    pub(crate) faults: fn(&str) -> Vec<Fault>,
    /// Asks for the page of a query that begins at a cursor.
    pub(crate) fetch: fn(Client, String, Option<String>) -> Fetched,
    /// What the query can hold.
    pub(crate) parameters: Parameters,
}

/// A page of things as a page of rows.
pub(crate) fn lines<T>(page: Page<T>, line: fn(T) -> Line) -> Page<Line> {
    Page { items: page.items.into_iter().map(line).collect(), next: page.next, facets: page.facets }
}

/// The list that the address asks for, or what is odd about the address.
#[component]
pub(crate) fn Listed(
    /// The page.
    asked: Asked,
    /// What it is of.
    source: Source,
    /// What is said where there is nothing yet, whatever one asks for.
    none: Key,
    /// What comes here, and how.
    none_text: Key,
    /// Counts what has changed: with each change it is asked for anew.
    #[prop(optional)]
    news: Option<RwSignal<u32>>,
) -> impl IntoView {
    let faults = Memo::new(move |_| (source.faults)(&asked.search()));
    let client = api();
    let pages = Pages::new(
        move || {
            if let Some(news) = news {
                news.track();
            }
            faults.with(Vec::is_empty).then(|| asked.search())
        },
        move |search, cursor| (source.fetch)(client.clone(), search, cursor),
    );
    move || {
        let faults = faults.get();
        if faults.is_empty() {
            return view! { <Rows pages none none_text asked/> }.into_any();
        }
        let search = untrack(|| asked.search());
        view! { <OddAddress title=Key::ListsOdd faults search parameters=source.parameters/> }.into_any()
    }
}

/// The rows of a list, whatever it is asked by.
#[component]
pub(crate) fn Rows(
    /// The list.
    pages: Pages<Line>,
    /// What is said where it is empty.
    none: Key,
    /// What to do then.
    none_text: Key,
    /// Where filters stand that may have emptied it.
    #[prop(optional)]
    asked: Option<Asked>,
) -> impl IntoView {
    let stage = Memo::new(move |_| pages.first.stage());
    let is_empty = Memo::new(move |_| pages.items.with(Vec::is_empty));
    let said = move || match asked {
        Some(asked) if !asked.search().is_empty() => (Key::ListsNone, Key::ListsNoneText),
        _ => (none, none_text),
    };
    let body = move || match (stage.get(), is_empty.get()) {
        (Stage::Pending, _) => view! { <Skeleton lines=8 rows=true/> }.into_any(),
        (Stage::Failed, _) => {
            view! { <Failure error=Signal::derive(move || pages.first.error()) retry=move || pages.first.retry()/> }
                .into_any()
        }
        (Stage::Ready, true) => {
            view! { <Empty title=move || t(said().0).to_owned()><p>{move || t(said().1)}</p></Empty> }.into_any()
        }
        (Stage::Ready, false) => view! { <Grown pages more=Key::ListsMore/> }.into_any(),
    };
    view! { <div class="results" aria-busy=move || pages.first.is_busy().to_string()>{body}</div> }
}

/// The rows that have come so far, and the way to more of them.
#[component]
pub(crate) fn Grown(
    /// The list.
    pages: Pages<Line>,
    /// What the button for more says.
    more: Key,
) -> impl IntoView {
    let key = |line: &Line| line.key.clone();
    let rows = view! { <For each=move || pages.items.get() key=key let:line>{(line.show)()}</For> };
    view! {
        <ol class="rows">{rows}</ol>
        <Failure error=pages.failure retry=move || pages.grow()/>
        <More pages word=more/>
    }
}

/// The way to the next page of a list, as long as there is one.
#[component]
pub(crate) fn More<T: Clone + Send + Sync + 'static>(
    /// The list.
    pages: Pages<T>,
    /// What the button says.
    word: Key,
) -> impl IntoView {
    let words = [t(word), t(Key::LoadPending)].map(Signal::from);
    view! { <ShowMore more=pages.has_more busy=pages.is_growing words on_more=move |()| pages.grow()/> }
}

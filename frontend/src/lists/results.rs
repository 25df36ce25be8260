//! What is found, and what one can do with it.

use super::Export;
use super::query::RELEVANCE;
use super::state::{ListState, is_refused, use_go};
use crate::address::language;
use crate::messages::{Key, t};
use crate::parts::{Failure, Grown, Skeleton};
use crate::saved_searches::SaveSearch;
use crate::state::{Debounce, Stage};
use domain::saved_searches::SavedSearchOf;
use leptos::prelude::*;
use ui::{Choice, Empty, Field, Link, Rank, Select, TextInput, Value};

/// How many there are, in which order, and to take away.
#[component]
pub(super) fn Toolbar(state: ListState) -> impl IntoView {
    let counted = move || state.counted().unwrap_or_else(|| t(Key::LoadPending).to_owned());
    let files = state.catalogue.files.iter().map(|file| view! { " " <Download file state/> }).collect_view();
    view! {
        <div class="toolbar" hidden=move || state.is_down()>
            <WordsBox state/>
            <div class="toolbar-row">
                <p class="count" aria-busy=move || state.pages.first.is_busy().to_string()>{counted}</p>
                <SortBox state/>
            </div>
            <p class="small take">{t(state.catalogue.words.take)} {files}</p>
            {state.catalogue.feed.map(|feed| view! { <Follow feed state/> })}
            {state.catalogue.saved.map(|of| view! { <Save of state/> })}
        </div>
    }
}

/// A file of all that the filters let through.
#[component]
fn Download(file: &'static Export, state: ListState) -> impl IntoView {
    let href = move || {
        let filter = state.query().unsorted().text();
        [file.path, if filter.is_empty() { "" } else { "?" }, &filter].concat()
    };
    view! { <a href=href download=file.file rel="external">{file.name}</a> }
}

/// The ways to follow what the filters let through with a program of one's own.
#[component]
fn Follow(feed: &'static str, state: ListState) -> impl IntoView {
    let href = move |ending: &'static str| {
        move || {
            let filter = state.query().unsorted().text();
            let joint = if filter.is_empty() { "" } else { "&" };
            [feed, ".", ending, "?", &filter, joint, "lang=", language().as_str()].concat()
        }
    };
    view! {
        <p class="small take">
            {t(Key::ListsFollow)} " "
            <a href=href("atom") type="application/atom+xml" rel="external">"Atom"</a> " "
            <a href=href("json") type="application/feed+json" rel="external">"JSON Feed"</a>
        </p>
    }
}

/// The way to keep what is asked for, and to hear of what is new in it.
#[component]
fn Save(of: SavedSearchOf, state: ListState) -> impl IntoView {
    let query = Signal::derive(move || state.query().unsorted().of_any_time().text());
    let called =
        Signal::derive(move || state.query().words.unwrap_or_else(|| t(state.catalogue.words.title).to_owned()));
    view! { <div class="take"><SaveSearch of query called/></div> }
}

/// Words in what is looked for.
#[component]
fn WordsBox(state: ListState) -> impl IntoView {
    let (go, debounce) = (use_go(state), Debounce::new());
    let typed = RwSignal::new(state.query_now().words.unwrap_or_default());
    // The address may change by other ways: a removed filter, the way back.
    let in_address = Memo::new(move |_| state.query().words.unwrap_or_default());
    Effect::new(move |_| {
        let words = in_address.get();
        if typed.with_untracked(|typed| typed.trim() != words) {
            typed.set(words);
        }
    });
    let value = Value::new(typed, move |words: String| {
        typed.set(words);
        let go = go.clone();
        debounce.run(move || {
            let words = typed.get_untracked().trim().to_owned();
            let query = state.query_now();
            let replace = query.words.is_some();
            go(&query.with_words(Some(words).filter(|words| !words.is_empty())), replace);
        });
    });
    let catalogue = state.catalogue;
    view! { <TextInput field=Field::new("list-q", t(catalogue.words.find)) value kind="search" most=catalogue.most/> }
}

#[component]
fn SortBox(state: ListState) -> impl IntoView {
    let go = use_go(state);
    let value = Value::new(Signal::derive(move || state.order()), move |value: String| {
        let mut query = state.query_now();
        // What is usual is left out of the address.
        query.sort = Some(value).filter(|sort| *sort != state.usual(query.words.is_some()));
        go(&query, false);
    });
    let has_words = Memo::new(move |_| state.query().words.is_some());
    let options = Signal::derive(move || {
        let offered = state.catalogue.sorts.iter().filter(|(sort, _)| *sort != RELEVANCE || has_words.get());
        offered.map(|(sort, key)| Choice::new(*sort, t(*key))).collect::<Vec<_>>()
    });
    view! { <Select field=Field::new("list-sort", t(Key::SortLabel)).beside() options value/> }
}

/// The list itself.
#[component]
pub(super) fn Results(state: ListState) -> impl IntoView {
    let pages = state.pages;
    let stage = Memo::new(move |_| pages.first.stage());
    let is_empty = Memo::new(move |_| pages.items.with(Vec::is_empty));
    let is_of_address = Memo::new(move |_| pages.first.error().is_some_and(|error| is_refused(&error)));
    let body = move || match (stage.get(), is_empty.get()) {
        (Stage::Pending, _) => view! { <Skeleton lines=12 rows=true/> }.into_any(),
        // What the API said of the address before this one; this one's answer is on its way.
        (Stage::Failed, _) if is_of_address.get() => view! { <Skeleton lines=12 rows=true/> }.into_any(),
        (Stage::Failed, _) => {
            view! { <Failure error=Signal::derive(move || pages.first.error()) retry=move || pages.first.retry()/> }
                .into_any()
        }
        (Stage::Ready, true) => view! { <NothingFound state/> }.into_any(),
        (Stage::Ready, false) => view! { <Grown pages more=state.catalogue.words.more/> }.into_any(),
    };
    view! { <div class="results" aria-busy=move || pages.first.is_busy().to_string()>{body}</div> }
}

/// Says what would stand here, and how it gets here.
#[component]
fn NothingFound(state: ListState) -> impl IntoView {
    let words = state.catalogue.words;
    let [none, none_text] = words.none;
    let is_filtered = Memo::new(move |_| !state.query().is_empty());
    let title = move || t(if is_filtered.get() { none } else { words.empty }).to_owned();
    // Without the words, if there are any: they are the likeliest to be wrong.
    let without_words = move || {
        let query = state.query();
        query.words.is_some().then(|| {
            let href = state.href(&query.with_words(None));
            view! { <Link rank=Rank::Plain href=href stays=true>{t(words.without_words)}</Link> }
        })
    };
    let clear = move || {
        is_filtered.get().then(|| {
            let href = state.href(&state.query().unfiltered());
            view! { <Link rank=Rank::Plain href=href stays=true>{t(words.clear)}</Link> }
        })
    };
    view! {
        <Empty title>
            {move || is_filtered.get().then(|| view! { <p>{t(none_text)}</p> })}
            <p>{t(words.what)}</p>
            <p class="acts">{without_words} {clear} {(state.catalogue.acts)()}</p>
        </Empty>
    }
}

//! The search page: everything public, by kind.

mod city;
mod facets;
mod hits;
mod marked;

use crate::address::{self, own_address, parts};
use crate::messages::{Key, count, fill, number, t};
use crate::parts::{Failure, OddAddress, Parameters, Share, Skeleton, use_page};
use crate::saved_searches::SaveSearch;
use crate::shell::Announcer;
use crate::state::{Debounce, Pages, Stage, api};
use city::ForCity;
use contract::Fault;
use domain::saved_searches::SavedSearchOf;
use domain::search::{MAX_TEXT, SearchFacet, SearchHit, SearchKind, SearchQuery};
use facets::{Facets, OFFERED};
use hits::Hits;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use leptos_router::{LazyRoute, NavigateOptions, lazy_route};
use ui::{Empty, Field, Link, Rank, Tab, Tabs, TextInput, Value};

/// The page's chunk.
pub(crate) struct SearchRoute;

#[lazy_route]
impl LazyRoute for SearchRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <SearchPage/> }.into_any()
    }
}

/// What an address of the search can hold.
const PARAMETERS: Parameters = Parameters {
    name: |parameter| match parameter {
        "q" => Some(t(Key::SearchWords)),
        "kind" => Some(t(Key::SearchKinds)),
        "city" => Some(t(Key::SearchCity)),
        "published_since" => Some(t(Key::SinceLabel)),
        facet => OFFERED.iter().find(|(offered, _)| offered.as_str() == facet).map(|(_, name)| t(*name)),
    },
    path: address::search,
    all: Key::SearchAnew,
};

/// All kinds, and each of them, with their names.
const KINDS: [(Option<SearchKind>, Key); 9] = [
    (None, Key::KindAll),
    (Some(SearchKind::City), Key::KindCities),
    (Some(SearchKind::Lesson), Key::KindLessons),
    (Some(SearchKind::LibraryItem), Key::KindLibraryItems),
    (Some(SearchKind::BriefingIssue), Key::KindIssues),
    (Some(SearchKind::Note), Key::KindNotes),
    (Some(SearchKind::Country), Key::KindCountries),
    (Some(SearchKind::Organisation), Key::KindOrganisations),
    (Some(SearchKind::Term), Key::KindTerms),
];

/// What the address asks for: nothing yet, something odd, or something.
#[derive(Clone, PartialEq)]
enum Asked {
    Nothing,
    Odd(Vec<Fault>),
    For(Box<SearchQuery>),
}

impl Asked {
    fn parse(search: &str) -> Self {
        match SearchQuery::parse(search) {
            Ok(query) => Self::For(Box::new(query.filter())),
            Err(faults) if faults.iter().all(|fault| fault.pointer == "q" && fault.code == "required") => Self::Nothing,
            Err(faults) => Self::Odd(faults),
        }
    }

    fn query(&self) -> SearchQuery {
        match self {
            Self::For(query) => query.as_ref().clone(),
            Self::Nothing | Self::Odd(_) => SearchQuery::default(),
        }
    }
}

fn href(query: &SearchQuery) -> String {
    address::search() + &query.to_query()
}

#[component]
fn SearchPage() -> impl IntoView {
    let own = own_address(|path| path == address::search());
    let asked = Memo::new(move |_| own.with(|own| Asked::parse(parts(own).1)));
    use_page(move || {
        let words = asked.with(Asked::query).q;
        Some(if words.is_empty() { t(Key::SearchTitle).to_owned() } else { fill(Key::SearchFor, &[("words", &words)]) })
    });
    let client = api();
    let pages = Pages::new(
        move || match asked.get() {
            Asked::For(query) => Some(*query),
            Asked::Nothing | Asked::Odd(_) => None,
        },
        move |query, cursor| {
            let client = client.clone();
            // Facets do not change from page to page.
            let facets = if cursor.is_none() { SearchFacet::ALL.to_vec() } else { Vec::new() };
            Box::pin(async move { client.search_everything(&SearchQuery { cursor, facets, ..query }).await })
        },
    );
    announce(pages);
    view! {
        <div class="page narrow">
            <div class="head-row">
                <h1 tabindex="-1">{t(Key::SearchTitle)}</h1> <Share title=t(Key::SearchTitle).to_owned()/>
            </div>
            <Words asked/>
            <Answer asked own pages/>
        </div>
    }
}

/// What was found, or what there is instead.
#[component]
fn Answer(asked: Memo<Asked>, own: Memo<String>, pages: Pages<SearchHit>) -> impl IntoView {
    // While there is something to look for these stay the same elements, so that the focus stays on them.
    let is_for = Memo::new(move |_| asked.with(|asked| matches!(asked, Asked::For(_))));
    move || {
        if is_for.get() {
            return view! {
                <Kinds asked pages/>
                <ForCity asked/>
                <Facets asked pages/>
                <Keep asked/>
                <Found pages/>
            }
            .into_any();
        }
        match asked.get() {
            Asked::Odd(faults) => {
                let search = own.with_untracked(|own| parts(own).1.to_owned());
                view! { <OddAddress title=Key::SearchOdd faults search parameters=PARAMETERS/> }.into_any()
            }
            Asked::Nothing | Asked::For(_) => view! { <p class="muted">{t(Key::SearchHint)}</p> }.into_any(),
        }
    }
}

/// How many there are of each kind, all together; `None` while unknown.
fn total(pages: Pages<SearchHit>) -> Option<u64> {
    pages.first.get().map(|_| pages.facet(SearchFacet::Kind.as_str()).values.iter().map(|value| value.count).sum())
}

fn announce(pages: Pages<SearchHit>) {
    let announcer: Announcer = expect_context();
    Effect::new(move |_| {
        if let Some(total) = total(pages) {
            announcer.say(count(Key::SearchCount, usize::try_from(total).unwrap_or(usize::MAX)));
        }
    });
}

/// The words, followed by the results while one types.
#[component]
fn Words(asked: Memo<Asked>) -> impl IntoView {
    let (navigate, debounce) = (use_navigate(), Debounce::new());
    let typed = RwSignal::new(asked.with_untracked(Asked::query).q);
    let in_address = Memo::new(move |_| asked.with(Asked::query).q);
    Effect::new(move |_| {
        let words = in_address.get();
        if typed.with_untracked(|typed| typed.trim() != words) {
            typed.set(words);
        }
    });
    let go = move || {
        let query = asked.with_untracked(Asked::query);
        let words = typed.get_untracked().trim().to_owned();
        // What is typed letter by letter is one search, and one step of the way back.
        let options = NavigateOptions { replace: !query.q.is_empty(), scroll: false, ..NavigateOptions::default() };
        navigate(&href(&SearchQuery { q: words, ..query }), options);
    };
    let submit = {
        let go = go.clone();
        move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            debounce.cancel();
            go();
        }
    };
    let value = Value::new(typed, move |words: String| {
        typed.set(words);
        debounce.run(go.clone());
    });
    let field = Field::new("search-words", t(Key::SearchWords));
    view! {
        <form class="form words" on:submit=submit>
            <TextInput field value kind="search" most=MAX_TEXT/>
        </form>
    }
}

/// The way to keep the search, and to hear of what is new in it.
#[component]
fn Keep(asked: Memo<Asked>) -> impl IntoView {
    let query = Signal::derive(move || {
        let query = SearchQuery { published_since: None, ..asked.with(Asked::query) }.to_query();
        query.trim_start_matches('?').to_owned()
    });
    let called = Signal::derive(move || asked.with(Asked::query).q);
    view! { <div class="take"><SaveSearch of=SavedSearchOf::Search query called/></div> }
}

/// All kinds, or one.
#[component]
fn Kinds(asked: Memo<Asked>, pages: Pages<SearchHit>) -> impl IntoView {
    let href_of = move |kind: Option<SearchKind>| {
        href(&SearchQuery { kinds: kind.into_iter().collect(), ..asked.with(Asked::query) })
    };
    let tab = move |(kind, name): (Option<SearchKind>, Key)| {
        let tab = Tab::new(href_of(kind), t(name));
        if pages.first.get().is_none() {
            return tab;
        }
        let values = pages.facet(SearchFacet::Kind.as_str()).values;
        let of_kind = values.iter().filter(|value| kind.is_none_or(|kind| kind.as_str() == value.value));
        let n = number(of_kind.map(|value| value.count).sum::<u64>() as f64);
        // Side by side, name and number would be read as one word.
        let spoken = fill(Key::KindCounted, &[("kind", t(name)), ("n", &n)]);
        tab.counted(n, spoken)
    };
    let tabs = move || KINDS.map(tab).to_vec();
    let current = move || href_of(asked.with(Asked::query).kinds.first().copied());
    view! { <Tabs label=t(Key::SearchKinds) tabs current stays=true/> }
}

#[component]
fn Found(pages: Pages<SearchHit>) -> impl IntoView {
    let stage = Memo::new(move |_| pages.first.stage());
    let is_empty = Memo::new(move |_| pages.items.with(Vec::is_empty));
    let body = move || match (stage.get(), is_empty.get()) {
        (Stage::Pending, _) => view! { <Skeleton lines=8 rows=true/> }.into_any(),
        (Stage::Failed, _) => {
            view! { <Failure error=Signal::derive(move || pages.first.error()) retry=move || pages.first.retry()/> }
                .into_any()
        }
        (Stage::Ready, true) => view! {
            <Empty title=t(Key::SearchNone)>
                <p>{t(Key::SearchNoneText)}</p>
                <p class="acts"><Link rank=Rank::Plain href=address::cities()>{t(Key::MissingCities)}</Link></p>
            </Empty>
        }
        .into_any(),
        (Stage::Ready, false) => view! { <Hits pages/> }.into_any(),
    };
    view! { <div class="results" aria-busy=move || pages.first.is_busy().to_string()>{body}</div> }
}

//! One's own drafts of a kind, and for editors those that wait for review.

use super::{status, tone};
use crate::messages::{Key, day, enumeration, fill, t};
use crate::parts::{Answer, Crumbs, Line, Question, QuestionDialog, Questions, Rows, use_page};
use crate::state::{Pages, api, follow_decisions, use_standing};
use client::Client;
use contract::Page;
use domain::drafting::DraftStatus;
use domain::identity::Person;
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::Arc;
use ui::{Badge, Button, Link, Rank, Tab, Tabs};

/// What rows need: the dialog of the page, and what asks for the list again.
#[derive(Clone, Copy)]
struct Drawer {
    questions: Questions,
    news: RwSignal<u32>,
}

impl Drawer {
    fn look_again(self) {
        self.news.update(|news| *news += 1);
    }
}

/// A list of drafts.
#[derive(Clone, Copy)]
pub(crate) struct Shelf {
    /// What it is called.
    pub(crate) title: Key,
    /// What it is for.
    pub(crate) lede: Key,
    /// That it is empty, and what to do then.
    pub(crate) none: [Key; 2],
    /// Where it is.
    pub(crate) href: fn() -> String,
    /// Asks for a page of it.
    pub(crate) fetch: fn(Client, Option<String>) -> Answer<Page<Line>>,
}

/// The lists of a kind of drafts.
#[derive(Clone, Copy)]
pub(crate) struct Shelves {
    /// The page above them, and what it is called.
    pub(crate) above: (fn() -> String, Key),
    /// One's own, and those that wait for an editor.
    pub(crate) all: [Shelf; 2],
    /// Where one begins a draft, and what that is called.
    pub(crate) new: (fn() -> String, Key),
    /// Drafts of the other kind, and what they are called.
    pub(crate) other: (fn() -> String, Key),
}

/// The page of one of the lists.
#[component]
pub(crate) fn DraftList(
    /// The lists.
    shelves: &'static Shelves,
    /// The place of the one that is shown.
    at: usize,
) -> impl IntoView {
    let Shelf { title, lede, none: [none, none_text], href, fetch } = shelves.all[at];
    use_page(move || Some(t(title).to_owned()));
    let drawer = Drawer { questions: Questions::new(), news: RwSignal::new(0) };
    provide_context(drawer);
    follow_decisions(move || drawer.look_again());
    let client = api();
    let pages = Pages::new(move || Some(drawer.news.get()), move |_, cursor| fetch(client.clone(), cursor));
    let (above, new, other) = (shelves.above, shelves.new, shelves.other);
    view! {
        <div class="page narrow">
            <Crumbs above=vec![((above.0)(), t(above.1).to_owned())] here=t(title)/>
            <Places shelves here=href()/>
            <div class="head-row">
                <h1 tabindex="-1">{t(title)}</h1>
                <Link rank=Rank::Primary href=(new.0)()>{t(new.1)}</Link>
            </div>
            <p class="lede">{t(lede)}</p>
            <Rows pages none none_text/>
            <p class="small"><Link href=(other.0)()>{t(other.1)}</Link></p>
            <QuestionDialog questions=drawer.questions/>
        </div>
    }
}

/// The two lists, for editors.
#[component]
fn Places(shelves: &'static Shelves, here: String) -> impl IntoView {
    let standing = use_standing();
    move || {
        let edits = standing.with(|standing| standing.edits()).unwrap_or_default();
        edits.then(|| {
            let tabs: Vec<Tab> = shelves.all.map(|shelf| Tab::new((shelf.href)(), t(shelf.title))).to_vec();
            view! { <Tabs label=t(shelves.above.1) tabs current=here.clone()/> }
        })
    }
}

/// A draft in a list.
#[derive(Clone)]
pub(crate) struct Listed {
    /// Its title.
    pub(crate) title: String,
    /// Where it is read or written.
    pub(crate) href: String,
    /// Where it stands.
    pub(crate) status: DraftStatus,
    /// What is said of it besides.
    pub(crate) facts: Vec<String>,
    /// How it is thrown away; `None` where nobody may.
    pub(crate) throw: Option<Throw>,
}

/// How a draft is thrown away.
#[derive(Clone)]
pub(crate) struct Throw {
    /// Deletes it.
    pub(crate) delete: Arc<dyn Fn(Client) -> Answer<()> + Send + Sync>,
    /// Forgets what this device keeps of it.
    pub(crate) forget: Arc<dyn Fn() + Send + Sync>,
}

/// When something was sent or changed, in milliseconds of Unix time, and by whom it is written.
pub(crate) fn when_and_who(
    state: DraftStatus,
    updated: i64,
    submitted: Option<i64>,
    authors: &[Person],
) -> Vec<String> {
    let on = |key, at: i64| fill(key, &[("day", &day(at))]);
    let sent = submitted.filter(|_| state == DraftStatus::InReview).map(|sent| on(Key::DraftsSent, sent));
    let when = sent.unwrap_or_else(|| on(Key::DraftsChanged, updated));
    let names: Vec<String> = authors.iter().map(|author| author.name.clone()).collect();
    let by = (!names.is_empty()).then(|| fill(Key::DraftsBy, &[("names", &enumeration(&names))]));
    std::iter::once(when).chain(by).collect()
}

/// The row of a draft.
pub(crate) fn row(draft: Listed) -> AnyView {
    let drawer: Drawer = expect_context();
    let Listed { title, href, status: state, facts, throw } = draft;
    let out = throw.map(|throw| view! { <ThrowingAway drawer title=title.clone() throw/> });
    view! {
        <li class="row">
            <a class="row-name" href=href data-row="" dir="auto">{title}</a>
            <Badge tone=tone(state) label=status(state)/>
            <span class="row-facts">{facts.join(" · ")}</span>
            {out}
        </li>
    }
    .into_any()
}

/// The button that throws a draft away, after a question.
#[component]
fn ThrowingAway(drawer: Drawer, title: String, throw: Throw) -> impl IntoView {
    let name = fill(Key::DraftsThrowIt, &[("title", &title)]);
    let ask = move |()| {
        let Throw { delete, forget } = throw.clone();
        drawer.questions.ask(Question {
            title: fill(Key::DraftsThrowQuestion, &[("title", &title)]),
            text: t(Key::DraftsThrowText).to_owned(),
            button: Key::DraftsThrow,
            reason: false,
            act: Rc::new(move |client, _| delete(client)),
            done: Rc::new(move || {
                forget();
                drawer.look_again();
            }),
        });
    };
    view! {
        <span class="row-facts"><Button small=true name on_press=ask>{t(Key::DraftsThrow)}</Button></span>
    }
}

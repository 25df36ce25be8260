//! One's own drafts, and for editors those that wait for review.

use super::addresses::{draft, drafts, to_review};
use super::words::{status, tone};
use crate::lessons::addresses::{lesson, lessons, new_lesson};
use crate::messages::{Key, day, enumeration, fill, t};
use crate::parts::{Answer, Crumbs, Line, Question, QuestionDialog, Questions, Rows, lines, use_page};
use crate::state::{Pages, api, follow_decisions, use_standing};
use domain::lessons::{DraftQuery, DraftStatus, DraftSummary};
use leptos::prelude::*;
use std::rc::Rc;
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
struct Kind {
    title: Key,
    lede: Key,
    none: Key,
    none_text: Key,
    href: fn() -> String,
    query: fn(Option<String>) -> DraftQuery,
}

const MINE: Kind = Kind {
    title: Key::DraftsTitle,
    lede: Key::DraftsLede,
    none: Key::DraftsNone,
    none_text: Key::DraftsNoneText,
    href: drafts,
    query: |cursor| DraftQuery { own: true, cursor, ..DraftQuery::default() },
};
const TO_REVIEW: Kind = Kind {
    title: Key::DraftsReview,
    lede: Key::DraftsReviewLede,
    none: Key::DraftsReviewNone,
    none_text: Key::DraftsReviewNoneText,
    href: to_review,
    query: |cursor| DraftQuery { statuses: vec![DraftStatus::InReview], cursor, ..DraftQuery::default() },
};

/// The page of one's own drafts.
#[component]
pub(super) fn MinePage() -> impl IntoView {
    view! { <List kind=MINE/> }
}

/// The page of those that wait for review.
#[component]
pub(super) fn ReviewPage() -> impl IntoView {
    view! { <List kind=TO_REVIEW/> }
}

#[component]
fn List(kind: Kind) -> impl IntoView {
    use_page(move || Some(t(kind.title).to_owned()));
    let drawer = Drawer { questions: Questions::new(), news: RwSignal::new(0) };
    provide_context(drawer);
    follow_decisions(move || drawer.look_again());
    let client = api();
    let pages = Pages::new(
        move || Some(drawer.news.get()),
        move |_, cursor| {
            let (client, query) = (client.clone(), (kind.query)(cursor));
            Box::pin(async move { client.list_lesson_drafts(&query).await.map(|page| lines(page, line)) })
        },
    );
    let above = vec![(lessons(), t(Key::LessonsTitle).to_owned())];
    view! {
        <div class="page narrow">
            <Crumbs above here=t(kind.title)/>
            <Places kind/>
            <div class="head-row">
                <h1 tabindex="-1">{t(kind.title)}</h1>
                <Link rank=Rank::Primary href=new_lesson()>{t(Key::DraftsNew)}</Link>
            </div>
            <p class="lede">{t(kind.lede)}</p>
            <Rows pages none=kind.none none_text=kind.none_text/>
            <QuestionDialog questions=drawer.questions/>
        </div>
    }
}

/// The two lists, for editors.
#[component]
fn Places(kind: Kind) -> impl IntoView {
    let standing = use_standing();
    move || {
        let edits = standing.with(|standing| standing.edits()).unwrap_or_default();
        edits.then(|| {
            let tabs: Vec<Tab> = [MINE, TO_REVIEW].map(|kind| Tab::new((kind.href)(), t(kind.title))).to_vec();
            view! { <Tabs label=t(Key::LessonsTitle) tabs current=(kind.href)()/> }
        })
    }
}

fn line(draft: DraftSummary) -> Line {
    Line::of([&draft.id.to_string(), "-", &draft.version.to_string()].concat(), draft, row)
}

/// Since when, whose, and of which lesson.
fn facts(draft: &DraftSummary) -> String {
    let on = |key, at: i64| fill(key, &[("day", &day(at))]);
    let authors: Vec<String> = draft.authors.iter().map(|author| author.name.clone()).collect();
    let sent = draft.submitted_at.filter(|_| draft.status == DraftStatus::InReview);
    let when = match sent {
        Some(sent) => on(Key::DraftsSent, sent.timestamp_millis()),
        None => on(Key::DraftsChanged, draft.updated_at.timestamp_millis()),
    };
    let change = draft.lesson.as_ref().filter(|_| draft.status != DraftStatus::Published);
    let change = change.map(|of| fill(Key::DraftsOf, &[("title", &of.title)]));
    let by = fill(Key::DraftsBy, &[("names", &enumeration(&authors))]);
    [Some(when), Some(by), change].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn row(summary: DraftSummary) -> AnyView {
    let drawer: Drawer = expect_context();
    let published = summary.lesson.as_ref().filter(|_| summary.status == DraftStatus::Published);
    let href = published.map_or_else(|| draft(&summary.id.to_string()), |of| lesson(&of.slug));
    let (facts, state) = (facts(&summary), summary.status);
    let out = state.is_open().then(|| view! { <ThrowingAway drawer summary=summary.clone()/> });
    view! {
        <li class="row">
            <a class="row-name" href=href data-row="">{summary.title}</a>
            <Badge tone=tone(state) label=status(state)/>
            <span class="row-facts">{facts}</span>
            {out}
        </li>
    }
    .into_any()
}

/// The button that throws a draft away, after a question.
#[component]
fn ThrowingAway(drawer: Drawer, summary: DraftSummary) -> impl IntoView {
    let (id, version, title) = (summary.id, summary.version, summary.title);
    let name = fill(Key::DraftsThrowIt, &[("title", &title)]);
    let ask = move |()| {
        drawer.questions.ask(Question {
            title: fill(Key::DraftsThrowQuestion, &[("title", &title)]),
            text: t(Key::DraftsThrowText).to_owned(),
            button: Key::DraftsThrow,
            reason: false,
            act: Rc::new(move |client, _| -> Answer<()> {
                Box::pin(async move { client.delete_lesson_draft(id, version).await })
            }),
            done: Rc::new(move || {
                super::written::forget_written(&id.to_string());
                drawer.look_again();
            }),
        });
    };
    view! {
        <span class="row-facts"><Button small=true name on_press=ask>{t(Key::DraftsThrow)}</Button></span>
    }
}

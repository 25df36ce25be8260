//! All issues, and the way to the next one.

use super::compose::Compose;
use super::publications::Publications;
use super::words;
use crate::briefings::addresses::{briefings, desk, desk_issue};
use crate::lessons::words::marks;
use crate::messages::{Key, day, fill, moment, number, t};
use crate::parts::{
    Answer, Asked, Choice, Crumbs, Filters, Line, Listed, Parameters, Question, QuestionDialog, Questions, Source,
    lines, options, use_page,
};
use crate::subscriptions::addresses::subscribers;
use domain::briefings::{BriefingIssueQuery, BriefingIssueSummary, IssueStatus};
use leptos::prelude::*;
use std::rc::Rc;
use ui::{Badge, Button, Link, Rank};

/// What rows need: the dialog of the page, and what asks for the list again.
#[derive(Clone, Copy)]
struct Drawer {
    questions: Questions,
    news: RwSignal<u32>,
}

/// The list.
const SOURCE: Source = Source {
    faults: |search| BriefingIssueQuery::parse(search).err().unwrap_or_default(),
    fetch: |client, search, cursor| {
        let query = BriefingIssueQuery::parse(&search).unwrap_or_default();
        let query = BriefingIssueQuery { limit: None, cursor, ..query };
        Box::pin(async move { client.list_briefing_issues(&query).await.map(|page| lines(page, line)) })
    },
    parameters: Parameters {
        name: |parameter| (parameter == "status").then(|| t(Key::DeskStatus)),
        path: desk,
        all: Key::ListsShowAll,
    },
};

/// The page.
#[component]
pub(super) fn DeskPage() -> impl IntoView {
    use_page(|| Some(t(Key::DeskTitle).to_owned()));
    let drawer = Drawer { questions: Questions::new(), news: RwSignal::new(0) };
    provide_context(drawer);
    let asked = Asked::new(desk, |path| path == desk());
    let statuses = options(IssueStatus::ALL, IssueStatus::as_str, words::status);
    let above = vec![(briefings(), t(Key::BriefingsTitle).to_owned())];
    view! {
        <div class="page narrow">
            <Crumbs above here=t(Key::DeskTitle)/>
            <div class="head-row">
                <h1 tabindex="-1">{t(Key::DeskTitle)}</h1>
                <Link rank=Rank::Plain href=subscribers()>{t(Key::DeskSubscribers)}</Link>
            </div>
            <p class="lede">{t(Key::DeskLede)}</p>
            <Compose/>
            <Filters><Choice asked name="status" label=Key::DeskStatus options=statuses/></Filters>
            <Listed asked source=SOURCE none=Key::DeskNone none_text=Key::DeskNoneText news=drawer.news/>
            <Publications/>
            <QuestionDialog questions=drawer.questions/>
        </div>
    }
}

fn line(one: BriefingIssueSummary) -> Line {
    Line::of([&one.id.to_string(), "-", &one.version.to_string()].concat(), one, row)
}

/// Its number, and when it goes, went or was changed.
fn facts(one: &BriefingIssueSummary) -> String {
    let named = one.number.map(|n| fill(Key::IssueNumber, &[("n", &number(f64::from(n)))]));
    let on = |key, at: i64| fill(key, &[("day", &day(at))]);
    let when = match (one.sent_at, one.scheduled_at) {
        (Some(sent), _) => on(Key::IssueSent, sent.timestamp_millis()),
        (None, Some(at)) => fill(Key::DeskGoes, &[("moment", &moment(at.timestamp_millis()))]),
        (None, None) => on(Key::DeskChanged, one.updated_at.timestamp_millis()),
    };
    named.into_iter().chain([when, one.briefing.title.clone()]).collect::<Vec<_>>().join(" · ")
}

fn row(one: BriefingIssueSummary) -> AnyView {
    let (lang, dir) = marks(one.language);
    let (facts, status) = (facts(&one), one.status);
    let href = desk_issue(&one.id.to_string());
    let out = status.is_open().then(|| view! { <ThrowingAway one=one.clone()/> });
    view! {
        <li class="row">
            <a class="row-name" href=href data-row="" lang=lang dir=dir>{one.title}</a>
            <Badge tone=words::tone(status) label=words::status(status)/>
            <span class="row-facts">{facts}</span>
            {out}
        </li>
    }
    .into_any()
}

/// The button that throws an issue away, after a question.
#[component]
fn ThrowingAway(one: BriefingIssueSummary) -> impl IntoView {
    let drawer: Drawer = expect_context();
    let (id, version, title) = (one.id, one.version, one.title);
    let name = fill(Key::DeskThrowIt, &[("title", &title)]);
    let ask = move |()| {
        drawer.questions.ask(Question {
            title: fill(Key::DeskThrowQuestion, &[("title", &title)]),
            text: t(Key::DeskThrowText).to_owned(),
            button: Key::DeskThrow,
            reason: false,
            act: Rc::new(move |client, _| -> Answer<()> {
                Box::pin(async move { client.delete_briefing_issue(id, version).await })
            }),
            done: Rc::new(move || drawer.news.update(|news| *news += 1)),
        });
    };
    view! { <span class="row-facts"><Button small=true name on_press=ask>{t(Key::DeskThrow)}</Button></span> }
}

//! All issues that have gone out, the last first.

use super::addresses::{briefings, desk, issue, rules};
use crate::address::language;
use crate::lessons::words::marks;
use crate::messages::{Key, day, fill, number, t};
use crate::parts::{Asked, Choice, Filters, Line, Listed, Parameters, Share, Source, lines, options, use_page};
use crate::state::{own_name, use_standing};
use crate::subscriptions::addresses::subscribe;
use domain::briefings::{BriefingIssueExportQuery, BriefingIssueQuery, BriefingIssueSummary, IssueStatus};
use domain::feeds::FeedQuery;
use domain::policy::Action;
use domain::vocabularies::Language;
use leptos::prelude::*;
use ui::{Link, Rank};

/// Where an issue stands that everyone can read.
const PUBLIC: [IssueStatus; 3] = [IssueStatus::Sending, IssueStatus::Paused, IssueStatus::Sent];

/// The list.
const SOURCE: Source = Source {
    faults: |search| BriefingIssueQuery::parse(search).err().unwrap_or_default(),
    fetch: |client, search, cursor| {
        let query = BriefingIssueQuery::parse(&search).unwrap_or_default();
        let query = BriefingIssueQuery { statuses: PUBLIC.to_vec(), limit: None, cursor, ..query };
        Box::pin(async move { client.list_briefing_issues(&query).await.map(|page| lines(page, line)) })
    },
    parameters: Parameters {
        name: |parameter| (parameter == "language").then(|| t(Key::BriefingsLanguage)),
        path: briefings,
        all: Key::BriefingsAll,
    },
};

/// The page.
#[component]
pub(super) fn BriefingList() -> impl IntoView {
    use_page(|| Some(t(Key::BriefingsTitle).to_owned()));
    let asked = Asked::new(briefings, |path| path == briefings());
    let languages = options(Language::ALL, Language::as_str, own_name);
    view! {
        <div class="page narrow">
            <div class="head-row">
                <h1 tabindex="-1">{t(Key::BriefingsTitle)}</h1>
                <div class="ui-row"><Acts/> <Share title=t(Key::BriefingsTitle).to_owned()/></div>
            </div>
            <p class="lede">{t(Key::BriefingsLede)}</p>
            <p><Link href=rules()>{t(Key::BriefingsRules)}</Link></p>
            <Filters><Choice asked name="language" label=Key::BriefingsLanguage options=languages/></Filters>
            <Take asked/>
            <Follow asked/>
            <Listed asked source=SOURCE none=Key::BriefingsNone none_text=Key::BriefingsNoneText/>
        </div>
    }
}

/// The way to get them by mail, and for editors to where they are made.
#[component]
fn Acts() -> impl IntoView {
    let standing = use_standing();
    let edits = Memo::new(move |_| standing.with(|one| one.may(Action::CreateBriefingIssue)).unwrap_or_default());
    move || {
        let (rank, desk) = match edits.get() {
            true => {
                (Rank::Plain, Some(view! { <Link rank=Rank::Primary href=desk()>{t(Key::BriefingsDesk)}</Link> " " }))
            }
            false => (Rank::Primary, None),
        };
        view! { {desk} <Link rank href=subscribe()>{t(Key::BriefingsSubscribe)}</Link> }
    }
}

/// Files of all that the filters let through, to take away.
#[component]
fn Take(asked: Asked) -> impl IntoView {
    let file = move |ending: &'static str, name: &'static str| {
        let href = move || {
            let filter = BriefingIssueQuery::parse(&asked.search()).unwrap_or_default().filter;
            ["/api/v1/briefing-issues.", ending, &BriefingIssueExportQuery { filter }.to_query()].concat()
        };
        view! { " " <a href=href download=["briefing-issues.", ending].concat() rel="external">{name}</a> }
    };
    view! {
        <p class="small take">
            {t(Key::BriefingsTake)} {file("csv", "CSV")} {file("ndjson", "NDJSON")} {file("xlsx", "Excel (XLSX)")}
        </p>
    }
}

/// The ways to follow what the filters let through with a program of one's own.
#[component]
fn Follow(asked: Asked) -> impl IntoView {
    let href = move |ending: &'static str| {
        move || {
            let filter = BriefingIssueQuery::parse(&asked.search()).unwrap_or_default().filter;
            let query = FeedQuery { filter, lang: Some(language()), cursor: None };
            ["/feeds/briefings.", ending, &query.to_query()].concat()
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

fn line(one: BriefingIssueSummary) -> Line {
    Line::of([&one.id.to_string(), "-", &one.version.to_string()].concat(), one, row)
}

/// Its number, and when it went out.
pub(super) fn facts(number_of: Option<i32>, sent_ms: Option<i64>) -> String {
    let named = number_of.map(|n| fill(Key::IssueNumber, &[("n", &number(f64::from(n)))]));
    let sent = sent_ms.map(|at| fill(Key::IssueSent, &[("day", &day(at))]));
    named.into_iter().chain(sent).collect::<Vec<_>>().join(" · ")
}

fn row(one: BriefingIssueSummary) -> AnyView {
    let (lang, dir) = marks(one.language);
    let facts = facts(one.number, one.sent_at.map(|at| at.timestamp_millis()));
    let excerpt = (!one.excerpt.is_empty()).then(|| view! { <p class="card-text" lang=lang dir=dir>{one.excerpt}</p> });
    view! {
        <li class="card">
            <p class="row-facts">{facts}</p>
            <h2 class="card-title"><a class="row-name" href=issue(&one.slug) data-row="" lang=lang dir=dir>{one.title}</a></h2>
            {excerpt}
        </li>
    }
    .into_any()
}

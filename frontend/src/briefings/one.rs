//! The page of one issue.

use super::addresses::{briefings, desk_issue, issue, issue_slug};
use super::edition::Edition;
use super::list::facts;
use super::shown::Sections;
use crate::lessons::words::marks;
use crate::messages::{Key, fill, language_name, t};
use crate::parts::{About, Crumbs, One, Share, Subject};
use crate::state::use_standing;
use crate::subscriptions::addresses::subscribe;
use domain::briefings::{BriefingIssue, BriefingIssueRef};
use domain::policy::Action;
use leptos::prelude::*;
use std::sync::Arc;
use ui::{Banner, Link, Rank, Tone};

/// How the page gets its issue. What has not gone out is there for editors alone.
const ISSUE: Subject<BriefingIssue> = Subject {
    slug: issue_slug,
    is_named: |issue, name| name == issue.slug || name == issue.id.to_string(),
    fetch: |client, slug| Box::pin(async move { client.get_briefing_issue(&BriefingIssueRef::Slug(slug)).await }),
    personal: true,
};

/// Whether a path is an issue's page.
pub(super) fn is_issue(path: &str) -> bool {
    issue_slug(path).is_some_and(|slug| path == issue(slug))
}

/// The page.
#[component]
pub(super) fn IssuePage() -> impl IntoView {
    let one = One::new(ISSUE, is_issue, |issue| issue.content.title.clone());
    view! { <About one show=|issue| view! { <Shown issue/> }.into_any()/> }
}

#[component]
fn Shown(issue: Arc<BriefingIssue>) -> impl IntoView {
    let above = vec![(briefings(), t(Key::BriefingsTitle).to_owned())];
    let here = match issue.number {
        Some(_) => facts(issue.number, None),
        None => t(Key::IssueHere).to_owned(),
    };
    let (sections, language) = (issue.sections.clone(), issue.content.language);
    let (is_public, slug) = (issue.status.is_public(), issue.slug.clone());
    view! {
        <article class="page">
            <Crumbs above here/>
            <div class="reading">
                <div class="reading-main">
                    <Header issue/>
                    <Sections sections language/>
                    <Edition slug/>
                </div>
                <div class="reading-side">{is_public.then(|| view! { <More/> })}</div>
            </div>
        </article>
    }
}

#[component]
fn Header(issue: Arc<BriefingIssue>) -> impl IntoView {
    let (lang, dir) = marks(issue.content.language);
    let foreign = lang.map(|tag| {
        let text = fill(Key::IssueLanguage, &[("language", &language_name(tag))]);
        view! { <p class="small muted">{text}</p> }
    });
    let facts = facts(issue.number, issue.sent_at.map(|at| at.timestamp_millis()));
    let (title, id, is_public) = (issue.content.title.clone(), issue.id.to_string(), issue.status.is_public());
    let unsent = (!is_public).then(|| {
        view! { <Banner tone=Tone::Info word=t(Key::IssueUnsent)><p>{t(Key::IssueUnsentText)}</p></Banner> }
    });
    let standing = use_standing();
    let edits = Memo::new(move |_| standing.with(|one| one.may(Action::CreateBriefingIssue)).unwrap_or_default());
    let desk =
        move || edits.get().then(|| view! { <Link rank=Rank::Plain href=desk_issue(&id)>{t(Key::IssueAtDesk)}</Link> });
    view! {
        <header class="reading-head">
            <p class="eyebrow harbour">{issue.briefing.title.clone()}</p>
            <h1 tabindex="-1" lang=lang dir=dir>{title.clone()}</h1>
            <p class="small muted">{facts}</p>
            {unsent}
            // Made by the server, which alone makes HTML of what people write.
            <div class="stand" lang=lang dir=dir inner_html=issue.intro_html.clone()></div>
            {foreign}
            <div class="acts">{desk} <Share title/></div>
        </header>
    }
}

/// Where the next issue comes from, and the others are.
#[component]
fn More() -> impl IntoView {
    view! {
        <section aria-labelledby="more-title">
            <h2 id="more-title">{t(Key::IssueMore)}</h2>
            <p>{t(Key::IssueMoreText)}</p>
            <p class="acts">
                <Link rank=Rank::Primary href=subscribe()>{t(Key::BriefingsSubscribe)}</Link>
                <Link rank=Rank::Plain href=briefings()>{t(Key::BriefingsAll)}</Link>
            </p>
        </section>
    }
}

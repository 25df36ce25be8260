//! The latest issue of the briefing, and the way to get the next, on the landing page.

use crate::briefings::addresses::{briefings, issue};
use crate::lessons::words::marks;
use crate::messages::{Key, day, t};
use crate::parts::{Load, Skeleton};
use crate::state::{Remote, api};
use crate::subscriptions::addresses::subscribe;
use domain::briefings::{BriefingIssueQuery, BriefingIssueSummary, IssueStatus};
use leptos::lazy;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use ui::{Link, Rank};

#[component]
pub(super) fn Latest() -> impl IntoView {
    view! {
        <section class="wrap section">
            <h2>{t(Key::WeeklyTitle)}</h2>
            <p class="lede">{t(Key::WeeklyText)}</p>
            {newest()}
            <p class="acts">
                <Link rank=Rank::Plain href=subscribe()>{t(Key::WeeklySubscribe)}</Link>
                <Link rank=Rank::Plain href=briefings()>{t(Key::WeeklyAll)}</Link>
            </p>
        </section>
    }
}

/// The issue, as soon as it is there; until then its place.
fn newest() -> impl IntoView {
    let content = RwSignal::new_local(None::<AnyView>);
    // Gone when the page is.
    let here = RwSignal::new(());
    let owner = Owner::current().unwrap_or_default();
    spawn_local(async move {
        let made = landing_briefing(here, owner).await;
        content.try_set(Some(made));
    });
    move || {
        content.track();
        content.try_update_untracked(Option::take).flatten().unwrap_or_else(waiting)
    }
}

fn waiting() -> AnyView {
    view! { <Skeleton lines=1 rows=true/> }.into_any()
}

/// A chunk of its own: the page is read and used before the issue is there.
#[lazy]
async fn landing_briefing(here: RwSignal<()>, owner: Owner) -> AnyView {
    // It may come long after one has left.
    if here.is_disposed() {
        return ().into_any();
    }
    owner.with(|| view! { <Newest/> }.into_any())
}

#[component]
fn Newest() -> impl IntoView {
    let client = api();
    let newest = Remote::new(
        || Some(()),
        move |()| {
            let client = client.clone();
            let statuses = vec![IssueStatus::Sending, IssueStatus::Paused, IssueStatus::Sent];
            let query = BriefingIssueQuery { statuses, limit: Some(1), ..BriefingIssueQuery::default() };
            async move { client.list_briefing_issues(&query).await.map(|page| Arc::new(page.items)) }
        },
    );
    let show = |issues: Arc<Vec<BriefingIssueSummary>>| match issues.first() {
        Some(one) => view! { <ol class="rows">{row(one)}</ol> }.into_any(),
        None => view! { <p class="muted">{t(Key::WeeklyNone)}</p> }.into_any(),
    };
    view! { <Load remote=newest skeleton=waiting show/> }
}

fn row(one: &BriefingIssueSummary) -> impl IntoView + use<> {
    let (lang, dir) = marks(one.language);
    let sent = one.sent_at.map(|at| day(at.timestamp_millis()));
    view! {
        <li class="row">
            <a class="row-name" href=issue(&one.slug) lang=lang dir=dir>{one.title.clone()}</a>
            <span class="row-facts">{sent}</span>
        </li>
    }
}

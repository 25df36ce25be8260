//! What waits for one's decision: requests to join, cities that were proposed, drafts of lessons and notes, reports about
//! facts, organisations and their e-mail domains to verify.

mod accept;
mod domains;
mod drafts;
mod joins;
mod notes;
mod organisations;
mod proposals;
mod reports;

use super::decide::{Decided, Desk};
use crate::address;
use crate::messages::{Key, day, fill, t};
use crate::parts::{Entered, Failure, Line, QuestionDialog, Rows, Skeleton, use_page};
use crate::state::{Pages, Remote, Stage, Standing, api, follow_decisions, use_standing};
use domain::memberships::{Queue, Waiting};
use domain::policy::Action;
use leptos::prelude::*;
use std::sync::Arc;
use ui::{Empty, Link, Rank};

/// The page.
#[component]
pub(super) fn WaitingPage() -> impl IntoView {
    view! { <Entered show=|| view! { <Hall/> }.into_any()/> }
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Hall {
    waiting: Remote<Waiting>,
    /// Counts up with everything that may have changed: lists are asked for again.
    news: RwSignal<u32>,
    desk: Desk,
}

impl Hall {
    fn new() -> Self {
        let client = api();
        let news = RwSignal::new(0);
        let waiting = Remote::new(
            move || Some(news.get()),
            move |_| {
                let client = client.clone();
                async move { client.get_my_waiting().await }
            },
        );
        // What was decided keeps its line, so that one sees what one did: only the counts are asked for.
        Self { waiting, news, desk: Desk::new(move || waiting.retry()) }
    }
}

#[component]
fn Hall() -> impl IntoView {
    use_page(|| Some(t(Key::WaitingTitle).to_owned()));
    let (standing, hall) = (use_standing(), Hall::new());
    provide_context(hall.desk);
    follow_decisions(move || hall.news.update(|news| *news += 1));
    let content = move || match (standing.stage(), standing.get()) {
        (Stage::Ready, Some(standing)) => parts(hall, &standing),
        (Stage::Failed, _) => {
            let error = Signal::derive(move || standing.error());
            view! { <Failure error retry=move || standing.retry()/> }.into_any()
        }
        _ => view! { <Skeleton lines=8 rows=true/> }.into_any(),
    };
    let failure = hall.desk.deed.failure;
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{t(Key::WaitingTitle)}</h1>
            <p class="lede">{t(Key::WaitingLede)}</p>
            <Failure error=failure retry=move || { failure.set(None); hall.news.update(|news| *news += 1); }/>
            <Decided desk=hall.desk/>
            {content}
            <QuestionDialog questions=hall.desk.questions/>
        </div>
    }
}

fn parts(hall: Hall, standing: &Arc<Standing>) -> AnyView {
    let joins = standing.may(Action::CreateMembershipDecision);
    let reports = standing.may(Action::CreateCorrectionDecision);
    let organisations = standing.may(Action::CreateOrganisationDecision);
    let proposals = standing.may(Action::CreateCityProposalDecision);
    let drafts = standing.may(Action::CreateLessonDraftDecision);
    let notes = standing.may(Action::CreateNoteDraftDecision);
    let domains = standing.may(Action::ListWaitingDomains);
    if [joins, reports, organisations, proposals, drafts, notes, domains].iter().all(|may| !may) {
        return view! {
            <Empty title=t(Key::WaitingNobody)>
                <p>{t(Key::WaitingNobodyText)}</p>
                <Link rank=Rank::Plain href=address::memberships()>{t(Key::NavMemberships)}</Link>
            </Empty>
        }
        .into_any();
    }
    view! {
        {joins.then(|| joins::part(hall))}
        {proposals.then(|| proposals::part(hall))}
        {drafts.then(|| drafts::part(hall))}
        {notes.then(|| notes::part(hall))}
        {reports.then(|| reports::part(hall))}
        {organisations.then(|| organisations::part(hall))}
        {domains.then(|| domains::part(hall))}
        {reports.then(|| reports::accepted(hall))}
    }
    .into_any()
}

/// What a part says of itself.
#[derive(Clone, Copy)]
struct Said {
    title: Key,
    none: Key,
    none_text: Key,
    /// What of the counts is about it; `None` for what does not wait.
    queue: Option<fn(&Waiting) -> Queue>,
}

/// A part: its heading with how many wait, since when, and its list.
#[component]
fn Part(hall: Hall, said: Said, pages: Pages<Line>) -> impl IntoView {
    let queue = Memo::new(move |_| said.queue.and_then(|queue| hall.waiting.with(queue)));
    let title = move || match queue.get() {
        Some(queue) => fill(Key::WaitingPart, &[("title", t(said.title)), ("n", &queue.count.to_string())]),
        None => t(said.title).to_owned(),
    };
    let oldest = move || {
        let oldest = queue.get().and_then(|queue| queue.oldest)?;
        Some(fill(Key::WaitingOldest, &[("day", &day(oldest.timestamp_millis()))]))
    };
    view! {
        <section class="part">
            <h2>{title}</h2>
            {move || oldest().map(|text| view! { <p class="small muted">{text}</p> })}
            <Rows pages none=said.none none_text=said.none_text/>
        </section>
    }
}

/// For how many days something waits, in words; `None` for less than one.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole days, and at least one")]
fn waits(since_ms: i64) -> Option<String> {
    let days = (js_sys::Date::now() - since_ms as f64) / 86_400_000.0;
    (days >= 1.0).then(|| crate::messages::count(Key::WaitingDays, days as usize))
}

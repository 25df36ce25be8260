//! Jobs: how they go, and trying a dead one again.

use super::{JOBS, Office, words};
use crate::address;
use crate::messages::{Key, fill, moment, number, t};
use crate::parts::{Asked, Choice, Failure, Filters, Line, Listed, Parameters, Source, lines, options};
use crate::shell::Announcer;
use crate::state::identity;
use client::Error;
use domain::jobs::{Job, JobQuery, JobState};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::{Badge, Button, Tone};

/// What an address of the list can hold.
const PARAMETERS: Parameters = Parameters {
    name: |parameter| match parameter {
        "state" => Some(t(Key::AdminStatus)),
        "kind" => Some(t(Key::AdminKind)),
        _ => None,
    },
    path: address::jobs,
    all: Key::ListsShowAll,
};

/// The list.
const SOURCE: Source = Source {
    faults: |search| JobQuery::parse(search).err().unwrap_or_default(),
    fetch: |client, search, cursor| {
        let query = JobQuery { limit: None, cursor, ..JobQuery::parse(&search).unwrap_or_default() };
        Box::pin(async move { client.list_jobs(&query).await.map(|page| lines(page, line)) })
    },
    parameters: PARAMETERS,
};

/// The page.
#[component]
pub(super) fn JobsPage() -> impl IntoView {
    let asked = Asked::new(address::jobs, |path| path == address::jobs());
    let states = options(JobState::ALL, JobState::as_str, words::state);
    view! {
        <Office place=JOBS>
            <Filters><Choice asked name="state" label=Key::AdminStatus options=states/></Filters>
            <Listed asked source=SOURCE none=Key::JobsNone none_text=Key::JobsNoneText/>
        </Office>
    }
}

fn line(job: Job) -> Line {
    Line::of([&job.id.to_string(), "-", job.state.as_str(), "-", &job.attempts.to_string()].concat(), job, |job| {
        view! { <Row job=RwSignal::new(job)/> }.into_any()
    })
}

/// When it was written, and what comes or came next.
fn facts(job: &Job) -> String {
    let when = |key, moment_ms| fill(key, &[("when", &moment(moment_ms))]);
    let (n, max) = (number(job.attempts as f64), number(job.max_attempts as f64));
    let written = when(Key::JobsWritten, job.created_at.timestamp_millis());
    let mut facts = vec![fill(Key::JobsAttempts, &[("n", &n), ("max", &max)]), written];
    match job.finished_at {
        Some(end) => facts.push(when(Key::JobsEnded, end.timestamp_millis())),
        None if job.state == JobState::Waiting => facts.push(when(Key::JobsNext, job.run_at.timestamp_millis())),
        None => {}
    }
    facts.join(" · ")
}

#[component]
fn Row(job: RwSignal<Job>) -> impl IntoView {
    let state = move || {
        let state = job.with(|job| job.state);
        let tone = match state {
            JobState::Dead => Tone::Bad,
            JobState::Done => Tone::Good,
            JobState::Waiting | JobState::Running => Tone::Info,
        };
        view! { <Badge tone label=words::state(state)/> }
    };
    let facts = move || job.with(facts);
    let error = move || {
        let error = job.with(|job| job.last_error.clone());
        error.map(|text| view! { <span class="row-facts ids">{text}</span> })
    };
    let is_dead = Memo::new(move |_| job.with(|job| job.state == JobState::Dead));
    view! {
        <li class="row">
            <span class="row-name">{job.with_untracked(|job| job.kind.clone())}</span>
            {state}
            <span class="row-facts">{facts}</span>
            {error}
            {move || is_dead.get().then(|| view! { <Retry job/> })}
        </li>
    }
}

#[component]
fn Retry(job: RwSignal<Job>) -> impl IntoView {
    let (identity, announcer, failure) = (identity(), expect_context::<Announcer>(), RwSignal::new(None::<Error>));
    let id = job.with_untracked(|job| job.id);
    let name = fill(Key::JobsRetryJob, &[("id", &id.to_string())]);
    let retry = move || {
        failure.set(None);
        spawn_local(async move {
            match identity.ask(|client| async move { client.create_job_retry(id).await }).await {
                Ok(tried) => {
                    announcer.say(t(Key::JobsRetried).to_owned());
                    job.try_set(tried);
                }
                Err(error) => {
                    failure.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <div class="row-facts">
            <Button small=true name=name on_press=move |()| retry()>{t(Key::JobsRetry)}</Button>
            <Failure error=failure retry/>
        </div>
    }
}

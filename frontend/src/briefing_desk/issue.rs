//! The page of one issue at the desk. Its parts share what is written: going from one to the other keeps it.

use super::later;
use super::words;
use super::work::{Saving, Work};
use super::write::Writing;
use crate::address::{own_address, parameter, parts};
use crate::briefings::addresses::{briefings, desk, desk_issue, desk_issue_id};
use crate::briefings::words::layout;
use crate::messages::{Key, fill, t};
use crate::missing::Missing;
use crate::parts::{Broken, Crumbs, Failure, Skeleton, use_page};
use crate::state::{Remote, Stage, api};
use client::{Client, Error};
use domain::briefings::{BriefingIssue, BriefingIssueRef};
use leptos::prelude::*;
use ui::{Badge, Banner, Button, Tab, Tabs, Tone};

/// A part of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Write,
    Preview,
    Send,
}

impl Part {
    const ALL: [Self; 3] = [Self::Write, Self::Preview, Self::Send];

    const fn name(self) -> &'static str {
        match self {
            Self::Write => "",
            Self::Preview => "preview",
            Self::Send => "send",
        }
    }

    const fn label(self, is_open: bool) -> Key {
        match self {
            Self::Write => Key::DeskPartWrite,
            Self::Preview => Key::DeskPartPreview,
            Self::Send if is_open => Key::DeskPartSend,
            Self::Send => Key::DeskPartSent,
        }
    }

    /// Its address.
    fn href(self, id: &str) -> String {
        let query = if self.name().is_empty() { String::new() } else { ["?part=", self.name()].concat() };
        desk_issue(id) + &query
    }
}

/// The issue; `None` where there is none of this id.
async fn find(client: &Client, id: &str) -> Result<Option<BriefingIssue>, Error> {
    let Ok(id) = id.parse() else { return Ok(None) };
    match client.get_briefing_issue(&BriefingIssueRef::Id(id)).await {
        Err(error) if matches!(error.status(), Some(403 | 404)) => Ok(None),
        answer => answer.map(Some),
    }
}

fn is_here(path: &str) -> bool {
    desk_issue_id(path).is_some()
}

/// The page.
#[component]
pub(super) fn IssuePage() -> impl IntoView {
    let own = own_address(is_here);
    let id = Memo::new(move |_| own.with(|own| desk_issue_id(parts(own).0).unwrap_or_default().to_owned()));
    let client = api();
    let found = Remote::new(
        move || Some(id.get()),
        move |id| {
            let client = client.clone();
            async move { find(&client, &id).await }
        },
    );
    move || match (found.stage(), found.get()) {
        (Stage::Ready, Some(Some(issue))) => view! { <Desk issue own/> }.into_any(),
        (Stage::Ready, _) => view! { <Missing/> }.into_any(),
        (Stage::Failed, _) => {
            let error = Signal::derive(move || found.error());
            view! { <Broken title=Key::DeskTitle error retry=move || found.retry()/> }.into_any()
        }
        (Stage::Pending, _) => view! { <div class="page"><Skeleton lines=9 heading=true/></div> }.into_any(),
    }
}

#[component]
fn Desk(issue: BriefingIssue, own: Memo<String>) -> impl IntoView {
    let (id, work) = (issue.id.to_string(), Work::of(issue));
    let title = Memo::new(move |_| work.written.with(|written| written.title.clone()));
    use_page({
        // The page keeps the name that it came with: while one types a title nothing is announced.
        let first = title.get_untracked();
        move || Some(first.clone())
    });
    let is_open = Memo::new(move |_| work.is_open());
    let part = Memo::new(move |_| {
        let asked = own.with(|own| parameter(parts(own).1, "part"));
        let part = Part::ALL.into_iter().find(|part| part.name() == asked).unwrap_or(Part::Write);
        // What has gone out is written no more.
        if part == Part::Write && !is_open.get() { Part::Send } else { part }
    });
    let of_tabs = id.clone();
    let tabs = move || {
        let is_open = is_open.get();
        let there = Part::ALL.into_iter().filter(|part| is_open || *part != Part::Write);
        there.map(|part| Tab::new(part.href(&of_tabs), t(part.label(is_open)))).collect::<Vec<_>>()
    };
    let shown = move || match part.get() {
        Part::Write => view! { <Writing work/> }.into_any(),
        Part::Preview => later::preview(work),
        Part::Send => later::sending(work),
    };
    let above = vec![(briefings(), t(Key::BriefingsTitle).to_owned()), (desk(), t(Key::DeskTitle).to_owned())];
    view! {
        <div class="page">
            <Crumbs above here=title/>
            <h1 tabindex="-1">{title}</h1>
            <Standing work/>
            <Tabs label=t(Key::DeskTitle) tabs=Signal::derive(tabs) current=Signal::derive(move || part.get().href(&id)) stays=true/>
            <Stale work/>
            <Failure error=work.deed.failure retry=move || work.save_then(Box::new(|| ()))/>
            {shown}
        </div>
    }
}

/// Where the issue stands, and where the saving does.
#[component]
fn Standing(work: Work) -> impl IntoView {
    let status = Memo::new(move |_| work.issue.with(|issue| issue.status));
    let badge = move || view! { <Badge tone=words::tone(status.get()) label=words::status(status.get())/> };
    let laid_out = work.written.with_untracked(|written| layout(written.layout));
    let saving = move || {
        t(match work.saving.get() {
            Saving::Saved => Key::DeskSaved,
            Saving::Waiting | Saving::Running => Key::DeskSaving,
            Saving::Wrong => Key::DeskWrong,
            Saving::Stale => Key::DeskStale,
            Saving::Failed => Key::DeskFailed,
        })
    };
    let undo = move || {
        work.before.with(|before| before.as_ref().map(|(step, _)| fill(Key::DeskUndoIt, &[("step", step)]))).map(
            |name| {
                view! { <Button small=true name on_press=move |()| work.undo()>{t(Key::DeskUndo)}</Button> }
            },
        )
    };
    let open = move || work.is_open().then(|| view! { <span class="small muted" role="status">{saving}</span> {undo} });
    view! { <div class="ui-row desk-standing">{badge} <span class="small muted">{laid_out}</span> {open}</div> }
}

/// Somebody else was faster: what is written stays until one asks for the newer version.
#[component]
fn Stale(work: Work) -> impl IntoView {
    let stale = Memo::new(move |_| work.saving.get() == Saving::Stale);
    move || {
        stale.get().then(|| {
            view! {
                <Banner tone=Tone::Warn fresh=true word=t(Key::DeskStale)>
                    <p>{t(Key::DeskStaleText)}</p>
                    <p class="acts">
                        <Button on_press=move |()| work.look_again(true)>{t(Key::DeskNewer)}</Button>
                        <Button on_press=move |()| work.look_again(false)>{t(Key::DeskMine)}</Button>
                    </p>
                </Banner>
            }
        })
    }
}

//! How an issue goes out, live, and what became of it. Nobody is watched: there are no figures of who opens or clicks.

use super::words;
use super::work::Work;
use crate::briefings::addresses::issue as issue_page;
use crate::messages::{Key, count, day, fill, number, t};
use crate::parts::{Answer, Deed, Fact, Failure, Load, Skeleton};
use crate::state::{Remote, follow_issues, identity};
use client::Client;
use domain::briefings::{BriefingDay, BriefingFigures, BriefingHold, BriefingIssue, BriefingIssueRef, IssueStatus};
use leptos::prelude::*;
use ui::{Banner, Button, Cell, Column, Link, Progress, Rank, Row, Table, Tone};

/// The figures, asked for anew with every change of the issue, and as it goes out.
pub(super) fn use_figures(work: Work) -> Remote<BriefingFigures> {
    let (identity, heard) = (identity(), RwSignal::new(0_u32));
    let version = Memo::new(move |_| work.issue.with(|issue| (issue.id, issue.version, issue.status)));
    follow_issues(move || heard.update(|n| *n += 1));
    let figures = Remote::new(
        move || Some((version.get(), heard.get())),
        move |((id, ..), _)| identity.ask(move |client: Client| async move { client.get_briefing_figures(id).await }),
    );
    // Where it stands is told by the figures first.
    let status = Memo::new(move |_| figures.with(|figures| figures.status));
    Effect::new(move |_| {
        let (Some(now), (id, _, before)) = (status.get(), version.get_untracked()) else { return };
        if now != before && now.is_public() {
            let call = move |client: Client| -> Answer<BriefingIssue> {
                Box::pin(async move { client.get_briefing_issue(&BriefingIssueRef::Id(id)).await })
            };
            work.deed.run(call, move |issue| work.became(issue));
        }
    });
    figures
}

/// The part of the page.
#[component]
pub(super) fn Figures(
    /// The issue.
    work: Work,
    /// What is known of its going out.
    figures: Remote<BriefingFigures>,
) -> impl IntoView {
    let show = move |_: BriefingFigures| {
        let now = Memo::new(move |_| figures.get());
        view! { <Going work now/> <Facts now/> <Days now/> }.into_any()
    };
    // Made once: from then on only its numbers change.
    let is_there = Memo::new(move |_| figures.with(|_| ()).is_some());
    let content = move || match (is_there.get(), untrack(|| figures.get())) {
        (true, Some(first)) => show(first),
        _ => view! { <Load remote=figures skeleton=|| view! { <Skeleton lines=6/> }.into_any() show/> }.into_any(),
    };
    let slug = work.issue.with_untracked(|issue| issue.slug.clone());
    view! {
        <section class="part" aria-labelledby="going-title">
            <h2 id="going-title">{t(Key::GoingTitle)}</h2>
            {content}
            <p class="small muted">{t(Key::GoingUnwatched)}</p>
            <p class="acts"><Link rank=Rank::Plain href=issue_page(&slug)>{t(Key::GoingSee)}</Link></p>
        </section>
    }
}

/// How far it is, and the button that lets it rest.
#[component]
fn Going(work: Work, now: Memo<Option<BriefingFigures>>) -> impl IntoView {
    let read = move |read: fn(&BriefingFigures) -> u32| now.with(|now| now.as_ref().map(read)).unwrap_or_default();
    let done = move || read(|one| one.handed_over + one.refused + one.skipped);
    let all = move || read(|one| one.recipients);
    let share = Signal::derive(move || (all() > 0).then(|| f64::from(done()) / f64::from(all())));
    let words = Signal::derive(move || {
        let (done, all) = (number(f64::from(done())), number(f64::from(all())));
        fill(Key::GoingOf, &[("done", &done), ("all", &all)])
    });
    let handed_over = Signal::derive(move || usize::try_from(read(|one| one.handed_over)).unwrap_or_default());
    let status = Memo::new(move |_| now.with(|now| now.as_ref().map(|one| one.status)).unwrap_or(IssueStatus::Sending));
    view! {
        <Progress label=t(Key::GoingLabel) share words/>
        <Held now/>
        <Stand work status handed_over/>
    }
}

/// Why it rests by itself, where it does.
#[component]
fn Held(now: Memo<Option<BriefingFigures>>) -> impl IntoView {
    let held = Memo::new(move |_| now.with(|now| now.as_ref().and_then(|one| one.held.clone())));
    let show = |held: BriefingHold| {
        let (day, reason) = (day(held.at.timestamp_millis()), words::hold(held.reason));
        let said =
            (!held.said.is_empty()).then(|| view! { <p class="ids">{t(Key::HoldSaid)} " " <q>{held.said}</q></p> });
        view! {
            <Banner tone=Tone::Warn word=fill(Key::HoldTitle, &[("day", &day)])>
                <p>{reason}</p>
                {said}
                <p>{t(Key::HoldKept)}</p>
            </Banner>
        }
    };
    move || held.get().map(show)
}

/// Lets it rest, or go on; nothing is to be done where it has gone out.
#[component]
fn Stand(work: Work, status: Memo<IssueStatus>, handed_over: Signal<usize>) -> impl IntoView {
    let deed = Deed::new();
    let press = move |pause: bool| {
        let id = work.issue.with_untracked(|issue| issue.id);
        let call = move |client: Client| -> Answer<BriefingIssue> {
            Box::pin(async move {
                if pause { client.create_briefing_pause(id).await } else { client.delete_briefing_pause(id).await }
            })
        };
        deed.run(call, move |issue| {
            work.became(issue);
            deed.tell(if pause { Key::GoingPaused } else { Key::GoingGoesOn });
        });
    };
    let act = move || match status.get() {
        IssueStatus::Sending => {
            view! { <p><Button on_press=move |()| press(true)>{t(Key::GoingPause)}</Button></p> }.into_any()
        }
        IssueStatus::Paused => view! {
            <Banner tone=Tone::Warn word=t(Key::GoingRests)>
                <Button rank=Rank::Primary on_press=move |()| press(false)>{t(Key::GoingGoOn)}</Button>
            </Banner>
        }
        .into_any(),
        _ => view! { <Banner tone=Tone::Good word=Signal::derive(move || count(Key::GoingDone, handed_over.get()))/> }
            .into_any(),
    };
    view! {
        {act}
        <Failure error=deed.failure retry=move || deed.failure.set(None)/>
    }
}

/// Takes one figure out of all.
type ReadFigure = fn(&BriefingFigures) -> u32;

/// All that is known.
#[component]
fn Facts(now: Memo<Option<BriefingFigures>>) -> impl IntoView {
    let facts: [(Key, ReadFigure); 8] = [
        (Key::FigureRecipients, |one| one.recipients),
        (Key::FigureHandedOver, |one| one.handed_over),
        (Key::FigureWaiting, |one| one.waiting),
        (Key::FigureRefused, |one| one.refused),
        (Key::FigureSkipped, |one| one.skipped),
        (Key::FigureBounced, |one| one.bounced),
        (Key::FigureComplained, |one| one.complained),
        (Key::FigureLeft, |one| one.left),
    ];
    let line = |(key, read): (Key, ReadFigure)| {
        let n = move || number(f64::from(now.with(|now| now.as_ref().map(read)).unwrap_or_default()));
        view! { <Fact term=t(key)>{n}</Fact> }
    };
    view! { <dl class="facts">{facts.into_iter().map(line).collect_view()}</dl> }
}

fn row(one: BriefingDay) -> Row {
    let cell = |n: u32| Cell::Number { shown: number(f64::from(n)), value: f64::from(n) };
    let at = one.day.and_hms_opt(0, 0, 0).map_or(0, |at| at.and_utc().timestamp_millis());
    let cells =
        vec![Cell::Text(day(at)), cell(one.handed_over), cell(one.bounced), cell(one.complained), cell(one.left)];
    Row { key: one.day.to_string(), cells }
}

/// The same by day.
#[component]
fn Days(now: Memo<Option<BriefingFigures>>) -> impl IntoView {
    let rows = Memo::new(move |_| {
        now.with(|now| now.as_ref().map(|now| now.by_day.iter().copied().map(row).collect::<Vec<Row>>()))
            .unwrap_or_default()
    });
    let column = |key: &'static str, label: Key, numeric: bool| Column {
        key,
        label: t(label).into(),
        numeric,
        sortable: false,
        href: None,
    };
    let any = Memo::new(move |_| rows.with(|rows| !rows.is_empty()));
    move || {
        any.get().then(|| {
            let columns = vec![
                column("day", Key::FigureDay, false),
                column("handed_over", Key::FigureHandedOver, true),
                column("bounced", Key::FigureBounced, true),
                column("complained", Key::FigureComplained, true),
                column("left", Key::FigureLeft, true),
            ];
            view! { <Table caption=t(Key::FigureDays) columns rows sort=RwSignal::new(None)/> }
        })
    }
}

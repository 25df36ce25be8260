//! When an issue goes out by itself.

use super::work::Work;
use crate::browser::time_zones;
use crate::messages::{Key, fill, moment, t};
use crate::parts::{Answer, Deed, Failure};
use crate::state::{Remote, api};
use client::Client;
use domain::briefings::{Briefing, BriefingIssue, BriefingRef, ClockChoice, NewBriefingSchedule};
use leptos::prelude::*;
use ui::{Banner, Button, DateTime, DateTimeWords, Field, Tone};

/// The zone of the device, where the browser tells.
fn own_zone() -> String {
    let zones = js_sys::Intl::DateTimeFormat::default().resolved_options();
    let zone = js_sys::Reflect::get(&zones, &"timeZone".into()).ok().and_then(|zone| zone.as_string());
    zone.unwrap_or_else(|| "UTC".to_owned())
}

/// The part of the page: the time that was chosen, or the fields to choose it.
#[component]
pub(super) fn Schedule(
    /// The issue.
    work: Work,
) -> impl IntoView {
    let deed = Deed::new();
    let at = Memo::new(move |_| work.issue.with(|issue| issue.scheduled_at.map(|at| at.timestamp_millis())));
    let content = move || match at.get() {
        Some(at) => view! { <Chosen work deed at/> }.into_any(),
        None => view! { <Choosing work deed/> }.into_any(),
    };
    view! {
        <section class="part" aria-labelledby="schedule-title">
            <h2 id="schedule-title">{t(Key::ScheduleTitle)}</h2>
            {content}
            <Failure error=deed.failure retry=move || deed.failure.set(None)/>
        </section>
    }
}

#[component]
fn Chosen(work: Work, deed: Deed, at: i64) -> impl IntoView {
    let zone = work.issue.with_untracked(|issue| issue.time_zone.clone()).unwrap_or_default();
    let there = ui::date_time::shown(at, &zone).map(|(day, time)| [&day, " ", &time].concat()).unwrap_or_default();
    let word = fill(Key::ScheduleAt, &[("moment", &moment(at))]);
    let text = fill(Key::ScheduleThere, &[("moment", &there), ("zone", &zone.replace('_', " "))]);
    let back = move |()| {
        let id = work.issue.with_untracked(|issue| issue.id);
        let call = move |client: Client| -> Answer<BriefingIssue> {
            Box::pin(async move { client.delete_briefing_schedule(id).await })
        };
        deed.run(call, move |issue| {
            work.became(issue);
            deed.tell(Key::ScheduleGone);
        });
    };
    view! {
        <Banner tone=Tone::Info word>
            <p>{text}</p>
            <Button on_press=back>{t(Key::ScheduleBack)}</Button>
        </Banner>
    }
}

/// The fields, filled with when the publication is due next.
#[component]
fn Choosing(work: Work, deed: Deed) -> impl IntoView {
    let (moment, zone) = (RwSignal::new(None::<i64>), RwSignal::new(own_zone()));
    let client = api();
    let briefing = Remote::new(
        move || Some(work.issue.with_untracked(|issue| issue.briefing.id)),
        move |id| {
            let client = client.clone();
            async move { client.get_briefing(&BriefingRef::Id(id)).await }
        },
    );
    let fields = move || {
        // Where the publication cannot be asked, the fields begin empty.
        let is_there = briefing.get().map(|due: Briefing| {
            moment.set(Some(due.next_at.timestamp_millis()));
            zone.set(due.time_zone);
        });
        (is_there.is_some() || briefing.error().is_some()).then(|| view! { <Fields moment zone/> })
    };
    let send = move || {
        let Some(at) = moment.get_untracked() else { return };
        let zone = zone.get_untracked();
        let Some((day, time)) = ui::date_time::shown(at, &zone) else { return };
        let local = [&day, "T", &time].concat();
        work.save_then(Box::new(move || choose(work, deed, local, zone)));
    };
    let is_empty = Memo::new(move |_| moment.with(Option::is_none));
    view! {
        <p>{t(Key::ScheduleText)}</p>
        {fields}
        <p><Button disabled=is_empty on_press=move |()| send()>{t(Key::ScheduleSend)}</Button></p>
    }
}

fn choose(work: Work, deed: Deed, local: String, time_zone: String) {
    let id = work.issue.with_untracked(|issue| issue.id);
    let call = move |client: Client| -> Answer<BriefingIssue> {
        // The fields take a time that comes twice the first time, and say so.
        let choice = Some(ClockChoice::Earlier);
        let new = NewBriefingSchedule { local: local.clone(), time_zone: time_zone.clone(), choice };
        Box::pin(async move { client.create_briefing_schedule(id, &new).await })
    };
    deed.run(call, move |issue| {
        work.became(issue);
        deed.tell(Key::ScheduleDone);
    });
}

#[component]
fn Fields(moment: RwSignal<Option<i64>>, zone: RwSignal<String>) -> impl IntoView {
    let mut zones = time_zones();
    let own = zone.get_untracked();
    if !zones.contains(&own) {
        zones.push(own);
    }
    let word = |key| Signal::from(t(key));
    let words = DateTimeWords {
        day: word(Key::ScheduleDay),
        time: word(Key::ScheduleTime),
        zone: word(Key::ScheduleZone),
        never: word(Key::ScheduleNever),
        twice: word(Key::ScheduleTwice),
    };
    view! { <DateTime field=Field::new("schedule", t(Key::ScheduleWhen)) moment zone zones words/> }
}

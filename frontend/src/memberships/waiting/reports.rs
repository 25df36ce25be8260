//! Reports about facts: those that wait, and those that were accepted and are to be settled.

use super::{Hall, Part, Said, waits};
use crate::address;
use crate::memberships::decide::{Deciding, Desk};
use crate::messages::{Key, day, fill, t};
use crate::parts::{Answer, Line, SourceLink, lines};
use crate::state::{Pages, api, words_of};
use domain::corrections::{
    CityFact, Correction, CorrectionDecision, CorrectionQuery, CorrectionStatus, CorrectionVerdict,
};
use domain::organisations::Verdict;
use leptos::prelude::*;
use std::sync::Arc;
use ui::Button;

const SAID: Said = Said {
    title: Key::WaitingReports,
    none: Key::WaitingReportsNone,
    none_text: Key::WaitingReportsNoneText,
    queue: Some(|waiting| waiting.corrections),
};
const ACCEPTED: Said = Said {
    title: Key::WaitingAccepted,
    none: Key::WaitingAcceptedNone,
    none_text: Key::WaitingAcceptedNoneText,
    queue: None,
};

pub(super) fn part(hall: Hall) -> impl IntoView {
    view! { <Part hall said=SAID pages=listed(hall, CorrectionStatus::Received)/> }
}

/// Those that were accepted.
pub(super) fn accepted(hall: Hall) -> impl IntoView {
    view! {
        <Part hall said=ACCEPTED pages=listed(hall, CorrectionStatus::Accepted)/>
        <p class="small muted">{t(Key::WaitingAcceptedText)}</p>
    }
}

fn listed(hall: Hall, status: CorrectionStatus) -> Pages<Line> {
    let client = api();
    Pages::new(
        move || Some(hall.news.get()),
        move |_, cursor| {
            let query = CorrectionQuery { statuses: vec![status], cursor, ..CorrectionQuery::default() };
            let client = client.clone();
            Box::pin(async move { client.list_corrections(&query).await.map(|page| lines(page, line)) })
        },
    )
}

fn line(report: Correction) -> Line {
    Line::of([&report.id.to_string(), "-", report.status.as_str()].concat(), report, row)
}

const fn fact_name(fact: CityFact) -> Key {
    match fact {
        CityFact::Name => Key::ReportedName,
        CityFact::Country => Key::ReportedCountry,
        CityFact::Position => Key::ReportedPosition,
        CityFact::Population => Key::ReportedPopulation,
        CityFact::TimeZone => Key::ReportedTimeZone,
        CityFact::Climate => Key::ReportedClimate,
        CityFact::Coastal => Key::ReportedCoastal,
        CityFact::Membership => Key::ReportedMembership,
        CityFact::Strategy => Key::ReportedStrategy,
        CityFact::Shocks => Key::ReportedShocks,
        CityFact::Stresses => Key::ReportedStresses,
        CityFact::Other => Key::ReportedOther,
    }
}

fn row(report: Correction) -> AnyView {
    let desk: Desk = expect_context();
    let (id, received) = (report.id, report.received_at.timestamp_millis());
    let city = words_of(&report.city.replace('-', " "));
    let title = fill(Key::WaitingReportOf, &[("fact", t(fact_name(report.fact))), ("city", &city)]);
    let mut facts = vec![fill(Key::WaitingReceived, &[("day", &day(received))])];
    let waits_for_decision = report.status == CorrectionStatus::Received;
    facts.extend(waits(received).filter(|_| waits_for_decision));
    let acts = if waits_for_decision {
        let decide = Arc::new(move |client: client::Client, verdict, reason| -> Answer<()> {
            let decision = match verdict {
                Verdict::Accepted => CorrectionVerdict::Accepted,
                Verdict::Refused => CorrectionVerdict::Refused,
            };
            Box::pin(async move {
                let decision = CorrectionDecision { decision, reason };
                client.create_correction_decision(id, &decision).await.map(|_| ())
            })
        });
        view! { <Deciding desk id=id.to_string() title=title.clone() decide/> }.into_any()
    } else {
        view! { <Settling desk report=report.clone() title=title.clone()/> }.into_any()
    };
    view! {
        <li class="row">
            <a class="row-name" href=address::city(&report.city) data-row="">{title}</a>
            <span class="row-facts said">{report.value.clone()}</span>
            <span class="row-facts">{t(Key::WaitingSource)} " " <SourceLink url=report.source.clone()/> " · " {facts.join(" · ")}</span>
            {acts}
        </li>
    }
    .into_any()
}

/// The button that settles an accepted report, or that it is settled.
#[component]
fn Settling(desk: Desk, report: Correction, title: String) -> impl IntoView {
    let (outcome, id) = (RwSignal::new(None::<Key>), report.id);
    let place = ["outcome-", &id.to_string()].concat();
    let label = fill(Key::WaitingSettleIt, &[("title", &title)]);
    let settle = {
        let place = place.clone();
        move || {
            let (place, title) = (place.clone(), title.clone());
            let call = move |client: client::Client| -> Answer<()> {
                let decision = CorrectionDecision { decision: CorrectionVerdict::Settled, reason: None };
                Box::pin(async move { client.create_correction_decision(id, &decision).await.map(|_| ()) })
            };
            desk.deed.run(call, move |()| desk.tell(outcome, Key::WaitingSettled, &title, place));
        }
    };
    move || match outcome.get() {
        Some(key) => {
            view! { <p class="row-facts" id=place.clone() tabindex="-1"><strong>{t(key)}</strong></p> }.into_any()
        }
        None => {
            let settle = settle.clone();
            view! {
                <span class="row-facts"><Button small=true name=label.clone() on_press=move |()| settle()>{t(Key::WaitingSettle)}</Button></span>
            }
            .into_any()
        }
    }
}

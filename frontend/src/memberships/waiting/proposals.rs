//! Cities that were proposed: what is said of each, and yes or no.

use super::accept::Accepting;
use super::{Hall, Part, Said, waits};
use crate::memberships::decide::{Deciding, Desk};
use crate::messages::{Key, day, fill, t};
use crate::parts::{Answer, Line, SourceLink, lines};
use crate::state::{Pages, Vocabularies, api};
use domain::city_proposals::{CityProposal, CityProposalDecision, CityProposalQuery, CityProposalStatus};
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use std::sync::Arc;
use ui::Tag;

const SAID: Said = Said {
    title: Key::WaitingProposals,
    none: Key::WaitingProposalsNone,
    none_text: Key::WaitingProposalsNoneText,
    queue: Some(|waiting| waiting.city_proposals),
};

/// Which proposal is being accepted: there is one form at a time.
#[derive(Clone, Copy)]
pub(super) struct Opened(pub(super) RwSignal<Option<String>>);

pub(super) fn part(hall: Hall) -> impl IntoView {
    provide_context(Opened(RwSignal::new(None)));
    let client = api();
    let pages = Pages::new(
        move || Some(hall.news.get()),
        move |_, cursor| {
            let statuses = vec![CityProposalStatus::Open];
            let query = CityProposalQuery { statuses, cursor, ..CityProposalQuery::default() };
            let client = client.clone();
            Box::pin(async move { client.list_city_proposals(&query).await.map(|page| lines(page, line)) })
        },
    );
    view! { <Part hall said=SAID pages/> }
}

fn line(proposal: CityProposal) -> Line {
    Line::of([&proposal.id.to_string(), "-", &proposal.version.to_string()].concat(), proposal, row)
}

/// What is said of the city besides its name.
fn facts(proposal: &CityProposal) -> String {
    let made = proposal.proposed_at.timestamp_millis();
    let place = [proposal.latitude.to_string(), proposal.longitude.to_string()].join(", ");
    let year = proposal.population_year.map_or_else(String::new, |year| [" (", &year.to_string(), ")"].concat());
    let people = proposal.population.map(|people| [&crate::messages::number(people as f64), year.as_str()].concat());
    let facts = [proposal.local_name.clone(), Some(place), people, proposal.time_zone.clone()];
    let when = fill(Key::WaitingAsked, &[("day", &day(made))]);
    facts.into_iter().flatten().chain([when]).chain(waits(made)).collect::<Vec<_>>().join(" · ")
}

fn row(proposal: CityProposal) -> AnyView {
    let (desk, Opened(opened), vocabularies) =
        (expect_context::<Desk>(), expect_context::<Opened>(), expect_context::<Vocabularies>());
    let (id, outcome) = (proposal.id, RwSignal::new(None));
    let values = [("name", proposal.person.name.as_str()), ("city", proposal.name.as_str())];
    let title = fill(Key::WaitingProposes, &values);
    let decide = Arc::new(move |client: client::Client, _, reason| -> Answer<()> {
        Box::pin(async move {
            let decision = CityProposalDecision::refused(reason);
            client.create_city_proposal_decision(id, &decision).await.map(|_| ())
        })
    });
    // A yes says what is right of the city: it has a form.
    let ask = Callback::new(move |()| opened.set(Some(id.to_string())));
    let code = proposal.country.clone();
    let country = move || vocabularies.label(VocabularyName::Countries, &code);
    let (facts, source) = (facts(&proposal), proposal.source.clone());
    let note = proposal.note.clone().map(|text| view! { <p class="row-facts said">{text}</p> });
    let form = {
        let title = title.clone();
        move || {
            let open =
                opened.with(|opened| opened.as_deref() == Some(id.to_string().as_str())) && outcome.get().is_none();
            open.then(|| view! { <Accepting desk proposal=proposal.clone() outcome title=title.clone()/> })
        }
    };
    view! {
        <li class="row">
            <span class="row-name" id=["proposal-", &id.to_string()].concat() tabindex="-1">{title.clone()}</span>
            <Tag label=country/>
            <span class="row-facts">{facts}</span>
            <span class="row-facts">{t(Key::WaitingSource)} " " <SourceLink url=source/></span>
            {note}
            <Deciding desk id=id.to_string() title decide outcome ask/>
            {form}
        </li>
    }
    .into_any()
}

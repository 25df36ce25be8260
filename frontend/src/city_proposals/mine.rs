//! One's own proposals: where they stand, why, and the way to the city that came of one.

use super::words;
use crate::address;
use crate::messages::{Key, day, fill, t};
use crate::parts::{Answer, Load, Question, Questions, Skeleton};
use crate::shell::Announcer;
use crate::state::{Remote, api};
use domain::city_proposals::{CityProposal, CityProposalQuery, CityProposalStatus};
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::Arc;
use ui::{Badge, Button, Link, Rank, Tone};

/// Most proposals that are shown.
const MOST: u32 = 100;

/// One's own proposals on their way.
pub(crate) type Proposals = Remote<Arc<Vec<CityProposal>>>;

/// Asks for them, and says how one stands now, where that is new.
pub(crate) fn own_proposals() -> Proposals {
    let (client, announcer) = (api(), expect_context::<Announcer>());
    let list: Proposals = Remote::new(
        || Some(()),
        move |()| {
            let client = client.clone();
            async move {
                let query = CityProposalQuery { own: true, limit: Some(MOST), ..CityProposalQuery::default() };
                client.list_city_proposals(&query).await.map(|page| Arc::new(page.items))
            }
        },
    );
    Effect::new(move |before: Option<Option<Arc<Vec<CityProposal>>>>| {
        let now = list.get();
        if let (Some(Some(before)), Some(now)) = (before, &now) {
            let is_old = |one: &&CityProposal| before.iter().any(|old| old.id == one.id && old.status == one.status);
            if let Some(one) = now.iter().find(|one| !is_old(one)) {
                let values = [("name", one.name.as_str()), ("status", words::status(one.status))];
                announcer.say(fill(Key::ProposalNews, &values));
            }
        }
        now
    });
    list
}

/// The list, the newest first; nothing where there is none.
#[component]
pub(crate) fn MyProposals(
    /// The proposals.
    list: Proposals,
    /// The dialog of the page.
    questions: Questions,
) -> impl IntoView {
    let show = move |found: Arc<Vec<CityProposal>>| {
        if found.is_empty() {
            return ().into_any();
        }
        let rows = found.iter().rev().cloned().map(|proposal| view! { <Row list questions proposal/> }).collect_view();
        view! {
            <h2>{t(Key::ProposalTitle)}</h2>
            <ul class="rows">{rows}</ul>
        }
        .into_any()
    };
    view! { <Load remote=list skeleton=|| view! { <Skeleton lines=1 rows=true/> } show/> }
}

#[component]
fn Row(list: Proposals, questions: Questions, proposal: CityProposal) -> impl IntoView {
    let on = |key, moment: i64| fill(key, &[("day", &day(moment))]);
    let made = proposal.proposed_at.timestamp_millis();
    let decided = proposal.decided_at.map_or(made, |moment| moment.timestamp_millis());
    let facts = match proposal.status {
        CityProposalStatus::Open => on(Key::ProposalWaits, made),
        _ => on(Key::ProposalDecided, decided),
    };
    let name = proposal.name.clone();
    let name = match &proposal.city {
        Some(slug) => view! { <a class="row-name" href=address::city(slug) data-row="">{name}</a> }.into_any(),
        None => view! { <span class="row-name">{name}</span> }.into_any(),
    };
    let reason = proposal.reason.as_ref().map(|reason| {
        view! { <span class="row-facts">{fill(Key::ProposalReason, &[("reason", reason)])}</span> }
    });
    let claim = proposal.city.as_ref().map(|slug| {
        let label = fill(Key::ProposalClaimIt, &[("name", &proposal.name)]);
        view! { <span class="row-facts"><Link rank=Rank::Plain small=true href=address::claim_city(slug) name=label>{t(Key::ProposalClaim)}</Link></span> }
    });
    let (status, waits) = (proposal.status, proposal.status == CityProposalStatus::Open);
    view! {
        <li class="row">
            {name}
            <Badge tone=if status == CityProposalStatus::Accepted { Tone::Good } else { Tone::Info } label=words::status(status)/>
            <span class="row-facts">{facts}</span>
            {reason}
            {claim}
            {waits.then(|| view! { <Withdrawing list questions proposal/> })}
        </li>
    }
}

#[component]
fn Withdrawing(list: Proposals, questions: Questions, proposal: CityProposal) -> impl IntoView {
    let (id, version, name) = (proposal.id, proposal.version, proposal.name);
    let label = fill(Key::ProposalWithdrawIt, &[("name", &name)]);
    let ask = move |()| {
        questions.ask(Question {
            title: fill(Key::ProposalWithdrawQuestion, &[("name", &name)]),
            text: t(Key::ProposalWithdrawText).to_owned(),
            button: Key::ProposalWithdraw,
            reason: false,
            act: Rc::new(move |client, _| -> Answer<()> {
                Box::pin(async move { client.delete_city_proposal(id, version).await })
            }),
            done: Rc::new(move || list.retry()),
        });
    };
    view! {
        <span class="row-facts">
            <Button small=true name=label on_press=ask>{t(Key::ProposalWithdraw)}</Button>
        </span>
    }
}

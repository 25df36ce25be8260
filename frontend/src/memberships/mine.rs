//! Where one belongs: what waits, what holds, what is over. It changes without being loaded again.

use super::words;
use crate::address;
use crate::city_proposals::{MyProposals, own_proposals};
use crate::messages::{Key, day, fill, t};
use crate::parts::{Answer, Deed, Failure, Load, Question, QuestionDialog, Questions, Skeleton};
use crate::shell::Announcer;
use crate::state::{Remote, api, follow_decisions};
use client::IdempotencyKey;
use domain::memberships::{Membership, MembershipStatus, MyMemberships, NewMembership};
use domain::organisations::{OrganisationKind, OrganisationRef};
use domain::policy::MembershipRole;
use leptos::prelude::*;
use std::rc::Rc;
use ui::{Badge, Button, Empty, Link, Rank, Tone};

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Mine {
    list: Remote<MyMemberships>,
    questions: Questions,
    deed: Deed,
}

/// The list, followed as it changes.
#[component]
pub(crate) fn MyList() -> impl IntoView {
    let client = api();
    let list = Remote::new(
        || Some(()),
        move |()| {
            let client = client.clone();
            async move { client.list_my_memberships().await }
        },
    );
    let proposals = own_proposals();
    follow_decisions(move || {
        list.retry();
        proposals.retry();
    });
    announce_news(list);
    let mine = Mine { list, questions: Questions::new(), deed: Deed::new() };
    let show = move |found: MyMemberships| shown(mine, found);
    view! {
        <Load remote=list skeleton=|| view! { <Skeleton lines=3 rows=true/> } show/>
        <MyProposals list=proposals questions=mine.questions/>
        <Failure error=mine.deed.failure retry=move || { mine.deed.failure.set(None); list.retry(); }/>
        <p class="acts">
            <Link rank=Rank::Plain href=address::join()>{t(Key::MembershipsJoin)}</Link>
            <Link rank=Rank::Quiet href=address::organisations()>{t(Key::NavOrganisations)}</Link>
        </p>
        <QuestionDialog questions=mine.questions/>
    }
}

/// Says how a membership stands now, where that is new.
fn announce_news(list: Remote<MyMemberships>) {
    let announcer: Announcer = expect_context();
    Effect::new(move |before: Option<Option<Vec<Membership>>>| {
        let now = list.with(|mine| mine.items.clone());
        if let (Some(Some(before)), Some(now)) = (before, &now) {
            let changed = now.iter().find(|one| !before.iter().any(|old| old.id == one.id && old.status == one.status));
            if let Some(one) = changed {
                let values = [("name", one.organisation.name.as_str()), ("status", words::status(one.status))];
                announcer.say(fill(Key::MembershipsNews, &values));
            }
        }
        now
    });
}

fn shown(mine: Mine, found: MyMemberships) -> AnyView {
    let is_open = |one: &Membership| matches!(one.status, MembershipStatus::Requested | MembershipStatus::Active);
    let (open, past): (Vec<_>, Vec<_>) = found.items.into_iter().partition(is_open);
    let nothing = open.is_empty() && past.is_empty();
    let none = nothing.then(|| {
        view! { <Empty title=t(Key::MembershipsNone)><p>{t(Key::MembershipsNoneText)}</p></Empty> }
    });
    view! {
        <Suggested mine suggested=found.suggested/>
        {none}
        <Part mine title=Key::MembershipsOpen memberships=open/>
        <Part mine title=Key::MembershipsPast memberships=past/>
    }
    .into_any()
}

/// One part of the list, under its heading; nothing where it holds nothing.
#[component]
fn Part(mine: Mine, title: Key, memberships: Vec<Membership>) -> impl IntoView {
    (!memberships.is_empty()).then(|| {
        let rows = memberships.into_iter().map(|membership| view! { <Row mine membership/> }).collect_view();
        view! {
            <h2>{t(title)}</h2>
            <ul class="rows">{rows}</ul>
        }
    })
}

/// Where an organisation's page is: that of a city as long as nobody has verified the organisation.
fn href(organisation: &OrganisationRef) -> String {
    match &organisation.city {
        Some(city) => address::city(city),
        None => address::organisation(&organisation.slug),
    }
}

/// Since when it is as it is, and why.
fn facts(membership: &Membership) -> String {
    let day = |key, moment: i64| fill(key, &[("day", &day(moment))]);
    let asked = membership.requested_at.timestamp_millis();
    let decided = membership.decided_at.map_or(asked, |moment| moment.timestamp_millis());
    let ended = membership.ended_at.map_or(decided, |moment| moment.timestamp_millis());
    let when = match membership.status {
        MembershipStatus::Requested => day(Key::MembershipsWaits, asked),
        MembershipStatus::Active => day(Key::MembershipsSince, decided),
        MembershipStatus::Refused => day(Key::MembershipsRefusedOn, decided),
        MembershipStatus::Ended => day(Key::MembershipsEndedOn, ended),
    };
    [words::role_of(membership), " · ", &when].concat()
}

#[component]
fn Row(mine: Mine, membership: Membership) -> impl IntoView {
    let reason = membership.reason.as_ref().map(|reason| {
        view! { <span class="row-facts">{fill(Key::MembershipsReason, &[("reason", reason)])}</span> }
    });
    let (name, facts) = (membership.organisation.name.clone(), facts(&membership));
    let acts = match membership.status {
        MembershipStatus::Requested | MembershipStatus::Active => {
            Some(view! { <Ending mine membership=membership.clone()/> }.into_any())
        }
        MembershipStatus::Refused | MembershipStatus::Ended => None,
    };
    view! {
        <li class="row">
            <a class="row-name" href=href(&membership.organisation) data-row="">{name}</a>
            <Badge tone=if membership.status == MembershipStatus::Active { Tone::Good } else { Tone::Info } label=words::status(membership.status)/>
            <span class="row-facts">{facts}</span>
            {reason}
            {acts}
        </li>
    }
}

/// Withdrawing what waits, leaving what holds.
#[component]
fn Ending(mine: Mine, membership: Membership) -> impl IntoView {
    let waits = membership.status == MembershipStatus::Requested;
    let (button, named, title, text) = if waits {
        let asked = (Key::MembershipsWithdrawQuestion, Key::MembershipsWithdrawText);
        (Key::MembershipsWithdraw, Key::MembershipsWithdrawFrom, asked.0, asked.1)
    } else {
        let asked = (Key::MembershipsLeaveQuestion, Key::MembershipsLeaveText);
        (Key::MembershipsLeave, Key::MembershipsLeaveIt, asked.0, asked.1)
    };
    let (name, id, version) = (membership.organisation.name, membership.id, membership.version);
    let label = fill(named, &[("name", &name)]);
    let ask = move |()| {
        mine.questions.ask(Question {
            title: fill(title, &[("name", &name)]),
            text: t(text).to_owned(),
            button,
            reason: false,
            act: Rc::new(move |client, _| -> Answer<()> {
                Box::pin(async move { client.delete_membership(id, version).await })
            }),
            done: Rc::new(move || mine.list.retry()),
        });
    };
    view! {
        <span class="row-facts">
            <Button small=true name=label on_press=ask>{t(button)}</Button>
        </span>
    }
}

/// What one's address lets one join at once, each by one press.
#[component]
fn Suggested(mine: Mine, suggested: Vec<OrganisationRef>) -> impl IntoView {
    (!suggested.is_empty()).then(|| {
        let rows = suggested.into_iter().map(|organisation| {
            let name = organisation.name.clone();
            let label = fill(Key::MembershipsJoinAtOnce, &[("name", &name)]);
            let press = move |()| join_at_once(mine, &organisation);
            view! {
                <li class="row">
                    <span class="row-name">{name}</span>
                    <Button rank=Rank::Primary small=true on_press=press>{label}</Button>
                </li>
            }
        });
        view! {
            <h2>{t(Key::MembershipsSuggested)}</h2>
            <ul class="rows">{rows.collect_view()}</ul>
        }
    })
}

fn join_at_once(mine: Mine, organisation: &OrganisationRef) {
    let (new, key) = (at_once(organisation), IdempotencyKey::generate());
    let call = move |client: client::Client| -> Answer<Membership> {
        let (new, key) = (new.clone(), key.clone());
        Box::pin(async move { client.create_membership(&key, &new).await })
    };
    mine.deed.run(call, move |_| mine.list.retry());
}

/// The wish to belong to what one's address belongs to.
pub(crate) fn at_once(organisation: &OrganisationRef) -> NewMembership {
    let role = match organisation.kind {
        OrganisationKind::City => MembershipRole::Practitioner,
        OrganisationKind::Partner | OrganisationKind::Network => MembershipRole::Representative,
    };
    NewMembership { city: None, organisation: Some(organisation.slug.clone()), role, message: None }
}

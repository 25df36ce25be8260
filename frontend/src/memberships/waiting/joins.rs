//! Requests to join: who asks, and yes or no.

use super::{Hall, Part, Said, waits};
use crate::memberships::decide::{Deciding, Desk};
use crate::memberships::words;
use crate::messages::{Key, day, fill, t};
use crate::parts::{Line, lines};
use crate::state::{Pages, api};
use domain::memberships::{Membership, MembershipDecision, MembershipOrigin, MembershipQuery};
use domain::policy::MembershipRole;
use leptos::prelude::*;
use std::sync::Arc;
use ui::Tag;

const SAID: Said = Said {
    title: Key::WaitingJoins,
    none: Key::WaitingJoinsNone,
    none_text: Key::WaitingNoneText,
    queue: Some(|waiting| waiting.memberships),
};

pub(super) fn part(hall: Hall) -> impl IntoView {
    let client = api();
    let pages = Pages::new(
        move || Some(hall.news.get()),
        move |_, cursor| {
            let (client, query) = (client.clone(), MembershipQuery { cursor, ..MembershipQuery::default() });
            Box::pin(async move { client.list_memberships(&query).await.map(|page| lines(page, line)) })
        },
    );
    view! { <Part hall said=SAID pages/> }
}

fn line(membership: Membership) -> Line {
    Line::of([&membership.id.to_string(), "-", &membership.version.to_string()].concat(), membership, row)
}

/// Who asks for what.
fn title(membership: &Membership) -> String {
    let claims = membership.role == MembershipRole::Lead;
    let key = match (membership.origin, claims) {
        (MembershipOrigin::Founding, _) => Key::WaitingFounded,
        (_, true) => Key::WaitingClaims,
        (_, false) => Key::WaitingFor,
    };
    fill(key, &[("name", &membership.person.name), ("organisation", &membership.organisation.name)])
}

fn row(membership: Membership) -> AnyView {
    let desk: Desk = expect_context();
    let (title, id) = (title(&membership), membership.id);
    let asked = membership.requested_at.timestamp_millis();
    let mut facts: Vec<String> = membership.email.iter().cloned().collect();
    facts.push(fill(Key::WaitingAsked, &[("day", &day(asked))]));
    facts.extend(waits(asked));
    let demo = membership.person.demo.then(|| view! { " " <Tag label=t(Key::PeopleDemo)/> });
    let message = membership.message.clone().map(|text| view! { <p class="row-facts said">{text}</p> });
    let acts = (membership.origin != MembershipOrigin::Founding).then(|| {
        let decide = Arc::new(move |client: client::Client, decision, reason| -> crate::parts::Answer<()> {
            Box::pin(async move {
                let decision = MembershipDecision { decision, reason };
                client.create_membership_decision(id, &decision).await.map(|_| ())
            })
        });
        view! { <Deciding desk id=id.to_string() title=title.clone() decide/> }
    });
    view! {
        <li class="row">
            <span class="row-name">{title} {demo}</span>
            <Tag label=words::role_of(&membership)/>
            <span class="row-facts">{facts.join(" · ")}</span>
            {message}
            {acts}
        </li>
    }
    .into_any()
}

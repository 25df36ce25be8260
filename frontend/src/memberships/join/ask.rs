//! Asking to join, or joining at once.

use super::Place;
use crate::address;
use crate::identity::faults;
use crate::memberships::words;
use crate::messages::{Key, fill, t};
use crate::parts::{Field, Form, FormView, Kind, TextField};
use crate::state::{Standing, identity};
use client::IdempotencyKey;
use domain::memberships::{Membership, MembershipStatus, NewMembership};
use domain::policy::MembershipRole;
use leptos::prelude::*;
use std::sync::Arc;
use ui::{Banner, Choice, Link, RadioGroup, Rank, Tag, Value};

const MESSAGE: Field = Field {
    id: "join-message",
    pointer: "/message",
    label: Key::JoinMessage,
    hint: Some(Key::JoinMessageHint),
    kind: Kind::Lines,
    autocomplete: "off",
    required: false,
};

/// The wish as it stands.
fn wish(place: &Place, lead: bool, message: String) -> NewMembership {
    let organisation = if place.city.is_none() { place.organisation.clone() } else { None };
    let role = if lead { MembershipRole::Lead } else { place.member_role() };
    NewMembership { city: place.city.clone(), organisation, role, message: Some(message) }
}

/// What somebody can do who has signed in.
#[component]
pub(super) fn Asking(
    place: StoredValue<Place>,
    standing: Arc<Standing>,
    lead: bool,
    done: RwSignal<Option<Membership>>,
) -> impl IntoView {
    let at = place.get_value();
    let by_city = at.city.as_deref().and_then(|city| standing.open_in(city));
    let open = by_city.or_else(|| at.organisation.as_deref().and_then(|slug| standing.open_of(slug)));
    if let Some(open) = open {
        return view! { <Already membership=open.clone()/> }.into_any();
    }
    let suggested = &standing.mine.suggested;
    let at_once = suggested.iter().any(|one| Some(&one.slug) == at.organisation.as_ref());
    let lead = lead && !at.has_lead;
    view! { <Wish place at_once=at_once && !lead lead done/> }.into_any()
}

/// Who belongs to it, or has asked.
#[component]
fn Already(membership: Membership) -> impl IntoView {
    let key = if membership.status == MembershipStatus::Active { Key::JoinBelongs } else { Key::JoinWaits };
    view! {
        <Banner word=t(Key::NoteWord)>
            <p>{fill(key, &[("name", &membership.organisation.name)])}</p>
            <p><Tag label=words::role_of(&membership)/></p>
            <Link rank=Rank::Plain href=address::memberships()>{t(Key::JoinSee)}</Link>
        </Banner>
    }
}

#[component]
fn Wish(place: StoredValue<Place>, at_once: bool, lead: bool, done: RwSignal<Option<Membership>>) -> impl IntoView {
    let (identity, as_lead) = (identity(), RwSignal::new(lead));
    let form = Form::new(&[MESSAGE], move |texts| {
        faults(place.with_value(|place| wish(place, as_lead.get(), texts.of(MESSAGE))))
    });
    // The same content goes out under the same key: a lost answer does not ask twice.
    let attempt = StoredValue::new(None::<(NewMembership, IdempotencyKey)>);
    let send = move || {
        let new = place.with_value(|place| wish(place, as_lead.get_untracked(), form.texts().of(MESSAGE)));
        let last = attempt.get_value().filter(|(content, _)| *content == new);
        let key = last.map_or_else(IdempotencyKey::generate, |(_, key)| key);
        attempt.set_value(Some((new.clone(), key.clone())));
        let sending = || async move {
            let call = |client: client::Client| {
                let (key, new) = (key.clone(), new.clone());
                async move { client.create_membership(&key, &new).await }
            };
            identity.ask(call).await
        };
        form.send(sending, move |membership| done.set(Some(membership)));
    };
    let (name, has_lead, city) = place.with_value(|place| (place.name.clone(), place.has_lead, place.city.clone()));
    if at_once {
        let claim = city.filter(|_| !has_lead);
        return view! {
            <Banner word=t(Key::NoteWord)><p>{fill(Key::JoinAtOnce, &[("name", &name)])}</p></Banner>
            <FormView form send button=Key::JoinNow/>
            {claim.map(|city| view! { <p><a href=address::claim_city(&city)>{t(Key::JoinClaimInstead)}</a></p> })}
        }
        .into_any();
    }
    view! {
        <FormView form send button=Key::JoinSend>
            {(!has_lead).then(|| view! { <What as_lead name/> })}
            <TextField form field=MESSAGE/>
        </FormView>
    }
    .into_any()
}

/// The value of the wish to lead.
const LEAD: &str = "lead";

/// Whether somebody wants to join, or to lead what nobody leads.
#[component]
fn What(as_lead: RwSignal<bool>, name: String) -> impl IntoView {
    let options = vec![Choice::new("member", t(Key::JoinAsMember)), Choice::new(LEAD, t(Key::JoinAsLead))];
    let shown = move || if as_lead.get() { LEAD } else { "member" }.to_owned();
    let value = Value::new(Signal::derive(shown), move |wanted: String| as_lead.set(wanted == LEAD));
    view! { <RadioGroup field=ui::Field::new("join-as", fill(Key::JoinAs, &[("name", &name)])) options value/> }
}

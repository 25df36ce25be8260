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
        <div class="notice">
            <p>{fill(key, &[("name", &membership.organisation.name)])}</p>
            <p><span class="tag">{words::role_of(&membership)}</span></p>
            <a class="btn" href=address::memberships()>{t(Key::JoinSee)}</a>
        </div>
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
            <div class="notice"><p>{fill(Key::JoinAtOnce, &[("name", &name)])}</p></div>
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

/// Whether somebody wants to join, or to lead what nobody leads.
#[component]
fn What(as_lead: RwSignal<bool>, name: String) -> impl IntoView {
    let choice = move |lead: bool, key: Key| {
        view! {
            <label class="choice">
                <input type="radio" name="join-as" prop:checked=move || as_lead.get() == lead on:change=move |_| as_lead.set(lead)/>
                <span>{t(key)}</span>
            </label>
        }
    };
    view! {
        <fieldset class="field choices">
            <legend>{fill(Key::JoinAs, &[("name", &name)])}</legend>
            {choice(false, Key::JoinAsMember)}
            {choice(true, Key::JoinAsLead)}
        </fieldset>
    }
}

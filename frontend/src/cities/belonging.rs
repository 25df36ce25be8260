//! A city on the platform: who speaks for it, what it says of itself, and what was found right about its facts.

use super::detail::Shared;
use crate::address;
use crate::messages::{Key, day, enumeration, fill, t};
use crate::parts::{Fact, Load, Skeleton, SourceLink};
use crate::state::{Remote, Vocabularies, api, use_standing};
use domain::cities::{CityContact, CityProfile, CityStrategy};
use domain::corrections::CityFact;
use domain::memberships::MembershipStatus;
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use std::sync::Arc;
use ui::{Link, Rank};

/// What the city says, as the parts of its page share it.
#[derive(Clone, Copy)]
pub(super) struct Profile(Remote<Arc<CityProfile>>);

/// Asks for what the city says.
pub(super) fn provide_profile(city: Shared) {
    let (client, slug) = (api(), city.with_value(|city| city.slug.clone()));
    provide_context(Profile(Remote::new(
        move || Some(slug.clone()),
        move |slug| {
            let client = client.clone();
            async move { client.get_city_profile(&slug).await.map(Arc::new) }
        },
    )));
}

/// What was accepted about a fact and is not in the reference data yet, each with its source.
#[component]
pub(super) fn Corrected(
    /// The fact.
    fact: CityFact,
) -> impl IntoView {
    let Profile(profile) = expect_context();
    move || {
        let found = profile
            .with(|profile| profile.corrections.iter().filter(|one| one.fact == fact).cloned().collect::<Vec<_>>());
        let lines = found.unwrap_or_default().into_iter().map(|one| {
            let on = fill(Key::CorrectedOn, &[("day", &day(one.decided_at.timestamp_millis()))]);
            view! {
                <span class="small note corrected">
                    {fill(Key::CorrectedFact, &[("value", &one.value)])} " "
                    {t(Key::CorrectedSource)} " " <SourceLink url=one.source/> ", " {on}
                </span>
            }
        });
        lines.collect_view()
    }
}

/// Where the facts come from: the reference data, or what somebody proposed and the network took over.
#[component]
pub(super) fn Origin(
    /// Where the sources of the reference data are named.
    credits: String,
) -> impl IntoView {
    let Profile(profile) = expect_context();
    move || match profile.with(|profile| profile.origin.clone()).flatten() {
        Some(origin) => {
            let text = fill(Key::SourcesProposed, &[("day", &day(origin.accepted_at.timestamp_millis()))]);
            view! { <p class="small muted">{text} " " {t(Key::SourcesOrigin)} " " <SourceLink url=origin.source/></p> }
        }
        .into_any(),
        None => view! {
            <p class="small muted">{t(Key::SourcesText)} " " <a href=credits.clone()>{t(Key::FooterAll)}</a></p>
        }
        .into_any(),
    }
}

/// The panel.
#[component]
pub(super) fn Belonging(city: Shared) -> impl IntoView {
    let Profile(profile) = expect_context();
    let show = move |profile: Arc<CityProfile>| view! { <Shown city profile/> }.into_any();
    view! {
        <section class="panel belonging">
            <h2>{t(Key::BelongingTitle)}</h2>
            <Load remote=profile skeleton=|| view! { <Skeleton lines=3/> } show/>
        </section>
    }
}

#[component]
fn Shown(city: Shared, profile: Arc<CityProfile>) -> impl IntoView {
    let led = match (&profile.organisation, profile.has_lead) {
        (Some(organisation), true) => view! {
            <p><a href=address::organisation(&organisation.slug)>{fill(Key::BelongingLed, &[("organisation", &organisation.name)])}</a></p>
        }
        .into_any(),
        (Some(organisation), false) => {
            view! { <p><a href=address::organisation(&organisation.slug)>{t(Key::BelongingJoined)}</a></p> }.into_any()
        }
        (None, _) => view! { <p>{t(Key::BelongingNobody)}</p> }.into_any(),
    };
    view! {
        {led}
        <Acts city has_lead=profile.has_lead/>
        <Corrected fact=CityFact::Name/>
        <Corrected fact=CityFact::Other/>
        <Says profile/>
    }
}

/// What the reader is to the city, and can do.
#[component]
fn Acts(city: Shared, has_lead: bool) -> impl IntoView {
    let slug = city.with_value(|city| city.slug.clone());
    let standing = use_standing();
    move || {
        let own = standing.get();
        let open = own.as_ref().and_then(|standing| standing.open_in(&slug).cloned());
        let edits = own.as_ref().is_some_and(|standing| standing.decides(open.as_ref(), has_lead));
        let place = match &open {
            Some(open) => {
                let active = open.status == MembershipStatus::Active;
                let text = t(if active { Key::BelongingYours } else { Key::BelongingAsked });
                view! { <p>{text} " " <a href=address::memberships()>{t(Key::BelongingWhere)}</a></p> }.into_any()
            }
            None => ().into_any(),
        };
        let join = open
            .is_none()
            .then(|| view! { <Link rank=Rank::Primary href=address::join_city(&slug)>{t(Key::BelongingJoin)}</Link> });
        let claim = (open.is_none() && !has_lead)
            .then(|| view! { <Link rank=Rank::Plain href=address::claim_city(&slug)>{t(Key::BelongingClaim)}</Link> });
        let edit = edits
            .then(|| view! { <Link rank=Rank::Plain href=address::city_profile(&slug)>{t(Key::BelongingEdit)}</Link> });
        view! {
            {place}
            <p class="acts">{join} {claim} {edit}</p>
        }
    }
}

/// What the city says of itself; nothing before it has said anything.
#[component]
fn Says(profile: Arc<CityProfile>) -> impl IntoView {
    let vocabularies: Vocabularies = expect_context();
    let updated = profile.updated_at?;
    let stage = profile.stage.clone().map(|key| {
        let label = move || vocabularies.label(VocabularyName::RecoveryStages, &key);
        view! { <Fact term=t(Key::BelongingStage)>{label}</Fact> }
    });
    let keys = profile.priorities.clone();
    let priorities = (!keys.is_empty()).then(|| {
        let labels = move || enumeration(&vocabularies.labels(VocabularyName::PriorityThemes, &keys));
        view! { <Fact term=t(Key::BelongingPriorities)>{labels}</Fact> }
    });
    let contacts = profile.contacts.iter().cloned().map(contact).collect_view();
    let strategies = profile.strategies.iter().cloned().map(strategy).collect_view();
    let has_contacts = !profile.contacts.is_empty();
    let has_strategies = !profile.strategies.is_empty();
    let said = fill(Key::BelongingSaid, &[("day", &day(updated.timestamp_millis()))]);
    Some(view! {
        <h3>{t(Key::BelongingSays)}</h3>
        {profile.note.clone().map(|note| view! { <p class="said">{note}</p> })}
        <dl class="facts">
            {stage}
            {priorities}
            {has_contacts.then(|| view! { <Fact term=t(Key::BelongingContacts)><ul>{contacts}</ul></Fact> })}
            {has_strategies.then(|| view! { <Fact term=t(Key::BelongingStrategies)><ul>{strategies}</ul></Fact> })}
        </dl>
        <p class="small muted">{said}</p>
    })
}

fn contact(contact: CityContact) -> impl IntoView {
    let mail = contact
        .email
        .map(|email| view! { " " <a href=["mailto:", &email].concat() rel="external">{email.clone()}</a> });
    let site = contact.url.map(|url| view! { " " <SourceLink url/> });
    view! { <li>{contact.name} {mail} {site}</li> }
}

fn strategy(strategy: CityStrategy) -> impl IntoView {
    let year = strategy.year.map(|year| [", ", &year.to_string()].concat());
    view! { <li><SourceLink url=strategy.url name=strategy.title/> {year}</li> }
}

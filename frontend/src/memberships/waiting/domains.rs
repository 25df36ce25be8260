//! E-mail domains of organisations that wait to be verified: each is verified, or taken off.

use super::{Hall, Part, Said, waits};
use crate::address;
use crate::memberships::decide::Desk;
use crate::messages::{Key, day, fill, t};
use crate::parts::{Answer, Line, lines};
use crate::state::{Pages, api};
use domain::organisations::WaitingDomain;
use leptos::prelude::*;
use ui::{Button, Rank};

const SAID: Said = Said {
    title: Key::WaitingDomains,
    none: Key::WaitingDomainsNone,
    none_text: Key::WaitingDomainsNoneText,
    queue: Some(|waiting| waiting.email_domains),
};

pub(super) fn part(hall: Hall) -> impl IntoView {
    let client = api();
    let pages = Pages::new(
        move || Some(hall.news.get()),
        move |_, cursor: Option<String>| {
            let client = client.clone();
            Box::pin(
                async move { client.list_waiting_domains(None, cursor.as_deref()).await.map(|page| lines(page, line)) },
            )
        },
    );
    view! { <Part hall said=SAID pages/> }
}

/// Tells a domain from others of the page.
fn id_of(waiting: &WaitingDomain) -> String {
    [&waiting.organisation.slug, "-", &waiting.domain].concat()
}

fn line(waiting: WaitingDomain) -> Line {
    Line::of(id_of(&waiting), waiting, row)
}

fn row(waiting: WaitingDomain) -> AnyView {
    let desk: Desk = expect_context();
    let named = waiting.created_at.timestamp_millis();
    let mut facts = vec![waiting.organisation.name.clone(), fill(Key::WaitingAsked, &[("day", &day(named))])];
    facts.extend(waits(named));
    let (href, name) = (address::organisation(&waiting.organisation.slug), waiting.domain.clone());
    view! {
        <li class="row">
            <a class="row-name ids" href=href data-row="">{name}</a>
            <span class="row-facts">{facts.join(" · ")}</span>
            <Acts desk waiting/>
        </li>
    }
    .into_any()
}

/// The two buttons, or what was done.
#[component]
fn Acts(desk: Desk, waiting: WaitingDomain) -> impl IntoView {
    let outcome = RwSignal::new(None::<Key>);
    let place = ["outcome-", &id_of(&waiting)].concat();
    let named = |key| fill(Key::DecideNamed, &[("word", t(key)), ("title", &waiting.domain)]);
    let (verify_name, take_off_name) = (named(Key::DecideVerify), named(Key::WaitingTakeOff));
    let kept = StoredValue::new((waiting, place.clone()));
    let verify = move |()| {
        let (waiting, place) = kept.get_value();
        let title = waiting.domain.clone();
        let call = move |client: client::Client| -> Answer<()> {
            let waiting = waiting.clone();
            Box::pin(async move {
                let slug = &waiting.organisation.slug;
                client.create_domain_verification(slug, &waiting.domain).await.map(|_| ())
            })
        };
        desk.deed.run(call, move |()| desk.tell(outcome, Key::DecideAccepted, &title, place));
    };
    let take_off = move |()| {
        let (waiting, place) = kept.get_value();
        let title = waiting.domain.clone();
        let call = move |client: client::Client| -> Answer<()> {
            let waiting = waiting.clone();
            Box::pin(
                async move { client.delete_organisation_domain(&waiting.organisation.slug, &waiting.domain).await },
            )
        };
        desk.deed.run(call, move |()| desk.tell(outcome, Key::WaitingTakenOff, &title, place));
    };
    move || match outcome.get() {
        Some(key) => {
            view! { <p class="row-facts" id=place.clone() tabindex="-1"><strong>{t(key)}</strong></p> }.into_any()
        }
        None => {
            let (verify_name, take_off_name) = (verify_name.clone(), take_off_name.clone());
            let verifying = view! { <Button rank=Rank::Primary small=true name=verify_name on_press=verify>{t(Key::DecideVerify)}</Button> };
            let taking_off =
                view! { <Button small=true name=take_off_name on_press=take_off>{t(Key::WaitingTakeOff)}</Button> };
            view! { <span class="row-facts buttons">{verifying} {taking_off}</span> }.into_any()
        }
    }
}

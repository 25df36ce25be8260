//! Organisations that wait to be verified.

use super::{Hall, Part, Said, waits};
use crate::address;
use crate::memberships::decide::{Deciding, Desk, decide_organisation};
use crate::memberships::words;
use crate::messages::{Key, day, fill};
use crate::parts::{Line, SourceLink, lines};
use crate::state::{Pages, api};
use domain::organisations::{Organisation, OrganisationKind, OrganisationQuery, OrganisationStatus};
use leptos::prelude::*;
use ui::Badge;

const SAID: Said = Said {
    title: Key::WaitingOrganisations,
    none: Key::WaitingOrganisationsNone,
    none_text: Key::WaitingOrganisationsNoneText,
    queue: Some(|waiting| waiting.organisations),
};

pub(super) fn part(hall: Hall) -> impl IntoView {
    let client = api();
    let pages = Pages::new(
        move || Some(hall.news.get()),
        move |_, cursor| {
            let statuses = vec![OrganisationStatus::Pending];
            let (client, query) =
                (client.clone(), OrganisationQuery { statuses, cursor, ..OrganisationQuery::default() });
            Box::pin(async move { client.list_organisations(&query).await.map(|page| lines(page, line)) })
        },
    );
    view! { <Part hall said=SAID pages/> }
}

fn line(organisation: Organisation) -> Line {
    Line::of([&organisation.id.to_string(), "-", &organisation.version.to_string()].concat(), organisation, row)
}

fn row(organisation: Organisation) -> AnyView {
    let desk: Desk = expect_context();
    let (slug, name) = (organisation.slug.clone(), organisation.name.clone());
    let made = organisation.created_at.timestamp_millis();
    let mut facts =
        vec![organisation.partner_kind.map_or_else(|| words::kind(organisation.kind), words::partner).to_owned()];
    facts.push(fill(Key::WaitingAsked, &[("day", &day(made))]));
    facts.extend(waits(made));
    let website = organisation.website.clone().map(|url| view! { <span class="row-facts"><SourceLink url/></span> });
    let about = organisation.about.clone().map(|text| view! { <p class="row-facts said">{text}</p> });
    // That of a city is verified by the claim that made it.
    let acts = (organisation.kind != OrganisationKind::City).then(|| {
        let decide = decide_organisation(slug.clone());
        view! { <Deciding desk id=slug.clone() title=name.clone() yes=Key::DecideVerify decide/> }
    });
    view! {
        <li class="row">
            <a class="row-name" href=address::organisation(&slug) data-row="">{name}</a>
            <Badge label=words::verified(organisation.status)/>
            <span class="row-facts">{facts.join(" · ")}</span>
            {website}
            {about}
            {acts}
        </li>
    }
    .into_any()
}

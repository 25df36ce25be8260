//! All organisations.

use crate::address;
use crate::memberships::words;
use crate::messages::{Key, count, t};
use crate::parts::{Asked, Choice, Filters, Line, Listed, Parameters, Share, Source, Word, lines, options, use_page};
use domain::organisations::{Organisation, OrganisationKind, OrganisationQuery, OrganisationStatus};
use leptos::prelude::*;
use ui::{Badge, Link, Rank, Tone};

/// What an address of the list can hold.
const PARAMETERS: Parameters = Parameters {
    name: |parameter| match parameter {
        "q" => Some(t(Key::OrganisationsWords)),
        "kind" => Some(t(Key::OrganisationsKind)),
        _ => None,
    },
    path: address::organisations,
    all: Key::ListsShowAll,
};

/// The list.
const SOURCE: Source = Source {
    faults: |search| OrganisationQuery::parse(search).err().unwrap_or_default(),
    fetch: |client, search, cursor| {
        let query = OrganisationQuery::parse(&search).unwrap_or_default();
        let query = OrganisationQuery { limit: None, cursor, ..query };
        Box::pin(async move { client.list_organisations(&query).await.map(|page| lines(page, line)) })
    },
    parameters: PARAMETERS,
};

/// The page.
#[component]
pub(super) fn OrganisationsPage() -> impl IntoView {
    use_page(|| Some(t(Key::OrganisationsTitle).to_owned()));
    let asked = Asked::new(address::organisations, |path| path == address::organisations());
    let kinds = options(OrganisationKind::ALL, OrganisationKind::as_str, words::kind);
    view! {
        <div class="page narrow">
            <div class="head-row">
                <h1 tabindex="-1">{t(Key::OrganisationsTitle)}</h1>
                <Share title=t(Key::OrganisationsTitle).to_owned()/>
            </div>
            <p class="lede">{t(Key::OrganisationsLede)}</p>
            <p class="acts">
                <Link rank=Rank::Primary href=address::join()>{t(Key::MembershipsJoin)}</Link>
                <Link rank=Rank::Plain href=address::new_organisation()>{t(Key::OrganisationsMake)}</Link>
            </p>
            <Filters>
                <Word asked name="q" label=Key::OrganisationsWords follow=true/>
                <Choice asked name="kind" label=Key::OrganisationsKind options=kinds/>
            </Filters>
            <Listed asked source=SOURCE none=Key::OrganisationsNone none_text=Key::OrganisationsNoneText/>
        </div>
    }
}

fn line(organisation: Organisation) -> Line {
    Line::of([&organisation.id.to_string(), "-", &organisation.version.to_string()].concat(), organisation, row)
}

fn row(organisation: Organisation) -> AnyView {
    let people = count(Key::OrganisationsPeople, usize::try_from(organisation.members).unwrap_or_default());
    let kind = organisation.partner_kind.map_or_else(|| words::kind(organisation.kind), words::partner);
    let mut facts = vec![kind.to_owned(), people];
    facts.extend(organisation.demo.then(|| t(Key::PeopleDemo).to_owned()));
    let verified = organisation.status == OrganisationStatus::Verified;
    view! {
        <li class="row">
            <a class="row-name" href=address::organisation(&organisation.slug) data-row="">{organisation.name}</a>
            <Badge tone=if verified { Tone::Good } else { Tone::Info } label=words::verified(organisation.status)/>
            <span class="row-facts">{facts.join(" · ")}</span>
        </li>
    }
    .into_any()
}

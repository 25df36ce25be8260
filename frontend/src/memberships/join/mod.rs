//! Joining a city or an organisation: choosing it, asking, and what happens next.

mod ask;
mod choose;

use crate::address::{self, own_address, parameter, parts};
use crate::messages::{Key, fill, t};
use crate::missing::Missing;
use crate::parts::{Broken, Crumbs, Skeleton, use_new_heading, use_page};
use crate::state::{Remote, Stage, Who, api, identity, use_standing};
use ask::Asking;
use choose::Choose;
use client::{Client, Error};
use domain::memberships::{Membership, MembershipStatus};
use domain::organisations::OrganisationKind;
use domain::policy::MembershipRole;
use futures_util::future::try_join;
use leptos::prelude::*;
use ui::{Banner, Link, Rank};

/// What the address names.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Wanted {
    City(String),
    Organisation(String),
}

impl Wanted {
    fn of(search: &str) -> Option<Self> {
        let named = |name| Some(parameter(search, name)).filter(|slug| !slug.is_empty());
        named("city").map(Self::City).or_else(|| named("organisation").map(Self::Organisation))
    }
}

/// Where somebody wants to belong.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    name: String,
    kind: OrganisationKind,
    /// Slug of the city, where it is one.
    city: Option<String>,
    /// Slug of the organisation, where there is one.
    organisation: Option<String>,
    has_lead: bool,
}

impl Place {
    /// Its page.
    fn href(&self) -> String {
        match (&self.city, &self.organisation) {
            (Some(city), _) => address::city(city),
            (None, Some(slug)) => address::organisation(slug),
            (None, None) => address::organisations(),
        }
    }

    /// What people of it are who do not lead it.
    const fn member_role(&self) -> MembershipRole {
        match self.kind {
            OrganisationKind::City => MembershipRole::Practitioner,
            OrganisationKind::Partner | OrganisationKind::Network => MembershipRole::Representative,
        }
    }
}

async fn find(client: &Client, wanted: Wanted) -> Result<Place, Error> {
    match wanted {
        Wanted::City(slug) => {
            let (city, profile) = try_join(client.get_city(&slug), client.get_city_profile(&slug)).await?;
            let organisation = profile.organisation.map(|organisation| organisation.slug);
            let (name, kind, has_lead) = (city.name, OrganisationKind::City, profile.has_lead);
            Ok(Place { name, kind, city: Some(city.slug), organisation, has_lead })
        }
        Wanted::Organisation(slug) => {
            let found = client.get_organisation(&slug).await?;
            let (name, kind, has_lead) = (found.name, found.kind, found.has_lead);
            Ok(Place { name, kind, city: found.city, organisation: Some(found.slug), has_lead })
        }
    }
}

/// The page.
#[component]
pub(super) fn JoinPage() -> impl IntoView {
    let own = own_address(|path| path == address::join());
    let wanted = Memo::new(move |_| own.with(|own| Wanted::of(parts(own).1)));
    let lead = Memo::new(move |_| own.with(|own| parameter(parts(own).1, "as") == "lead"));
    let client = api();
    let place = Remote::new(
        move || wanted.get(),
        move |wanted| {
            let client = client.clone();
            async move { find(&client, wanted).await }
        },
    );
    let is_missing = Memo::new(move |_| place.error().is_some_and(|error| matches!(error.status(), Some(400 | 404))));
    move || {
        if wanted.with(Option::is_none) {
            return view! { <Choose/> }.into_any();
        }
        if is_missing.get() {
            return view! { <Missing/> }.into_any();
        }
        match (place.stage(), place.get().filter(|place| wanted.with(|wanted| is_it(place, wanted.as_ref())))) {
            (Stage::Ready, Some(place)) => view! { <Joining place lead=lead.get_untracked()/> }.into_any(),
            (Stage::Failed, _) => {
                let error = Signal::derive(move || place.error());
                view! { <Broken title=Key::JoinTitle error retry=move || place.retry()/> }.into_any()
            }
            _ => view! { <div class="page narrow"><Skeleton lines=5 heading=true/></div> }.into_any(),
        }
    }
}

/// Whether it is what the address names now: the place before it still stands while the next one is on its way.
fn is_it(place: &Place, wanted: Option<&Wanted>) -> bool {
    match wanted {
        Some(Wanted::City(slug)) => place.city.as_ref() == Some(slug),
        Some(Wanted::Organisation(slug)) => place.organisation.as_ref() == Some(slug),
        None => false,
    }
}

#[component]
fn Joining(place: Place, lead: bool) -> impl IntoView {
    let done = RwSignal::new(None::<Membership>);
    let place = StoredValue::new(place);
    move || match done.get() {
        Some(membership) => view! { <Joined place membership/> }.into_any(),
        None => view! { <Frame place lead done/> }.into_any(),
    }
}

#[component]
fn Frame(place: StoredValue<Place>, lead: bool, done: RwSignal<Option<Membership>>) -> impl IntoView {
    let title = place.with_value(|place| fill(Key::JoinPlace, &[("name", &place.name)]));
    let shown = title.clone();
    use_page(move || Some(title.clone()));
    use_new_heading();
    let (identity, standing) = (identity(), use_standing());
    let who = Memo::new(move |_| match identity.who() {
        Who::Visitor => Some(false),
        Who::Somebody(_) => Some(true),
        Who::Unknown => None,
    });
    let decides =
        t(if place.with_value(|place| place.has_lead) { Key::JoinLeadDecides } else { Key::JoinNetworkDecides });
    let content = move || match (who.get(), standing.stage()) {
        (Some(false), _) => view! { <Door/> }.into_any(),
        (Some(true), Stage::Failed) => {
            let error = Signal::derive(move || standing.error());
            view! { <crate::parts::Failure error retry=move || standing.retry()/> }.into_any()
        }
        (Some(true), Stage::Ready) => match standing.get() {
            Some(standing) => view! { <Asking place standing lead done/> }.into_any(),
            None => ().into_any(),
        },
        _ => view! { <Skeleton lines=4/> }.into_any(),
    };
    let above = vec![
        (address::join(), t(Key::JoinOther).to_owned()),
        (place.with_value(Place::href), place.with_value(|place| place.name.clone())),
    ];
    view! {
        <div class="page narrow">
            <Crumbs above here=shown.clone()/>
            <h1 tabindex="-1">{shown}</h1>
            <p class="lede">{decides}</p>
            {content}
        </div>
    }
}

/// Who has not signed in goes to do so, and comes back.
#[component]
fn Door() -> impl IntoView {
    let here = crate::browser::path_and_query();
    view! {
        <Banner word=t(Key::NoteWord)><p>{t(Key::JoinSignInFirst)}</p></Banner>
        <p class="acts">
            <Link rank=Rank::Primary href=address::sign_in_to(&here)>{t(Key::NavSignIn)}</Link>
            <Link rank=Rank::Plain href=address::register_to(&here)>{t(Key::JoinRegister)}</Link>
        </p>
    }
}

/// What happens next.
#[component]
fn Joined(place: StoredValue<Place>, membership: Membership) -> impl IntoView {
    let place = place.get_value();
    let name = place.name.clone();
    let with_name = move |key| fill(key, &[("name", &name)]);
    let (title, text) = match (membership.status, membership.role) {
        (MembershipStatus::Active, _) => (with_name(Key::JoinedActive), with_name(Key::JoinedActiveText)),
        (_, MembershipRole::Lead) => (t(Key::JoinedClaimed).to_owned(), with_name(Key::JoinedNetworkDecides)),
        _ if place.has_lead => (t(Key::JoinedRequested).to_owned(), with_name(Key::JoinedLeadDecides)),
        _ => (t(Key::JoinedRequested).to_owned(), with_name(Key::JoinedNetworkDecides)),
    };
    let shown = title.clone();
    use_page(move || Some(title.clone()));
    use_new_heading();
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{shown}</h1>
            <p class="lede">{text}</p>
            <p class="acts">
                <Link rank=Rank::Primary href=address::memberships()>{t(Key::JoinSee)}</Link>
                <Link rank=Rank::Plain href=place.href()>{place.name.clone()}</Link>
            </p>
        </div>
    }
}

//! A person as they show themselves to everyone.

use crate::address::{self, own_address, parts};
use crate::messages::{Key, clock_in, enumeration, fill, language_name, t};
use crate::parts::{Broken, Fact, Share, Skeleton, use_page};
use crate::state::{Remote, Stage, api, identity};
use client::{Client, Error};
use domain::identity::PublicProfile;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use ui::{Link, Tag};

/// The address of the page of a person.
pub(crate) fn address_of(id: &str) -> String {
    address::page("people/") + id
}

/// The page's chunk.
pub(crate) struct PersonRoute;

#[lazy_route]
impl LazyRoute for PersonRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <PersonPage/> }.into_any()
    }
}

#[component]
fn PersonPage() -> impl IntoView {
    let own = own_address(|path| path.starts_with(&address_of("")));
    let id = Memo::new(move |_| {
        own.with(|own| parts(own).0.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned())
    });
    let client = api();
    let found = Remote::new(
        move || Some(id.get()),
        move |id| {
            let client = client.clone();
            async move { find(&client, &id).await }
        },
    );
    let identity = identity();
    let is_own = Memo::new(move |_| identity.account().is_some_and(|account| account.id.to_string() == id.get()));
    move || match (found.stage(), found.get()) {
        (Stage::Ready, Some(Some(person))) => view! { <Shown person is_own/> }.into_any(),
        (Stage::Ready, _) => view! { <Nothing is_own/> }.into_any(),
        (Stage::Failed, _) => {
            let error = Signal::derive(move || found.error());
            view! { <Broken title=Key::ShownTitle error retry=move || found.retry()/> }.into_any()
        }
        (Stage::Pending, _) => view! { <div class="page narrow"><Skeleton lines=5/></div> }.into_any(),
    }
}

/// What a person shows; `None` where that is nothing.
async fn find(client: &Client, id: &str) -> Result<Option<PublicProfile>, Error> {
    let Ok(id) = id.parse() else { return Ok(None) };
    match client.get_person(id).await {
        Err(error) if error.status() == Some(404) => Ok(None),
        answer => answer.map(Some),
    }
}

#[component]
fn Shown(person: PublicProfile, is_own: Memo<bool>) -> impl IntoView {
    let PublicProfile { name, demo, work_role, languages, time_zone, skills, .. } = person;
    let (title, shared) = (name.clone(), name.clone());
    use_page(move || Some(title.clone()));
    let spoken: Vec<String> = languages.iter().map(|tag| language_name(tag)).collect();
    let fact = |term: Key, text: String| view! { <Fact term=t(term)>{text}</Fact> };
    let known = (!skills.is_empty()).then(|| {
        let tags = skills.into_iter().map(|skill| view! { <Tag label=skill/> " " }).collect_view();
        view! { <Fact term=t(Key::ShownSkills)>{tags}</Fact> }
    });
    view! {
        <div class="page narrow">
            <div class="head-row">
                <h1 tabindex="-1">{name}</h1>
                <Share title=shared/>
            </div>
            {demo.then(|| view! { <p><Tag label=t(Key::ShownDemo)/></p> })}
            {move || is_own.get().then(|| view! { <Own text=Key::ShownOwn/> })}
            <dl class="facts">
                {work_role.map(|role| fact(Key::ShownWork, role))}
                {(!spoken.is_empty()).then(|| fact(Key::ShownLanguages, enumeration(&spoken)))}
                {time_zone.map(|zone| fact(Key::ShownZone, with_clock(&zone)))}
                {known}
            </dl>
        </div>
    }
}

/// A time zone with what the clock shows there now, where the browser knows it.
fn with_clock(zone: &str) -> String {
    let name = zone.replace('_', " ");
    match clock_in(zone) {
        Some(clock) => fill(Key::ShownNow, &[("zone", &name), ("clock", &clock)]),
        None => name,
    }
}

/// Whoever looks at their own page hears so, and where to change it.
#[component]
fn Own(text: Key) -> impl IntoView {
    view! { <p class="lede">{t(text)} " " <Link href=address::account()>{t(Key::ShownChange)}</Link></p> }
}

#[component]
fn Nothing(is_own: Memo<bool>) -> impl IntoView {
    use_page(|| Some(t(Key::ShownNothing).to_owned()));
    let why = move || match is_own.get() {
        true => view! { <Own text=Key::ShownOwnNothing/> }.into_any(),
        false => view! { <p class="lede">{t(Key::ShownNothingText)}</p> }.into_any(),
    };
    view! { <div class="page narrow"><h1 tabindex="-1">{t(Key::ShownNothing)}</h1>{why}</div> }
}

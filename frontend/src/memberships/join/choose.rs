//! Choosing a city or an organisation while one types.

use crate::address;
use crate::memberships::words;
use crate::messages::{Key, count, t};
use crate::parts::{Load, Skeleton, use_page};
use crate::shell::Announcer;
use crate::state::{Debounce, Remote, api};
use client::{Client, Error};
use domain::cities::{CityFilter, CityQuery, CitySummary};
use domain::organisations::{Organisation, OrganisationKind, OrganisationQuery};
use futures_util::future::try_join;
use leptos::prelude::*;
use ui::{Empty, Field, Link, Rank, TextInput, Value};

/// Most of each kind that are shown: whoever wants another one types more of its name.
const MOST: u32 = 8;

/// What was found: cities, and organisations that are none.
type Found = (Vec<CitySummary>, Vec<Organisation>);

async fn find(client: &Client, words: String) -> Result<Found, Error> {
    let q = Some(words).filter(|words| !words.is_empty());
    let filter = CityFilter { q: q.clone(), ..CityFilter::default() };
    let cities = CityQuery { filter, limit: Some(MOST), ..CityQuery::default() };
    let organisations = OrganisationQuery { q, limit: Some(MOST), ..OrganisationQuery::default() };
    let (cities, organisations) =
        try_join(client.list_cities(&cities), client.list_organisations(&organisations)).await?;
    // That of a city is found as the city.
    let others = organisations.items.into_iter().filter(|one| one.kind != OrganisationKind::City);
    Ok((cities.items, others.collect()))
}

/// The page as long as nothing is chosen.
#[component]
pub(super) fn Choose() -> impl IntoView {
    use_page(|| Some(t(Key::JoinTitle).to_owned()));
    let (typed, asked) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (debounce, announcer) = (Debounce::new(), expect_context::<Announcer>());
    let client = api();
    let found = Remote::new(
        move || Some(asked.get()),
        move |words| {
            let client = client.clone();
            async move { find(&client, words).await }
        },
    );
    Effect::new(move |_| {
        let n = found.with(|(cities, organisations)| cities.len() + organisations.len());
        if let Some(n) = n.filter(|_| asked.with_untracked(|asked| !asked.is_empty())) {
            announcer.say(count(Key::JoinFound, n));
        }
    });
    let value = Value::new(typed, move |text: String| {
        typed.set(text);
        debounce.run(move || asked.set(typed.get_untracked().trim().to_owned()));
    });
    let field = Field::new("join-words", t(Key::JoinWords)).hint(t(Key::JoinWordsHint));
    let busy = move || found.is_busy().to_string();
    let found = view! { <Load remote=found skeleton=|| view! { <Skeleton lines=6 rows=true/> } show/> };
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{t(Key::JoinTitle)}</h1>
            <p class="lede">{t(Key::JoinLede)}</p>
            <form class="form words" on:submit=move |event: web_sys::SubmitEvent| event.prevent_default()>
                <TextInput field value kind="search" most=100_usize/>
            </form>
            <div aria-busy=busy>{found}</div>
            <p class="acts">
                <Link rank=Rank::Plain href=address::propose()>{t(Key::JoinMissing)}</Link>
                <Link rank=Rank::Plain href=address::new_organisation()>{t(Key::JoinNew)}</Link>
            </p>
        </div>
    }
}

fn show((cities, organisations): Found) -> AnyView {
    if cities.is_empty() && organisations.is_empty() {
        return view! { <Empty title=t(Key::JoinNothing)><p>{t(Key::JoinNothingText)}</p></Empty> }.into_any();
    }
    let cities = cities.into_iter().map(|city| (address::join_city(&city.slug), city.name, city.country_name));
    let others = organisations.into_iter().map(|one| {
        let what = one.partner_kind.map_or_else(|| words::kind(one.kind), words::partner);
        (address::join_organisation(&one.slug), one.name, what.to_owned())
    });
    view! {
        <Group title=Key::JoinCities links=cities.collect()/>
        <Group title=Key::JoinOrganisations links=others.collect()/>
    }
    .into_any()
}

/// One kind of places: address, name and what tells it from others of the name.
#[component]
fn Group(title: Key, links: Vec<(String, String, String)>) -> impl IntoView {
    (!links.is_empty()).then(|| {
        let rows = links.into_iter().map(|(href, name, rest)| {
            view! {
                <li class="row">
                    <a class="row-name" href=href data-row="">{name}</a>
                    <span class="row-facts">{rest}</span>
                </li>
            }
        });
        view! {
            <h2>{t(title)}</h2>
            <ul class="rows">{rows.collect_view()}</ul>
        }
    })
}

//! The page that somebody opens every morning: what is next, what changed, one's city.

mod changes;
mod desk;
mod glance;
mod next;

use crate::messages::{Key, fill, hour, t};
use crate::parts::{Entered, Failure, Skeleton, use_page};
use crate::saved_searches::Told;
use crate::state::{Remote, Stage, Standing, api, follow_decisions, identity, leads, use_standing};
use changes::Changes;
use client::{Client, Error};
use domain::cities::{City, CityProfile, SimilarCities, SimilarQuery};
use futures_util::future::try_join3;
use glance::{Glance, Like};
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use next::Next;
use std::sync::Arc;

/// The page's chunk.
pub(crate) struct HomeRoute;

#[lazy_route]
impl LazyRoute for HomeRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <Entered show=|| view! { <Home/> }.into_any()/> }.into_any()
    }
}

/// One's city, with what it says of itself and the cities that are like it.
#[derive(Debug, Clone, PartialEq)]
struct Own {
    city: City,
    profile: CityProfile,
    similar: SimilarCities,
}

async fn own(client: &Client, slug: &str) -> Result<Arc<Own>, Error> {
    let query = SimilarQuery { limit: 5, ..SimilarQuery::default() };
    let (city, profile, similar) =
        try_join3(client.get_city(slug), client.get_city_profile(slug), client.list_similar_cities(slug, &query))
            .await?;
    Ok(Arc::new(Own { city, profile, similar }))
}

#[component]
fn Home() -> impl IntoView {
    use_page(|| Some(t(Key::HomeTitle).to_owned()));
    let (standing, client) = (use_standing(), api());
    follow_decisions(move || standing.retry());
    let city = Memo::new(move |_| standing.with(|standing| standing.city().map(|(slug, _)| slug)).flatten());
    let own = Remote::new(
        move || city.get(),
        move |slug| {
            let client = client.clone();
            async move { own(&client, &slug).await }
        },
    );
    let content = move || match (standing.stage(), standing.get()) {
        (Stage::Ready, Some(standing)) => view! { <Content standing own has_city=city.get().is_some()/> }.into_any(),
        (Stage::Failed, _) => {
            let error = Signal::derive(move || standing.error());
            view! { <Failure error retry=move || standing.retry()/> }.into_any()
        }
        _ => view! { <Skeleton lines=6 rows=true/> }.into_any(),
    };
    view! {
        <div class="page">
            <h1 tabindex="-1">{greeting}</h1>
            {content}
        </div>
    }
}

fn greeting() -> String {
    let greeting = t(match hour() {
        4..=11 => Key::HomeMorning,
        12..=17 => Key::HomeAfternoon,
        _ => Key::HomeEvening,
    });
    let name = identity().account().map(|account| account.name.clone());
    name.map_or_else(|| greeting.to_owned(), |name| fill(Key::HomeGreeting, &[("greeting", greeting), ("name", &name)]))
}

/// Whether somebody leads the city, and so can invite others to it.
fn leads_in(standing: &Standing, own: &Own) -> bool {
    standing.open_in(&own.city.slug).is_some_and(leads)
}

#[component]
fn Content(standing: Arc<Standing>, own: Remote<Arc<Own>>, has_city: bool) -> impl IntoView {
    let found = move || own.get();
    let failure = Signal::derive(move || own.error());
    let aside = move || {
        found().map(|own| {
            view! {
                <Glance own=Arc::clone(&own)/>
                <Like own/>
            }
        })
    };
    let pending = move || (has_city && own.stage() == Stage::Pending).then(|| view! { <Skeleton lines=4 rows=true/> });
    view! {
        <div class="home">
            <div class="home-main">
                <Next standing=Arc::clone(&standing) own/>
                <Told/>
                <Failure error=failure retry=move || own.retry()/>
                {move || found().map(|own| view! { <Changes leads=leads_in(&standing, &own) own/> })}
                {pending}
            </div>
            <div class="home-side">{aside}</div>
        </div>
    }
}

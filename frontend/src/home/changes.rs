//! What is new in one's city and in cities like it, newest first.

use super::Own;
use crate::address;
use crate::messages::{Key, day, fill, t};
use crate::parts::{Load, Skeleton};
use crate::state::{Remote, api};
use client::{Client, Error};
use domain::cities::CityProfile;
use futures_util::future::try_join_all;
use leptos::prelude::*;
use std::sync::Arc;
use ui::Tag;

/// Something that happened to a city.
#[derive(Debug, Clone, PartialEq, Eq)]
struct News {
    /// Milliseconds since 1970.
    at: i64,
    said: Key,
    city: String,
    slug: String,
    own: bool,
}

/// What a city says of itself, and its name.
async fn profiles(client: &Client, own: &Own) -> Result<Vec<(String, CityProfile)>, Error> {
    let others = own.similar.items.iter().map(|other| async {
        client.get_city_profile(&other.city.slug).await.map(|profile| (other.city.name.clone(), profile))
    });
    try_join_all(others).await
}

fn news(own: &Own, others: Vec<(String, CityProfile)>) -> Vec<News> {
    let of = |name: String, profile: CityProfile, own: bool| {
        let at = profile.updated_at?.timestamp_millis();
        Some(News { at, said: Key::ChangeSaid, city: name, slug: profile.city, own })
    };
    let data = News {
        at: own.city.updated_at.timestamp_millis(),
        said: Key::ChangeData,
        city: own.city.name.clone(),
        slug: own.city.slug.clone(),
        own: true,
    };
    let mut news: Vec<News> = others.into_iter().filter_map(|(name, profile)| of(name, profile, false)).collect();
    news.extend(of(own.city.name.clone(), own.profile.clone(), true));
    news.push(data);
    news.sort_by_key(|news| std::cmp::Reverse(news.at));
    news
}

#[component]
pub(super) fn Changes(own: Arc<Own>) -> impl IntoView {
    let client = api();
    let found = Remote::new(
        || Some(()),
        move |()| {
            let (client, own) = (client.clone(), Arc::clone(&own));
            async move { profiles(&client, &own).await.map(|others| news(&own, others)) }
        },
    );
    let show = |news: Vec<News>| {
        let row = |news: News| {
            view! {
                <li class="row">
                    <a class="row-name" href=address::city(&news.slug) data-row="">{fill(news.said, &[("city", &news.city)])}</a>
                    <Tag pillar=if news.own { "harbour" } else { "" } label=t(if news.own { Key::ChangeOwn } else { Key::ChangeLike })/>
                    <span class="row-facts">{day(news.at)}</span>
                </li>
            }
        };
        view! { <ol class="rows">{news.into_iter().map(row).collect_view()}</ol> }.into_any()
    };
    view! {
        <section aria-labelledby="changed-title">
            <h2 id="changed-title">{t(Key::HomeChanged)}</h2>
            <Load remote=found skeleton=|| view! { <Skeleton lines=3 rows=true/> }.into_any() show/>
        </section>
    }
}

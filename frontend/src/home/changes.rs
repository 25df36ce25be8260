//! What is new in one's city and in cities like it, newest first. What was there from the beginning is no news.

use super::Own;
use crate::address;
use crate::messages::{Key, day, fill, t};
use crate::parts::{Load, Skeleton};
use crate::state::{Remote, api};
use client::{Client, Error};
use domain::cities::CityProfile;
use futures_util::future::{join_all, try_join_all};
use leptos::prelude::*;
use std::sync::Arc;
use ui::{Empty, Link, Rank, Tag};

/// So much is told; what is older is no news any more.
const MOST: usize = 10;

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

/// What is known of a city's changes.
struct Known {
    name: String,
    own: bool,
    /// Counts the changes of its facts; the first is how it came here.
    version: i64,
    updated_at: i64,
    profile: CityProfile,
    /// When its organisation came to the platform. Moments are milliseconds since 1970.
    joined: Option<i64>,
}

/// One's own city and those that are like it.
async fn known(client: &Client, own: &Own) -> Result<Vec<Known>, Error> {
    let others = own.similar.items.iter().map(|other| async {
        client.get_city_profile(&other.city.slug).await.map(|profile| Known {
            name: other.city.name.clone(),
            own: false,
            version: other.city.version,
            updated_at: other.city.updated_at.timestamp_millis(),
            profile,
            joined: None,
        })
    });
    let mut all = try_join_all(others).await?;
    all.push(Known {
        name: own.city.name.clone(),
        own: true,
        version: own.city.version,
        updated_at: own.city.updated_at.timestamp_millis(),
        profile: own.profile.clone(),
        joined: None,
    });
    let joined = join_all(all.iter().map(|city| joined(client, &city.profile))).await;
    for (city, joined) in all.iter_mut().zip(joined) {
        city.joined = joined;
    }
    Ok(all)
}

/// When the organisation of a city came here. The rest of the news does without it.
async fn joined(client: &Client, profile: &CityProfile) -> Option<i64> {
    let organisation = profile.organisation.as_ref()?;
    let organisation = client.get_organisation(&organisation.slug).await.ok()?;
    Some(organisation.created_at.timestamp_millis())
}

/// What happened to the cities, newest first.
fn news(known: &[Known]) -> Vec<News> {
    let mut news: Vec<News> = known.iter().flat_map(news_of).collect();
    news.sort_by_key(|news| std::cmp::Reverse(news.at));
    news.truncate(MOST);
    news
}

fn news_of(known: &Known) -> Vec<News> {
    let profile = &known.profile;
    let came = if profile.has_lead { Key::ChangeLed } else { Key::ChangeJoined };
    let corrected = profile.corrections.iter().map(|one| one.decided_at.timestamp_millis()).max();
    let happened = [
        (Key::ChangeSaid, profile.updated_at.map(|at| at.timestamp_millis())),
        (Key::ChangeData, Some(known.updated_at).filter(|_| known.version > 1)),
        (Key::ChangeCorrected, corrected),
        (came, known.joined),
    ];
    let some = happened.into_iter().filter_map(|(said, at)| {
        let (city, slug) = (known.name.clone(), profile.city.clone());
        at.map(|at| News { at, said, city, slug, own: known.own })
    });
    some.collect()
}

#[component]
pub(super) fn Changes(own: Arc<Own>, leads: bool) -> impl IntoView {
    let (client, asked) = (api(), Arc::clone(&own));
    let found = Remote::new(
        || Some(()),
        move |()| {
            let (client, own) = (client.clone(), Arc::clone(&asked));
            async move { known(&client, &own).await.map(|known| news(&known)) }
        },
    );
    let show = move |news: Vec<News>| {
        if news.is_empty() {
            return view! { <Quiet own=Arc::clone(&own) leads/> }.into_any();
        }
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

/// Nothing has happened yet: what makes something happen.
#[component]
fn Quiet(own: Arc<Own>, leads: bool) -> impl IntoView {
    let (slug, name) = (own.city.slug.clone(), own.city.name.clone());
    let invite = own.profile.organisation.as_ref().filter(|_| leads).map(|organisation| {
        view! { <Link rank=Rank::Plain small=true href=address::organisation(&organisation.slug)>{t(Key::ChangeInvite)}</Link> }
    });
    let compare = own.similar.items.first().map(|other| {
        let href = address::compare_with(&[&slug, &other.city.slug]);
        let words = fill(Key::NextCompare, &[("city", &name), ("other", &other.city.name)]);
        view! { <Link rank=Rank::Plain small=true href=href>{words}</Link> }
    });
    let text = fill(Key::ChangeNoneText, &[("city", &name)]);
    let (report, href) = (fill(Key::ChangeReport, &[("city", &name)]), address::report(&slug));
    view! {
        <Empty title=t(Key::ChangeNone)>
            <p>{text}</p>
            <p class="acts">{invite} {compare} <Link rank=Rank::Plain small=true href=href>{report}</Link></p>
        </Empty>
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, Known, news};
    use domain::cities::CityProfile;
    use serde_json::json;

    fn known(version: i64, said: Option<&str>) -> Known {
        let profile: CityProfile = serde_json::from_value(json!({
            "city_id": "01890a5d-ac96-774b-bcce-b302099a8057", "city": "accra", "organisation": null, "has_lead": false,
            "stage": null, "priorities": [], "note": null, "contacts": [], "strategies": [], "corrections": [],
            "origin": null, "version": 0, "updated_at": said
        }))
        .unwrap();
        Known { name: "Accra".to_owned(), own: false, version, updated_at: 1, profile, joined: None }
    }

    #[test]
    fn how_a_city_came_here_is_no_news() {
        assert!(news(&[known(1, None)]).is_empty());
        let both = news(&[known(2, None), known(1, Some("2026-11-21T08:00:00Z"))]);
        assert_eq!(both.iter().map(|news| news.said).collect::<Vec<_>>(), [Key::ChangeSaid, Key::ChangeData]);
    }
}

//! What a city says of itself, changed by who leads it.

mod draft;
mod entries;

use crate::address::{self, city_slug, own_address, parts};
use crate::messages::{Key, fill, t};
use crate::missing::Missing;
use crate::parts::{Broken, Crumbs, Entered, Skeleton, use_page};
use crate::state::{Remote, Stage, Standing, api, use_standing};
use domain::cities::{City, CityProfile};
use draft::Editing;
use futures_util::future::try_join;
use leptos::prelude::*;
use std::sync::Arc;
use ui::{Empty, Link, Rank};

/// The page.
#[component]
pub(super) fn ProfilePage() -> impl IntoView {
    view! { <Entered show=|| view! { <Found/> }.into_any()/> }
}

/// Whether a path is this page for some city.
fn is_profile_page(path: &str) -> bool {
    city_slug(path).is_some_and(|slug| path == address::city_profile(slug))
}

#[component]
fn Found() -> impl IntoView {
    let own = own_address(is_profile_page);
    let slug = Memo::new(move |_| own.with(|own| city_slug(parts(own).0).unwrap_or_default().to_owned()));
    let client = api();
    let found = Remote::new(
        move || Some(slug.get()),
        move |slug| {
            let client = client.clone();
            async move { try_join(client.get_city(&slug), client.get_city_profile(&slug)).await.map(Arc::new) }
        },
    );
    let standing = use_standing();
    let is_missing = Memo::new(move |_| found.error().is_some_and(|error| matches!(error.status(), Some(400 | 404))));
    move || {
        if is_missing.get() {
            return view! { <Missing/> }.into_any();
        }
        match (found.stage(), found.get(), standing.get()) {
            (Stage::Ready, Some(found), Some(standing)) => view! { <Shown found standing/> }.into_any(),
            (Stage::Failed, ..) => {
                let error = Signal::derive(move || found.error());
                view! { <Broken title=Key::NavCities error retry=move || found.retry()/> }.into_any()
            }
            _ if standing.stage() == Stage::Failed => {
                let error = Signal::derive(move || standing.error());
                view! { <Broken title=Key::NavCities error retry=move || standing.retry()/> }.into_any()
            }
            _ => view! { <div class="page narrow"><Skeleton lines=9 heading=true/></div> }.into_any(),
        }
    }
}

#[component]
fn Shown(found: Arc<(City, CityProfile)>, standing: Arc<Standing>) -> impl IntoView {
    let (city, profile) = found.as_ref().clone();
    let title = fill(Key::CityProfileTitle, &[("city", &city.name)]);
    let shown = title.clone();
    use_page(move || Some(title.clone()));
    let may = standing.decides(standing.open_in(&city.slug), profile.has_lead);
    let content = if may {
        view! { <Editing profile/> }.into_any()
    } else {
        let (href, name) = (address::city(&city.slug), city.name.clone());
        view! {
            <Empty title=t(Key::CityProfileNotYours)>
                <Link rank=Rank::Plain href=href>{name}</Link>
            </Empty>
        }
        .into_any()
    };
    let above = vec![(address::cities(), t(Key::NavCities).to_owned()), (address::city(&city.slug), city.name.clone())];
    view! {
        <div class="page narrow">
            <Crumbs above here=t(Key::CityProfileCrumb)/>
            <h1 tabindex="-1">{shown}</h1>
            <p class="lede">{t(Key::CityProfileLede)}</p>
            {content}
        </div>
    }
}

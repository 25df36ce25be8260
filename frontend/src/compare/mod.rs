//! Two to four cities side by side: what they are like and what they face, for learning and never for a score.

mod add;
mod faces;
mod facts;

use crate::address::{self, own_address, parameter, parts};
use crate::messages::{Key, enumeration, fill, t};
use crate::parts::{Load, Share, Skeleton, use_page};
use crate::state::{Remote, api};
use add::{Add, Suggestions};
use client::{Client, Error};
use domain::cities::City;
use faces::Faces;
use facts::Facts;
use futures_util::future::join_all;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use std::sync::Arc;
use ui::{Banner, Empty, Link, Rank, Tone};

/// The page's chunk.
pub(crate) struct CompareRoute;

#[lazy_route]
impl LazyRoute for CompareRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <Compare/> }.into_any()
    }
}

/// More would not fit side by side.
const MOST: usize = 4;
/// So many words of an address are looked up: some may name no city.
const ASKED: usize = 8;

/// The cities that were found, and the words that name none.
#[derive(Debug, Clone, PartialEq)]
struct Found {
    cities: Vec<Arc<City>>,
    unknown: Vec<String>,
}

async fn find(client: &Client, slugs: Vec<String>) -> Result<Found, Error> {
    let asked = slugs.iter().map(|slug| client.get_city(slug));
    let mut found = Found { cities: Vec::new(), unknown: Vec::new() };
    for (slug, answer) in slugs.iter().zip(join_all(asked).await) {
        match answer {
            Ok(city) => found.cities.push(Arc::new(city)),
            Err(error) if matches!(error.status(), Some(400 | 404)) => found.unknown.push(slug.clone()),
            Err(error) => return Err(error),
        }
    }
    found.cities.truncate(MOST);
    Ok(found)
}

/// The slugs of a list set apart by commas, each once, in its order.
fn slugs(list: &str) -> Vec<String> {
    let mut slugs: Vec<String> = Vec::new();
    for slug in list.split(',').map(|slug| slug.trim().to_lowercase()) {
        if !slug.is_empty() && !slugs.contains(&slug) && slugs.len() < ASKED {
            slugs.push(slug);
        }
    }
    slugs
}

/// The address of these cities.
fn href(slugs: &[String]) -> String {
    if slugs.is_empty() {
        return address::compare();
    }
    address::compare_with(&slugs.iter().map(String::as_str).collect::<Vec<_>>())
}

#[component]
fn Compare() -> impl IntoView {
    use_page(|| Some(t(Key::CompareTitle).to_owned()));
    let own = own_address(|path| path == address::compare());
    let slugs = Memo::new(move |_| own.with(|own| slugs(&parameter(parts(own).1, "cities"))));
    let client = api();
    let found = Remote::new(
        move || Some(slugs.get()),
        move |slugs| {
            let client = client.clone();
            async move { find(&client, slugs).await }
        },
    );
    // What names no city takes no place.
    let known = Memo::new(move |_| {
        let unknown = found.with(|found| found.unknown.clone()).unwrap_or_default();
        slugs.with(|slugs| slugs.iter().filter(|slug| !unknown.contains(slug)).take(MOST).cloned().collect::<Vec<_>>())
    });
    let show = move |found: Found| shown(found);
    view! {
        <div class="page compare">
            <div class="head-row">
                <h1 tabindex="-1">{t(Key::CompareTitle)}</h1>
                <Share title=t(Key::CompareTitle).to_owned()/>
            </div>
            <p class="lede">{t(Key::CompareLede)}</p>
            <Add slugs=known found/>
            <div aria-busy=move || found.is_busy().to_string()>
                <Load remote=found skeleton=|| view! { <Skeleton lines=6 rows=true/> }.into_any() show/>
            </div>
        </div>
    }
}

fn shown(found: Found) -> AnyView {
    let odd = (!found.unknown.is_empty()).then(|| {
        let text = fill(Key::CompareOddText, &[("words", &enumeration(&found.unknown))]);
        let rest = href(&found.cities.iter().map(|city| city.slug.clone()).collect::<Vec<_>>());
        view! {
            <Banner tone=Tone::Warn word=t(Key::CompareOdd)>
                <p>{text}</p>
                <p class="acts"><Link rank=Rank::Plain small=true href=rest>{t(Key::CompareOddOut)}</Link></p>
            </Banner>
        }
    });
    let cities = found.cities;
    let content = match cities.as_slice() {
        [] => view! { <Empty title=t(Key::CompareNone)><p>{t(Key::CompareNoneText)}</p></Empty> }.into_any(),
        [one] => view! { <Suggestions city=Arc::clone(one)/> }.into_any(),
        _ => view! {
            <Faces cities=cities.clone()/>
            <Facts cities/>
        }
        .into_any(),
    };
    view! { {odd} {content} }.into_any()
}

#[cfg(test)]
mod tests {
    use super::{ASKED, slugs};

    #[test]
    fn each_city_once_and_no_more_than_are_looked_up() {
        assert_eq!(slugs(""), [""; 0]);
        assert_eq!(slugs(" ,,"), [""; 0]);
        assert_eq!(slugs("accra, Lagos,accra"), ["accra", "lagos"]);
        assert_eq!(slugs("a,b,c,d,e,f,g,h,i,j").len(), ASKED);
    }
}

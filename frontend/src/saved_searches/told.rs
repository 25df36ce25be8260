//! What one was told of in the app and has not looked at yet, for the page that one begins on.

use super::saved_searches;
use super::words::href_of_news;
use crate::messages::{Key, count, t};
use crate::state::{Remote, api, identity};
use client::{Client, IdempotencyKey};
use domain::saved_searches::{SavedSearch, SavedSearchQuery};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::{Link, Rank};

/// Searches that are shown; the others are behind the link to all.
const MOST: u32 = 5;

/// Notes, when it is called, that one looks at what a search finds. That it cannot be noted keeps nobody from looking.
pub(super) fn visit(search: &SavedSearch) -> impl Fn() + Clone + Send + Sync + 'static {
    let (identity, id) = (identity(), search.id);
    move || {
        let key = IdempotencyKey::generate();
        spawn_local(async move {
            let call = |client: Client| {
                let key = key.clone();
                async move { client.create_saved_search_visit(&key, id).await }
            };
            drop(identity.ask(call).await);
        });
    }
}

/// The searches in which there is something new; nothing where there is none. The page that it is on follows what happens,
/// and makes this anew: a stream of its own would hold one more of the few connections that a browser has to a server.
#[component]
pub(crate) fn Told() -> impl IntoView {
    let (client, identity) = (api(), identity());
    let list = Remote::new(
        move || identity.account().map(|account| account.id),
        move |_| {
            let client = client.clone();
            let query = SavedSearchQuery { told: true, limit: Some(MOST), ..SavedSearchQuery::default() };
            async move { client.list_saved_searches(&query).await }
        },
    );
    // Nobody waits for this: where it cannot be had, the page is as good without.
    move || {
        list.get().filter(|page| !page.items.is_empty()).map(|page| {
            let rows = page.items.into_iter().map(|search| view! { <Row search/> }).collect_view();
            view! {
                <section aria-labelledby="told-title">
                    <h2 id="told-title">{t(Key::SavedToldTitle)}</h2>
                    <ul class="next">{rows}</ul>
                    <p><Link href=saved_searches()>{t(Key::SavedTitle)}</Link></p>
                </section>
            }
        })
    }
}

#[component]
fn Row(search: SavedSearch) -> impl IntoView {
    let (href, follow) = (href_of_news(&search), visit(&search));
    let n = usize::try_from(search.told_count).unwrap_or(usize::MAX);
    view! {
        <li>
            <div>
                <strong dir="auto">{search.name.clone()}</strong>
                <span class="muted small">{count(Key::SavedNew, n)}</span>
            </div>
            <Link rank=Rank::Plain small=true href=href on_follow=move |()| follow()>
                {t(Key::SavedSee)} <span class="visually-hidden">": " {search.name}</span>
            </Link>
        </li>
    }
}

//! The collections and reading lists that hold the item, and the way to put it on one of one's own.

use super::one::Shared;
use crate::address::sign_in_to;
use crate::browser::path_and_query;
use crate::collections::addresses::{collection, collections};
use crate::collections::{facts, put};
use crate::messages::{Key, fill, t};
use crate::parts::{Answer, Deed, Failure, Skeleton};
use crate::state::{Remote, Stage, api, identity, use_standing};
use client::Client;
use domain::library::{Collection, CollectionKind, CollectionQuery, CollectionRef, CollectionSummary};
use leptos::prelude::*;
use std::sync::Arc;
use ui::{Button, Choice, Field, Link, Rank, Select};

/// Collections and lists that are asked for at once.
const MOST: u32 = 100;

type Found = Remote<Arc<Vec<CollectionSummary>>>;

/// The section of the page.
#[component]
pub(super) fn Lists(item: Shared) -> impl IntoView {
    let slug = StoredValue::new(item.with_value(|item| item.slug.clone()));
    let news = RwSignal::new(0_u32);
    let holding =
        asked(news, move || Some(CollectionQuery { item: Some(slug.get_value()), ..CollectionQuery::default() }));
    view! {
        <section aria-labelledby="held-title">
            <h2 id="held-title">{t(Key::HeldTitle)}</h2>
            <Holding holding/>
            <Add slug news holding/>
        </section>
    }
}

/// The collections of a query, asked for anew with all news and with whoever signs in: some are theirs alone.
fn asked(news: RwSignal<u32>, query: impl Fn() -> Option<CollectionQuery> + 'static) -> Found {
    let (identity, client) = (identity(), api());
    let account = Memo::new(move |_| identity.account().map(|account| account.id));
    Remote::new(
        move || {
            account.track();
            news.track();
            query()
        },
        move |query| {
            let (client, query) = (client.clone(), CollectionQuery { limit: Some(MOST), ..query });
            async move { client.list_collections(&query).await.map(|page| Arc::new(page.items)) }
        },
    )
}

#[component]
fn Holding(holding: Found) -> impl IntoView {
    let row = |held: CollectionSummary| {
        let (href, facts) = (collection(&held.slug), facts(&held).join(" · "));
        view! {
            <li class="row">
                <a class="row-name" href=href dir="auto">{held.title}</a>
                <span class="row-facts">{facts}</span>
            </li>
        }
    };
    move || match (holding.stage(), holding.get()) {
        (Stage::Failed, _) => {
            view! { <Failure error=Signal::derive(move || holding.error()) retry=move || holding.retry()/> }.into_any()
        }
        (_, Some(found)) if found.is_empty() => view! { <p class="muted">{t(Key::HeldNone)}</p> }.into_any(),
        (_, Some(found)) => view! { <ul class="rows">{found.iter().cloned().map(row).collect_view()}</ul> }.into_any(),
        (_, None) => view! { <Skeleton lines=2 rows=true/> }.into_any(),
    }
}

/// The way onto a list of one's own; for visitors the way in.
#[component]
fn Add(slug: StoredValue<String>, news: RwSignal<u32>, holding: Found) -> impl IntoView {
    let identity = identity();
    let is_somebody = Memo::new(move |_| identity.account().is_some());
    move || match is_somebody.get() {
        true => view! { <Adding slug news holding/> }.into_any(),
        false => {
            let href = sign_in_to(&path_and_query());
            view! { <p class="small muted"><Link href>{t(Key::HeldSignIn)}</Link></p> }.into_any()
        }
    }
}

/// The lists without those that hold the item.
fn choices(all: &[CollectionSummary], holding: &[CollectionSummary]) -> Vec<Choice> {
    let free = all.iter().filter(|list| holding.iter().all(|held| held.id != list.id));
    free.map(|list| Choice::new(list.slug.clone(), list.title.clone())).collect()
}

/// One's own lists and, for editors, the collections of the network.
fn use_lists(news: RwSignal<u32>) -> Memo<Vec<CollectionSummary>> {
    let standing = use_standing();
    let edits = Memo::new(move |_| standing.with(|standing| standing.edits()).unwrap_or_default());
    let own = asked(news, || Some(CollectionQuery { own: true, ..CollectionQuery::default() }));
    let network = asked(news, move || {
        let kinds = vec![CollectionKind::Collection];
        edits.get().then(|| CollectionQuery { kinds, ..CollectionQuery::default() })
    });
    Memo::new(move |_| {
        let (own, network) = (own.get().unwrap_or_default(), network.get().unwrap_or_default());
        own.iter().chain(network.iter()).cloned().collect()
    })
}

#[component]
fn Adding(slug: StoredValue<String>, news: RwSignal<u32>, holding: Found) -> impl IntoView {
    let all = use_lists(news);
    let options = Memo::new(move |_| all.with(|all| choices(all, &holding.get().unwrap_or_default())));
    let (deed, chosen) = (Deed::new(), RwSignal::new(String::new()));
    let add = move || {
        let (list, item) = (chosen.get_untracked(), slug.get_value());
        if list.is_empty() {
            return;
        }
        let call = move |client: Client| -> Answer<Collection> {
            let (list, item) = (CollectionRef::Slug(list.clone()), item.clone());
            Box::pin(async move { put(&client, &list, &item).await })
        };
        deed.run(call, move |after| {
            chosen.set(String::new());
            news.update(|news| *news += 1);
            deed.say(fill(Key::HeldAdded, &[("list", &after.title)]));
        });
    };
    // The field stays where the item is on every list: it may have the focus.
    let has_lists = Memo::new(move |_| all.with(|all| !all.is_empty()));
    let none = Signal::derive(move || chosen.with(String::is_empty));
    let form = move || {
        has_lists.get().then(|| {
            let field = Field::new("held-list", t(Key::HeldAdd));
            view! {
                <Select field options value=chosen none=t(Key::HeldChoose)/>
                <p><Button disabled=none on_press=move |()| add()>{t(Key::HeldAddButton)}</Button></p>
            }
        })
    };
    view! {
        {form}
        <Failure error=deed.failure retry=add/>
        <p class="small"><Link rank=Rank::Quiet href=collections()>{t(Key::HeldMake)}</Link></p>
    }
}

#[cfg(test)]
mod tests {
    use super::choices;
    use domain::library::CollectionSummary;

    fn list(number: u32) -> CollectionSummary {
        let value = serde_json::json!({
            "id": format!("0190163d-8694-739b-aea5-966c26f8ad9{number}"), "slug": format!("list-{number}"),
            "kind": "reading_list", "title": format!("List {number}"), "excerpt": "", "public": false,
            "person": null, "items": 0, "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z",
            "version": 1,
        });
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn an_item_is_put_where_it_is_not_yet() {
        let offered = choices(&[list(1), list(2), list(3)], &[list(2)]);
        let values: Vec<&str> = offered.iter().map(|choice| choice.value.as_str()).collect();
        assert_eq!(values, ["list-1", "list-3"]);
    }
}

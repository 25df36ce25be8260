//! Beginning a change of something that everyone can read, or going on with the one that was begun.

use crate::messages::{Key, fill, t};
use crate::parts::{Answer, Crumbs, Deed, Failure, use_page};
use client::{Client, IdempotencyKey};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{Banner, Button, Link, Rank, Tone};

/// Goes to a draft that was begun, in the place of the page on which it was.
pub(crate) fn use_go_on() -> impl Fn(&str) + Clone + Send + Sync + 'static {
    let navigate = use_navigate();
    move |draft: &str| {
        let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
        navigate(draft, options);
    }
}

/// The page of who wants to change something that is published.
#[component]
pub(crate) fn Beginning(
    /// What it is called.
    title: String,
    /// The pages above this one.
    above: Vec<(String, String)>,
    /// One's own draft of it, where there is one.
    begun: Option<String>,
    /// That there is one.
    word: Key,
    /// Its name in addresses.
    slug: String,
    /// Begins a draft of what has this name, and answers where it is.
    begin: fn(Client, IdempotencyKey, String) -> Answer<String>,
) -> impl IntoView {
    use_page(|| Some(t(Key::DraftEdit).to_owned()));
    let content = match begun {
        Some(href) => view! {
            <Banner tone=Tone::Info word=t(word)>
                <p class="acts"><Link rank=Rank::Primary href>{t(Key::DraftEditGoOn)}</Link></p>
            </Banner>
        }
        .into_any(),
        None => view! { <Begin slug begin/> }.into_any(),
    };
    view! {
        <div class="page narrow">
            <Crumbs above here=t(Key::DraftEdit)/>
            <h1 tabindex="-1">{t(Key::DraftEdit)}</h1>
            <p class="lede">{fill(Key::DraftEditLede, &[("title", &title)])}</p>
            {content}
        </div>
    }
}

/// The button that begins a change.
#[component]
fn Begin(slug: String, begin: fn(Client, IdempotencyKey, String) -> Answer<String>) -> impl IntoView {
    let (deed, go_on) = (Deed::new(), use_go_on());
    let (slug, key) = (StoredValue::new(slug), StoredValue::new(IdempotencyKey::generate()));
    let start = move || {
        let (slug, key, go_on) = (slug.get_value(), key.get_value(), go_on.clone());
        let call = move |client: Client| begin(client, key.clone(), slug.clone());
        deed.run(call, move |begun| go_on(&begun));
    };
    let again = start.clone();
    view! {
        <p class="acts"><Button rank=Rank::Primary on_press=move |()| start()>{t(Key::DraftEditBegin)}</Button></p>
        <Failure error=deed.failure retry=again/>
    }
}

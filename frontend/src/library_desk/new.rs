//! Adding an item to the library.

use super::form::{Writing, form};
use super::written::{LANGUAGE, item};
use crate::address;
use crate::library::addresses::{item_edit, library, library_item};
use crate::messages::{Key, t};
use crate::parts::{Crumbs, use_page};
use crate::state::identity;
use client::{Client, IdempotencyKey};
use domain::library::{LibraryItem, NewLibraryItem};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

/// The page.
#[component]
pub(super) fn NewPage() -> impl IntoView {
    use_page(|| Some(t(Key::CatalogueNew).to_owned()));
    let form = form();
    form.put(LANGUAGE, address::language().as_str());
    let (identity, navigate) = (identity(), use_navigate());
    // The same content goes out under the same key: a lost answer does not make two.
    let attempt = StoredValue::new(None::<(NewLibraryItem, IdempotencyKey)>);
    let send = move |()| {
        let new = item(&form.texts());
        let last = attempt.get_value().filter(|(content, _)| *content == new);
        let key = last.map_or_else(IdempotencyKey::generate, |(_, key)| key);
        attempt.set_value(Some((new.clone(), key.clone())));
        let sending = || async move {
            let call = |client: Client| {
                let (key, new) = (key.clone(), new.clone());
                async move { client.create_library_item(&key, &new).await }
            };
            identity.ask(call).await
        };
        let navigate = navigate.clone();
        // What has no address needs its file.
        form.send(sending, move |made: LibraryItem| {
            let href = if made.url.is_some() { library_item(&made.slug) } else { item_edit(&made.slug) };
            navigate(&href, Default::default());
        });
    };
    let above = vec![(library(), t(Key::NavLibrary).to_owned())];
    view! {
        <div class="page narrow">
            <Crumbs above here=t(Key::CatalogueNew)/>
            <h1 tabindex="-1">{t(Key::CatalogueNew)}</h1>
            <p class="lede">{t(Key::CatalogueNewLede)}</p>
            <Writing form send button=Key::CatalogueAdd/>
        </div>
    }
}

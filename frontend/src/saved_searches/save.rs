//! Keeping the search that stands in the address: a button, and a dialog that asks what to call it and how one is told.

use super::fields::{FIELDS, Fields, NAME, check, new_search, put};
use super::saved_searches;
use crate::address;
use crate::browser::focus_id;
use crate::messages::{Key, t};
use crate::parts::{Form, FormView};
use crate::shell::Announcer;
use crate::state::identity;
use client::{Client, IdempotencyKey};
use domain::saved_searches::{AlertChannel, AlertRhythm, MAX_NAME, NewSavedSearch, SavedSearch, SavedSearchOf};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use ui::{Button, Dialog, Link, Rank};

/// The way to keep a search; to sign in first for who has not.
#[component]
pub(crate) fn SaveSearch(
    /// What is searched.
    of: SavedSearchOf,
    /// What it asks for: the query of the address, without its mark.
    #[prop(into)]
    query: Signal<String>,
    /// What it may be called.
    #[prop(into)]
    called: Signal<String>,
) -> impl IntoView {
    let identity = identity();
    let is_somebody = Memo::new(move |_| identity.account().is_some());
    move || match is_somebody.get() {
        true => view! { <Saving of query called/> }.into_any(),
        false => view! { <SignIn/> }.into_any(),
    }
}

#[component]
fn SignIn() -> impl IntoView {
    let location = use_location();
    let href = move || {
        let (path, search) = (location.pathname.get(), location.search.get());
        address::sign_in_to(&(path + &address::query_of(&search)))
    };
    view! { <Link rank=Rank::Quiet small=true href=Signal::derive(href)>{t(Key::SavedSignIn)}</Link> }
}

#[component]
fn Saving(of: SavedSearchOf, query: Signal<String>, called: Signal<String>) -> impl IntoView {
    let (open, saved) = (RwSignal::new(false), RwSignal::new(false));
    let form = Form::new(FIELDS, check);
    // Another search is not kept yet.
    Effect::new(move |_| {
        query.track();
        saved.set(false);
    });
    let begin = move |()| {
        form.clear();
        let name = called.get_untracked().chars().take(MAX_NAME).collect();
        put(form, name, AlertRhythm::Weekly, AlertChannel::Both);
        open.set(true);
        // In the next frame the field is in the dialog.
        request_animation_frame(|| focus_id(NAME.id));
    };
    let send = sender((of, query), form, (open, saved));
    let done = move || {
        saved.get().then(|| {
            view! {
                <span class="small">
                    {t(Key::SavedDone)} " " <Link href=saved_searches()>{t(Key::SavedTitle)}</Link>
                </span>
            }
        })
    };
    view! {
        <span class="ui-row">
            <Button rank=Rank::Quiet small=true on_press=begin>{t(Key::SavedSave)}</Button>
            {done}
        </span>
        <Dialog open title=t(Key::SavedSave) close=t(Key::FormClose)>
            <FormView form send button=Key::SavedKeep><Fields form/></FormView>
        </Dialog>
    }
}

/// Sends what the form says.
fn sender(
    (of, query): (SavedSearchOf, Signal<String>),
    form: Form,
    (open, saved): (RwSignal<bool>, RwSignal<bool>),
) -> impl Fn() + Clone + Send + Sync + 'static {
    let (identity, announcer): (_, Announcer) = (identity(), expect_context());
    // The same content goes out under the same key: a lost answer does not make two.
    let attempt = StoredValue::new(None::<(NewSavedSearch, IdempotencyKey)>);
    move || {
        let new = new_search(&form.texts(), of, query.get_untracked());
        let last = attempt.get_value().filter(|(content, _)| *content == new);
        let key = last.map_or_else(IdempotencyKey::generate, |(_, key)| key);
        attempt.set_value(Some((new.clone(), key.clone())));
        let sending = || async move {
            let call = |client: Client| {
                let (key, new) = (key.clone(), new.clone());
                async move { client.create_saved_search(&key, &new).await }
            };
            identity.ask(call).await
        };
        form.send(sending, move |_: SavedSearch| {
            open.set(false);
            saved.set(true);
            // Whoever saves the same once more means another one.
            attempt.set_value(None);
            announcer.say(t(Key::SavedDone).to_owned());
        });
    }
}

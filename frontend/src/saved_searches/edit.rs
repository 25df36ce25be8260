//! Saying anew what a search is called, and how one is told of what is new.

use super::fields::{FIELDS, Fields, NAME, channel, check, put, rhythm};
use crate::browser::focus_id;
use crate::messages::{Key, t};
use crate::parts::{Deed, Form, FormView};
use client::{Client, Error};
use contract::Patch;
use domain::saved_searches::{SavedSearch, SavedSearchUpdate};
use leptos::prelude::*;
use ui::{Button, Rank};

/// The form of one search.
#[component]
pub(super) fn Edit(
    /// The search as it is.
    search: SavedSearch,
    /// Who does it.
    deed: Deed,
    /// Called when it is done, or somebody else was quicker: the list is asked for anew.
    #[prop(into)]
    done: Callback<Key>,
    /// Called when nothing is to be changed.
    #[prop(into)]
    leave: Callback<()>,
) -> impl IntoView {
    let form = Form::new(FIELDS, check);
    put(form, search.name.clone(), search.rhythm, search.channel);
    request_animation_frame(|| focus_id(NAME.id));
    let search = StoredValue::new(search);
    let send = move || {
        let texts = form.texts();
        let change = SavedSearchUpdate {
            name: Patch::Set(texts.of(NAME)),
            query: Patch::Absent,
            rhythm: Patch::Set(rhythm(&texts)),
            channel: Patch::Set(channel(&texts)),
        };
        let (id, version) = search.with_value(|search| (search.id, search.version));
        let sending = || async move {
            let call = |client: Client| {
                let change = change.clone();
                async move {
                    match client.update_saved_search(id, version, &change).await {
                        Ok(_) => Ok(Key::SavedKept),
                        Err(error) if error.status() == Some(412) => Ok(Key::SavedStale),
                        Err(error) => Err::<_, Error>(error),
                    }
                }
            };
            deed.identity.ask(call).await
        };
        form.send(sending, move |said: Key| done.run(said));
    };
    view! {
        <FormView form send button=Key::SavedKeep><Fields form/></FormView>
        <Button rank=Rank::Quiet on_press=move |()| leave.run(())>{t(Key::FormCancel)}</Button>
    }
}

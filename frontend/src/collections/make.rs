//! Making a reading list or a collection, in a dialog.

use super::addresses::collection;
use super::form::{BY_ONESELF, SEEN, SUMMARY, Said, Seen, TITLE, check, new_collection};
use crate::browser::focus_id;
use crate::messages::{Key, t};
use crate::parts::{Form, FormView};
use crate::state::identity;
use client::{Client, IdempotencyKey};
use domain::library::{Collection, CollectionKind, NewCollection};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use ui::{Button, Dialog, Rank};

/// The dialog, and what is made in it.
#[derive(Clone, Copy)]
pub(super) struct Making {
    open: RwSignal<bool>,
    kind: RwSignal<CollectionKind>,
    form: Form,
}

impl Making {
    pub(super) fn new() -> Self {
        let kind = RwSignal::new(CollectionKind::ReadingList);
        let form = Form::new(&[TITLE, SUMMARY, SEEN], move |texts| check(texts, kind.get()));
        Self { open: RwSignal::new(false), kind, form }
    }

    /// Asks what it is to be.
    pub(super) fn begin(self, kind: CollectionKind) {
        self.form.clear();
        self.form.put(SEEN, BY_ONESELF);
        self.kind.set(kind);
        self.open.set(true);
        // In the next frame the field is in the dialog.
        request_animation_frame(|| focus_id(TITLE.id));
    }

    fn title(self) -> &'static str {
        t(match self.kind.get() {
            CollectionKind::Collection => Key::CollectionsMakeCollection,
            CollectionKind::ReadingList => Key::CollectionsMakeList,
        })
    }
}

/// Sends what the form says, and goes to what was made.
fn sender(making: Making) -> impl Fn() + Clone + Send + Sync + 'static {
    let (identity, navigate) = (identity(), use_navigate());
    // The same content goes out under the same key: a lost answer does not make two.
    let attempt = StoredValue::new(None::<(NewCollection, IdempotencyKey)>);
    move || {
        let new = new_collection(&making.form.texts(), making.kind.get_untracked());
        let last = attempt.get_value().filter(|(content, _)| *content == new);
        let key = last.map_or_else(IdempotencyKey::generate, |(_, key)| key);
        attempt.set_value(Some((new.clone(), key.clone())));
        let sending = || async move {
            let call = |client: Client| {
                let (key, new) = (key.clone(), new.clone());
                async move { client.create_collection(&key, &new).await }
            };
            identity.ask(call).await
        };
        let navigate = navigate.clone();
        making.form.send(sending, move |made: Collection| {
            making.open.set(false);
            navigate(&collection(&made.slug), Default::default());
        });
    }
}

/// The dialog itself.
#[component]
pub(super) fn MakeDialog(
    /// What is made.
    making: Making,
) -> impl IntoView {
    let (form, send) = (making.form, sender(making));
    let seen = move || (making.kind.get() == CollectionKind::ReadingList).then(|| view! { <Seen form/> });
    view! {
        <Dialog open=making.open title=move || making.title().to_owned() close=t(Key::FormClose)>
            <FormView form send button=Key::CollectionsMake>
                <Said form/>
                {seen}
            </FormView>
            <Button rank=Rank::Quiet on_press=move |()| making.open.set(false)>{t(Key::FormCancel)}</Button>
        </Dialog>
    }
}

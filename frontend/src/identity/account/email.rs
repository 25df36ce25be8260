//! Changing the address.

use super::{EMAIL, Personal};
use crate::identity::faults;
use crate::identity::mailed::DemoMails;
use crate::messages::{Key, fill, t};
use crate::parts::{Field, Form, FormView, Kind, TextField, Texts};
use crate::shell::Announcer;
use crate::state::identity;
use client::IdempotencyKey;
use domain::identity::NewEmailChange;
use leptos::prelude::*;
use ui::{Banner, Tone};

const NEW: Field = Field {
    id: "email-new",
    pointer: "/new_email",
    label: Key::FieldNewEmail,
    hint: Some(Key::FieldNewEmailHint),
    kind: Kind::Email,
    autocomplete: "email",
    required: true,
};
const PASSWORD: Field = Field {
    id: "email-password",
    pointer: "/password",
    label: Key::FieldPassword,
    hint: Some(Key::FieldProofHint),
    kind: Kind::Password,
    autocomplete: "current-password",
    required: true,
};

fn change(texts: &Texts) -> NewEmailChange {
    NewEmailChange { new_email: texts.of(NEW), password: texts.of(PASSWORD) }
}

/// The page.
#[component]
pub(super) fn EmailPage() -> impl IntoView {
    view! { <Personal place=EMAIL lede=Key::EmailLede show=|_| view! { <Changing/> }.into_any()/> }
}

#[component]
fn Changing() -> impl IntoView {
    let (identity, announcer) = (identity(), expect_context::<Announcer>());
    let old = move || identity.account().map(|account| account.email.clone()).unwrap_or_default();
    let said = RwSignal::new(None::<String>);
    let form = Form::new(&[NEW, PASSWORD], |texts| faults(change(texts)));
    // The same content goes out under the same key: a lost answer does not send the mails twice.
    let attempt = StoredValue::new(None::<(NewEmailChange, IdempotencyKey)>);
    let send = move || {
        said.set(None);
        let new = change(&form.texts());
        let last = attempt.get_value().filter(|(content, _)| *content == new);
        let key = last.map_or_else(IdempotencyKey::generate, |(_, key)| key);
        attempt.set_value(Some((new.clone(), key.clone())));
        let sending = || async move {
            let call = |client: client::Client| {
                let (key, new) = (key.clone(), new.clone());
                async move { client.create_email_change(&key, &new).await }
            };
            identity.ask(call).await
        };
        form.send(sending, move |mail| {
            attempt.set_value(None);
            form.clear();
            let text = fill(Key::EmailSent, &[("new", &mail.sent_to), ("old", &untrack(old))]);
            announcer.say(text.clone());
            said.set(Some(text));
        });
    };
    view! {
        <FormView form send button=Key::EmailTitle>
            <p>{t(Key::EmailNow)} " " <strong class="ids">{old}</strong></p>
            <TextField form field=NEW/>
            <TextField form field=PASSWORD/>
            {move || said.get().map(|text| view! { <Banner tone=Tone::Good word=text/> <DemoMails/> })}
        </FormView>
    }
}

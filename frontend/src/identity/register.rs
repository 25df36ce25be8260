//! Getting an account.

use super::mailed::Mailed;
use super::{DESTINATION, faults};
use crate::address::{self, destination, language, own_address, parts};
use crate::browser::{forget, keep};
use crate::messages::{Key, t};
use crate::parts::{Field, Form, FormView, Kind, NewPasswordField, TextField, Texts, use_page};
use crate::state::api;
use client::IdempotencyKey;
use domain::identity::NewRegistration;
use leptos::prelude::*;

const NAME: Field = Field {
    id: "register-name",
    pointer: "/name",
    label: Key::FieldName,
    hint: Some(Key::FieldNameHint),
    kind: Kind::Line,
    autocomplete: "name",
    required: true,
};
const EMAIL: Field = Field {
    id: "register-email",
    pointer: "/email",
    label: Key::FieldEmail,
    hint: Some(Key::FieldEmailHint),
    kind: Kind::Email,
    autocomplete: "email",
    required: true,
};
const PASSWORD: Field = Field {
    id: "register-password",
    pointer: "/password",
    label: Key::FieldPassword,
    hint: Some(Key::FieldPasswordHint),
    kind: Kind::Password,
    autocomplete: "new-password",
    required: true,
};

fn registration(texts: &Texts) -> NewRegistration {
    let (email, password, name) = (texts.of(EMAIL), texts.of(PASSWORD), texts.of(NAME));
    NewRegistration { email, password, name, language: Some(language()) }
}

/// The page.
#[component]
pub(super) fn RegisterPage() -> impl IntoView {
    let sent_to = RwSignal::new(None::<String>);
    let is_sent = Memo::new(move |_| sent_to.with(Option::is_some));
    let form = Form::new(&[NAME, EMAIL, PASSWORD], |texts| faults(registration(texts)));
    use_page(move || Some(t(if is_sent.get() { Key::MailedTitle } else { Key::RegisterTitle }).to_owned()));
    move || {
        if is_sent.get() {
            view! { <Mailed sent_to text=Key::MailedConfirm/> }.into_any()
        } else {
            view! { <Registering form sent_to/> }.into_any()
        }
    }
}

#[component]
fn Registering(form: Form, sent_to: RwSignal<Option<String>>) -> impl IntoView {
    // The same content goes out under the same key: a lost answer does not send two mails.
    let attempt = StoredValue::new(None::<(NewRegistration, IdempotencyKey)>);
    let own = own_address(|path| path == address::register());
    let wanted = move || own.with(|own| destination(parts(own).1));
    let client = api();
    let send = move || {
        // The mail may be read in another tab: who wanted to go somewhere goes on from there.
        match untrack(wanted) {
            Some(path) => keep(DESTINATION, &path),
            None => forget(DESTINATION),
        }
        let (client, new) = (client.clone(), registration(&form.texts()));
        let last = attempt.get_value().filter(|(content, _)| *content == new);
        let key = last.map_or_else(IdempotencyKey::generate, |(_, key)| key);
        attempt.set_value(Some((new.clone(), key.clone())));
        let sending = || async move { client.create_registration(&key, &new).await };
        form.send(sending, move |mail| {
            // Who asks again wants another mail.
            attempt.set_value(None);
            form.put(PASSWORD, "");
            form.rest();
            sent_to.set(Some(mail.sent_to));
        });
    };
    let sign_in = move || wanted().map_or_else(address::sign_in, |path| address::sign_in_to(&path));
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{t(Key::RegisterTitle)}</h1>
            <p class="lede">{t(Key::RegisterLede)}</p>
            <FormView form send button=Key::RegisterSend>
                <TextField form field=NAME/>
                <TextField form field=EMAIL/>
                <NewPasswordField form field=PASSWORD/>
            </FormView>
            <p>{t(Key::RegisterHave)} " " <a href=sign_in>{t(Key::NavSignIn)}</a></p>
        </div>
    }
}

//! Asking for another password.

use super::faults;
use super::mailed::Mailed;
use crate::address;
use crate::messages::{Key, t};
use crate::parts::{Field, Form, FormView, Kind, TextField, use_page};
use crate::state::api;
use client::IdempotencyKey;
use domain::identity::PasswordResetRequest;
use leptos::prelude::*;

const EMAIL: Field = Field {
    id: "forgotten-email",
    pointer: "/email",
    label: Key::FieldEmail,
    hint: None,
    kind: Kind::Email,
    autocomplete: "email",
    required: true,
};

/// The page.
#[component]
pub(super) fn ForgottenPage() -> impl IntoView {
    let sent_to = RwSignal::new(None::<String>);
    let is_sent = Memo::new(move |_| sent_to.with(Option::is_some));
    let form = Form::new(&[EMAIL], |texts| faults(PasswordResetRequest { email: texts.of(EMAIL) }));
    use_page(move || Some(t(if is_sent.get() { Key::MailedTitle } else { Key::ForgottenTitle }).to_owned()));
    move || {
        if is_sent.get() {
            view! { <Mailed sent_to text=Key::MailedReset/> }.into_any()
        } else {
            view! { <Asking form sent_to/> }.into_any()
        }
    }
}

#[component]
fn Asking(form: Form, sent_to: RwSignal<Option<String>>) -> impl IntoView {
    let client = api();
    let send = move || {
        let (client, request) = (client.clone(), PasswordResetRequest { email: form.texts().of(EMAIL) });
        let sending = || async move { client.create_password_reset(&IdempotencyKey::generate(), &request).await };
        form.send(sending, move |mail| {
            form.rest();
            sent_to.set(Some(mail.sent_to));
        });
    };
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{t(Key::ForgottenTitle)}</h1>
            <p class="lede">{t(Key::ForgottenLede)}</p>
            <FormView form send button=Key::ForgottenSend>
                <TextField form field=EMAIL/>
            </FormView>
            <p><a href=address::sign_in()>{t(Key::ForgottenBack)}</a></p>
        </div>
    }
}

//! Changing the password.

use super::{PASSWORD, Personal};
use crate::identity::faults;
use crate::messages::{Key, t};
use crate::parts::{Field, Form, FormView, Kind, NewPasswordField, TextField, Texts};
use crate::shell::Announcer;
use crate::state::identity;
use domain::identity::{Account, PasswordChange};
use leptos::prelude::*;
use std::sync::Arc;
use ui::{Banner, Tone};

const CURRENT: Field = Field {
    id: "password-current",
    pointer: "/current_password",
    label: Key::FieldCurrentPassword,
    hint: None,
    kind: Kind::Password,
    autocomplete: "current-password",
    required: true,
};
const NEW: Field = Field {
    id: "password-new",
    pointer: "/new_password",
    label: Key::FieldNewPassword,
    hint: Some(Key::FieldPasswordHint),
    kind: Kind::Password,
    autocomplete: "new-password",
    required: true,
};

fn change(texts: &Texts) -> PasswordChange {
    PasswordChange { current_password: texts.of(CURRENT), new_password: texts.of(NEW) }
}

/// The page.
#[component]
pub(super) fn PasswordPage() -> impl IntoView {
    view! { <Personal place=PASSWORD lede=Key::PasswordLede show=|account| view! { <Changing account/> }.into_any()/> }
}

#[component]
fn Changing(account: Arc<Account>) -> impl IntoView {
    let (identity, announcer) = (identity(), expect_context::<Announcer>());
    let done = RwSignal::new(false);
    let form = Form::new(&[CURRENT, NEW], |texts| faults(change(texts)));
    let send = move || {
        done.set(false);
        let change = change(&form.texts());
        let sending = || async move {
            let call = |client: client::Client| {
                let change = change.clone();
                async move { client.create_password_change(&change).await }
            };
            identity.ask(call).await
        };
        form.send(sending, move |()| {
            form.clear();
            done.set(true);
            announcer.say(t(Key::PasswordChanged).to_owned());
        });
    };
    view! {
        <FormView form send button=Key::PasswordTitle>
            // For password managers, which ask whose password it is.
            <input type="email" autocomplete="username" value=account.email.clone() hidden readonly/>
            <TextField form field=CURRENT/>
            <NewPasswordField form field=NEW/>
            {move || done.get().then(|| view! { <Banner tone=Tone::Good word=t(Key::PasswordChanged)/> })}
        </FormView>
    }
}

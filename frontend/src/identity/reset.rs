//! Choosing another password, by the link of a mail.

use super::faults_of_password;
use super::mailed::NoToken;
use super::token::use_token;
use crate::address;
use crate::messages::{Key, t};
use crate::parts::{Field, Form, FormView, Kind, NewPasswordField, use_new_heading, use_page};
use crate::state::api;
use domain::identity::NewPassword;
use leptos::prelude::*;
use ui::{Link, Rank};

const PASSWORD: Field = Field {
    id: "reset-password",
    pointer: "/password",
    label: Key::FieldNewPassword,
    hint: Some(Key::FieldPasswordHint),
    kind: Kind::Password,
    autocomplete: "new-password",
    required: true,
};

/// The page.
#[component]
pub(super) fn ResetPage() -> impl IntoView {
    let token = use_token();
    let done = RwSignal::new(false);
    use_page(move || Some(t(if done.get() { Key::ResetDone } else { Key::ResetTitle }).to_owned()));
    move || {
        if done.get() { view! { <Chosen/> }.into_any() } else { view! { <Choosing token done/> }.into_any() }
    }
}

#[component]
fn Choosing(token: RwSignal<String>, done: RwSignal<bool>) -> impl IntoView {
    let client = StoredValue::new(api());
    let form = Form::new(&[PASSWORD], |texts| faults_of_password(texts.of(PASSWORD)));
    let send = move || {
        let client = client.get_value();
        let new = NewPassword { token: token.get_untracked(), password: form.texts().of(PASSWORD) };
        let sending = || async move { client.complete_password_reset(&new).await };
        form.send(sending, move |()| done.set(true));
    };
    let has_token = Memo::new(move |_| token.with(|token| !token.is_empty()));
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{t(Key::ResetTitle)}</h1>
            <p class="lede">{t(Key::ResetLede)}</p>
            {move || {
                if has_token.get() {
                    view! { <FormView form send button=Key::ResetSend><NewPasswordField form field=PASSWORD/></FormView> }.into_any()
                } else {
                    view! { <NoToken/> }.into_any()
                }
            }}
            <p><a href=address::forgotten()>{t(Key::ResetAgain)}</a></p>
        </div>
    }
}

#[component]
fn Chosen() -> impl IntoView {
    use_new_heading();
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{t(Key::ResetDone)}</h1>
            <p class="lede">{t(Key::ResetDoneText)}</p>
            <p class="acts"><Link rank=Rank::Primary href=address::sign_in()>{t(Key::NavSignIn)}</Link></p>
        </div>
    }
}

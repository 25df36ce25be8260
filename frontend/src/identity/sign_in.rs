//! Signing in: address and password, and a code where the account asks for one.

use super::faults;
use crate::address::{self, destination, own_address, parts};
use crate::browser::focus_id;
use crate::messages::{Key, t};
use crate::parts::{Field, Form, FormView, Kind, TextField, Texts, use_page};
use crate::state::{Who, identity};
use contract::Fault;
use domain::identity::NewLogin;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

const EMAIL: Field = Field {
    id: "sign-in-email",
    pointer: "/email",
    label: Key::FieldEmail,
    hint: None,
    kind: Kind::Email,
    autocomplete: "username",
    required: true,
};
const PASSWORD: Field = Field {
    id: "sign-in-password",
    pointer: "/password",
    label: Key::FieldPassword,
    hint: None,
    kind: Kind::Password,
    autocomplete: "current-password",
    required: true,
};
const CODE: Field = Field {
    id: "sign-in-code",
    pointer: "/code",
    label: Key::FieldCode,
    hint: Some(Key::FieldCodeHint),
    kind: Kind::Line,
    autocomplete: "one-time-code",
    required: true,
};

fn login(texts: &Texts) -> NewLogin {
    NewLogin { email: texts.of(EMAIL), password: texts.of(PASSWORD), code: Some(texts.of(CODE)), refresh: None }
}

/// A form that judges the code only once it is asked for.
fn form(asked: RwSignal<bool>) -> Form {
    Form::new(&[EMAIL, PASSWORD, CODE], move |texts| {
        let mut faults = faults(login(texts));
        if asked.get() && texts.of(CODE).trim().is_empty() {
            faults.push(Fault::new(CODE.pointer, "required", t(Key::FaultRequired)));
        }
        faults
    })
}

/// The page. Who has signed in goes on to where they wanted to.
#[component]
pub(super) fn SignInPage() -> impl IntoView {
    use_page(|| Some(t(Key::NavSignIn).to_owned()));
    let own = own_address(|path| path == address::sign_in());
    let identity = identity();
    go_on(own);
    let asked = RwSignal::new(false);
    let form = form(asked);
    let send = move || {
        let new = login(&form.texts());
        let sending = || async move {
            match identity.sign_in(new).await {
                Ok(()) => Ok(false),
                Err(error) if error.problem().is_some_and(|problem| problem.code == "second_factor_required") => {
                    Ok(true)
                }
                Err(error) => Err(error),
            }
        };
        form.send(sending, move |asks| {
            if asks {
                form.rest();
                asked.set(true);
                request_animation_frame(|| focus_id(CODE.id));
            }
        });
    };
    let came_for_more = Memo::new(move |_| own.with(|own| destination(parts(own).1)).is_some());
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{t(Key::NavSignIn)}</h1>
            <p class="lede">{move || t(if came_for_more.get() { Key::SignInFirst } else { Key::SignInLede })}</p>
            <FormView form send button=Key::NavSignIn>
                <TextField form field=EMAIL/>
                <TextField form field=PASSWORD/>
                {move || asked.get().then(|| view! { <TextField form field=CODE/> })}
            </FormView>
            <Otherwise own/>
        </div>
    }
}

/// Who has signed in goes on to where they wanted to.
fn go_on(own: Memo<String>) {
    let (identity, navigate) = (identity(), use_navigate());
    Effect::new(move |_| {
        if matches!(identity.who(), Who::Somebody(_)) {
            let to = own.with_untracked(|own| destination(parts(own).1)).unwrap_or_else(address::home);
            navigate(&to, NavigateOptions { replace: true, ..NavigateOptions::default() });
        }
    });
}

/// For who has no password, or no account; who gets one comes back to where they wanted to.
#[component]
fn Otherwise(own: Memo<String>) -> impl IntoView {
    let register = move || {
        let to = own.with(|own| destination(parts(own).1));
        to.map_or_else(address::register, |to| address::register_to(&to))
    };
    view! {
        <p><a href=address::forgotten()>{t(Key::SignInForgotten)}</a></p>
        <p>{t(Key::SignInNone)} " " <a href=register>{t(Key::RegisterTitle)}</a></p>
    }
}

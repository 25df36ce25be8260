//! Deleting the account, and thinking better of it.

use super::{LEAVE, Personal};
use crate::identity::faults;
use crate::messages::{Key, day, fill, t};
use crate::parts::{Failure, Field, Form, FormView, Kind, TextField};
use crate::shell::Announcer;
use crate::state::identity;
use client::Error;
use domain::identity::SecondFactorRemoval;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::{Banner, Button, Rank, Tone};

const PASSWORD: Field = Field {
    id: "leave-password",
    pointer: "/password",
    label: Key::FieldPassword,
    hint: Some(Key::FieldProofHint),
    kind: Kind::Password,
    autocomplete: "current-password",
    required: true,
};

/// The page.
#[component]
pub(super) fn LeavePage() -> impl IntoView {
    view! { <Personal place=LEAVE lede=Key::LeaveLede show=|_| view! { <Leave/> }.into_any()/> }
}

#[component]
fn Leave() -> impl IntoView {
    let identity = identity();
    let until = Memo::new(move |_| identity.account()?.delete_after.map(|end| end.timestamp_millis()));
    move || match until.get() {
        Some(end) => view! { <Leaving end/> }.into_any(),
        None => view! { <Asking/> }.into_any(),
    }
}

#[component]
fn Asking() -> impl IntoView {
    let (identity, announcer) = (identity(), expect_context::<Announcer>());
    let form = Form::new(&[PASSWORD], |texts| faults(SecondFactorRemoval { password: texts.of(PASSWORD) }));
    let send = move || {
        let proof = SecondFactorRemoval { password: form.texts().of(PASSWORD) };
        let sending = || async move {
            let call = |client: client::Client| {
                let proof = proof.clone();
                async move { client.delete_me(&proof).await }
            };
            let account = identity.ask(call).await?;
            // The token so far is worthless now.
            identity.renew().await;
            Ok(account)
        };
        form.send(sending, move |account| {
            announcer.say(t(Key::LeaveAsked).to_owned());
            identity.know(account);
        });
    };
    view! {
        <FormView form send button=Key::LeaveSend>
            <TextField form field=PASSWORD/>
        </FormView>
    }
}

#[component]
fn Leaving(end: i64) -> impl IntoView {
    let (identity, announcer) = (identity(), expect_context::<Announcer>());
    let failure = RwSignal::new(None::<Error>);
    let stay = move || {
        failure.set(None);
        spawn_local(async move {
            match identity.ask(|client| async move { client.restore_me().await }).await {
                Ok(account) => {
                    announcer.say(t(Key::LeaveUndone).to_owned());
                    identity.know(account);
                    identity.renew().await;
                }
                Err(error) => {
                    failure.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <Banner tone=Tone::Warn word=t(Key::LeaveAsked)>
            <p>{fill(Key::LeaveUntil, &[("day", &day(end))])}</p>
            <Failure error=failure retry=stay/>
            <Button rank=Rank::Primary on_press=move |()| stay()>{t(Key::LeaveUndo)}</Button>
        </Banner>
    }
}

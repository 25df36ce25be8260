//! Suspending an account: asked for a reason, which its owner reads.

use super::account::Subject;
use crate::browser::focus_id;
use crate::identity::faults;
use crate::messages::{Key, fill, t};
use crate::parts::{Field, Form, FormView, Kind, TextField};
use domain::identity::NewSuspension;
use leptos::html::Dialog;
use leptos::prelude::*;

const REASON: Field = Field {
    id: "suspension-reason",
    pointer: "/reason",
    label: Key::SuspensionReason,
    hint: Some(Key::SuspensionReasonHint),
    kind: Kind::Lines,
    autocomplete: "off",
    required: true,
};

/// The button, and the dialog that it opens. The browser keeps the focus inside, and Escape closes it.
#[component]
pub(super) fn Suspension(subject: Subject) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    let form = Form::new(&[REASON], |texts| faults(NewSuspension { reason: texts.of(REASON) }));
    let (id, name) = subject.account.with_untracked(|account| (account.id, account.name.clone()));
    let open = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            // It fails only where it is open already.
            let _ = dialog.show_modal();
            focus_id(REASON.id);
        }
    };
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let send = move || {
        let new = NewSuspension { reason: form.texts().of(REASON) };
        let sending = || async move {
            let call = |client: client::Client| {
                let new = new.clone();
                async move { client.create_suspension(id, &new).await }
            };
            subject.identity.ask(call).await
        };
        form.send(sending, move |account| {
            close();
            subject.know(account, t(Key::PersonSuspended).to_owned());
        });
    };
    view! {
        <p>{t(Key::PersonSuspendHint)}</p>
        <p class="acts"><button type="button" class="btn" on:click=open>{t(Key::PersonSuspend)}</button></p>
        <dialog class="dialog" node_ref=dialog aria-labelledby="suspension-title">
            <h2 id="suspension-title">{fill(Key::SuspensionTitle, &[("name", &name)])}</h2>
            <FormView form send button=Key::SuspensionSend>
                <TextField form field=REASON/>
            </FormView>
            <button type="button" class="btn quiet" on:click=move |_| close()>{t(Key::FormCancel)}</button>
        </dialog>
    }
}

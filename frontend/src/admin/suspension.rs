//! Suspending an account: asked for a reason, which its owner reads.

use super::account::Subject;
use crate::browser::focus_id;
use crate::identity::faults;
use crate::messages::{Key, fill, t};
use crate::parts::{Field, Form, FormView, Kind, TextField};
use domain::identity::NewSuspension;
use leptos::prelude::*;
use ui::{Button, Dialog, Rank};

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
    let shown = RwSignal::new(false);
    let form = Form::new(&[REASON], |texts| faults(NewSuspension { reason: texts.of(REASON) }));
    let (id, name) = subject.account.with_untracked(|account| (account.id, account.name.clone()));
    let open = move |()| {
        shown.set(true);
        // The dialog gives the focus to its heading first.
        request_animation_frame(|| focus_id(REASON.id));
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
            shown.set(false);
            subject.know(account, t(Key::PersonSuspended).to_owned());
        });
    };
    view! {
        <p>{t(Key::PersonSuspendHint)}</p>
        <p class="acts"><Button on_press=open>{t(Key::PersonSuspend)}</Button></p>
        <Dialog open=shown title=fill(Key::SuspensionTitle, &[("name", &name)]) close=t(Key::FormClose)>
            <FormView form send button=Key::SuspensionSend>
                <TextField form field=REASON/>
            </FormView>
            <Button rank=Rank::Quiet on_press=move |()| shown.set(false)>{t(Key::FormCancel)}</Button>
        </Dialog>
    }
}

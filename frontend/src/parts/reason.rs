//! A question before something is done that cannot be undone by the same hand: in a dialog, with a reason where one is
//! asked for.

use super::{Answer, Field, Form, FormView, Kind, TextField};
use crate::browser::focus_id;
use crate::identity::faults;
use crate::messages::{Key, t};
use crate::state::{Identity, identity};
use client::Client;
use domain::memberships::MembershipRemoval;
use leptos::html::Dialog;
use leptos::prelude::*;
use std::rc::Rc;

const REASON: Field = Field {
    id: "question-reason",
    pointer: "/reason",
    label: Key::ReasonLabel,
    hint: Some(Key::ReasonHint),
    kind: Kind::Lines,
    autocomplete: "off",
    required: true,
};

/// What is asked, and what is done by the answer.
#[derive(Clone)]
pub(crate) struct Question {
    /// What is going to happen, as a question.
    pub(crate) title: String,
    /// What follows from it; empty where the question says it.
    pub(crate) text: String,
    /// What the button says.
    pub(crate) button: Key,
    /// Whether it takes a reason.
    pub(crate) reason: bool,
    /// Does it; the reason is empty where none was asked for.
    pub(crate) act: Rc<dyn Fn(Client, String) -> Answer<()>>,
    /// Goes on when it is done.
    pub(crate) done: Rc<dyn Fn()>,
}

/// The dialog of a page: there is one for all its questions.
#[derive(Clone, Copy)]
pub(crate) struct Questions {
    dialog: NodeRef<Dialog>,
    form: Form,
    question: RwSignal<Option<Question>, LocalStorage>,
    needs_reason: RwSignal<bool>,
    identity: Identity,
}

impl Questions {
    /// Nothing is asked yet.
    pub(crate) fn new() -> Self {
        let needs_reason = RwSignal::new(false);
        let form = Form::new(&[REASON], move |texts| {
            let rule = || faults(MembershipRemoval { reason: texts.of(REASON) });
            if needs_reason.get() { rule() } else { Vec::new() }
        });
        Self { dialog: NodeRef::new(), form, question: RwSignal::new_local(None), needs_reason, identity: identity() }
    }

    /// Asks. The browser keeps the focus inside, Escape closes, and the focus goes back where it was.
    pub(crate) fn ask(self, question: Question) {
        self.form.clear();
        self.needs_reason.set(question.reason);
        self.question.set(Some(question));
        // In the next frame what is asked is in the dialog.
        request_animation_frame(move || {
            if let Some(dialog) = self.dialog.get_untracked() {
                // It fails only where it is open already.
                let _ = dialog.show_modal();
                if self.needs_reason.get_untracked() {
                    focus_id(REASON.id);
                }
            }
        });
    }

    fn close(self) {
        if let Some(dialog) = self.dialog.get_untracked() {
            dialog.close();
        }
    }

    fn send(self) {
        let Some(question) = self.question.get_untracked() else { return };
        let (identity, reason, act) = (self.identity, self.form.texts().of(REASON), question.act);
        let sending = || async move { identity.ask(|client| act(client, reason.clone())).await };
        self.form.send(sending, move |()| {
            self.close();
            (question.done)();
        });
    }
}

/// The dialog itself.
#[component]
pub(crate) fn QuestionDialog(
    /// What it asks.
    questions: Questions,
) -> impl IntoView {
    let form = questions.form;
    let send = move || questions.send();
    let content = move || {
        questions.question.get().map(|question| {
            let text = (!question.text.is_empty()).then(|| view! { <p>{question.text}</p> });
            view! {
                <h2 id="question-title">{question.title}</h2>
                {text}
                <FormView form send button=question.button>
                    {question.reason.then(|| view! { <TextField form field=REASON/> })}
                </FormView>
                <button type="button" class="btn quiet" on:click=move |_| questions.close()>{t(Key::FormCancel)}</button>
            }
        })
    };
    view! { <dialog class="dialog" node_ref=questions.dialog aria-labelledby="question-title">{content}</dialog> }
}

//! A question before something is done that cannot be undone by the same hand: in a dialog, with a reason where one is
//! asked for.

use super::{Answer, Field, Form, FormView, Kind, TextField};
use crate::browser::focus_id;
use crate::identity::faults;
use crate::messages::{Key, t};
use crate::state::{Identity, identity};
use client::Client;
use domain::memberships::MembershipRemoval;
use leptos::prelude::*;
use std::rc::Rc;
use ui::{Button, Dialog, Rank};

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
    open: RwSignal<bool>,
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
        Self {
            open: RwSignal::new(false),
            form,
            question: RwSignal::new_local(None),
            needs_reason,
            identity: identity(),
        }
    }

    /// Asks. The browser keeps the focus inside, Escape closes, and the focus goes back where it was.
    pub(crate) fn ask(self, question: Question) {
        self.form.clear();
        let reason = question.reason;
        self.needs_reason.set(reason);
        self.question.set(Some(question));
        self.open.set(true);
        if reason {
            // In the next frame what is asked is in the dialog.
            request_animation_frame(|| focus_id(REASON.id));
        }
    }

    fn close(self) {
        self.open.set(false);
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
                {text}
                <FormView form send button=question.button>
                    {question.reason.then(|| view! { <TextField form field=REASON/> })}
                </FormView>
                <Button rank=Rank::Quiet on_press=move |()| questions.close()>{t(Key::FormCancel)}</Button>
            }
        })
    };
    let title = move || questions.question.with(|question| question.as_ref().map(|question| question.title.clone()));
    view! {
        <Dialog open=questions.open title=move || title().unwrap_or_default() close=t(Key::FormClose)>{content}</Dialog>
    }
}

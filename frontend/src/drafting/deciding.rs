//! The decision about a draft in review.

use super::Drafted;
use crate::identity::faults;
use crate::messages::{Key, t};
use crate::parts::{Field, Form, FormView, Kind, RadioField, TextField, Texts};
use crate::state::identity;
use client::Client;
use contract::Fault;
use domain::drafting::{DraftDecision, DraftStatus, DraftVerdict};
use leptos::prelude::*;
use ui::Choice;

const VERDICT: Field = Field {
    id: "decision",
    pointer: "/decision",
    label: Key::ReviewDecision,
    hint: None,
    kind: Kind::Line,
    autocomplete: "off",
    required: true,
};
const REASON: Field = Field {
    id: "decision-reason",
    pointer: "/reason",
    label: Key::ReviewReason,
    hint: Some(Key::ReviewReasonHint),
    kind: Kind::Lines,
    autocomplete: "off",
    required: false,
};

fn decision(texts: &Texts) -> DraftDecision {
    let reason = Some(texts.of(REASON)).filter(|reason| !reason.trim().is_empty());
    // Nothing is published that nobody has decided about: the form is not sent before a verdict is chosen.
    DraftDecision { decision: texts.of(VERDICT).parse().unwrap_or(DraftVerdict::Published), reason }
}

fn check(texts: &Texts) -> Vec<Fault> {
    let mut found = faults(decision(texts));
    if texts.of(VERDICT).is_empty() {
        found.push(Fault::new(VERDICT.pointer, "required", ""));
    }
    found
}

/// The form of the decision.
#[component]
pub(crate) fn Deciding<K: Drafted>(
    /// The kind of draft.
    kind: K,
    /// The draft, which is in review.
    now: RwSignal<K::Draft>,
    /// The draft as it was decided, once it was.
    decided: RwSignal<Option<K::Draft>>,
) -> impl IntoView {
    let _: K = kind;
    let identity = identity();
    let form = Form::new(&[VERDICT, REASON], check);
    let send = move || {
        let (draft, decision) = (now.get_untracked(), decision(&form.texts()));
        let sending = || async move {
            let call = |client: Client| K::decide(client, &draft, decision.clone());
            identity.ask(call).await
        };
        form.send(sending, move |draft| {
            identity.count_waiting();
            decided.set(Some(draft));
        });
    };
    let verdicts = [
        (DraftVerdict::Published, Key::ReviewPublish, Key::ReviewPublishHint),
        (DraftVerdict::Returned, Key::ReviewReturn, Key::ReviewReturnHint),
    ];
    let options = verdicts.map(|(verdict, label, hint)| Choice::new(verdict.as_str(), t(label)).with_detail(t(hint)));
    view! {
        <section class="part">
            <h2>{t(Key::ReviewDecision)}</h2>
            <FormView form send button=Key::ReviewSend>
                <RadioField form field=VERDICT options=options.to_vec()/>
                <TextField form field=REASON/>
            </FormView>
        </section>
    }
}

/// How a draft was decided: the heading, and what follows from it.
pub(crate) const fn verdict_of(status: DraftStatus) -> (Key, Key) {
    match status {
        DraftStatus::Published => (Key::ReviewPublished, Key::ReviewPublishedText),
        DraftStatus::Writing | DraftStatus::InReview | DraftStatus::Returned => {
            (Key::ReviewReturned, Key::ReviewReturnedText)
        }
    }
}

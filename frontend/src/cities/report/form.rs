//! Filling in and sending the report.

use super::draft::Draft;
use super::fields::{EmailField, FIELDS, FactField, FormState, SourceField, ValueField, fault_text};
use crate::browser::focus_id;
use crate::messages::{Key, t};
use crate::parts::Failure;
use crate::state::{Debounce, Identity, api, identity};
use client::Error;
use contract::Fault;
use domain::corrections::Correction;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::{Banner, Button, Rank, Tone};

/// Id of the summary of faults.
const SUMMARY: &str = "report-faults";

/// Where the sending stands.
#[derive(Clone, Copy)]
struct Sending {
    state: FormState,
    slug: StoredValue<String>,
    identity: Identity,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<Error>>,
    /// Whether somebody has tried to send: from then on all faults are shown.
    tried: RwSignal<bool>,
    done: RwSignal<Option<Correction>>,
}

impl Sending {
    fn send(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.tried.set(true);
        self.failure.set(None);
        self.state.server_faults.set(Vec::new());
        let mut draft = self.state.draft.get_untracked();
        let slug = self.slug.get_value();
        let Ok(report) = draft.check(&slug) else {
            request_animation_frame(|| focus_id(SUMMARY));
            return;
        };
        // Kept before it is sent: whatever happens then, the next attempt goes out under the same key.
        let key = draft.key_for(&report);
        draft.keep(&slug);
        self.state.draft.set(draft);
        self.busy.set(true);
        let client = api();
        spawn_local(async move {
            let answer = self.identity.again(|| client.create_correction(&key, &report)).await;
            self.busy.try_set(false);
            match answer {
                Ok(correction) => {
                    Draft::forget(&slug);
                    self.done.try_set(Some(correction));
                }
                Err(error) => self.fail(error),
            }
        });
    }

    /// Faults of fields go to their fields; anything else is shown with a way to try again.
    fn fail(self, error: Error) {
        let faults = error.problem().map(|problem| problem.errors.clone()).unwrap_or_default();
        let (known, unknown): (Vec<_>, Vec<_>) = faults.into_iter().partition(is_of_a_field);
        if known.is_empty() || !unknown.is_empty() {
            self.failure.try_set(Some(error));
        }
        self.state.server_faults.try_set(known);
        request_animation_frame(|| focus_id(SUMMARY));
    }
}

fn is_of_a_field(fault: &Fault) -> bool {
    FIELDS.iter().any(|field| field.pointer == fault.pointer)
}

fn form_state(slug: String, tried: RwSignal<bool>) -> FormState {
    let draft = RwSignal::new(Draft::kept(&slug));
    let left = RwSignal::new(Vec::new());
    let server_faults = RwSignal::new(Vec::<Fault>::new());
    let faults = Memo::new(move |_| {
        let mut faults = draft.with(|draft| draft.check(&slug)).err().unwrap_or_default();
        if !tried.get() {
            left.with(|left| faults.retain(|fault| left.iter().any(|pointer| *pointer == fault.pointer)));
        }
        faults.extend(server_faults.get());
        faults
    });
    FormState { draft, left, faults, server_faults }
}

/// The form. What is typed is kept on this device until it has been sent.
#[component]
pub(super) fn ReportForm(slug: String, done: RwSignal<Option<Correction>>) -> impl IntoView {
    let tried = RwSignal::new(false);
    let state = form_state(slug.clone(), tried);
    let slug = StoredValue::new(slug);
    let (busy, failure) = (RwSignal::new(false), RwSignal::new(None));
    let sending = Sending { state, slug, identity: identity(), busy, failure, tried, done };
    let debounce = Debounce::new();
    Effect::new(move |before: Option<()>| {
        state.draft.track();
        if before.is_some() {
            debounce.run(move || state.draft.with_untracked(|draft| draft.keep(&slug.get_value())));
        }
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        debounce.cancel();
        sending.send();
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <Summary state tried/>
            <FactField state/>
            <ValueField state/>
            <SourceField state/>
            <EmailField state/>
            <Failure error=sending.failure retry=move || sending.send()/>
            <p class="acts">
                <Button rank=Rank::Primary submit=true busy=sending.busy busy_word=t(Key::ReportSending)>{t(Key::ReportSend)}</Button>
                <DiscardButton sending debounce/>
            </p>
            <p class="small muted">{t(Key::ReportKept)}</p>
        </form>
    }
}

/// All faults at once, each a link to its field.
#[component]
fn Summary(state: FormState, tried: RwSignal<bool>) -> impl IntoView {
    let lines = move || {
        let named = FIELDS.iter().filter_map(|field| {
            Some((
                field,
                state
                    .faults
                    .with(|faults| faults.iter().find(|fault| fault.pointer == field.pointer).map(fault_text))?,
            ))
        });
        let lines = named.map(|(field, text)| {
            let href = ["#", field.id].concat();
            let id = field.id;
            let follow = move |event: web_sys::MouseEvent| {
                event.prevent_default();
                focus_id(id);
            };
            view! { <li><a href=href on:click=follow>{t(field.label)} " — " {text}</a></li> }
        });
        lines.collect_view()
    };
    let any = Memo::new(move |_| tried.get() && state.faults.with(|faults| !faults.is_empty()));
    move || {
        any.get().then(|| {
            view! {
                <Banner tone=Tone::Bad fresh=true heading=true id=SUMMARY word=t(Key::ReportFaults)>
                    <ul class="bullets">{lines}</ul>
                </Banner>
            }
        })
    }
}

/// Empties the form. The last draft can be brought back until one leaves the page.
#[component]
fn DiscardButton(sending: Sending, debounce: Debounce) -> impl IntoView {
    let thrown_away = RwSignal::new(None::<Draft>);
    let draft = sending.state.draft;
    let discard = move |()| {
        debounce.cancel();
        thrown_away.set(Some(draft.get_untracked()));
        draft.set(Draft::default());
        sending.state.left.set(Vec::new());
        sending.state.server_faults.set(Vec::new());
        sending.tried.set(false);
        sending.failure.set(None);
    };
    let undo = move |()| {
        if let Some(last) = thrown_away.try_update(Option::take).flatten() {
            draft.set(last);
        }
    };
    move || {
        if !draft.with(Draft::is_empty) {
            return Some(
                view! { <Button rank=Rank::Quiet on_press=discard>{t(Key::ReportDiscard)}</Button> }.into_any(),
            );
        }
        thrown_away
            .with(Option::is_some)
            .then(|| view! { <Button rank=Rank::Quiet on_press=undo>{t(Key::ReportUndo)}</Button> }.into_any())
    }
}

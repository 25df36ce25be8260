//! Forms: labels above, hints below, and what is wrong in words beside its field and in a summary.

use super::Failure;
use crate::browser::focus_id;
use crate::messages::{Key, fill, t};
use client::Error;
use contract::Fault;
use domain::identity::MIN_PASSWORD;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::{Banner, Button, Rank, Tone};

/// Id of the summary of faults.
const SUMMARY: &str = "form-faults";

/// What is written into a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A line.
    Line,
    /// An address of mail.
    Email,
    /// A password: hidden, unless somebody wants to see it.
    Password,
    /// Several lines.
    Lines,
    /// A time of day.
    Time,
}

/// One field of a form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    /// Its id in the page.
    pub(crate) id: &'static str,
    /// Where its faults point.
    pub(crate) pointer: &'static str,
    /// What stands above it.
    pub(crate) label: Key,
    /// What stands below its label.
    pub(crate) hint: Option<Key>,
    /// What is written into it.
    pub(crate) kind: Kind,
    /// What the browser may fill it with.
    pub(crate) autocomplete: &'static str,
    /// Whether it must be filled in.
    pub(crate) required: bool,
}

/// What stands in the fields.
#[derive(Debug, Clone, Default)]
pub(crate) struct Texts(Vec<(&'static str, String)>);

impl Texts {
    /// What stands in a field.
    pub(crate) fn of(&self, field: Field) -> String {
        self.0.iter().find(|(id, _)| *id == field.id).map(|(_, text)| text.clone()).unwrap_or_default()
    }

    fn put(&mut self, field: Field, text: String) {
        match self.0.iter_mut().find(|(id, _)| *id == field.id) {
            Some((_, before)) => *before = text,
            None => self.0.push((field.id, text)),
        }
    }
}

/// A form and where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Form {
    fields: &'static [Field],
    pub(super) texts: RwSignal<Texts>,
    /// Fields that have been left once: from then on their faults are shown while one types.
    left: RwSignal<Vec<&'static str>>,
    /// Whether somebody has tried to send: from then on all faults are shown.
    tried: RwSignal<bool>,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<Error>>,
    /// A refusal that belongs to no field.
    refusal: RwSignal<Option<Key>>,
    /// Faults that the server found.
    server_faults: RwSignal<Vec<Fault>>,
    /// Faults by the rules of the domain.
    own_faults: Memo<Vec<Fault>>,
    /// Faults that may be shown.
    faults: Memo<Vec<Fault>>,
}

impl Form {
    /// A form whose texts `check` judges while one types, by the rules that the server applies as well.
    pub(crate) fn new(fields: &'static [Field], check: impl Fn(&Texts) -> Vec<Fault> + Send + Sync + 'static) -> Self {
        let (texts, left) = (RwSignal::new(Texts::default()), RwSignal::new(Vec::new()));
        let (tried, server_faults) = (RwSignal::new(false), RwSignal::new(Vec::<Fault>::new()));
        let own_faults = Memo::new(move |_| {
            let mut faults = texts.with(|texts| check(texts));
            faults.retain(|fault| field_of(fields, fault).is_some());
            faults
        });
        let faults = Memo::new(move |_| {
            let mut faults = own_faults.get();
            if !tried.get() {
                left.with(|left: &Vec<&str>| {
                    faults.retain(|fault| field_of(fields, fault).is_some_and(|field| left.contains(&field.id)));
                });
            }
            faults.extend(server_faults.get());
            faults
        });
        let (busy, failure, refusal) = (RwSignal::new(false), RwSignal::new(None), RwSignal::new(None));
        Self { fields, texts, left, tried, busy, failure, refusal, server_faults, own_faults, faults }
    }

    /// What stands in the fields, for a handler of events.
    pub(crate) fn texts(self) -> Texts {
        self.texts.get_untracked()
    }

    /// What stands in a field, as it changes.
    pub(crate) fn text(self, field: Field) -> Signal<String> {
        Signal::derive(move || self.texts.with(|texts| texts.of(field)))
    }

    /// What stands in the field that a browser may fill with `what`; `None` where there is no such field, or nothing is
    /// in it.
    pub(super) fn filled_with(self, what: &str) -> Option<String> {
        let field = self.fields.iter().find(|field| field.autocomplete == what)?;
        let text = self.texts.with(|texts| texts.of(*field));
        (!text.trim().is_empty()).then_some(text)
    }

    /// Fills a field.
    pub(crate) fn put(self, field: Field, text: impl Into<String>) {
        self.texts.update(|texts| texts.put(field, text.into()));
    }

    /// Empties all fields.
    pub(crate) fn clear(self) {
        self.texts.set(Texts::default());
        self.rest();
    }

    /// Shows faults of what is left from now on only, as at the start.
    pub(crate) fn rest(self) {
        self.tried.set(false);
        self.left.set(Vec::new());
    }

    pub(super) fn type_in(self, field: Field, text: String) {
        self.put(field, text);
        // What the server said was of the text before.
        let fields = self.fields;
        self.server_faults
            .update(|faults| faults.retain(|fault| field_of(fields, fault).is_none_or(|other| other.id != field.id)));
    }

    /// A field is left, too, when it is taken from the page with the focus in it: by then the form may be no more.
    pub(super) fn leave(self, field: Field) {
        if self.left.try_with_untracked(|left| left.contains(&field.id)) == Some(false) {
            self.left.update(|left| left.push(field.id));
        }
    }

    pub(super) fn fault(self, field: Field) -> Option<String> {
        let of_field = |fault: &&Fault| field_of(self.fields, fault).is_some_and(|other| other.id == field.id);
        self.faults.with(|faults| faults.iter().find(of_field).map(fault_text))
    }

    /// Sends, unless something is wrong already or on its way.
    pub(crate) fn send<T, Sent>(self, send: impl FnOnce() -> Sent, done: impl FnOnce(T) + 'static)
    where
        T: 'static,
        Sent: Future<Output = Result<T, Error>> + 'static,
    {
        if self.busy.get_untracked() {
            return;
        }
        self.tried.set(true);
        self.failure.set(None);
        self.refusal.set(None);
        self.server_faults.set(Vec::new());
        if self.own_faults.with_untracked(|faults| !faults.is_empty()) {
            request_animation_frame(|| focus_id(SUMMARY));
            return;
        }
        self.busy.set(true);
        let answer = send();
        spawn_local(async move {
            let answer = answer.await;
            self.busy.try_set(false);
            match answer {
                Ok(value) => done(value),
                Err(error) => self.fail(error),
            }
        });
    }

    /// Faults of fields go to their fields; a refusal is said in a sentence; anything else with a way to try again.
    fn fail(self, error: Error) {
        let code = error.problem().map(|problem| problem.code.clone()).unwrap_or_default();
        let faults = error.problem().map(|problem| problem.errors.clone()).unwrap_or_default();
        if code == "wrong_credentials" {
            self.refusal.try_set(Some(Key::FormWrongCredentials));
        } else if faults.iter().any(|fault| fault.code == "bad_link") {
            self.refusal.try_set(Some(Key::FormBadLink));
        } else {
            let (known, unknown): (Vec<_>, Vec<_>) =
                faults.into_iter().partition(|fault| field_of(self.fields, fault).is_some());
            if known.is_empty() || !unknown.is_empty() {
                self.failure.try_set(Some(error));
            }
            self.server_faults.try_set(known);
        }
        request_animation_frame(|| focus_id(SUMMARY));
    }
}

/// The field that a fault is of: `/skills/2` is of `/skills`.
fn field_of<'a>(fields: &'a [Field], fault: &Fault) -> Option<&'a Field> {
    fields.iter().find(|field| {
        let rest = fault.pointer.strip_prefix(field.pointer);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// What is wrong, in words; the API's own where the app has none.
pub(crate) fn fault_text(fault: &Fault) -> String {
    match fault.code.as_str() {
        "required" => t(Key::FaultRequired).to_owned(),
        "not_an_address" => t(Key::FaultAddress).to_owned(),
        "not_a_web_address" => t(Key::FaultWebAddress).to_owned(),
        "too_short" => with_length(Key::FaultShort),
        _ => fault.message.clone(),
    }
}

/// A text that may name the length of passwords.
pub(super) fn with_length(key: Key) -> String {
    fill(key, &[("min", &MIN_PASSWORD.to_string())])
}

/// The form around its fields: the summary above, failures and the button below.
#[component]
pub(crate) fn FormView(
    /// The form.
    form: Form,
    /// Sends it.
    send: impl Fn() + Clone + Send + Sync + 'static,
    /// What the button says.
    button: Key,
    /// Its fields, where it has any.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let submit = {
        let send = send.clone();
        move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            send();
        }
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <Summary form/>
            {children.map(|children| children())}
            <Failure error=form.failure retry=send/>
            <p class="acts">
                <Button rank=Rank::Primary submit=true busy=form.busy busy_word=t(Key::FormSending)>{t(button)}</Button>
            </p>
        </form>
    }
}

/// All faults at once, each a link to its field, or the refusal.
#[component]
fn Summary(form: Form) -> impl IntoView {
    let lines = move || {
        let named = form.fields.iter().filter_map(|field| Some((*field, form.fault(*field)?)));
        let lines = named.map(|(field, text)| {
            let follow = move |event: web_sys::MouseEvent| {
                event.prevent_default();
                focus_id(field.id);
            };
            view! { <li><a href=["#", field.id].concat() on:click=follow>{t(field.label)} " — " {text}</a></li> }
        });
        lines.collect_view()
    };
    let any = Memo::new(move |_| form.tried.get() && form.faults.with(|faults| !faults.is_empty()));
    move || match (form.refusal.get(), any.get()) {
        (Some(refusal), _) => Some(view! { <Banner tone=Tone::Bad fresh=true id=SUMMARY word=t(refusal)/> }.into_any()),
        (None, true) => Some(
            view! {
                <Banner tone=Tone::Bad fresh=true heading=true id=SUMMARY word=t(Key::ReportFaults)>
                    <ul class="bullets">{lines}</ul>
                </Banner>
            }
            .into_any(),
        ),
        (None, false) => None,
    }
}

//! The form of a city's report about a lesson: a new one, or the one that the city has already.

use super::tried::{Done, Subject};
use crate::identity::faults;
use crate::lessons::words::{outcome_basis, result};
use crate::messages::{Key, fill, t};
use crate::parts::{
    Answer, Field, Form, FormView, Kind, Question, QuestionDialog, Questions, RadioField, TextField, Texts, preview,
};
use crate::state::identity;
use client::{Client, Error, IdempotencyKey};
use contract::{Fault, Patch};
use domain::lessons::{LessonOutcome, LessonOutcomeUpdate, LessonRef, NewLessonOutcome, OutcomeBasis, OutcomeResult};
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::Arc;
use ui::{Banner, Button, Choice, Rank, Tone};

const fn field(id: &'static str, pointer: &'static str, label: Key, hint: Option<Key>, kind: Kind) -> Field {
    Field { id, pointer, label, hint, kind, autocomplete: "off", required: false }
}

const RESULT: Field = Field { required: true, ..field("tried-result", "/result", Key::TryResult, None, Kind::Line) };
const YEAR: Field = field("tried-year", "/year", Key::TryYear, Some(Key::TryYearHint), Kind::Line);
const CONTEXT: Field = Field {
    required: true,
    ..field("tried-context", "/context", Key::TryContext, Some(Key::TryContextHint), Kind::Lines)
};
const BASIS: Field = Field { required: true, ..field("tried-basis", "/basis", Key::TryBasis, None, Kind::Line) };
const EVIDENCE: Field = field("tried-evidence", "/evidence", Key::TryEvidence, Some(Key::TryEvidenceHint), Kind::Lines);
const URL: Field = field("tried-url", "/url", Key::TryUrl, Some(Key::TryUrlHint), Kind::Line);

/// The report that the texts mean. Before a result or a basis is chosen, another one stands in for it.
fn report(texts: &Texts, city: &str) -> NewLessonOutcome {
    let said = |field| Some(texts.of(field)).filter(|text| !text.trim().is_empty());
    NewLessonOutcome {
        city: city.to_owned(),
        result: texts.of(RESULT).parse().unwrap_or(OutcomeResult::TooEarly),
        // What is no number is no year.
        year: said(YEAR).map(|year| year.trim().parse().unwrap_or(0)),
        context: texts.of(CONTEXT),
        basis: texts.of(BASIS).parse().unwrap_or(OutcomeBasis::Experience),
        evidence: said(EVIDENCE),
        url: said(URL),
    }
}

/// What is wrong: by the rules of the domain, and what is not chosen yet.
fn check(texts: &Texts, city: &str) -> Vec<Fault> {
    let unchosen = [RESULT, BASIS].into_iter().filter(|field| texts.of(*field).is_empty());
    let unchosen = unchosen.map(|field| Fault::new(field.pointer, "required", ""));
    let found = faults(report(texts, city)).into_iter().map(|fault| match fault.code.as_str() {
        "out_of_range" => Fault { message: t(Key::DraftBadYear).to_owned(), ..fault },
        _ => fault,
    });
    unchosen.chain(found).collect()
}

fn patch<T>(value: Option<T>) -> Patch<T> {
    value.map_or(Patch::Empty, Patch::Set)
}

fn change(new: NewLessonOutcome) -> LessonOutcomeUpdate {
    LessonOutcomeUpdate {
        result: Patch::Set(new.result),
        year: patch(new.year),
        context: Patch::Set(new.context),
        basis: Patch::Set(new.basis),
        evidence: patch(new.evidence),
        url: patch(new.url),
    }
}

/// Shows what the city reports already.
fn take(form: Form, report: &LessonOutcome) {
    form.put(RESULT, report.result.as_str());
    form.put(YEAR, report.year.map(|year| year.to_string()).unwrap_or_default());
    form.put(CONTEXT, report.context.as_str());
    form.put(BASIS, report.basis.as_str());
    form.put(EVIDENCE, report.evidence.as_deref().unwrap_or_default());
    form.put(URL, report.url.as_deref().unwrap_or_default());
}

/// How a sending ended that went well, or that somebody else of the city was faster.
enum Sent {
    Told,
    Stale,
}

/// Sends what the form says; under the same key as long as it says the same.
async fn tell(
    client: Client,
    lesson: LessonRef,
    before: Option<LessonOutcome>,
    (key, new): (IdempotencyKey, NewLessonOutcome),
) -> Result<Sent, Error> {
    let answer = match before {
        Some(before) => client.update_lesson_outcome(before.id, before.version, &change(new)).await,
        None => client.create_lesson_outcome(&key, &lesson, &new).await,
    };
    match answer {
        Ok(_) => Ok(Sent::Told),
        // There is a report of the city by now, or another version of it.
        Err(error) if matches!(error.status(), Some(409 | 412)) => Ok(Sent::Stale),
        Err(error) => Err(error),
    }
}

/// The form.
#[component]
pub(super) fn Reporting(
    /// The lesson.
    subject: Arc<Subject>,
    /// The city, by its slug and name.
    city: Choice,
    /// What the city reports already.
    #[prop(optional_no_strip)]
    report: Option<LessonOutcome>,
    /// Asks for the reports again.
    look_again: Callback<()>,
    /// What was done, once something was.
    done: RwSignal<Option<Done>>,
) -> impl IntoView {
    let (stale, slug) = (RwSignal::new(false), city.value);
    let form = Form::new(&[RESULT, YEAR, CONTEXT, BASIS, EVIDENCE, URL], {
        let slug = slug.clone();
        move |texts: &Texts| check(texts, &slug)
    });
    if let Some(report) = &report {
        take(form, report);
    }
    let send = sender(form, LessonRef::Id(subject.lesson.id), (slug, report.clone()), (stale, done));
    let known = report.is_some();
    let button = if known { Key::TryChange } else { Key::TrySend };
    let withdraw = report.map(|report| view! { <Withdrawing report city=city.label done/> });
    view! {
        {known.then(|| view! { <Banner tone=Tone::Info word=t(Key::TryKnown)/> })}
        <FormView form send button>
            <Fields form/>
            <Stale stale look_again/>
        </FormView>
        {withdraw}
    }
}

/// Sends the report, or says that somebody else was faster.
fn sender(
    form: Form,
    lesson: LessonRef,
    (city, before): (String, Option<LessonOutcome>),
    (stale, done): (RwSignal<bool>, RwSignal<Option<Done>>),
) -> impl Fn() + Clone + Send + Sync + 'static {
    let identity = identity();
    let attempt = StoredValue::new(None::<(NewLessonOutcome, IdempotencyKey)>);
    move || {
        let new = report(&form.texts(), &city);
        let last = attempt.get_value().filter(|(content, _)| *content == new);
        let key = last.map_or_else(IdempotencyKey::generate, |(_, key)| key);
        attempt.set_value(Some((new.clone(), key.clone())));
        stale.set(false);
        let (lesson, before) = (lesson.clone(), before.clone());
        let sending = || async move {
            let call = |client: Client| tell(client, lesson.clone(), before.clone(), (key.clone(), new.clone()));
            identity.ask(call).await
        };
        form.send(sending, move |sent| match sent {
            Sent::Told => done.set(Some(Done::Told)),
            Sent::Stale => stale.set(true),
        });
    }
}

#[component]
fn Fields(form: Form) -> impl IntoView {
    let results: Vec<Choice> = OutcomeResult::ALL.iter().map(|one| Choice::new(one.as_str(), result(*one))).collect();
    let bases: Vec<Choice> =
        OutcomeBasis::ALL.iter().map(|one| Choice::new(one.as_str(), outcome_basis(*one))).collect();
    let looks = preview([t(Key::DraftWrite), t(Key::DraftLook), t(Key::DraftNothingYet)].map(Signal::from));
    view! {
        <RadioField form field=RESULT options=results/>
        <TextField form field=CONTEXT preview=looks/>
        <TextField form field=YEAR/>
        <RadioField form field=BASIS options=bases/>
        <TextField form field=EVIDENCE/>
        <TextField form field=URL/>
    }
}

/// Somebody else of the city was faster: what is written stays until one asks for the newer version.
#[component]
fn Stale(stale: RwSignal<bool>, look_again: Callback<()>) -> impl IntoView {
    move || {
        stale.get().then(|| {
            view! {
                <Banner tone=Tone::Warn fresh=true word=t(Key::TryStale)>
                    <p>{t(Key::TryStaleText)}</p>
                    <p class="acts"><Button on_press=look_again>{t(Key::DraftNewer)}</Button></p>
                </Banner>
            }
        })
    }
}

/// The button that takes the report back, after a question.
#[component]
fn Withdrawing(report: LessonOutcome, city: String, done: RwSignal<Option<Done>>) -> impl IntoView {
    let questions = Questions::new();
    let (id, version) = (report.id, report.version);
    let ask = move |()| {
        questions.ask(Question {
            title: fill(Key::TryWithdrawQuestion, &[("city", &city)]),
            text: t(Key::TryWithdrawText).to_owned(),
            button: Key::TryWithdraw,
            reason: false,
            act: Rc::new(move |client, _| -> Answer<()> {
                Box::pin(async move { client.delete_lesson_outcome(id, version).await })
            }),
            done: Rc::new(move || done.set(Some(Done::Withdrawn))),
        });
    };
    view! {
        <p><Button rank=Rank::Quiet on_press=ask>{t(Key::TryWithdraw)}</Button></p>
        <QuestionDialog questions/>
    }
}

//! Addresses that nobody writes to: which ones is not kept, only a fingerprint by which each is known again.

use super::{Office, SUPPRESSED, words};
use crate::identity::faults;
use crate::messages::{Key, day, fill, t};
use crate::parts::{
    Answer, Asked, Choice, Field, Filters, Form, FormView, Kind, Line, Listed, Parameters, Question, QuestionDialog,
    Questions, Source, TextField, Texts, Word, lines, options,
};
use crate::shell::Announcer;
use crate::state::identity;
use crate::subscriptions::addresses::suppressions;
use client::{Client, IdempotencyKey};
use domain::subscriptions::{NewSuppression, Suppression, SuppressionQuery, SuppressionReason};
use leptos::prelude::*;
use std::rc::Rc;
use ui::Button;

const EMAIL: Field = Field {
    id: "suppress-email",
    pointer: "/email",
    label: Key::SuppressedAddress,
    hint: None,
    kind: Kind::Email,
    autocomplete: "off",
    required: true,
};
const NOTE: Field = Field {
    id: "suppress-note",
    pointer: "/note",
    label: Key::SuppressedNote,
    hint: Some(Key::SuppressedNoteHint),
    kind: Kind::Line,
    autocomplete: "off",
    required: false,
};

/// What rows need: the dialog of the page, and what asks for the list again.
#[derive(Clone, Copy)]
struct Drawer {
    questions: Questions,
    news: RwSignal<u32>,
    announcer: Announcer,
}

impl Drawer {
    fn look_again(self) {
        self.news.update(|news| *news += 1);
    }
}

/// What an address of the list can hold.
const PARAMETERS: Parameters = Parameters {
    name: |parameter| match parameter {
        "reason" => Some(t(Key::SuppressedWhy)),
        "q" => Some(t(Key::SubscribersAddress)),
        _ => None,
    },
    path: suppressions,
    all: Key::ListsShowAll,
};

/// The list.
const SOURCE: Source = Source {
    faults: |search| SuppressionQuery::parse(search).err().unwrap_or_default(),
    fetch: |client, search, cursor| {
        let query = SuppressionQuery { limit: None, cursor, ..SuppressionQuery::parse(&search).unwrap_or_default() };
        Box::pin(async move { client.list_suppressions(&query).await.map(|page| lines(page, line)) })
    },
    parameters: PARAMETERS,
};

/// The page.
#[component]
pub(super) fn SuppressedPage() -> impl IntoView {
    let drawer = Drawer { questions: Questions::new(), news: RwSignal::new(0), announcer: expect_context() };
    provide_context(drawer);
    let asked = Asked::new(suppressions, |path| path == suppressions());
    let reasons = options(SuppressionReason::ALL, SuppressionReason::as_str, words::reason);
    view! {
        <Office place=SUPPRESSED>
            <Filters>
                <Choice asked name="reason" label=Key::SuppressedWhy options=reasons/>
                <Word asked name="q" label=Key::SubscribersAddress hint=Key::SubscribersAddressHint/>
            </Filters>
            <Listed asked source=SOURCE none=Key::SuppressedNone none_text=Key::SuppressedNoneText news=drawer.news/>
            <Adding drawer/>
            <QuestionDialog questions=drawer.questions/>
        </Office>
    }
}

fn new(texts: &Texts) -> NewSuppression {
    NewSuppression { email: texts.of(EMAIL), note: Some(texts.of(NOTE)).filter(|note| !note.trim().is_empty()) }
}

/// The form for another one.
#[component]
fn Adding(drawer: Drawer) -> impl IntoView {
    let identity = identity();
    let form = Form::new(&[EMAIL, NOTE], |texts| faults(new(texts)));
    let send = move || {
        let (key, new) = (IdempotencyKey::generate(), new(&form.texts()));
        let sending = || async move {
            let call = |client: Client| {
                let (key, new) = (key.clone(), new.clone());
                async move { client.create_suppression(&key, &new).await }
            };
            identity.ask(call).await
        };
        form.send(sending, move |_| {
            form.clear();
            drawer.announcer.say(t(Key::SuppressedAdded).to_owned());
            drawer.look_again();
        });
    };
    view! {
        <section class="part" aria-labelledby="suppress-title">
            <h2 id="suppress-title">{t(Key::SuppressedAdd)}</h2>
            <FormView form send button=Key::SuppressedSend>
                <TextField form field=EMAIL/>
                <TextField form field=NOTE/>
            </FormView>
        </section>
    }
}

fn line(one: Suppression) -> Line {
    Line::of(one.id.to_string(), one, row)
}

fn row(one: Suppression) -> AnyView {
    let drawer: Drawer = expect_context();
    let (id, label) = (one.id, words::reason(one.reason));
    let since = fill(Key::SuppressedSince, &[("day", &day(one.at.timestamp_millis()))]);
    let name = fill(Key::SuppressedLetIt, &[("since", &since)]);
    let ask = move |()| {
        drawer.questions.ask(Question {
            title: t(Key::SuppressedLetQuestion).to_owned(),
            text: t(Key::SuppressedLetText).to_owned(),
            button: Key::SuppressedLet,
            reason: false,
            act: Rc::new(move |client, _| -> Answer<()> {
                Box::pin(async move { client.delete_suppression(id).await })
            }),
            done: Rc::new(move || {
                drawer.announcer.say(t(Key::SuppressedLetDone).to_owned());
                drawer.look_again();
            }),
        });
    };
    view! {
        <li class="row">
            <span class="row-name">{label}</span>
            <span class="row-facts">{since}</span>
            <span class="row-faces">{one.note}</span>
            <span class="row-facts"><Button small=true name on_press=ask>{t(Key::SuppressedLet)}</Button></span>
        </li>
    }
    .into_any()
}
